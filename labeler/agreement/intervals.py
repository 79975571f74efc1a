"""Pure: how far a coefficient may be off: 95 % intervals over units, or over clusters of units.

The units stand for all units that could have been drawn, so what varies is which units these are, and observed and
expected agreement vary together. Three ways:

- "score", the default. Let r = 1 - value, how much disagreement there is as a share of what chance gives. Its
  variance comes from the jackknife (leaving each unit out), plus two imagined units on which everybody agrees,
  spread over the values in use: without them a rare value that nobody agreed on by accident makes the variance too
  small. A disagreement is a rare event when agreement is high, so, as in Wilson's interval for a share (1927), the
  variance is taken to grow with r as r (1 - b r) does, and the interval holds the r that lie within t standard
  errors by their own variance; for clusters b is divided by their mean size. With few disagreements (fewer than six units' worth) the lower end of r is that of
  a Poisson count (Wilson & Hilferty 1931), and with none the upper end follows from the number of units.
- "bca": bias-corrected and accelerated bootstrap (Efron 1987), units drawn anew; 1 is the limit.
- "percentile": the plain bootstrap.

docs/agreement.md says how often each holds the truth. Units with the same answers are drawn as one item with its
multiplicity; beyond 4 000 distinct patterns a resample draws 2 000 random groups of units instead, and beyond 65 536
numbers what a unit does is taken from the derivatives (infinitesimal jackknife).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.draws import EXACT, MANY_UNITS, Draws

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.draws import Clusters, Listed, Tabled
    from labeler.agreement.items import Items
    from labeler.agreement.measure import Coefficient, Measure

    Floats = NDArray[np.float64]

FEWEST = 5
METHODS = ("score", "bca", "percentile")
RARE = 6
ALLOWED = 2.0
"""So many unanimous units are imagined when the variance is reckoned."""
LOST = 0.05
NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval that holds the coefficient of all units with the confidence `level`.

    Attributes:
        low: its lower end; None where there is no interval, and then `why` says so.
        high: its upper end, at most 1.
        level: 0.95.
        method: "score", "bca" or "percentile"; "jackknife" where "score" was asked of an index, which has no
            disagreement to reckon with: value ± t standard errors.
        drawn: how many units (or clusters) it rests on.
        why: why there is none, else "".
    """

    low: float | None
    high: float | None
    level: float
    method: str
    drawn: int
    why: str = ""


