"""What lies over the window for a moment: the palette, the sheet of keys, guidelines. Never a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme


class Overlay(QWidget):
    """Covers its parent with a shade and shows a card; Esc or a click beside the card closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget, width: int, *, top_share: float = 0.1) -> None:
        super().__init__(parent)
        self._width = width
        self._top_share = top_share
        self._back_to: QWidget | None = None
        self.card = QWidget(self)
        self.body = QVBoxLayout(self.card)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.hide()
        parent.installEventFilter(self)

    def open(self) -> None:
        """Shows the card; the widget in focus gets the focus back afterwards."""
        if not self.isVisible():
            self._back_to = self.window().focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_card(self) -> None:
        """Hides the card."""
        if not self.isVisible():
            return
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def wanted_height(self) -> int:
        """How high the card would like to be, in px."""
        return self.card.sizeHint().height()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        theme = current_theme()
        margin = theme.px(24)
        width = min(theme.px(self._width), self.width() - 2 * margin)
        top = max(margin, round(self.height() * self._top_share))
        height = min(self.wanted_height(), self.height() - top - margin)
        self.card.setGeometry((self.width() - width) // 2, top, width, height)

    def refit(self) -> None:
        """Takes the card's new size into account."""
        if self.isVisible():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """Claims every key before a shortcut of the page below can take it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; no key reaches the page below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_card()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shade, the card's shadow and ground."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QColor(theme.color.shadow)
        shade.setAlphaF(0.35 if theme.name == "light" else 0.6)
        painter.fillRect(self.rect(), shade)
        card = QRectF(self.card.geometry())
        painter.setPen(Qt.PenStyle.NoPen)
        for spread in range(1, 13, 2):
            soft = QColor(theme.color.shadow)
            soft.setAlphaF(0.025)
            painter.setBrush(soft)
            radius = theme.radius.overlay + spread
            painter.drawRoundedRect(card.adjusted(-spread, -spread + 4, spread, spread + 4), radius, radius)
        painter.setPen(QPen(theme.color.line, 1))
        painter.setBrush(theme.color.raised)
        painter.drawRoundedRect(card, theme.radius.overlay, theme.radius.overlay)
        painter.end()
