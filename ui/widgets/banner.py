"""A line that something has to be done, with the key or the words that do it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.icons import paint_icon
from ui.widgets.key_hint import key_hint_size, paint_key_hint

_ALIGN = Qt.AlignmentFlag


class Banner(QAbstractButton):
    """What is so, and below it what to do; a click does it."""

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._below = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_words(self, words: str, below: str) -> None:
        """What is so, and the line below; nothing hides the banner."""
        self.setText(words)
        self._below = below
        self.setAccessibleName(f"{words} {below}".strip())
        self.setToolTip(f"{words}\n{below}".strip())
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def below(self) -> str:
        """The line below."""
        return self._below

    def _words_room(self, width: int) -> int:
        theme = current_theme()
        key = key_hint_size(self._key, theme).width() + theme.px(8) if self._key else 0
        return width - theme.px(60) - key

    def _heights(self, width: int) -> tuple[int, int]:
        """Heights of both texts, wrapped (px)."""
        theme = current_theme()
        room = QRect(0, 0, max(1, self._words_room(width)), 10_000)
        wrap = int(Qt.TextFlag.TextWordWrap)
        bold, small = theme.font(theme.type.small, bold=True), theme.font(theme.type.small)
        above = QFontMetrics(bold).boundingRect(room, wrap, self.text()).height()
        below = QFontMetrics(small).boundingRect(room, wrap, self._below).height() if self._below else 0
        return above, below

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Both texts and a margin."""
        return sum(self._heights(width)) + current_theme().px(24)

    def sizeHint(self) -> QSize:
        """As wide as the list below it."""
        width = current_theme().size.pairs_width
        return QSize(width, self.heightForWidth(self.width() or width))

    def resizeEvent(self, event: object) -> None:
        """Another width may wrap the words otherwise."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint, the sign, the words, the key."""
        theme = current_theme()
        color, px = theme.color, theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(px(10), px(2), -px(10), -px(6))
        painter.setPen(QPen(color.focus, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(color.warn_tint)
        painter.drawRoundedRect(box, theme.radius.control, theme.radius.control)
        side = theme.size.icon
        sign = QRectF(box.left() + px(9), box.top() + px(7), side, side)
        paint_icon(painter, sign, "warning", color.warn)
        above, below = self._heights(self.width())
        room, left = self._words_room(self.width()), box.left() + px(32)
        flags = int(Qt.TextFlag.TextWordWrap | _ALIGN.AlignLeft | _ALIGN.AlignTop)
        painter.setFont(theme.font(theme.type.small, bold=True))
        painter.setPen(color.text)
        painter.drawText(QRectF(left, box.top() + px(7), room, above), flags, self.text())
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(color.text2)
        painter.drawText(QRectF(left, box.top() + px(8) + above, room, below), flags, self._below)
        if self._key:
            size = key_hint_size(self._key, theme)
            at = QPointF(
                round(box.right() - size.width() - px(8)), round(box.center().y() - size.height() / 2)
            )
            paint_key_hint(painter, at, self._key, theme)
        painter.end()
