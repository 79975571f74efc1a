from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import Block, Extraction, pair_id
from labeler.errors import LabelerError
from labeler.flow import STATE
from labeler.interchange.matching import Names
from tests.builders import NOW, faults, tables
from tests.labeler.interchange.giving import (
    FLOOD,
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

ANA = {"id": 4, "email": "ana@coast.example", "first_name": "Ana", "last_name": "Mora"}


def choice(control: str, *values: str, **more: Json) -> Json:
    return {
        "value": {"choices": list(values)},
        "id": "Dx_aB91ISN",
        "from_name": control,
        "to_name": "text",
        "type": "choices",
        "origin": "manual",
        **more,
    }


def span(start: int, end: int, name: str, text: str | None = None, control: str = "boilerplate") -> Json:
    value = {"start": start, "end": end, "labels": [name], **({"text": text} if text else {})}
    return {"value": value, "id": "s", "from_name": control, "to_name": "text", "type": "labels"}


def annotation(*results: Json, **more: Json) -> Json:
    return {
        "id": 1001,
        "completed_by": ANA,
        "result": list(results),
        "was_cancelled": False,
        "ground_truth": False,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "updated_at": "2026-03-09T23:16:08.728378+01:00",
        "draft_created_at": None,
        "lead_time": 4.288,
        "prediction": {},
        "result_count": 1,
        "unique_id": "0b1e",
        "last_action": None,
        "task": 1,
        "project": 83,
        "parent_prediction": None,
        **more,
    }


def task(*annotations: Json, text: str = FLOOD, data: Json = None, **more: Json) -> Json:
    return {
        "id": 1,
        "annotations": list(annotations),
        "file_upload": "5e-tasks.json",
        "drafts": [],
        "predictions": [],
        "data": {"text": text} if data is None else data,
        "meta": {},
        "created_at": "2026-03-09T21:52:49.513742Z",
        "updated_at": "2026-03-09T22:16:08.746926Z",
        "inner_id": 1,
        "total_annotations": 1,
        "cancelled_annotations": 0,
        "total_predictions": 0,
        "comment_count": 0,
        "project": 83,
        **more,
    }


def test_choices_are_taken_with_annotator_and_time_by_value_and_by_title(
    project: Project, tmp_path: Path
) -> None:
    flood, trade, _ = add_articles(project)
    report = give(
        project,
        tmp_path / "tasks.json",
        [
            task(annotation(choice("topic", "Port", "flood"), choice("Levy", "Against"))),
            task(
                annotation(
                    choice("topic"), completed_by={"id": 5, "email": "", "first_name": "Ben", "last_name": ""}
                ),
                text=TRADE.replace("\n", "  "),
            ),
        ],
    )
    assert (report.form, report.added, report.failures, report.refused, report.left_out) == (
        "label-studio",
        3,
        [],
        [],
        [],
    )
    assert report.sentence() == "Read as Label Studio. 3 labels added."
    assert standing(project) == {
        ("ana@coast.example", flood, "topic"): ["flood", "port"],
        ("ana@coast.example", flood, "stance_levy"): "AGAINST",
        ("Ben", trade, "topic"): [],
    }
    assert set(times(project).values()) == {"2026-03-09T22:16:08.728+00:00"}
    assert faults(project.store) == []


def test_the_same_file_again_adds_nothing(project: Project, tmp_path: Path) -> None:
    add_articles(project)
    changed = annotation(choice("topic", "trade"), updated_at="2026-03-09T22:30:00Z")
    tasks = [
        task(annotation(choice("topic", "flood")), changed, annotation(was_cancelled=True)),
    ]
    assert give(project, tmp_path / "tasks.json", tasks).added == 2
    before = tables(project.store)
    report = give(project, tmp_path / "tasks.json", tasks)
    assert (report.added, report.known, report.skipped, report.left_out) == (0, 2, 0, [])
    assert tables(project.store) == before


def test_what_labels_cannot_say_is_counted_with_an_example(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    rating = {"type": "rating", "from_name": "stars", "to_name": "text", "value": {"rating": 4}}
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right"}
    part = choice("topic", "flood", value={"choices": ["flood"], "start": 0, "end": 3})
    report = give(
        project,
        tmp_path / "tasks.json",
        [
            task(
                annotation(
                    choice("topic", "flood"),
                    rating,
                    relation,
                    part,
                    span(0, 3, "PER", control="names"),
                    reviews=[{"id": 1, "accepted": True}],
                    ground_truth=True,
                ),
                annotation(
                    choice("topic", "trade"), was_cancelled=True, completed_by={"email": "b@c.example"}
                ),
                predictions=[{"result": [choice("topic", "trade")], "score": 0.9}] * 2,
                drafts=[{"result": []}],
                comment_count=3,
            )
        ],
    )
    assert counts(report.left_out) == {
        "predictions": 2,
        "drafts": 1,
        "tasks with comments": 1,
        "marks of ground truth": 1,
        "reviews": 1,
        "results of type “rating”": 1,
        "relations between spans": 1,
        "choices about a part of the text": 1,
        "spans of “names”": 1,
        "results of skipped annotations": 1,
    }
    assert {row.example for row in report.left_out if row.what == "reviews"} == {
        "tasks.json, item 1, annotation 1"
    }
    assert (report.added, report.skipped, report.is_whole) == (1, 1, True)
    assert standing(project) == {
        ("ana@coast.example", flood, "topic"): ["flood"],
        ("b@c.example", flood, STATE): {"state": "skipped", "when": "never", "reason": ""},
    }


def test_unknown_values_questions_articles_and_numbers_for_people_are_refused_by_reason(
    project: Project, tmp_path: Path
) -> None:
    add_articles(project)
    report = give(
        project,
        tmp_path / "tasks.json",
        [
            task(annotation(choice("topic", "sport"))),
            task(annotation(choice("topic", "sport", "flood")), text=TRADE),
            task(annotation(choice("sentiment", "FAVOR"))),
            task(annotation(choice("stance_levy", "FAVOR", "NONE"))),
            task(annotation(choice("topic", "flood")), text="Another text that nobody captured."),
            task(annotation(choice("topic", "flood"), completed_by=7)),
            task(annotation(choice("topic", "flood"), completed_by=None)),
            task(annotation()),
            task(annotation(choice("duplicate", "exact"))),
        ],
    )
    assert report.added == 0
    assert counts(report.refused) == {
        "“sport” is not a value of “topic”. Its values are: flood, trade, port.": 2,
        "The codebook has no question “sentiment”. Its questions are: topic, stance_levy, stance_port, duplicate, "
        "boilerplate. If it is one of them: --question sentiment=KEY.": 1,
        "“stance_levy” takes one value, and these have several.": 1,
        "texts that no article has: import the articles first": 1,
        "The annotator is only a number. Say who it is: --annotator 7=NAME.": 1,
        "It is not said who gave these. Say it: --annotator NAME.": 1,
        "It is not said which question these answer. Say it: --question KEY (of topic, stance_levy, stance_port).": 1,
        "“duplicate” is asked of a pair, and it has no “other”.": 1,
    }
    assert report.sentence().endswith("No label was added. 9 labels were not taken.")


def test_names_in_the_file_are_read_as_one_is_told(project: Project, tmp_path: Path) -> None:
    flood, trade, _ = add_articles(project)
    report = give(
        project,
        tmp_path / "tasks.json",
        [
            task(annotation(choice("sentiment", "Favor"), completed_by=7)),
            task(annotation(completed_by=None), text=TRADE),
        ],
        Names(
            question="topic", questions={"sentiment": "stance_levy"}, annotator="Ben", annotators={"7": "Ana"}
        ),
    )
    assert report.is_whole
    assert standing(project) == {("Ana", flood, "stance_levy"): "FAVOR", ("Ben", trade, "topic"): []}


def test_spans_of_the_boilerplate_question_are_corrections_of_the_blocks_they_hold(
    project: Project, tmp_path: Path
) -> None:
    _, trade, _ = add_articles(project)
    end = TRADE.index("\n")
    blocks = (Block(0, end, True, "paragraph", 0.9), Block(end + 1, len(TRADE), True, "paragraph", 0.9))
    project.store.articles.add_extraction(Extraction(trade, "test", "2", TRADE, blocks), NOW)
    more = TRADE[end + 1 :]
    units = len(TRADE[: end + 1].encode("utf-16-le")) // 2  # as older versions counted: the ship is two
    report = give(
        project,
        tmp_path / "tasks.json",
        [
            task(annotation(span(end + 1, len(TRADE), "dropped", more)), text=TRADE),
            task(
                annotation(span(units, units + len(more), "dropped", more), completed_by={"email": "b@c.d"}),
                text=TRADE,
            ),
            task(
                annotation(
                    span(end + 1, len(TRADE), "Dropped", more),
                    span(0, 3, "dropped", "The"),
                    span(1, 9, "kept", "nowhere"),
                    completed_by={"email": "c@c.d"},
                ),
                text=TRADE,
            ),
        ],
    )
    dropped = {"kept": [], "dropped": [[end + 1, len(TRADE)]]}
    assert report.is_whole
    assert standing(project) == {
        (name, trade, "boilerplate"): dropped for name in ("ana@coast.example", "b@c.d", "c@c.d")
    }
    assert counts(report.left_out) == {
        "spans that hold no block whole": 1,
        "spans that do not stand where they say": 1,
    }


def test_json_min_is_read_too(project: Project, tmp_path: Path) -> None:
    flood, trade, _ = add_articles(project)
    record = {
        "id": 1,
        "annotator": 7,
        "annotation_id": 11,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "updated_at": "2026-03-09T22:16:08.728378Z",
        "lead_time": 2.1,
    }
    report = give(
        project,
        tmp_path / "min.json",
        [
            {"my_text": FLOOD, "topic": {"choices": ["flood", "port"]}, "stance_levy": "FAVOR", **record},
            {"my_text": TRADE, "topic": "trade", **record},
        ],
        Names(annotators={"7": "Ana"}),
    )
    assert (report.form, report.is_whole) == ("label-studio", True)
    assert standing(project) == {
        ("Ana", flood, "topic"): ["flood", "port"],
        ("Ana", flood, "stance_levy"): "FAVOR",
        ("Ana", trade, "topic"): ["trade"],
    }


def test_a_taxonomy_gives_the_ends_of_its_paths_and_older_files_call_annotations_completions(
    project: Project, tmp_path: Path
) -> None:
    flood, *_ = add_articles(project)
    taxonomy = choice("topic", type="taxonomy", value={"taxonomy": [["Trade", "Port"], ["Flood"]]})
    old = task(data={"my_text": FLOOD})
    del old["annotations"]
    report = give(project, tmp_path / "tasks.json", [{**old, "completions": [annotation(taxonomy)]}])
    assert report.is_whole
    assert standing(project) == {("ana@coast.example", flood, "topic"): ["flood", "port"]}


def test_the_tools_own_running_number_is_not_taken_for_a_given_id(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    data = {"text": FLOOD, "id": "a-2"}  # a-2 is another article of the project
    give(project, tmp_path / "tasks.json", [task(annotation(choice("topic", "flood")), data=data)])
    assert [unit for _, unit, _ in standing(project)] == [flood]


def test_a_task_of_two_articles_answers_about_the_pair(project: Project, tmp_path: Path) -> None:
    flood, trade, _ = add_articles(project)
    data = {"article": flood, "other": trade, "text": FLOOD, "other_text": TRADE}
    report = give(
        project,
        tmp_path / "pairs.json",
        [task(annotation(choice("duplicate", "contains"), choice("topic", "flood")), data=data)],
    )
    expected = "contains" if flood < trade else "contained"
    assert standing(project) == {("ana@coast.example", pair_id(flood, trade), "duplicate"): expected}
    assert counts(report.refused) == {"“topic” is asked of one article, not of a pair.": 1}


@pytest.mark.parametrize("broken", [b'[{"data": {"text": "x"}, "annotations": [', b"[\n  {\n"])
def test_a_list_that_breaks_off_is_told_in_one_sentence(
    project: Project, tmp_path: Path, broken: bytes
) -> None:
    with pytest.raises(LabelerError, match=r"^tasks\.json cannot be read\. It is not valid JSON"):
        give(project, tmp_path / "tasks.json", broken)


def test_odd_items_are_reported_and_the_rest_goes_on(project: Project, tmp_path: Path) -> None:
    add_articles(project)
    odd = task(
        7, annotation("text", {"type": "choices"}, {"from_name": "topic", "value": {}, "type": "choices"})
    )
    report = give(
        project, tmp_path / "tasks.json", [task(annotation(choice("topic", "flood"))), "no task", odd]
    )
    assert [failure.where for failure in report.failures] == ["tasks.json, item 2"]
    assert counts(report.left_out) == {
        "results of a form that is not known": 2,
        "annotations of a form that is not known": 1,
        "results of type “choices”": 1,
    }
    assert report.added == 1
