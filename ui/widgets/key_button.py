"""A button that shows its key beside its words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.icons import IconName, paint_icon
from ui.widgets.key_hint import key_hint_size, paint_key_hint

# px at scale 1
_MARGINS = 26
_LEAST_WORDS = 60


class KeyButton(QPushButton):
    """Words, an icon before them if there is one, and the key cap after them.

    Where there is no room the words end in an ellipsis; the key stays.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        primary: bool = False,
        icon_name: IconName | None = None,
        gives_way: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._gives_way = gives_way
        self._key = key
        self._icon_name = icon_name
        self._primary = primary
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if primary:
            self.setProperty("primary", True)
        self.setAccessibleDescription(f"key {key}" if key else "")
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def _parts(self) -> tuple[int, int, int]:
        """Widths of icon, words and key cap in px, each with the gap before the next."""
        theme = current_theme()
        icon = theme.size.icon + theme.px(6) if self._icon_name else 0
        font = theme.font(theme.type.body, bold=self._primary)
        words = QFontMetrics(font).horizontalAdvance(self.text())
        key = key_hint_size(self._key, theme).width() + theme.px(8) if self._key else 0
        return icon, words, key

    def sizeHint(self) -> QSize:
        """Room for all parts."""
        theme = current_theme()
        return QSize(sum(self._parts()) + theme.px(_MARGINS), theme.size.button)

    def minimumSizeHint(self) -> QSize:
        """Never cut, unless it may give way."""
        hint = self.sizeHint()
        if self._gives_way:
            _, words, _ = self._parts()
            hint.setWidth(hint.width() - words + min(words, current_theme().px(_LEAST_WORDS)))
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button's frame from the style, then the parts in the middle."""
        theme = current_theme()
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon, words, key = self._parts()
        words = min(words, self.width() - icon - key - theme.px(_MARGINS))
        left = (self.width() - icon - words - key) // 2
        enabled = self.isEnabled()
        color = (
            theme.color.on_accent
            if self._primary and enabled
            else theme.color.text
            if enabled
            else theme.color.text3
        )
        if self._icon_name:
            side = theme.size.icon
            at_icon = QRect(left, (self.height() - side) // 2, side, side).toRectF()
            paint_icon(painter, at_icon, self._icon_name, color)
        painter.setFont(theme.font(theme.type.body, bold=self._primary))
        painter.setPen(color)
        area = QRect(left + icon, 0, words + 2, self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if self._key and enabled:
            size = key_hint_size(self._key, theme)
            at = QPointF(left + icon + words + theme.px(8), (self.height() - size.height()) // 2)
            paint_key_hint(painter, at, self._key, theme, on_accent=self._primary)
        painter.end()
