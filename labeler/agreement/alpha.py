"""Pure: Krippendorff's α (2011, coincidence form), 1 - Do / De, with any distance.

Units with fewer than two ratings drop out. Do sums each unit's pairwise distances, divided by the unit's ratings
less one; De compares every pairable rating with every other. Units are grouped by their multiset of values first,
so the cost follows the number of distinct patterns, not of units.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.items import Items
from labeler.agreement.measure import NO_PAIR, NO_VARIATION, Measure, Parts
from labeler.agreement.spaces import more, space_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded, Codes
    from labeler.agreement.distances import Distance
    from labeler.agreement.patterns import Patterns
    from labeler.agreement.spaces import Space

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer]


def alpha(coded: Coded, distance: Distance | str | Floats = "nominal", with_units: bool = False) -> Measure:
    """Krippendorff's α of ratings.

    Args:
        coded: any number of annotators, any missing.
        distance: nominal, ordinal, interval, ratio, masi, jaccard, dice, a function of two values, or a matrix
            over `coded.values`. Ordinal takes the values in the order of `coded.values`, and depends on how
            often each was given (Krippendorff 2011), so a resample has distances of its own.
        with_units: also say which item each unit is (for clusters).
    """
    found = patterns.multisets(coded.codes, len(coded.values), with_units).answered(2)
    measure = alpha_of(found, coded.values, distance)
    return replace(measure, of_unit=found.of_unit) if with_units else measure


def alpha_of(
    found: Patterns, values: Sequence[Hashable], distance: Distance | str | Floats = "nominal"
) -> Measure:
    """The same of units counted by their patterns of two answers or more, as multisets."""
    scale = scale_of(values, distance)
    return scale.measure(found.codes, found.times, scale.apart(found.codes))


class Scale(Protocol):
    """How α counts the answers to a unit."""

    def apart(self, codes: Codes) -> Floats:
        """Of each pattern (patterns x places, -1 for none) the sums its disagreement is made of: patterns x sums."""

    def measure(self, codes: Codes, times: Ints, apart: Floats) -> Measure:
        """α of patterns.

        Args:
            codes: patterns x places, -1 for none.
            times: how many units have each pattern; 0 is allowed.
            apart: `self.apart(codes)`.
        """


def scale_of(values: Sequence[Hashable], distance: Distance | str | Floats) -> Scale:
    """The scale for a distance, by whatever `alpha` takes.

    Raises:
        TypeError: the distance does not compare such values.
        ValueError: an unknown name, or a matrix that is none of distances.
    """
    if isinstance(distance, str) and distance == "ordinal":
        return Ordinal(len(values))
    return Fixed(space_of(values, distance), len(values))


def extended(scale: Scale, values: Sequence[Hashable], value: Hashable, distance: str) -> Scale:
    """The scale for one more value.

    Args:
        scale: the scale for `values` and `distance`.
        values: the values known so far.
        value: the new one, which gets the next code.
        distance: by name.
    """
    if not isinstance(scale, Fixed):
        return scale_of([*values, value], distance)
    return Fixed(more(scale.space, values, value, distance), len(values) + 1)


@dataclass(frozen=True, slots=True)
class Fixed:
    """Any two values are as far apart as the space says.

    Attributes:
        space: the distances.
        size: how many values there are.
    """

    space: Space
    size: int

    def apart(self, codes: Codes) -> Floats:
        """See `Scale`: the sum of distances of ordered pairs, divided by the ratings less one; one sum."""
        given = np.count_nonzero(codes >= 0, axis=1)
        found = np.zeros(len(codes))
        for place in range(codes.shape[1]):
            for other in range(place):
                both = np.flatnonzero((codes[:, place] >= 0) & (codes[:, other] >= 0))
                found[both] += self.space.between(codes[both, place], codes[both, other])
        return np.asarray(2 * found / np.maximum(given - 1, 1))[:, None]

    def measure(self, codes: Codes, times: Ints, apart: Floats) -> Measure:
        """See `Scale`."""
        space = self.space
        items = Items(apart, codes, np.ones(len(codes)), self.size, times)

        def evaluate(totals: Floats) -> Parts:
            counts = totals[:, 1:]
            number = counts.sum(axis=1)
            by_chance = (counts * space.spread(counts)).sum(axis=1)
            return _parts(totals[:, 0], by_chance, number)

        def slopes(totals: Floats) -> tuple[Floats, Floats]:
            # value = 1 - within (number - 1) / by_chance; observed = 1 - within / number
            counts, within = totals[1:], totals[0]
            number = counts.sum()
            spread = space.spread(counts[None, :])[0]
            by_chance = (counts * spread).sum()
            by_count = -within / by_chance + 2 * within * (number - 1) * spread / by_chance**2
            observed = np.full(len(totals), within / number**2)
            observed[0] = -1 / number
            return np.concatenate([[-(number - 1) / by_chance], by_count]), observed

        used, mean, why = _used(items)
        unanimous = Items(
            np.zeros((len(used), 1)),
            used[:, None],
            np.full(len(used), mean),
            self.size,
            np.ones(len(used), int),
        )
        return Measure(items, evaluate, slopes, why, dissent=2 * space.reach / mean, unanimous=unanimous)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Ordinal distances follow from how often each value was given: the sums are the coincidences of every two.

    Attributes:
        size: how many values there are.
    """

    size: int

    def apart(self, codes: Codes) -> Floats:
        """See `Scale`: the coincidences of every two values."""
        given = np.count_nonzero(codes >= 0, axis=1)
        upper = self._upper()
        number = np.zeros((self.size, self.size), dtype=np.intp)
        number[upper] = np.arange(len(upper[0]))
        number += number.T
        pairs = np.zeros((len(codes), len(upper[0])))
        for place in range(codes.shape[1]):
            for other in range(place):
                one, two = codes[:, place], codes[:, other]
                here = np.flatnonzero((one >= 0) & (two >= 0) & (one != two))
                pairs[here, number[one[here], two[here]]] += 2 / (given[here] - 1)
        return pairs

    def measure(self, codes: Codes, times: Ints, apart: Floats) -> Measure:
        """See `Scale`."""
        size, upper = self.size, self._upper()
        items = Items(apart, codes, np.ones(len(codes)), size, times)

        def evaluate(totals: Floats) -> Parts:
            counts = totals[:, len(upper[0]) :]
            total = counts.sum(axis=1)
            # Ranks are counted as shares of all ratings, which keeps distances below 1; α does not change.
            middle = (np.cumsum(counts, axis=1) - counts / 2) / np.maximum(total, 1)[:, None]
            apart = (middle[:, upper[0]] - middle[:, upper[1]]) ** 2
            by_chance = 2 * (counts[:, upper[0]] * counts[:, upper[1]] * apart).sum(axis=1)
            return _parts((totals[:, : len(upper[0])] * apart).sum(axis=1), by_chance, total)

        used, mean, why = _used(items)
        unanimous = Items(
            np.zeros((len(used), len(upper[0]))),
            used[:, None],
            np.full(len(used), mean),
            size,
            np.ones(len(used), dtype=np.int64),
        )
        by_chance = 1.0 - evaluate(items.totals[None, :]).expected[0] if not why else 1.0
        return Measure(items, evaluate, None, why, dissent=2 * by_chance / mean, unanimous=unanimous)

    def _upper(self) -> tuple[NDArray[np.intp], ...]:
        return np.triu_indices(self.size, 1)


def _parts(within: Floats, by_chance: Floats, number: Floats) -> Parts:
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = np.where(number > 0, within / number, np.nan)
        expected = np.where(number > 1, by_chance / (number * (number - 1)), np.nan)
        value = np.where(expected > 0, 1.0 - observed / expected, np.nan)
    return Parts(value, 1.0 - observed, 1.0 - expected)


def _used(items: Items) -> tuple[Ints, float, str]:
    """The values in use, the mean number of ratings of a unit, and why α is undefined, if it is."""
    counts = items.totals[items.dense.shape[1] :]
    if not items.units:
        return np.empty(0, dtype=np.intp), 2.0, NO_PAIR
    used = np.flatnonzero(counts)
    return used, float(counts.sum()) / items.units, NO_VARIATION if len(used) < 2 else ""
