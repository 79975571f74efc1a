"""Facets as an item model: a heading a facet, below it its values with counts; long facets fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.marks import MarkName

    Index = QModelIndex | QPersistentModelIndex

FACET_ROLE = Qt.ItemDataRole.UserRole + 1
"""The FacetRow of a row."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One row: a heading, a value, or what unfolds the rest.

    Attributes:
        facet: which facet.
        value: which value; "" in headings and in what unfolds.
        words: what people read.
        count: how many articles choosing it would show.
        share: of the greatest count of the facet, 0 to 1.
        chosen: whether it is chosen.
        mark: a state's mark.
    """

    kind: Literal["heading", "value", "more"]
    facet: str
    value: str
    words: str
    count: int = 0
    share: float = 0.0
    chosen: bool = False
    mark: MarkName | None = None


class FacetModel(QAbstractTableModel):
    """One row a value."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[FacetRow] = ()

    def set_rows(self, rows: Sequence[FacetRow]) -> None:
        """Takes all rows; where only counts and marks changed, the view keeps its place."""
        same = [(row.kind, row.facet, row.value) for row in rows] == [
            (row.kind, row.facet, row.value) for row in self._rows
        ]
        if same and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> Sequence[FacetRow]:
        """All rows, in order."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if index.isValid() and self._rows[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, or its words."""
        roles = Qt.ItemDataRole
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == FACET_ROLE:
            return row
        if role in (roles.DisplayRole, roles.ToolTipRole):
            return row.words
        if role == roles.AccessibleTextRole:
            chosen = ", chosen" if row.chosen else ""
            return f"{row.words}, {row.count}{chosen}" if row.kind == "value" else row.words
        return None
