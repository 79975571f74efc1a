"""Use case: everything a reviewer asks of one question, each figure with the units behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING, Self

import numpy as np

from labeler.agreement.coefficients import measure
from labeler.agreement.confusion import taken_for
from labeler.agreement.distances import masi, nominal
from labeler.agreement.ratings import Ratings
from labeler.answers import Answers, ReviewFilter, answers_to, clusters_of, rating
from labeler.figures import Figure, few, figure_of
from labeler.labelling import answer_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from db.records import Json, Label
    from labeler.agreement.coded import Coded
    from labeler.agreement.distances import Distance
    from labeler.agreement.measure import Measure
    from labeler.codebook import Question
    from labeler.project import Project

    Conflict = frozenset[tuple[Hashable, int]]

LEAST_UNITS = 5
"""A value that fewer units carry, or a period with fewer units, gets words instead of a figure."""

NONE_FITS = ""
"""Stands for "no topic fits" among the values of a topic question; no codebook can have it."""

NOT_ADDRESSED = "NONE"
"""The position by which a stance question says that the target is not taken a stand on."""


@dataclass(frozen=True, slots=True)
class ByLabel:
    """One value against the rest.

    Attributes:
        value: its stored form, or NONE_FITS.
        units: units to which somebody gave it.
        share: the same as a part of all units.
    """

    value: str
    title: str
    figure: Figure
    units: int
    share: float


@dataclass(frozen=True, slots=True)
class ByPair:
    """Two annotators: their coefficient and the units both answered."""

    one: str
    other: str
    figure: Figure
    units: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The coefficient of all but one annotator, and how far it is from that of all."""

    annotator: str
    figure: Figure
    difference: float | None


@dataclass(frozen=True, slots=True)
class Period:
    """The coefficient of a week, or of a codebook version."""

    key: str
    title: str
    figure: Figure
    units: int


