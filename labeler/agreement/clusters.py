"""Pure: how well two groupings of the same things (duplicate clusters) agree.

B-cubed precision, recall and F1 (Bagga & Baldwin 1998), Rand index (1971), adjusted Rand index (Hubert & Arabie
1985) and κ over pairs, which is the same number (Warrens 2008); and which clusters one side splits or merges.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labeler.agreement.measure import Coefficient

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

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
        self._cells = Counter((one, other) for _, one, other in self._pairs)
        self._ones = Counter(one for _, one, _ in self._pairs)
        self._others = Counter(other for _, _, other in self._pairs)

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

    def splits(self) -> list[Parted]:
        """The reference's clusters that the other grouping cuts up, the largest first."""
        return self._parted(1, 2)

    def merges(self) -> list[Parted]:
        """The other grouping's clusters that hold units of several reference clusters, the largest first."""
        return self._parted(2, 1)

    def _bcubed(self, side: int) -> Coefficient:
        if not self._pairs:
            return Coefficient(None, None, None, NO_UNIT)
        sizes = (self._ones, self._others)[side]
        value = sum(count * count / sizes[cell[side]] for cell, count in self._cells.items()) / self.units
        return Coefficient(value, value, None)

    def _together(self) -> tuple[int, int, int, int]:
        return (
            _pairs(self._cells),
            _pairs(self._ones),
            _pairs(self._others),
            self.units * (self.units - 1) // 2,
        )

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


def _pairs(counts: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())
