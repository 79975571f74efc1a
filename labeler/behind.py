"""Use case: from a figure to the units behind it. All of it is array work: a click waits for none of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.confusion import ANY, Members
from labeler.running_figures import Part

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray

    from db.records import Json
    from labeler.codebook import Question
    from labeler.periods import PeriodKind
    from labeler.running_figures import RunningFigures

    Codes = NDArray[np.int32]
    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

NONE_FITS = ""
"""Stands for "no topic fits" among the values of a topic question; no codebook can have it."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A confusion table that counts units.

    Attributes:
        cells: in how many units a value met another; a unit may be in several cells, and is once in each.
        rows: in how many units a value met any.
        columns: the same the other way round.
        total: in how many units any two answers met.
    """

    cells: Counter[tuple[str, str]]
    rows: Counter[str]
    columns: Counter[str]
    total: int


class UnitsBehind:
    """The units behind the figures of one question.

    Args:
        question: what was asked.
        figures: the figures, over what was answered.
    """

    def __init__(self, question: Question, figures: RunningFigures) -> None:
        self.question = question
        self.figures = figures
        self.data = figures.data
        self._spreads: Floats | None = None

    def _rating(self, value: str) -> Hashable:
        """A value in the form in which answers are compared."""
        if value == NONE_FITS and self.question.kind == "topic":
            return frozenset()
        return value

    @staticmethod
    def has(answer: Json, value: str) -> bool:
        """Whether a stored answer is a value or holds it; NONE_FITS is in the empty set."""
        if isinstance(answer, list):
            return value in answer if value != NONE_FITS else not answer
        return bool(answer == value)

    # -- by value --------------------------------------------------------------------------------------------

    def units_with(self, value: str) -> list[str]:
        """The units with two answers or more to which somebody gave a value."""
        having = np.any(self.data.having(self._rating(value)), axis=1)
        return self.data.named(np.asarray(having & self.data.pairable))

    def units_met(
        self, one: str, other: str, value: str, by_one: bool | None, by_other: bool | None
    ) -> list[str]:
        """The units that two annotators answered, each with a value (True), without it (False), or any way (None)."""
        found = self._both(one, other)
        holders = self.data.holders(self._rating(value))
        for name, wanted in ((one, by_one), (other, by_other)):
            if wanted is not None:
                found &= holders[self.data.column(name)] == wanted
        return self.data.named(found)

    def two_by_two(self, one: str, other: str, value: str) -> tuple[int, int, int, int]:
        """Of the units two annotators answered, how many have a value by both, by one, by the other, by neither."""
        both = self._both(one, other)
        holders = self.data.holders(self._rating(value))
        first, second = holders[self.data.column(one)][both], holders[self.data.column(other)][both]
        return (
            int((first & second).sum()),
            int((first & ~second).sum()),
            int((~first & second).sum()),
            int((~first & ~second).sum()),
        )

    # -- by annotator ----------------------------------------------------------------------------------------

    def _both(self, one: str, other: str) -> Flags:
        return np.asarray((self.data.column(one) >= 0) & (self.data.column(other) >= 0))

    def units_of_pair(self, one: str, other: str) -> list[str]:
        """The units both answered, those on which they differ first."""
        rows = np.flatnonzero(self._both(one, other))
        alike = self.data.column(one)[rows] == self.data.column(other)[rows]
        return self.data.named(rows[np.argsort(alike, kind="stable")])

    def units_without(self, annotator: str) -> list[str]:
        """The units that two others answered, those on which somebody differs first."""
        others = [name for name in self.data.annotators if name != annotator]
        answered = sum((self.data.column(name) >= 0).astype(np.intp) for name in others)
        rows = np.flatnonzero(np.asarray(answered) > 1)
        return self.data.named(rows[np.argsort(-self.spreads[rows], kind="stable")])

    # -- by cell of the confusion table ----------------------------------------------------------------------

    def units_in_cell(self, row: str | None, column: str | None, one: str = "", other: str = "") -> list[str]:
        """The units that one cell of the confusion table counts; None for a row or column means any."""
        if one and other and self.question.kind != "topic":
            return self.data.named(self._meet(one, other, row, column))
        found = np.zeros(len(self.data.units), dtype=np.bool_)
        names = (one, other) if one and other else self.data.annotators
        for first, second in combinations(names, 2):
            # The table of all, and of sets that of two annotators too, is symmetric.
            found |= self._meet(first, second, row, column) | self._meet(first, second, column, row)
        return self.data.named(found)

    def cells(self, one: str = "", other: str = "") -> Cells:
        """How many units `units_in_cell` gives for each cell, row and column of the confusion table.

        With all annotators, and for topic sets, the table is symmetric. For topic sets a topic meets itself where
        both gave it, and those that only one gave meet those that only the other gave.
        """
        names = (one, other) if one and other else self.data.annotators
        both_ways = not (one and other) or self.question.kind == "topic"
        size = len(self.data.values)
        met = []  # (unit, first code, second code) of every two answers
        for first, second in combinations(names, 2):
            rows = np.flatnonzero(self._both(first, second))
            left, right = (self.data.column(name)[rows].astype(np.int64) for name in (first, second))
            met.append((rows, left * size + right))
            if both_ways:
                met.append((rows, right * size + left))
        if not met:
            return Cells(Counter(), Counter(), Counter(), 0)
        units, pairs = (np.concatenate([part[side] for part in met]) for side in (0, 1))
        distinct, of_pair = np.unique(pairs, return_inverse=True)
        titles, cells = self._cells_of(distinct // max(size, 1), distinct % max(size, 1))
        # A pair of answers may meet in several cells, and a unit's pairs in the same one: each unit counts once.
        lengths = np.fromiter(map(len, cells), dtype=np.intp, count=len(cells))
        flat = np.fromiter(chain.from_iterable(cells), dtype=np.int64, count=int(lengths.sum()))
        starts = np.cumsum(lengths) - lengths
        times = lengths[of_pair]
        within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
        cell = flat[np.repeat(starts[of_pair], times) + within]
        unit, size = np.repeat(units, times), len(titles)

        def counted(what: NDArray[np.int64], wide: int) -> dict[int, int]:
            counts = np.bincount(np.unique(unit * wide + what) % wide, minlength=wide)
            return {place: int(counts[place]) for place in np.flatnonzero(counts).tolist()}

        by_cell = counted(cell, size**2)
        return Cells(
            Counter({(titles[at // size], titles[at % size]): count for at, count in by_cell.items()}),
            Counter({titles[at]: count for at, count in counted(cell // size, size).items()}),
            Counter({titles[at]: count for at, count in counted(cell % size, size).items()}),
            len(np.unique(units)),
        )

    def _cells_of(
        self, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> tuple[list[str], list[list[int]]]:
        """The rows of the table, and the cells (row * rows + column) in which each two answers meet."""
        if self.question.kind != "topic":
            size = len(self.data.values)
            return list(map(str, self.data.values)), [[cell] for cell in (left * size + right).tolist()]
        members = Members.of(self.data.values)
        wide = len(members.names)
        found = []
        for one, other, both, mine, yours in zip(left, right, *members.parts(left, right), strict=True):
            cells = [place * wide + place for place in np.flatnonzero(both).tolist()]
            if one != other:
                cells += [
                    a * wide + b
                    for a in np.flatnonzero(mine).tolist()
                    for b in np.flatnonzero(yours).tolist()
                ]
            found.append(cells)
        return [NONE_FITS if name is None else str(name) for name in members.names], found

    def _meet(self, one: str, other: str, row: str | None, column: str | None) -> Flags:
        """The units where one's answer stands in a row of the table and the other's in a column."""
        both = self._both(one, other)
        first, second = self.data.column(one)[both], self.data.column(other)[both]
        size = len(self.data.values)
        pairs, of_unit = np.unique(first.astype(np.int64) * size + second, return_inverse=True)
        left, right = pairs // max(size, 1), pairs % max(size, 1)
        if self.question.kind == "topic":
            met = Members.of(self.data.values).meet(left, right, self._label(row), self._label(column))
        else:
            met = self._is(left, row) & self._is(right, column)
        found = np.zeros(len(both), dtype=np.bool_)
        found[both] = met[of_unit]
        return found

    def _is(self, codes: NDArray[np.int64], value: str | None) -> Flags:
        if value is None:
            return np.ones(len(codes), dtype=np.bool_)
        return self.data.holders(value)[codes]

    @staticmethod
    def _label(value: str | None) -> object:
        """A row or column as `Members` calls it."""
        return ANY if value is None else None if value == NONE_FITS else value

    # -- by time ---------------------------------------------------------------------------------------------

    def units_in_period(self, kind: PeriodKind, key: str) -> list[str]:
        """The units with two answers or more of a week, a batch, or a codebook version."""
        pairable = self.data.pairable.tolist()
        return [
            unit
            for unit, period, counts in zip(
                self.data.units, self.figures.periods.of(kind, self.data.units), pairable, strict=True
            )
            if counts and key and period == key
        ]

    # -- by disagreement -------------------------------------------------------------------------------------

    @property
    def spreads(self) -> Floats:
        """The mean distance between the answers to each unit, 0 where all agree or only one answered."""
        if self._spreads is None:
            self._spreads = self.figures.spreads("masi" if self.question.kind == "topic" else "nominal")
        return self._spreads

    def spread(self, unit: str) -> float:
        """The mean distance between the answers to a unit, 0 where all agree or only one answered."""
        return float(self.spreads[self.data.row(unit)])

    @property
    def disputed(self) -> list[str]:
        """The units on which not all answers are alike, the furthest apart first."""
        return self.data.named(self._disputed())

    def _disputed(self) -> NDArray[np.intp]:
        rows = np.flatnonzero(self.spreads > 0)
        return rows[np.argsort(-self.spreads[rows], kind="stable")]

    def dispute_counts(self, among: Iterable[str]) -> tuple[int, int]:
        """How many of some units are disputed, and how many are in all. Units that nobody answered count as not."""
        running = self.figures.running(Part("nominal"))
        apart = np.append(running.spreads > 0, False)
        rows = [row for row in map(self.data.rows.get, among) if row is not None]
        of_unit = running.of_unit[rows] if rows else np.empty(0, dtype=np.intp)
        return int(apart[of_unit].sum()), int(running.times[apart[:-1]].sum())

    def with_same_conflict(self, unit: str) -> list[str]:
        """The other units on which the same answers stand against each other, whoever gave them."""
        patterns = self.figures.running(Part("nominal")).of_unit
        row = self.data.row(unit)
        rows = self._disputed()
        return self.data.named(rows[(patterns[rows] == patterns[row]) & (rows != row)])
