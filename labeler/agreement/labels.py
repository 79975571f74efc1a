"""Pure: agreement label by label, each against the rest; nothing is said of labels too rare to say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.coded import in_order
from labeler.agreement.coefficients import ALPHA, measure
from labeler.agreement.intervals import Interval, interval
from labeler.agreement.measure import Coefficient
from labeler.counting import counted

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from labeler.agreement.coded import Coded

ENOUGH = 5


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """How well annotators agree on one label.

    Attributes:
        label: the label.
        units: units rated by two or more on which at least one annotator gave the label.
        coefficient: the label against the rest; its value is None where the label is too rare.
        interval: its 95 % interval.
    """

    label: Hashable
    units: int
    coefficient: Coefficient
    interval: Interval


def labels_of(coded: Coded) -> list[Hashable]:
    """All labels: the values, or the members of the values where these are sets."""
    found: dict[Hashable, None] = {}
    for value in coded.values:
        found.update(dict.fromkeys(in_order(value) if isinstance(value, frozenset) else [value]))
    return in_order(found)


def per_label(
    coded: Coded,
    name: str = ALPHA,
    labels: Sequence[Hashable] | None = None,
    clusters: Sequence[Hashable] | None = None,
    fewest: int = ENOUGH,
) -> list[LabelAgreement]:
    """A coefficient of each label against the rest, with its interval.

    Args:
        coded: units x annotators; of values or of sets of them.
        name: any of `coefficients.NAMES`.
        labels: which, and in which order; None: all that occur.
        clusters: as for `interval`.
        fewest: units with the label that it takes; a label on fewer has no value but "too few" as the reason.
    """
    found = []
    for label in labels_of(coded) if labels is None else labels:
        binary = coded.one_vs_rest(label)
        having = int(np.count_nonzero((binary.codes == 1).any(axis=1) & (binary.given > 1)))
        if having < fewest:
            why = f"too few: {counted(having, 'unit')} {'has' if having == 1 else 'have'} this label; {fewest} are needed"
            nothing = Interval(None, None, 0.95, "score", having, why)
            found.append(LabelAgreement(label, having, Coefficient(None, None, None, why), nothing))
            continue
        figure = measure(name, coded, label=label, with_units=clusters is not None)
        bounds = interval(figure, clusters=clusters)
        found.append(LabelAgreement(label, having, figure.coefficient(), bounds))
    return found
