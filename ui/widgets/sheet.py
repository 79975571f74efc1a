"""The sheet: titled groups of short lines in columns; shows all keys, or what each answer means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import current_theme
from ui.widgets.key_hint import KeyHint
from ui.widgets.layouts import hairline, label
from ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_SHORT_KEYS = 3


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line: keys (may be none), words, and more words below them."""

    keys: tuple[str, ...]
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Lines under a heading."""

    title: str
    lines: tuple[SheetLine, ...]


class Sheet(Overlay):
    """A card of groups in columns; scrolls where the window is small."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 1080, top_share=0.05)
        self._title = label("", "title")
        self._hint = label("Esc closes", "caption")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setProperty("raised", True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._hint)
        self.body.addLayout(head)
        self.body.addWidget(hairline())
        self.body.addWidget(self._scroll, 1)
        self.body.addSpacing(12)

    def open_with(self, title: str, groups: Sequence[SheetGroup], columns: int) -> None:
        """Shows groups, spread over columns of about equal height."""
        self._title.setText(title)
        page = QWidget()
        page.setProperty("raised", True)
        grid = QHBoxLayout(page)
        grid.setContentsMargins(24, 12, 24, 20)
        grid.setSpacing(32)
        for part in _spread(groups, columns):
            box = QVBoxLayout()
            box.setSpacing(4)
            for group in part:
                box.addWidget(_group(group))
            box.addStretch(1)
            grid.addLayout(box, 1)
        self._scroll.setWidget(page)
        self.open()
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def wanted_height(self) -> int:
        """The whole page if there is room."""
        page = self._scroll.widget()
        return (page.sizeHint().height() if page else 0) + current_theme().px(74)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, and so does the key that opened it."""
        if event.text() == "?" or event.key() == Qt.Key.Key_F1:
            self.close_card()
            return
        super().keyPressEvent(event)


def _spread(groups: Sequence[SheetGroup], columns: int) -> list[list[SheetGroup]]:
    """Groups in order, over columns of about equal numbers of lines."""
    total = sum(len(group.lines) + 2 for group in groups)
    found: list[list[SheetGroup]] = [[]]
    height = 0
    for group in groups:
        lines = len(group.lines) + 2
        if found[-1] and len(found) < columns and height + lines / 2 > total / columns * len(found):
            found.append([])
        found[-1].append(group)
        height += lines
    return found


def _group(group: SheetGroup) -> QWidget:
    theme = current_theme()
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, theme.px(8), 0, theme.px(4))
    grid.setVerticalSpacing(theme.px(5))
    grid.setHorizontalSpacing(theme.px(10))
    grid.setColumnStretch(1, 1)
    widest = max((len(" ".join(line.keys)) for line in group.lines), default=0)
    grid.setColumnMinimumWidth(0, theme.px(118) if widest > _SHORT_KEYS else theme.px(22) if widest else 0)
    if group.title:
        grid.addWidget(label(group.title, "heading", wrap=True), 0, 0, 1, 2)
    for place, line in enumerate(group.lines, start=1):
        keys = QHBoxLayout()
        keys.setSpacing(theme.px(4))
        for key in line.keys:
            keys.addWidget(KeyHint(key))
        keys.addStretch(1)
        grid.addLayout(keys, place, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.text, wrap=True))
        if line.detail:
            words.addWidget(label(line.detail, "caption", wrap=True))
        grid.addLayout(words, place, 1)
    return box
