"""Key caps: the small frames that show which key gives an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from ui.theme import Theme


def key_hint_size(text: str, theme: Theme) -> QSize:
    """Width and height in px of the key cap for a key's name ("X", "Ctrl K")."""
    height = theme.size.key_hint
    width = QFontMetricsF(theme.font(theme.type.caption)).horizontalAdvance(text) + theme.px(10)
    return QSize(max(height, round(width)), height)


def paint_key_hint(
    painter: QPainter, at: QPointF, text: str, theme: Theme, *, on_accent: bool = False
) -> None:
    """Paint a key cap.

    Args:
        painter: left as it was.
        at: top left corner in px.
        text: the key's name.
        theme: gives the colours.
        on_accent: whether it stands on the filled button, and so takes that button's colours.
    """
    size = key_hint_size(text, theme)
    color = theme.color
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(at.x() + 0.5, at.y() + 0.5, size.width() - 1, size.height() - 1)
    if on_accent:
        painter.setPen(QPen(color.on_accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setOpacity(0.75)
    else:
        # In high contrast `line` is a strong grey and the frame is meant to be seen.
        painter.setPen(QPen(color.edge if theme.name == "contrast" else color.line, 1))
        painter.setBrush(color.raised)
    painter.drawRoundedRect(rect, theme.radius.small, theme.radius.small)
    painter.setOpacity(1)
    painter.setFont(theme.font(theme.type.caption))
    painter.setPen(color.on_accent if on_accent else color.text2)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyHint(QWidget):
    """A key cap as a widget. It shows a key; it does not take it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_text(text)
        theme_hub().changed.connect(self._on_theme)

    def set_text(self, text: str) -> None:
        """Show another key; an empty name shows nothing."""
        self._text = text
        self.setAccessibleName(f"key {text}" if text else "")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The key's name."""
        return self._text

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The cap's size in px."""
        return key_hint_size(self._text, current_theme()) if self._text else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """A cap is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap in the middle."""
        if not self._text:
            return
        theme = current_theme()
        size = key_hint_size(self._text, theme)
        at = QPointF((self.width() - size.width()) // 2, (self.height() - size.height()) // 2)
        painter = QPainter(self)
        paint_key_hint(painter, at, self._text, theme)
        painter.end()
