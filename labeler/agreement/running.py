"""α kept up to date while labels change: pattern counts, of which each change moves two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.alpha import disagreement, of_patterns
from labeler.agreement.distances import nominal
from labeler.agreement.spaces import NAMED, SETS, STORED, Table, space_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded, Codes
    from labeler.agreement.distances import Distance
    from labeler.agreement.measure import Measure
    from labeler.agreement.spaces import Space

    Floats = NDArray[np.float64]


class RunningAlpha:
    """Krippendorff's α of ratings that change one by one.

    Holds how many units have each pattern of answers, never the units themselves: the caller knows what a unit's
    answers were and what they are. A change costs a look-up; `measure()` costs what the distinct patterns cost.

    Args:
        coded: the ratings to begin with; its values are all there can be, save by `value`.
        distance: nominal, interval, ratio, masi, jaccard, dice, a function or a matrix; not ordinal.
    """

    def __init__(self, coded: Coded, distance: Distance | str | Floats = nominal) -> None:
        self._values = list(coded.values)
        self._code = {value: code for code, value in enumerate(self._values)}
        self._distance = distance
        self._space = space_of(self._values, distance)
        found = patterns.multisets(coded.codes[coded.given > 1], len(self._values))
        self._used = len(found.times)
        self._codes: Codes = found.codes
        self._times = found.times
        self._within = disagreement(found.codes, self._space)
        self._row: dict[tuple[int, ...], int] = {
            tuple(code for code in row if code >= 0): number
            for number, row in enumerate(found.codes.tolist())
        }

    @property
    def patterns(self) -> int:
        """How many distinct patterns have occurred."""
        return self._used

    def value(self, value: Hashable) -> int:
        """The code of a value, a new one if it has not been seen. A matrix of distances cannot grow.

        A new set takes a millisecond or two up to 2 048 different ones, beyond that a fresh start.
        """
        if value not in self._code:
            if isinstance(self._distance, np.ndarray):
                raise ValueError(f"the matrix of distances has no {value!r}")
            self._space = self._extended(value)
            self._code[value] = len(self._values)
            self._values.append(value)
        return self._code[value]

    def _extended(self, value: Hashable) -> Space:
        distance = NAMED.get(self._distance) if isinstance(self._distance, str) else self._distance
        size = len(self._values)
        if distance in SETS and isinstance(self._space, Table) and size < STORED and callable(distance):
            matrix = np.zeros((size + 1, size + 1))
            matrix[:size, :size] = self._space.matrix
            matrix[size, :size] = matrix[:size, size] = [distance(value, other) for other in self._values]
            return Table(matrix)
        return space_of([*self._values, value], self._distance)

    def change(self, before: Sequence[int], after: Sequence[int]) -> None:
        """A unit's answers were `before` and are `after`: codes in any order, one for each annotator who answered.

        Raises:
            ValueError: no unit has the answers `before`.
        """
        old, new = tuple(sorted(before)), tuple(sorted(after))
        if len(old) > 1:
            row = self._row.get(old)
            if row is None or self._times[row] == 0:
                raise ValueError(f"no unit has the answers {before}")
            self._times[row] -= 1
        if len(new) > 1:
            row = self._found(new)
            self._times[row] += 1

    def measure(self) -> Measure:
        """α as it is now, for its value and its interval."""
        some = slice(0, self._used)
        return of_patterns(
            self._codes[some], self._times[some], self._space, len(self._values), self._within[some]
        )

    def _found(self, codes: tuple[int, ...]) -> int:
        row = self._row.get(codes)
        if row is not None:
            return row
        if not 0 <= codes[0] <= codes[-1] < len(self._values):
            raise ValueError("a code points outside the values")
        row = self._used
        if row == len(self._times) or len(codes) > self._codes.shape[1]:
            self._grow(len(codes))
        self._codes[row, : len(codes)] = codes
        self._codes[row, len(codes) :] = -1
        self._times[row] = 0
        self._within[row] = disagreement(self._codes[row : row + 1], self._space)[0]
        self._row[codes] = row
        self._used += 1
        return row

    def _grow(self, width: int) -> None:
        rows, width = max(64, 2 * self._used), max(width, self._codes.shape[1])
        codes = np.full((rows, width), -1, dtype=np.int32)
        codes[: self._used, : self._codes.shape[1]] = self._codes[: self._used]
        times, within = np.zeros(rows, dtype=np.int64), np.zeros(rows)
        times[: self._used], within[: self._used] = self._times[: self._used], self._within[: self._used]
        self._codes, self._times, self._within = codes, times, within
