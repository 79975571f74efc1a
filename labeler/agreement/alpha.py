"""Pure: Krippendorff's α (2011, coincidence form), 1 - Do / De, with any distance.

Units with fewer than two ratings drop out. Do sums each unit's pairwise distances, divided by the unit's ratings
less one; De compares every pairable rating with every other. Units are grouped by their multiset of values first,
so the cost follows the number of distinct patterns, not of units.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.items import Items
from labeler.agreement.measure import NO_PAIR, NO_VARIATION, Measure, Parts
from labeler.agreement.spaces import space_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded, Codes
    from labeler.agreement.distances import Distance
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
    pairable = coded.given > 1
    kept = coded.codes[pairable]
    found = patterns.multisets(kept, len(coded.values), with_units)
    of_unit = None
    if with_units:
        of_unit = np.full(len(coded.codes), -1, dtype=np.intp)
        of_unit[pairable] = found.of_unit
    if isinstance(distance, str) and distance == "ordinal":
        measure = _ordinal(found.codes, found.times, len(coded.values))
    else:
        measure = of_patterns(found.codes, found.times, space_of(coded.values, distance), len(coded.values))
    return replace(measure, of_unit=of_unit)


def of_patterns(codes: Codes, times: Ints, space: Space, size: int, within: Floats | None = None) -> Measure:
    """α of patterns of at least two ratings each.

    Args:
        codes: patterns x places, -1 for none.
        times: how many units have each pattern; 0 is allowed.
        space: the distances.
        size: how many values there are.
        within: `disagreement(codes, space)`, where it is known already.
    """
    within = disagreement(codes, space) if within is None else within
    items = Items(within[:, None], codes, np.ones(len(codes)), size, times)

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

    used, mean, why = _used(codes, times)
    unanimous = Items(
        np.zeros((len(used), 1)), used[:, None], np.full(len(used), mean), size, np.ones(len(used), int)
    )
    return Measure(items, evaluate, slopes, why, dissent=2 * space.reach / mean, unanimous=unanimous)


def disagreement(codes: Codes, space: Space) -> Floats:
    """Of each pattern the sum of distances of ordered pairs, divided by its ratings less one."""
    given = np.count_nonzero(codes >= 0, axis=1)
    found = np.zeros(len(codes))
    for place in range(codes.shape[1]):
        for other in range(place):
            both = np.flatnonzero((codes[:, place] >= 0) & (codes[:, other] >= 0))
            found[both] += space.between(codes[both, place], codes[both, other])
    return np.asarray(2 * found / np.maximum(given - 1, 1))


def _parts(within: Floats, by_chance: Floats, number: Floats) -> Parts:
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = np.where(number > 0, within / number, np.nan)
        expected = np.where(number > 1, by_chance / (number * (number - 1)), np.nan)
        value = np.where(expected > 0, 1.0 - observed / expected, np.nan)
    return Parts(value, 1.0 - observed, 1.0 - expected)


def _ordinal(codes: Codes, times: Ints, size: int) -> Measure:
    """α with ordinal distances: the sums are the coincidences of every two values, and the counts."""
    given = np.count_nonzero(codes >= 0, axis=1)
    upper = np.triu_indices(size, 1)
    number = np.zeros((size, size), dtype=np.intp)
    number[upper] = np.arange(len(upper[0]))
    number += number.T
    pairs = np.zeros((len(codes), len(upper[0])))
    for place in range(codes.shape[1]):
        for other in range(place):
            one, two = codes[:, place], codes[:, other]
            here = np.flatnonzero((one >= 0) & (two >= 0) & (one != two))
            pairs[here, number[one[here], two[here]]] += 2 / (given[here] - 1)
    items = Items(pairs, codes, np.ones(len(codes)), size, times)

    def evaluate(totals: Floats) -> Parts:
        counts = totals[:, len(upper[0]) :]
        total = counts.sum(axis=1)
        # Ranks are counted as shares of all ratings, which keeps distances below 1; α does not change.
        middle = (np.cumsum(counts, axis=1) - counts / 2) / np.maximum(total, 1)[:, None]
        apart = (middle[:, upper[0]] - middle[:, upper[1]]) ** 2
        by_chance = 2 * (counts[:, upper[0]] * counts[:, upper[1]] * apart).sum(axis=1)
        return _parts((totals[:, : len(upper[0])] * apart).sum(axis=1), by_chance, total)

    used, mean, why = _used(codes, times)
    unanimous = Items(
        np.zeros((len(used), len(upper[0]))),
        used[:, None],
        np.full(len(used), mean),
        size,
        np.ones(len(used), dtype=np.int64),
    )
    by_chance = 1.0 - evaluate(items.totals()[None, :]).expected[0] if not why else 1.0
    return Measure(items, evaluate, None, why, dissent=2 * by_chance / mean, unanimous=unanimous)


def _used(codes: Codes, times: Ints) -> tuple[Ints, float, str]:
    """The values in use, the mean number of ratings of a unit, and why α is undefined, if it is."""
    here = codes[times > 0]
    seen = here >= 0
    if not seen.any():
        return np.empty(0, dtype=np.intp), 2.0, NO_PAIR
    used = np.flatnonzero(np.bincount(here[seen]))
    mean = float(times[times > 0] @ seen.sum(axis=1) / times.sum())
    return used, mean, NO_VARIATION if len(used) < 2 else ""
