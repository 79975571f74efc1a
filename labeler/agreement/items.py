"""Pure: what is resampled (patterns of units, or clusters of units) with the sums each adds to a coefficient."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer]

CELLS = 2**22
"""So many numbers (32 MB) are held at once at most when items are spread out as a matrix."""


@dataclass(frozen=True, eq=False)
class Items:
    """The sums that each item adds: every coefficient here is a function of their totals.

    The totals are `dense.shape[1]` plain sums followed by `size` slots, into which an item adds its share.

    Attributes:
        dense: items x sums.
        slots: items x places: the slot that each rating adds to; -1 for none.
        share: for each item, what one rating adds to its slot.
        size: how many slots there are.
        times: how many units each item stands for.
    """

    dense: Floats
    slots: Ints
    share: Floats
    size: int
    times: Ints

    @property
    def units(self) -> int:
        """How many units (or clusters) there are in all."""
        return int(self.times.sum())

    @property
    def width(self) -> int:
        """How many totals there are."""
        return int(self.dense.shape[1]) + self.size

    @cached_property
    def totals(self) -> Floats:
        """The sums over all units: shape (width,)."""
        return self._summed(self.times.astype(np.float64))

    def _summed(self, weights: Floats) -> Floats:
        plain = np.einsum("i,ij->j", weights, self.dense)
        added = np.zeros(self.size + 1)
        for column in range(self.slots.shape[1]):
            added += np.bincount(
                self.slots[:, column] + 1, weights=weights * self.share, minlength=self.size + 1
            )
        return np.concatenate([plain, added[1:]])

    def matrix(self) -> Floats:
        """What one unit of each item adds: items x width."""
        found = np.zeros((len(self.times), self.width))
        first = self.dense.shape[1]
        found[:, :first] = self.dense
        rows = np.arange(len(self.times))
        for column in range(self.slots.shape[1]):
            here = self.slots[:, column] >= 0
            found[rows[here], first + self.slots[here, column]] += self.share[here]
        return found

    def weighted(self, weights: Floats) -> Floats:
        """The totals under each row of weights: rows x items gives rows x width."""
        if len(self.times) * self.width <= CELLS:
            return weights @ self.matrix()
        return np.array([self._summed(row) for row in weights])

    def project(self, gradient: Floats) -> Floats:
        """For each item the sum of what it adds times the gradient: the item's first-order effect."""
        first = self.dense.shape[1]
        slope = np.append(gradient[first:], 0.0)
        found: Floats = np.einsum("ij,j->i", self.dense, gradient[:first])
        for column in range(self.slots.shape[1]):
            found = found + self.share * slope[self.slots[:, column]]
        return found

    def alike(self, repeated: float) -> Items:
        """The same items, each adding so many times as much."""
        return Items(self.dense * repeated, self.slots, self.share * repeated, self.size, self.times)

    def gathered(self, of_unit: NDArray[np.intp], group: NDArray[np.intp], groups: int) -> Items:
        """Items made of groups of units, each a sum over its units.

        Args:
            of_unit: the item of each unit.
            group: the group of each unit, 0 to `groups` - 1.
            groups: how many groups there are.
        """
        first = self.dense.shape[1]
        found = np.zeros((groups, self.width))
        for column in range(first):
            found[:, column] = np.bincount(group, weights=self.dense[of_unit, column], minlength=groups)
        for column in range(self.slots.shape[1]):
            slot = self.slots[of_unit, column]
            here = slot >= 0
            flat = group[here] * self.size + slot[here]
            added = np.bincount(flat, weights=self.share[of_unit][here], minlength=groups * self.size)
            found[:, first:] += added.reshape(groups, self.size)
        return summed(found, np.ones(groups, dtype=np.int64))


def summed(dense: Floats, times: Ints) -> Items:
    """Items without slots: items x sums, and how many units each stands for."""
    return Items(dense, np.empty((len(dense), 0), dtype=np.intp), np.ones(len(dense)), 0, times)
