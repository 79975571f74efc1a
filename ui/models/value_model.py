"""The values of one question of a codebook draft as an item model, in tree order, narrowed by a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from labeler.codebook_tree import tree_order

if TYPE_CHECKING:
    from labeler.codebook import Question, Value

    Index = QModelIndex | QPersistentModelIndex

VALUE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The ValueRow of a row."""

Tag = Literal["", "new", "changed"]


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value as the editor shows it.

    Attributes:
        depth: 0 for a root of the tree.
        tag: how it differs from the version in force.
    """

    value: Value
    depth: int
    tag: Tag


class ValueModel(QAbstractTableModel):
    """All values, or those whose title, stored value or definition holds every word of a search."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[ValueRow] = []
        self._before: Question | None = None
        self._shown: list[ValueRow] = []
        self._search = ""
        self._left_out = ""

    def set_question(self, question: Question, before: Question | None) -> None:
        """Takes the values of a question, and the same question in the version in force."""
        known = {row.value.value: row for row in self._all} if before is self._before else {}
        self._before = before
        rows = []
        for value, depth in tree_order(question.values):
            old = known.get(value.value)
            # With thousands of values, only the one that is being edited is compared anew.
            is_same = old is not None and old.value is value and old.depth == depth
            rows.append(old if old and is_same else ValueRow(value, depth, _tag(value, before)))
        same = [(row.value.value, row.depth) for row in rows] == [
            (row.value.value, row.depth) for row in self._all
        ]
        if same and not self._search and not self._left_out:
            # Only what the rows say differs: what is marked and scrolled to stays.
            self._all = self._shown = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._all = rows
        self._pick()
        self.endResetModel()

    def set_search(self, words: str) -> None:
        """Narrows the list."""
        self.beginResetModel()
        self._search = words.strip().casefold()
        self._pick()
        self.endResetModel()

    def leave_out(self, value: str) -> None:
        """Leaves a value out of the list, as it cannot be chosen; "" has it back."""
        if value != self._left_out:
            self.beginResetModel()
            self._left_out = value
            self._pick()
            self.endResetModel()

    def _pick(self) -> None:
        words = self._search.split()
        self._shown = [
            row
            for row in self._all
            if row.value.value != self._left_out and all(word in _searched(row.value) for word in words)
        ]
        if words:
            self._shown.sort(key=lambda row: _rank(row.value, self._search))

    def row(self, row: int) -> ValueRow:
        """The value in a row."""
        return self._shown[row]

    def row_of(self, value: str) -> int:
        """The row of a value, or -1 if the search hides it."""
        return next((place for place, row in enumerate(self._shown) if row.value.value == value), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many values fit."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, the definition as a tooltip, or the ValueRow itself."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == VALUE_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.value.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.value.definition or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [row.value.title, f"level {row.depth + 1}"]
            parts += [f"key {row.value.key}"] if row.value.key else []
            parts += [row.tag] if row.tag else []
            return ", ".join(parts)
        return None


def _tag(value: Value, before: Question | None) -> Tag:
    old = before.value(value.value) if before is not None else None
    if old is None:
        return "new"
    return "" if old == value else "changed"


def _rank(value: Value, search: str) -> int:
    """How well a value fits a search: its title begins so, holds it, its stored value does, or only its definition."""
    title = value.title.casefold()
    if title.startswith(search):
        return 0
    return 1 if search in title else 2 if search in value.value.casefold() else 3


def _searched(value: Value) -> str:
    return f"{value.title}\n{value.value}\n{value.code}\n{value.definition}".casefold()
