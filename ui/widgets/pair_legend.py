"""Below a pair: what the tints mean, and how much of each there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.counting import counted
from ui.theme import current_theme, theme_hub
from ui.widgets.key_hint import key_hint_size, paint_key_hint

if TYPE_CHECKING:
    from labeler.duplicates.aligning import Alignment

_ALIGN = Qt.AlignmentFlag


class PairLegend(QWidget):
    """One line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[tuple[str, str]] = []
        self._warning = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_alignment(self, found: Alignment | None) -> None:
        """Counts what differs; None shows nothing."""
        self._entries, self._warning = [], ""
        if found is not None:
            self._entries = [
                ("only_left", f"only in A, {counted(found.only_left, 'word')}"),
                ("only_right", f"only in B, {counted(found.only_right, 'word')}"),
                ("moved", f"moved, {counted(found.moved, 'paragraph')}"),
            ]
            if not found.complete:
                self._warning = "Too long to be compared whole: parts are marked as not compared."
        self.setAccessibleName(". ".join([*(words for _, words in self._entries), self._warning]))
        self.setToolTip(self._warning)
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(current_theme().px(280), current_theme().px(36))

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Swatches with words; at the right the key that goes to the next difference."""
        theme = current_theme()
        color, px = theme.color, theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color.pane)
        painter.fillRect(QRectF(0, 0, self.width(), 1), color.line)
        font = theme.font(theme.type.small)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        middle = self.height() / 2
        right = float(self.width() - theme.space.pane_margin)
        if self._entries:
            cap = key_hint_size("J", theme)
            right -= cap.width()
            paint_key_hint(painter, QPointF(round(right), round(middle - cap.height() / 2)), "J", theme)
            words = "next difference"
            right -= metrics.horizontalAdvance(words) + px(8)
            painter.setFont(font)
            painter.setPen(color.text3)
            painter.drawText(QRectF(right, 0, self.width(), self.height()), _ALIGN.AlignVCenter, words)
        left = float(theme.space.pane_margin)
        for role, words in self._entries:
            width = px(28) + metrics.horizontalAdvance(words)
            if left + width > right:
                break
            swatch = QRectF(left, middle - px(6), px(20), px(12))
            painter.fillRect(swatch, color.role(f"{role}_tint"))
            if role != "moved":
                painter.setPen(QPen(color.role(role), px(1)))
                painter.drawLine(swatch.bottomLeft(), swatch.bottomRight())
            painter.setPen(color.text2)
            painter.drawText(QRectF(left + px(28), 0, width, self.height()), _ALIGN.AlignVCenter, words)
            left += width + px(22)
        if self._warning and left < right:
            painter.setPen(color.warn)
            room = QRectF(left, 0, right - left - px(12), self.height())
            shown = metrics.elidedText(self._warning, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, _ALIGN.AlignVCenter, shown)
        painter.end()
