"""The queue as an item model: rows come in whole, a filter picks among them, nothing is queried while painting."""

from __future__ import annotations

import bisect
from collections import Counter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from labeler.queue import Narrowing, counts, searched_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from labeler.queue import QueueItem

    Index = QModelIndex | QPersistentModelIndex

ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
"""The QueueItem of a row."""

PLACE_ROLE = Qt.ItemDataRole.UserRole + 2
"""What tells a row without source and date: its place in the queue, from 1; its state where places are left out.

Neither the number of arrival nor, where a place is hidden, the place: out of order, they would tell a repeat.
"""


class QueueModel(QAbstractTableModel):
    """The articles of the queue that fit the filter, one a row."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QueueItem] = []
        self._shown: list[int] = []
        self._row_of: dict[int, int] = {}
        self._words: list[str] = []
        self.narrowing = Narrowing()
        self._only: frozenset[str] | None = None
        self._some_hidden = False
        self._found: AbstractSet[int] = frozenset()
        self.counts: Counter[str] = Counter()
        """How many articles are in each state, and "flagged"; kept up to date, as counting 100 000 takes 10 ms."""

    @property
    def items(self) -> Sequence[QueueItem]:
        """Every article, filtered or not."""
        return self._items

    @property
    def shows_only(self) -> bool:
        """Whether only articles that were named are shown."""
        return self._only is not None

    @property
    def places(self) -> Sequence[int]:
        """The places of the articles that the filter shows, ascending."""
        return self._shown

    def set_items(self, items: Sequence[QueueItem]) -> None:
        """Takes a whole new queue."""
        self.beginResetModel()
        self._items = list(items)
        self.counts = counts(self._items)
        self._words = [searched_words(item.title, item.source) for item in self._items]
        self._some_hidden = any(item.hidden for item in self._items)
        self._pick()
        self.endResetModel()

    def set_filter(self, words: str, state: str = "", found: AbstractSet[int] = frozenset()) -> None:
        """Shows only articles whose title or source holds the words, and in the state named ("" for any).

        Args:
            words: what is looked for.
            state: one of the states, or "flagged".
            found: the numbers of articles whose text has the words.
        """
        self.beginResetModel()
        self._found = found
        self.narrowing = Narrowing(words.strip(), state)
        self._pick()
        self.endResetModel()

    def set_only(self, articles: Iterable[str] | None) -> None:
        """Shows only some articles, within the filter; None: all again."""
        self.beginResetModel()
        self._only = None if articles is None else frozenset(articles)
        self._pick()
        self.endResetModel()

    def replace(self, place: int, item: QueueItem) -> None:
        """Takes a changed article; it stays in view even if the filter would now leave it out."""
        self.counts.subtract(counts([self._items[place]]))
        self.counts.update(counts([item]))
        self._items[place] = item
        row = self._row_of.get(place)
        if row is not None:
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    def rearrange(self, changes: Iterable[tuple[int, QueueItem]]) -> None:
        """Takes what stands at some places from now on, where something is shown that was hidden, or the reverse."""
        changes = list(changes)
        if changes:
            self.beginResetModel()
            for place, item in changes:
                self._items[place] = item
            self._pick()
            self.endResetModel()

    def place_of_article(self, article_id: str, *, again: bool | None = None) -> int:
        """The place at which an article is shown, or -1.

        Args:
            article_id: the article.
            again: its place for the first time, or that of its repeat, shown or not.
        """
        for place, item in enumerate(self._items):
            if item.article_id == article_id and (not item.hidden if again is None else item.again == again):
                return place
        return -1

    def _pick(self) -> None:
        narrowing, only = self.narrowing, self._only
        wanted = narrowing.wanted
        self._shown = [
            place
            for place, words in enumerate(self._words)
            if (wanted in words or self._items[place].number in self._found)
            and not self._items[place].hidden
            and (not narrowing.state or narrowing.fits_state(self._items[place]))
            and (only is None or self._items[place].article_id in only)
        ]
        self._row_of = {place: row for row, place in enumerate(self._shown)}

    def place_of(self, row: int) -> int:
        """The place in the queue that a row shows."""
        return self._shown[row]

    def row_of(self, place: int) -> int:
        """The row that shows a place in the queue, or -1 if the filter hides it."""
        return self._row_of.get(place, -1)

    def neighbour(self, place: int, step: int) -> int | None:
        """The next or previous place that the filter shows, or None at the end of the list."""
        row = self._row_of.get(place)
        if row is None:
            # Hidden by the filter itself: the nearest shown one in that direction.
            row = bisect.bisect_left(self._shown, place) - (1 if step > 0 else 0)
        row += step
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """How many articles fit the filter."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, a tooltip, or the QueueItem itself."""
        if not index.isValid():
            return None
        place = self._shown[index.row()]
        item = self._items[place]
        if role == ITEM_ROLE:
            return item
        if role == PLACE_ROLE:
            return _STATE_WORDS[item.state] if self._some_hidden else f"No. {place + 1}"
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.title if self._some_hidden else f"{place + 1}. {item.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            flag = ", flagged" if item.flagged else ""
            return f"{item.title}, {_STATE_WORDS[item.state]}{flag}"
        return None


_STATE_WORDS = {
    "pending": "not seen",
    "draft": "draft",
    "submitted": "submitted",
    "skipped": "skipped",
}
