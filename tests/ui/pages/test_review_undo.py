"""Rulings are taken back and brought back; lists and progress follow, and no answer ever changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from db.store import Store
from labeler.gold import accuracies
from labeler.project import Project
from tests.builders import export
from tests.ui.pages.reviewing import LEVY, TOPIC, Desk, article_ids, plant, plant_stances, plant_topics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A project with answers about topics and the levy."""
    path = plant(tmp_path)
    plant_topics(path)
    plant_stances(path)
    return path


@pytest.fixture
def desk(sit_down: SitDown, planted: Path) -> Desk:
    """Ana at the review page of the planted project."""
    return Desk(sit_down(planted))


@pytest.fixture
def ids(planted: Path) -> list[str]:
    """Its articles."""
    return article_ids(planted)


@pytest.mark.parametrize("by", ["key", "click"])
def test_a_ruling_is_taken_back(desk: Desk, ids: list[str], by: str) -> None:
    desk.mark(ids[9])
    assert not desk.page.ruling.panel._withdraw.isEnabled()
    desk.press("X")
    assert desk.person.said == []
    desk.press("1")
    desk.mark(ids[9])
    desk.press("X") if by == "key" else desk.person.click(desk.page.ruling.panel._withdraw)
    assert desk.gold() == {}
    assert desk.person.says == "The ruling was taken back: the unit is open again."
    assert desk.marked == ids[9]
    assert desk.gold_words == "Not ruled yet."
    assert desk.words()[0][1] == ("A", "B")
    assert desk.facts()["Ruled"] == "0 of 5 disputed"


def test_undo_and_redo_follow_the_rulings(desk: Desk) -> None:
    first, second = desk.listed()[0], None
    desk.press("1")
    desk.press("Shift+N")
    second = desk.marked
    assert second != first
    desk.press("2", "Ctrl+Z")
    assert list(desk.gold()) == [first]
    assert desk.marked == second
    assert desk.person.says.startswith("Taken back: ruling on Topic: ")
    desk.press("Backspace")
    assert desk.gold() == {}
    desk.press("Ctrl+Z")
    assert (
        desk.person.said[-1].startswith("The newest is no ruling (") or desk.person.says == "Nothing to undo."
    )
    desk.press("Ctrl+Shift+Z")
    assert list(desk.gold()) == [first]
    assert desk.person.says.startswith("Brought back: ruling on Topic: ")
    desk.press("Ctrl+Y")
    assert sorted(desk.gold()) == sorted([first, second])
    desk.press("Ctrl+Y")
    assert desk.person.says == "Nothing to redo."
    assert desk.is_shown


def test_undo_goes_to_the_question_it_changes(desk: Desk) -> None:
    unit = desk.marked
    desk.press("1")
    desk.go_to(LEVY)
    desk.press("Ctrl+Z")
    assert desk.page.question.key == TOPIC
    assert desk.marked == unit
    desk.go_to(LEVY)
    desk.press("Ctrl+Y")
    assert desk.page.question.key == TOPIC
    assert list(desk.gold(TOPIC)) == [unit]


def test_answers_are_taken_back_where_they_were_given(sit_down: SitDown, planted: Path) -> None:
    desk = Desk(sit_down(planted))
    desk.press("1", "Ctrl+1", "0", "Ctrl+3")
    answers = desk.answers()
    desk.press("Ctrl+Z")
    assert desk.person.says.startswith("The newest is no ruling (Topic: ")
    assert desk.answers() == answers
    assert len(desk.gold()) == 1
    desk.press("Ctrl+1", "Ctrl+Z", "Ctrl+3", "Ctrl+Z")
    assert desk.gold() == {}


def test_undo_works_in_a_later_session(sit_down: SitDown, planted: Path) -> None:
    desk = Desk(sit_down(planted))
    desk.press("1")
    desk.person.window.close()
    again = Desk(sit_down(planted))
    assert len(again.gold()) == 1
    again.press("Ctrl+Z")
    assert again.gold() == {}