def interval(
    measure: Measure,
    *,
    clusters: Sequence[Hashable] | Clusters | Listed | Tabled | None = None,
    method: str = "score",
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Interval:
    """An interval of a coefficient.

    Args:
        measure: from `coefficients.measure`; with `with_units=True` where clusters are given.
        clusters: the cluster of each unit (row of the ratings): the article of a line, the duplicate cluster of
            an article. Units of one cluster are drawn or left out together.
        method: "score", "bca" or "percentile".
        level: the confidence.
        resamples: of the bootstraps.
        seed: of the bootstraps: equal seeds give equal intervals.

    Raises:
        ValueError: an unknown method, or clusters for a measure made without `with_units`.
    """
    if method not in METHODS:
        raise ValueError(f"there is no interval {method!r}; there are {', '.join(METHODS)}")
    draws = Draws.of(measure, clusters)
    figure = measure.coefficient()
    if figure.value is None:
        return Interval(None, None, level, method, draws.number, figure.why)
    if draws.number < FEWEST:
        what = "unit" if draws.number == measure.items.units else "cluster"
        what += "" if draws.number == 1 else "s"
        why = f"too few: {draws.number} {what}; an interval needs {FEWEST} or more"
        return Interval(None, None, level, method, draws.number, why)
    if method == "score":
        low, high = _score(draws, figure, level)
    else:
        drawn = draws.resampled(resamples, seed)
        if len(drawn) < (1 - LOST) * resamples:
            lost = resamples - len(drawn)
            why = f"too few: the coefficient is undefined in {lost} of {resamples} resamples"
            return Interval(None, None, level, method, draws.number, why)
        low, high = _bootstrap(draws, figure.value, drawn, level, corrected=method == "bca")
    made = "jackknife" if method == "score" and not measure.dissent else method
    return Interval(min(low, figure.value), max(high, figure.value), level, made, draws.number)


def _score(draws: Draws, figure: Coefficient, level: float) -> tuple[float, float]:
    assert figure.value is not None
    measure, number, value = draws.measure, draws.number, figure.value
    by_value, by_observed, times = draws.effects()
    variance = float((times * by_value**2).sum()) / (number * (number - 1))
    if measure.unanimous is not None and len(measure.unanimous.times):
        moved = _added(measure, measure.unanimous.alike(draws.size))
        variance += ALLOWED * float((moved**2).mean())
    t = student(0.5 + level / 2, number - 1)
    if not measure.dissent:
        return max(-1.0, value - t * sqrt(variance)), min(1.0, value + t * sqrt(variance))
    assert figure.observed is not None
    by_chance = 1.0 - (figure.expected or 0.0)
    share = 1.0 - figure.observed
    # Of each unit how much it disagrees; the mean of that, units weighted by it, is the size of a disagreement.
    apart = np.maximum(share - by_observed, 0.0)
    total = float((times * apart).sum())
    scale = float((times * apart**2).sum()) / total if total > 1e-9 * number else measure.dissent
    # Clusters are alike inside, which leaves the tail towards disagreement long.
    low, high = _wilson(1.0 - value, variance, by_chance / scale, number, t, draws.size)
    return max(-1.0, low), high


def _wilson(
    amount: float, variance: float, inverse: float, number: int, t: float, size: float
) -> tuple[float, float]:
    """Value limits from r = amount: the r with (amount - r)² <= t² k r (1 - b r)."""
    if amount <= 1e-12:
        k, b = 1 / (number * inverse), inverse / size
        return 1.0 - t * t * k / (1 + t * t * k * b), 1.0
    b = min(inverse, 1 / (2 * amount)) / size
    k = variance / (amount * (1 - b * amount))
    half = amount + t * t * k / 2
    room = 1 + t * t * k * b
    root = sqrt(max(0.0, half * half - room * amount * amount))
    least, most = (half - root) / room, (half + root) / room
    if amount < RARE * k:
        events = amount / k
        least = min(least, amount * max(0.0, 1 - 1 / (9 * events) - t / (3 * sqrt(events))) ** 3)
    return 1.0 - most, 1.0 - least


def _added(measure: Measure, unanimous: Items) -> Floats:
    """How the value moves if one of each of these units is added: shape (items,)."""
    if measure.items.units <= MANY_UNITS and len(unanimous.times) * unanimous.width <= EXACT:
        totals = measure.items.totals
        before = measure.evaluate(totals[None, :]).value
        return np.asarray(measure.evaluate(totals + unanimous.matrix()).value - before)
    by_value, _ = measure.gradients
    return unanimous.project(by_value)


def _bootstrap(
    draws: Draws, value: float, drawn: Floats, level: float, *, corrected: bool
) -> tuple[float, float]:
    tail = (1 - level) / 2
    ends = [tail, 1 - tail]
    by_value, _, times = draws.effects()
    spread = float(times @ by_value**2)
    if corrected and spread > 0:
        below = (np.count_nonzero(drawn < value) + np.count_nonzero(drawn == value) / 2) / len(drawn)
        shift = NORMAL.inv_cdf(min(max(below, 1 / len(drawn)), 1 - 1 / len(drawn)))
        skew = float(times @ by_value**3) / (6 * spread**1.5)
        limits = [shift + NORMAL.inv_cdf(end) for end in ends]
        ends = [NORMAL.cdf(shift + limit / max(1e-6, 1 - skew * limit)) for limit in limits]
    low, high = np.quantile(drawn, ends)
    return float(low), float(high)


def student(share: float, freedom: int) -> float:
    """The quantile of Student's t (Abramowitz & Stegun 26.7.5), to three digits from 4 degrees of freedom."""
    z = NORMAL.inv_cdf(share)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** (power + 1) for power, term in enumerate(terms))
