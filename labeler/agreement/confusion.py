"""Pure: which values are taken for which: confusion matrices of two annotators, and of all together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded

    Floats = NDArray[np.float64]


def confusion(coded: Coded, one: int, other: int) -> NDArray[np.int64]:
    """How often one annotator's value met the other's: values x values, rows `one`, columns `other`.

    Args:
        coded: units x annotators.
        one: a column.
        other: another column.
    """
    size = len(coded.values)
    left, right = coded.codes[:, one], coded.codes[:, other]
    both = (left >= 0) & (right >= 0)
    found = np.bincount(left[both].astype(np.intp) * size + right[both], minlength=size * size)
    return np.asarray(found.reshape(size, size), dtype=np.int64)


def pooled(coded: Coded) -> Floats:
    """The coincidences of all annotators (Krippendorff 2011): values x values, symmetric.

    Each ordered pair of a unit's m ratings counts 1 / (m - 1), so that the whole adds up to the ratings of units
    with two or more, and a row to how often its value was given there.
    """
    size = len(coded.values)
    found = patterns.multisets(coded.codes, size)
    given = np.count_nonzero(found.codes >= 0, axis=1)
    cells = np.zeros(size * size)
    for one, other in combinations(range(found.codes.shape[1]), 2):
        left, right = found.codes[:, one].astype(np.intp), found.codes[:, other]
        both = (left >= 0) & (right >= 0)
        weight = found.times[both] / (given[both] - 1)
        cells += np.bincount(left[both] * size + right[both], weights=weight, minlength=size * size)
    square = cells.reshape(size, size)
    return square + square.T


def taken_for(coded: Coded) -> tuple[list[Hashable | None], Floats]:
    """For sets of labels: which label one annotator gives where another gives which.

    Returns the labels followed by None, and a matrix over them, symmetric. Of each pair of answers a label in
    both counts on the diagonal; the labels that only one gave are set against those that only the other gave,
    each row of them adding up to 1, or against None where the other gave nothing more. Pairs are weighted as in
    `pooled`. Two empty sets agree on None.
    """
    names: list[Hashable | None] = [*labels_of(coded), None]
    place = {name: number for number, name in enumerate(names)}
    found = np.zeros((len(names), len(names)))
    coincidences = pooled(coded)
    for one, other in zip(*np.nonzero(coincidences), strict=True):
        left, right = _members(coded.values[one]), _members(coded.values[other])
        weight = coincidences[one, other] / 2
        for label in left & right or ({None} if not left and not right else ()):
            found[place[label], place[label]] += 2 * weight
        mine, yours = left - right or {None}, right - left or {None}
        if left == right:
            continue
        share = weight * max(len(left - right), len(right - left)) / (len(mine) * len(yours))
        for label in mine:
            for instead in yours:
                found[place[label], place[instead]] += share
                found[place[instead], place[label]] += share
    return names, found


def _members(value: Hashable) -> frozenset[Hashable]:
    return value if isinstance(value, frozenset) else frozenset([value])
