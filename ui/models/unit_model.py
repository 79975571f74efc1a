"""Units as an item model: the articles or pairs behind a figure, with how far apart their answers are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    Index = QModelIndex | QPersistentModelIndex

UNIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The UnitRow of a row."""

UnitMark = Literal["disputed", "gold", "reliable"]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the list shows it.

    Attributes:
        title: of the article, or of both articles of a pair.
        spread: mean distance between its answers, 0 to 1.
        mark: disputed, ruled (gold), or answered alike.
    """

    unit_id: str
    title: str
    spread: float
    mark: UnitMark


class UnitModel(QAbstractTableModel):
    """One unit a row."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[UnitRow] = ()

    def set_rows(self, rows: Sequence[UnitRow]) -> None:
        """Takes a whole new list."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, row: int) -> UnitRow:
        """The unit in a row."""
        return self._rows[row]

    def row_of(self, unit_id: str) -> int:
        """The row of a unit, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.unit_id == unit_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many units."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, or the UnitRow itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == UNIT_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = {"disputed": "disputed", "gold": "ruled", "reliable": "alike"}[row.mark]
            return f"{row.title}, {words}, distance {row.spread:.2f}"
        return None
