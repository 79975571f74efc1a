"""The labelling page when something is wrong: a damaged capture, a full disk, a file held by somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.driver import sqlite3
from db.errors import StoreError
from db.events import Events
from ui.pages.opened import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

FULL = "The disk is full, so nothing was written. Free some space, then give the last answer again."


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """From now on nothing can be written; undo this to free some space."""

    def fails(*_: object) -> None:
        raise StoreError(FULL)

    monkeypatch.setattr(Events, "insert", fails)
    return monkeypatch


@pytest.mark.parametrize("keys", [("1",), ("0",), ("F",), ("G",), ("D", "2"), ("X",), ("S", "Enter")])
def test_an_answer_that_could_not_be_written_is_said_and_not_shown(
    ana: Person, full_disk: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    ana.press(*keys)
    assert ana.says == FULL
    assert ana.number == 1
    assert ana.events() == []
    assert ana.opened.answers == {}
    panel = ana.page.answers.topics[0]
    assert panel._info.text() == "not answered"
    assert not panel.none_box.isChecked()
    assert not ana.page.answers.flag.isChecked()
    assert ana.page.answers.stances.accessibleName().count("not answered") == 2
    assert [candidate.relation for candidate in ana.opened.candidates] == ["", "", ""]
    assert ana.opened.corrected == frozenset()
    assert ana.page.queue.model.items[0].state == "pending"
    assert ana.page.answering.target == "stance_levy"


def test_the_same_answer_can_be_given_again_once_there_is_space(
    ana: Person, full_disk: pytest.MonkeyPatch
) -> None:
    ana.press("1", "F")
    full_disk.undo()
    ana.press("1")
    assert ana.says.startswith("Saved ")
    ana.press("F")
    assert ana.stored() == {"topic": ["port"], "stance_levy": "FAVOR"}


def test_answers_that_could_not_be_copied_are_said(ana: Person) -> None:
    ana.press("1", "F", "F", "Enter", "Enter")
    with pytest.MonkeyPatch.context() as full:
        full.setattr(Events, "insert", _raise_full)
        ana.press("Shift+C")
    assert ana.says == FULL
    assert ana.stored() == {}
    ana.press("Shift+C")
    assert ana.stored()["topic"] == ["port"]


def test_what_stood_before_stands_on(ana: Person) -> None:
    ana.press("1")
    with pytest.MonkeyPatch.context() as full:
        full.setattr(Events, "insert", _raise_full)
        ana.press("2", "1", "Ctrl+Z", "Enter", "Enter")
        assert ana.says == FULL
        assert ana.number == 1
    assert ana.page.answers.topics[0]._info.text() == "1 chosen"
    assert ana.stored() == {"topic": ["port"]}
    ana.press("Ctrl+Z")
    assert ana.stored() == {}


def _raise_full(*_: object) -> None:
    raise StoreError(FULL)


def test_a_note_that_could_not_be_written_can_be_given_again(
    ana: Person, full_disk: pytest.MonkeyPatch
) -> None:
    ana.press("M")
    ana.type("ask Ben")
    ana.press("Enter")
    assert ana.says == FULL
    assert ana.page.answers.note.text() == "ask Ben"
    full_disk.undo()
    ana.press("M", "Enter")
    assert ana.stored() == {"@note": "ask Ben"}


def test_a_file_held_by_another_program_is_said(ana: Person, project_file: Path) -> None:
    assert ana.window.project is not None
    ana.window.project.store._sql.db.conn.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(project_file)
    other.execute("BEGIN IMMEDIATE")
    ana.press("1")
    words = "“coast.labeler” is being written by another program. Wait for it to finish, then try again."
    assert ana.says == words
    assert ana.opened.answers == {}
    other.rollback()
    other.close()
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_a_damaged_capture_shows_its_sentence_and_can_be_skipped(
    sit_down: Callable[..., Person], project_file: Path
) -> None:
    file = sqlite3.connect(project_file)
    file.execute("DROP TRIGGER article_raw_no_update")
    file.execute(
        "UPDATE article_raw SET text = replace(text, 'harbour', 'HARBOUR') "
        "WHERE article_id = (SELECT article_id FROM articles WHERE number = 1)"
    )
    file.commit()
    file.close()
    person = sit_down(project_file)
    view = person.page.pane.view
    assert view._message == DAMAGED
    assert list(view.rows()) == []
    person.press("X")
    assert person.events() == []
    person.press("S")
    person.type("damaged")
    person.press("Enter")
    assert person.number == 2
    assert view._message == ""
    assert view.rows()


def test_an_article_that_cannot_be_read_is_said_and_the_one_before_stays(
    ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("“coast.labeler” could not be read or written (disk I/O error).")

    monkeypatch.setattr("ui.pages.labelling.open_article", fails)
    ana.press("N")
    assert ana.number == 1
    assert ana.says == "“coast.labeler” could not be read or written (disk I/O error)."
