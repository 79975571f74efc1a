"""Which labels count, as chips: each can be taken off, a menu adds one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from ui.widgets.flow import FlowRow
from ui.widgets.layouts import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be narrowed to.

    Attributes:
        group: what it is about ("Annotator", "Source").
        key: told back.
        words: what the chip says.
    """

    group: str
    key: str
    words: str


class FilterBar(FlowRow):
    """Tells the whole set of choices whenever it changes."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, to_right=True)
        self._choices: Sequence[Choice] = ()
        self._chosen: tuple[Choice, ...] = ()
        self._add = QToolButton()
        self._add.setText("+ Filter")
        self._add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._add.setAccessibleName("Add a filter")
        self.flow.addWidget(self._add)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Takes what can be chosen; a choice that is there no more is dropped."""
        self._choices = choices
        self._chosen = tuple(choice for choice in self._chosen if choice in choices)
        self._show()

    def chosen(self) -> tuple[Choice, ...]:
        """What is chosen now."""
        return self._chosen

    def turn(self, choice: Choice) -> None:
        """Adds a choice or takes it off."""
        if choice in self._chosen:
            self._chosen = tuple(each for each in self._chosen if each != choice)
        else:
            self._chosen = (*self._chosen, choice)
        self._show()
        self.changed.emit(self._chosen)

    def _show(self) -> None:
        while self.flow.count():
            item = self.flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None and widget is not self._add:
                # It lives until the event that clicked it has ended, and must not be seen until then.
                widget.hide()
                widget.deleteLater()
        for choice in self._chosen:
            chip = button(f"{choice.words}  ×")
            chip.setAccessibleName(f"{choice.group}: {choice.words}. Take off")
            chip.clicked.connect(lambda _, choice=choice: self.turn(choice))
            self.flow.addWidget(chip)
        self.flow.addWidget(self._add)
        menu = QMenu(self._add)
        groups: dict[str, QMenu] = {}
        for choice in self._choices:
            if choice.group not in groups:
                groups[choice.group] = menu.addMenu(choice.group)
            action = groups[choice.group].addAction(choice.words)
            action.setCheckable(True)
            action.setChecked(choice in self._chosen)
            action.triggered.connect(lambda _, choice=choice: self.turn(choice))
        before = self._add.menu()
        self._add.setMenu(menu)
        if before is not None:
            before.deleteLater()
        self._add.setEnabled(bool(self._choices))
