"""Facets: by what articles are told apart, with a box, a bar and a count a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.models.facet_model import FACET_ROLE, FacetModel
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided
from ui.widgets.fields import QuietTable
from ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.models.facet_model import FacetRow
    from ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag


class _FacetDelegate(QStyledItemDelegate):
    """Paints one row on one line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A heading; or box, mark, words, bar, count."""
        row: FacetRow = index.data(FACET_ROLE)
        theme = current_theme()
        color, px = theme.color, theme.px
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(px(14), 0, -px(12), 0)
        if row.kind == "heading":
            painter.setFont(theme.font(theme.type.small, bold=True))
            painter.setPen(color.text)
            painter.drawText(inner, _ALIGN.AlignLeft | _ALIGN.AlignBottom, row.words)
            painter.restore()
            return
        state = option.state
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            focused = state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus
            painter.setPen(QPen(color.focus, 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(color.hover)
            painter.drawRoundedRect(
                rect.adjusted(px(6), 1, -px(6), -1), theme.radius.small, theme.radius.small
            )
        if row.kind == "more":
            painter.setFont(theme.font(theme.type.small))
            painter.setPen(color.accent)
            painter.drawText(
                inner.adjusted(px(24), 0, 0, 0), _ALIGN.AlignLeft | _ALIGN.AlignVCenter, row.words
            )
        else:
            self._paint_value(painter, inner, row, theme)
        painter.restore()

    def _paint_value(self, painter: QPainter, inner: QRect, row: FacetRow, theme: Theme) -> None:
        color, px = theme.color, theme.px
        side = px(14)
        box = QRectF(inner.left(), inner.center().y() - side / 2 + 0.5, side, side)
        _paint_box(painter, box, theme, chosen=row.chosen)
        left = int(box.right()) + px(9)
        if row.mark is not None:
            size = theme.size.mark
            paint_mark(
                painter, QRectF(left, inner.center().y() - size / 2 + 0.5, size, size), row.mark, theme
            )
            left += size + px(7)
        small = theme.font(theme.type.small)
        count_width = max(px(36), QFontMetrics(small).horizontalAdvance(str(row.count)))
        bar_width = px(36)
        words = QRect(
            left, inner.top(), inner.right() - left - count_width - bar_width - px(8), inner.height()
        )
        font = theme.font(theme.type.body, bold=row.chosen)
        painter.setFont(font)
        painter.setPen(color.text if row.count or row.chosen else color.text3)
        painter.drawText(
            words,
            _ALIGN.AlignLeft | _ALIGN.AlignVCenter,
            elided(row.words, QFontMetrics(font), words.width()),
        )
        height = px(4)
        bar = QRectF(words.right() + px(8), inner.center().y() - height / 2, bar_width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.bar_bg)
        painter.drawRoundedRect(bar, height / 2, height / 2)
        if row.count:
            painter.setBrush(color.bar)
            bar.setWidth(max(height, bar.width() * row.share))
            painter.drawRoundedRect(bar, height / 2, height / 2)
        painter.setFont(small)
        painter.setPen(color.text2)
        painter.drawText(inner, _ALIGN.AlignRight | _ALIGN.AlignVCenter, str(row.count))


def _paint_box(painter: QPainter, box: QRectF, theme: Theme, *, chosen: bool) -> None:
    """A box to tick."""
    color = theme.color
    painter.setPen(QPen(color.accent_fill if chosen else color.edge, 1.2))
    painter.setBrush(color.accent_fill if chosen else color.pane)
    painter.drawRoundedRect(box, 3, 3)
    if chosen:
        painter.setPen(QPen(color.on_accent, 1.8))
        unit = box.width() / 14
        ticks = [
            QPointF(box.left() + x * unit, box.top() + y * unit)
            for x, y in ((3.2, 7.4), (6, 10.2), (11, 4.4))
        ]
        painter.drawPolyline(ticks)


class FacetList(QuietTable):
    """Tells which value was turned, and which facet is to be shown in full."""

    turned = Signal(str, str)
    unfolded = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facets = FacetModel()
        self.setModel(self.facets)
        self.setItemDelegate(_FacetDelegate(self))
        self.setProperty("painted", True)
        self.setAccessibleName("Filters")
        self.set_activating_keys(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        self.opened.connect(self._on_opened)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.set_row_height(current_theme().px(25))

    def set_rows(self, rows: Sequence[FacetRow]) -> None:
        """Takes headings and values, as they are to be seen."""
        self.facets.set_rows(rows)

    def _on_opened(self, place: int) -> None:
        row = self.facets.rows[place]
        if row.kind == "value":
            self.turned.emit(row.facet, row.value)
        elif row.kind == "more":
            self.unfolded.emit(row.facet)
