from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from labeler.disagreements import Disagreement
from ui.models.disagreement_model import DisagreementModel, shown_figure
from ui.widgets.palette import Entry, EntryModel
from ui.widgets.text_table import TextTableModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel

ROWS = [
    Disagreement("a" * 64, "Ferry late", 1.0, (("Ana", "Favor"), ("Ben", "Against"))),
    Disagreement("b" * 64, "Crane stands still", 0.3333, (("Ana", "Tax"), ("Chi", "Tax, Labour"))),
]


def test_the_model_is_a_sound_model(check_model: Callable[[QAbstractItemModel], None]) -> None:
    model = DisagreementModel()
    check_model(model)
    model.set_rows(ROWS)
    check_model(model)
    model.set_rows([])
    check_model(model)


def test_rows_show_distance_article_and_answers() -> None:
    model = DisagreementModel()
    model.set_rows(ROWS)
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert names == ["Distance", "Article", "Answers"]
    texts = [[model.data(model.index(row, column)) for column in range(3)] for row in range(2)]
    assert texts == [
        ["1.00", "Ferry late", "Ana: Favor   Ben: Against"],
        [".33", "Crane stands still", "Ana: Tax   Chi: Tax, Labour"],
    ]
    assert model.data(model.index(1, 0), Qt.ItemDataRole.ToolTipRole) == "Ana: Tax\nChi: Tax, Labour"
    assert model.data(QModelIndex()) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


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
