"""Units as an item model: the articles or pairs behind a figure, with how far apart their answers are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Index = QModelIndex | QPersistentModelIndex

UNIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The UnitRow of a row."""

_ROLES = (
    UNIT_ROLE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)

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
    """One unit a row. A row is made when it is asked for: of a hundred thousand units, twenty are seen."""

    def __init__(self) -> None:
        super().__init__()
        self._units: Sequence[str] = ()
        self._make: Callable[[str], UnitRow] | None = None

    def set_units(self, units: Sequence[str], make: Callable[[str], UnitRow]) -> None:
        """Takes a whole new list, and what makes the row of a unit."""
        self.beginResetModel()
        self._units, self._make = units, make
        self.endResetModel()

    def say_changed(self) -> None:
        """The same units; their rows are made anew."""
        if self._units:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._units) - 1, 0))

    @property
    def units(self) -> Sequence[str]:
        """All units, in order."""
        return self._units

    def unit(self, row: int) -> str:
        """The unit in a row."""
        return self._units[row]

    def row(self, row: int) -> UnitRow:
        """The unit in a row, as the list shows it."""
        assert self._make is not None
        return self._make(self._units[row])

    def row_of(self, unit_id: str) -> int:
        """The row of a unit, or -1."""
        return next((place for place, unit in enumerate(self._units) if unit == unit_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many units."""
        return 0 if parent is not None and parent.isValid() else len(self._units)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, or the UnitRow itself."""
        if not index.isValid():
            return None
        if role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == UNIT_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.title
        words = {"disputed": "disputed", "gold": "ruled", "reliable": "alike"}[row.mark]
        return f"{row.title}, {words}, distance {row.spread:.2f}"
