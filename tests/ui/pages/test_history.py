"""The history: what was answered over articles and sessions, and taking back far at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from PySide6.QtCore import QAbstractItemModel

    from tests.ui.conftest import Person
    from ui.widgets.history_card import HistoryCard


def card(person: Person) -> HistoryCard:
    return person.page.history.card


def listed(person: Person) -> list[str]:
    """What the rows say; a minus before what is struck."""
    model = card(person).model
    rows = [model.row(place) for place in range(model.rowCount())]
    return [("" if row.stands else "-") + row.words for row in rows]


def test_everything_is_listed_the_newest_first(
    ana: Person, check_model: Callable[[QAbstractItemModel], None]
) -> None:
    ana.press("1", "4", "F", "A", "Enter", "G", "Shift+D", "Ctrl+Z", "Ctrl+Shift+H")
    assert card(ana).isVisible()
    assert ana.focus() is card(ana).table
    assert listed(ana) == [
        "-3 answers taken over from a copy",
        "Flag set",
        "Article submitted",
        "Port authority: Against",
        "Harbour levy: Favor",
        "Topics: Port and shipping, Coast assembly",
        "Topics: Port and shipping",
    ]
    first = card(ana).model.row(2)
    assert first.article == ana.page.queue.model.items[0].title
    assert first.at.count(":") == 2
    check_model(card(ana).model)
    ana.press("Esc")
    assert not card(ana).isVisible()
    assert ana.focus() is ana.page.pane.view


def test_z_takes_back_down_to_the_marked_step_and_says_so_before(ana: Person) -> None:
    ana.press("1", "F", "N", "2", "Ctrl+Shift+H")
    assert card(ana).says.text() == "Z takes back this step."
    ana.press("Down")
    assert card(ana).says.text() == "Z takes back 2 steps: this one and all newer ones."
    ana.press("Z")
    assert listed(ana) == ["-Topics: Tax and levies", "-Harbour levy: Favor", "Topics: Port and shipping"]
    assert card(ana).says.text() == "Taken back already."
    assert ana.says == "Taken back: Topics: Tax and levies, and 1 more."
    assert ana.focus() is card(ana).table
    ana.press("Z")
    assert listed(ana)[2] == "Topics: Port and shipping", "what is struck takes nothing else with it"
    ana.press("Ctrl+Y")
    assert listed(ana)[:2] == ["Topics: Tax and levies", "Harbour levy: Favor"]
    ana.press("Down", "Backspace", "Esc")
    assert ana.stored() == {}
    assert ana.number == 1
    ana.press("Ctrl+Z")
    assert ana.says == "Nothing to undo."
    assert [event.action for event in ana.events()] == ["answer"] * 3 + ["undo"] * 7


def test_enter_opens_the_article_of_a_step(ana: Person) -> None:
    ana.press("N", "N", "1", "N", "N", "G", "Ctrl+Shift+H", "Down", "Enter")
    assert not card(ana).isVisible()
    assert ana.number == 3
    assert ana.focus() is ana.page.pane.view


def test_it_reaches_over_sessions_and_is_ones_own(
    ana: Person, sit_down: Callable[..., Person], project_file: Path
) -> None:
    ana.press("1", "N", "0", "M")
    ana.type("look again")
    ana.press("Enter")
    ana.window.close()
    again = sit_down(project_file, "")
    again.press("Ctrl+2", "Ctrl+Shift+H")
    assert listed(again) == ["Note written", "Topics: no topic fits", "Topics: Port and shipping"]
    again.press("End", "Z", "Esc")
    assert (again.number, again.stored()) == (1, {})
    again.command("change annotator")
    again.press("Ctrl+A")
    again.type("Ben")
    again.press("Enter", "Ctrl+Shift+H")
    assert listed(again) == []
    again.press("Z", "Enter", "Ctrl+Shift+H")
    assert not card(again).isVisible()


def test_a_full_disk_is_said_and_nothing_is_struck(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from db.errors import StoreError

    ana.press("1", "2", "Ctrl+Shift+H")
    assert ana.window.project is not None

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(ana.window.project.store.labels, "append", full)
    ana.press("Z")
    assert ana.says == "The disk is full."
    assert listed(ana) == ["Topics: Port and shipping, Tax and levies", "Topics: Port and shipping"]
