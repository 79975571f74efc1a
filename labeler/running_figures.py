"""Use case: every α over one question's answers, and what is counted beside it, kept up to date as answers change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.alpha import extended, scale_of
from labeler.agreement.coded import MISSING
from labeler.agreement.running import RunningAlpha
from labeler.figures import Figure, figure_of
from labeler.reliability import holds

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray

    from labeler.agreement.alpha import Scale
    from labeler.agreement.coded import Codes
    from labeler.agreement.draws import Clusters, Listed, Tabled
    from labeler.agreement.measure import Measure
    from labeler.periods import PeriodKind, Periods
    from labeler.reliability import ReliabilityData

    Ints = NDArray[np.intp]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Part:
    """What an α counts.

    Attributes:
        distance: by name.
        annotators: only these people; None: all.
        value: every answer becomes "is or holds it" or not; the empty set stands for itself. None: as it is.
        without: units to which somebody gave this value are left out.
        period: only the units last answered in a week, or under a codebook version: which of the two, and its key.
    """

    distance: str
    annotators: tuple[str, ...] | None = None
    value: Hashable | None = None
    without: Hashable | None = None
    period: tuple[PeriodKind, str] | None = None


class RunningFigures:
    """The figures over the reliability data of one question.

    An α that was asked for once is kept as counts of patterns; a changed answer moves a unit from one pattern to
    another, and only the figures it touches are worked out again.

    Args:
        data: the answers as an array.
        periods: by which units are told apart.
    """

    def __init__(self, data: ReliabilityData, periods: Periods) -> None:
        self.data = data
        self.periods = periods
        self._running: dict[Part, RunningAlpha] = {}
        self._figures: dict[Part, Figure] = {}
        self._scales: dict[str, Scale] = {}
        self._scaled = len(data.values)
        self._with: dict[Hashable, int] = {}

    def alpha(self, part: Part) -> Figure:
        """Krippendorff's α of a part with its interval, clusters resampled together."""
        if self._is_whole(part):
            part = replace(part, value=None)
        if part not in self._figures:
            running = self.running(part)
            self._figures[part] = self._figure(running.measure(), running.members(self.data.clusters()))
        return self._figures[part]

    def _is_whole(self, part: Part) -> bool:
        """Whether one value against the rest is the whole question: where there are two in all."""
        return (
            part.distance == "nominal"
            and self.data.answers.question.kind != "topic"
            and len(self.data.values) == 2
            and part.value in self.data.values
        )

    def figure(self, measure: Measure, rows: Ints | None = None) -> Figure:
        """Any measure made `with_units` of these answers, or of some rows, as a figure with its interval."""
        if measure.of_unit is None:
            # Not made for so many annotators: it has words and no value.
            return figure_of(measure, None)
        return self._figure(measure, self.data.clusters(rows))

    def _figure(self, measure: Measure, clusters: Clusters | Listed | Tabled) -> Figure:
        return figure_of(measure, clusters, of_articles=self.data.answers.question.kind == "boilerplate")

    def running(self, part: Part) -> RunningAlpha:
        """The pattern counts behind an α."""
        if part not in self._running:
            self._running[part] = RunningAlpha(self._part(part), self._scale(part), self._size(part))
        return self._running[part]

    def _size(self, part: Part) -> int:
        return len(self.data.values) if part.value is None else 2

    def _scale(self, part: Part) -> Scale:
        if part.value is not None:
            return scale_of((False, True), part.distance)
        if part.distance not in self._scales:
            self._scales[part.distance] = scale_of(self.data.values, part.distance)
        return self._scales[part.distance]

    def _part(self, part: Part) -> Codes:
        """The codes that a part counts; the rows stay what they are."""
        codes = self.data.codes if part.annotators is None else self.data.codes[:, self._places(part)]
        out: Flags = np.zeros(len(codes), dtype=np.bool_)
        if part.without is not None:
            out |= self.data.having(part.without).any(axis=1)
        if part.period is not None:
            kind, key = part.period
            out |= np.array([each != key for each in self.periods.of(kind, self.data.units)], dtype=np.bool_)
        if part.value is not None:
            codes = np.where(codes >= 0, self.data.holders(part.value)[codes], MISSING).astype(np.int32)
        return np.where(out[:, None], MISSING, codes).astype(np.int32) if out.any() else codes

    def _places(self, part: Part) -> list[int]:
        return list(map(self.data.place, part.annotators or self.data.annotators))

    # -- counts ----------------------------------------------------------------------------------------------

    def count_with(self, value: Hashable) -> int:
        """How many of the units that count (two answers or more) somebody gave a value to."""
        if value not in self._with:
            self._with[value] = int((self.data.having(value).any(axis=1) & self.data.pairable).sum())
        return self._with[value]

    def spreads(self, distance: str) -> Floats:
        """The mean distance between every two answers to each unit; 0 where fewer than two answered."""
        running = self.running(Part(distance))
        found: Floats = np.append(running.spreads, 0.0)[running.of_unit]
        return found

    def ratings_counted(self) -> int:
        """How many answers there are to units that two annotators or more answered."""
        running = self.running(Part("nominal"))
        return int(np.count_nonzero(running.codes >= 0, axis=1) @ running.times)

    # -- change ----------------------------------------------------------------------------------------------

    def change(self, units: Iterable[str], annotator: str) -> None:
        """Takes over what the answers now say of some units and an annotator.

        Where the array had to be made anew, so has everything here, once it is asked for.
        """
        taken = self.data.take(units, annotator)
        if taken is None:
            for kept in (self._running, self._figures, self._scales, self._with):
                kept.clear()
            self.periods.clear()
            self._scaled = len(self.data.values)
            return
        if taken.added:
            self._add(taken.added)
        self._extend_scales()
        # Most lines of an article were answered alike: what holds of one of them is worked out once.
        alike: dict[tuple[Hashable, ...], list[int]] = {}
        for unit, row, old, new in zip(taken.units, taken.rows, taken.before, taken.after, strict=True):
            if self.periods.follow(row, unit) or old != new:
                alike.setdefault((*old, *new, self.periods.at(row)), []).append(row)
        had = dict(zip(taken.rows, taken.before, strict=True))
        for some in alike.values():
            self._follow(some, had[some[0]], annotator)

    def _add(self, number: int) -> None:
        """Makes room for so many units that nobody has answered so far."""
        self.periods.add(number)
        for running in self._running.values():
            running.add_units(number)

    def _extend_scales(self) -> None:
        """Takes sets into the scales that nobody had given before."""
        values = self.data.values
        if self._scaled == len(values):
            return
        for place in range(self._scaled, len(values)):
            self._scales = {
                name: extended(scale, values[:place], values[place], name)
                for name, scale in self._scales.items()
            }
        self._scaled = len(values)
        for part, running in self._running.items():
            running.scale = self._scale(part)

    def _follow(self, rows: list[int], before: list[int], annotator: str) -> None:
        """Takes over an annotator's new answer to units that were, and are, answered alike."""
        row, column = rows[0], self.data.place(annotator)
        after = self.data.codes[row].tolist()
        was, held = self._held(before), self._held(after)
        for value in self._with:
            self._with[value] += len(rows) * (held.count(value) - was.count(value))
        for part, running in self._running.items():
            if self._touches(part, annotator, before[column], after[column]) and running.change(
                rows, self._answers(row, part)
            ):
                self._figures.pop(part, None)

    def _touches(self, part: Part, annotator: str, old: int, new: int) -> bool:
        """Whether a change from one code to another can matter to a part: most are left alone by most changes."""
        if part.annotators is not None and annotator not in part.annotators:
            return False
        if part.period is not None:
            return True
        if old == new:
            return False
        if part.value is None or part.without is not None:
            return True
        if old == MISSING or new == MISSING:
            return True
        return holds(self.data.values[old], part.value) != holds(self.data.values[new], part.value)

    def _held(self, codes: list[int]) -> list[Hashable]:
        """Those of the counted values that somebody gave to a unit with these answers, if it counts."""
        given = [self.data.values[code] for code in codes if code >= 0]
        if len(given) < 2:
            return []
        return [value for value in self._with if any(holds(each, value) for each in given)]

    def _answers(self, row: int, part: Part) -> list[int]:
        """The codes of one unit that a part counts."""
        codes = [code for code in self.data.codes[row, self._places(part)].tolist() if code >= 0]
        if part.period is not None:
            kind, key = part.period
            if self.periods.of(kind, self.data.units)[row] != key:
                return []
        if part.without is not None:
            everybody = self.data.codes[row].tolist()
            if any(code >= 0 and holds(self.data.values[code], part.without) for code in everybody):
                return []
        if part.value is None:
            return codes
        return [int(holds(self.data.values[code], part.value)) for code in codes]
