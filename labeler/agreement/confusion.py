"""Pure: which values are taken for which: confusion matrices of two annotators, and of all together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.coded import in_order

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded, Codes

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Places = NDArray[np.integer]

ANY = object()
"""Stands for every row or column of a table."""


def confusion(coded: Coded, one: int, other: int) -> NDArray[np.int64]:
    """How often one annotator's value met the other's: values x values, rows `one`, columns `other`.

    Args:
        coded: units x annotators.
        one: a column.
        other: another column.
    """
    size = len(coded.values)
    left, right = coded.codes[:, one], coded.codes[:, other]
    both = (left >= 0) & (right >= 0)
    found = np.bincount(left[both].astype(np.intp) * size + right[both], minlength=size * size)
    return np.asarray(found.reshape(size, size), dtype=np.int64)


def pooled(coded: Coded) -> Floats:
    """The coincidences of all annotators (Krippendorff 2011): values x values, symmetric.

    Each ordered pair of a unit's m ratings counts 1 / (m - 1), so that the whole adds up to the ratings of units
    with two or more, and a row to how often its value was given there.
    """
    found = patterns.multisets(coded.codes, len(coded.values))
    return coincidences(found.codes, found.times, len(coded.values))


def coincidences(codes: Codes, times: NDArray[np.int64], size: int) -> Floats:
    """`pooled`, of patterns: `codes` patterns x places, -1 for none; `times` how many units have each."""
    given = np.count_nonzero(codes >= 0, axis=1)
    cells = np.zeros(size * size)
    for one, other in combinations(range(codes.shape[1]), 2):
        left, right = codes[:, one].astype(np.intp), codes[:, other]
        both = (left >= 0) & (right >= 0)
        weight = times[both] / (given[both] - 1)
        cells += np.bincount(left[both] * size + right[both], weights=weight, minlength=size * size)
    square = cells.reshape(size, size)
    return square + square.T


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """Sets of labels as rows of flags.

    Attributes:
        names: the labels in order, then None for "no label".
        held: sets x labels, without None.
    """

    names: list[Hashable | None]
    held: Flags

    @classmethod
    def of(cls, values: Sequence[Hashable]) -> Members:
        """Sets; a value that is none counts as the set that holds it."""
        sets = [value if isinstance(value, frozenset) else frozenset([value]) for value in values]
        labels = in_order(set().union(*sets))
        place = {label: number for number, label in enumerate(labels)}
        held = np.zeros((len(sets), len(labels)), dtype=np.bool_)
        for row, chosen in enumerate(sets):
            held[row, [place[label] for label in chosen]] = True
        return cls([*labels, None], held)

    def parts(self, one: Places, other: Places) -> tuple[Flags, Flags, Flags]:
        """Of each two sets the labels in both, only in the first, only in the second: pairs x names.

        None stands where there is no such label; among those in both only where the two are empty.
        """
        first, second = self.held[one], self.held[other]
        found = []
        for flags, alone in (
            (first & second, ~first.any(axis=1) & ~second.any(axis=1)),
            (first & ~second, ~(first & ~second).any(axis=1)),
            (second & ~first, ~(second & ~first).any(axis=1)),
        ):
            found.append(np.column_stack([flags, alone]))
        return found[0], found[1], found[2]

    def meet(self, one: Places, other: Places, label: Any, instead: Any) -> Flags:
        """Whether each two sets meet in a cell of the table of labels.

        A label meets itself where both sets hold it; those that only one holds meet those that only the other holds,
        or "no label" where there are none; two empty sets meet at "no label".

        Args:
            one: the places of the first sets.
            other: the places of the second ones.
            label: the row: a label, None for no label, ANY for every row.
            instead: the column, likewise.
        """
        both, mine, yours = self.parts(one, other)
        rows, columns = self._at(label), self._at(instead)
        apart = (one != other) & mine[:, rows].any(axis=1) & yours[:, columns].any(axis=1)
        return np.asarray(apart | both[:, np.intersect1d(rows, columns)].any(axis=1))

    def _at(self, label: Any) -> Places:
        if label is ANY:
            return np.arange(len(self.names))
        return np.array([place for place, name in enumerate(self.names) if name == label], dtype=np.intp)
