"""Pure: agreement on boilerplate, line by line, with the article as what was drawn.

Lines of one article are kept or dropped together, so a thousand lines of ten articles tell little more than ten
articles do: intervals leave out and draw whole articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.agreement.coefficients import ALPHA, measure
from labeler.agreement.intervals import Interval, interval

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from labeler.agreement.coded import Coded
    from labeler.agreement.measure import Coefficient


@dataclass(frozen=True, slots=True)
class LineFigure:
    """One coefficient over lines.

    Attributes:
        name: "percent_agreement", "krippendorff_alpha", "gwet_ac1", or "specific_agreement".
        label: the decision that a specific agreement is about ("kept", "dropped"), else None.
        coefficient: over all lines that two annotators decided on.
        interval: 95 %, by articles.
    """

    name: str
    label: Hashable | None
    coefficient: Coefficient
    interval: Interval


def line_agreement(coded: Coded, articles: Sequence[Hashable]) -> list[LineFigure]:
    """Percent agreement, α, AC1, and the specific agreement on each decision.

    Args:
        coded: lines x annotators, values as "kept" and "dropped".
        articles: the article of each line.
    """
    asked: list[tuple[str, Hashable | None]] = [
        ("percent_agreement", None),
        (ALPHA, None),
        ("gwet_ac1", None),
    ]
    asked += [("specific_agreement", value) for value in coded.values]
    found = []
    for name, label in asked:
        figure = measure(name, coded, label=label, with_units=True)
        found.append(LineFigure(name, label, figure.coefficient(), interval(figure, clusters=articles)))
    return found
