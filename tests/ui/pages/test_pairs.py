"""The labelling page: a candidate beside the article, and how the two relate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from db.records import pair_id
from db.store import Store
from labeler.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person


def id_of(person: Person, number: int) -> str:
    return next(item.article_id for item in person.page.queue.model.items if item.number == number)


def beside(person: Person) -> int:
    """The number of the candidate that stands beside the article, 0 for none."""
    if person.opened.beside is None:
        return 0
    other = person.opened.beside.article_id
    return next(item.number for item in person.page.queue.model.items if item.article_id == other)


def stored_relation(person: Person, one: int, other: int) -> str | None:
    """The relation in the file, read as `one` … `other`."""
    assert person.window.project is not None
    left, right = id_of(person, one), id_of(person, other)
    with Store.open(person.window.project.path) as store:
        found = store.labels.of_annotator("Ana Mora", [pair_id(left, right)])
    if not found:
        return None
    mirrored = {"contains": "contained", "contained": "contains"}
    value = str(found[0].value)
    return value if left < right else mirrored.get(value, value)


def relation_panel_says(person: Person) -> str:
    return person.page.relation.relations.accessibleName()


def test_d_opens_one_candidate_after_the_other_and_then_goes_back(ana: Person) -> None:
    assert [candidate.relation for candidate in ana.opened.candidates] == ["", "", ""]
    ana.press("D")
    assert beside(ana) == 2
    assert ana.page.relation.isVisible()
    assert not ana.page.answers.isVisible()
    assert ana.page.pane._title.text() == f"A: {ana.opened.article.title}"
    assert ana.opened.beside is not None
    assert f"B: {ana.opened.beside.title}" in ana.page.pane._facts.text()
    assert "of A’s words stand in B" in ana.page.relation._why.text()
    seen = [beside(ana)]
    while beside(ana):
        ana.press("D")
        seen.append(beside(ana))
    assert sorted(seen) == [0, 2, 3, 4]
    assert ana.page.answers.isVisible()
    assert ana.events() == []


def test_digits_answer_the_relation_while_a_candidate_stands_beside(ana: Person) -> None:
    ana.press("D", "2")
    assert beside(ana) == 0
    assert stored_relation(ana, 1, 2) == "near_duplicate"
    assert ana.stored() == {}
    assert sorted(candidate.relation for candidate in ana.opened.candidates) == ["", "", "Near-duplicate"]
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_d_opens_the_next_one_not_judged(ana: Person) -> None:
    seen = []
    for _ in range(3):
        ana.press("D")
        seen.append(beside(ana))
        ana.press("6")
    assert sorted(seen) == [2, 3, 4]
    assert ana.page.answers._left_text.text() == "3 left: Topics, Harbour levy, Port authority"
    ana.press("D")
    assert beside(ana) == seen[0] or beside(ana) in seen
    assert "given" in relation_panel_says(ana)


@pytest.mark.parametrize(("here", "other"), [(8, 6), (6, 8), (8, 7), (7, 8)])
@pytest.mark.parametrize(
    ("key", "relation"), [("3", "contains"), ("4", "contained"), ("1", "exact"), ("5", "same_story")]
)
def test_a_relation_is_stored_the_right_way_round(
    ana: Person, here: int, other: int, key: str, relation: str
) -> None:
    ana.open_number(here)
    ana.press("D")
    if beside(ana) != other:
        ana.press("6", "D")
    assert beside(ana) == other
    ana.press(key)
    assert stored_relation(ana, here, other) == relation


def test_a_relation_reads_the_other_way_round_from_the_other_article(ana: Person) -> None:
    ana.open_number(8)
    words = {}
    for _ in range(2):
        ana.press("D")
        words[beside(ana)] = "Is contained in"
        ana.press("3")
    ana.open_number(6)
    given = {candidate.relation for candidate in ana.opened.candidates if candidate.relation}
    assert given == {words[6]}
    ana.press("D", "2", "D")
    assert "given" in relation_panel_says(ana)


def test_a_new_relation_takes_the_place_of_the_old(ana: Person) -> None:
    ana.open_number(11)
    ana.press("D", "2", "D")
    assert "2 Near-duplicate, given" in relation_panel_says(ana)
    ana.press("6")
    assert stored_relation(ana, 11, 12) == "unrelated"
    ana.open_number(12)
    assert [candidate.relation for candidate in ana.opened.candidates] == ["Unrelated"]


def test_clicks_open_a_candidate_and_choose_a_relation(ana: Person) -> None:
    candidates = ana.page.answers.candidates
    ana.click(candidates, QPoint(40, candidates._row_height() + 10))
    other = beside(ana)
    assert other == ana.number or other in (2, 3, 4)
    relations = ana.page.relation.relations
    ana.click(relations, relations._cards()[4].center().toPoint())
    assert stored_relation(ana, 1, other) == "same_story"
    ana.press("D")
    ana.click(ana.page.relation.back_button)
    assert beside(ana) == 0


@pytest.mark.parametrize("key", ["Esc", "Enter", "Ctrl+Enter"])
def test_ways_back_from_the_pair(ana: Person, key: str) -> None:
    ana.press("D", key)
    assert beside(ana) == 0
    assert ana.number == 1
    assert ana.focus() is ana.page.pane.view
    assert ana.events() == []


def test_answers_of_the_article_wait_while_a_candidate_stands_beside(ana: Person) -> None:
    ana.press("D", "7", "8", "9", "0", "F", "A", "O", "X", "Q", "W", "Ctrl+T")
    assert beside(ana) == 2
    assert ana.events() == []


def test_going_on_leaves_the_pair(ana: Person) -> None:
    ana.press("D", "N")
    assert ana.number == 2
    assert beside(ana) == 0
    assert ana.page.answers.isVisible()


def test_skipping_leaves_the_pair(ana: Person) -> None:
    ana.press("D", "S")
    assert beside(ana) == 0
    assert ana.focus() is ana.page.answers.skip_field


def test_an_article_without_candidate_says_so(ana: Person) -> None:
    ana.open_number(19)
    assert ana.page.answers.candidates.accessibleName() == "Candidates. No candidate: no passage is shared."
    ana.press("D")
    assert ana.says == "No candidate: no passage is shared."


def test_a_judged_pair_makes_no_article_a_draft(ana: Person) -> None:
    ana.press("D", "2")
    assert ana.page.queue.model.items[0].state == "pending"


def test_what_others_judged_does_not_show(sit_down: Callable[..., Person], project_file: Path) -> None:
    with Project.open(project_file) as project:
        from labeler.labelling import Labelling

        ids = [article.article_id for article in project.store.articles.all()]
        ben = Labelling(project, "Ben")
        ben.answer_pair(ids[0], ids[3], "duplicate", "exact")
        ben.answer_pair(ids[0], ids[18], "duplicate", "unrelated")
    person = sit_down(project_file)
    assert [candidate.relation for candidate in person.opened.candidates] == ["", "", ""]
    person.open_number(19)
    assert person.opened.candidates == []


@pytest.mark.parametrize("key", ["F", "Shift+F", "E", "X", "0", "Shift+C", "Shift+D", "Shift+U"])
def test_beside_another_article_it_is_said_that_only_the_relation_is_answered(ana: Person, key: str) -> None:
    ana.press("D")
    assert ana.opened.beside is not None
    ana.press(key)
    assert ana.says == (
        "Two articles stand side by side, and only their relation is answered. Esc leads back to the one."
    )
    assert ana.events() == []
