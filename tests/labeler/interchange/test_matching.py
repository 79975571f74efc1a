from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import Block, Capture, Extraction
from db.store import Store
from labeler.codebook import Value
from labeler.codebook_files import codebook_from_json, codebook_to_json
from labeler.errors import LabelerError
from labeler.interchange.given import Chosen, Given, Named, Tally, UnfitError
from labeler.interchange.matching import Matcher, Names
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import NOW, add_article
from tests.labeler.interchange.giving import (
    FLOOD,
    NAMED,
    TRADE,
    add_articles,
    counts,
    give,
    standing,
)

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json


def line(text: str = FLOOD, label: Json = "flood", **more: Json) -> Json:
    return {"id": 1, "text": text, "label": [label], "annotator": "Ana", "question": "topic", **more}


def article_of(project: Project, named: Named) -> str:
    matcher = Matcher(project, NAMED, Tally())
    return matcher.take(Given("x", named, None, None, Chosen((("flood",),)))).unit_id


def test_an_article_is_found_by_raw_or_main_text_whatever_the_white_space(project: Project) -> None:
    _, trade, _ = add_articles(project)
    headline = TRADE.partition("\n")[0]
    blocks = (Block(0, len(headline), True, "headline", 0.9),)
    project.store.articles.add_extraction(Extraction(trade, "test", "2", headline, blocks), NOW)
    assert article_of(project, Named(text=headline)) == trade
    assert article_of(project, Named(text=f"\n {TRADE} ".replace(" ", "\u00a0 "))) == trade
    with pytest.raises(UnfitError, match="“The port” is no article’s text"):
        article_of(project, Named(text="The port"))


def test_a_text_that_several_articles_have_is_told_apart_by_name_only(project: Project) -> None:
    one = add_article(project.store, "Same words.", Capture("one.txt", given_id="7"))
    two = add_article(project.store, "Same  words.", Capture("two.txt", given_id="8"))
    assert article_of(project, Named(number="8", text="Same words.")) == two
    assert article_of(project, Named(name="one.txt", text="Same words.")) == one
    with pytest.raises(UnfitError, match="is the text of 2 articles"):
        article_of(project, Named(number="9", text="Same words."))


def test_a_name_that_only_an_article_can_have_goes_before_the_text(project: Project) -> None:
    flood, *_ = add_articles(project)
    assert article_of(project, Named(name=flood, text=TRADE)) == flood
    assert article_of(project, Named(name="rows.jsonl", text=FLOOD)) == flood  # that name is of two others
    assert article_of(project, Named(number="a-1")) == flood
    with pytest.raises(UnfitError, match="stands for 2 articles"):
        article_of(project, Named(name="rows.jsonl"))
    with pytest.raises(UnfitError, match="neither a name nor a text"):
        article_of(project, Named())


def test_a_value_goes_before_a_title_and_a_title_of_two_values_is_no_name(tmp_path: Path) -> None:
    book = codebook_from_json(
        {
            "name": "Titles",
            "question": [
                {
                    "key": "topic",
                    "kind": "topic",
                    "values": [
                        {"value": "sea", "title": "land"},
                        "land",
                        {"value": "a", "title": "Twice"},
                        {"value": "b", "title": "Twice"},
                    ],
                }
            ],
        }
    )
    assert book.questions[0].value("sea") == Value("sea", "land", key="1")
    # Earlier programs let two values have one title.
    Store.create(tmp_path / "titles.labeler", "Titles", codebook_to_json(book), "labeler 0.1").close()
    with Project.open(tmp_path / "titles.labeler") as project:
        flood, *_ = add_articles(project)
        report = give(project, tmp_path / "a.jsonl", [line(label="land"), line(label="Twice")])
        assert standing(project) == {("Ana", flood, "topic"): ["land"]}
        assert [row.what for row in report.refused] == ["“Twice” is the title of several values of “topic”."]


def test_without_a_name_the_only_question_about_articles_is_meant(tmp_path: Path) -> None:
    book = codebook_from_json(
        {
            "name": "One",
            "question": [
                {"key": "topic", "kind": "topic", "values": ["flood"]},
                {"key": "duplicate", "kind": "duplicate"},
            ],
        }
    )
    with Project.create(tmp_path / "one.labeler", book) as project:
        flood, *_ = add_articles(project)
        assert give(project, tmp_path / "a.jsonl", [line(question=None)]).added == 1
        assert standing(project) == {("Ana", flood, "topic"): ["flood"]}


@pytest.mark.parametrize("names", [Names(question="mood"), Names(questions={"sentiment": "mood"})])
def test_a_question_that_is_not_there_is_told_before_anything_is_read(
    project: Project, tmp_path: Path, names: Names
) -> None:
    with pytest.raises(LabelerError, match="The codebook has no question “mood”"):
        give(project, tmp_path / "a.jsonl", [line()], names)


def test_an_answer_older_than_the_one_that_stands_is_counted_not_taken(
    project: Project, tmp_path: Path
) -> None:
    flood, *_ = add_articles(project)
    Labelling(project, "Ana").answer(flood, "topic", ["trade"])
    report = give(project, tmp_path / "a.jsonl", [line(time="2020-01-01T00:00:00Z")])
    assert (report.added, report.is_whole) == (0, True)
    assert counts(report.left_out) == {"answers older than the annotator’s answer that stands": 1}
    assert standing(project) == {("Ana", flood, "topic"): ["trade"]}
    newer = give(project, tmp_path / "a.jsonl", [line(time="2999-01-01T00:00:00Z")])
    assert (newer.added, standing(project)) == (1, {("Ana", flood, "topic"): ["flood"]})


def test_an_imported_answer_that_was_withdrawn_here_does_not_come_back(
    project: Project, tmp_path: Path
) -> None:
    flood, *_ = add_articles(project)
    lines = [line(time="2026-01-01T00:00:00Z")]
    give(project, tmp_path / "a.jsonl", lines)
    Labelling(project, "Ana").clear(flood, "topic")
    again = give(project, tmp_path / "a.jsonl", lines)
    assert (again.added, again.known, standing(project)) == (0, 1, {})


def test_answers_are_written_in_the_order_of_their_times(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    days = [
        line(label=label, time=f"2026-01-0{day}") for day, label in ((3, "port"), (1, "flood"), (2, "trade"))
    ]
    give(project, tmp_path / "a.jsonl", [*days, line(label="flood", annotator="Ben")])
    events = list(project.store.events.all())
    assert [event.value for event in events] == [["flood"], ["trade"], ["port"], ["flood"]]
    assert [event.created_at[:10] for event in events[:3]] == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert standing(project)[("Ana", flood, "topic")] == ["port"]


def test_own_rows_may_have_a_time(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    row = {"annotator": "Ana", "article": flood, "question": "topic", "value": [], "time": "2026-01-01"}
    assert give(project, tmp_path / "a.jsonl", [row, row]).sentence() == "1 label added, 1 known already."
    assert [label.created_at for label in project.store.labels.all()] == ["2026-01-01T00:00:00.000+00:00"]


def test_several_answers_without_times_are_known_once_the_last_stands(
    project: Project, tmp_path: Path
) -> None:
    flood, *_ = add_articles(project)
    row = {"annotator": "Ana", "article": flood, "question": "topic", "value": []}
    rows = [row, {**row, "value": ["flood"]}]
    assert give(project, tmp_path / "a.jsonl", rows).added == 2
    again = give(project, tmp_path / "a.jsonl", rows)
    assert (again.added, again.known, len(list(project.store.events.all()))) == (0, 2, 2)
