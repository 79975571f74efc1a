from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.fields import Field, QuietTable

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
KEY = Qt.Key


class Page(QWidget):
    """A page that hears what the field and the table leave to it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[int] = []
        self.ran: list[str] = []
        self.field = Field("Filter", "search", "Ctrl F")
        self.table = QuietTable()
        model = QStringListModel([f"row {number}" for number in range(50)], self)
        self.table.setModel(model)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.table)
        for key in ("N", "Backspace", "Ctrl+J"):
            action = QAction(key, self)
            action.setShortcut(key)
            action.triggered.connect(lambda _=False, key=key: self.ran.append(key))
            self.addAction(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.heard.append(event.key())


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.field.setFocus()
    return made


def test_plain_keys_stay_in_the_field_even_where_it_has_no_use_for_them(page: Page) -> None:
    QTest.keyClicks(page.field, "n?1")
    for key in (KEY.Key_Backspace, KEY.Key_Backspace, KEY.Key_Backspace, KEY.Key_Backspace, KEY.Key_Delete):
        QTest.keyClick(page.field, key)
    QTest.keyClick(page.field, KEY.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert page.field.text() == "n"
    assert page.heard == []
    assert page.ran == []


def test_control_keys_go_on_to_the_window(page: Page) -> None:
    QTest.keyClick(page.field, KEY.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert page.ran == ["Ctrl+J"]


def test_enter_esc_and_arrows_have_signals(page: Page) -> None:
    told: list[str] = []
    page.field.accepted.connect(lambda: told.append("accepted"))
    page.field.left.connect(lambda: told.append("left"))
    page.field.moved.connect(lambda step: told.append(f"moved {step}"))
    for key in (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Escape, KEY.Key_Down, KEY.Key_Up):
        QTest.keyClick(page.field, key)
    assert told == ["accepted", "accepted", "left", "moved 1", "moved -1"]
    assert page.heard == []


def test_the_field_has_a_name_and_shows_its_key_while_it_is_empty(page: Page) -> None:
    assert page.field.accessibleName() == "Filter"
    page.table.setFocus()
    with_key = page.field.grab().toImage()
    page.field.setText("x")
    assert page.field.grab().toImage() != with_key


def test_the_table_moves_with_arrows_and_leaves_other_keys_to_the_page(page: Page) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up):
        QTest.keyClick(page.table, key)
    assert page.table.currentIndex().row() == 1
    for key in (KEY.Key_1, KEY.Key_Return, KEY.Key_Space, KEY.Key_Right):
        QTest.keyClick(page.table, key)
    assert page.heard == [KEY.Key_1, KEY.Key_Return, KEY.Key_Space, KEY.Key_Right]


def test_a_click_in_the_table_opens_its_row(qtbot: QtBot, page: Page) -> None:
    opened: list[int] = []
    page.table.opened.connect(opened.append)
    place = page.table.visualRect(page.table.model().index(2, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [2]
