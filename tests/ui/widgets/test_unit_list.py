from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.models.unit_model import UnitRow
from ui.theme import apply_theme, current_theme
from ui.widgets.unit_list import UnitList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
ROWS = [
    UnitRow("one", "Ferry late", 1.0, "disputed"),
    UnitRow("two", "محطة التحلية في أوستراند تعود إلى العمل", 0.67, "gold"),
    UnitRow("three", "A title so long that it has to be cut somewhere before its end comes", 0.0, "reliable"),
]
UNITS = [row.unit_id for row in ROWS]


def make(unit: str) -> UnitRow:
    return ROWS[UNITS.index(unit)]


@pytest.fixture
def units(qtbot: QtBot) -> UnitList:
    made = UnitList()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_it_tells_which_unit_is_marked(units: UnitList) -> None:
    told: list[str] = []
    units.unit_marked.connect(told.append)
    assert units.marked() == ""
    units.set_units(UNITS, make, "None.")
    assert (units.marked(), told[-1]) == ("one", "one")
    QTest.keyClick(units, Qt.Key.Key_Down)
    assert (units.marked(), told[-1]) == ("two", "two")
    QTest.keyClick(units, Qt.Key.Key_PageDown)
    assert (units.marked(), told[-1]) == ("three", "three")
    index = units.units.index(0, 0)
    QTest.mouseClick(units.viewport(), Qt.MouseButton.LeftButton, pos=units.visualRect(index).center())
    assert told[-1] == "one"


def test_the_unit_that_was_marked_is_kept_where_it_is_still_there(units: UnitList) -> None:
    units.set_units(UNITS, make, "None.")
    units.set_units(UNITS[1:], make, "None.", "three")
    assert units.marked() == "three"
    units.set_units(UNITS[1:], make, "None.", "one")
    assert units.marked() == "two"


def test_an_empty_list_says_why_and_marks_nothing(units: UnitList) -> None:
    units.set_units(UNITS, make, "None.")
    told: list[str] = []
    units.unit_marked.connect(told.append)
    units.set_units([], make, "No disagreement.")
    assert told[-1] == ""
    assert units.marked() == ""
    assert units._empty == "No disagreement."
    units.grab()


def test_letters_and_digits_go_to_the_page(units: UnitList) -> None:
    units.set_units(UNITS, make, "None.")
    for key in (Qt.Key.Key_1, Qt.Key.Key_T, Qt.Key.Key_Return):
        QTest.keyClick(units, key)
    assert units.marked() == "one"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_it_is_painted_in_every_look(qapp: QApplication, units: UnitList, theme: str, scale: float) -> None:
    units.set_units(UNITS, make, "None.")
    apply_theme(qapp, theme, scale)  # type: ignore[arg-type]
    assert units.rowHeight(0) == current_theme().size.table_row
    assert not units.grab().toImage().isNull()
