"""Use case: everything a reviewer asks of one question, each figure with the units behind it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Self

import numpy as np

from labeler.agreement.coefficients import measure
from labeler.answers import Answers, Reading, ReviewFilter, batches_of, clusters_of
from labeler.behind import NONE_FITS, UnitsBehind
from labeler.copies import Groupings
from labeler.event_words import answer_in_words
from labeler.figures import Figure, few
from labeler.periods import Periods
from labeler.reliability import ReliabilityData
from labeler.running_figures import Part, RunningFigures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from labeler.agreement.coded import Coded
    from labeler.codebook import Question
    from labeler.copies import ClusterFigures
    from labeler.periods import PeriodKind
    from labeler.project import Project

LEAST_UNITS = 5
"""A value that fewer units carry, or a period with fewer units, gets words instead of a figure."""

NOT_ADDRESSED = "NONE"
"""The position by which a stance question says that the target is not taken a stand on."""


@dataclass(frozen=True, slots=True)
class ByLabel:
    """One value against the rest.

    Attributes:
        value: its stored form, or NONE_FITS.
        units: units with two answers or more to which somebody gave it.
        share: the same as a part of all units with two answers or more.
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
    """The coefficient of a week, a batch, or a codebook version."""

    key: str
    title: str
    figure: Figure
    units: int


