"""How the rows of the topic list are painted: key, check box, title, what stands at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionButton, QStyleOptionViewItem

from ui.models.topic_model import ROW_ROLE
from ui.theme import current_theme
from ui.widgets.icons import paint_icon
from ui.widgets.key_hint import paint_key_hint

if TYPE_CHECKING:
    from ui.models.topic_model import TopicRow

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag


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
