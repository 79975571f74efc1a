"""Pure: how well two groupings of the same things (duplicate clusters) agree.

B-cubed precision, recall and F1 (Bagga & Baldwin 1998), Rand index (1971), adjusted Rand index (Hubert & Arabie
1985) and κ over pairs, which is the same number (Warrens 2008); and which clusters one side splits or merges.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from labeler.agreement.items import summed
from labeler.agreement.measure import TINY, Coefficient, Measure, plain, share
from labeler.duplicates.groups import tied

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.measure import Parts

    Floats = NDArray[np.float64]

NO_UNIT = "undefined: no unit is in both groupings"
NO_TWO = "undefined: fewer than two units are in both groupings"
ALL_ALIKE = "undefined, no variation: no pair is together, or every pair is"


@dataclass(frozen=True, slots=True)
class Parted:
    """One cluster that the other grouping cuts up.

    Attributes:
        cluster: its id.
        units: its units that are in both groupings, in order.
        parts: the other grouping's clusters with those units, the greatest first.
    """

    cluster: Hashable
    units: tuple[int, ...]
    parts: tuple[tuple[Hashable, tuple[int, ...]], ...]


class Clusterings:
    """Two groupings over the units that both hold.

    Args:
        pairs: for each unit (cluster in the reference, cluster in the other); None where it is in none.
    """

    def __init__(self, pairs: Sequence[tuple[Hashable | None, Hashable | None]]) -> None:
        self._pairs = [
            (place, one, other)
            for place, (one, other) in enumerate(pairs)
            if one is not None and other is not None
        ]
        ones: dict[Hashable, int] = {}
        others: dict[Hashable, int] = {}
        codes = [
            (ones.setdefault(a, len(ones)), others.setdefault(b, len(others))) for _, a, b in self._pairs
        ]
        one, other = np.array(codes, dtype=np.int64).reshape(-1, 2).T
        self._sizes = np.bincount(one), np.bincount(other)
        found, self._counts = np.unique(one * max(1, len(others)) + other, return_counts=True)
        # Of each two clusters that share units: the reference's, and the other grouping's.
        self._cells = found // max(1, len(others)), found % max(1, len(others))

    @property
    def units(self) -> int:
        """How many units both groupings hold."""
        return len(self._pairs)

    def precision(self) -> Coefficient:
        """B-cubed precision: over units, the mean share of its cluster here that belongs with it by the reference."""
        return self._bcubed(1)

    def recall(self) -> Coefficient:
        """B-cubed recall: over units, the mean share of its reference cluster that is with it here."""
        return self._bcubed(0)

    def f1(self) -> Coefficient:
        """The harmonic mean of B-cubed precision and recall."""
        precision, recall = self.precision().value, self.recall().value
        if precision is None or recall is None:
            return Coefficient(None, None, None, NO_UNIT)
        value = 2 * precision * recall / (precision + recall)
        return Coefficient(value, value, None)

    def rand(self) -> Coefficient:
        """Rand index: the share of pairs on which both say together, or both say apart."""
        if self.units < 2:
            return Coefficient(None, None, None, NO_TWO)
        both, one, other, every = self._together()
        value = (every + 2 * both - one - other) / every
        return Coefficient(value, value, None)

    def adjusted_rand(self) -> Coefficient:
        """Adjusted Rand index: pairs together in both, corrected for chance. Undefined without variation."""
        if self.units < 2:
            return Coefficient(None, None, None, NO_TWO)
        both, one, other, every = self._together()
        by_chance = one * other / every
        room = (one + other) / 2 - by_chance
        if one + other == 0 or one == other == every:
            return Coefficient(None, None, None, ALL_ALIKE)
        return Coefficient((both - by_chance) / room, None, None)

    def pair_kappa(self) -> Coefficient:
        """Cohen's κ of together or apart over all pairs of units; equal to the adjusted Rand index."""
        if self.units < 2:
            return Coefficient(None, None, None, NO_TWO)
        both, one, other, every = self._together()
        observed = (every + 2 * both - one - other) / every
        expected = (one * other + (every - one) * (every - other)) / every**2
        if one + other == 0 or one == other == every:
            return Coefficient(None, observed, expected, ALL_ALIKE)
        return Coefficient((observed - expected) / (1 - expected), observed, expected)

    def measure(self, name: str) -> Measure:
        """B-cubed "f1" or "adjusted_rand" as a function of sums, for their intervals.

        What is left out and drawn are the sets of units that either grouping ties together, directly or through
        others: within them units depend on each other, across them nothing does.
        """
        sums = self._sums()
        items = summed(sums, np.ones(len(sums), dtype=np.int64))
        return Measure(items, _f1 if name == "f1" else _adjusted_rand)

    def _sums(self) -> Floats:
        """Of each set that hangs together: summed precision and recall, units, pairs in both, one, the other."""
        (one, other), counts = self._cells, self._counts.astype(np.float64)
        ones, others = self._sizes
        # The clusters of both groupings, the other one's counted on from the reference's.
        stories = tied(one, len(ones) + other, len(ones) + len(others))
        _, place = np.unique(stories, return_inverse=True)
        of_cell, of_one, of_other = place[one], place[: len(ones)], place[len(ones) :]
        sums = (
            (of_cell, counts**2 / others[other]),
            (of_cell, counts**2 / ones[one]),
            (of_cell, counts),
            (of_cell, _pairs(counts)),
            (of_one, _pairs(ones)),
            (of_other, _pairs(others)),
        )
        size = int(place.max(initial=-1)) + 1
        return np.column_stack([np.bincount(where, weights=what, minlength=size) for where, what in sums])

    def splits(self) -> list[Parted]:
        """The reference's clusters that the other grouping cuts up, the largest first."""
        return self._parted(1, 2)

    def merges(self) -> list[Parted]:
        """The other grouping's clusters that hold units of several reference clusters, the largest first."""
        return self._parted(2, 1)

    def _bcubed(self, side: int) -> Coefficient:
        if not self._pairs:
            return Coefficient(None, None, None, NO_UNIT)
        value = float((self._counts**2 / self._sizes[side][self._cells[side]]).sum()) / self.units
        return Coefficient(value, value, None)

    def _together(self) -> tuple[float, float, float, float]:
        both, one, other = (float(_pairs(each).sum()) for each in (self._counts, *self._sizes))
        return both, one, other, self.units * (self.units - 1) / 2

    def _parted(self, side: int, across: int) -> list[Parted]:
        members: defaultdict[Hashable, defaultdict[Hashable, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for entry in self._pairs:
            place = entry[0]
            members[entry[side]][entry[across]].append(place)
        found = [
            Parted(
                cluster,
                tuple(sorted(unit for part in parts.values() for unit in part)),
                tuple(
                    sorted(
                        ((name, tuple(part)) for name, part in parts.items()),
                        key=lambda each: (-len(each[1]), each[1]),
                    )
                ),
            )
            for cluster, parts in members.items()
            if len(parts) > 1
        ]
        return sorted(found, key=lambda each: (-len(each.units), each.units))


def _f1(totals: Floats) -> Parts:
    precision, recall, units = totals[:, 0], totals[:, 1], totals[:, 2]
    return plain(share(2 * precision * recall, (precision + recall) * units))


def _adjusted_rand(totals: Floats) -> Parts:
    units, both, one, other = totals[:, 2], totals[:, 3], totals[:, 4], totals[:, 5]
    with np.errstate(invalid="ignore", divide="ignore"):
        by_chance = one * other / (units * (units - 1) / 2)
        room = (one + other) / 2 - by_chance
        value = np.where(np.abs(room) > TINY, (both - by_chance) / room, np.nan)
    return plain(value)


def _pairs(counts: NDArray[Any]) -> Floats:
    return np.asarray(counts * (counts - 1) / 2, dtype=np.float64)
