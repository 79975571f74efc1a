from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from ui.models.unit_model import UNIT_ROLE, UnitModel, UnitRow
from ui.numbers import shown_figure
from ui.widgets.palette import Entry, EntryModel
from ui.widgets.text_table import TextTableModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.qtbot import QtBot

ROWS = [
    UnitRow("a" * 64, "Ferry late", 1.0, "disputed"),
    UnitRow("b" * 64, "Crane stands still", 1 / 3, "gold"),
    UnitRow("c" * 64, "Harbour quiet", 0.0, "reliable"),
]
UNITS = [row.unit_id for row in ROWS]
BY_UNIT = {row.unit_id: row for row in ROWS}


def test_the_model_is_a_sound_model(check_model: Callable[[QAbstractItemModel], None]) -> None:
    model = UnitModel()
    check_model(model)
    model.set_units(UNITS, BY_UNIT.__getitem__)
    check_model(model)
    model.set_units([], BY_UNIT.__getitem__)
    check_model(model)


def test_rows_lead_to_units_and_back() -> None:
    model = UnitModel()
    model.set_units(UNITS, BY_UNIT.__getitem__)
    assert (model.rowCount(), model.columnCount()) == (3, 1)
    assert (model.rowCount(model.index(0, 0)), model.columnCount(model.index(0, 0))) == (0, 0)
    assert [model.row(place) for place in range(3)] == ROWS
    assert [model.row_of(row.unit_id) for row in ROWS] == [0, 1, 2]
    assert model.row_of("nobody") == -1


def test_rows_are_made_when_they_are_asked_for_and_again_after_a_change(qtbot: QtBot) -> None:
    model, made = UnitModel(), []

    def make(unit: str) -> UnitRow:
        made.append(unit)
        return BY_UNIT[unit]

    model.set_units(UNITS, make)
    assert model.row_of(UNITS[2]) == 2
    assert made == []
    assert model.data(model.index(1, 0)) == "Crane stands still"
    assert made == [UNITS[1]]
    with qtbot.waitSignal(model.dataChanged):
        model.say_changed()
    model.data(model.index(1, 0))
    assert made == [UNITS[1], UNITS[1]]


def test_a_row_has_a_title_a_tooltip_and_words_for_ears() -> None:
    model = UnitModel()
    model.set_units(UNITS, BY_UNIT.__getitem__)
    index = model.index(1, 0)
    assert model.data(index) == model.data(index, Qt.ItemDataRole.ToolTipRole) == "Crane stands still"
    assert model.data(index, UNIT_ROLE) == ROWS[1]
    spoken = [model.data(model.index(place, 0), Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    assert spoken == [
        "Ferry late, disputed, distance 1.00",
        "Crane stands still, ruled, distance 0.33",
        "Harbour quiet, alike, distance 0.00",
    ]
    assert model.data(QModelIndex()) is None
    assert model.data(index, Qt.ItemDataRole.FontRole) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.784, ".78"),
        (1.0, "1.00"),
        (0.0, ".00"),
        (-0.124, "–.12"),
        (-0.001, ".00"),
        (0.996, "1.00"),
        (-1, "–1.00"),
    ],
)
def test_figures_have_two_digits_and_no_leading_zero(value: float, text: str) -> None:
    assert shown_figure(value) == text


def test_the_palette_s_model_is_a_sound_model(check_model: Callable[[QAbstractItemModel], None]) -> None:
    model = EntryModel()
    check_model(model)
    model.set_entries(
        [Entry("a", "Next article", "In order.", "N", "list"), Entry("b", "Undo", "", "", "note")]
    )
    check_model(model)
    spoken = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert spoken == ["Next article, In order., key N", "Undo, "]


def test_the_small_table_s_model_is_a_sound_model(check_model: Callable[[QAbstractItemModel], None]) -> None:
    model = TextTableModel()
    check_model(model)
    model.set_table(("task", "label"), [("1", "[]"), ("2", "FAVOR")])
    check_model(model)
    assert model.data(model.index(1, 1)) == "FAVOR"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "label"
