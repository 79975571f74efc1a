"""Use case: everybody's answers to a question about articles or pairs as an array, and the rulings on it."""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from itertools import compress, islice
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.agreement.coded import MISSING, Coded, in_order
from labeler.answers import counts, dependent, rating
from labeler.codebook_worklist import outdated_units
from labeler.flow import gold_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from numpy.typing import NDArray

    from db.records import Json
    from db.streams import Given
    from labeler.codebook import Question
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.scope import Places, Scope

    Codes = NDArray[np.int32]
    Some = tuple[str, "Places", list[str]]
    """An annotator, some units (by place) and their answers as stored."""

_SOME: Final = 5000
_STEP: Final = 2**16


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The pairs that somebody judged or ruled: those of them whose articles are both in the export.

    Attributes:
        ids: of each.
        left: the place of its left article.
        right: the place of its right article.
    """

    ids: list[str]
    left: Places
    right: Places


@dataclass(frozen=True, slots=True, eq=False)
class Ruled:
    """The rulings on a question, the newest of each unit.

    Attributes:
        units: the units (by place).
        which: of each the place of what it says in `values`.
        values: in their stored form.
    """

    units: Places
    which: Places
    values: list[Json]


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Everybody's answers to one question that count.

    Attributes:
        question: the question.
        coded: units x annotators, the annotators by name. Units are the articles of the export, or the pairs judged.
        stored: of each value of `coded` its stored form.
        ruled: what was ruled.
        judged: the pairs; None where units are articles.
        outdated: the units (by place) with an answer from before the question was changed.
    """

    question: Question
    coded: Coded
    stored: list[list[str] | str]
    ruled: Ruled
    judged: Judged | None = None
    outdated: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.coded.codes)

    def articles(self, units: Places) -> Places:
        """The articles (by place) that some units are about, each once, in the units' order."""
        if self.judged is None:
            return units
        both = np.column_stack([self.judged.left[units], self.judged.right[units]]).ravel().tolist()
        return np.array(list(dict.fromkeys(both)), dtype=np.intp)


def ratings_of(project: Project, question: Question, scope: Scope, options: ExportOptions) -> Ratings:
    """Reads everybody's answers to a question about articles or pairs, and the rulings on it.

    Args:
        project: an open project, which belongs to this thread.
        question: the question.
        scope: the articles.
        options: which answers count.
    """
    changed = outdated_units(project, question.key)
    look = _Look(project, question, options, changed)
    if question.kind == "duplicate":
        return _of_pairs(project, question, scope, look)
    ruled = _ruled_articles(project, question, scope)
    if look.is_open:
        given: Iterator[Some] = (
            (annotator, scope.places(row for row, _ in some), [value for _, value in some])
            for annotator, some in project.store.streams.given(question.key)
        )
    else:
        given = _counting(project.store.streams.given_when(question.key), scope, look)
    codes, names, spelled = _coded(project, given, len(scope))
    return _in_codebook_order(question, codes, names, spelled, ruled, None, look.outdated)


class _Look:
    """Which labels count; the units labelled before the question was changed are noted on the way."""

    def __init__(
        self, project: Project, question: Question, options: ExportOptions, changed: set[tuple[str, str]]
    ) -> None:
        self._narrowed = options.narrowed
        self._changed = changed
        self._versions = {row.digest: row.version for row in project.store.codebooks.all()}
        self._late = dependent(project, question.key) if self._narrowed.independent else set()
        self._outdated: dict[int, None] = {}

    @property
    def is_open(self) -> bool:
        """Whether every label counts, and none has to be looked at."""
        return self._narrowed.is_open and not self._changed

    @property
    def outdated(self) -> list[int]:
        """The units (by place) with a label that counts and is from before the question was changed."""
        return list(self._outdated)

    def counts(self, label: Given) -> bool:
        """Whether a label counts."""
        version = self._versions.get(label.codebook_digest)
        return label.event_id not in self._late and counts(
            self._narrowed, label.annotator, label.created_at, version
        )

    def note(self, label: Given, unit: int) -> None:
        """Takes a label that counts."""
        if (label.annotator, label.unit_id) in self._changed:
            self._outdated[unit] = None


def _counting(labels: Iterator[Given], scope: Scope, look: _Look) -> Iterator[Some]:
    """Those labels about articles that count."""
    while some := list(islice(labels, _SOME)):
        places = scope.places(label.rows[0] for label in some)
        found: dict[str, tuple[list[int], list[str]]] = {}
        for label, place in zip(some, places.tolist(), strict=True):
            if place >= 0 and look.counts(label):
                look.note(label, place)
                units, values = found.setdefault(label.annotator, ([], []))
                units.append(place)
                values.append(label.value)
        for annotator, (units, values) in found.items():
            yield annotator, np.array(units, dtype=np.intp), values


