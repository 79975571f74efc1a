"""Pure: ratings as units by annotators, the form in which answers arrive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from labeler.agreement.coded import Coded

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Ratings:
    """What annotators answered to one question.

    Attributes:
        units: unit id -> annotator -> value. A missing annotator has not seen the unit; an empty frozenset
            is an answer ("looked, none fits").
    """

    units: Mapping[str, Mapping[str, Hashable]]

    @property
    def annotators(self) -> list[str]:
        """Everybody who rated at least one unit, sorted."""
        return sorted({annotator for given in self.units.values() for annotator in given})

    @property
    def pairable(self) -> list[list[Hashable]]:
        """The values of each unit that at least two annotators rated."""
        return [list(given.values()) for given in self.units.values() if len(given) > 1]

    @property
    def count(self) -> int:
        """How many ratings there are in all."""
        return sum(len(given) for given in self.units.values())

    def of_pair(self, one: str, other: str) -> list[tuple[Hashable, Hashable]]:
        """(value of one, value of other) for each unit that both rated."""
        return [
            (given[one], given[other]) for given in self.units.values() if one in given and other in given
        ]

    def pairs(self) -> Iterable[tuple[str, str]]:
        """Every two annotators, in order of name."""
        return combinations(self.annotators, 2)

    def coded(self, values: Sequence[Hashable] | None = None) -> Coded:
        """The same ratings as an array of codes, which all the arithmetic works on.

        Args:
            values: the values in their order, where that matters or some were never chosen.
        """
        return Coded.from_units(self.units, values)


def patterns(units: Iterable[Iterable[Hashable]]) -> Counter[tuple[tuple[Hashable, int], ...]]:
    """How often each multiset of values occurs among units: most corpora have few distinct ones."""
    found: Counter[tuple[tuple[Hashable, int], ...]] = Counter()
    for values in units:
        found[tuple(sorted(Counter(values).items(), key=repr))] += 1
    return found
