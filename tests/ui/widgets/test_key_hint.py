from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from ui.theme import apply_theme, make_theme
from ui.widgets.key_hint import KeyHint, key_hint_size

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def test_a_cap_is_never_narrower_than_high(qapp: QApplication) -> None:
    theme = make_theme("light")
    assert key_hint_size("1", theme) == QSize(18, 18)
    assert key_hint_size("Ctrl K", theme).width() > 30
    assert key_hint_size("1", make_theme("light", 2.0)).height() == 36


def test_a_hint_shows_its_key_and_tells_it(qtbot: QtBot) -> None:
    hint = KeyHint("Enter")
    qtbot.addWidget(hint)
    assert hint.text() == "Enter"
    assert hint.accessibleName() == "key Enter"
    assert not hint.grab().isNull()
    hint.set_text("")
    assert hint.sizeHint() == hint.minimumSizeHint() == QSize(0, 0)
    assert hint.accessibleName() == ""
    hint.resize(10, 10)
    assert not hint.grab().isNull()


def test_a_hint_grows_with_the_window(qapp: QApplication, qtbot: QtBot) -> None:
    hint = KeyHint("X")
    qtbot.addWidget(hint)
    apply_theme(qapp, "light", 1.5)
    assert hint.sizeHint().height() == 27
    apply_theme(qapp, "light")
    assert hint.sizeHint().height() == 18
