"""Pure: how much of what each of two copies has in its own right the other holds, too, as rows of numbers.

Two things hide it: furniture, of which only some lines are known; and words that were changed inside what was taken over, which no
shared 5-gram covers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.duplicates.fingerprints import SIZE, grams
from labeler.duplicates.furniture import ELSEWHERE, FURNITURE, TEASER, TOLD
from labeler.duplicates.lookup import Lookup, closed, spanned
from labeler.duplicates.passages import SIDE, SIDES
from labeler.duplicates.words import PROSE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.duplicates.words import Words

    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64] | NDArray[np.uint32]
    Marks = NDArray[np.uint8]
    Places = NDArray[np.intp]
    Row = NDArray[np.float32]

OWN_COLUMNS: Final = 104
"""How many numbers an article of a pair of copies has."""

_LONG: Final = 6
_FINER: Final = ((3, 25), (2, 8), (1, 4))
"""Shorter runs of shared words count, too, if they are so near to where a shared 5-gram has them."""
_SIZES: Final = (2, 3, SIZE, _LONG)
_CHANGED: Final = 6
"""So many words changed between shared ones were taken over with them."""
_PARTS: Final = (0.3, 0.5)
"""A line of which so much is shared was taken over whole."""
_TOLD_GAP: Final = 8
_STORY, _TEASER, _FURNITURE, _ELSEWHERE, _HEADING, _PROSE, _REST = range(7)
_KINDS: Final = 7
_BEFORE, _INSIDE, _AFTER = range(3)
_COUNTED: Final = (
    *((_AFTER, kind) for kind in (_TEASER, _FURNITURE, _ELSEWHERE, _PROSE, _REST)),
    *((_BEFORE, kind) for kind in (_FURNITURE, _PROSE, _REST)),
    *((_INSIDE, kind) for kind in (_STORY, _ELSEWHERE, _PROSE, _REST)),
)
_OWN: Final = (
    *((zone, kind) for zone in range(3) for kind in (_STORY, _PROSE)),
    *((zone, _TEASER) for zone in (_INSIDE, _AFTER)),
    (_INSIDE, _REST),
)
"""Where which lines are taken for the article's own, at first; the trees put it right."""


class _Side(NamedTuple):
    """An article of a pair.

    Attributes:
        words: how many it has.
        grams: its runs of words, by their size.
        lines: where each of its lines begins.
        lengths: the words of each.
    """

    words: int
    grams: dict[int, Hashes]
    lines: Places
    lengths: Places


