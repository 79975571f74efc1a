"""Signals of lines (a number for each line), moved and added up over neighbouring lines, many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]

_NEVER: Final = 1_000_000


class Columns:
    """The numbers of all lines, as they are worked out: one signal after the other."""

    def __init__(self, columns: int, lines: int) -> None:
        self._found = np.empty((columns, lines), dtype=np.float32)
        self._filled = 0

    def add(self, *signals: ArrayLike) -> None:
        """Adds signals: a number for all lines, a number a line, or several of these as rows of a matrix."""
        for signal in signals:
            values = np.asarray(signal)
            past = self._filled + (len(values) if values.ndim == 2 else 1)
            self._found[self._filled : past] = values
            self._filled = past

    def rows(self) -> NDArray[np.float32]:
        """Lines x columns."""
        assert self._filled == len(self._found)
        return self._found.T


class Sums:
    """Sums of signals over neighbouring lines, one subtraction each.

    Args:
        signals: signals x lines.
    """

    def __init__(self, signals: NDArray[Any]) -> None:
        self.count = signals.shape[1]
        self._upto = np.zeros((len(signals), self.count + 1))
        np.cumsum(signals, axis=1, out=self._upto[:, 1:])
        self._place = np.arange(self.count)

    def _between(self, first: Ints, past: Ints) -> Floats:
        return np.asarray(self._upto[:, past] - self._upto[:, first])

    def within(self, wide: int) -> Floats:
        """Over a line and `wide` lines on both sides."""
        return self._between(
            np.maximum(0, self._place - wide), np.minimum(self.count, self._place + wide + 1)
        )

    def lines_within(self, wide: int) -> Ints:
        """How many lines `within` adds up."""
        return np.minimum(self.count, self._place + wide + 1) - np.maximum(0, self._place - wide)

    def ahead(self, far: int) -> Floats:
        """Over the next `far` lines."""
        return self._between(
            np.minimum(self.count, self._place + 1), np.minimum(self.count, self._place + far + 1)
        )

    def behind(self, far: int) -> Floats:
        """Over the `far` lines before."""
        return self._between(np.maximum(0, self._place - far), self._place)


def moved_all(signals: Floats, steps: Sequence[int], fill: float) -> list[Floats]:
    """Signals as they are `step` lines before each line (after it where negative), for each step; `fill` beyond the ends."""
    most = max(map(abs, steps))
    count = signals.shape[1]
    wide = np.full((len(signals), count + 2 * most), fill)
    wide[:, most : most + count] = signals
    return [wide[:, most - step : most - step + count] for step in steps]


def distances(there: Flags, most: int) -> tuple[Floats, Floats]:
    """How many lines ago it was so last, and in how many it will be next, `most` at most; 0 where it is so."""
    place = np.arange(len(there))
    last = np.maximum.accumulate(np.where(there, place, -_NEVER))
    following = np.minimum.accumulate(np.where(there, place, _NEVER)[::-1])[::-1]
    return (
        np.minimum(place - last, most).astype(np.float64),
        np.minimum(following - place, most).astype(np.float64),
    )
