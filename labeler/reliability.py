"""Use case: the answers to one question as units x annotators, an array of codes that follows single changes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from labeler.agreement.coded import MISSING, Coded, in_order
from labeler.agreement.draws import Clusters
from labeler.answers import rating

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from numpy.typing import NDArray

    from db.records import Json
    from labeler.agreement.coded import Codes
    from labeler.answers import Answers

    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]


class Taken(NamedTuple):
    """What a change was to the array.

    Attributes:
        units: the units that somebody answered, or answers no more.
        rows: theirs.
        before: the codes of each before the change.
        after: and after it.
        added: how many rows are new.
    """

    units: list[str]
    rows: list[int]
    before: list[list[int]]
    after: list[list[int]]
    added: int


class ReliabilityData:
    """The reliability data (Krippendorff) of one question: who answered what, as an array of codes.

    Args:
        answers: the answers; `take` reads them again.
        cluster_of: of a unit id the name of what it is resampled with.
    """

    def __init__(self, answers: Answers, cluster_of: Callable[[str], str]) -> None:
        self.answers = answers
        self._cluster_of = cluster_of
        self._cluster_number: dict[str, int] = {}
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
        self.codes: Codes = np.full((len(given), len(self.annotators)), MISSING, dtype=np.int32)
        rows = np.repeat(np.arange(len(given)), lengths)
        columns = np.fromiter(map(self._columns.__getitem__, who), dtype=np.intp, count=len(who))
        self.codes[rows, columns] = np.fromiter(
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

    # -- what was answered -----------------------------------------------------------------------------------

    @property
    def coded(self) -> Coded:
        """The answers as they are now; a later change does not reach it."""
        return Coded(self.codes.copy(), tuple(self.values), self.annotators, tuple(self.units))

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

    def place(self, annotator: str) -> int:
        """The column of an annotator."""
        return self._columns[annotator]

    def column(self, annotator: str) -> NDArray[np.int32]:
        """What one annotator answered: a code for each unit, -1 for none."""
        found: NDArray[np.int32] = self.codes[:, self._columns[annotator]]
        return found

    def named(self, rows: Flags | Ints) -> list[str]:
        """The units of some rows, by mask or in the order given."""
        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return [self.units[place] for place in places.tolist()]

    @property
    def pairable(self) -> Flags:
        """Which units at least two annotators answered."""
        return np.asarray(np.count_nonzero(self.codes >= 0, axis=1) > 1)

    def having(self, value: Hashable) -> Flags:
        """Which answers are a value or hold it: units x annotators; the empty set stands for itself."""
        return self.holders(value)[self.codes]

    def holders(self, value: Hashable) -> Flags:
        """For each code whether it is the value or holds it; last, at -1, False for a missing answer."""
        return np.array([*(holds(each, value) for each in self.values), False])

    def clusters(self, rows: Ints | None = None) -> Clusters:
        """The clusters of all units, or of those in some rows."""
        if rows is not None:
            return Clusters.of(self._cluster[rows])
        if self._together is None:
            self._together = Clusters.of(self._cluster)
        return self._together

    # -- change ----------------------------------------------------------------------------------------------

    def take(self, units: Iterable[str], annotator: str) -> Taken | None:
        """Takes over what `answers` now says of some units and an annotator.

        The array is made anew, once, where an annotator, or a value that is no set, has not been seen before, and
        where a unit's or an annotator's last answer goes.

        Returns:
            What changed; None: everything was made anew.
        """
        given = self.answers.given
        touched = [unit for unit in units if self._concerns(unit, annotator)]
        if not touched:
            return Taken([], [], [], [], 0)
        if annotator not in self._columns or not all(
            given.get(unit) and self._knows(given[unit].get(annotator)) for unit in touched
        ):
            self._start_anew()
            return None
        added = [unit for unit in touched if unit not in self._rows]
        self._add(added)
        rows, column = [self._rows[unit] for unit in touched], self._columns[annotator]
        before = self.codes[rows].tolist()
        self.codes[rows, column] = [
            self._code(given[unit][annotator]) if annotator in given[unit] else MISSING for unit in touched
        ]
        after = self.codes[rows].tolist()
        if any(answers[column] == MISSING for answers in after) and not (self.column(annotator) >= 0).any():
            self._start_anew()
            return None
        return Taken(touched, rows, before, after, len(added))

    def _concerns(self, unit: str, annotator: str) -> bool:
        """Whether anything is, or was, known of an annotator's answer to a unit."""
        return annotator in self.answers.given.get(unit, {}) or (
            annotator in self._columns and unit in self._rows
        )

    def _start_anew(self) -> None:
        self._cluster_number.clear()
        self._encode()

    def _add(self, units: list[str]) -> None:
        """Makes room for units that nobody has answered so far."""
        if not units:
            return
        self._rows |= {unit: len(self.units) + place for place, unit in enumerate(units)}
        self.units += units
        more = np.full((len(units), len(self.annotators)), MISSING, dtype=np.int32)
        self.codes = np.vstack([self.codes, more])
        self._cluster = np.append(self._cluster, [self._number(unit) for unit in units])
        self._together = None

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
                self.values.append(value)
        return self._codes_of[key]


def holds(answer: Hashable, value: Hashable) -> bool:
    """Whether an answer is a value, or a set that holds it; the empty set stands for itself."""
    if isinstance(answer, frozenset) and not isinstance(value, frozenset):
        return value in answer
    return answer == value


def _key(value: Json) -> Hashable:
    """A stored answer as something quickly hashed."""
    return tuple(value) if isinstance(value, list) else str(value)
