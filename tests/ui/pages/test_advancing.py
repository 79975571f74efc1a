"""Going on by itself: when the last answer was given, seen for a moment, and stopped by any key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest

from ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

ALONE = 5
"""An article of the samples without a candidate."""


@pytest.fixture
def fast(ana: Person) -> Person:
    """Ana at an article without candidates; it goes on by itself, when a test says that the moment is over."""
    ana.command("go on by itself")
    ana.page.advancing.timer.setInterval(1_000_000)
    ana.open_number(ALONE)
    ana.press("Ctrl+F", "Esc")  # back to the text
    return ana


def waits(person: Person) -> bool:
    assert person.page.advancing.timer.isActive() == (button(person) == "Next in a moment")
    return person.page.advancing.timer.isActive()


def button(person: Person) -> str:
    return person.page.answers.submit_button.text()


def pass_time(person: Person) -> None:
    """The moment is over."""
    with person.qtbot.waitSignal(person.page.advancing.due):
        person.page.advancing.timer.setInterval(0)
    person.page.advancing.timer.setInterval(1_000_000)


def test_it_is_on_unless_the_person_wants_otherwise(settings_file: Path) -> None:
    settings = Settings(QSettings(str(settings_file), QSettings.Format.IniFormat))
    assert settings.advances
    settings.advances = False
    assert not Settings(QSettings(str(settings_file), QSettings.Format.IniFormat)).advances


def test_the_last_stance_is_seen_and_then_the_next_article_opens(fast: Person) -> None:
    article = fast.page.article_id
    fast.press("1", "2", "F")
    assert not waits(fast), "a target is left"
    fast.press("A")
    assert waits(fast)
    assert fast.page.answers._left_text.text() == "Everything is answered. Esc stays"
    assert fast.number == ALONE
    pass_time(fast)
    assert fast.number == ALONE + 1
    assert fast.stored(article)["@state"] == {"state": "submitted"}
    assert button(fast) == "Submit and next"


@pytest.mark.parametrize("key", ["Esc", "J", "3", "G", "Ctrl+Z", "O"])
def test_any_key_stays(fast: Person, key: str) -> None:
    fast.press("1", "F", "A")
    assert waits(fast)
    fast.press(key)
    assert not waits(fast)
    assert fast.number == ALONE
    assert "@state" not in fast.stored()
    fast.press("Esc")
    assert button(fast) == "Submit and next"


def test_keys_of_the_window_and_the_mouse_stay_too(fast: Person) -> None:
    handle = fast.window.windowHandle()
    fast.press("1", "F", "A")
    QTest.mouseMove(handle, QPoint(300, 300))
    fast.settle()
    assert waits(fast), "the mouse may lie on a table that shakes"
    QTest.keyClick(handle, Qt.Key.Key_F8)
    fast.settle()
    assert not waits(fast)
    fast.press("A", "A")
    assert waits(fast)
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(700, 500))
    fast.settle()
    assert not waits(fast)
    fast.press("Ctrl+Shift+H")
    assert fast.number == ALONE


def test_enter_does_not_wait_and_nothing_is_passed_over(fast: Person) -> None:
    fast.press("1", "F", "A", "Enter")
    assert fast.number == ALONE + 1
    assert not waits(fast)


def test_topics_alone_never_go_on_as_a_second_one_may_follow(fast: Person) -> None:
    fast.press("F", "A")
    fast.press("1")
    assert not waits(fast)
    fast.press("1", "0")
    assert waits(fast), "but that none fits is the last word"


def test_another_stance_for_a_target_that_had_one_does_not_go_on(fast: Person) -> None:
    fast.press("1", "F", "A", "Esc", "Ctrl+T", "1")
    assert not waits(fast)
    fast.press("Enter", "P")
    assert fast.state() == "submitted"
    fast.press("Ctrl+T", "3", "3", "2")
    assert not waits(fast), "what was submitted is looked at again"


def test_with_candidates_left_it_goes_on_after_the_last_of_them(fast: Person) -> None:
    fast.open_number(13)
    assert len(fast.opened.candidates) == 1
    fast.press("1", "F", "A")
    assert not waits(fast)
    fast.press("D", "2")
    assert waits(fast)
    assert fast.opened.beside is None
    pass_time(fast)
    assert fast.number == 14


def test_where_hands_are_elsewhere_it_stays(fast: Person) -> None:
    fast.press("1", "F", "A")
    fast.page.answers.note.setFocus()
    pass_time(fast)
    assert fast.number == ALONE
    fast.press("Esc", "A", "F")
    fast.press("Ctrl+K")
    fast.settle()
    pass_time(fast) if fast.page.advancing.timer.isActive() else None
    assert fast.number == ALONE


def test_it_can_be_switched_off_and_stays_so(
    fast: Person, sit_down: Callable[..., Person], project_file: Path
) -> None:
    fast.command("go on by itself")
    assert fast.says == "The next article opens by Enter alone."
    fast.press("1", "F", "A")
    assert not waits(fast)
    fast.window.close()
    again = sit_down(project_file, "")
    again.press("Ctrl+Z", "A")
    assert not waits(again)
