"""Pure: where the words or word n-grams of one text stand in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64] | NDArray[np.uint32]
    Places = NDArray[np.intp]

_SLOTS: Final = 1 << 20
_PLACE: Final = 32  # binary digits of a place in a text


class Lookup:
    """A small hash table, refilled each time it is asked."""

    def __init__(self) -> None:
        self._held = np.full(_SLOTS, -1, dtype=np.int64)
        self._turn = 0

    def places(self, of: Hashes, among: Hashes) -> tuple[Places, Places]:
        """Where in one list hashes of another stand, in order, and where in that: each its last place there."""
        # A slot holds when it was filled and with what in one number: one look at a table that no cache holds.
        self._turn += 1 << _PLACE
        slot = (among & np.uint64(_SLOTS - 1)).astype(np.intp)
        self._held[slot] = np.arange(self._turn, self._turn + len(among))
        found = self._held[(of & np.uint64(_SLOTS - 1)).astype(np.intp)] - self._turn
        places = np.flatnonzero(found >= 0)
        at = found[places]
        same = of[places] == among[at]
        return places[same], at[same]


def spanned(at: Places, count: int, size: int) -> Flags:
    """Which of so many words n-grams of a size that begin at some of them cover; none twice."""
    change = np.zeros(count + 1, dtype=np.int32)
    change[at] += 1
    change[at + size] -= 1
    return np.asarray(np.cumsum(change)[:count] > 0)


def closed(flags: Flags, gap: int) -> Flags:
    """The same flags with gaps of up to so many between two of them filled."""
    at = np.flatnonzero(flags)
    step = np.diff(at)
    narrow = np.flatnonzero((step > 1) & (step <= gap + 1))
    change = np.zeros(len(flags) + 1, dtype=np.int32)
    change[at[narrow] + 1] += 1
    change[at[narrow + 1]] -= 1
    return np.asarray(flags | (np.cumsum(change)[:-1] > 0))
