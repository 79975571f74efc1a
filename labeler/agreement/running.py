"""α kept up to date while answers change: pattern counts, of which each change moves two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.draws import Listed, Tabled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from labeler.agreement.alpha import Scale
    from labeler.agreement.coded import Codes
    from labeler.agreement.draws import Clusters
    from labeler.agreement.measure import Measure

    Floats = NDArray[np.float64]

NONE = -1
CELLS = 2**20
"""Up to so many numbers (4 MB) the patterns of each cluster are counted and kept; beyond, counted when asked for."""


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
        self._clusters: Clusters | None = None
        self._table: NDArray[np.int32] | None = None
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

    def add_units(self, number: int) -> None:
        """So many units more, after those there are; nobody has answered them yet."""
        self._units += number
        if self._units > len(self._of_unit):
            more = np.full(max(64, self._units), NONE, dtype=np.intp)
            self._of_unit = np.concatenate([self._of_unit, more])

    def change(self, units: Iterable[int], codes: Iterable[int]) -> bool:
        """Some units have these answers now, all of them the same ones.

        Args:
            units: their rows.
            codes: the codes of the answers, in any order, one for each annotator who answered.

        Returns:
            Whether that changes α.
        """
        answers = tuple(sorted(codes))
        after = self._pattern(answers) if len(answers) > 1 else NONE
        moved = False
        for unit in units:
            before = int(self._of_unit[unit])
            if before != after:
                moved = True
                self._count(unit, before, -1)
                self._count(unit, after, 1)
                self._of_unit[unit] = after
        return moved

    def _count(self, unit: int, pattern: int, step: int) -> None:
        if pattern == NONE:
            return
        self._times[pattern] += step
        if self._table is not None and self._clusters is not None and unit < self._clusters.units:
            cluster = self._clusters.of_unit[unit]
            if cluster >= 0:
                self._table[cluster, pattern] += step

    def members(self, clusters: Clusters) -> Listed | Tabled:
        """Of clusters what they are made of; cheap as long as it is asked for the same ones."""
        if clusters is not self._clusters:
            self._clusters, self._table = clusters, None
            shape = clusters.groups, len(self._times)
            if shape[0] * shape[1] <= CELLS:
                item = self._of_unit[clusters.rows]
                flat = (clusters.cluster * shape[1] + item)[item >= 0]
                self._table = np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int32)
        if self._table is None:
            return Listed.of(self.of_unit, clusters)
        return Tabled(self._table)

    def measure(self) -> Measure:
        """α as it is now, for its value and its interval, of clusters too."""
        found = self.scale.measure(self.codes, self.times.copy(), self._apart[: self._used])
        return replace(found, of_unit=self.of_unit)

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
        self._clusters = self._table = None  # counted anew when next asked for, with room for the new ones
