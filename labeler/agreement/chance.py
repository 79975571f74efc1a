"""Pure: coefficients for any number of annotators, missing ratings allowed, in Gwet's forms (2014, ch. 2-3).

Of each unit with two or more ratings the (weighted) share of agreeing pairs is taken; the mean of these shares is
the observed agreement. The coefficients differ in what they expect by chance, which all units with at least one
rating tell: Fleiss' κ (1971) from the mean share of each value, Conger's κ (1980) from each annotator's own
shares, Gwet's AC1 and AC2 (2008) from how uncertain values are, Brennan-Prediger (1981) from the number of values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.items import Items
from labeler.agreement.measure import NO_PAIR, NO_VARIATION, Measure, Parts, corrected, plain, share
from labeler.agreement.weights import weight_matrix

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded
    from labeler.agreement.patterns import Patterns

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer]
    Expected = Callable[[Floats], Floats]

AGREEING, PAIRED, RATED, SLOTS = 0, 1, 2, 3


def percent(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Percent agreement: the mean over units with two or more ratings of the share of agreeing pairs."""
    found = patterns.multisets(coded.codes, len(coded.values), with_units).answered(1)
    measure = percent_of(found, len(coded.values), weight_matrix(coded.values, weights))
    return replace(measure, of_unit=found.of_unit) if with_units else measure


def percent_of(found: Patterns, size: int, matrix: Floats | None = None) -> Measure:
    """The same of units counted by their patterns of one answer or more.

    Args:
        found: the patterns, as multisets.
        size: how many values there are.
        matrix: agreement weights; None: only equal answers agree.
    """
    items = _items_of(found, size, matrix)
    why = "" if _paired(items) else NO_PAIR

    def evaluate(totals: Floats) -> Parts:
        return plain(share(totals[:, AGREEING], totals[:, PAIRED]))

    used = np.unique(found.codes[found.codes >= 0])
    return Measure(
        items, evaluate, None, why, dissent=_dissent(items), unanimous=_unanimous_of(used, size, 1)
    )


