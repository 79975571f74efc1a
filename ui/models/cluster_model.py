"""Clusters as cards in rows: what stands for each comes in whole, cards are made when they are first seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Index = QModelIndex | QPersistentModelIndex

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
"""The ClusterCard of a cell."""

MOST_NODES = 6
"""A graph of more articles is not read any more; the rest is counted."""

LineKind = Literal["copies", "story", "apart", "open"]


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """What stands between two articles.

    Attributes:
        unit_id: the pair.
        one: index of an article.
        other: index of the other.
        kind: judged copies, same story, no copies; or not judged.
        words: the relation in words.
        torn: whether it is part of a contradiction.
    """

    unit_id: str
    one: int
    other: int
    kind: LineKind
    words: str
    torn: bool


def letter(place: int) -> str:
    """How an article of a cluster is called."""
    return chr(ord("A") + place)


@dataclass(frozen=True, slots=True)
class ClusterCard:
    """One cluster as its card shows it.

    Attributes:
        unit_id: the pair of it to look at first.
        head: how large it is, and how much of it is judged.
        mark: whether all is judged, or answers contradict each other.
        titles: of the articles shown.
        sources: of the same, "" where there is none.
        more: how many articles are not shown.
        lines: what stands between those shown.
        contradiction: in the card's letters, "" if there is none.
    """

    unit_id: str
    head: str
    mark: Literal["pending", "submitted", "disputed"]
    titles: tuple[str, ...]
    sources: tuple[str, ...]
    more: int
    lines: tuple[ClusterLine, ...]
    contradiction: str

    def spoken(self) -> str:
        """The card for those who hear it."""
        named = [f"{letter(place)}: {title}" for place, title in enumerate(self.titles)]
        said = [f"{letter(line.one)} {letter(line.other)} {line.words}" for line in self.lines]
        torn = [f"contradiction: {self.contradiction}"] if self.contradiction else []
        return "; ".join([self.head, *torn, *named, *said])


class ClusterModel(QAbstractTableModel):
    """As many cards a row as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._units: Sequence[str] = ()
        self._make: Callable[[str], ClusterCard] | None = None
        self._made: dict[str, ClusterCard] = {}
        self._columns = 1

    def set_units(self, units: Sequence[str], make: Callable[[str], ClusterCard]) -> None:
        """Takes the pairs that stand for the clusters, and what makes the card of one."""
        self.beginResetModel()
        self._units, self._make, self._made = units, make, {}
        self.endResetModel()

    def set_columns(self, columns: int) -> None:
        """How many cards stand side by side."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    @property
    def units(self) -> Sequence[str]:
        """What stands for the clusters, in order."""
        return self._units

    def unit_at(self, index: Index) -> str:
        """What stands for the cluster of a cell, "" for a cell behind the last card."""
        place = index.row() * self._columns + index.column()
        return self._units[place] if index.isValid() and place < len(self._units) else ""

    def index_of(self, unit_id: str) -> QModelIndex:
        """The cell of a cluster; not valid if it is not among them."""
        place = next((place for place, unit in enumerate(self._units) if unit == unit_id), -1)
        if place < 0:
            return QModelIndex()
        return self.index(place // self._columns, place % self._columns)

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows of cards."""
        if parent is not None and parent.isValid():
            return 0
        return -(-len(self._units) // self._columns)

    def columnCount(self, parent: Index | None = None) -> int:
        """Cards a row."""
        return 0 if parent is not None and parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Behind the last card there is nothing to go to."""
        return super().flags(index) if self.unit_at(index) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card, or its words."""
        unit = self.unit_at(index)
        roles = Qt.ItemDataRole
        if (
            not unit
            or self._make is None
            or role not in (CARD_ROLE, roles.DisplayRole, roles.AccessibleTextRole)
        ):
            return None
        if unit not in self._made:
            self._made[unit] = self._make(unit)
        card = self._made[unit]
        return card if role == CARD_ROLE else card.spoken()