class Study:
    """The answers to one question. Figures are worked out when they are first asked for.

    Args:
        answers: which answers count.
        clusters: unit id -> what it is resampled with; {} for each on its own.
        versions: codebook digest -> version number.
    """

    def __init__(
        self,
        answers: Answers,
        clusters: Mapping[str, str] | None = None,
        versions: Mapping[str, int] | None = None,
    ) -> None:
        self.answers = answers
        self.question = answers.question
        self._clusters = clusters or {}
        self._versions = versions or {}

    @classmethod
    def of(cls, project: Project, question: Question, narrowed: ReviewFilter | None = None) -> Self:
        """The study of a question of a project, copies of one story resampled together."""
        answers = answers_to(project, question, narrowed)
        versions = {row.digest: row.version for row in project.store.codebooks.all()}
        return cls(answers, clusters_of(project, answers), versions)

    # -- what is counted -------------------------------------------------------------------------------------

    @cached_property
    def coded(self) -> Coded:
        """The answers as codes, the values in the order of the codebook (sets: in any fixed order)."""
        if self.question.kind == "topic":
            return self.answers.ratings().coded()
        known = [entry.value for entry in self.question.values]
        # Values of an earlier codebook that still stand come last.
        found = sorted({str(value) for given in self.answers.given.values() for value in given.values()})
        return self.answers.ratings().coded([*known, *(value for value in found if value not in known)])

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everybody who answered, by name."""
        return self.coded.annotators

    @cached_property
    def pairable(self) -> list[str]:
        """The units that at least two annotators answered."""
        return [unit for unit, given in self.answers.given.items() if len(given) > 1]

    @property
    def distance(self) -> str:
        """What the headline's α counts with: "masi", "ordinal" or "nominal"."""
        if self.question.kind == "topic":
            return "masi"
        return "ordinal" if self.question.kind == "stance" and self.question.ordered else "nominal"

    def _alpha(self, coded: Coded, distance: str | None = None) -> Figure:
        found = measure("krippendorff_alpha", coded, distance=distance or self.distance, with_units=True)
        return self._figure(found, coded)

    def _figure(self, found: Measure, coded: Coded) -> Figure:
        clusters = [self._clusters.get(unit, unit) for unit in coded.units]
        return figure_of(found, clusters, of_articles=self.question.kind == "boilerplate")

    # -- the figures -----------------------------------------------------------------------------------------

    @cached_property
    def headline(self) -> Figure:
        """Krippendorff's α with its interval, copies of one story resampled together."""
        return self._alpha(self.coded)

    @cached_property
    def nominal(self) -> Figure:
        """α that counts any two different answers as equally far apart."""
        return self._alpha(self.coded, "nominal")

    @cached_property
    def kappas(self) -> list[tuple[str, str, Figure, int]]:
        """Cohen's κ of each two annotators: (one, other, κ, units both answered)."""
        found = []
        for one, other in combinations(range(len(self.annotators)), 2):
            both = self._both(one, other)
            names = self.annotators[one], self.annotators[other]
            found.append((*names, self.by_name("cohen_kappa", both), len(both.codes)))
        return found

    def _both(self, one: int, other: int) -> Coded:
        two = self.coded.columns([one, other])
        return two.rows(np.flatnonzero((two.codes >= 0).all(axis=1)))

    @property
    def units_called(self) -> str:
        """What the units are: articles, pairs or lines."""
        return {"duplicate": "pairs", "boilerplate": "lines"}.get(self.question.kind, "articles")

    @cached_property
    def percent(self) -> Figure:
        """Percent agreement."""
        return self.by_name("percent_agreement")

    def by_name(self, name: str, coded: Coded | None = None, label: Hashable | None = None) -> Figure:
        """Any coefficient by name, over these answers or some of them."""
        part = self.coded if coded is None else coded
        return self._figure(measure(name, part, label=label, with_units=True), part)

    @cached_property
    def addressed(self) -> Figure | None:
        """Stance, first stage: is the target addressed at all? None where no position says that it is not."""
        if self.question.kind != "stance" or self.question.value(NOT_ADDRESSED) is None:
            return None
        return self._alpha(self.coded.one_vs_rest(NOT_ADDRESSED), "nominal")

    @cached_property
    def position(self) -> Figure | None:
        """Stance, second stage: which position, over the units where nobody said that there is none."""
        if self.addressed is None:
            return None
        units = [unit for unit, given in self.answers.given.items() if NOT_ADDRESSED not in given.values()]
        return self._alpha(self._only(units))

    def _only(self, units: Iterable[str]) -> Coded:
        wanted = set(units)
        chosen = [place for place, unit in enumerate(self.coded.units) if unit in wanted]
        return self.coded.rows(np.array(chosen, dtype=np.intp))

    @cached_property
    def labels(self) -> list[ByLabel]:
        """Each value against the rest, in the order of the codebook."""
        total = max(1, len(self.answers.given))
        found = []
        for value, title in self._values():
            units = len(self.units_with(value))
            found.append(ByLabel(value, title, self._label_figure(value, units), units, units / total))
        return found

    def _values(self) -> list[tuple[str, str]]:
        values = [(entry.value, entry.title) for entry in self.question.values]
        return [*values, (NONE_FITS, "No topic fits")] if self.question.kind == "topic" else values

    def _label_figure(self, value: str, units: int) -> Figure:
        if units < LEAST_UNITS:
            return few(units, LEAST_UNITS)
        if value == NONE_FITS:
            return self._alpha(self._empty_or_not(), "nominal")
        return self._alpha(self.coded.one_vs_rest(value), "nominal")

    def _empty_or_not(self) -> Coded:
        units = {
            unit: {name: value == [] for name, value in given.items()}
            for unit, given in self.answers.given.items()
        }
        return Ratings(units).coded([False, True])

    @cached_property
    def pairs(self) -> list[ByPair]:
        """The headline's coefficient of each two annotators."""
        found = []
        for one, other in combinations(range(len(self.annotators)), 2):
            both = self._both(one, other)
            names = self.annotators[one], self.annotators[other]
            found.append(ByPair(*names, self._alpha(both), len(both.codes)))
        return found

    @cached_property
    def left_out(self) -> list[LeftOut]:
        """The headline's coefficient without each annotator."""
        found = []
        for column, annotator in enumerate(self.annotators):
            rest = [place for place in range(len(self.annotators)) if place != column]
            figure = self._alpha(self.coded.columns(rest))
            whole = self.headline.value
            difference = None if figure.value is None or whole is None else figure.value - whole
            found.append(LeftOut(annotator, figure, difference))
        return found

    def confusion(self, one: str = "", other: str = "") -> Counter[tuple[str, str]]:
        """How often one value met another: of two annotators, or of all pairs of answers to a unit.

        Pooled, every pair is counted both ways, so the table is symmetric. For topic sets, which topic one gave
        where another gave which (`agreement.confusion.taken_for`), rounded.
        """
        found: Counter[tuple[str, str]] = Counter()
        if self.question.kind == "topic":
            chosen = [place for place, name in enumerate(self.annotators) if name in (one, other)]
            names, cells = taken_for(self._both(*chosen) if one and other else self.coded)
            keys = [NONE_FITS if name is None else str(name) for name in names]
            for row, first in enumerate(keys):
                for column, second in enumerate(keys):
                    if cells[row, column] >= 0.5:
                        found[first, second] = round(float(cells[row, column]))
            return found
        for given in self.answers.given.values():
            if one and other:
                if one in given and other in given:
                    found[given[one], given[other]] += 1
            else:
                found.update(permutations(given.values(), 2))
        return found

    @cached_property
    def weeks(self) -> list[Period]:
        """The headline's coefficient by the week in which a unit's last answer was given."""
        return self._by(lambda labels: _week(max(label.created_at for label in labels)), str)

    @cached_property
    def versions(self) -> list[Period]:
        """The headline's coefficient by the codebook version under which a unit's last answer was given."""
        return self._by(self._version_of, lambda key: f"v{int(key)}")

    def _version_of(self, labels: Sequence[Label]) -> str:
        newest = max(labels, key=lambda label: label.created_at)
        return f"{self._versions[newest.codebook_digest]:06d}"

    def _by(self, key_of: Callable[[Sequence[Label]], str], title: Callable[[str], str]) -> list[Period]:
        groups: dict[str, list[str]] = {}
        for unit in self.pairable:
            labels = list(self.answers.labels[unit].values())
            if labels:  # a ratings file tells neither time nor version
                groups.setdefault(key_of(labels), []).append(unit)
        found = []
        for key, units in sorted(groups.items()):
            enough = len(units) >= LEAST_UNITS
            figure = self._alpha(self._only(units)) if enough else few(len(units), LEAST_UNITS)
            found.append(Period(key, title(key), figure, len(units)))
        return found

    # -- the units behind a figure ---------------------------------------------------------------------------

    def units_with(self, value: str) -> list[str]:
        """The units to which somebody gave a value."""
        return [
            unit
            for unit, given in self.answers.given.items()
            if any(self.has(answer, value) for answer in given.values())
        ]

    def units_split_on(self, value: str) -> list[str]:
        """The units on which some gave a value and some did not."""
        return [
            unit
            for unit, given in self.answers.given.items()
            if len({self.has(answer, value) for answer in given.values()}) > 1
        ]

    @staticmethod
    def has(answer: object, value: str) -> bool:
        """Whether a stored answer is a value or holds it; NONE_FITS is in the empty set."""
        if isinstance(answer, list):
            return value in answer if value != NONE_FITS else not answer
        return answer == value

    def units_of_pair(self, one: str, other: str) -> list[str]:
        """The units both answered, those on which they differ first."""
        both = [unit for unit, given in self.answers.given.items() if one in given and other in given]
        return sorted(both, key=lambda unit: self.answers.given[unit][one] == self.answers.given[unit][other])

    def units_of_annotator(self, annotator: str) -> list[str]:
        """The units an annotator answered, those on which somebody differs first."""
        mine = [unit for unit, given in self.answers.given.items() if annotator in given]
        return sorted(mine, key=lambda unit: -self.spread(unit))

    def units_in_cell(self, row: str | None, column: str | None, one: str = "", other: str = "") -> list[str]:
        """The units that one cell of the confusion table counts; None for a row or column means any."""

        def fits(first: Json, second: Json) -> bool:
            return any(
                row in (None, here) and column in (None, there) for here, there in self._cells(first, second)
            )

        found = []
        for unit, given in self.answers.given.items():
            if one and other and self.question.kind != "topic":
                met = one in given and other in given and fits(given[one], given[other])
            else:
                # The table of sets is symmetric, of two annotators too.
                answers = [value for name, value in given.items() if not one or name in (one, other)]
                met = any(fits(first, second) for first, second in permutations(answers, 2))
            if met:
                found.append(unit)
        return found

    def _cells(self, first: Json, second: Json) -> list[tuple[str, str]]:
        """The cells in which two answers meet; of sets, those of `agreement.confusion.taken_for`."""
        if self.question.kind != "topic":
            return [(first, second)]
        mine, yours = set(first), set(second)
        if mine == yours:
            return [(value, value) for value in mine or {NONE_FITS}]
        apart = product(mine - yours or {NONE_FITS}, yours - mine or {NONE_FITS})
        return [*((value, value) for value in mine & yours), *apart]

    def units_in_period(self, key: str, *, by_version: bool) -> list[str]:
        """The units of a week or of a codebook version."""
        periods = self.versions if by_version else self.weeks
        if key not in {period.key for period in periods}:
            return []
        found = []
        for unit in self.pairable:
            labels = list(self.answers.labels[unit].values())
            newest = max(label.created_at for label in labels)
            if key == (self._version_of(labels) if by_version else _week(newest)):
                found.append(unit)
        return found

    def conflict(self, unit: str) -> Conflict:
        """The answers to a unit and how often each was given, whoever gave them; hashable."""
        return self._conflicts[unit]

    @cached_property
    def _conflicts(self) -> dict[str, Conflict]:
        return {
            unit: frozenset(Counter(rating(self.question, value) for value in given.values()).items())
            for unit, given in self.answers.given.items()
        }

    def spread(self, unit: str) -> float:
        """The mean distance between the answers to a unit, 0 where all agree or only one answered."""
        return self._spreads[unit]

    @cached_property
    def _spreads(self) -> dict[str, float]:
        # Most units share few conflicts: each is worked out once.
        known: dict[Conflict, float] = {}
        for found in self._conflicts.values():
            if found not in known:
                known[found] = _mean_distance(found, masi if self.question.kind == "topic" else nominal)
        return {unit: known[found] for unit, found in self._conflicts.items()}

    @cached_property
    def disputed(self) -> list[str]:
        """The units on which not all answers are alike, the furthest apart first."""
        spreads = self._spreads
        return sorted((unit for unit in spreads if spreads[unit] > 0), key=lambda unit: -spreads[unit])

    def in_words(self, unit: str, annotator: str) -> str:
        """An annotator's answer to a unit, as people read it."""
        if self.question.kind == "boilerplate":
            return self.question.title_of(self.answers.given[unit][annotator])
        return answer_in_words(self.question, self.answers.given[unit][annotator])


def _mean_distance(found: Conflict, distance: Distance) -> float:
    """The mean distance of every two of some answers."""
    values = [value for value, times in found for _ in range(times)]
    pairs = list(combinations(values, 2))
    return sum(distance(one, other) for one, other in pairs) / len(pairs) if pairs else 0.0


def _week(created_at: str) -> str:
    """The ISO week of a stored time: "2026-W47"."""
    year, week, _ = datetime.fromisoformat(created_at).isocalendar()
    return f"{year}-W{week:02d}"