def test_the_lists_hold_open_all_and_ruled_units(desk: Desk) -> None:
    disputed = desk.listed()
    desk.press("1")
    ruled = disputed[0]
    desk.show_list("All")
    assert desk.listed() == disputed
    assert desk.marks().count("gold") == 1
    desk.show_list("Ruled")
    assert desk.listed() == [ruled]
    desk.show_list("Open")
    assert desk.listed() == disputed[1:]
    desk.page.ruling.list.lists.setFocus()
    desk.press("Right", "Right")
    assert desk.listed() == [ruled]
    desk.press("X")
    assert desk.listed() == []
    assert desk.page.ruling.list.units._empty == "Nothing is ruled yet."


def test_shift_n_leads_to_the_next_open_one_from_anywhere(desk: Desk) -> None:
    disputed = desk.listed()
    desk.press("Shift+N")
    assert desk.marked == disputed[1]
    desk.press("1")
    desk.show_list("Ruled")
    desk.pick(desk.page.people.heatmap, (0, 1))
    desk.press("Shift+N")
    assert desk.head == "Disagreements"
    assert desk.page.ruling.list.lists.current() == 0
    assert desk.marked in disputed
    assert desk.marked not in desk.gold()
    assert desk.person.focus() is desk.page.ruling.list.units
    seen = set()
    for _ in range(6):
        desk.press("Shift+N")
        seen.add(desk.marked)
    assert seen == set(disputed) - set(desk.gold())


@pytest.mark.parametrize("by", ["key", "click"])
def test_unanimous_answers_are_adopted_together(desk: Desk, by: str) -> None:
    study = desk.study()
    alike = [unit for unit in study.pairable if unit not in study.disputed]
    desk.press("Shift+U") if by == "key" else desk.person.click(desk.page.ruling.unanimous)
    gold = desk.gold()
    assert sorted(gold) == sorted(alike)
    assert all(
        ruling.value == next(iter(study.answers.given[unit].values())) for unit, ruling in gold.items()
    )
    assert {ruling.how for ruling in gold.values()} == {"unanimous"}
    assert desk.person.says == f"{len(alike)} unanimous answers adopted."
    assert desk.facts()["Ruled"] == "0 of 5 disputed"
    assert "Same as gold" not in desk.page.ruling.progress.text()
    desk.press("Shift+U")
    assert desk.person.says == "0 unanimous answers adopted."
    desk.press("Ctrl+Z")
    assert desk.gold() == {}
    assert desk.person.says.endswith(f", and {len(alike) - 1} more that were made with it.")
    desk.press("Ctrl+Shift+Z")
    assert sorted(desk.gold()) == sorted(alike)


def test_progress_says_how_many_are_ruled_and_who_was_right(desk: Desk) -> None:
    assert desk.page.ruling.progress.text() == "0 of 5 disagreements ruled."
    for _ in range(5):
        desk.press("1", "Shift+N")
    gold, study = desk.gold(), desk.study()
    told = "; ".join(
        f"{each.annotator} {each.correct} of {each.units}, too few to compare"
        for each in accuracies(study.answers, gold, study.annotators)
        if each.units
    )
    words = f"5 of 5 disagreements ruled. Same as gold: {told}."
    assert desk.page.ruling.progress.text() == words


def test_rulings_change_no_answer_and_no_figure(desk: Desk) -> None:
    answers = desk.answers()
    shown = {}
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        shown[question.key] = (
            desk.page.summary.value.text(),
            desk.page.summary.interval.text(),
            desk.page.summary.line.text(),
        )
    desk.go_to(TOPIC)
    desk.press("1", "1", "O", "3", "Enter", "Shift+U")
    assert len(desk.gold()) > 5
    desk.press("Ctrl+1", "Ctrl+3")
    assert desk.answers() == answers
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        told = (
            desk.page.summary.value.text(),
            desk.page.summary.interval.text(),
            desk.page.summary.line.text(),
        )
        assert told == shown[question.key]


def test_an_export_after_a_ruling_has_gold(desk: Desk, tmp_path: Path) -> None:
    unit = desk.marked
    desk.press("R", "1")
    with Store.open(desk.project.path) as store:
        written = export(Project(store), tmp_path / "out")
    rows = [json.loads(line) for line in written["articles.jsonl"].splitlines()]
    with_gold = {row["article"]: row["gold"] for row in rows if row["gold"]}
    assert set(with_gold) == {unit}
    gold = with_gold[unit][TOPIC]
    assert (gold["value"], gold["by"], gold["reason"]) == (desk.gold()[unit].value, "Ana Mora", "slip")
    assert all(TOPIC not in key for row in rows for key in row["flow"])
