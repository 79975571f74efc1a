"""Use case: which articles an export is about: what the list of articles shows, what the review counts.

Nothing is held of an article but where it lies in the file, and all that is known of it goes by its place among the
articles of the export: a million of them is a few bytes each, not a text of Python each.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from labeler.own_queue import listed_articles
from labeler.progress import run_to_end
from labeler.queue import searched_words
from labeler.searching import read_words
from labeler.training_sets.ids import Ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from db.streams import Streams
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions

    Numbers = NDArray[np.integer]
    Places = NDArray[np.intp]

_SMALL = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """The articles of an export, in order of arrival.

    Attributes:
        streams: where the rest is read from; articles that come later have no place.
        inside: of each article of the project whether it is one of them; None: all are.
        rows: where each of them lies in the file.
        order: their places by rows ascending; None where they ascend as they are.
    """

    streams: Streams
    inside: NDArray[np.bool_] | None
    rows: Numbers
    order: Places | None

    @classmethod
    def of(cls, streams: Streams, rows: Iterable[int], inside: NDArray[np.bool_] | None = None) -> Scope:
        """From where the articles lie, in order of arrival."""
        found: Numbers = np.fromiter(rows, dtype=np.int64)
        if found.max(initial=0) <= _SMALL:
            found = found.astype(np.int32)
        ascending = bool((found[1:] > found[:-1]).all())
        return cls(streams, inside, found, None if ascending else np.argsort(found))

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, rows: Iterable[int]) -> Places:
        """The places of the articles that lie in some rows; -1 for those that are none of the export's."""
        wanted = np.fromiter(rows, dtype=np.int64)
        if not len(self.rows):
            return np.full(len(wanted), -1, dtype=np.intp)
        # Of one type, or all rows would be turned into another one at every call.
        at = np.searchsorted(self.rows, wanted.astype(self.rows.dtype), sorter=self.order)
        at = np.minimum(at, len(self.rows) - 1)
        place = at if self.order is None else self.order[at]
        return np.where(self.rows[place] == wanted, place, -1)

    def along(self) -> Iterator[int]:
        """Of every article of the project in order of arrival its place, -1 for those that are none of the export's."""
        if self.inside is None:
            yield from range(len(self.rows))
            return
        place = 0
        for is_inside in self.inside.data:
            yield place if is_inside else -1
            place += is_inside

    def ids(self) -> Iterator[str]:
        """Their ids, in order."""
        ids = self.streams.ids()
        return ids if self.inside is None else compress(ids, self.inside.data)

    def ids_at(self, places: Places) -> Ids:
        """The ids of some of them, in the order given."""
        return Ids(self.streams.ids_at(self.rows[places].tolist()))


def scope_of(project: Project, options: ExportOptions) -> Scope:
    """The articles that fit what the list is narrowed to, and the sources of the review."""
    listed, wanted, sources = options.listed, options.listed.wanted, options.narrowed.sources
    store = project.store
    if listed.is_open and not sources:
        return Scope.of(store.streams, store.streams.rows())
    in_list = listed_articles(project, listed)
    if wanted:
        run_to_end(read_words(store))  # of a project that an earlier version of the program has made
    in_text = store.words.found(wanted)
    inside = np.zeros(store.articles.count(), dtype=np.bool_)
    rows = []
    for at, (number, row, article_id, title, source) in enumerate(store.streams.listed()):
        if sources and source not in sources:
            continue
        if in_list is not None and article_id not in in_list:
            continue
        if wanted and wanted not in searched_words(title, source) and number not in in_text:
            continue
        inside[at] = True
        rows.append(row)
    return Scope.of(store.streams, rows, inside)
