"""The steps of an annotator as an item model, the newest first; a row is made when it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    Index = QModelIndex | QPersistentModelIndex

HISTORY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The HistoryRow of a row."""

_KEPT = 500


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step as the list shows it.

    Attributes:
        at: when, as on the wall clock.
        words: what was answered.
        article: the title of the article it is about.
        stands: whether it was not taken back.
    """

    at: str
    words: str
    article: str
    stands: bool


class HistoryModel(QAbstractTableModel):
    """Never queries; whoever fills it gives a function that makes a row."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._row_of: Callable[[int], HistoryRow] = _no_row

    def set_steps(self, count: int, row_of: Callable[[int], HistoryRow]) -> None:
        """Takes a new list.

        Args:
            count: how many steps there are.
            row_of: makes the row of a step, 0 being the newest; asked when it is seen.
        """
        self.beginResetModel()
        self._count, self._row_of = count, lru_cache(_KEPT)(row_of)
        self.endResetModel()

    def row(self, row: int) -> HistoryRow:
        """The step in a row."""
        return self._row_of(row)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many steps there are."""
        return 0 if parent is not None and parent.isValid() else self._count

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, a sentence for ears, or the HistoryRow itself."""
        if not index.isValid():
            return None
        if role == HISTORY_ROLE:
            return self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.row(index.row()).words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.row(index.row())
            return f"{row.at}, {row.words}, {row.article}" + ("" if row.stands else ", taken back")
        return None


def _no_row(_: int) -> HistoryRow:
    return HistoryRow("", "", "", stands=True)
