"""What lies over the pages: opened and left by keyboard, the focus given back, no key falling through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from ui.commands import COMMANDS, commands_on

if TYPE_CHECKING:
    from tests.ui.conftest import Person


def titles(person: Person) -> list[str]:
    """What the palette lists."""
    model = person.window.overlays.palette.model
    return [model.entry(row).title for row in range(model.rowCount())]


def sheet_words(person: Person) -> list[str]:
    page = person.window.overlays.sheet._scroll.widget()
    assert page is not None
    return [label.text() for label in page.findChildren(QLabel)]


def test_the_palette_narrows_while_typing_and_does_what_is_chosen(ana: Person) -> None:
    ana.press("Ctrl+K")
    palette = ana.window.overlays.palette
    assert palette.isVisible()
    assert ana.focus() is palette.field
    ana.type("next art")
    assert titles(ana)[:2] == ["Next article", "Next article not done"]
    ana.press("Enter")
    assert not palette.isVisible()
    ana.settle()
    assert ana.number == 2
    assert ana.focus() is ana.page.pane.view


def test_arrows_go_round_the_palette(ana: Person) -> None:
    ana.press("Ctrl+K")
    ana.type("next art")
    ana.press("Up", "Down", "Down", "Enter")
    ana.settle()
    assert ana.number == 2
    ana.press("Ctrl+K", "Up")
    palette = ana.window.overlays.palette
    assert palette.table.currentIndex().row() == palette.model.rowCount() - 1


def test_the_palette_finds_articles(ana: Person) -> None:
    ana.press("Ctrl+K")
    ana.type("huîtres")
    assert len(titles(ana)) == 1
    ana.press("Enter")
    ana.settle()
    assert ana.number == 19
    ana.press("3")
    assert ana.stored() == {"topic": ["fishing"]}


def test_the_palette_goes_to_an_article_from_another_page(ana: Person) -> None:
    ana.press("Ctrl+6")
    ana.command("KELMAR FERRY")
    assert ana.window.pages.currentWidget() is ana.page
    assert ana.number == 6


def test_the_palette_lists_what_can_be_done_here_and_shows_the_keys(ana: Person) -> None:
    ana.press("Ctrl+K")
    palette = ana.window.overlays.palette
    here = {command.title for command in commands_on("label")} - {
        "Find a command or an article",
        "Leave the field, close what is open, go back",
    }
    assert here == {entry.title for entry in palette._entries if not entry.id.startswith("article:")}
    keys = {entry.title: entry.key for entry in palette._entries}
    assert keys["Submit and next"] == "Enter"
    assert keys["Undo"] == "Ctrl Z"


def test_a_palette_without_result_does_nothing(ana: Person) -> None:
    ana.press("Ctrl+K")
    ana.type("zzzz")
    assert titles(ana) == []
    assert ana.window.overlays.palette._count.text() == "nothing found"
    ana.press("Down", "Enter")
    assert ana.window.overlays.palette.isVisible()
    ana.press("Esc")
    assert ana.focus() is ana.page.pane.view


@pytest.mark.parametrize("opened_by", ["Ctrl+K", "?", "F1"])
def test_esc_closes_and_the_focus_is_where_it_was(ana: Person, opened_by: str) -> None:
    ana.press("F6")
    before = ana.focus()
    ana.press(opened_by)
    assert ana.focus() is not before
    ana.press("Esc")
    assert ana.focus() is before
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_a_click_beside_the_card_closes_it(ana: Person) -> None:
    for key, overlay in (("Ctrl+K", ana.window.overlays.palette), ("?", ana.window.overlays.sheet)):
        ana.press(key)
        ana.click(overlay, overlay.card.geometry().center())
        assert overlay.isVisible()
        ana.click(overlay, QPoint(3, 3))
        assert not overlay.isVisible()


@pytest.mark.parametrize("again", [("Ctrl+K", "Ctrl+K"), ("?", "Ctrl+K"), ("F1", "F1"), ("?", "?")])
def test_opened_twice_the_focus_still_comes_back_to_the_text(ana: Person, again: tuple[str, str]) -> None:
    ana.press(*again)
    ana.press("Esc", "Esc")
    assert not ana.window.overlays.palette.isVisible()
    assert not ana.window.overlays.sheet.isVisible()
    assert ana.focus() is ana.page.pane.view
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


@pytest.mark.parametrize("opened_by", ["Ctrl+K", "?", "F1"])
@pytest.mark.parametrize("key", ["Ctrl+Enter", "Ctrl+Z", "Ctrl+6", "F8", "N", "1", "Shift+N", "Backspace"])
def test_no_key_falls_through_to_the_page_below(ana: Person, opened_by: str, key: str) -> None:
    ana.press("1", "F", "F", "N", "2", "F", "F")
    before = len(ana.events())
    ana.press(opened_by, key)
    assert len(ana.events()) == before
    assert ana.number == 2
    assert ana.page.pane.view.columns() == "both"
    assert ana.window.pages.currentWidget() is ana.page


def test_the_sheet_shows_every_key_the_page_s_own_first(ana: Person) -> None:
    ana.press("?")
    words = sheet_words(ana)
    assert ana.window.overlays.sheet._title.text() == "All keys"
    assert {command.title for command in COMMANDS if command.keys} <= set(words)
    assert words.index("Topics") < words.index("Everywhere")
    ana.press("?")
    assert not ana.window.overlays.sheet.isVisible()


def test_the_sheet_scrolls_by_key(ana: Person) -> None:
    ana.window.resize(1024, 640)
    ana.settle()
    ana.press("?")
    ana.settle()
    bar = ana.window.overlays.sheet._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    ana.press("PgDown")
    assert bar.value() > 0


def test_guidelines_are_those_of_the_open_question(ana: Person) -> None:
    ana.press("F1")
    sheet = ana.window.overlays.sheet
    assert sheet._title.text() == "Guidelines: Topics"
    words = sheet_words(ana)
    assert any(each.startswith("Choose every topic that at least one full paragraph") for each in words)
    assert "Port and shipping" in words
    ana.press("F1")
    assert not sheet.isVisible()
    ana.press("Ctrl+T", "F1")
    assert sheet._title.text() == "Guidelines: Harbour levy"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("Ctrl+3", "Guidelines: Topics"),
        ("Ctrl+4", "All keys"),
        ("Ctrl+5", "All keys"),
        ("Ctrl+6", "All keys"),
        ("Ctrl+7", "Guidelines: Topics"),
        ("Ctrl+8", "All keys"),
    ],
)
def test_f1_helps_on_every_page(ana: Person, page: str, title: str) -> None:
    ana.press(page)
    ana.settle()
    ana.press("F1")
    sheet = ana.window.overlays.sheet
    assert sheet.isVisible()
    assert sheet._title.text() == title
    ana.press("F1")
    assert not sheet.isVisible()


def test_overlays_follow_the_size_of_the_window(ana: Person) -> None:
    ana.press("Ctrl+K")
    palette = ana.window.overlays.palette
    ana.window.resize(1024, 640)
    ana.wait(lambda: palette.width() == 1024)
    assert palette.rect().contains(palette.card.geometry())


def test_the_palette_opens_on_the_start_page_too(ana: Person) -> None:
    ana.command("back to the start")
    ana.press("Ctrl+K")
    assert "Try the demo" in titles(ana)
    assert "Undo" not in titles(ana)
    ana.press("Esc")
    assert ana.focus() is ana.window.start_page.projects
