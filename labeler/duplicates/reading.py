"""Pure: what comparing needs to know of some articles: the map step, alike in every process."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from labeler.duplicates.fingerprints import Prints, distinct, mixed, name_pairs, sampled
from labeler.duplicates.words import Words, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]


class Read(NamedTuple):
    """What is known of some articles, numbered from 0.

    Attributes:
        words: their words.
        grams: some of their word 5-grams.
        names: their names by twos.
        lines: their lines, each as the sum of its words' hashes.
        keys: for each article two numbers that only equal words in the same order have; zeros without words.
    """

    words: Words
    grams: Prints
    names: Prints
    lines: Prints
    keys: Numbers

    @property
    def articles(self) -> int:
        """How many articles these are."""
        return self.words.texts


def read(texts: Sequence[str]) -> Read:
    """Reads some texts; the same texts give the same bytes wherever it is done."""
    words = words_of(texts)
    slim = words.slim()
    return Read(slim, sampled(words), name_pairs(words), line_prints(slim), _keys(words))


def line_prints(words: Words) -> Prints:
    """The lines of each text, each once."""
    owners = np.searchsorted(words.bounds, words.lines, side="right") - 1
    return distinct(line_sums(words), owners)


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
