"""Pure: ratings as an array of codes, units by annotators, with the values the codes stand for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.int32]

MISSING = -1
_STEP = 2**16


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """What annotators answered to one question, encoded.

    Attributes:
        codes: int32, units x annotators: an index into `values`, or -1 where that annotator has not seen the
            unit.
        values: what the codes stand for, in the order of the scale: sorted, or as the codebook gives them. May
            hold values that nobody chose. An empty frozenset is a value like any other.
        annotators: names of the columns; may be empty.
        units: names of the rows; may be empty.
    """

    codes: Codes
    values: tuple[Hashable, ...]
    annotators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.codes.ndim != 2:
            raise ValueError("codes are an array of units x annotators")
        if self.codes.size and not -1 <= int(self.codes.min()) <= int(self.codes.max()) < len(self.values):
            raise ValueError("a code points outside the values")

    @classmethod
    def from_rows(
        cls,
        rows: Sequence[Sequence[Hashable | None]],
        values: Sequence[Hashable] | None = None,
        annotators: Sequence[str] = (),
    ) -> Coded:
        """Encode units x annotators, None where an annotator has not seen the unit.

        Args:
            rows: one sequence a unit, all of one length.
            values: the values in order; None: those that occur, sorted.
            annotators: names of the columns.

        Raises:
            ValueError: rows of unequal length, or an answer that is not among `values`.
        """
        width = len(rows[0]) if rows else len(annotators)
        if any(len(row) != width for row in rows):
            raise ValueError("every unit needs one cell for each annotator")
        found = dict.fromkeys(value for row in rows for value in row if value is not None)
        index = _index(found, values)
        flat = [MISSING if value is None else index[value] for row in rows for value in row]
        codes = np.array(flat, dtype=np.int32).reshape(len(rows), width)
        return cls(codes, tuple(index), tuple(annotators))

    @classmethod
    def from_units(
        cls, units: Mapping[str, Mapping[str, Hashable]], values: Sequence[Hashable] | None = None
    ) -> Coded:
        """Encode unit id -> annotator -> value; annotators are sorted by name, units keep their order."""
        lengths = np.fromiter((len(given) for given in units.values()), dtype=np.intp, count=len(units))
        who = list(chain.from_iterable(units.values()))
        answers = list(chain.from_iterable(given.values() for given in units.values()))
        names = sorted(set(who))
        column = {name: place for place, name in enumerate(names)}
        index = _index(dict.fromkeys(answers), values)
        codes = np.full((len(units), len(names)), MISSING, dtype=np.int32)
        rows = np.repeat(np.arange(len(units)), lengths)
        columns = np.fromiter(map(column.__getitem__, who), dtype=np.intp, count=len(who))
        codes[rows, columns] = np.fromiter(map(index.__getitem__, answers), dtype=np.int32, count=len(who))
        return cls(codes, tuple(index), tuple(names), tuple(units))

    @property
    def given(self) -> NDArray[np.int64]:
        """How many annotators rated each unit: shape (units,)."""
        found: NDArray[np.int64] = np.count_nonzero(self.codes >= 0, axis=1)
        return found

    @property
    def used(self) -> NDArray[np.int64]:
        """The codes that occur at least once, ascending."""
        counts = np.zeros(len(self.values) + 1, dtype=np.int64)
        for start in range(0, len(self.codes), _STEP):
            counts += np.bincount(self.codes[start : start + _STEP].ravel() + 1, minlength=len(counts))
        found: NDArray[np.int64] = np.flatnonzero(counts[1:])
        return found

    def columns(self, places: Sequence[int]) -> Coded:
        """The ratings of some annotators, in the order given; the values stay."""
        names = tuple(self.annotators[place] for place in places) if self.annotators else ()
        return Coded(self.codes[:, list(places)], self.values, names, self.units)

    def rows(self, chosen: NDArray[Any]) -> Coded:
        """Some units, by mask or index; the values stay."""
        names = tuple(np.array(self.units, dtype=object)[chosen]) if self.units else ()
        return Coded(self.codes[chosen], self.values, self.annotators, names)

    def pruned(self) -> Coded:
        """Without the values that nobody chose."""
        used = self.used
        if len(used) == len(self.values):
            return self
        lookup = np.full(len(self.values) + 1, MISSING, dtype=np.int32)
        lookup[used] = np.arange(len(used), dtype=np.int32)
        return Coded(
            lookup[self.codes], tuple(self.values[place] for place in used), self.annotators, self.units
        )

    def one_vs_rest(self, label: Hashable) -> Coded:
        """Every rating as True (it is the label, or a set that holds it) or False; missing stays missing."""
        has = [label in value if isinstance(value, frozenset) else value == label for value in self.values]
        lookup = np.array([*has, MISSING], dtype=np.int32)
        return Coded(lookup[self.codes], (False, True), self.annotators, self.units)


def _index(found: Iterable[Hashable], values: Sequence[Hashable] | None) -> dict[Hashable, int]:
    ordered = in_order(found) if values is None else list(values)
    index = {value: place for place, value in enumerate(ordered)}
    if len(index) != len(ordered):
        raise ValueError("a value is listed twice")
    strange = [value for value in found if value not in index] if values is not None else []
    if strange:
        raise ValueError(f"{strange[0]!r} is not among the values")
    return index


def in_order(values: Iterable[Hashable]) -> list[Hashable]:
    """Values in a fixed order: numbers by size, then texts, then sets by size and members, then the rest."""
    return sorted(values, key=_rank)


def _rank(value: Hashable) -> tuple[int, Any]:
    if isinstance(value, (bool, int, float)):
        return (0, value)
    if isinstance(value, str):
        return (1, value)
    if isinstance(value, frozenset):
        return (2, (len(value), sorted(map(_rank, value))))
    return (3, repr(value))
