"""Answers of one article for another: which copies get them, what is written, and how it is taken back."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from db.records import Pair
from labeler.flow import BATCH, FROM, SHOWN, STATE, about_key
from labeler.labelling import Labelling, UndoStatus
from labeler.same_answers import SameAnswers, copies_of, moved_details, same_answers, take_over
from tests.builders import add_article, faults

if TYPE_CHECKING:
    from db.records import Json
    from labeler.project import Project

SUBMITTED = {"state": "submitted", "opened": False}


@pytest.fixture
def ids(project: Project) -> list[str]:
    """Five articles, in the order of their ids."""
    return sorted(
        add_article(project.store, f"The harbour is closed, report {number}.") for number in range(5)
    )


def tie(project: Project, one: str, other: str, relation: str = "near_duplicate", score: float = 0.9) -> None:
    left, right = sorted((one, other))
    pair = Pair(left, right, 0.9, 0.9, 0.8, "passages", score, relation)
    project.store.pairs.add_if_absent(pair)


@pytest.fixture
def cluster(project: Project, ids: list[str]) -> list[str]:
    """The first four are copies in a chain; the last one contains the first."""
    for one, other in itertools.pairwise(ids[:4]):
        tie(project, one, other)
    tie(project, ids[0], ids[4], "contained")
    return ids


def test_copies_are_tied_through_others_and_do_not_contain_each_other(
    project: Project, cluster: list[str]
) -> None:
    ana = Labelling(project, "Ana")
    assert copies_of(project, ana, cluster[0]) == cluster[1:4]
    assert copies_of(project, ana, cluster[2])[:2] == [cluster[1], cluster[3]]
    assert copies_of(project, ana, cluster[4]) == []


def test_ones_own_relations_come_before_those_of_the_program(project: Project, cluster: list[str]) -> None:
    ana = Labelling(project, "Ana")
    ana.answer_pair(cluster[1], cluster[2], "duplicate", "unrelated")
    assert copies_of(project, ana, cluster[0]) == [cluster[1]]
    ana.answer_pair(cluster[0], cluster[3], "duplicate", "exact")
    ana.answer_pair(cluster[0], cluster[2], "duplicate", "same_story")
    assert copies_of(project, ana, cluster[0]) == [cluster[1], cluster[3]], (
        "judged to be none, whatever ties it"
    )
    ben = Labelling(project, "Ben")
    assert copies_of(project, ben, cluster[0]) == cluster[1:4], "nobody else's relations are read"


def test_an_article_without_answers_can_take_those_of_a_submitted_copy(
    project: Project, cluster: list[str]
) -> None:
    ana = Labelling(project, "Ana")
    assert same_answers(project, ana, cluster[0]) == SameAnswers("", tuple(cluster[1:4]), 0)
    ana.answer(cluster[1], "topic", ["flood"])
    assert same_answers(project, ana, cluster[0]) == SameAnswers("", tuple(cluster[2:4]), 1), "not submitted"
    ana.submit(cluster[1])
    assert same_answers(project, ana, cluster[0]).source == cluster[1]
    ana.skip(cluster[2], "never", "")
    assert same_answers(project, ana, cluster[0]).untouched == (cluster[3],)
    assert same_answers(project, ana, cluster[0], among={cluster[2]}) == SameAnswers("", (), 0)
    ana.answer(cluster[0], "topic", ["trade"])
    assert same_answers(project, ana, cluster[0]).source == "", "it has nothing that is open here"
    assert same_answers(project, Labelling(project, "Ben"), cluster[0]).source == ""


def test_what_is_taken_over_says_where_it_came_from_and_is_one_step(
    project: Project, cluster: list[str]
) -> None:
    ana = Labelling(project, "Ana")
    about = {"whose": "author", "confidence": 2, "evidence": []}
    given: dict[str, Json] = {"topic": ["flood"], "stance_levy": "FAVOR", about_key("stance_levy"): about}
    for question, value in given.items():
        ana.answer(cluster[0], question, value)
    ana.answer(cluster[2], "stance_levy", "AGAINST")
    written = take_over(project, ana, cluster[0], cluster[1:4], "copies", submitted=True)
    for article in (cluster[1], cluster[3]):
        assert ana.labels_of(article) == {**given, STATE: SUBMITTED}
    assert ana.labels_of(cluster[2]) == {"stance_levy": "AGAINST", "topic": ["flood"], STATE: SUBMITTED}
    contexts = {frozenset(event.context) for event in written if event.question == "topic"}
    assert contexts == {frozenset({FROM, BATCH, SHOWN})}
    assert {event.context[FROM] for event in written} == {cluster[0]}
    assert {event.context[BATCH] for event in written} == {written[0].context[BATCH]}
    assert all(event.context[SHOWN] == ["copies"] for event in written if event.question != STATE)
    assert ana.undo_status == UndoStatus("5 answers given to 3 copies", "")
    assert len(ana.undo()) == len(written) == 10
    assert [ana.labels_of(article) for article in cluster[1:4]] == [{}, {"stance_levy": "AGAINST"}, {}]
    assert ana.undo_status.redo_text == "5 answers given to 3 copies"
    assert ana.labels_of(cluster[0]) == given
    assert len(ana.redo()) == 10
    assert ana.labels_of(cluster[3]) == {**given, STATE: SUBMITTED}
    assert faults(project.store) == []


def test_nothing_to_take_over_writes_nothing(project: Project, cluster: list[str]) -> None:
    ana = Labelling(project, "Ana")
    assert take_over(project, ana, cluster[0], cluster[1:], "copies") == []
    assert ana.undo_status == UndoStatus("", "")


def test_what_was_copied_from_the_article_before_is_one_step(project: Project, ids: list[str]) -> None:
    ana = Labelling(project, "Ana")
    ana.answer(ids[0], "topic", ["flood"])
    ana.answer(ids[0], "stance_levy", "NONE")
    ana.submit(ids[0])
    assert [event.context[SHOWN] for event in ana.copy_last(ids[1])] == [["last"], ["last"]]
    assert ana.undo_status.undo_text == "2 answers copied from the article submitted last"
    ana.undo()
    assert ana.labels_of(ids[1]) == {}
    assert ana.labels_of(ids[0])["topic"] == ["flood"]


@pytest.mark.parametrize(
    ("other", "places"),
    [
        ("The quay.\nA levy hurts us.", [(10, 16)]),  # moved down
        ("The levy is new.", []),  # other words
        ("A levy. A levy.", []),  # which of them is not known
    ],
)
def test_passages_stand_where_the_other_text_has_them(other: str, places: list[tuple[int, int]]) -> None:
    text = "A levy hurts us."
    about = {"whose": "quoted", "evidence": [{"value": None, "start": 0, "end": 6}]}
    moved = moved_details(about, text, other)
    assert [(passage["start"], passage["end"]) for passage in moved["evidence"]] == places
    assert moved["whose"] == "quoted"
    assert all(other[start:end] == "A levy" for start, end in places)
