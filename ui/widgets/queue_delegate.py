"""How the rows of the queue are painted: mark, title, source and date, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from labeler.text import first_strong_is_rtl, isolated
from ui.models.queue_model import ITEM_ROLE, PLACE_ROLE
from ui.theme import current_theme
from ui.widgets.elided import elided
from ui.widgets.icons import paint_icon
from ui.widgets.marks import paint_mark
from ui.widgets.row_ground import is_selected, paint_row_ground

if TYPE_CHECKING:
    from labeler.queue import QueueItem
    from ui.theme import Theme
    from ui.widgets.marks import MarkName

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag


class QueueDelegate(QStyledItemDelegate):
    """Two lines an article: mark and title, then source and date; copies at the right."""

    folded = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one article."""
        item: QueueItem = index.data(ITEM_ROLE)
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        margin = theme.px(6)
        paint_row_ground(painter, option, rect.adjusted(margin, 1, -margin, -1), theme.radius.control)
        side = theme.size.mark
        mark: MarkName = "flagged" if item.flagged else item.state
        left = rect.left() + theme.px(16)
        paint_mark(painter, QRectF(left, rect.top() + theme.px(8), side, side), mark, theme)
        if not self.folded:
            self._paint_words(
                painter,
                rect.adjusted(theme.px(38), 0, -theme.px(14), 0),
                index,
                theme,
                bold=is_selected(option),
            )
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index, theme: Theme, *, bold: bool) -> None:
        item: QueueItem = index.data(ITEM_ROLE)
        top = QRect(rect.left(), rect.top() + theme.px(4), rect.width(), theme.px(19))
        if item.copies:
            small = theme.font(theme.type.small)
            count = str(item.copies)
            width = QFontMetrics(small).horizontalAdvance(count)
            painter.setFont(small)
            painter.setPen(theme.color.text2)
            painter.drawText(top, _ALIGN.AlignRight | _ALIGN.AlignVCenter, count)
            side = theme.px(13)
            at = QRectF(top.right() - width - side - theme.px(3), top.center().y() - side / 2, side, side)
            paint_icon(painter, at, "copy", theme.color.text2)
            top.setRight(round(at.left()) - theme.px(6))
        font = theme.font(theme.type.body, bold=bold)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        title = elided(item.title, QFontMetrics(font), top.width())
        side_of = _ALIGN.AlignRight if first_strong_is_rtl(item.title) else _ALIGN.AlignLeft
        painter.drawText(top, side_of | _ALIGN.AlignVCenter | _ALIGN.AlignAbsolute, title)
        small = theme.font(theme.type.small)
        painter.setFont(small)
        painter.setPen(theme.color.text3)
        below = QRect(rect.left(), top.bottom() + 1, rect.width(), theme.px(17))
        parts = [isolated(item.source) if item.source else "", item.published_at[:10]]
        words = " · ".join(filter(None, parts)) or index.data(PLACE_ROLE)
        shown = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, shown)
