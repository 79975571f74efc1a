"""A line of text that is cut with an ellipsis where there is no room, at its own end."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from labeler.text import first_strong_is_rtl

_RLI, _PDI = "\u2067", "\u2069"


def elided(text: str, metrics: QFontMetrics, width: int) -> str:
    """A text cut to a width in px; in a text that runs from right to left, the ellipsis stands at the left."""
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, width))
    return f"{_RLI}{cut}{_PDI}" if first_strong_is_rtl(text) else cut


class ElidedLabel(QLabel):
    """A label of one line that gives way; the whole text is its tooltip."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty(role, True)

    def set_text(self, text: str) -> None:
        """Shows a text."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Gives way to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, cut."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        area = self.contentsRect()
        painter.drawText(area, self.alignment(), elided(self.text(), self.fontMetrics(), area.width()))
        painter.end()
