"""Pure: units with the same answers counted once; most corpora have few distinct patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.agreement.coded import Codes

    Keys = NDArray[np.int64]

SMALL = 2**20
"""Keys below this are counted in an array; others are sorted."""
BITS = 62
"""An exact key must fit into so many bits; longer ones become hashes, which are then verified."""


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The distinct answers to a unit, and how often each occurs.

    Attributes:
        codes: int32, patterns x places; -1 where there is no rating. As multisets: ascending, the -1 last. As
            rows: one place an annotator.
        times: int64, how many units have the pattern.
        of_unit: the pattern of each unit; empty unless asked for.
    """

    codes: Codes
    times: NDArray[np.int64]
    of_unit: NDArray[np.intp]


def multisets(codes: Codes, size: int, with_units: bool = False) -> Patterns:
    """Group units by the multiset of their codes, whoever gave them.

    Args:
        codes: units x annotators, -1 for missing.
        size: how many values there are.
        with_units: also say which pattern each unit has.
    """
    width = codes.shape[1]
    if size * np.log2(width + 1) <= BITS:
        place = np.append((width + 1) ** np.arange(size, dtype=np.int64), 0)
        keys = _summed(codes, place)
        first, times, of_unit = _grouped(keys, int((width + 1) ** size), with_units)
        return Patterns(_as_multisets(codes[first]), times, of_unit)
    # The sum of a random number for each code is the same for equal multisets, whatever their order.
    place = np.append(_random(size), 0)
    keys = _summed(codes, place)
    first, times, of_unit = _grouped(keys, None, with_units=True)
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
    keys = np.zeros(len(codes), dtype=np.int64)
    if width * np.log2(base) <= BITS:
        for column in range(width):
            keys *= base
            keys += codes[:, column] + 1
        first, times, of_unit = _grouped(keys, base**width, with_units)
        return Patterns(codes[first], times, of_unit)
    for column in range(width):
        keys += np.append(_random(size, column + 1), 0)[codes[:, column]]
    first, times, of_unit = _grouped(keys, None, with_units=True)
    found = codes[first]
    if _differs(codes, found, of_unit, as_multisets=False):
        return _by_rows(codes)
    return Patterns(found, times, of_unit)


def _summed(codes: Codes, place: Keys) -> Keys:
    keys = np.zeros(len(codes), dtype=np.int64)
    for column in range(codes.shape[1]):
        keys += place[codes[:, column]]
    return keys


def _grouped(
    keys: Keys, bound: int | None, with_units: bool
) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.intp]]:
    """Where each distinct key stands first, how often it occurs, and which distinct key each unit has."""
    none = np.empty(0, dtype=np.intp)
    if bound is not None and bound <= SMALL:
        counts = np.bincount(keys, minlength=1)
        present = np.flatnonzero(counts)
        first = np.empty(len(counts), dtype=np.intp)
        first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
        number = np.empty(len(counts), dtype=np.intp)
        number[present] = np.arange(len(present))
        return first[present], counts[present], number[keys] if with_units else none
    if with_units:
        _, starts, inverse, times = np.unique(
            keys, return_index=True, return_inverse=True, return_counts=True
        )
        return starts, times, inverse
    _, starts, times = np.unique(keys, return_index=True, return_counts=True)
    return starts, times, none


def _as_multisets(codes: Codes) -> Codes:
    """Each row ascending with the missing last; columns that are missing everywhere are cut off."""
    last = np.iinfo(np.int32).max
    found = np.sort(np.where(codes < 0, last, codes).astype(np.int32), axis=1)
    found[found == last] = -1
    used: int = int(np.count_nonzero(found >= 0, axis=1).max(initial=0))
    return found[:, :used]


def _differs(codes: Codes, found: Codes, of_unit: NDArray[np.intp], *, as_multisets: bool) -> bool:
    """Whether a hash put two different patterns together (about one corpus in a thousand million)."""
    step = 2**16
    for start in range(0, len(codes), step):
        some = codes[start : start + step]
        if as_multisets:
            some = _as_multisets(some)
        known = found[of_unit[start : start + step]]
        width = some.shape[1]
        if not np.array_equal(some, known[:, :width]) or (known[:, width:] >= 0).any():
            return True
    return False


def _by_rows(codes: Codes) -> Patterns:
    found, inverse, times = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    return Patterns(found, times, inverse.ravel())


def _random(size: int, stream: int = 0) -> Keys:
    """Fixed random numbers, one for each code: the same on every machine."""
    generator = np.random.Generator(np.random.PCG64([20_241, stream]))
    return generator.integers(-(2**60), 2**60, size=size, dtype=np.int64)
