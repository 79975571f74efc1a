"""How the rows of the codebook editor are painted: key, indented title, stored value, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.models.value_model import VALUE_ROLE
from ui.theme import current_theme
from ui.widgets.key_hint import key_hint_size, paint_key_hint
from ui.widgets.row_ground import is_selected, paint_row_ground

if TYPE_CHECKING:
    from ui.models.value_model import ValueRow

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag
_STEP = 16
"""How far a level of the tree is moved to the right, px."""


class ValueDelegate(QStyledItemDelegate):
    """One line a value."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one value."""
        row: ValueRow = index.data(VALUE_ROLE)
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        margin = theme.px(8)
        paint_row_ground(painter, option, rect.adjusted(margin, 1, -margin, -1), theme.radius.small)
        left = rect.left() + theme.px(18)
        if row.value.key:
            size = key_hint_size(row.value.key, theme)
            at = QPointF(left, rect.top() + (rect.height() - size.height()) / 2)
            paint_key_hint(painter, at, row.value.key, theme)
        left += theme.px(32 + _STEP * row.depth)
        right = rect.right() - theme.px(20)
        small = theme.font(theme.type.small)
        painter.setFont(small)
        if row.tag:
            painter.setPen(theme.color.warn)
            right = self._at_right(painter, rect, right, row.tag)
        painter.setPen(theme.color.text3)
        right = self._at_right(
            painter,
            rect,
            right,
            QFontMetrics(small).elidedText(
                row.value.value, Qt.TextElideMode.ElideRight, max(0, (right - left) // 2)
            ),
        )
        font = theme.font(theme.type.body, bold=is_selected(option))
        painter.setFont(font)
        painter.setPen(theme.color.text)
        title = QFontMetrics(font).elidedText(row.value.title, Qt.TextElideMode.ElideRight, right - left)
        area = QRect(left, rect.top(), right - left, rect.height())
        painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, title)
        painter.restore()

    @staticmethod
    def _at_right(painter: QPainter, rect: QRect, right: int, words: str) -> int:
        """Paints words that end at `right`; returns where further ones may end."""
        width = painter.fontMetrics().horizontalAdvance(words)
        area = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(area, _ALIGN.AlignRight | _ALIGN.AlignVCenter, words)
        return right - width - current_theme().px(12)
