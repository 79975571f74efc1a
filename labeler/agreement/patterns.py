"""Pure: units with the same answers counted once; most corpora have few distinct patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from labeler.agreement.coded import Codes

    Keys = NDArray[np.int64]

SMALL = 2**20
"""Keys below this are counted in an array; others are sorted."""
BITS = 62
"""An exact key must fit into so many bits; longer ones become hashes, which are then verified."""
STEP = 2**16
"""So many units are looked at at a time: what is held of a million is the number of each one's pattern."""


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The distinct answers to a unit, and how often each occurs.

    Attributes:
        codes: int32, patterns x places; -1 where there is no rating. As multisets: ascending, the -1 last. As
            rows: one place an annotator.
        times: int64, how many units have the pattern.
        of_unit: the pattern of each unit, -1 for none; empty unless asked for.
    """

    codes: Codes
    times: NDArray[np.int64]
    of_unit: NDArray[np.int32]

    def answered(self, least: int) -> Patterns:
        """Only those of so many answers or more."""
        enough = np.count_nonzero(self.codes >= 0, axis=1) >= least
        if enough.all():
            return self
        number = np.where(enough, np.cumsum(enough) - 1, -1).astype(np.int32)
        return Patterns(self.codes[enough], self.times[enough], number[self.of_unit])


def multisets(codes: Codes, size: int, with_units: bool = False) -> Patterns:
    """Group units by the multiset of their codes, whoever gave them.

    Args:
        codes: units x annotators, -1 for missing.
        size: how many values there are.
        with_units: also say which pattern each unit has.
    """
    width = codes.shape[1]
    exact = size * np.log2(width + 1) <= BITS
    # The sum of a random number for each code is the same for equal multisets, whatever their order.
    place = np.append((width + 1) ** np.arange(size, dtype=np.int64) if exact else _random(size), 0)

    def keys(some: Codes) -> Keys:
        found = np.zeros(len(some), dtype=np.int64)
        for column in range(width):
            found += place[some[:, column]]
        return found

    if exact:
        first, times, of_unit = _grouped(codes, keys, int((width + 1) ** size), with_units)
        return Patterns(_as_multisets(codes[first]), times, of_unit)
    first, times, of_unit = _grouped(codes, keys, None, with_units=True)
    found = _as_multisets(codes[first])
    if _differs(codes, found, of_unit, as_multisets=True):
        return _by_rows(_as_multisets(codes))
    return Patterns(found, times, of_unit)


def rows(codes: Codes, size: int, with_units: bool = False) -> Patterns:
    """Group units by who answered what.

    Args:
        codes: units x annotators, -1 for missing.
        size: how many values there are.
        with_units: also say which pattern each unit has.
    """
    width = codes.shape[1]
    base = size + 1
    exact = width * np.log2(base) <= BITS
    places = [] if exact else [np.append(_random(size, column + 1), 0) for column in range(width)]

    def keys(some: Codes) -> Keys:
        found = np.zeros(len(some), dtype=np.int64)
        for column in range(width):
            if exact:
                found *= base
                found += some[:, column] + 1
            else:
                found += places[column][some[:, column]]
        return found

    if exact:
        first, times, of_unit = _grouped(codes, keys, base**width, with_units)
        return Patterns(codes[first], times, of_unit)
    first, times, of_unit = _grouped(codes, keys, None, with_units=True)
    found = codes[first]
    if _differs(codes, found, of_unit, as_multisets=False):
        return _by_rows(codes)
    return Patterns(found, times, of_unit)


def _grouped(
    codes: Codes, keys: Callable[[Codes], Keys], bound: int | None, with_units: bool
) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.int32]]:
    """Where each distinct key stands first, how often it occurs, and which distinct key each unit has."""
    of_unit = np.empty(len(codes) if with_units else 0, dtype=np.int32)
    starts = range(0, len(codes), STEP)
    if bound is not None and bound <= SMALL:
        counts = np.zeros(bound, dtype=np.int64)
        first = np.empty(bound, dtype=np.intp)
        for start in reversed(starts):
            key = keys(codes[start : start + STEP])
            counts += np.bincount(key, minlength=bound)
            first[key[::-1]] = np.arange(start + len(key) - 1, start - 1, -1)
        present = np.flatnonzero(counts)
        number = np.empty(bound, dtype=np.int32)
        number[present] = np.arange(len(present))
        for start in starts if with_units else ():
            of_unit[start : start + STEP] = number[keys(codes[start : start + STEP])]
        return first[present], counts[present], of_unit
    known = np.empty(0, dtype=np.int64)
    first, times = np.empty(0, dtype=np.intp), np.empty(0, dtype=np.int64)
    for start in starts:
        here, at, number_of = np.unique(
            keys(codes[start : start + STEP]), return_index=True, return_counts=True
        )
        both = np.union1d(known, here)
        known_at, here_at = np.searchsorted(both, known), np.searchsorted(both, here)
        every, sums = np.full(len(both), len(codes), dtype=np.intp), np.zeros(len(both), dtype=np.int64)
        every[here_at], sums[here_at] = at + start, number_of
        every[known_at] = first
        sums[known_at] += times
        known, first, times = both, every, sums
    for start in starts if with_units else ():
        of_unit[start : start + STEP] = np.searchsorted(known, keys(codes[start : start + STEP]))
    return first, times, of_unit


def _as_multisets(codes: Codes) -> Codes:
    """Each row ascending with the missing last; columns that are missing everywhere are cut off."""
    last = np.iinfo(np.int32).max
    found = np.sort(np.where(codes < 0, last, codes).astype(np.int32), axis=1)
    found[found == last] = -1
    used: int = int(np.count_nonzero(found >= 0, axis=1).max(initial=0))
    return found[:, :used]


def _differs(codes: Codes, found: Codes, of_unit: NDArray[np.int32], *, as_multisets: bool) -> bool:
    """Whether a hash put two different patterns together (about one corpus in a thousand million)."""
    for start in range(0, len(codes), STEP):
        some = codes[start : start + STEP]
        if as_multisets:
            some = _as_multisets(some)
        known = found[of_unit[start : start + STEP]]
        width = some.shape[1]
        if not np.array_equal(some, known[:, :width]) or (known[:, width:] >= 0).any():
            return True
    return False


def _by_rows(codes: Codes) -> Patterns:
    found, inverse, times = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    return Patterns(found, times, inverse.ravel().astype(np.int32))


def _random(size: int, stream: int = 0) -> Keys:
    """Fixed random numbers, one for each code: the same on every machine."""
    generator = np.random.Generator(np.random.PCG64([20_241, stream]))
    return generator.integers(-(2**60), 2**60, size=size, dtype=np.int64)
