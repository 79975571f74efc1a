"""Use case: the agreement figures of a project, or of ratings from any other tool, as rows and as a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from labeler.counting import counted
from labeler.errors import LabelerError
from labeler.figures import shown_percent
from labeler.study import NOT_ADDRESSED, Study

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
            among=study.units_in_period("version", each.key),
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
    several = [number for number in rated if number > 1]
    return Agreement(
        question=study.question.key,
        coefficient=coefficient,
        distance=distance,
        figure=figure,
        units=len(several) if units is None else units,
        annotators=len(people),
        ratings=sum(several),
        units_left_out=rated.count(1),
        missing=len(people) * len(several) - sum(several),
        of=of,
        pair=pair,
    )


def rows_of(
    study: Study,
    names: Iterable[str],
    weights: str | None = None,
    distance: str | None = None,
    label: str | None = None,
) -> list[Agreement]:
    """Coefficients asked for by name.

    Raises:
        LabelerError: one that is not made for these answers, or does not take these options; says why.
    """
    rows = []
    for name in names:
        try:
            figure = study.by_name(name, weights, distance, label)
        except (ValueError, TypeError) as error:
            text = str(error)
            raise LabelerError(f"{study.question.title}: {text[:1].upper()}{text[1:]}.") from error
        of = None if label is None else ("label", label)
        rows.append(_row(study, name, weights or distance or "nominal", figure, of=of))
    return rows


def agreement(project: Project) -> list[Agreement]:
    """Every headline row of every question."""
    return [row for study in studies(project) for row in headline_rows(study)]


def in_words(figure: Figure, *, percent: bool = False) -> str:
    """A figure as a report writes it: "0.71 [0.56, 0.86]", or why there is none."""
    if figure.value is None:
        return figure.why
    shown = shown_percent if percent else "{:.2f}".format
    value = shown(figure.value)
    if figure.low is None or figure.high is None:
        return value
    return f"{value} [{shown(figure.low)}, {shown(figure.high)}]"


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
        f"{study.question.title}: {value} (Krippendorff, {distance}{ends}; "
        f"n = {counted(study.counted, study.unit_called)}, {counted(people, 'annotator')})."
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
        rows = []
        for row in headline_rows(study):
            name = _NAMES[row.coefficient] + (f", {row.distance}" if row.coefficient == ALPHA else "")
            name += f", {row.pair[0]} and {row.pair[1]}" if row.pair else ""
            rows.append((name, row.figure, row.units, row.coefficient == PERCENT))
        if study.addressed is not None and study.position is not None:
            stated = len(study.answers.given) - len(study.units_with(NOT_ADDRESSED))
            rows.append(
                ("Stage 1: is the target addressed? α, nominal", study.addressed, study.counted, False)
            )
            rows.append((f"Stage 2: which position? α, {study.distance}", study.position, stated, False))
        lines += _table("Coefficient", rows)
        lines += _table(
            "α of a value against the rest", [(e.title, e.figure, e.units, False) for e in study.labels]
        )
        lines += _table(
            f"α, {study.distance}, of two",
            [(f"{e.one} and {e.other}", e.figure, e.units, False) for e in study.pairs],
        )
        if len(study.annotators) > 2:
            lines += _table(
                f"α, {study.distance}, without one annotator",
                [
                    (f"without {e.annotator}", e.figure, len(study.units_without(e.annotator)), False)
                    for e in study.left_out
                ],
            )
        for title, periods in (
            ("week of the last answer", study.weeks),
            ("batch, the day of import", study.batches),
            ("codebook version", study.versions),
        ):
            lines += _table(
                f"α, {study.distance}, by {title}", [(e.title, e.figure, e.units, False) for e in periods]
            )
        for place, name in enumerate(
            ("B-cubed F1 of groups of copies", "Adjusted Rand index of groups of copies")
        ):
            lines += _table(
                name,
                [
                    (f"{e.one} and {e.other}", (e.f1, e.ari)[place], e.articles, False)
                    for e in study.groupings_compared
                ],
            )
        lines += _confusion(study)
    return "\n".join([*lines, _SOURCES, ""])


def _table(head: str, rows: Iterable[tuple[str, Figure, int, bool]]) -> list[str]:
    """Figures in a table: name, value with interval, units, how the interval was made; nothing without rows."""
    lines = [
        f"| {_cell(name)} | {in_words(figure, percent=percent)} | {units} | {figure.method or '–'} |"
        for name, figure, units, percent in rows
    ]
    if not lines:
        return []
    return [f"| {head} | Value [95 % interval] | Units | Interval |", "| --- | --- | --- | --- |", *lines, ""]


def _confusion(study: Study) -> list[str]:
    """In how many units which answers met, any two annotators."""
    found = study.cells()
    titles = {value: title for value, title in study.values() if value in found.rows}
    if not titles:
        return []
    head = " | ".join(map(_cell, titles.values()))
    lines = [f"| Units in which answers met | {head} |", "| --- |" + " --- |" * len(titles)]
    lines += [
        f"| {_cell(title)} | {' | '.join(str(found.cells[value, other]) for other in titles)} |"
        for value, title in titles.items()
    ]
    return [*lines, ""]


def _cell(text: str) -> str:
    """A text that ends no cell of a table."""
    return text.replace("|", "\\|")
