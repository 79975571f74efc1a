"""Actions made from the command table: menus, tooltips, shortcuts, palette rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from db.errors import StoreError
from labeler.errors import LabelerError
from ui.commands import BY_ID, COMMANDS, KEY_NOTES, MENUS, applies, commands_on, shown_key
from ui.widgets.palette import Entry
from ui.widgets.sheet import SheetGroup, SheetLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMenu, QMenuBar

    from ui.commands import Command, Menu, Page
    from ui.widgets.icons import IconName

    Handler = Callable[[], object]

_ICONS: dict[str, IconName] = {
    "Articles": "list",
    "Topics": "label",
    "Stance": "check",
    "Text": "beside",
    "Duplicates": "copy",
    "Review": "chart",
    "Codebook": "label",
    "Stripper": "filter",
    "Export": "export",
    "Start": "folder",
}
_EVERYWHERE = "Everywhere"
_STRONG = ("Ctrl+", "Alt+", "F1", "F6", "F8", "F9", "Shift+F6", "Shift+F9")


def is_shortcut(key: str) -> bool:
    """Whether a key is a shortcut of its action.

    Plain keys come through `MainWindow.keyPressEvent` instead: there a text field or a button in focus has
    them first, and digits are told by position.
    """
    return key.startswith(_STRONG)


def _both_enters(keys: tuple[str, ...]) -> list[str]:
    """Qt's "Enter" is the keypad's alone; the large key is "Return". People mean either."""
    return [each for key in keys for each in dict.fromkeys((key, key.replace("+Enter", "+Return")))]


class Actions(QObject):
    """One QAction a command. A page tells what its commands do; others are switched off."""

    used = Signal()
    """A command is about to run, however it was asked for."""

    def __init__(
        self, parent: QObject, handlers: Mapping[str, Handler], on_fault: Callable[[Exception], object]
    ) -> None:
        """`on_fault` is told of a known fault that a command ran into."""
        super().__init__(parent)
        self._on_fault = on_fault
        self._handlers = dict(handlers)
        self._page: Page = "start"
        self.actions: dict[str, QAction] = {}
        for command in COMMANDS:
            self.actions[command.id] = self._action(command)

    def _action(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        shortcuts = [QKeySequence(key) for key in _both_enters(command.keys) if is_shortcut(key)]
        action.setShortcuts(shortcuts)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if command.key and not (shortcuts and is_shortcut(command.keys[0])):
            # Shown like a shortcut; the key itself is not the action's.
            action.setText(f"{command.title}\t{command.key}")
        action.setToolTip(f"{command.title} ({command.key})" if command.key else command.title)
        action.setStatusTip(command.help)
        action.triggered.connect(lambda _=False, name=command.id: self.run(name))
        return action

    def fill(self, menus: QMenuBar) -> None:
        """Puts the actions into menus, in the order of the table."""
        made: dict[Menu, QMenu] = {}
        for name in MENUS:
            made[name] = menus.addMenu(name)
        for command in COMMANDS:
            if command.menu:
                made[command.menu].addAction(self.actions[command.id])

    def set_page(self, page: Page) -> None:
        """Switches on what can be used on a page."""
        self._page = page
        for command in COMMANDS:
            self.actions[command.id].setEnabled(applies(command, page))

    def run(self, command: str) -> bool:
        """Runs a command if it can be used here; returns whether it was."""
        handler = self._handlers.get(command)
        if handler is None or not applies(BY_ID[command], self._page):
            return False
        self.used.emit()
        try:
            handler()
        except (StoreError, LabelerError) as error:
            self._on_fault(error)
        return True

    def run_key(self, key: str) -> bool:
        """Runs the command that a plain key stands for on this page."""
        for command in commands_on(self._page):
            if key in command.keys:
                return self.run(command.id)
        return False

    def palette_entries(self) -> list[Entry]:
        """The commands of this page for the palette."""
        return [
            Entry(
                command.id,
                command.title,
                command.help,
                command.key,
                _ICONS.get(command.group, "chevron-right"),
            )
            for command in sorted(commands_on(self._page), key=lambda command: command.when != self._page)
            if command.id not in ("palette.open", "escape")
        ]


def key_sheet(page: Page) -> list[SheetGroup]:
    """All keys, the page's own groups first."""
    groups = dict.fromkeys(command.group for command in COMMANDS)
    here = {command.group for command in commands_on(page) if command.when == page}
    order = sorted(
        groups, key=lambda group: (group not in here or group == _EVERYWHERE, group != _EVERYWHERE)
    )
    sheet = []
    for group in order:
        lines = [SheetLine((note.keys,), note.title) for note in KEY_NOTES if note.group == group]
        lines += [
            SheetLine(tuple(map(shown_key, command.keys)), command.title)
            for command in COMMANDS
            if command.group == group and command.keys
        ]
        sheet.append(SheetGroup(group, tuple(lines)))
    return sheet
