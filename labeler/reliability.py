"""Use case: the answers to one question as units x annotators, with every α over them kept up to date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Literal

import numpy as np

from labeler.agreement.alpha import extended, scale_of
from labeler.agreement.coded import MISSING, Coded, in_order
from labeler.agreement.draws import Clusters
from labeler.agreement.running import RunningAlpha
from labeler.answers import rating
from labeler.figures import Figure, figure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from numpy.typing import NDArray

    from db.records import Json, Label
    from labeler.agreement.alpha import Scale
    from labeler.agreement.coded import Codes
    from labeler.agreement.draws import Listed, Tabled
    from labeler.agreement.measure import Measure
    from labeler.answers import Answers

    Ints = NDArray[np.intp]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

PeriodKind = Literal["week", "batch", "version"]
"""By when a unit was last answered, by when its article was imported, by the codebook of its last answer."""


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


class ReliabilityData:
    """The reliability data (Krippendorff) of one question: who answered what, as an array of codes.

    An α that was asked for once is kept as counts of patterns; a changed answer moves a unit from one pattern to
    another, and only the figures it touches are worked out again.

    Args:
        answers: the answers; `change` reads them again.
        cluster_of: of a unit id the name of what it is resampled with.
        versions: codebook digest -> version number.
        batch_of: of a unit id the batch it came with, "" where that is not known.
    """

    def __init__(
        self,
        answers: Answers,
        cluster_of: Callable[[str], str],
        versions: Mapping[str, int],
        batch_of: Callable[[str], str],
    ) -> None:
        self.answers = answers
        self._cluster_of = cluster_of
        self.versions = versions
        self._batch_of = batch_of
        self._running: dict[Part, RunningAlpha] = {}
        self._figures: dict[Part, Figure] = {}
        self._scales: dict[str, Scale] = {}
        self._cluster_number: dict[str, int] = {}
        self._periods: dict[PeriodKind, list[str]] = {}
        self._with: dict[Hashable, int] = {}
        self._encode()

    def _encode(self) -> None:
        given = self.answers.given
        self.units = list(given)
        self._rows = {unit: row for row, unit in enumerate(self.units)}
        self.annotators = tuple(sorted(set(chain.from_iterable(given.values()))))
        self._columns = {name: column for column, name in enumerate(self.annotators)}
        who = list(chain.from_iterable(given.values()))
        keys = [_key(value) for answers in given.values() for value in answers.values()]
        found = {key: rating(self.answers.question, key) for key in dict.fromkeys(keys)}
        self.values = self._ordered(found.values())
        code = {value: code for code, value in enumerate(self.values)}
        self._codes_of = {key: code[value] for key, value in found.items()}
        lengths = np.fromiter((len(answers) for answers in given.values()), dtype=np.intp, count=len(given))
        self._codes: Codes = np.full((len(given), len(self.annotators)), MISSING, dtype=np.int32)
        rows = np.repeat(np.arange(len(given)), lengths)
        columns = np.fromiter(map(self._columns.__getitem__, who), dtype=np.intp, count=len(who))
        self._codes[rows, columns] = np.fromiter(
            map(self._codes_of.__getitem__, keys), dtype=np.int32, count=len(keys)
        )
        self._together: Clusters | None = None
        self._cluster = np.fromiter(map(self._number, self.units), dtype=np.intp, count=len(self.units))

    def _ordered(self, found: Iterable[Hashable]) -> list[Hashable]:
        """The values in the order of the codebook, those of an earlier one last; sets in any fixed order."""
        if self.answers.question.kind == "topic":
            return in_order(set(found))
        known: list[Hashable] = [entry.value for entry in self.answers.question.values]
        return [*known, *in_order(set(found).difference(known))]

    def _number(self, unit: str) -> int:
        """The number of a unit's cluster."""
        return self._cluster_number.setdefault(self._cluster_of(unit), len(self._cluster_number))

    # -- the array -------------------------------------------------------------------------------------------

    @property
    def coded(self) -> Coded:
        """The answers as they are now; a later change does not reach it."""
        return Coded(self._codes.copy(), tuple(self.values), self.annotators, tuple(self.units))

    @property
    def rows(self) -> Mapping[str, int]:
        """The row of each unit."""
        return self._rows

    def row(self, unit: str) -> int:
        """The row of a unit.

        Raises:
            KeyError: nobody answered it.
        """
        return self._rows[unit]

    def column(self, annotator: str) -> NDArray[np.int32]:
        """What one annotator answered: a code for each unit, -1 for none."""
        found: NDArray[np.int32] = self._codes[:, self._columns[annotator]]
        return found

    def named(self, rows: Flags | Ints) -> list[str]:
        """The units of some rows, by mask or in the order given."""
        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return [self.units[place] for place in places.tolist()]

    @property
    def pairable(self) -> Flags:
        """Which units at least two annotators answered."""
        return np.asarray(np.count_nonzero(self._codes >= 0, axis=1) > 1)

    def having(self, value: Hashable) -> Flags:
        """Which answers are a value or hold it: units x annotators; the empty set stands for itself."""
        return self.holders(value)[self._codes]

    def holders(self, value: Hashable) -> Flags:
        """For each code whether it is the value or holds it; last, at -1, False for a missing answer."""
        return np.array([*(holds(each, value) for each in self.values), False])

    def count_with(self, value: Hashable) -> int:
        """How many of the units that count (two answers or more) somebody gave a value to."""
        if value not in self._with:
            self._with[value] = int((self.having(value).any(axis=1) & self.pairable).sum())
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

    # -- the figures -----------------------------------------------------------------------------------------

    def alpha(self, part: Part) -> Figure:
        """Krippendorff's α of a part with its interval, clusters resampled together."""
        if self._is_whole(part):
            part = replace(part, value=None)
        if part not in self._figures:
            running = self.running(part)
            clusters = self._clusters()
            self._figures[part] = self._figure(running.measure(), running.members(clusters))
        return self._figures[part]

    def _is_whole(self, part: Part) -> bool:
        """Whether one value against the rest is the whole question: where there are two in all."""
        return (
            part.distance == "nominal"
            and self.answers.question.kind != "topic"
            and len(self.values) == 2
            and part.value in self.values
        )

    def figure(self, measure: Measure, rows: Ints | None = None) -> Figure:
        """Any measure made `with_units` of these answers, or of some rows, as a figure with its interval."""
        if measure.of_unit is None:
            # Not made for so many annotators: it has words and no value.
            return figure_of(measure, None)
        return self._figure(measure, self._clusters() if rows is None else Clusters.of(self._cluster[rows]))

    def _figure(self, measure: Measure, clusters: Clusters | Listed | Tabled) -> Figure:
        return figure_of(measure, clusters, of_articles=self.answers.question.kind == "boilerplate")

    def _clusters(self) -> Clusters:
        if self._together is None:
            self._together = Clusters.of(self._cluster)
        return self._together

    def running(self, part: Part) -> RunningAlpha:
        """The pattern counts behind an α."""
        if part not in self._running:
            self._running[part] = RunningAlpha(self._part(part), self._scale(part), self._size(part))
        return self._running[part]

    def _size(self, part: Part) -> int:
        return len(self.values) if part.value is None else 2

    def _scale(self, part: Part) -> Scale:
        if part.value is not None:
            return scale_of((False, True), part.distance)
        if part.distance not in self._scales:
            self._scales[part.distance] = scale_of(self.values, part.distance)
        return self._scales[part.distance]

    def _part(self, part: Part) -> Codes:
        """The codes that a part counts; the rows stay what they are."""
        codes = self._codes if part.annotators is None else self._codes[:, self._places(part)]
        out: Flags = np.zeros(len(codes), dtype=np.bool_)
        if part.without is not None:
            out |= self.having(part.without).any(axis=1)
        if part.period is not None:
            kind, key = part.period
            out |= np.array([each != key for each in self.periods(kind)], dtype=np.bool_)
        if part.value is not None:
            codes = np.where(codes >= 0, self.holders(part.value)[codes], MISSING).astype(np.int32)
        return np.where(out[:, None], MISSING, codes).astype(np.int32) if out.any() else codes

    def _places(self, part: Part) -> list[int]:
        return [self._columns[name] for name in part.annotators or self.annotators]

    # -- periods ---------------------------------------------------------------------------------------------

    def periods(self, kind: PeriodKind) -> list[str]:
        """The period of each unit: of its newest answer, or the batch it came with; "" where that is not known."""
        if kind not in self._periods:
            self._periods[kind] = [self._period(kind, unit) for unit in self.units]
        return self._periods[kind]

    def _period(self, kind: PeriodKind, unit: str) -> str:
        if kind == "batch":
            return self._batch_of(unit)
        labels: Mapping[str, Label] = self.answers.labels[unit]
        if not labels:
            return ""  # a ratings file tells neither time nor version
        newest = max(labels.values(), key=lambda label: label.created_at)
        return (
            week_of(newest.created_at[:10])
            if kind == "week"
            else f"{self.versions[newest.codebook_digest]:06d}"
        )

    # -- change ----------------------------------------------------------------------------------------------

    def change(self, units: Iterable[str], annotator: str) -> None:
        """Takes over what `answers` now says of some units and an annotator.

        Everything is made anew, once, where an annotator, or a value that is no set, has not been seen before, and
        where a unit's or an annotator's last answer goes.
        """
        given = self.answers.given
        touched = [unit for unit in units if self._concerns(unit, annotator)]
        if annotator not in self._columns or not all(
            given.get(unit) and self._knows(given[unit].get(annotator)) for unit in touched
        ):
            if touched:
                self._start_anew()
            return
        self._add([unit for unit in touched if unit not in self._rows])
        rows, column = [self._rows[unit] for unit in touched], self._columns[annotator]
        before = self._codes[rows].tolist()
        self._codes[rows, column] = [
            self._code(given[unit][annotator]) if annotator in given[unit] else MISSING for unit in touched
        ]
        after = self._codes[rows].tolist()
        if any(answers[column] == MISSING for answers in after) and not (self.column(annotator) >= 0).any():
            self._start_anew()
            return
        # Most lines of an article were answered alike: what holds of one of them is worked out once.
        alike: dict[tuple[Hashable, ...], list[int]] = {}
        for row, unit, old, new in zip(rows, touched, before, after, strict=True):
            was = tuple(keys[row] for keys in self._periods.values())
            now = tuple(self._period(kind, unit) for kind in self._periods)
            if old != new or was != now:
                alike.setdefault((*old, *new, now), []).append(row)
                for keys, key in zip(self._periods.values(), now, strict=True):
                    keys[row] = key
        had = dict(zip(rows, before, strict=True))
        for some in alike.values():
            self._follow(some, had[some[0]], annotator)

    def _concerns(self, unit: str, annotator: str) -> bool:
        """Whether anything is, or was, known of an annotator's answer to a unit."""
        return annotator in self.answers.given.get(unit, {}) or (
            annotator in self._columns and unit in self._rows
        )

    def _follow(self, rows: list[int], before: list[int], annotator: str) -> None:
        """Takes over an annotator's new answer to units that were, and are, answered alike."""
        row, column = rows[0], self._columns[annotator]
        after = self._codes[row].tolist()
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
        return holds(self.values[old], part.value) != holds(self.values[new], part.value)

    def _start_anew(self) -> None:
        for kept in (
            self._running,
            self._figures,
            self._scales,
            self._cluster_number,
            self._periods,
            self._with,
        ):
            kept.clear()
        self._encode()

    def _add(self, units: list[str]) -> None:
        """Makes room for units that nobody has answered so far."""
        if not units:
            return
        self._rows |= {unit: len(self.units) + place for place, unit in enumerate(units)}
        self.units += units
        more = np.full((len(units), len(self.annotators)), MISSING, dtype=np.int32)
        self._codes = np.vstack([self._codes, more])
        self._cluster = np.append(self._cluster, [self._number(unit) for unit in units])
        self._together = None
        for keys in self._periods.values():
            keys += [""] * len(units)
        for running in self._running.values():
            running.add_units(len(units))

    def _knows(self, answer: Json) -> bool:
        return answer is None or isinstance(answer, list) or _key(answer) in self._codes_of

    def _code(self, answer: Json) -> int:
        """The code of an answer; a set that has not been seen becomes a new one."""
        key = _key(answer)
        if key not in self._codes_of:
            value = rating(self.answers.question, answer)
            if value in self.values:
                self._codes_of[key] = self.values.index(value)
            else:
                self._codes_of[key] = len(self.values)
                self._scales = {
                    name: extended(scale, self.values, value, name) for name, scale in self._scales.items()
                }
                self.values.append(value)
                for part, running in self._running.items():
                    running.scale = self._scale(part)
        return self._codes_of[key]

    def _held(self, codes: list[int]) -> list[Hashable]:
        """Those of the counted values that somebody gave to a unit with these answers, if it counts."""
        given = [self.values[code] for code in codes if code >= 0]
        if len(given) < 2:
            return []
        return [value for value in self._with if any(holds(each, value) for each in given)]

    def _answers(self, row: int, part: Part) -> list[int]:
        """The codes of one unit that a part counts."""
        codes = [code for code in self._codes[row, self._places(part)].tolist() if code >= 0]
        if part.period is not None and self._periods[part.period[0]][row] != part.period[1]:
            return []
        if part.without is not None:
            everybody = self._codes[row].tolist()
            if any(code >= 0 and holds(self.values[code], part.without) for code in everybody):
                return []
        if part.value is None:
            return codes
        return [int(holds(self.values[code], part.value)) for code in codes]


def holds(answer: Hashable, value: Hashable) -> bool:
    """Whether an answer is a value, or a set that holds it; the empty set stands for itself."""
    if isinstance(answer, frozenset) and not isinstance(value, frozenset):
        return value in answer
    return answer == value


def _key(value: Json) -> Hashable:
    """A stored answer as something quickly hashed."""
    return tuple(value) if isinstance(value, list) else str(value)


@lru_cache(maxsize=4096)
def week_of(day: str) -> str:
    """The ISO week of a stored day: "2026-W47"."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02d}"
