"""Pure: how far apart two answers are, 0 (alike) to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable


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
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        raise TypeError(f"MASI compares sets, not {one!r} and {other!r}")
    if one == other:
        return 0.0
    common = len(one & other)
    if not common:
        return 1.0
    monotonicity = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1.0 - common / len(one | other) * monotonicity
