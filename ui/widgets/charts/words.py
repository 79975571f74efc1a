"""Figures in words and digits as the house writes them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.numbers import shown_figure
from ui.widgets.marks import MARK_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ui.widgets.charts.values import Figure
    from ui.widgets.marks import MarkName

TENTATIVE, RELIABLE = 0.667, 0.8
"""The lower end of an interval has to reach these (Krippendorff)."""

LIMITS = ((TENTATIVE, ".667"), (RELIABLE, ".8"))

_SPOKEN_ROWS = 40


def shown(value: float | None, why: str = "") -> str:
    """A coefficient (".78", "–.12"), or why there is none."""
    return (why or "undefined") if value is None else shown_figure(value)


def shown_beside(value: float) -> str:
    """A coefficient with as many digits as it takes to stand on its own side of .667 and .8."""
    for digits in range(2, 7):
        rounded = round(value, digits)
        if all((rounded < limit) == (value < limit) for limit, _ in LIMITS):
            break
    text = f"{abs(value):.{digits}f}"
    return ("–" if rounded < 0 else "") + (text[1:] if text.startswith("0") else text)


def shown_interval(figure: Figure) -> str:
    """An interval as ".70 to .85", or "" without one."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{shown_figure(figure.low)} to {shown_figure(figure.high)}"


def shown_end(value: float | None) -> str:
    """One end of an interval, or ""."""
    return "" if value is None else shown_figure(value)


def shown_difference(value: float | None) -> str:
    """A difference as "+.03", "–.03" or "0"; "" where there is none."""
    if value is None:
        return ""
    if round(value, 2) == 0:
        return "0"
    return f"+{shown_figure(value)}" if value > 0 else shown_figure(value)


def shown_share(share: float | None) -> str:
    """A share as "86 %"; next to nothing is "< 1 %", next to all "> 99 %"."""
    if share is None:
        return ""
    if 0 < share < 0.005:
        return "< 1 %"
    if 0.995 <= share < 1:
        return "> 99 %"
    return f"{share * 100:.0f} %"


def shown_count(count: int, one: str, many: str) -> str:
    """A count with its unit: "1 article", "1 200 articles"."""
    return f"{digits(count)} {one if count == 1 else many}"


def digits(count: int) -> str:
    """A count, with a thin gap between thousands ("4 000")."""
    return f"{count:,}".replace(",", "\u202f") if abs(count) >= 1000 else str(count)


def verdict(value: float | None, low: float | None, high: float | None) -> tuple[MarkName | None, str]:
    """What a coefficient may be used for, judged by the lower end of its interval.

    Args:
        value: the coefficient; None gives no mark.
        low: lower end of its 95 % interval.
        high: upper end.

    Returns:
        The mark and one sentence.
    """
    if value is None:
        return None, "Undefined."
    if value < TENTATIVE:
        words = f"Too low to use: {shown_beside(value)} lies below .667"
        if high is not None and high >= TENTATIVE:
            return "too_low", f"{words}, though the upper end, {shown_beside(high)}, does not."
        return "too_low", f"{words}."
    if low is None:
        return "unproven", f"Unproven: {shown_beside(value)} has no interval, so its lower end is not known."
    end = shown_beside(low)
    if low >= RELIABLE:
        return "reliable", f"Reliable: the lower end, {end}, is at least .8."
    if low >= TENTATIVE:
        return "tentative", f"Tentative: the lower end, {end}, lies between .667 and .8."
    return "unproven", f"Unproven: {shown_beside(value)} reaches .667, but the lower end, {end}, does not."


def mark_of(figure: Figure) -> MarkName | None:
    """The mark of a figure, None where it is undefined."""
    return verdict(figure.value, figure.low, figure.high)[0]


def mark_words(figure: Figure) -> str:
    """The mark in a word, "" where the figure is undefined."""
    mark = mark_of(figure)
    return MARK_WORDS[mark] if mark else ""


def in_words(figure: Figure, name: str = "α") -> str:
    """A figure as "α .78, 95 % interval .70 to .85", or why there is none."""
    if figure.value is None:
        return figure.why or f"{name} is undefined"
    interval = shown_interval(figure)
    return f"{name} {shown_figure(figure.value)}" + (f", 95 % interval {interval}" if interval else "")


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a row: "Ana", "Ana and Ben", "Ana, Ben and Chi"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def spoken(parts: Iterable[str]) -> str:
    """Many figures for a screen reader; the first forty, and how many follow."""
    found = list(parts)
    more = len(found) - _SPOKEN_ROWS
    return "; ".join(found[:_SPOKEN_ROWS]) + (f"; and {more} more" if more > 0 else "")
