"""Pure: what of an article is compared with all others: some of its word 5-grams, and its names by twos.

Which 5-grams are taken their value decides, so copies keep the same ones (Broder 1997, modulus sketch).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.duplicates.words import NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.duplicates.words import Words

    Hashes = NDArray[np.uint64] | NDArray[np.uint32]
    Numbers = NDArray[np.uint64]
    Owners = NDArray[np.int32]
    Places = NDArray[np.intp]

SIZE: Final = 5
"""Words of a gram."""
_ONE_IN: Final = np.uint64(4)
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_SHORT: Final = 80
_SHIFT: Final = np.uint64(29)
_NAMES: Final = 10
"""So many names of an article, those said most often, tell its story."""
_LEAST_NAMES: Final = 4


class Prints(NamedTuple):
    """Hashes and the number of the article that each is from; none twice in one article."""

    hashes: Numbers
    owners: Owners


def joined_prints(parts: Sequence[tuple[Prints, int]]) -> Prints:
    """The prints of several runs of articles as one; each with the number of its first article."""
    if not parts:
        return Prints(np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int32))
    return Prints(
        np.concatenate([part.hashes for part, _ in parts]),
        np.concatenate([part.owners + np.int32(first) for part, first in parts]),
    )


def mixed(hash_of: Numbers, more: Hashes) -> Numbers:
    """A hash of two hashes in order."""
    found = hash_of ^ more
    found *= _MULTIPLIER
    found ^= found >> _SHIFT
    return found


def grams(hashes: Hashes, size: int = SIZE) -> Numbers:
    """The hash of every run of so many words, by its first word; a text of fewer words has none."""
    count = max(0, len(hashes) - size + 1)
    found = np.zeros(count, dtype=np.uint64)
    for step in range(size):
        found = mixed(found, hashes[step : step + count])
    return found


def sampled(words: Words) -> Prints:
    """One in four of the 5-grams of each text, each once; all of them of a short text."""
    found = grams(words.hashes)
    owner = words.of_word
    within = owner[: len(found)] == owner[SIZE - 1 :][: len(found)]
    short = np.diff(words.bounds) < _SHORT
    chosen = np.flatnonzero(within & ((found % _ONE_IN == 0) | short[owner[: len(found)]]))
    return distinct(found[chosen], owner[chosen])


def name_pairs(words: Words) -> Prints:
    """Every two of the names that a text says most often: texts on one story share some, whatever their wording.

    A name is a word that is never written small in its text; in scripts without capitals there are none.
    """
    owner = words.of_word
    key = mixed(words.hashes.astype(np.uint64), owner.astype(np.uint64))
    name = (words.marks & NAME) > 0
    small = np.sort(key[~name])
    capital = np.flatnonzero(name)
    if len(small):
        place = np.minimum(np.searchsorted(small, key[capital]), len(small) - 1)
        capital = capital[small[place] != key[capital]]
    capital = capital[np.argsort(key[capital], kind="stable")]
    first = np.flatnonzero(np.concatenate([[True], key[capital][1:] != key[capital][:-1]]))[: len(capital)]
    times = np.diff(np.append(first, len(capital)))
    hashes, owners = words.hashes[capital[first]], owner[capital[first]]
    # The names of each text, those said most often first; equal ones by their hash, so that copies agree.
    order = np.lexsort((hashes, -times, owners))
    hashes, owners = hashes[order], owners[order]
    rank = np.arange(len(owners)) - np.searchsorted(owners, owners)
    several = np.bincount(owners, minlength=words.texts) >= _LEAST_NAMES
    chosen = (rank < _NAMES) & several[owners]
    table = np.zeros((words.texts, _NAMES), dtype=np.uint64)
    table[owners[chosen], rank[chosen]] = hashes[chosen]
    found, whose = [], []
    for one, other in combinations(range(_NAMES), 2):
        both = np.flatnonzero((table[:, one] != 0) & (table[:, other] != 0))
        left, right = table[both, one], table[both, other]
        found.append(mixed(np.minimum(left, right), np.maximum(left, right)))
        whose.append(both)
    return distinct(np.concatenate(found), np.concatenate(whose))


def distinct(hashes: Numbers, owners: Places) -> Prints:
    """Each hash once for each owner, by owner."""
    order = np.lexsort((hashes, owners))
    hashes, owners = hashes[order], owners[order]
    if not len(hashes):
        return Prints(hashes, owners.astype(np.int32))
    new = np.concatenate([[True], (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])])
    return Prints(hashes[new], owners[new].astype(np.int32))
