from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.flow import STATE
from labeler.interchange.matching import Names
from labeler.labelling import Labelling
from tests.labeler.interchange.giving import (
    FLOOD,
    MARKET,
    TRADE,
    add_articles,
    counts,
    give,
    standing,
    times,
)

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json
    from labeler.project import Project

OPTIONS = [{"id": "flood", "text": "Flood"}, {"id": 2, "text": "Trade"}, {"id": "sport", "text": "Sport"}]
TOPIC = Names(question="topic")


def task(text: str, answer: str | None = "accept", by: str = "news_topics-ana", **more: Json) -> Json:
    return {
        "text": text,
        "_input_hash": 896529854,
        "_task_hash": -1486695581,
        "_is_binary": False,
        **({"answer": answer} if answer else {}),
        "_timestamp": 1773094568,
        "_annotator_id": by,
        "_session_id": by,
        **more,
    }


def test_choices_are_taken_by_option_id_and_by_option_text(project: Project, tmp_path: Path) -> None:
    flood, trade, market = add_articles(project)
    report = give(
        project,
        tmp_path / "news_topics.jsonl",
        [
            task(FLOOD, options=OPTIONS, accept=["flood", 2], _view_id="choice"),
            task(TRADE, options=OPTIONS, accept=[], _view_id="choice"),
            task(MARKET, options=OPTIONS, accept=["sport"], _view_id="choice"),
        ],
        TOPIC,
    )
    assert report.form == "prodigy"
    assert standing(project) == {
        ("ana", flood, "topic"): ["flood", "trade"],
        ("ana", trade, "topic"): [],
    }
    assert set(times(project).values()) == {"2026-03-09T22:16:08.000+00:00"}
    assert counts(report.refused) == {
        "“sport” is not a value of “topic”. Its values are: flood, trade, port.": 1
    }
    assert market not in {unit for _, unit, _ in standing(project)}


def test_single_labels_make_a_set_and_rejected_ones_are_counted(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    lines = [
        task(FLOOD, label="port", _timestamp=1773094570),
        task(FLOOD, label="flood"),
        task(FLOOD, "reject", label="trade"),
        task(TRADE, "reject", label="flood"),
    ]
    report = give(project, tmp_path / "news_topics.jsonl", lines, TOPIC)
    assert standing(project) == {("ana", flood, "topic"): ["flood", "port"]}
    assert times(project)[("ana", flood, "topic")] == "2026-03-09T22:16:10.000+00:00"
    assert counts(report.left_out) == {"rejected labels (“not this one”)": 2}
    again = give(project, tmp_path / "news_topics.jsonl", lines, TOPIC)
    assert (again.added, again.known) == (0, 1)


def test_of_two_stances_the_later_one_stands(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    lines = [
        task(FLOOD, label="AGAINST", _timestamp=1773094570),
        task(FLOOD, label="FAVOR"),
    ]
    names = Names(question="stance_levy")
    assert give(project, tmp_path / "d.jsonl", lines, names).added == 2
    assert standing(project) == {("news_topics-ana", flood, "stance_levy"): "AGAINST"}
    assert give(project, tmp_path / "d.jsonl", lines, names).added == 0


def test_ignored_tasks_are_skips_but_do_not_undo_what_was_done_here(project: Project, tmp_path: Path) -> None:
    flood, trade, _ = add_articles(project)
    Labelling(project, "ana").submit(trade)
    report = give(project, tmp_path / "news_topics.jsonl", [task(FLOOD, "ignore"), task(TRADE, "ignore")])
    assert (report.added, report.skipped, report.is_whole) == (0, 1, True)
    assert standing(project)[("ana", flood, STATE)]["state"] == "skipped"
    assert standing(project)[("ana", trade, STATE)] == {"state": "submitted"}
    assert counts(report.left_out) == {"skips of articles that the annotator has gone on with here": 1}


def test_sessions_without_a_name_name_nobody(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    unnamed = [task(FLOOD, label="flood", by="2026-03-09_22-10-00")]
    report = give(project, tmp_path / "d.jsonl", unnamed, TOPIC)
    assert counts(report.refused) == {"It is not said who gave these. Say it: --annotator NAME.": 1}
    give(project, tmp_path / "d.jsonl", unnamed, Names(question="topic", annotator="Ana"))
    give(
        project,
        tmp_path / "d.jsonl",
        [task(FLOOD, label="port")],
        Names(question="topic", annotators={"news_topics-ana": "Ben"}),
    )
    assert standing(project) == {("Ana", flood, "topic"): ["flood"], ("Ben", flood, "topic"): ["port"]}


def test_what_labels_cannot_say_is_counted(project: Project, tmp_path: Path) -> None:
    add_articles(project)
    span = {"start": 4, "end": 9, "label": "PLACE", "token_start": 1, "token_end": 1}
    report = give(
        project,
        tmp_path / "news_topics.jsonl",
        [
            task(FLOOD, spans=[span], _view_id="ner_manual"),
            task(FLOOD, None),
            task(FLOOD, flagged=True),
            task(FLOOD, "reject", options=OPTIONS, accept=["flood"]),
            task(FLOOD, label="flood", relations=[{"head": 0, "child": 1}], user_input="perhaps"),
        ],
        Names(),
    )
    assert counts(report.left_out) == {
        "spans": 1,
        "tasks without an answer": 1,
        "flags": 1,
        "accepted tasks without a label": 1,
        "rejected tasks": 1,
        "relations between spans": 1,
        "texts written by annotators": 1,
    }


def test_the_exact_time_beside_the_seconds_counts_only_while_it_is_the_same_answer(
    project: Project, tmp_path: Path
) -> None:
    flood, trade, _ = add_articles(project)
    exact = "2026-03-09T22:16:08.728+00:00"
    give(
        project,
        tmp_path / "news_topics.jsonl",
        [
            task(FLOOD, label="flood", created_at=exact),
            task(TRADE, label="flood", created_at=exact, _timestamp=1773094999),
        ],
        TOPIC,
    )
    assert times(project) == {
        ("ana", flood, "topic"): exact,
        ("ana", trade, "topic"): "2026-03-09T22:23:19.000+00:00",
    }
