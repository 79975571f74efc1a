"""Pure: ratings one by one (unit, annotator, value), the form in which consensus models read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Every rating of the units that have any.

    Attributes:
        unit: the unit of each rating, counted among rated units.
        observer: who gave it.
        code: which value.
        rated: the rated units' rows among all units.
        rows: how many units there are in all.
        observers: how many annotators.
        size: how many values.
    """

    unit: Ints
    observer: Ints
    code: Ints
    rated: Ints
    rows: int
    observers: int
    size: int

    @classmethod
    def of(cls, coded: Coded, observers: Sequence[int] | None = None) -> Votes:
        """Take ratings apart.

        Args:
            coded: units x columns.
            observers: the annotator of each column, 0 upwards; None: each column is its own.

        Raises:
            ValueError: no ratings, or not one observer a column.
        """
        columns = coded.codes.shape[1]
        of_column = np.arange(columns) if observers is None else np.asarray(observers, dtype=np.intp)
        if of_column.shape != (columns,) or (columns and of_column.min() < 0):
            raise ValueError("every column needs an observer, counted from 0")
        seen = coded.codes >= 0
        rated = np.flatnonzero(seen.any(axis=1))
        if not len(rated):
            raise ValueError("there are no ratings")
        unit, column = np.nonzero(seen[rated])
        code = coded.codes[rated][unit, column].astype(np.intp)
        number = int(of_column.max()) + 1
        return cls(unit, of_column[column], code, rated, len(coded.codes), number, len(coded.values))

    def shares(self) -> Floats:
        """The share of votes of each value: rated units x values."""
        counts = np.bincount(self.unit * self.size + self.code, minlength=len(self.rated) * self.size)
        found = counts.reshape(len(self.rated), self.size)
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    def summed(self, posterior: Floats) -> Floats:
        """For each annotator, true value and answer, the sum of posteriors: observers x values x values."""
        found = np.empty((self.observers, self.size, self.size))
        cell = self.observer * self.size + self.code
        for true in range(self.size):
            sums = np.bincount(cell, weights=posterior[self.unit, true], minlength=self.observers * self.size)
            found[:, true, :] = sums.reshape(self.observers, self.size)
        return found

    def collected(self, logs: Floats) -> Floats:
        """For each rated unit and true value the sum over its ratings of logs[observer, true, answer]."""
        found = np.empty((len(self.rated), self.size))
        for true in range(self.size):
            found[:, true] = np.bincount(
                self.unit, weights=logs[self.observer, true, self.code], minlength=len(self.rated)
            )
        return found

    def spread(self, posterior: Floats) -> Floats:
        """Rows for all units: NaN for those nobody rated."""
        found = np.full((self.rows, self.size), np.nan)
        found[self.rated] = posterior
        return found


def most_probable(values: Sequence[Hashable], posterior: Floats) -> list[Hashable | None]:
    """The value with the greatest posterior of each unit, the first of equal ones; None in a row of NaN."""
    if not values:
        return [None] * len(posterior)
    known = ~np.isnan(posterior[:, 0])
    best = np.where(known[:, None], posterior, 0.0).argmax(axis=1)
    return [values[code] if seen else None for code, seen in zip(best, known, strict=True)]
