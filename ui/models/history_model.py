"""The steps of an annotator as an item model, the newest first, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Iterator

    Index = QModelIndex | QPersistentModelIndex

HISTORY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The HistoryRow of a row."""

_PAGE = 200


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
    """Never queries; whoever fills it gives the rows, which are taken a page at a time as they are scrolled to."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[HistoryRow] = []
        self._further: Iterator[HistoryRow] = iter(())
        self._ended = True

    def set_rows(self, rows: Iterator[HistoryRow], least: int) -> None:
        """Takes a new list.

        Args:
            rows: the newest first.
            least: so many are taken at once, and a page more.
        """
        self.beginResetModel()
        self._further, self._ended = rows, False
        self._rows = list(islice(rows, least + _PAGE))
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be older ones."""
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: Index) -> None:
        """Takes a page more."""
        more = list(islice(self._further, _PAGE))
        self._ended = len(more) < _PAGE
        if more:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(more) - 1)
            self._rows += more
            self.endInsertRows()

    def row(self, row: int) -> HistoryRow:
        """The step in a row."""
        return self._rows[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many were taken so far."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

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
