"""What lies over the pages for a moment: the palette and the sheet, filled for the page below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.actions import key_sheet
from ui.theme import current_theme
from ui.widgets.guidelines import guideline_groups
from ui.widgets.number_card import NumberCard
from ui.widgets.palette import Entry, Palette
from ui.widgets.sheet import Sheet, SheetGroup, SheetLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from labeler.codebook import Question
    from labeler.queue import QueueItem
    from ui.commands import Page
    from ui.notices import Notice

_ARTICLE = "article:"


class Overlays(QObject):
    """The palette and the sheet over one window."""

    command_chosen = Signal(str)
    article_chosen = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.palette = Palette(over)
        self.sheet = Sheet(over)
        self.number = NumberCard(over)
        self.palette.chosen.connect(self._on_chosen)

    def open_palette(self, commands: Sequence[Entry], articles: Sequence[QueueItem]) -> None:
        """Commands first, then articles."""
        told = not any(item.hidden for item in articles)  # a place that is left out would tell a repeat
        found = [
            Entry(
                _ARTICLE + item.article_id,
                item.title,
                item.source or (f"No. {place}" if told else ""),
                "",
                "note",
            )
            for place, item in enumerate(articles, start=1)
            if not item.hidden
        ]
        self.palette.open_with([*commands, *found])

    def _on_chosen(self, chosen: str) -> None:
        signal, name = self.command_chosen, chosen
        if chosen.startswith(_ARTICLE):
            signal, name = self.article_chosen, chosen.removeprefix(_ARTICLE)
        # After the palette has closed and given the focus back.
        QTimer.singleShot(0, self, lambda: signal.emit(name))

    def show_keys(self, page: Page) -> None:
        """All keys, the page's own first."""
        self.sheet.open_with("All keys", key_sheet(page), self._columns(3))

    def show_guideline(self, question: Question, value: str = "") -> None:
        """What each answer of a question means; the value in focus first, with all there is to say of it."""
        groups = guideline_groups(question, value)
        self.sheet.open_with(f"Guidelines: {question.title}", groups, self._columns(2))

    def _columns(self, most: int) -> int:
        """How many columns of a sheet the window has room for."""
        parent = self.sheet.parentWidget()
        room = (parent.width() if parent else 0) // current_theme().px(340)
        return max(1, min(most, room))

    def show_details(self, notice: Notice) -> None:
        """The further lines of a message."""
        lines = tuple(SheetLine((), detail) for detail in notice.details)
        self.sheet.open_with(notice.text, [SheetGroup("", lines)], 1)
