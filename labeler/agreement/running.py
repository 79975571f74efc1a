"""α kept up to date while answers change: pattern counts, of which each change moves two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from labeler.agreement.alpha import Scale
    from labeler.agreement.coded import Codes
    from labeler.agreement.measure import Measure

    Floats = NDArray[np.float64]

NONE = -1


class RunningAlpha:
    """Krippendorff's α of units whose answers change one by one.

    A change costs a look-up; `measure()` costs what the distinct patterns cost, however many units there are.

    Args:
        codes: units x annotators, -1 for missing.
        scale: how disagreement counts, from `alpha.scale_of`; may be replaced by one that knows more values.
        size: how many values the codes are of.
    """

    def __init__(self, codes: Codes, scale: Scale, size: int) -> None:
        self.scale = scale
        pairable = np.count_nonzero(codes >= 0, axis=1) > 1
        found = patterns.multisets(codes[pairable], size, with_units=True)
        self._units = len(codes)
        self._of_unit = np.full(len(codes), NONE, dtype=np.intp)
        self._of_unit[pairable] = found.of_unit
        self._used = len(found.times)
        self._codes: Codes = found.codes
        self._times = found.times.astype(np.int64)
        self._apart = scale.apart(found.codes)
        self._row: dict[tuple[int, ...], int] = {
            tuple(code for code in row if code >= 0): number
            for number, row in enumerate(found.codes.tolist())
        }

    @property
    def codes(self) -> Codes:
        """The distinct patterns that have occurred, by number: patterns x places, ascending, -1 for none."""
        return self._codes[: self._used]

    @property
    def times(self) -> NDArray[np.int64]:
        """How many units have each pattern now; 0 where one has gone."""
        return self._times[: self._used]

    @property
    def spreads(self) -> Floats:
        """The mean distance between every two answers of each pattern; of a `Fixed` scale."""
        given = np.count_nonzero(self.codes >= 0, axis=1)
        # The sum is of ordered pairs over the ratings less one, so once more over the ratings it is the mean.
        return np.asarray(self._apart[: self._used, 0] / given)

    @property
    def of_unit(self) -> NDArray[np.intp]:
        """The number of each unit's pattern; -1 where fewer than two answered."""
        return self._of_unit[: self._units]

    def change(self, unit: int, codes: Iterable[int]) -> bool:
        """A unit has these answers now.

        Args:
            unit: its row; one more than there are adds a unit.
            codes: the codes of its answers, in any order, one for each annotator who answered.

        Returns:
            Whether that changes α.
        """
        answers = tuple(sorted(codes))
        if unit == self._units:
            self._add_unit()
        before = int(self._of_unit[unit])
        after = self._pattern(answers) if len(answers) > 1 else NONE
        if before == after:
            return False
        for number, step in ((before, -1), (after, 1)):
            if number != NONE:
                self._times[number] += step
        self._of_unit[unit] = after
        return True

    def measure(self) -> Measure:
        """α as it is now, for its value and its interval, of clusters too."""
        found = self.scale.measure(self.codes, self.times.copy(), self._apart[: self._used])
        return replace(found, of_unit=self.of_unit)

    def _add_unit(self) -> None:
        if self._units == len(self._of_unit):
            more = np.full(max(64, self._units), NONE, dtype=np.intp)
            self._of_unit = np.concatenate([self._of_unit, more])
        self._units += 1

    def _pattern(self, answers: tuple[int, ...]) -> int:
        number = self._row.get(answers)
        if number is not None:
            return number
        number = self._used
        if number == len(self._times) or len(answers) > self._codes.shape[1]:
            self._grow(len(answers))
        self._codes[number, : len(answers)] = answers
        self._codes[number, len(answers) :] = NONE
        self._times[number] = 0
        self._apart[number] = self.scale.apart(self._codes[number : number + 1])[0]
        self._row[answers] = number
        self._used += 1
        return number

    def _grow(self, width: int) -> None:
        rows, width = max(64, 2 * self._used), max(width, self._codes.shape[1])
        codes = np.full((rows, width), NONE, dtype=np.int32)
        codes[: self._used, : self._codes.shape[1]] = self._codes[: self._used]
        times, apart = np.zeros(rows, dtype=np.int64), np.zeros((rows, self._apart.shape[1]))
        times[: self._used], apart[: self._used] = self._times[: self._used], self._apart[: self._used]
        self._codes, self._times, self._apart = codes, times, apart