class Study(UnitsBehind):
    """The answers to one question. Figures are worked out when they are asked for, and kept until a change.

    Args:
        answers: which answers count.
        cluster_of: of a unit id the name of what it is resampled with; None for each on its own.
        versions: codebook digest -> version number.
        reading: how a label is read anew, for `refresh`.
        batch_of: of a unit id the batch it came with; None where that is not known.
    """

    def __init__(
        self,
        answers: Answers,
        cluster_of: Callable[[str], str] | None = None,
        versions: Mapping[str, int] | None = None,
        reading: Reading | None = None,
        batch_of: Callable[[str], str] | None = None,
    ) -> None:
        data = ReliabilityData(answers, cluster_of or (lambda unit: unit))
        periods = Periods(answers, versions or {}, batch_of or (lambda _: ""))
        super().__init__(answers.question, RunningFigures(data, periods))
        self.answers = answers
        self._versions = versions or {}
        self._reading = reading
        self._versions_used = self._versions_of(answers.labels)
        self._groupings: Groupings | None = None
        self._compared: list[ClusterFigures] | None = None

    @classmethod
    def of(cls, project: Project, question: Question, narrowed: ReviewFilter | None = None) -> Self:
        """The study of a question of a project, copies of one story resampled together."""
        reading = Reading(project, question, narrowed or ReviewFilter())
        versions = {row.digest: row.version for row in project.store.codebooks.all()}
        return cls(reading.all(), clusters_of(project, question), versions, reading, batches_of(project))

    # -- what is counted -------------------------------------------------------------------------------------

    @property
    def coded(self) -> Coded:
        """The answers as codes, the values in the order of the codebook (sets: in any fixed order)."""
        return self.data.coded

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everybody who answered, by name."""
        return self.data.annotators

    @property
    def pairable(self) -> list[str]:
        """The units that at least two annotators answered."""
        return self.data.named(self.data.pairable)

    @property
    def counted(self) -> int:
        """How many units at least two annotators answered."""
        return int(self.figures.running(self._all).times.sum())

    @property
    def distance(self) -> str:
        """What the headline's α counts with: "masi", "ordinal" or "nominal"."""
        if self.question.kind == "topic":
            return "masi"
        return "ordinal" if self.question.is_scale else "nominal"

    @property
    def _all(self) -> Part:
        return Part(self.distance)

    @property
    def unit_called(self) -> str:
        """What a unit is: an article, a pair or a line."""
        return {"duplicate": "pair", "boilerplate": "line"}.get(self.question.kind, "article")

    def in_words(self, unit: str, annotator: str) -> str:
        """An annotator's answer to a unit, as people read it."""
        if self.question.kind == "boilerplate":
            return self.question.title_of(self.answers.given[unit][annotator])
        return answer_in_words(self.question, self.answers.given[unit][annotator])

    @property
    def versions_used(self) -> list[int]:
        """The codebook versions under which the answers were given, oldest first."""
        return sorted(self._versions_used)

    def _versions_of(self, units: Iterable[str]) -> set[int]:
        labels = self.answers.labels
        digests = {label.codebook_digest for unit in units for label in labels.get(unit, {}).values()}
        return {self._versions[digest] for digest in digests}

    # -- the figures -----------------------------------------------------------------------------------------

    @property
    def headline(self) -> Figure:
        """Krippendorff's α with its interval, copies of one story resampled together."""
        return self.figures.alpha(self._all)

    @property
    def nominal(self) -> Figure:
        """α that counts any two different answers as equally far apart."""
        return self.figures.alpha(Part("nominal"))

    @property
    def kappas(self) -> list[tuple[str, str, Figure, int]]:
        """Cohen's κ of each two annotators: (one, other, κ, units both answered)."""
        found = []
        coded = self.coded
        for one, other in combinations(range(len(self.annotators)), 2):
            two = coded.columns([one, other])
            both = np.flatnonzero((two.codes >= 0).all(axis=1))
            kappa = measure("cohen_kappa", two.rows(both), with_units=True)
            names = self.annotators[one], self.annotators[other]
            found.append((*names, self.figures.figure(kappa, both), len(both)))
        return found

    @property
    def percent(self) -> Figure:
        """Percent agreement with its interval."""
        return self.by_name("percent_agreement")

    @property
    def alike(self) -> float | None:
        """Percent agreement alone, 0 to 1: quicker than `percent`. None where no unit has two answers."""
        running = self.figures.running(Part("nominal"))
        units = running.times.sum()
        return float(1.0 - running.spreads @ running.times / units) if units else None

    def by_name(
        self, name: str, weights: str | None = None, distance: str | None = None, label: str | None = None
    ) -> Figure:
        """Any coefficient by name.

        Args:
            name: one of `agreement.coefficients.NAMES`.
            weights: agreement weights by name, for the coefficients that take any.
            distance: of α, by name.
            label: one value against the rest; some coefficients are of one only.

        Raises:
            ValueError: no such coefficient, or options that it does not take; says why.
            TypeError: a distance that does not compare such values.
        """
        return self.figures.figure(
            measure(name, self.coded, weights=weights, distance=distance, label=label, with_units=True)
        )

    @property
    def addressed(self) -> Figure | None:
        """Stance, first stage: is the target addressed at all? None where no position says that it is not."""
        if self.question.kind != "stance" or self.question.value(NOT_ADDRESSED) is None:
            return None
        return self.figures.alpha(Part("nominal", value=NOT_ADDRESSED))

    @property
    def position(self) -> Figure | None:
        """Stance, second stage: which position, over the units where nobody said that there is none."""
        if self.addressed is None:
            return None
        return self.figures.alpha(Part(self.distance, without=NOT_ADDRESSED))

    @property
    def labels(self) -> list[ByLabel]:
        """Each value against the rest, in the order of the codebook."""
        total = max(1, self.counted)
        found = []
        for value, title in self.values():
            units = self.figures.count_with(self._rating(value))
            enough = units >= LEAST_UNITS
            part = Part("nominal", value=self._rating(value))
            figure = self.figures.alpha(part) if enough else few(units, LEAST_UNITS)
            found.append(ByLabel(value, title, figure, units, units / total))
        return found

    def values(self) -> list[tuple[str, str]]:
        """The values of the codebook with their titles; of topics "none fits", too."""
        values = [(entry.value, entry.title) for entry in self.question.values]
        return [*values, (NONE_FITS, "No topic fits")] if self.question.kind == "topic" else values

    @property
    def pairs(self) -> list[ByPair]:
        """The headline's coefficient of each two annotators."""
        found = []
        for one, other in combinations(self.annotators, 2):
            part = Part(self.distance, annotators=(one, other))
            both = int(self.figures.running(part).times.sum())
            found.append(ByPair(one, other, self.figures.alpha(part), both))
        return found

    @property
    def left_out(self) -> list[LeftOut]:
        """The headline's coefficient without each annotator."""
        found = []
        for annotator in self.annotators:
            rest = tuple(name for name in self.annotators if name != annotator)
            figure = self.figures.alpha(Part(self.distance, annotators=rest))
            whole = self.headline.value
            difference = None if figure.value is None or whole is None else figure.value - whole
            found.append(LeftOut(annotator, figure, difference))
        return found

    @property
    def weeks(self) -> list[Period]:
        """The headline's coefficient by the week in which a unit's last answer was given."""
        return self._by("week")

    @property
    def batches(self) -> list[Period]:
        """The headline's coefficient by the batch that a unit's article came with: the day of its import."""
        return self._by("batch")

    @property
    def versions(self) -> list[Period]:
        """The headline's coefficient by the codebook version under which a unit's last answer was given."""
        return self._by("version")

    def _by(self, kind: PeriodKind) -> list[Period]:
        periods = self.figures.periods.of(kind, self.data.units)
        units = Counter(
            period for period, counts in zip(periods, self.data.pairable.tolist(), strict=True) if counts
        )
        found = []
        for key, number in sorted(units.items()):
            if key:
                enough = number >= LEAST_UNITS
                part = Part(self.distance, period=(kind, key))
                figure = self.figures.alpha(part) if enough else few(number, LEAST_UNITS)
                found.append(Period(key, f"v{int(key)}" if kind == "version" else key, figure, number))
        return found

    @property
    def groupings(self) -> Groupings:
        """Everybody's groups of copies; only of a question of duplicates."""
        if self._groupings is None:
            self._groupings = Groupings(self.answers)
        return self._groupings

    @property
    def groupings_compared(self) -> list[ClusterFigures]:
        """Of a question of duplicates: every two annotators' groups of copies, the least alike first; else none."""
        if self._compared is None:
            of_all = self.groupings.figures() if self.question.kind == "duplicate" else []
            compared = [each for each in of_all if each.f1.value is not None]
            self._compared = sorted(compared, key=lambda each: each.f1.value or 0.0)
        return self._compared

    # -- change ----------------------------------------------------------------------------------------------

    def refresh(self, annotator: str, unit_id: str) -> None:
        """Reads one label of the project anew, after it was given, changed or taken back.

        Args:
            annotator: whose label.
            unit_id: the article or pair it is about.

        Raises:
            StoreError: it cannot be read.
        """
        assert self._reading is not None, "answers that came from no project do not change"
        self.change(self._reading.again(self.answers, annotator, unit_id), annotator)

    def reads(self, key: str) -> bool:
        """Whether labels under a stored key can change the answers."""
        return self._reading is not None and self._reading.reads(key)

    def change(self, units: Sequence[str], annotator: str) -> None:
        """Takes over what `answers` now says of some units and an annotator; the figures follow."""
        self.figures.change(units, annotator)
        self._versions_used |= self._versions_of(units)
        self._spreads = self._groupings = self._compared = None