def fleiss(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Fleiss' κ: chance from the mean share of each value, pe = Σ w_kl π_k π_l."""
    matrix = weight_matrix(coded.values, weights)

    def expected(shares: Floats) -> Floats:
        return _quadratic(shares, matrix)

    return _measure(coded, matrix, expected, with_units)


def gwet_ac(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Gwet's AC1, with weights AC2: pe = T_w / (q (q-1)) Σ π_k (1 - π_k), T_w the sum of all weights."""
    matrix = weight_matrix(coded.values, weights)
    size = len(coded.values)
    total = float(size if matrix is None else matrix.sum())

    def expected(shares: Floats) -> Floats:
        spread: Floats = (shares * (1.0 - shares)).sum(axis=1)
        return spread * total / (size * (size - 1)) if size > 1 else np.ones(len(shares))

    return _measure(coded, matrix, expected, with_units)


def brennan_prediger(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Brennan-Prediger (free-marginal κ, S): pe = T_w / q², q counting the values nobody chose as well."""
    matrix = weight_matrix(coded.values, weights)
    size = max(1, len(coded.values))
    by_chance = 1 / size if matrix is None else float(matrix.sum()) / size**2

    def expected(shares: Floats) -> Floats:
        return np.full(len(shares), by_chance)

    return _measure(coded, matrix, expected, with_units)


def conger(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Conger's κ: chance from each two annotators' own shares; Cohen's κ if there are two and none missing."""
    matrix = weight_matrix(coded.values, weights)
    size, width = len(coded.values), coded.codes.shape[1]
    found = patterns.rows(coded.codes, size, with_units)
    codes = found.codes
    slots = np.where(codes >= 0, codes + size * np.arange(width), -1)
    times = np.where((codes >= 0).any(axis=1), found.times, 0)
    items = Items(_sums(codes, matrix), slots, np.ones(len(codes)), size * width, times)

    def evaluate(totals: Floats) -> Parts:
        counts = totals[:, SLOTS:].reshape(len(totals), width, size)
        given = counts.sum(axis=2)
        shares = np.divide(counts, given[:, :, None], out=np.zeros_like(counts), where=given[:, :, None] > 0)
        raters = (given > 0).sum(axis=1)
        everybody = _quadratic(shares.sum(axis=1), matrix)
        oneself = _quadratic(shares.reshape(-1, size), matrix).reshape(len(totals), width).sum(axis=1)
        expected = share(everybody - oneself, (raters * (raters - 1)).astype(np.float64))
        return corrected(share(totals[:, AGREEING], totals[:, PAIRED]), expected)

    of_unit = found.of_unit if with_units else None
    return Measure(
        items,
        evaluate,
        None,
        _why(coded, items),
        of_unit,
        dissent=_dissent(items),
        unanimous=_unanimous(coded, width),
    )


def _measure(coded: Coded, matrix: Floats | None, expected: Expected, with_units: bool) -> Measure:
    items, of_unit = _items(coded, matrix, with_units)

    def evaluate(totals: Floats) -> Parts:
        shares = share(totals[:, SLOTS:], totals[:, RATED, None])
        return corrected(share(totals[:, AGREEING], totals[:, PAIRED]), expected(shares))

    return Measure(
        items,
        evaluate,
        None,
        _why(coded, items),
        of_unit,
        dissent=_dissent(items),
        unanimous=_unanimous(coded, 1),
    )


def _items(coded: Coded, matrix: Floats | None, with_units: bool) -> tuple[Items, NDArray[np.integer] | None]:
    found = patterns.multisets(coded.codes, len(coded.values), with_units).answered(1)
    return _items_of(found, len(coded.values), matrix), found.of_unit if with_units else None


def _items_of(found: Patterns, size: int, matrix: Floats | None) -> Items:
    given = np.count_nonzero(found.codes >= 0, axis=1)
    return Items(_sums(found.codes, matrix), found.codes, 1.0 / given, size, found.times)


def _sums(codes: Ints, matrix: Floats | None) -> Floats:
    """Of each pattern: share of agreeing pairs, whether it has a pair, whether it has a rating."""
    given = np.count_nonzero(codes >= 0, axis=1)
    agreeing = np.zeros(len(codes))
    for place in range(codes.shape[1]):
        for other in range(place):
            one, two = codes[:, place], codes[:, other]
            both = (one >= 0) & (two >= 0)
            if matrix is None:
                agreeing += both & (one == two)
            else:
                agreeing += np.where(both, (matrix[one, two] + matrix[two, one]) / 2, 0.0)
    paired = given > 1
    shares = np.divide(2 * agreeing, given * (given - 1), out=np.zeros(len(codes)), where=paired)
    return np.column_stack([shares, paired, given > 0]).astype(np.float64)


def _quadratic(shares: Floats, matrix: Floats | None) -> Floats:
    """Σ w_kl s_k s_l for each row of shares."""
    other = shares if matrix is None else shares @ matrix
    found: Floats = (shares * other).sum(axis=-1)
    return found


def _dissent(items: Items) -> float:
    """The disagreement of a unit on which one annotator dissents: 2 / the mean number of ratings."""
    paired = items.times * items.dense[:, PAIRED]
    ratings = (items.slots >= 0).sum(axis=1)
    return float(2 * paired.sum() / (paired @ ratings)) if paired.any() else 1.0


def _unanimous(coded: Coded, columns: int) -> Items:
    return _unanimous_of(coded.used, len(coded.values), columns)


def _unanimous_of(used: Ints, size: int, columns: int) -> Items:
    """A unit on which all agree, for each value in use; `columns` sets of slots follow one another."""
    slots = used[:, None] + size * np.arange(columns)
    ones = np.ones(len(used))
    return Items(np.ones((len(used), SLOTS)), slots, ones, size * columns, ones.astype(np.int64))


def _paired(items: Items) -> bool:
    return bool(items.times @ items.dense[:, PAIRED] > 0)


def _why(coded: Coded, items: Items) -> str:
    if not _paired(items):
        return NO_PAIR
    return NO_VARIATION if len(coded.used) < 2 else ""
