"""Where files are dropped, drawn as a place for them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.icons import paint_icon


class DropArea(QWidget):
    """A dashed frame with words; the window itself takes the files."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)
        theme_hub().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """One wide line."""
        return QSize(400, current_theme().px(62))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(200, current_theme().px(62))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, icon, words."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color.edge, 1, Qt.PenStyle.DashLine))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, theme.radius.overlay, theme.radius.overlay)
        painter.setFont(theme.font(theme.type.body))
        width = painter.fontMetrics().horizontalAdvance(self._text)
        side = theme.size.icon
        left = (self.width() - width - side - theme.px(10)) / 2
        paint_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), "upload", theme.color.text2)
        painter.setPen(theme.color.text2)
        words = QRectF(left + side + theme.px(10), 0, width + 4, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
        painter.end()
