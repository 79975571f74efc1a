"""The command table: what it holds, and that the window, its documents and its keys follow it."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from labeler.codebook_keys import ANSWER_KEYS, TAKEN_KEYS
from ui.actions import is_shortcut, key_sheet
from ui.commands import (
    COMMANDS,
    KEY_NOTES,
    MENUS,
    Command,
    Page,
    applies,
    commands_on,
    shortcuts_markdown,
    shown_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Person
    from ui.main_window import MainWindow

PAGES: tuple[Page, ...] = get_args(Page)
GO_TO: dict[Page, str] = {
    "label": "Ctrl+1",
    "duplicates": "Ctrl+2",
    "review": "Ctrl+3",
    "articles": "Ctrl+4",
    "codebook": "Ctrl+7",
    "stripper": "Ctrl+5",
    "export": "Ctrl+6",
    "plan": "Ctrl+8",
}
DOCS = Path(__file__).parents[2] / "docs"


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


def test_titles_are_unique_so_the_palette_is_plain() -> None:
    assert len({command.title for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize("page", PAGES)
def test_no_two_commands_of_a_page_have_a_key_in_common(page: Page) -> None:
    for one, other in combinations(commands_on(page), 2):
        same = {QKeySequence(key) for key in one.keys} & {QKeySequence(key) for key in other.keys}
        assert not same, f"{one.id} and {other.id} on {page}"


def test_no_command_of_the_label_page_has_the_key_of_an_answer() -> None:
    taken = {key for command in commands_on("label") for key in command.keys}
    assert not taken & set(ANSWER_KEYS)


def test_keys_that_a_codebook_is_refused_are_those_of_commands_under_their_names() -> None:
    plain = {
        key: command.title
        for command in commands_on("label")
        for key in command.keys
        if len(key) == 1 and key.isalnum()
    }
    assert {key: TAKEN_KEYS[key] for key in plain} == plain
    assert set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == {*TAKEN_KEYS, *ANSWER_KEYS}
    assert set(TAKEN_KEYS).isdisjoint(ANSWER_KEYS)


def test_every_command_has_help_a_title_and_a_known_menu() -> None:
    for command in COMMANDS:
        assert command.help.endswith("."), command.id
        assert command.title == command.title.strip() != "", command.id
        assert command.menu in ("", *MENUS), command.id


def test_no_title_or_help_shouts_or_begs() -> None:
    for command in COMMANDS:
        words = f"{command.title} {command.help}".lower()
        assert not any(word in words for word in ("!", "please", "successful", "oops")), command.id


def test_the_page_of_keys_is_what_the_table_says() -> None:
    # Made by `labeler shortcuts > docs/shortcuts.md`.
    assert (DOCS / "shortcuts.md").read_text(encoding="utf-8") == shortcuts_markdown() + "\n"


def test_every_key_stands_on_the_page_of_keys_and_on_the_sheet() -> None:
    page = shortcuts_markdown()
    for command in COMMANDS:
        for key in command.keys:
            assert shown_key(key) in page
    for where in PAGES:
        lines = [line for group in key_sheet(where) for line in group.lines]
        assert {line.text for line in lines} == {
            *(command.title for command in COMMANDS if command.keys),
            *(note.title for note in KEY_NOTES),
        }


def test_keys_are_shown_as_on_key_caps() -> None:
    assert shown_key("Ctrl+Shift+Z") == "Ctrl Shift Z"
    assert shown_key("Ctrl++") == "Ctrl +"
    assert shown_key("Right") == "→"


def test_every_command_has_a_handler_and_every_handler_a_command(
    make_window: Callable[[], MainWindow],
) -> None:
    actions = make_window().actions_
    assert [command.id for command in COMMANDS if command.id not in actions._handlers] == []
    assert set(actions._handlers) == {command.id for command in COMMANDS}


def test_every_action_shows_its_key(make_window: Callable[[], MainWindow]) -> None:
    actions = make_window().actions_.actions
    for command in COMMANDS:
        action = actions[command.id]
        assert action.statusTip() == command.help
        if not command.keys:
            assert action.toolTip() == action.text() == command.title
            continue
        assert action.toolTip() == f"{command.title} ({command.key})"
        by_qt = QKeySequence(command.keys[0]) in action.shortcuts()
        by_text = action.text() == f"{command.title}\t{command.key}"
        assert by_qt != by_text, command.id


def test_every_command_with_a_menu_stands_there_once(make_window: Callable[[], MainWindow]) -> None:
    window = make_window()
    menus = {
        action.text(): action.menu() for action in window.menus.actions() if isinstance(action.menu(), QMenu)
    }
    assert tuple(menus) == MENUS
    for name, menu in menus.items():
        assert isinstance(menu, QMenu)
        expected = [window.actions_.actions[command.id] for command in COMMANDS if command.menu == name]
        assert menu.actions() == expected


def reach(person: Person, page: Page) -> None:
    """Goes to a page by its key; the start page by closing the project."""
    if page == "start":
        person.window.close_project()
    else:
        person.press(GO_TO[page])
    person.settle()
    assert person.window._page == page


@pytest.mark.parametrize("page", PAGES)
def test_commands_of_other_pages_are_off(ana: Person, page: Page) -> None:
    reach(ana, page)
    for command in COMMANDS:
        assert ana.window.actions_.actions[command.id].isEnabled() == applies(command, page), command.id


def count_runs(person: Person) -> Counter[str]:
    """Puts a counter in the place of everything the commands do."""
    runs: Counter[str] = Counter()

    def counts(command: Command) -> Callable[[], None]:
        return lambda: runs.update([command.id])

    person.window.actions_._handlers = {command.id: counts(command) for command in COMMANDS}
    return runs


@pytest.mark.parametrize("page", PAGES)
def test_each_key_runs_its_command_once_and_no_other(ana: Person, page: Page) -> None:
    reach(ana, page)
    runs = count_runs(ana)
    for command in commands_on(page):
        for key in command.keys:
            ana.press(key)
            assert runs == {command.id: 1}, key
            runs.clear()


@pytest.mark.parametrize("page", PAGES)
def test_the_keys_of_other_pages_do_nothing(ana: Person, page: Page) -> None:
    reach(ana, page)
    runs = count_runs(ana)
    here = {key for command in commands_on(page) for key in command.keys}
    for command in COMMANDS:
        for key in command.keys:
            if key not in here:
                ana.press(key)
                assert runs == {}, key


def test_ctrl_enter_works_with_both_enter_keys(ana: Person) -> None:
    shortcuts = ana.window.actions_.actions["article.submit"].shortcuts()
    assert {QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")} <= set(shortcuts)


def test_function_keys_and_control_keys_are_shortcuts_and_plain_keys_are_not() -> None:
    assert all(map(is_shortcut, ("Ctrl+K", "F1", "F6", "Shift+F6", "F8", "F9", "F11")))
    assert not any(map(is_shortcut, ("N", "Shift+N", "F", "Enter", "Space", "?", "Backspace", "Right")))
