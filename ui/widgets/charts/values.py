"""What the charts are given and what they tell: plain values, known without a window."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Pick:
    """What somebody wants to see the articles of.

    Attributes:
        kind: "figure", "label", "pair", "annotator", "cell", "row", "column", "all", "period" or "cluster".
        key: which one, in the words the chart was given; two of them for a pair or a cell.
    """

    kind: str
    key: tuple[str, ...] = ()


def finite(value: float | None) -> float | None:
    """A number, or None for what is no number one could show."""
    return value if value is not None and math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient with its 95 % interval.

    Attributes:
        value: None where it is undefined; what is not finite becomes None.
        low: lower end of the interval, if there is one.
        high: upper end.
        why: in words why there is no value ("too few: 2 articles, at least 5 are needed").
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""

    def __post_init__(self) -> None:
        for name in ("value", "low", "high"):
            object.__setattr__(self, name, finite(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One value of a question.

    Attributes:
        value: its key in the codebook.
        title: as people read it.
        figure: α of this value against the rest.
        share: part of the articles that carry it, 0 to 1.
        articles: how many carry it.
    """

    value: str
    title: str
    figure: Figure
    share: float | None = None
    articles: int | None = None


@dataclass(frozen=True, slots=True)
class PairFigure:
    """The agreement of two annotators.

    Attributes:
        one: an annotator.
        other: another.
        figure: their coefficient.
        units: units both have labelled.
    """

    one: str
    other: str
    figure: Figure
    units: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The agreement of all annotators but one.

    Attributes:
        annotator: who is left out.
        figure: the coefficient of the rest.
        difference: that of the rest less that of all.
    """

    annotator: str
    figure: Figure
    difference: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "difference", finite(self.difference))


@dataclass(frozen=True, slots=True)
class Confusion:
    """Answers of one annotator against those of another, or of all pairs pooled.

    Attributes:
        values: (value, title) in the order of the codebook.
        counts: (value of one, value of other) -> units; missing is 0.
        rows: whose answers the rows are ("Ana", "one").
        columns: whose the columns are ("Ben", "other").
        title: what is shown ("All pairs", "Ana and Ben").
        totals: where a unit may be in several cells: (units of each row, units of each column, all units); None:
            the sums.
        agreed: units on which all answers are alike; None: those on the diagonal.
    """

    values: tuple[tuple[str, str], ...]
    counts: Mapping[tuple[str, str], int]
    rows: str = "one"
    columns: str = "other"
    title: str = ""
    totals: tuple[Mapping[str, int], Mapping[str, int], int] | None = None
    agreed: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The agreement in a stretch of time, or under one version of the codebook.

    Attributes:
        key: which one.
        title: as people read it ("March", "v3").
        figure: its coefficient; no value where there are too few units.
        units: how many units it stands on.
    """

    key: str
    title: str
    figure: Figure
    units: int


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Two annotators' answers to a decision with two answers.

    Attributes:
        both: units both answered with `yes`.
        only_one: units only the one did.
        only_other: units only the other did.
        neither: units neither did.
        one: an annotator ("Ana").
        other: another.
        yes: the answer that is looked at ("Flood", "kept").
        no: the other answer.
    """

    both: int
    only_one: int
    only_other: int
    neither: int
    one: str = "one"
    other: str = "other"
    yes: str = "yes"
    no: str = "no"


@dataclass(frozen=True, slots=True)
class ParadoxFigures:
    """What tells a low κ that comes from disagreement from one that comes from a dominant answer.

    Attributes:
        kappa: Cohen's κ.
        prevalence: share of `yes` among all answers.
        observed: share of units with the same answer.
        pabak: κ with prevalence and bias set aside (Byrt, Bishop and Carlin 1993).
        ac1: Gwet's AC1.
        prevalence_index: (both - neither) / n.
        bias_index: (only one - only other) / n.
        positive: agreement on `yes`.
        negative: agreement on `no`.
    """

    kappa: Figure
    prevalence: float | None
    observed: float | None
    pabak: float | None
    ac1: float | None
    prevalence_index: float | None
    bias_index: float | None
    positive: float | None
    negative: float | None


@dataclass(frozen=True, slots=True)
class Grouping:
    """How one annotator groups the articles of a cluster.

    Attributes:
        annotator: who.
        group_of: article -> name of its group; an article that was not judged is missing.
    """

    annotator: str
    group_of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that annotators group differently.

    Attributes:
        key: which cluster.
        title: heading of its card ("4 articles about the harbour strike").
        articles: (article, title) each.
        groupings: one an annotator.
    """

    key: str
    title: str
    articles: tuple[tuple[str, str], ...]
    groupings: tuple[Grouping, ...]
