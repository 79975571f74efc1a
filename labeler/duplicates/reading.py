"""Pure: what comparing needs to know of some articles: the map step, alike in every process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.duplicates.fingerprints import Prints, distinct, mixed, name_pairs, sampled
from labeler.duplicates.words import PROSE, Words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]
    Places = NDArray[np.intp]

_OPENING: Final = 6
"""So many words tell how a line begins; a line of fewer words is no sentence."""


class Read(NamedTuple):
    """What is known of some articles, numbered from 0.

    Attributes:
        words: their words.
        grams: some of their word 5-grams.
        names: their names by twos.
        lines: their lines, each as the sum of its words' hashes.
        leads: how the first sentence of each begins.
        keys: for each article two numbers that only equal words in the same order have; zeros without words.
    """

    words: Words
    grams: Prints
    names: Prints
    lines: Prints
    leads: Prints
    keys: Numbers

    @property
    def articles(self) -> int:
        """How many articles these are."""
        return self.words.texts


def read(texts: Sequence[str]) -> Read:
    """Reads some texts; the same texts give the same bytes wherever it is done."""
    words = words_of(texts)
    slim = words.slim()
    lines, leads = line_prints(slim), lead_prints(slim)
    return Read(slim, sampled(words), name_pairs(words), lines, leads, _keys(words))


def line_prints(words: Words) -> Prints:
    """The lines of each text, each once."""
    return distinct(line_sums(words), line_owners(words))


def lead_prints(words: Words) -> Prints:
    """How the first line of prose of each text begins; a text without prose has none."""
    opening = lead_openings(words)
    some = np.flatnonzero(opening)
    return Prints(opening[some], some.astype(np.int32))


def lead_openings(words: Words) -> Numbers:
    """How the first line of prose of each text begins; zero where there is none."""
    found = np.zeros(words.texts, dtype=np.uint64)
    prose = np.flatnonzero((words.marks[words.lines] & PROSE) > 0)
    owners, first = np.unique(line_owners(words)[prose], return_index=True)
    found[owners] = openings(words)[prose[first]]
    return found


def openings(words: Words) -> Numbers:
    """For each line a hash of its first six words; zero for a shorter line."""
    length = np.diff(np.append(words.lines, len(words.hashes)))
    some = np.flatnonzero(length >= _OPENING)
    found = np.zeros(len(words.lines), dtype=np.uint64)
    opening = np.zeros(len(some), dtype=np.uint64)
    for step in range(_OPENING):
        opening = mixed(opening, words.hashes[words.lines[some] + step])
    found[some] = opening
    return found


def line_owners(words: Words) -> Places:
    """The number of each line's text."""
    return np.searchsorted(words.bounds, words.lines, side="right") - 1


def line_sums(words: Words) -> Numbers:
    """For each line the sum of its words' hashes."""
    if not len(words.lines):
        return np.zeros(0, dtype=np.uint64)
    return np.add.reduceat(words.hashes.astype(np.uint64), words.lines)


def _keys(words: Words) -> Numbers:
    place = np.arange(len(words.hashes)) - words.bounds[words.of_word]
    spread = mixed(words.hashes.astype(np.uint64), place.astype(np.uint64))
    some = np.flatnonzero(np.diff(words.bounds))
    found = np.zeros((words.texts, 2), dtype=np.uint64)
    if len(some):
        for column, each in enumerate((spread, mixed(spread, words.hashes))):
            found[some, column] = np.add.reduceat(each, words.bounds[some])
    return found
