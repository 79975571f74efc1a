"""Pure: how far apart two answers are: 0 is alike; for sets 1 is as far as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    Distance = Callable[[Hashable, Hashable], float]


def nominal(one: Hashable, other: Hashable) -> float:
    """0 if alike, else 1."""
    return 0.0 if one == other else 1.0


def masi(one: Hashable, other: Hashable) -> float:
    """Measuring agreement on set-valued items (Passonneau 2006): 1 - Jaccard * monotonicity.

    Monotonicity is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap, 0 where they do
    not. Two empty sets are alike; an empty and a non-empty one are as far apart as can be.

    Args:
        one: a frozenset of values.
        other: another.
    """
    left, right = _sets("MASI", one, other)
    if left == right:
        return 0.0
    common = len(left & right)
    if not common:
        return 1.0
    monotonicity = 2 / 3 if left <= right or right <= left else 1 / 3
    return 1.0 - common / len(left | right) * monotonicity


def jaccard(one: Hashable, other: Hashable) -> float:
    """1 - |common| / |either| (Jaccard 1901); two empty sets are alike."""
    left, right = _sets("Jaccard", one, other)
    return 1.0 - len(left & right) / len(left | right) if left or right else 0.0


def dice(one: Hashable, other: Hashable) -> float:
    """1 - 2 |common| / (|one| + |other|) (Dice 1945); two empty sets are alike."""
    left, right = _sets("Dice", one, other)
    return 1.0 - 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def interval(one: Hashable, other: Hashable) -> float:
    """The squared difference of two numbers (Krippendorff 2011)."""
    left, right = _numbers("interval", one, other)
    return (left - right) ** 2


def ratio(one: Hashable, other: Hashable) -> float:
    """The squared difference as a share of the sum (Krippendorff 2011); two zeros are alike."""
    left, right = _numbers("ratio", one, other)
    if left < 0 or right < 0:
        raise TypeError("a ratio scale starts at 0")
    return ((left - right) / (left + right)) ** 2 if left + right else 0.0


def _sets(name: str, one: Hashable, other: Hashable) -> tuple[frozenset[Hashable], frozenset[Hashable]]:
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        raise TypeError(f"{name} compares sets, not {one!r} and {other!r}")
    return one, other


def _numbers(name: str, one: Hashable, other: Hashable) -> tuple[float, float]:
    if not isinstance(one, (int, float)) or not isinstance(other, (int, float)):
        raise TypeError(f"the {name} distance compares numbers, not {one!r} and {other!r}")
    return float(one), float(other)
