"""A small card that asks for a number: of the article to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field
from ui.widgets.layouts import column, label
from ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class NumberCard(Overlay):
    """Enter goes, Esc closes; what is no number of an article is said, and nothing is closed."""

    given = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 380, top_share=0.16)
        self._total = 0
        self.field = Field("Number of the article", "list")
        self.says = label("", "caption", wrap=True)
        self._layout = column(self.field, self.says)
        self.body.addLayout(self._layout)
        self.field.accepted.connect(self._on_accepted)
        self.field.left.connect(self.close_card)
        self.field.textChanged.connect(lambda _: self._say())
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        self._layout.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(12))
        self._layout.setSpacing(theme.px(8))

    def ask(self, total: int) -> None:
        """Opens the card over `total` articles."""
        self._total = total
        self.field.clear()
        self._say()
        self.open()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _number(self) -> int | None:
        """The number in the field if an article has it."""
        words = self.field.text().strip()
        number = int(words) if words.isdecimal() else 0
        return number if 1 <= number <= self._total else None

    def _say(self) -> None:
        words = self.field.text().strip()
        if not words or self._number() is not None:
            self.says.setText(f"1 to {self._total}. Enter goes there, Esc closes.")
        elif words.isdecimal():
            self.says.setText(f"There is no article {words}: they go from 1 to {self._total}.")
        else:
            self.says.setText(f"“{words}” is no number. They go from 1 to {self._total}.")
        self.field.setAccessibleDescription(self.says.text())
        self.refit()

    def _on_accepted(self) -> None:
        number = self._number()
        if number is not None:
            self.close_card()
            self.given.emit(number)
