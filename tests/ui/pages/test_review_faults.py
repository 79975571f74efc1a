"""The review page when something is wrong, and what the labelling page never reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.driver import sqlite3
from db.errors import StoreError
from db.events import Events
from db.labels import Labels
from db.origins import Origins
from tests.ui.pages.reviewing import PEOPLE, Desk, article_ids, plant, plant_stances, plant_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from db.records import LabelEvent
    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]

FULL = "The disk is full, so nothing was written. Free some space, then give the last answer again."


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


def _raise_full(*_: object) -> None:
    raise StoreError(FULL)


def unchanged(desk: Desk, disputed: list[str]) -> None:
    assert desk.gold() == {}
    assert desk.listed() == disputed
    assert set(desk.marks()) == {"disputed"}
    assert desk.gold_words == "Not ruled yet."
    assert desk.facts()["Ruled"] == "0 of 5 disputed"
    assert desk.person.window.notices.history[-1].tone == "bad"


@pytest.mark.parametrize("keys", [("1",), ("O", "3", "Enter"), ("Shift+U",)])
def test_a_ruling_that_could_not_be_written_is_said_and_not_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    disputed = desk.listed()
    monkeypatch.setattr(Events, "insert", _raise_full)
    desk.press(*keys)
    assert desk.person.says == FULL
    assert desk.marked == disputed[0]
    unchanged(desk, disputed)
    monkeypatch.undo()
    desk.press("1")
    assert list(desk.gold()) == [disputed[0]]


def test_a_click_on_an_answer_or_a_button_says_faults_as_well(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disputed = desk.listed()
    monkeypatch.setattr(Events, "insert", _raise_full)
    desk.adopt(0)
    assert desk.person.says == FULL
    desk.person.click(desk.page.ruling.unanimous)
    unchanged(desk, disputed)


def test_what_was_ruled_before_stands_when_nothing_can_be_written(desk: Desk, planted: Path) -> None:
    same = article_ids(planted)[6:9]
    desk.mark(same[0])
    desk.press("1")
    gold = desk.gold()
    with pytest.MonkeyPatch.context() as full:
        full.setattr(Events, "insert", _raise_full)
        for key in ("X", "A", "R", "Ctrl+Z", "2"):
            desk.press(key)
            assert desk.person.window.notices.history[-1].text == FULL
            assert desk.marked == same[0]
            assert desk.gold() == gold
            assert desk.gold_words == f"Gold: Flood ({PEOPLE[0]})"
    desk.press("Ctrl+Z")
    assert desk.gold() == {}


def test_a_ruling_for_many_is_written_for_all_or_for_none(
    desk: Desk, planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = article_ids(planted)[6:9]
    desk.mark(same[0])
    desk.press("1")
    insert = Events.insert

    def half(written: Events, events: Sequence[LabelEvent]) -> None:
        insert(written, events[:1])
        raise StoreError(FULL)

    monkeypatch.setattr(Events, "insert", half)
    desk.press("A")
    assert desk.person.says == FULL
    assert list(desk.gold()) == [same[0]]
    monkeypatch.undo()
    desk.press("Ctrl+Z")
    assert desk.gold() == {}


def test_a_file_held_by_another_program_is_said(desk: Desk, planted: Path) -> None:
    disputed = desk.listed()
    desk.project.store._sql.db.conn.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(planted)
    other.execute("BEGIN IMMEDIATE")
    desk.press("1")
    assert desk.person.says == (
        "“planted.labeler” is being written by another program. Wait for it to finish, then try again."
    )
    other.rollback()
    other.close()
    unchanged(desk, disputed)
    desk.press("1")
    assert len(desk.gold()) == 1


def test_a_file_that_was_moved_is_said(desk: Desk, planted: Path) -> None:
    disputed = desk.listed()
    moved = planted.with_name("moved.labeler")
    planted.rename(moved)
    desk.press("1")
    assert "was moved or deleted while it was open, so nothing was written." in desk.person.says
    assert desk.listed() == disputed
    assert set(desk.marks()) == {"disputed"}
    moved.rename(planted)
    desk.press("1")
    assert list(desk.gold()) == [disputed[0]]


def test_labelling_reads_nobody_elses_answers_and_no_ruling_shows_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = desk.marked
    desk.press("1", "Ctrl+1")

    def not_here(*_: object) -> None:
        raise AssertionError("Answers of others were read")

    for name in ("all", "of_question", "in_order", "of_unit"):
        monkeypatch.setattr(Labels, name, not_here)
    monkeypatch.setattr(Origins, "given_after", not_here)
    read: list[str] = []
    of_annotator = Labels.of_annotator

    def of_one(labels: Labels, annotator: str, *args: object) -> object:
        read.append(annotator)
        return of_annotator(labels, annotator, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Labels, "of_annotator", of_one)
    person = desk.person
    for number in range(1, 13):
        person.open_number(number)
        if person.page.article_id == unit:
            before = person.stored()[next(iter(person.stored()))]
            assert person.page.answers.topics[0]._info.text() == ("none fits" if not before else "1 chosen")
            monkeypatch.undo()
            assert "gold" not in person.page.answers.accessibleName().lower()
            break
        person.press("N", "P", "3", "Ctrl+Z")
    assert set(read) <= {PEOPLE[0]}
