"""Use case: the agreement figures of a project, or of ratings from any other tool, as rows and as a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from labeler.study import Study

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Json
    from labeler.figures import Figure
    from labeler.project import Project

ALPHA = "krippendorff_alpha"
PERCENT = "percent_agreement"
KAPPA = "cohen_kappa"

By = Literal["label", "pair", "annotator", "version"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One coefficient of one question.

    Attributes:
        question: the codebook key.
        distance: "masi", "ordinal" or "nominal".
        of: what part of the answers it is about ("label": a value, "annotator": who is left out, "version":
            a codebook version), or nothing for all of them.
        pair: the two annotators of a pair, else None.
        figure: the coefficient with its 95 % interval.
        units: units with at least two ratings among these annotators: the ones that count; of a value, the
            units to which somebody gave it.
        annotators: how many annotators rated anything here.
        ratings: ratings of the units that count.
        units_left_out: units that only one annotator rated.
        missing: ratings not given of the units that count.
    """

    question: str
    coefficient: str
    distance: str
    figure: Figure
    units: int
    annotators: int
    ratings: int
    units_left_out: int
    missing: int
    of: tuple[str, str] | None = None
    pair: tuple[str, str] | None = None

    @property
    def value(self) -> float | None:
        """The coefficient; None where undefined."""
        return self.figure.value

    @property
    def why(self) -> str:
        """Why it is undefined, or has no interval, in words."""
        return self.figure.why

    def to_json(self) -> Json:
        """The form that `labeler agreement --json` prints (docs/formats.md)."""
        found: Json = {
            "question": self.question,
            "coefficient": self.coefficient,
            "distance": self.distance,
            "value": self.figure.value,
            "low": self.figure.low,
            "high": self.figure.high,
            "interval": self.figure.method or None,
            "observed": self.figure.observed,
            "expected": self.figure.expected,
            "units": self.units,
            "annotators": self.annotators,
            "ratings": self.ratings,
            "units_left_out": self.units_left_out,
            "missing": self.missing,
        }
        if self.pair is not None:
            found["pair"] = list(self.pair)
        if self.of is not None:
            found[self.of[0]] = self.of[1]
        if self.figure.why:
            found["why"] = self.figure.why
        return found


def studies(project: Project) -> list[Study]:
    """A study of each question, in the order of the codebook."""
    return [Study.of(project, question) for question in project.codebook.questions]


def headline_rows(study: Study) -> list[Agreement]:
    """α, percent agreement, and Cohen's κ of each two annotators.

    A stance whose positions are in order has two rows of α: nominal, and ordinal.
    """
    rows = []
    if study.distance == "ordinal":
        rows.append(_row(study, ALPHA, "nominal", study.nominal))
    rows.append(_row(study, ALPHA, study.distance, study.headline))
    rows.append(_row(study, PERCENT, "nominal", study.percent))
    for one, other, figure, units in study.kappas:
        rows.append(_row(study, KAPPA, "nominal", figure, units=units, pair=(one, other)))
    return rows


def detail_rows(study: Study, by: By) -> list[Agreement]:
    """α by value, by pair of annotators, without each annotator, or by codebook version."""
    distance = study.distance
    if by == "label":
        return [
            _row(study, ALPHA, "nominal", each.figure, of=("label", each.value or "[]"), units=each.units)
            for each in study.labels
        ]
    if by == "pair":
        return [
            _row(study, ALPHA, distance, each.figure, units=each.units, pair=(each.one, each.other))
            for each in study.pairs
        ]
    if by == "annotator":
        return [
            _row(study, ALPHA, distance, each.figure, of=("without", each.annotator))
            for each in study.left_out
        ]
    return [
        _row(
            study,
            ALPHA,
            distance,
            each.figure,
            of=("version", each.title),
            among=study.units_in_period(each.key, by_version=True),
        )
        for each in study.versions
    ]


