"""Facts in a grid: a quiet name, and below it what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.layouts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

_ACROSS = 4


class Facts(QWidget):
    """Room for so many facts; the labels are made once, and only their texts change."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._names = [label("", "caption") for _ in range(count)]
        self._values = [label("", wrap=True) for _ in range(count)]
        for place in range(count):
            down, across = divmod(place, _ACROSS)
            self._grid.addWidget(self._names[place], down * 2, across)
            self._grid.addWidget(self._values[place], down * 2 + 1, across)
            self._values[place].setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(across, 1)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self._grid.setHorizontalSpacing(current_theme().px(18))

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Takes (name, value) each."""
        for place, (name, value) in enumerate(facts):
            self._names[place].setText(name)
            self._values[place].setText(value)
