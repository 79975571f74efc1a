"""The values of a topic question as an item model: those at hand, then the tree; narrowed by a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from labeler.codebook_keys import ANSWER_KEYS
from labeler.codebook_tree import tree_order
from ui.models.topic_search import TopicSearch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from labeler.codebook import Question, Value

    Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""The TopicRow of a row."""

FEW = 40
"""So many values are seen at a glance, each where the tree has it; of more, those at hand are listed first."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One value as the list shows it.

    Attributes:
        key: what gives it; "" where no key does now.
        depth: 0 for a root of the tree.
        parent_title: the title of the value above, or "".
        passages: how many passages are marked as evidence for it.
        asks_evidence: whether the key of evidence marks some for it.
    """

    value: str
    title: str
    key: str
    depth: int
    parent_title: str
    definition: str
    chosen: bool
    pinned: bool = False
    ends: bool = False
    """Whether it is the last of those at hand, and the tree begins below."""
    passages: int = 0
    asks_evidence: bool = False

    @property
    def aside(self) -> str:
        """What stands at the right: how many passages, else the value above where the tree does not show it."""
        if self.chosen and self.passages:
            return "1 passage" if self.passages == 1 else f"{self.passages} passages"
        if self.chosen and self.asks_evidence:
            return "E marks evidence"
        return "" if self.depth else self.parent_title


def guideline_in_short(value: Value) -> str:
    """What a value means in one paragraph: definition, what to include, what to leave out."""
    parts = (("", value.definition), ("Include: ", value.include), ("Leave out: ", value.exclude))
    return " ".join(f"{head}{' '.join(text.split())}" for head, text in parts if text)


class TopicModel(QAbstractTableModel):
    """The values that fit the search, the best fit first; without one, the values at hand and the tree."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[tuple[Value, int, str]] = []
        self._place: dict[str, int] = {}
        self._search = TopicSearch(())
        self._words = ""
        self._shown: list[int] = []
        self._at_hand = 0
        self._chosen: frozenset[str] = frozenset()
        self._pinned: tuple[str, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._passages: Mapping[str, int] = {}
        self._asks = ""
        self._has_keys = True

    def set_question(self, question: Question) -> None:
        """Takes the values of a question."""
        titles = {value.value: value.title for value in question.values}
        self.beginResetModel()
        self._all = [
            (value, depth, titles.get(value.parent, value.parent) if value.parent else "")
            for value, depth in tree_order(question.values)
        ]
        self._place = {value.value: place for place, (value, _, _) in enumerate(self._all)}
        self._search = TopicSearch([(value, parent) for value, _, parent in self._all])
        self._pick()
        self.endResetModel()

    def set_chosen(self, chosen: Sequence[str]) -> None:
        """Which values stand as given; no row moves."""
        if self._chosen != frozenset(chosen):
            self._chosen = frozenset(chosen)
            self._tell_all()

    def set_passages(self, passages: Mapping[str, int], asks: str) -> None:
        """How many passages are evidence for which value, and for which value, if any, the key marks some."""
        if (passages, asks) != (self._passages, self._asks):
            self._passages, self._asks = passages, asks
            self._tell_all()

    def set_keys(self, *, live: bool) -> None:
        """Whether the keys of the values give them now: where another question is open, they give its values."""
        if live != self._has_keys:
            self._has_keys = live
            self._tell_all()

    def _tell_all(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    def set_favoured(self, pinned: Iterable[str], recent: Iterable[str]) -> None:
        """Which values somebody pinned, and which they gave lately, the newest first; `arrange` puts them first."""
        self._pinned, self._recent = tuple(pinned), tuple(recent)

    def arrange(self) -> None:
        """Lists the values anew: those given now first, then pinned ones, recent ones, and those with a key."""
        self.set_search(self._words)

    def set_search(self, words: str) -> None:
        """Narrows the list to values whose title, name, parent or definition holds every word."""
        self.beginResetModel()
        self._words = words
        self._pick()
        self.endResetModel()

    def _pick(self) -> None:
        self._at_hand = 0
        if self._words.strip():
            self._shown = self._search.find(self._words, self._favoured())
            return
        self._shown = list(range(len(self._all)))
        if len(self._all) > FEW:
            chosen = [place for place, (value, _, _) in enumerate(self._all) if value.value in self._chosen]
            at_hand = list(dict.fromkeys([*chosen, *self._favoured()]))
            self._at_hand = len(at_hand)
            self._shown = at_hand + self._shown

    def _favoured(self) -> dict[int, int]:
        """The places of pinned, recent and keyed values, in this order, with their rank."""
        keyed = [place for place, (value, _, _) in enumerate(self._all) if value.key]
        keyed.sort(key=lambda place: ANSWER_KEYS.find(self._all[place][0].key))
        named = [self._place[value] for value in (*self._pinned, *self._recent) if value in self._place]
        return {place: rank for rank, place in enumerate(dict.fromkeys([*named, *keyed]))}

    def row(self, row: int) -> TopicRow:
        """The value in a row."""
        value, depth, parent = self._all[self._shown[row]]
        return TopicRow(
            value=value.value,
            title=value.title,
            key=value.key if self._has_keys else "",
            depth=0 if self._words.strip() or row < self._at_hand else depth,
            parent_title=parent,
            definition=guideline_in_short(value),
            chosen=value.value in self._chosen,
            pinned=value.value in self._pinned,
            ends=row == self._at_hand - 1,
            passages=self._passages.get(value.value, 0),
            asks_evidence=value.value == self._asks,
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
            pinned = ", pinned" if row.pinned else ""
            aside = f", {row.aside}" if row.passages else ""
            return f"{row.title}, {'chosen' if row.chosen else 'not chosen'}{key}{pinned}{aside}"
        return None