def _row(
    study: Study,
    coefficient: str,
    distance: str,
    figure: Figure,
    of: tuple[str, str] | None = None,
    units: int | None = None,
    pair: tuple[str, str] | None = None,
    among: Iterable[str] | None = None,
) -> Agreement:
    given = study.answers.given
    left_out = of[1] if of and of[0] == "without" else None
    people = {name for name in pair or study.annotators if name != left_out}
    rated = [len(people & given[unit].keys()) for unit in (given if among is None else among)]
    counted = [number for number in rated if number > 1]
    return Agreement(
        question=study.question.key,
        coefficient=coefficient,
        distance=distance,
        figure=figure,
        units=len(counted) if units is None else units,
        annotators=len(people),
        ratings=sum(counted),
        units_left_out=rated.count(1),
        missing=len(people) * len(counted) - sum(counted),
        of=of,
        pair=pair,
    )


def agreement(project: Project) -> list[Agreement]:
    """Every headline row of every question."""
    return [row for study in studies(project) for row in headline_rows(study)]


def in_words(figure: Figure, *, percent: bool = False) -> str:
    """A figure as a report writes it: "0.71 [0.56, 0.86]", or why there is none."""
    if figure.value is None:
        return figure.why
    value = f"{figure.value * 100:.0f} %" if percent else f"{figure.value:.2f}"
    if figure.low is None or figure.high is None:
        return value
    ends = (figure.low, figure.high)
    low, high = (f"{end * 100:.0f} %" if percent else f"{end:.2f}" for end in ends)
    return f"{value} [{low}, {high}]"


def paper_line(study: Study) -> str:
    """The headline of a question as one line for a paper."""
    figure = study.headline
    distance = "MASI" if study.distance == "masi" else study.distance
    value = figure.why if figure.value is None else f"α = {figure.value:.2f}"
    ends = ""
    if figure.low is not None and figure.high is not None:
        ends = f"; 95 % CI {figure.low:.2f} to {figure.high:.2f}, {figure.method}"
    people = len(study.annotators)
    return (
        f"{study.question.title}: {value} (Krippendorff, {distance}{ends}; n = {study.counted} "
        f"{study.units_called}, {people} {'annotator' if people == 1 else 'annotators'})."
    )


_NAMES = {ALPHA: "Krippendorff’s α", PERCENT: "Percent agreement", KAPPA: "Cohen’s κ"}

_SOURCES = """\
Krippendorff’s α in the coincidence form (Krippendorff 2011), units with one answer left out; for topic sets with
the MASI distance (Passonneau 2006). Percent agreement: mean share of agreeing pairs of a unit (Gwet 2014).
Cohen’s κ (1960) over the units both annotators answered. Intervals hold 95 % and vary units, not ratings; copies
of one story, and lines of one article, vary together (docs/agreement.md). Groups of copies: B-cubed (Bagga and
Baldwin 1998) and the adjusted Rand index (Hubert and Arabie 1985)."""


def markdown(found: Iterable[Study], program: str) -> str:
    """The appendix of a paper: every figure with its n, interval, method and source."""
    lines = ["# Agreement", "", f"Made by {program}.", ""]
    for study in found:
        lines += [f"## {study.question.title}", "", paper_line(study), ""]
        lines += [
            "| Coefficient | Value [95 % interval] | Units | Interval by |",
            "| --- | --- | --- | --- |",
        ]
        for row in headline_rows(study):
            name = _NAMES[row.coefficient] + (f", {row.distance}" if row.coefficient == ALPHA else "")
            name += f", {row.pair[0]} and {row.pair[1]}" if row.pair else ""
            value = in_words(row.figure, percent=row.coefficient == PERCENT)
            lines.append(f"| {_cell(name)} | {value} | {row.units} | {row.figure.method or '–'} |")
        lines += ["", "| Value | α against the rest | Units with it |", "| --- | --- | --- |"]
        lines += [
            f"| {_cell(each.title)} | {in_words(each.figure)} | {each.units} |" for each in study.labels
        ]
        lines += [*_groupings_table(study), ""]
    return "\n".join([*lines, _SOURCES, ""])


def _groupings_table(study: Study) -> list[str]:
    compared = study.groupings_compared
    if not compared:
        return []
    return [
        "",
        "| Groups of copies | B-cubed F1 [95 % interval] | Adjusted Rand | Articles both judged |",
        "| --- | --- | --- | --- |",
        *(
            f"| {_cell(f'{each.one} and {each.other}')} | {in_words(each.f1)} | {in_words(each.ari)} | "
            f"{each.articles} |"
            for each in compared
        ),
    ]


def _cell(text: str) -> str:
    """A text that ends no cell of a table."""
    return text.replace("|", "\\|")