def _of_pairs(project: Project, question: Question, scope: Scope, look: _Look) -> Ratings:
    streams = project.store.streams
    of_ruling: dict[str, tuple[int, int, str]] = {}
    for left, right, unit, value in streams.ruled_pairs(gold_key(question.key)):
        one, other = scope.places((left, right)).tolist()
        if one >= 0 and other >= 0:
            of_ruling[unit] = (one, other, value)
    known = {unit: place for place, unit in enumerate(sorted(of_ruling))}
    ends = [of_ruling[unit][:2] for unit in known]
    ruled = _ruled((known[unit], value) for unit, (_, _, value) in of_ruling.items())
    given: dict[str, tuple[list[int], list[str]]] = {}
    labels = streams.given_of_pairs(question.key)
    while some := list(islice(labels, _SOME)):
        lefts = scope.places(label.rows[0] for label in some).tolist()
        rights = scope.places(label.rows[1] for label in some).tolist()
        for label, left, right in zip(some, lefts, rights, strict=True):
            if left < 0 or right < 0:
                continue
            # A pair is a unit even if none of its labels counts.
            at = known.setdefault(label.unit_id, len(known))
            if at == len(ends):
                ends.append((left, right))
            if look.counts(label):
                look.note(label, at)
                units, values = given.setdefault(label.annotator, ([], []))
                units.append(at)
                values.append(label.value)
    some_given: Iterator[Some] = (
        (annotator, np.array(units, dtype=np.intp), values) for annotator, (units, values) in given.items()
    )
    codes, names, spelled = _coded(project, some_given, len(known))
    both = np.array(ends, dtype=np.intp).reshape(-1, 2)
    judged = Judged(list(known), both[:, 0], both[:, 1])
    return _in_codebook_order(question, codes, names, spelled, ruled, judged, look.outdated)


def _ruled_articles(project: Project, question: Question, scope: Scope) -> Ruled:
    rulings = project.store.streams.ruled(gold_key(question.key))

    def in_scope() -> Iterator[tuple[int, str]]:
        while some := list(islice(rulings, _SOME)):
            places = scope.places(row for row, _ in some).tolist()
            yield from ((at, value) for at, (_, value) in zip(places, some, strict=True) if at >= 0)

    return _ruled(in_scope())


def _ruled(rulings: Iterable[tuple[int, str]]) -> Ruled:
    """From (unit, ruling as stored), the oldest first."""
    code_of = _Numbered()
    units, which = array("q"), array("q")
    for unit, stored in rulings:
        units.append(unit)
        which.append(code_of[json.dumps(json.loads(stored)["value"])])
    found, from_end = np.unique(np.array(units, dtype=np.intp)[::-1], return_index=True)
    newest = np.array(which, dtype=np.intp)[::-1][from_end]
    return Ruled(found, newest, [json.loads(spelled) for spelled in code_of])


def _coded(project: Project, given: Iterable[Some], units: int) -> tuple[Codes, list[str], list[str]]:
    """Units x annotators, each answer by its number; the annotators, by name as they come; the answers, by number."""
    # A line for each annotator: of those without an answer the system never hands the memory out.
    lines = np.empty((len(project.store.codebooks.annotators()), units), dtype=np.int32)
    line_of: dict[str, int] = {}
    code_of = _Numbered()
    for annotator, places, values in given:
        inside = places >= 0
        if not inside.all():
            places, values = places[inside], list(compress(values, inside.tolist()))
        if values:
            if annotator not in line_of:
                lines[len(line_of)] = MISSING
            line = line_of.setdefault(annotator, len(line_of))
            # Whole lists at a time: a loop of our own over millions of labels would be most of an export.
            lines[line, places] = list(map(code_of.__getitem__, values))
    return lines[: len(line_of)].T, list(line_of), list(code_of)


class _Numbered(dict[str, int]):
    """Texts by number, each given one when it is first asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


def _in_codebook_order(
    question: Question,
    codes: Codes,
    names: list[str],
    spelled: list[str],
    ruled: Ruled,
    judged: Judged | None,
    outdated: list[int],
) -> Ratings:
    """All of it with the values in the order of the codebook (sets: in any fixed order), so that models agree."""
    stored = [json.loads(text) for text in spelled]
    values: list[Hashable] = [rating(question, value) for value in stored]
    if question.kind == "topic":
        ordered = in_order(set(values))
    else:
        known: list[Hashable] = [entry.value for entry in question.values]
        ordered = [*known, *in_order(set(values).difference(known))]
    place = {value: at for at, value in enumerate(ordered)}
    # The last entry is where -1 looks: missing stays missing.
    turned = np.array([*(place[value] for value in values), MISSING], dtype=np.int32)
    in_codebook = [entry.value for entry in question.values]
    forms: list[list[str] | str] = [
        sorted(value, key=lambda each: in_codebook.index(each) if each in in_codebook else len(in_codebook))
        if isinstance(value, frozenset)
        else str(value)
        for value in ordered
    ]
    for start in range(0, len(codes), _STEP):
        codes[start : start + _STEP] = turned[codes[start : start + _STEP]]
    return Ratings(question, Coded(codes, tuple(ordered), tuple(names)), forms, ruled, judged, outdated)
