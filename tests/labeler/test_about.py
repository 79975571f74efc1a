"""What stands beside an answer: pure rules first, then written, undone, and said in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.about import About, Passage, changed, first_words, united, without_ends
from labeler.codebook_files import codebook_from_json
from labeler.details import Details
from labeler.errors import LabelerError
from labeler.flow import BATCH, about_key, answer_of_about
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import CODEBOOK, add_article, faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import Json

TEXT = "😀 The levy is the only purse. Ĉu? The union calls it a toll."


def of_words(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_passages_are_marked_and_taken_back() -> None:
    levy, union = of_words("The levy"), of_words("The union")
    one = About().turned(None, [union]).turned(None, [levy])
    assert one.evidence == (Passage(None, *levy), Passage(None, *union))
    assert one.turned(None, [levy]).turned(None, [union]) == About()


def test_what_lies_within_a_passage_takes_it_back_and_what_overlaps_makes_it_longer() -> None:
    about = About().turned("flood", [(10, 20)])
    assert about.turned("flood", [(12, 15)]) == About()
    assert about.turned("flood", [(15, 25)]).evidence == (Passage("flood", 10, 25),)
    assert about.turned("flood", [(5, 30)]).evidence == (Passage("flood", 5, 30),)
    assert about.turned("flood", [(12, 15), (40, 50)]).evidence == (
        Passage("flood", 10, 20),
        Passage("flood", 40, 50),
    )


def test_each_topic_has_its_own_passages() -> None:
    about = About().turned("flood", [(1, 4)]).turned("trade", [(2, 3)])
    assert about.of("flood") == (Passage("flood", 1, 4),)
    assert about.of("trade") == (Passage("trade", 2, 3),)
    assert about.standing(["trade"]) == about.of("trade")
    assert about.standing(None) == ()
    assert About().turned(None, [(1, 4)]).standing(None) == (Passage(None, 1, 4),)


places = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: (at[0], sum(at))), max_size=5
)


@given(st.lists(st.tuples(st.sampled_from([None, "a", "b"]), places), max_size=6))
def test_passages_of_one_value_are_apart_and_stored_in_one_form(
    turns: list[tuple[str | None, list[tuple[int, int]]]],
) -> None:
    about = About()
    for value, marked in turns:
        before = about
        about = about.turned(value, marked)
        for other in {None, "a", "b"} - {value}:
            assert about.of(other) == before.of(other)
        mine = about.of(value)
        assert all(one.end < two.start for one, two in pairwise(mine))
        assert About.from_json(about.to_json()) == about
    assert (about.to_json() is None) == (not about.evidence)


@given(places)
def test_once_more_takes_back_what_was_marked(marked: list[tuple[int, int]]) -> None:
    assert About().turned("a", marked).turned("a", united(marked)) == About()


@pytest.mark.parametrize(
    "stored",
    [
        [],
        {"whose": "reader"},
        {"confidence": 3},
        {"evidence": {}},
        {"evidence": [{"start": 3, "end": 3}]},
        {"evidence": [{"start": -1, "end": 3}]},
        {"evidence": [{"start": 1, "end": True}]},
        {"evidence": [{"value": 1, "start": 1, "end": 2}]},
        {"evidence": [{"start": 1, "end": 2, "text": "x"}]},
        {"evidence": [[1, 2]]},
    ],
)
def test_what_is_no_such_thing_is_refused(stored: Json) -> None:
    with pytest.raises(LabelerError):
        About.from_json(stored)


def test_white_space_at_the_ends_is_no_evidence() -> None:
    text = "  Ana said \n\n"
    assert without_ends(text, [(0, len(text)), (0, 2), (10, 99)]) == [(2, 10)]
    assert without_ends(text, [(-5, 5), (50, 60)]) == [(2, 5)]


def test_the_first_words_of_a_passage() -> None:
    assert first_words(TEXT, Passage(None, *of_words("The levy is"))) == "The levy is"
    assert first_words(TEXT, Passage(None, 0, len(TEXT))) == "😀 The levy is the only purse. Ĉu…"
    assert first_words("a \n\n  b", Passage(None, 0, 7)) == "a b"


def test_what_changed_is_what_was_added_or_else_taken_back() -> None:
    one, two = About().turned(None, [(1, 4)]), About().turned(None, [(1, 4), (8, 9)])
    assert changed(one, two) == [Passage(None, 8, 9)] == changed(two, one)
    assert changed(one, one) == []


def test_the_key_of_a_question_and_back() -> None:
    assert answer_of_about(about_key("stance_levy")) == "stance_levy"
    assert answer_of_about("stance_levy") == answer_of_about("@flag") == ""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "news.labeler", CODEBOOK) as made:
        yield made


def test_evidence_is_written_said_and_undone(project: Project) -> None:
    article = add_article(project.store, TEXT)
    ana = Labelling(project, "Ana")
    beside = Details(project, ana)
    beside.turn_evidence(article, "stance_levy", None, [of_words("The levy is the only purse")])
    beside.turn_evidence(article, "topic", "trade", [of_words("toll"), of_words("union")])
    assert ana.undo_status.undo_text == "evidence for Trade: “union” and 1 more"
    assert beside.about(article, "topic").of("trade") == (
        Passage("trade", *of_words("union")),
        Passage("trade", *of_words("toll")),
    )
    ana.undo()
    assert beside.about(article, "topic") == About()
    assert ana.undo_status.undo_text == "evidence for Levy: “The levy is the only purse”"
    assert ana.undo_status.redo_text == "evidence for Trade: “union” and 1 more"
    beside.turn_evidence(article, "stance_levy", None, [of_words("purse")])
    assert ana.undo_status.undo_text == "evidence for Levy taken back: “The levy is the only purse”"
    assert ana.labels_of(article) == {}
    assert faults(project.store) == []


def test_evidence_starts_from_what_stands_in_the_file(project: Project) -> None:
    article = add_article(project.store, TEXT)
    here = Details(project, Labelling(project, "Ana"))
    with Project.open(project.path) as again:
        Details(again, Labelling(again, "Ana")).turn_evidence(article, "topic", "flood", [(2, 5)])
    here.turn_evidence(article, "topic", "flood", [(10, 12)])
    assert [passage.start for passage in here.about(article, "topic").evidence] == [2, 10]


def test_a_stance_of_somebody_quoted_is_one_batch(project: Project) -> None:
    article = add_article(project.store, TEXT)
    ana = Labelling(project, "Ana")
    beside = Details(project, ana)
    events = beside.take_stance(article, "stance_levy", "FAVOR", quoted=True)
    assert [event.question for event in events] == ["@about:stance_levy", "stance_levy"]
    assert len({event.context[BATCH] for event in events}) == 1
    assert ana.labels_of(article) == {"stance_levy": "FAVOR", "@about:stance_levy": {"whose": "quoted"}}
    # The same position, but the author's: it changes whose it is.
    beside.take_stance(article, "stance_levy", "FAVOR")
    assert ana.labels_of(article) == {"stance_levy": "FAVOR"}
    (taken,) = beside.take_stance(article, "stance_levy", "FAVOR")
    assert (taken.action, taken.context) == ("clear", {})
    assert ana.labels_of(article) == {}


def test_taking_a_stance_back_takes_whose_and_how_sure_along_and_leaves_the_evidence(
    project: Project,
) -> None:
    article = add_article(project.store, TEXT)
    ana = Labelling(project, "Ana")
    beside = Details(project, ana)
    beside.turn_evidence(article, "stance_levy", None, [(2, 5)])
    beside.take_stance(article, "stance_levy", "AGAINST", quoted=True)
    beside.set_confidence(article, "stance_levy", "low")
    assert ana.undo_status.undo_text == "Levy: unsure"
    beside.take_stance(article, "stance_levy", "AGAINST", quoted=True)
    assert ana.labels_of(article) == {
        "@about:stance_levy": {"evidence": [{"value": None, "start": 2, "end": 5}]}
    }


def test_a_question_that_is_gone_is_named_by_its_key(tmp_path: Path) -> None:
    asked = {"key": "s", "kind": "stance", "target": "x"}
    with Project.create(
        tmp_path / "a.labeler", codebook_from_json({"name": "A", "question": [asked]})
    ) as made:
        article = add_article(made.store, TEXT)
        ana = Labelling(made, "Ana")
        Details(made, ana).turn_evidence(article, "s", None, [(2, 5)])
        made.codebook = CODEBOOK
        assert ana.undo_status.undo_text == "s"
