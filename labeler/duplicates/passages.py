"""Pure: what two articles share, as a row of numbers: passages, how dense they are, and what differs inside them.

Nothing here depends on other articles, so a verdict on a pair stays what it is when more arrive.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.duplicates.fingerprints import SIZE, grams
from labeler.duplicates.lookup import Lookup, spanned
from labeler.duplicates.words import NAME, NUMBER, PROSE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.duplicates.words import Words

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64] | NDArray[np.uint32]
    Numbers = NDArray[np.uint64]
    Places = NDArray[np.intp]
    Row = NDArray[np.float32]
    Side = list[float]

COLUMNS: Final = 62
"""How many numbers a pair has."""
COVERED: Final = 0
"""The column of the shorter article's covered words; that of the longer one stands `SIDE` further on."""
WORDS: Final = 1
"""The column of the shorter article's words."""
SIDE: Final = 19
SIDES: Final = ((38, 40, 43, 44, 60), (39, 41, 45, 46, 61))
"""The columns of either article beyond those."""

_APART: Final = 25
"""Two shared 5-grams further apart than this (words) belong to two passages."""
_SLOT: Final = 17
"""A stretch of up to so many words that differ between two shared 5-grams on both sides is a slot."""
_PARTED: Final = 8
_FEWEST: Final = 30
"""Words covered, from which on two articles are looked at closely; of short ones ..."""
_LEAST_PART: Final = 0.1
"""... this part of them."""


