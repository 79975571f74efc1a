"""Pure: the groups that pairs tie together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Places = NDArray[np.intp]


def components(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The groups that pairs tie together, each sorted, by their first member."""
    ties = list(pairs)
    names = sorted({name for tie in ties for name in tie})
    place = {name: number for number, name in enumerate(names)}
    ends = np.array([(place[one], place[other]) for one, other in ties], dtype=np.intp).reshape(-1, 2)
    groups: dict[int, list[str]] = {}
    for name, first in zip(names, tied(ends[:, 0], ends[:, 1], len(names)).tolist(), strict=True):
        groups.setdefault(first, []).append(name)
    return list(groups.values())


def tied(one: Places, other: Places, size: int) -> Places:
    """For each of `size` things the least that it is tied to, through others too; itself where it is tied to none.

    Args:
        one: one end of each tie, 0 to `size` - 1.
        other: the other end.
        size: how many things there are.
    """
    least = np.arange(size)
    while True:
        # Each end takes the lesser of both; then everybody follows whom they point at, which halves long chains.
        lesser = np.minimum(least[one], least[other])
        before = least.copy()
        for end in (one, other):
            np.minimum.at(least, least[end], lesser)
            np.minimum.at(least, end, lesser)
        least = least[least]
        if np.array_equal(least, before):
            return least