class OwnShares:
    """Compares copies among some articles.

    Args:
        words: of the articles.
        marks: of each line of theirs FURNITURE, ELSEWHERE, TEASER and TOLD, added up.
    """

    def __init__(self, words: Words, marks: Marks) -> None:
        self._words, self._marks = words, marks
        self._places = Lookup().places
        self._first = np.searchsorted(words.lines, words.bounds)
        self._side = lru_cache(maxsize=256)(self._made_side)
        self._own = lru_cache(maxsize=256)(self._made_own)

    def told(self, one: int, other: int) -> Places:
        """The lines, by number, of which passages shared with the other hold the greater part, of both articles."""
        found = []
        for here, there in ((one, other), (other, one)):
            side, far = self._side(here), self._side(there)
            at, _ = self._places(side.grams[SIZE], far.grams[SIZE])
            held = _by_line(closed(spanned(at, side.words, SIZE), _TOLD_GAP), side.lines)
            found.append(self._first[here] + np.flatnonzero(2 * held >= side.lengths))
        return np.concatenate(found)

    def rows(self, one: int, other: int, row: Row) -> tuple[Row, Row]:
        """The numbers of the shorter article and those of the longer one.

        Args:
            one: number of an article.
            other: number of another.
            row: what `Passages` found of them.
        """
        bounds = self._words.bounds
        if (bounds[one + 1] - bounds[one], one) > (bounds[other + 1] - bounds[other], other):
            one, other = other, one
        of_one = [*row[:SIDE], *row[list(SIDES[0])], *self._numbers(one, other)]
        of_other = [*row[SIDE : 2 * SIDE], *row[list(SIDES[1])], *self._numbers(other, one)]
        return (
            np.array([*of_one, *of_other], dtype=np.float32),
            np.array([*of_other, *of_one], dtype=np.float32),
        )

    def _made_side(self, article: int) -> _Side:
        words = self._words
        begin, end = words.bounds[article], words.bounds[article + 1]
        hashes = words.hashes[begin:end]
        lines = words.lines[self._first[article] : self._first[article + 1]] - begin
        by_size = {size: grams(hashes, size) for size in _SIZES}
        return _Side(len(hashes), {1: hashes, **by_size}, lines, np.diff(np.append(lines, len(hashes))))

    def _made_own(self, article: int) -> tuple[Flags, list[float]]:
        """Which words are furniture; and how many words there are in lines of some kinds, the first number those of its own."""
        side = self._side(article)
        some = slice(self._first[article], self._first[article + 1])
        marks = self._marks[some]
        furniture, elsewhere, teaser, told = (
            (marks & mark) > 0 for mark in (FURNITURE, ELSEWHERE, TEASER, TOLD)
        )
        prose = (self._words.marks[self._words.lines[some]] & PROSE) > 0
        heads = np.append(teaser[1:], False) & ~prose
        kind = np.select(
            [teaser & (~told | furniture), furniture, told, elsewhere, heads, prose],
            [_TEASER, _FURNITURE, _STORY, _ELSEWHERE, _HEADING, _PROSE],
            _REST,
        )
        places = np.arange(len(kind))
        story = next(
            each for each in (np.flatnonzero(kind == _STORY), np.flatnonzero(told), places) if len(each)
        )
        zone = np.where(places < story[0], _BEFORE, np.where(places > story[-1], _AFTER, _INSIDE))
        counts = np.bincount(zone * _KINDS + kind, side.lengths, 3 * _KINDS).reshape(3, _KINDS)
        own = sum(counts[each] for each in _OWN)
        return np.repeat(furniture, side.lengths), [float(own), *(float(counts[each]) for each in _COUNTED)]

    def _numbers(self, here: int, there: int) -> list[float]:
        side, far = self._side(here), self._side(there)
        furniture, (own, *counts) = self._own(here)
        count, length = side.words, side.lengths
        at, far_at = self._places(side.grams[SIZE], far.grams[SIZE])
        cover = spanned(at, count, SIZE)
        core, held = int(np.count_nonzero(~furniture)), int(np.count_nonzero(cover & ~furniture))
        long, _ = self._places(side.grams[_LONG], far.grams[_LONG])
        fine = self._fine(side, far, at, far_at) | cover
        in_line = _by_line(fine, side.lines)
        taken = (
            float(np.count_nonzero(closed(fine, _CHANGED))),
            float(np.count_nonzero(spanned(long, count, _LONG))),
            *(float(length[in_line >= part * length].sum()) for part in _PARTS),
        )
        shares = (share for each in taken for share in (each, each / max(1.0, own), each / count))
        return [float(core), float(held), held / max(1, core), own, *counts, *shares]

    def _fine(self, side: _Side, far: _Side, at: Places, far_at: Places) -> Flags:
        """Which words of an article stand in shared runs of few words where a shared 5-gram near by has them."""
        found = np.zeros(side.words, dtype=np.bool_)
        for size, away in _FINER:
            here, there = self._places(side.grams[size], far.grams[size])
            after = np.searchsorted(at, here)
            near = np.zeros(len(here), dtype=np.bool_)
            for anchor in (np.maximum(after - 1, 0), np.minimum(after, len(at) - 1)):
                near |= np.abs((there - here) - (far_at[anchor] - at[anchor])) <= away
            found |= spanned(here[near], side.words, size)
        return found


def _by_line(flags: Flags, lines: Places) -> Places:
    """How many of the words of each line are flagged."""
    return np.add.reduceat(flags.astype(np.intp), lines)
