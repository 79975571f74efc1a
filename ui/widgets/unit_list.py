"""A list of units: mark, title, and how far apart the answers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from labeler.text import first_strong_is_rtl
from ui.models.unit_model import UNIT_ROLE, UnitModel
from ui.numbers import shown_figure
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided
from ui.widgets.fields import QuietTable
from ui.widgets.marks import paint_mark
from ui.widgets.row_ground import is_selected, paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.models.unit_model import UnitRow

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag


class UnitDelegate(QStyledItemDelegate):
    """Paints one unit on one line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Mark, title, distance."""
        row: UnitRow = index.data(UNIT_ROLE)
        theme = current_theme()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = is_selected(option)
        paint_row_ground(painter, option, rect.adjusted(0, 1, 0, -1), theme.radius.control)
        side = theme.size.mark
        mark = QRectF(rect.left() + theme.px(8), rect.center().y() - side / 2 + 0.5, side, side)
        paint_mark(painter, mark, row.mark, theme)
        small = theme.font(theme.type.small)
        figure = shown_figure(row.spread) if row.spread else ""
        painter.setFont(small)
        painter.setPen(theme.color.text2)
        inner = rect.adjusted(theme.px(28), 0, -theme.px(8), 0)
        painter.drawText(inner, _ALIGN.AlignRight | _ALIGN.AlignVCenter, figure)
        inner.setRight(inner.right() - QFontMetrics(small).horizontalAdvance("0.00") - theme.px(6))
        font = theme.font(theme.type.body, bold=selected)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        side_of = _ALIGN.AlignRight if first_strong_is_rtl(row.title) else _ALIGN.AlignLeft
        words = elided(row.title, QFontMetrics(font), inner.width())
        painter.drawText(inner, side_of | _ALIGN.AlignVCenter | _ALIGN.AlignAbsolute, words)
        painter.restore()


class UnitList(QuietTable):
    """Tells which unit is marked."""

    unit_marked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.units = UnitModel()
        self.setModel(self.units)
        self.setItemDelegate(UnitDelegate(self))
        self.setProperty("painted", True)
        self.setAccessibleName("Units")
        self.selectionModel().currentChanged.connect(self._on_current)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.set_row_height(current_theme().size.table_row)

    def sizeHint(self) -> QSize:
        """A few rows; it takes what room there is."""
        return QSize(current_theme().px(300), self.minimumHeight())

    def set_units(
        self, units: Sequence[str], make: Callable[[str], UnitRow], empty: str, keep: str = ""
    ) -> None:
        """Takes the units and what makes their rows; `keep` is marked again if it is still there, else the first."""
        self.units.set_units(units, make)
        self.set_empty_text(empty)
        if units:
            self.mark(max(self.units.row_of(keep), 0))
        else:
            self.unit_marked.emit("")

    def mark(self, row: int) -> None:
        """Marks a row."""
        index = self.units.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._on_current(index)

    def marked(self) -> str:
        """The unit that is marked, or ""."""
        index = self.currentIndex()
        return self.units.unit(index.row()) if index.isValid() else ""

    def _on_current(self, index: QModelIndex) -> None:
        self.unit_marked.emit(self.units.unit(index.row()) if index.isValid() else "")
