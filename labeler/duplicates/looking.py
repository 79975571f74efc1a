"""Pure: the verdict on pairs, from the words of their articles alone: the verify step, in pieces of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.codebook import converse
from labeler.duplicates.own_shares import OwnShares
from labeler.duplicates.passages import COLUMNS, COVERED, SIDE, WORDS, Passages
from labeler.duplicates.verdicts import COPY_FROM, RELATIONS, relations, scores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.duplicates.words import Words

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Kinds = NDArray[np.int8]
    Marks = NDArray[np.uint8]
    Places = NDArray[np.intp]
    Rows = NDArray[np.float32]

_CONVERSE: Final = np.array([RELATIONS.index(converse(name)) for name in RELATIONS], dtype=np.int8)


class Looked(NamedTuple):
    """Pairs that share more than next to nothing.

    Attributes:
        place: which of the pairs these are.
        score: the probability of copies.
        share_one: the part of its words that passages shared with the other cover.
        share_other: the same of the other.
        jaccard: the words that those passages cover over all words of both.
        copies: which of these count as copies,
        rows: and their numbers, for `kinds`.
    """

    place: Places
    score: Floats
    share_one: Floats
    share_other: Floats
    jaccard: Floats
    copies: Places
    rows: Rows


_NO_PLACES: Final = np.empty(0, dtype=np.intp)
_NO_NUMBERS: Final = np.empty(0)
NOTHING: Final = Looked(
    _NO_PLACES,
    _NO_NUMBERS,
    _NO_NUMBERS,
    _NO_NUMBERS,
    _NO_NUMBERS,
    _NO_PLACES,
    np.empty((0, COLUMNS), dtype=np.float32),
)
"""What was found of no pairs."""


def looked_at(words: Words, pairs: Places) -> Looked:
    """What pairs share, and how likely they are copies.

    Args:
        words: of the articles of these pairs.
        pairs: two numbers of these articles each, pairs x 2.
    """
    passages = Passages(words)
    found = [passages.row(one, other) for one, other in pairs.tolist()]
    place = np.array([at for at, row in enumerate(found) if row is not None], dtype=np.intp)
    rows = np.array([row for row in found if row is not None], dtype=np.float32).reshape(-1, COLUMNS)
    score = np.array(scores(rows), dtype=np.float64)
    covered, far_covered, count, far_count = (
        rows[:, [COVERED, SIDE + COVERED, WORDS, SIDE + WORDS]].astype(np.float64).T
    )
    shares = covered / count, far_covered / far_count
    held = np.minimum(covered, far_covered)
    # A row is seen from the shorter one.
    swapped = _is_shorter_last(words, pairs[place])
    copies = np.flatnonzero(score >= COPY_FROM)
    return Looked(
        place,
        score,
        np.where(swapped, shares[1], shares[0]),
        np.where(swapped, shares[0], shares[1]),
        held / (count + far_count - held),
        copies,
        rows[copies],
    )


def told(words: Words, pairs: Places) -> Flags:
    """Of which lines of these articles the greater part stands in a copy, too.

    Args:
        words: of the articles of these pairs.
        pairs: two numbers of these articles each, pairs x 2.
    """
    found = np.zeros(len(words.lines), dtype=np.bool_)
    shares = OwnShares(words, np.zeros(len(words.lines), dtype=np.uint8))
    for one, other in pairs.tolist():
        found[shares.told(one, other)] = True
    return found


def kinds(words: Words, pairs: Places, rows: Rows, marks: Marks) -> Kinds:
    """How the first of each pair of copies relates to the second, as a place in `RELATIONS`.

    Args:
        words: of the articles of these pairs.
        pairs: two numbers of these articles each, pairs x 2.
        rows: what `looked_at` found of them.
        marks: of each line of theirs, see `furniture`.
    """
    shares = OwnShares(words, marks)
    sides = [shares.rows(one, other, row) for row, (one, other) in zip(rows, pairs.tolist(), strict=True)]
    found = np.array([RELATIONS.index(kind) for kind in relations(sides)], dtype=np.int8)
    return np.where(_is_shorter_last(words, pairs), _CONVERSE[found], found).astype(np.int8)


def _is_shorter_last(words: Words, pairs: Places) -> NDArray[np.bool_]:
    length = np.diff(words.bounds)
    return np.asarray(length[pairs[:, 0]] > length[pairs[:, 1]])
