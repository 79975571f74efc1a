"""A few choices side by side, one of them chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from collections.abc import Sequence


class Segments(QWidget):
    """← → choose while it has the focus."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._words[self._current]}, one of {', '.join(self._words)}")
        self.update()

    def current(self) -> int:
        """The number of the chosen one."""
        return self._current

    def choose(self, place: int) -> None:
        """Chooses one without telling."""
        self._current = place
        self._tell()

    def _take(self, place: int) -> None:
        if place != self._current:
            self.choose(place)
            self.chosen.emit(place)

    def sizeHint(self) -> QSize:
        """Wide enough for every word."""
        theme = current_theme()
        widest = max(self.fontMetrics().horizontalAdvance(word) for word in self._words)
        return QSize((widest + theme.px(28)) * len(self._words), theme.size.control)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The one before or after."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._take((self._current + step) % len(self._words))
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The one under the pointer."""
        place = int(event.position().x() / (self._width() / len(self._words)))
        if 0 <= place < len(self._words):
            self._take(place)

    def _width(self) -> int:
        return min(self.width(), self.sizeHint().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, the chosen part, the words."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 0.5, self._width() - 1, self.height() - 1)
        outline = QPainterPath()
        outline.addRoundedRect(frame, theme.radius.control, theme.radius.control)
        painter.fillPath(outline, theme.color.pane)
        width = frame.width() / len(self._words)
        for place, word in enumerate(self._words):
            part = QRectF(frame.left() + place * width, frame.top(), width, frame.height())
            current = place == self._current
            if current:
                painter.save()
                painter.setClipPath(outline)
                painter.fillRect(part, theme.color.accent_fill)
                painter.restore()
            painter.setFont(theme.font(theme.type.small, bold=current))
            painter.setPen(theme.color.on_accent if current else theme.color.text)
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, word)
        painter.setPen(QPen(theme.color.focus, 2) if self.hasFocus() else QPen(theme.color.edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)
        painter.end()
