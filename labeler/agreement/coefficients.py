"""Pure: percent agreement, Cohen's κ and Krippendorff's α, each with its parts; undefined cases in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.agreement.distances import nominal
from labeler.agreement.ratings import Ratings, patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    Distance = Callable[[Hashable, Hashable], float]

NO_VARIATION = "undefined, no variation: every answer is the same"
NO_PAIR = "undefined: no unit was answered by two annotators"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with the parts it is made of.

    Attributes:
        value: the coefficient, at most 1; None where it is undefined.
        observed: observed agreement, 0 to 1; None where there is no pair.
        expected: agreement expected by chance, 0 to 1; None where it has no meaning.
        why: why the value is undefined, else "".
    """

    value: float | None
    observed: float | None
    expected: float | None
    why: str = ""


def percent_agreement(ratings: Ratings) -> Coefficient:
    """The mean over units with two or more ratings of the share of their pairs that agree (Gwet 2014)."""
    shares = [_agreeing_share(values) for values in ratings.pairable]
    if not shares:
        return Coefficient(None, None, None, NO_PAIR)
    value = sum(shares) / len(shares)
    return Coefficient(value, value, None)


def _agreeing_share(values: Sequence[Hashable]) -> float:
    pairs = len(values) * (len(values) - 1)
    return sum(count * (count - 1) for count in Counter(values).values()) / pairs


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Coefficient:
    """Cohen's κ (1960) of two annotators over the units both rated: (po - pe) / (1 - pe).

    Args:
        pairs: (value of one, value of the other) for each unit.
    """
    if not pairs:
        return Coefficient(None, None, None, NO_PAIR)
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(count * others[value] for value, count in ones.items()) / total**2
    if len(ones.keys() | others.keys()) == 1:
        return Coefficient(None, observed, expected, NO_VARIATION)
    return Coefficient((observed - expected) / (1 - expected), observed, expected)


def krippendorff_alpha(ratings: Ratings, distance: Distance = nominal) -> Coefficient:
    """Krippendorff's α (2011, coincidence form): 1 - Do / De. Units with one rating drop out.

    Do sums each unit's pairwise distances, divided by the unit's ratings less one; De compares every pairable
    rating with every other. Units are grouped by their multiset of values first, so the cost follows the
    number of distinct patterns, not of units.

    Args:
        ratings: any number of annotators, any missing.
        distance: symmetric, 0 for equal values; MASI for topic sets.
    """
    totals: Counter[Hashable] = Counter()
    disagreement = 0.0
    for pattern, times in patterns(ratings.pairable).items():
        size = sum(count for _, count in pattern)
        between = 0.0
        for place, (value, count) in enumerate(pattern):
            totals[value] += count * times
            for other, other_count in pattern[:place]:
                between += 2 * count * other_count * distance(value, other)
        disagreement += times * between / (size - 1)
    pairable = sum(totals.values())
    if not pairable:
        return Coefficient(None, None, None, NO_PAIR)
    observed = disagreement / pairable
    if len(totals) == 1:
        return Coefficient(None, 1.0 - observed, 1.0, NO_VARIATION)
    by_chance = 0.0
    values = list(totals.items())
    for place, (value, count) in enumerate(values):
        for other, other_count in values[:place]:
            by_chance += 2 * count * other_count * distance(value, other)
    expected = by_chance / (pairable * (pairable - 1))
    if expected == 0.0:
        return Coefficient(None, 1.0 - observed, 1.0, NO_VARIATION)
    return Coefficient(1.0 - observed / expected, 1.0 - observed, 1.0 - expected)
