"""The values of a topic question as an item model, in tree order, narrowed by a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from labeler.codebook_tree import tree_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.codebook import Question, Value

    Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The TopicRow of a row."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One value as the list shows it.

    Attributes:
        depth: 0 for a root of the tree.
        parent_title: the title of the value above, or "".
    """

    value: str
    title: str
    key: str
    depth: int
    parent_title: str
    definition: str
    chosen: bool


def guideline_in_short(value: Value) -> str:
    """What a value means in one paragraph: definition, what to include, what to leave out."""
    parts = (("", value.definition), ("Include: ", value.include), ("Leave out: ", value.exclude))
    return " ".join(f"{head}{' '.join(text.split())}" for head, text in parts if text)


class TopicModel(QAbstractTableModel):
    """The values that fit the search; the best fit first while searching, the tree otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[tuple[Value, int, str]] = []
        self._shown: list[int] = []
        self._chosen: frozenset[str] = frozenset()
        self._search = ""

    def set_question(self, question: Question) -> None:
        """Takes the values of a question."""
        self.beginResetModel()
        self._all = [
            (value, depth, question.title_of(value.parent) if value.parent else "")
            for value, depth in tree_order(question.values)
        ]
        self._pick()
        self.endResetModel()

    def set_chosen(self, chosen: Sequence[str]) -> None:
        """Which values stand as given."""
        self._chosen = frozenset(chosen)
        if self._is_large and not self._search:
            shown = self._fitting()
            if shown != self._shown:
                self.beginResetModel()
                self._shown = shown
                self.endResetModel()
                return
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    def set_search(self, words: str) -> None:
        """Narrows the list to values whose title, key, parent or definition holds every word."""
        self.beginResetModel()
        self._search = words.strip().casefold()
        self._pick()
        self.endResetModel()

    @property
    def _is_large(self) -> bool:
        """Whether the tree is too large to be walked: only its top, its keyed and its given values stand there."""
        return len(self._all) > _LARGE

    def _pick(self) -> None:
        self._shown = self._fitting()

    def _fitting(self) -> list[int]:
        if not self._search:
            return [
                place
                for place, (value, depth, _) in enumerate(self._all)
                if not self._is_large or not depth or value.key or value.value in self._chosen
            ]
        ranked = [(self._rank(place), place) for place in range(len(self._all))]
        return [place for rank, place in sorted(ranked) if rank < _NO_FIT]

    def _rank(self, place: int) -> int:
        """How well a value fits: its title begins so, a word of it does, it holds it, or something near does."""
        value, _, parent = self._all[place]
        title = value.title.casefold()
        if title.startswith(self._search):
            return 0
        if f" {self._search}" in f" {title}":
            return 1
        if self._search in title or self._search in value.value.casefold():
            return 2
        around = f"{title} {parent} {value.definition} {value.code}".casefold()
        return 3 if all(word in around for word in self._search.split()) else _NO_FIT

    def row(self, row: int) -> TopicRow:
        """The value in a row."""
        value, depth, parent = self._all[self._shown[row]]
        return TopicRow(
            value=value.value,
            title=value.title,
            key=value.key,
            depth=0 if self._search or self._is_large else depth,
            parent_title=parent,
            definition=guideline_in_short(value),
            chosen=value.value in self._chosen,
        )

    def row_of(self, value: str) -> int:
        """The row of a value, or -1 if the search hides it."""
        return next((row for row, place in enumerate(self._shown) if self._all[place][0].value == value), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many values fit."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, the definition as a tooltip, whether it is chosen, or the TopicRow itself."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.definition or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            key = f", key {row.key}" if row.key else ""
            return f"{row.title}, {'chosen' if row.chosen else 'not chosen'}{key}"
        return None


_NO_FIT = 9
_LARGE = 60
