"""The list of pairs: both titles, both shares, and whether the pair is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from labeler.text import first_strong_is_rtl
from ui.models.pair_model import PAIR_ROLE, PairModel
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided
from ui.widgets.fields import QuietTable
from ui.widgets.marks import paint_mark
from ui.widgets.row_ground import is_selected, paint_row_ground
from ui.widgets.share_bar import paint_share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.models.pair_model import PairRow

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag


class PairDelegate(QStyledItemDelegate):
    """Paints one pair on three lines: a title, the other title, the shares or the relation."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Mark, titles, shares."""
        row: PairRow = index.data(PAIR_ROLE)
        theme = current_theme()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = is_selected(option)
        margin = theme.px(6)
        paint_row_ground(painter, option, rect.adjusted(margin, 1, -margin, -1), theme.radius.control)
        line = theme.px(19)
        top = rect.top() + theme.px(5)
        side = theme.size.mark
        left = rect.left() + theme.px(14)
        upper = QRectF(left, top + (line - side) / 2, side, side)
        lower = upper.translated(0, line)
        painter.setPen(QPen(theme.color.accent if selected else theme.color.edge, 1.2))
        painter.drawLine(
            QPointF(upper.center().x(), upper.bottom()), QPointF(lower.center().x(), lower.top())
        )
        for mark in (upper, lower):
            paint_mark(painter, mark, row.mark, theme)
        words = rect.adjusted(theme.px(35), 0, -theme.px(14), 0)
        font = theme.font(theme.type.body, bold=selected)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        for place, title in enumerate((row.left, row.right)):
            area = QRect(words.left(), top + place * line, words.width(), line)
            side_of = _ALIGN.AlignRight if first_strong_is_rtl(title) else _ALIGN.AlignLeft
            shown = elided(title, QFontMetrics(font), area.width())
            painter.drawText(area, side_of | _ALIGN.AlignVCenter | _ALIGN.AlignAbsolute, shown)
        below = top + 2 * line + theme.px(9)
        if row.note:
            small = theme.font(theme.type.small)
            painter.setFont(small)
            painter.setPen(theme.color.accent if row.mark == "submitted" else theme.color.text2)
            area = QRect(words.left(), below - theme.px(9), words.width(), theme.px(18))
            note = QFontMetrics(small).elidedText(row.note, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, note)
        else:
            half = words.width() / 2
            for place, share in enumerate((row.share_left, row.share_right)):
                paint_share(
                    painter, words.left() + place * half, below, share, theme, width=half - theme.px(54)
                )
        painter.restore()


class PairList(QuietTable):
    """Tells which pair was opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = PairModel()
        self.setModel(self.pairs)
        self.setItemDelegate(PairDelegate(self))
        self.setProperty("painted", True)
        self.setAccessibleName("Pairs")
        self.set_activating_keys(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.set_row_height(current_theme().px(66))

    def sizeHint(self) -> QSize:
        """As wide as designed; it takes what height there is."""
        return QSize(current_theme().size.pairs_width, current_theme().px(200))

    def set_pairs(
        self, units: Sequence[str], make: Callable[[str], PairRow], current: str, empty: str
    ) -> None:
        """Takes the pairs and what makes their rows; marks the current one, if it is there."""
        self.pairs.set_units(units, make)
        self.set_empty_text(empty)
        self.mark(current)

    def mark(self, unit_id: str) -> None:
        """Marks a pair and brings it into view."""
        place = next((place for place, unit in enumerate(self.pairs.units) if unit == unit_id), -1)
        if place < 0:
            self.clearSelection()
            return
        index = self.pairs.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
