"""A card that begins something: icon, words, more words, key."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.icons import IconName, paint_icon
from ui.widgets.key_hint import key_hint_size, paint_key_hint


class BeginCard(QAbstractButton):
    """A large button."""

    def __init__(
        self, text: str, detail: str, icon_name: IconName, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self._detail = detail
        self._icon_name = icon_name
        self._key = key
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(current_theme().px(320), current_theme().px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card and its parts."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color.focus, 2) if self.hasFocus() else QPen(theme.color.line, 1))
        painter.setBrush(theme.color.hover if self.underMouse() else theme.color.pane)
        card = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(card, theme.radius.card, theme.radius.card)
        side = theme.size.icon
        paint_icon(
            painter,
            QRectF(theme.px(18), (self.height() - side) / 2, side, side),
            self._icon_name,
            theme.color.accent,
        )
        left = theme.px(52)
        middle = self.height() / 2
        painter.setFont(theme.font(theme.type.body, bold=True))
        painter.setPen(theme.color.text)
        top = QRectF(left, middle - theme.px(20), self.width() - left, theme.px(20))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(theme.color.text2)
        below = QRectF(left, middle + theme.px(1), self.width() - left, theme.px(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._detail)
        size = key_hint_size(self._key, theme)
        at = QPointF(self.width() - size.width() - theme.px(14), (self.height() - size.height()) // 2)
        paint_key_hint(painter, at, self._key, theme)
        painter.end()