class Passages:
    """Compares pairs of the articles of some words."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._places = Lookup().places
        # Pairs come sorted, so the grams of an article are asked for many times in a row.
        self._grams = lru_cache(maxsize=256)(self._made_grams)

    def _made_grams(self, article: int) -> Numbers:
        return grams(self._words.hashes[self._words.bounds[article] : self._words.bounds[article + 1]])

    def row(self, one: int, other: int) -> Row | None:
        """What two articles share, the shorter one's numbers first; None if that is next to nothing.

        Args:
            one: number of an article.
            other: number of another.
        """
        words, bounds = self._words, self._words.bounds
        if (bounds[one + 1] - bounds[one], one) > (bounds[other + 1] - bounds[other], other):
            one, other = other, one
        left, right = slice(bounds[one], bounds[one + 1]), slice(bounds[other], bounds[other + 1])
        left_grams, right_grams = self._grams(one), self._grams(other)
        here, there = self._places(left_grams, right_grams)
        if not _is_worth_it(here, left.stop - left.start):
            return None
        back, _ = self._places(right_grams, left_grams)
        in_right = np.zeros(left.stop - left.start, dtype=np.bool_)
        in_right[self._places(words.hashes[left], words.hashes[right])[0]] = True
        in_left = np.zeros(right.stop - right.start, dtype=np.bool_)
        in_left[self._places(words.hashes[right], words.hashes[left])[0]] = True
        number, name, prose = _marks(words.marks[left])
        far_number, far_name, far_prose = _marks(words.marks[right])
        side, best = _side(here, prose)
        far_side, far_best = _side(back, far_prose)
        numbers, strange, said = _numbers(number, in_right, best)
        far_numbers, far_strange, far_said = _numbers(far_number, in_left, far_best)
        slots = _Slots(here, there)
        several = len(here) > 1
        found = [
            *side,
            *far_side,
            float(in_right.mean()),
            float(in_left.mean()),
            said,
            far_said,
            (strange + far_strange) / max(1.0, numbers + far_numbers),
            numbers,
            strange,
            far_numbers,
            far_strange,
            float((np.abs(np.diff(there - here)) <= 12).mean()) if several else 1.0,
            float((np.diff(there) > 0).mean()) if several else 1.0,
            float(len(here)),
            *slots.numbers(
                (number, name, in_right),
                (far_number, far_name, in_left),
            ),
        ]
        return np.array(found, dtype=np.float32)


def _marks(marks: NDArray[np.uint8]) -> tuple[Flags, Flags, Flags]:
    """Which words are numbers, names, and in prose."""
    return (marks & NUMBER) > 0, (marks & NAME) > 0, (marks & PROSE) > 0


def _is_worth_it(at: Places, count: int) -> bool:
    """Whether so many words are covered that the two might be copies."""
    if not len(at):
        return False
    covered = SIZE + int(np.minimum(np.diff(at), SIZE).sum())
    return covered >= _FEWEST or covered >= _LEAST_PART * count


def _side(at: Places, prose: Flags) -> tuple[Side, tuple[int, int]]:
    """The numbers of one article, given where its shared 5-grams begin; and its best passage: from, up to."""
    count = len(prose)
    cover = spanned(at, count, SIZE)
    upto = np.concatenate([[0], np.cumsum(cover)])
    gap = np.diff(at)
    cut = np.flatnonzero(gap > _APART)
    begin = at[np.concatenate([[0], cut + 1])]
    end = at[np.append(cut, len(at) - 1)] + SIZE
    held = upto[end] - upto[begin]
    length = end - begin
    best = int(held.argmax())
    covered, told, region = int(upto[-1]), int(np.count_nonzero(prose)), int(length.sum())
    in_prose = int(np.count_nonzero(cover & prose))
    runs = 1 + int(np.count_nonzero(gap > 1))
    numbers = [
        *(covered, count, in_prose, told, region, len(begin), held[best], length[best], runs),
        *(at[0] / count, (at[-1] + SIZE) / count, covered / count, in_prose / max(1, told)),
        *(held[best] / length[best], covered / region, covered / runs, region / count),
        *_around(cover, prose, int(begin[best]), int(end[best])),
    ]
    return [float(each) for each in numbers], (int(begin[best]), int(end[best]))


def _around(cover: Flags, prose: Flags, begin: int, end: int) -> tuple[float, float]:
    """The words of the prose around a passage, and the part of them that is covered.

    What is no prose for eight words parts the article from what stands around it.
    """
    upto = np.concatenate([[0], np.cumsum(~prose)])
    parted = np.flatnonzero(upto[_PARTED:] - upto[:-_PARTED] == _PARTED)
    first = int(np.searchsorted(parted, begin - _PARTED, side="right"))
    start = int(parted[first - 1]) + _PARTED if first else 0
    last = int(np.searchsorted(parted, end))
    stop = int(parted[last]) if last < len(parted) else len(prose)
    held = int(np.count_nonzero(cover[start:stop]))
    return float(stop - start), held / max(1, stop - start)


def _numbers(number: Flags, known: Flags, best: tuple[int, int]) -> tuple[float, float, float]:
    """In the best passage: how many numbers there are, how many the other article does not have, words it has."""
    here = slice(*best)
    in_it = number[here]
    return (
        float(np.count_nonzero(in_it)),
        float(np.count_nonzero(in_it & ~known[here])),
        float(known[here].mean()),
    )


class _Slots:
    """Where two articles run alike but for a few words: synonyms in a copy, other numbers and names in a template."""

    def __init__(self, here: Places, there: Places) -> None:
        self._here, self._there = here, there
        one, other = np.diff(here), np.diff(there)
        self._at = np.flatnonzero(
            (one > SIZE) & (other > SIZE) & (one < SIZE + _SLOT) & (other < SIZE + _SLOT)
        )

    def numbers(self, left: tuple[Flags, Flags, Flags], right: tuple[Flags, Flags, Flags]) -> list[float]:
        """Twelve numbers.

        Args:
            left: of the words of one article whether each is a number, a name, and in the other article, too.
            right: the same of the other.
        """
        count = len(self._at)
        numbers, names, words, length = self._strange(self._here, *left)
        far_numbers, far_names, far_words, far_length = self._strange(self._there, *right)
        other_number = (numbers > 0) & (far_numbers > 0)
        other_name = (names > 0) & (far_names > 0)
        small = (words > 0) & (far_words > 0) & (numbers + far_numbers + names + far_names == 0)
        found = [int(np.count_nonzero(each)) for each in (other_number, other_name, small)]
        either = int(np.count_nonzero(other_number | other_name))
        some = max(1, count)
        return [
            float(count),
            *map(float, found),
            float(np.count_nonzero(length == far_length)),
            *(each / some for each in found),
            (found[0] + found[1]) / len(self._here),
            either / some,
            float(words.sum() / max(1, length.sum())),
            float(far_words.sum() / max(1, far_length.sum())),
        ]

    def _strange(
        self, at: Places, number: Flags, name: Flags, known: Flags
    ) -> tuple[Places, Places, Places, Places]:
        """Of each slot how many numbers, names and words the other article does not have, and all its words."""
        begin, end = at[self._at] + SIZE, at[self._at + 1]
        found = []
        for each in (number & ~known, name & ~known, ~known):
            upto = np.concatenate([[0], np.cumsum(each)])
            found.append(upto[end] - upto[begin])
        return found[0], found[1], found[2], end - begin
