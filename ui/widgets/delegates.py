"""How the rows of the queue and of the topic list are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionButton, QStyleOptionViewItem

from labeler.text import first_strong_is_rtl
from ui.models.queue_model import ITEM_ROLE, PLACE_ROLE
from ui.models.topic_model import ROW_ROLE
from ui.theme import current_theme
from ui.widgets.elided import elided
from ui.widgets.icons import paint_icon
from ui.widgets.key_hint import paint_key_hint
from ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from labeler.queue import QueueItem
    from ui.models.topic_model import TopicRow
    from ui.theme import Theme
    from ui.widgets.marks import MarkName

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag
_FSI, _PDI = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """A text that keeps its own direction among words of another."""
    return f"{_FSI}{text}{_PDI}"


def shown_date(published_at: str) -> str:
    """A date as lists show it: the day, without the time."""
    return published_at[:10]


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
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.selected if selected else theme.color.hover)
            margin = theme.px(6)
            painter.drawRoundedRect(
                rect.adjusted(margin, 1, -margin, -1), theme.radius.control, theme.radius.control
            )
        side = theme.size.mark
        mark: MarkName = "flagged" if item.flagged else item.state
        left = rect.left() + theme.px(16)
        paint_mark(painter, QRectF(left, rect.top() + theme.px(8), side, side), mark, theme)
        if not self.folded:
            self._paint_words(
                painter, rect.adjusted(theme.px(38), 0, -theme.px(14), 0), index, theme, bold=selected
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
        parts = [isolated(item.source), shown_date(item.published_at)]
        words = " · ".join(part for part in parts if part.strip(_FSI + _PDI)) or index.data(PLACE_ROLE)
        shown = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, shown)


class TopicDelegate(QStyledItemDelegate):
    """Key, check box, title; the value above it at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one value."""
        row: TopicRow = index.data(ROW_ROLE)
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.hover)
            painter.drawRoundedRect(
                rect.adjusted(theme.px(8), 0, -theme.px(8), 0), theme.radius.small, theme.radius.small
            )
        left = rect.left() + theme.space.panel_margin
        if row.key:
            height = theme.size.key_hint
            at = QPointF(left, rect.top() + (rect.height() - height) / 2)
            paint_key_hint(painter, at, row.key, theme)
        left += theme.px(28) + row.depth * theme.px(14)
        self._paint_box(painter, left, rect, option, chosen=row.chosen)
        left += theme.size.icon + theme.px(8)
        right = rect.right() - theme.space.panel_margin
        if row.ends:
            painter.setPen(theme.color.line)
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if row.pinned:
            side = theme.px(13)
            right -= side
            paint_icon(
                painter,
                QRectF(right, rect.top() + (rect.height() - side) / 2, side, side),
                "pin",
                theme.color.text2,
            )
            right -= theme.px(6)
        if row.aside:
            small = theme.font(theme.type.small)
            painter.setFont(small)
            painter.setPen(theme.color.text3)
            metrics = QFontMetrics(small)
            wide = QFontMetrics(theme.font(theme.type.body, bold=row.chosen)).horizontalAdvance(row.title)
            room = max(right - left - wide - theme.px(8), 0)  # the title comes first
            aside = metrics.elidedText(row.aside, Qt.TextElideMode.ElideRight, room)
            area = QRect(left, rect.top(), right - left, rect.height())
            painter.drawText(area, _ALIGN.AlignRight | _ALIGN.AlignVCenter, aside)
            right -= metrics.horizontalAdvance(aside) + theme.px(8)
        font = theme.font(theme.type.body, bold=row.chosen)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        title = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(
            QRect(left, rect.top(), right - left, rect.height()),
            _ALIGN.AlignLeft | _ALIGN.AlignVCenter,
            title,
        )
        painter.restore()

    @staticmethod
    def _paint_box(
        painter: QPainter, left: int, rect: QRect, option: QStyleOptionViewItem, *, chosen: bool
    ) -> None:
        side = current_theme().size.icon
        box = QStyleOptionButton()
        box.rect = QRect(left, rect.top() + (rect.height() - side) // 2, side, side)
        box.state = QStyle.StateFlag.State_Enabled
        box.state |= QStyle.StateFlag.State_On if chosen else QStyle.StateFlag.State_Off
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, option.widget)
