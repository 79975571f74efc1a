"""The questions of the review page as tabs, each with its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from collections.abc import Sequence


class FigureTabs(QWidget):
    """(words, figure) each; the chosen one is outlined."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: Sequence[tuple[str, str]] = ()
        self._current = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_tabs(self, tabs: Sequence[tuple[str, str]], current: int) -> None:
        """Takes the tabs and which one is chosen."""
        self._tabs = tabs
        self._current = current
        self.setAccessibleName("; ".join(f"{words} {figure}" for words, figure in tabs))
        self.updateGeometry()
        self.update()

    def _rects(self) -> list[QRectF]:
        """Tabs from left to right, on further lines where they do not fit."""
        theme = current_theme()
        bold = QFontMetrics(theme.font(theme.type.body, bold=True))
        small = QFontMetrics(theme.font(theme.type.small))
        height = theme.px(34)
        found: list[QRectF] = []
        left, top = 0.0, 0.0
        for words, figure in self._tabs:
            width = bold.horizontalAdvance(words) + small.horizontalAdvance(figure) + theme.px(34)
            if left and left + width > self.width():
                left, top = 0.0, top + height + theme.px(6)
            found.append(QRectF(left + 1, top + 1, width, height - 2))
            left += width + theme.px(8)
        return found

    def sizeHint(self) -> QSize:
        """As many lines as the width asks for."""
        rects = self._rects()
        return QSize(400, round(rects[-1].bottom()) + 2 if rects else 0)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Another width may need another number of lines."""
        self.updateGeometry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chooses a tab."""
        for place, rect in enumerate(self._rects()):
            if rect.contains(event.position()):
                self.chosen.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every tab."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (rect, (words, figure)) in enumerate(zip(self._rects(), self._tabs, strict=True)):
            current = place == self._current
            painter.setPen(QPen(theme.color.accent_fill, 2) if current else QPen(theme.color.line, 1))
            painter.setBrush(theme.color.pane if current else theme.color.window)
            painter.drawRoundedRect(rect, theme.radius.control, theme.radius.control)
            painter.setFont(theme.font(theme.type.body, bold=current))
            painter.setPen(theme.color.text)
            inner = rect.adjusted(theme.px(12), 0, -theme.px(12), 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            painter.setFont(theme.font(theme.type.small))
            painter.setPen(theme.color.text2)
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figure)
        painter.end()
