"""Pure: coefficients of two annotators, over the units that both rated.

Cohen's κ (1960; weighted 1968), Scott's π (1955), the greatest κ that the marginals allow (Cohen 1960), PABAK and
the prevalence and bias index (Byrt, Bishop & Carlin 1993), and Light's κ (1971), the mean κ of all pairs.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.items import Items, summed
from labeler.agreement.measure import NO_PAIR, NO_VARIATION, Measure, Parts, corrected, plain, share
from labeler.agreement.weights import weight_matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded

    Floats = NDArray[np.float64]

NOT_TWO = "undefined: made for two annotators"
NOT_BINARY = "undefined: made for two values"
UNCHOSEN = "undefined: nobody chose it on a unit that two annotators rated"
PARTLY = "undefined: not every two annotators have a κ"
ALIKE, BOTH, SLOTS = 0, 1, 2


def cohen(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Cohen's κ of two columns: pe from each annotator's own shares.

    Undefined where no unit was rated by both, or both gave one and the same value throughout.
    """
    return _measure(coded, weights, with_units, by_own=True)


def scott(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Scott's π of two columns: pe from the mean of both annotators' shares. Undefined as `cohen`."""
    return _measure(coded, weights, with_units, by_own=False)


def kappa_max(coded: Coded, with_units: bool = False) -> Measure:
    """The greatest κ possible with these shares: (Σ min(p_k+, p_+k) - pe) / (1 - pe)."""
    if coded.codes.shape[1] != 2:
        return nothing(NOT_TWO)
    items, of_unit = _items(coded, None, with_units)
    size = len(coded.values)

    def evaluate(totals: Floats) -> Parts:
        one, other = _shares(totals, size)
        return corrected(np.minimum(one, other).sum(axis=1), (one * other).sum(axis=1))

    return Measure(items, evaluate, why=_why(coded, items), of_unit=of_unit)


def pabak(coded: Coded, with_units: bool = False) -> Measure:
    """Prevalence- and bias-adjusted κ: (q po - 1) / (q - 1), 2 po - 1 for two values; over units both rated."""
    if coded.codes.shape[1] != 2:
        return nothing(NOT_TWO)
    items, of_unit = _items(coded, None, with_units)
    size = max(1, len(coded.values))

    def evaluate(totals: Floats) -> Parts:
        observed = share(totals[:, ALIKE], totals[:, BOTH])
        return corrected(observed, np.full(len(totals), 1 / size))

    return Measure(
        items, evaluate, None, _why(coded, items), of_unit, dissent=1.0, unanimous=_unanimous(coded, 1)
    )


def prevalence_index(coded: Coded, with_units: bool = False) -> Measure:
    """Of two values, in order: the share of units both gave the second, less that of the first."""
    return _index(coded, np.array([[-1.0, 0.0], [0.0, 1.0]]), with_units)


def bias_index(coded: Coded, with_units: bool = False) -> Measure:
    """Of two values, in order: the share of units rated first, then second, less second, then first."""
    return _index(coded, np.array([[0.0, 1.0], [-1.0, 0.0]]), with_units)


def light(coded: Coded, weights: str | Floats | None = None, with_units: bool = False) -> Measure:
    """Light's κ: the mean of Cohen's κ over every two annotators who share units.

    Undefined where no two do, or where the κ of any two who do is undefined.
    """
    matrix = weight_matrix(coded.values, weights)
    size = len(coded.values)
    found = patterns.rows(coded.codes, size, with_units)
    dense, slots, first = [], [], 0
    both = coded.codes >= 0
    pairs = [(a, b) for a, b in combinations(range(both.shape[1]), 2) if (both[:, a] & both[:, b]).any()]
    if not pairs:
        return nothing(NO_PAIR)
    for one, other in pairs:
        left, right = found.codes[:, one], found.codes[:, other]
        here = (left >= 0) & (right >= 0)
        dense += [np.where(here, _alike(left, right, matrix), 0.0), here.astype(np.float64)]
        slots += [np.where(here, left + first, -1), np.where(here, right + first + size, -1)]
        first += 2 * size
    items = Items(
        np.column_stack(dense), np.column_stack(slots), np.ones(len(found.times)), first, found.times
    )

    def evaluate(totals: Floats) -> Parts:
        start = 2 * len(pairs)
        each = []
        for place in range(len(pairs)):
            slot = start + 2 * size * place
            part = np.hstack([totals[:, 2 * place : 2 * place + 2], totals[:, slot : slot + 2 * size]])
            each.append(_kappa(part, size, matrix, by_own=True))
        return Parts(*(np.mean(parts, axis=0) for parts in zip(*each, strict=True)))

    whole = evaluate(items.totals[None, :])
    why = PARTLY if len(pairs) > 1 and np.isnan(whole.value[0]) else ""
    of_unit = found.of_unit if with_units else None
    unanimous = _unanimous(coded, len(pairs))
    return Measure(items, evaluate, None, why, of_unit, dissent=2 / both.shape[1], unanimous=unanimous)


def specific(coded: Coded, label: object, with_units: bool = False) -> Measure:
    """Specific agreement on one label: Σ n(n-1) / Σ n(m-1), n of a unit's m ratings being that label.

    For two annotators 2a / (2a + b + c) (Dice 1945; Cicchetti & Feinstein 1990): positive agreement for the
    label itself, negative agreement for the other of two. Undefined where nobody gave the label on a shared unit.
    """
    mine = np.array([value == label for value in coded.values] + [False])
    found = patterns.multisets(coded.codes, len(coded.values), with_units)
    given = np.count_nonzero(found.codes >= 0, axis=1)
    having = np.count_nonzero(mine[found.codes], axis=1)
    dense = np.column_stack([having * (having - 1), having * np.maximum(given - 1, 0)]).astype(np.float64)
    items = summed(dense, np.where(given > 1, found.times, 0))

    def evaluate(totals: Floats) -> Parts:
        return plain(share(totals[:, 0], totals[:, 1]))

    why = "" if items.times @ dense[:, 1] > 0 else UNCHOSEN
    of_unit = found.of_unit if with_units else None
    paired = items.times[given > 1]
    mean = float(paired @ given[given > 1] / paired.sum()) if len(paired) else 2.0
    unanimous = summed(np.full((1, 2), mean * (mean - 1)), np.ones(1, dtype=np.int64))
    return Measure(items, evaluate, None, why, of_unit, dissent=2 / mean, unanimous=unanimous)


def nothing(why: str) -> Measure:
    """A measure that is undefined for a reason."""

    def evaluate(totals: Floats) -> Parts:
        return plain(np.full(len(totals), np.nan))

    return Measure(summed(np.empty((0, 0)), np.empty(0, dtype=np.int64)), evaluate, why=why)


def _measure(coded: Coded, weights: str | Floats | None, with_units: bool, *, by_own: bool) -> Measure:
    if coded.codes.shape[1] != 2:
        return nothing(NOT_TWO)
    matrix = weight_matrix(coded.values, weights)
    items, of_unit = _items(coded, matrix, with_units)
    size = len(coded.values)

    def evaluate(totals: Floats) -> Parts:
        return _kappa(totals, size, matrix, by_own=by_own)

    return Measure(
        items, evaluate, None, _why(coded, items), of_unit, dissent=1.0, unanimous=_unanimous(coded, 1)
    )


def _kappa(totals: Floats, size: int, matrix: Floats | None, *, by_own: bool) -> Parts:
    one, other = _shares(totals, size)
    if not by_own:
        one = other = (one + other) / 2
    weighted = one if matrix is None else one @ matrix
    return corrected(share(totals[:, ALIKE], totals[:, BOTH]), (weighted * other).sum(axis=1))


def _shares(totals: Floats, size: int) -> tuple[Floats, Floats]:
    number = totals[:, BOTH, None]
    return share(totals[:, SLOTS : SLOTS + size], number), share(totals[:, SLOTS + size :], number)


def _index(coded: Coded, signs: Floats, with_units: bool) -> Measure:
    if coded.codes.shape[1] != 2:
        return nothing(NOT_TWO)
    if len(coded.values) != 2:
        return nothing(NOT_BINARY)
    items, of_unit = _items(coded, signs, with_units)

    def evaluate(totals: Floats) -> Parts:
        value = share(totals[:, ALIKE], totals[:, BOTH])
        nan = np.full(len(value), np.nan)
        return Parts(value, nan, nan)

    return Measure(items, evaluate, why="" if items.units else NO_PAIR, of_unit=of_unit)


def _items(coded: Coded, matrix: Floats | None, with_units: bool) -> tuple[Items, NDArray[np.intp] | None]:
    """Units rated by both: whether (or how much) they agree, one, and a slot for each annotator's value."""
    both = (coded.codes >= 0).all(axis=1)
    found = patterns.rows(coded.codes[both], len(coded.values), with_units)
    alike = _alike(found.codes[:, 0], found.codes[:, 1], matrix)
    slots = found.codes + len(coded.values) * np.arange(2)
    items = Items(
        np.column_stack([alike, np.ones(len(alike))]),
        slots,
        np.ones(len(alike)),
        2 * len(coded.values),
        found.times,
    )
    if not with_units:
        return items, None
    of_unit = np.full(len(coded.codes), -1, dtype=np.intp)
    of_unit[both] = found.of_unit
    return items, of_unit


def _unanimous(coded: Coded, pairs: int) -> Items:
    """A unit on which all agree, for each value in use."""
    used = coded.used
    slots = used[:, None] + len(coded.values) * np.arange(2 * pairs)
    ones = np.ones(len(used))
    dense = np.ones((len(used), 2 * pairs))
    return Items(dense, slots, ones, 2 * pairs * len(coded.values), ones.astype(np.int64))


def _alike(one: NDArray[np.int32], other: NDArray[np.int32], matrix: Floats | None) -> Floats:
    found: Floats = (one == other).astype(np.float64) if matrix is None else matrix[one, other]
    return found


def _why(coded: Coded, items: Items) -> str:
    if not items.units:
        return NO_PAIR
    both = coded.codes[(coded.codes >= 0).all(axis=1)]
    return NO_VARIATION if both.min() == both.max() else ""
