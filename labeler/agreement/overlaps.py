"""Pure: sums of distances between very many small sets without comparing them two by two.

How far a set is from another follows from their sizes and from how many labels they share. How many sets of each size
share exactly k labels with a given one follows from how many hold each of its subsets, by inclusion and exclusion. So
a corpus with 50 000 different sets of at most four labels takes the listing of their 800 000 subsets instead of
2 500 million comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

MOST = 2**23
"""So many subsets are listed at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Overlaps:
    """The subsets of sets: one entry for each set and each of its subsets.

    Attributes:
        sizes: how many labels each set holds.
        holder: of each entry the set.
        subset: of each entry the number of the subset: equal subsets of different sets have one number.
        length: of each entry how many labels the subset holds.
        apart: the distance by labels shared, size of one and size of the other.
    """

    sizes: Places
    holder: Places
    subset: Places
    length: Places
    apart: Floats

    @classmethod
    def of(
        cls, members: Sequence[Sequence[int]], distance: Callable[[Floats, Floats, Floats], Floats]
    ) -> Overlaps | None:
        """List the subsets; None where there would be too many.

        Args:
            members: the labels of each set, as numbers from 0.
            distance: of (labels shared, size of one, size of the other).
        """
        sizes = np.array([len(each) for each in members], dtype=np.intp)
        most = int(sizes.max(initial=0))
        if most > 20 or float((2.0**sizes).sum()) > MOST:
            return None
        # A subset is known by the exclusive or of its labels' random numbers: 63 bits, fixed.
        highest = 1 + max((label for each in members for label in each), default=0)
        numbers = np.random.Generator(np.random.PCG64(7)).integers(1, 2**63 - 1, size=highest)
        holders, keys, lengths = [], [], []
        for size in range(most + 1):
            some = np.flatnonzero(sizes == size)
            found = np.zeros((len(some), 1), dtype=np.int64)
            length = np.zeros(1, dtype=np.intp)
            held = np.array([members[int(each)] for each in some], dtype=np.intp).reshape(len(some), size)
            for column in range(size):
                found = np.hstack([found, found ^ numbers[held[:, column], None]])
                length = np.concatenate([length, length + 1])
            holders.append(np.repeat(some, len(length)))
            keys.append(found.ravel())
            lengths.append(np.tile(length, len(some)))
        _, subset = np.unique(np.concatenate(keys), return_inverse=True)
        step = np.arange(most + 1, dtype=np.float64)
        apart = distance(step[:, None, None], step[None, :, None], step[None, None, :])
        return cls(sizes, np.concatenate(holders), subset.ravel(), np.concatenate(lengths), apart)

    def spread(self, counts: Floats) -> Floats:
        """For each row of counts (rows x sets) the counts times the distances: the same shape."""
        return np.array([self._spread(row) for row in counts]).reshape(counts.shape)

    def _spread(self, counts: Floats) -> Floats:
        number, classes = len(self.sizes), int(self.sizes.max(initial=0)) + 1
        exactly = np.array(
            [[(-1) ** (s - k) * comb(s, k) if s >= k else 0 for s in range(classes)] for k in range(classes)],
            dtype=np.float64,
        )
        weights, size = counts[self.holder], self.sizes[self.holder]
        subsets = int(self.subset.max(initial=-1)) + 1
        found = np.zeros(number)
        for other in range(classes):
            here = size == other
            holding = np.bincount(self.subset[here], weights=weights[here], minlength=subsets)
            cell = self.holder * classes + self.length
            sums = np.bincount(cell, weights=holding[self.subset], minlength=number * classes)
            sharing = sums.reshape(number, classes) @ exactly.T
            found += (sharing * self.apart[:, self.sizes, other].T).sum(axis=1)
        return found
