"""A coefficient with its interval, as reviewers read it: value, ends, parts, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.agreement.intervals import interval

if TYPE_CHECKING:
    from labeler.agreement.draws import Clusters, Listed, Tabled
    from labeler.agreement.measure import Measure


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient with its 95 % interval.

    Attributes:
        value: None where it is undefined.
        low: lower end of the interval; None where there is none.
        high: upper end.
        observed: observed agreement.
        expected: agreement expected by chance.
        why: why there is no value, or no interval, in words; else "".
        method: how the interval was made, in words; "" without one.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    observed: float | None = None
    expected: float | None = None
    why: str = ""
    method: str = ""


def shown_percent(share: float) -> str:
    """A part of all as people read it; "100 %" and "0 %" are said only of all and of none."""
    if 0.995 <= share < 1:
        return "over 99 %"
    return "under 1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"


def few(units: int, least: int) -> Figure:
    """Words in place of a figure that too few units would carry."""
    noun = "unit" if units == 1 else "units"
    return Figure(why=f"too few: {units} {noun}, at least {least} are needed")


def figure_of(
    measure: Measure, clusters: Clusters | Listed | Tabled | None, *, of_articles: bool = False
) -> Figure:
    """A coefficient and its interval; units of one cluster are left out and drawn together.

    Args:
        measure: made `with_units`.
        clusters: which units hang together; None: none do.
        of_articles: whether clusters are articles, and units their lines.
    """
    found = measure.coefficient()
    ends = interval(measure, clusters=clusters)
    clustered = ends.drawn < measure.items.units
    by = "by article" if of_articles else "by group of copies" if clustered else "by unit"
    method = f"{ends.method}, {by}" if ends.low is not None else ""
    return Figure(
        found.value, ends.low, ends.high, found.observed, found.expected, found.why or ends.why, method
    )
