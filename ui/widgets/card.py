"""A card: a bordered ground on which the parts of a page stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub


class Card(QWidget):
    """Rounded, with a hairline round it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        margin = current_theme().px(18)
        self.body.setContentsMargins(margin, current_theme().px(14), margin, current_theme().px(14))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color.line, 1))
        painter.setBrush(theme.color.pane)
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.radius.card, theme.radius.card
        )
        painter.end()
