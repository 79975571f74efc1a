"""The window's header: menus at the left, pages in the middle, the palette's field and the annotator at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenuBar, QSizePolicy, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.icons import paint_icon
from ui.widgets.key_hint import key_hint_size, paint_key_hint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from ui.commands import Page


# px at scale 1
_FIELD = 226
_NARROW_FIELD = 88
_GAPS = 64  # margins and what stands between the parts


class PageTab(QAbstractButton):
    """The name of a page; the current one is tinted."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._count = ""
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_count(self, count: str) -> None:
        """What is left to do on that page, or ""."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self.text()}, {count} left" if count else self.text())
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Bold words and the count."""
        theme = current_theme()
        words = _width(theme.font(theme.type.body, bold=True), self.text())
        count = _width(theme.font(theme.type.small), self._count) + theme.px(6) if self._count else 0
        return QSize(words + count + theme.px(24), theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint, the words, the count."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.selected if self.isChecked() else theme.color.hover)
            painter.drawRoundedRect(rect, theme.radius.control, theme.radius.control)
        if self.hasFocus():
            painter.setPen(QPen(theme.color.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.radius.control, theme.radius.control)
        font = theme.font(theme.type.body, bold=self.isChecked())
        left = theme.px(12)
        painter.setFont(font)
        painter.setPen(theme.color.accent if self.isChecked() else theme.color.text2)
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            painter.setFont(theme.font(theme.type.small))
            painter.setPen(theme.color.accent if self.isChecked() else theme.color.text3)
            right = rect.adjusted(0, 0, -theme.px(11), 0)
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)
        painter.end()


class PaletteField(QAbstractButton):
    """Looks like a field and opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setText("Go to, search, do")
        self.setAccessibleName("Find a command or an article")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words need and some room; where the window is narrow, icon and key alone."""
        theme = current_theme()
        return QSize(theme.px(_NARROW_FIELD if self._narrow else _FIELD), theme.px(30))

    def set_narrow(self, *, narrow: bool) -> None:
        """Whether there is room for the icon and the key only."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field with an icon, words and the key."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color.focus, 2) if self.hasFocus() else QPen(theme.color.line, 1))
        painter.setBrush(theme.color.pane)
        painter.drawRoundedRect(rect, theme.radius.control, theme.radius.control)
        side = theme.size.icon
        at = QRectF(theme.px(9), (self.height() - side) / 2, side, side)
        paint_icon(painter, at, "search", theme.color.text3)
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(theme.color.text3)
        if not self._narrow:
            painter.drawText(rect.adjusted(theme.px(30), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        size = key_hint_size("Ctrl K", theme)
        corner = rect.topRight()
        corner.setX(corner.x() - size.width() - theme.px(6))
        corner.setY((self.height() - size.height()) // 2)
        paint_key_hint(painter, corner, "Ctrl K", theme)
        painter.end()


class Avatar(QAbstractButton):
    """Who labels, as initials on a disc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_name(self, name: str) -> None:
        """The annotator's name."""
        self.setText(initials(name))
        self.setToolTip(f"{name} labels. Click to change")
        self.setAccessibleName(f"Annotator {name}")

    def sizeHint(self) -> QSize:
        """A disc."""
        side = current_theme().px(28)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc and the initials."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color.focus, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.accent_fill)
        side = min(self.width(), self.height())
        disc = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setFont(theme.font(theme.type.caption, bold=True))
        painter.setPen(theme.color.on_accent)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


def initials(name: str) -> str:
    """Up to two letters that stand for a name."""
    words = name.split()
    return "".join(word[0] for word in (words[0], words[-1])[: min(len(words), 2)]).upper() if words else ""


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


class HeaderBar(QWidget):
    """One line across the window."""

    page_asked = Signal(str)
    palette_asked = Signal()
    annotator_asked = Signal()

    def __init__(self, menus: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs: dict[str, PageTab] = {}
        self._current: Page = "start"
        self._middle = QHBoxLayout()
        self._menus = menus
        menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.palette_field = PaletteField()
        self.avatar = Avatar()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 16, 0)
        layout.setSpacing(10)
        left = QHBoxLayout()
        left.addWidget(menus)
        left.addStretch(1)
        right = QHBoxLayout()
        right.setSpacing(12)
        right.addStretch(1)
        right.addWidget(self.palette_field)
        right.addWidget(self.avatar)
        layout.addLayout(left, 1)
        layout.addLayout(self._middle)
        layout.addLayout(right, 1)
        self._middle.setSpacing(4)
        self.palette_field.clicked.connect(lambda _: self.palette_asked.emit())
        self.avatar.clicked.connect(lambda _: self.annotator_asked.emit())
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.setFixedHeight(current_theme().size.header)
        self._menus.setMinimumWidth(self._menus.sizeHint().width())
        self._fit()
        self.update()

    def set_pages(self, pages: Sequence[tuple[Page, str]]) -> None:
        """Takes the pages that have a tab: (page, words)."""
        for page, text in pages:
            tab = PageTab(text)
            tab.clicked.connect(lambda _, page=page: self.page_asked.emit(page))
            self._tabs[page] = tab
            self._middle.addWidget(tab)

    def set_current(self, page: Page) -> None:
        """Which page is shown; on the start page there are no tabs."""
        self._current = page
        for name, tab in self._tabs.items():
            tab.setAutoExclusive(False)  # or the last one would not let go: some pages have no tab
            tab.setChecked(name == page)
            tab.setAutoExclusive(True)
        self.palette_field.setVisible(page != "start")
        self.avatar.setVisible(page != "start")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold other tabs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Menus are never cut: first the field gives way, then the last tabs, which the menu View has as well."""
        theme = current_theme()
        room = (
            self.width() - self._menus.sizeHint().width() - self.avatar.sizeHint().width() - theme.px(_GAPS)
        )
        widths = {name: tab.sizeHint().width() + self._middle.spacing() for name, tab in self._tabs.items()}
        needed = sum(widths.values())
        self.palette_field.set_narrow(narrow=needed + theme.px(_FIELD) > room)
        needed += self.palette_field.sizeHint().width()
        hidden = set()
        for name in reversed(widths):
            if needed > room and name != self._current:
                hidden.add(name)
                needed -= widths[name]
        for name, tab in self._tabs.items():
            tab.setVisible(self._current != "start" and name not in hidden)

    def set_count(self, page: Page, count: str) -> None:
        """What is left to do on a page."""
        self._tabs[page].set_count(count)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below."""
        painter = QPainter(self)
        painter.setPen(current_theme().color.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()
