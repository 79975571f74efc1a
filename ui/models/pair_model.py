"""Pairs as an item model: ids come in whole, rows are made when they are seen, nothing is queried while painting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Index = QModelIndex | QPersistentModelIndex

PAIR_ROLE = Qt.ItemDataRole.UserRole + 1
"""The PairRow of a row."""

PairMark = Literal["pending", "submitted", "skipped", "disputed"]

_WORDS = {
    "pending": "not judged",
    "submitted": "judged",
    "skipped": "skipped",
    "disputed": "in a contradiction",
}


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair as the list shows it.

    Attributes:
        left: title of its left article.
        right: title of its right article.
        share_left: share of the left one's words that the right one has, 0 to 1.
        share_right: the same the other way round.
        mark: whether it is judged, put off, or in a contradiction.
        note: the relation given, or what else there is to say; "" for none.
    """

    left: str
    right: str
    share_left: float
    share_right: float
    mark: PairMark
    note: str


class PairModel(QAbstractTableModel):
    """One pair a row."""

    def __init__(self) -> None:
        super().__init__()
        self._units: Sequence[str] = ()
        self._make: Callable[[str], PairRow] | None = None

    def set_units(self, units: Sequence[str], make: Callable[[str], PairRow]) -> None:
        """Takes a whole new list, and what makes the row of a pair."""
        self.beginResetModel()
        self._units, self._make = units, make
        self.endResetModel()

    @property
    def units(self) -> Sequence[str]:
        """All pairs, in order."""
        return self._units

    def rowCount(self, parent: Index | None = None) -> int:
        """How many pairs."""
        return 0 if parent is not None and parent.isValid() else len(self._units)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Both titles, or the PairRow itself."""
        roles = Qt.ItemDataRole
        wanted = (PAIR_ROLE, roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole)
        if not index.isValid() or role not in wanted or self._make is None:
            return None
        row = self._make(self._units[index.row()])
        if role == PAIR_ROLE:
            return row
        titles = f"{row.left}\n{row.right}"
        if role == roles.AccessibleTextRole:
            note = f", {row.note}" if row.note else ""
            return f"{row.left}; {row.right}, {_WORDS[row.mark]}{note}"
        return titles
