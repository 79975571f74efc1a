"""Pure: in which cells of a table of labels two sets of them meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from labeler.agreement.coded import in_order

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Places = NDArray[np.integer]

ANY = object()
"""Stands for every row or column of a table."""


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
