from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.theme import apply_theme
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have


@pytest.fixture
def segments(qtbot: QtBot) -> Segments:
    made = Segments(("Open", "All", "Ruled"))
    qtbot.addWidget(made)
    made.resize(400, 28)
    made.show()
    return made


def test_arrows_go_round(segments: Segments) -> None:
    told: list[int] = []
    segments.chosen.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_A):
        QTest.keyClick(segments, key)
    assert told == [1, 2, 0, 2]
    assert segments.accessibleName() == "Ruled, one of Open, All, Ruled"


def test_a_click_chooses_the_one_under_it_and_beside_them_nothing(segments: Segments) -> None:
    told: list[int] = []
    segments.chosen.connect(told.append)
    width = segments._width() / 3
    assert segments._width() == segments.sizeHint().width() < 400
    for x in (width * 2.5, width * 2.5, width * 0.5, segments._width() + 20):
        QTest.mouseClick(segments, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 10))
    assert told == [2, 0]


def test_choosing_by_program_tells_nobody(segments: Segments) -> None:
    told: list[int] = []
    segments.chosen.connect(told.append)
    segments.choose(1)
    assert (segments.current(), told) == (1, [])


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_it_is_painted_in_every_look(
    qapp: QApplication, segments: Segments, theme: str, scale: float
) -> None:
    segments.setFocus()
    apply_theme(qapp, theme, scale)  # type: ignore[arg-type]
    assert not segments.grab().toImage().isNull()
