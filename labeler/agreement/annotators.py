"""Pure: agreement by annotator: every two of them, and all but one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from labeler.agreement.coefficients import ALPHA, measure

if TYPE_CHECKING:
    from labeler.agreement.coded import Coded
    from labeler.agreement.measure import Coefficient


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """A coefficient of two annotators.

    Attributes:
        one: the column of one.
        other: the column of the other, which is greater.
        units: how many units both rated.
        coefficient: of the units both rated.
    """

    one: int
    other: int
    units: int
    coefficient: Coefficient


@dataclass(frozen=True, slots=True)
class WithoutOne:
    """A coefficient of everybody but one annotator.

    Attributes:
        annotator: the column left out.
        coefficient: of the others.
        gain: that value less the value of all: above 0, the others agree better among themselves. None where
            either is undefined.
    """

    annotator: int
    coefficient: Coefficient
    gain: float | None


def pairwise(coded: Coded, name: str = "cohen_kappa", **options: Any) -> list[PairAgreement]:
    """A coefficient of every two annotators, in order of columns.

    Args:
        coded: units x annotators.
        name: any of `coefficients.NAMES`.
        options: weights, distance or label, as for `coefficients.measure`.
    """
    found = []
    for one, other in combinations(range(coded.codes.shape[1]), 2):
        two = coded.columns([one, other])
        both = two.given == 2
        figure = measure(name, two.rows(both), **options).coefficient()
        found.append(PairAgreement(one, other, int(np.count_nonzero(both)), figure))
    return found


def without_each(coded: Coded, name: str = ALPHA, **options: Any) -> list[WithoutOne]:
    """A coefficient with each annotator left out in turn: who pulls it down shows a gain.

    Args:
        coded: units x annotators.
        name: any of `coefficients.NAMES`.
        options: weights, distance or label, as for `coefficients.measure`.
    """
    whole = measure(name, coded, **options).coefficient().value
    columns = range(coded.codes.shape[1])
    found = []
    for left_out in columns:
        rest = coded.columns([column for column in columns if column != left_out])
        figure = measure(name, rest, **options).coefficient()
        gain = None if whole is None or figure.value is None else figure.value - whole
        found.append(WithoutOne(left_out, figure, gain))
    return found
