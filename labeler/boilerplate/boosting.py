"""Pure: more trees on top of what a model says already, learned from lines that people judged. numpy alone.

Gradient boosting of the logistic loss (Friedman 2001) with second-order leaf values (Chen & Guestrin 2016), the columns
cut into bins once. Meant for what one project corrects: some hundred pages, some seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.trees import Trees

    Floats = NDArray[np.float64]
    Rows = NDArray[np.float32]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.intp]

_TREES: Final = 40
_DEPTH: Final = 3
_RATE: Final = 0.15
_BINS: Final = 24
_COLUMNS: Final = 0.3
"""Each tree sees this part of the columns."""
_LINES: Final = 8192
"""Where lines are more, each tree is cut by so many of them, drawn by lot; all of them say what its leaves add."""
_LEAST: Final = 8
"""A leaf holds at least so many lines."""
_HOLD: Final = 3.0
"""The L2 penalty on leaf values: few lines move the model little."""


@dataclass(slots=True)
class _Nodes:
    """The nodes of all new trees, in the form of `Trees`."""

    column: list[int] = field(default_factory=list)
    bound: list[float] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def leaf(self) -> int:
        """Adds a leaf without a value; returns its number."""
        number = len(self.column)
        self.column.append(0)
        self.bound.append(np.inf)
        self.left.append(number)
        self.right.append(number)
        self.value.append(0.0)
        return number

    def cut(self, number: int, column: int, bound: float) -> tuple[int, int]:
        """Makes a leaf a fork; returns the leaves below it."""
        self.column[number], self.bound[number] = column, bound
        self.left[number], self.right[number] = self.leaf(), self.leaf()
        return self.left[number], self.right[number]


@dataclass(frozen=True, slots=True)
class _Binned:
    """Rows cut into bins.

    Attributes:
        bounds: of each column where it is cut, ascending.
        rows: for each row and column how many bounds lie below its value.
    """

    bounds: list[Rows]
    rows: Places

    @classmethod
    def of(cls, rows: Rows) -> _Binned:
        """Cuts between distinct values, or at quantiles where these are many."""
        bounds = []
        for values in rows.T:
            found = np.unique(values)
            if len(found) > _BINS:
                found = np.unique(np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1]).astype(np.float32))
            else:
                found = ((found[:-1] + found[1:]) / 2).astype(np.float32)
            bounds.append(found)
        places = [np.searchsorted(each, rows[:, column]) for column, each in enumerate(bounds)]
        return cls(bounds, np.column_stack(places))


def boosted(model: Trees, rows: Rows, start: Floats, kept: Flags, weight: Floats, seed: int = 0) -> Trees:
    """A model with trees added that make what is said so far say what people said of some lines.

    Args:
        model: the model to begin with; it stays as it is.
        rows: lines x columns of the model.
        start: the log-odds of each line so far.
        kept: for each line whether it is article.
        weight: how much each line counts, about 1 on average.
        seed: decides which columns each tree sees.

    Returns:
        The model and up to forty small trees.
    """
    chance = np.random.default_rng(seed)
    binned = _Binned.of(rows)
    odds = start.copy()
    nodes = _Nodes()
    roots: list[int] = []
    some = max(1, int(_COLUMNS * rows.shape[1]))
    for _ in range(_TREES):
        share = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        columns = np.sort(chance.choice(rows.shape[1], some, replace=False))
        few = np.sort(chance.choice(len(rows), min(_LINES, len(rows)), replace=False))
        roots.append(nodes.leaf())
        odds += _grown(nodes, binned, columns, few, weight * (share - kept), weight * share * (1 - share))
    return model.with_trees(
        np.array(nodes.column, dtype=np.int32),
        np.array(nodes.bound, dtype=np.float32),
        np.array(nodes.left, dtype=np.int32),
        np.array(nodes.right, dtype=np.int32),
        np.array(nodes.value, dtype=np.float32),
        np.array(roots, dtype=np.int32),
    )


def _grown(
    nodes: _Nodes, binned: _Binned, columns: Places, few: Places, slope: Floats, curve: Floats
) -> Floats:
    """Grows the newest leaf into a tree, level by level; returns what it adds to each row.

    Args:
        nodes: whose newest leaf is the root.
        binned: the rows.
        columns: the columns to look at.
        few: the rows that decide where it is cut.
        slope: the first derivative of the loss at each row.
        curve: the second.
    """
    rows = binned.rows[:, columns]
    looked, slope_of, curve_of = rows[few], slope[few], curve[few]
    leaves = [len(nodes.column) - 1]
    leaf = np.zeros(len(rows), dtype=np.intp)
    for _ in range(_DEPTH):
        gain = _gains(looked, leaf[few], len(leaves), slope_of, curve_of)
        below: list[int] = []
        now = np.empty_like(leaf)
        for place, number in enumerate(leaves):
            here = leaf == place
            column, edge = divmod(int(gain[place].argmax()), _BINS)
            now[here] = len(below)
            if gain[place, column, edge] <= 0:
                below.append(number)
                continue
            right = here & (rows[:, column] > edge)
            now[right] += 1
            below += nodes.cut(number, int(columns[column]), float(binned.bounds[columns[column]][edge]))
        leaves, leaf = below, now
    total = np.bincount(leaf, weights=slope, minlength=len(leaves))
    values = -_RATE * total / (np.bincount(leaf, weights=curve, minlength=len(leaves)) + _HOLD)
    for number, value in zip(leaves, values.tolist(), strict=True):
        nodes.value[number] = value
    return np.asarray(values[leaf])


def _gains(rows: Places, leaf: Places, leaves: int, slope: Floats, curve: Floats) -> Floats:
    """What cutting each leaf at each bound of each column gains: leaves x columns x bins; 0 where a side is too small."""
    wide = rows.shape[1]
    place = (rows + np.arange(wide) * _BINS + (leaf * wide * _BINS)[:, None]).ravel()
    slopes, curves = (
        np.bincount(place, weights=np.repeat(each, wide), minlength=leaves * wide * _BINS)
        .reshape(leaves, wide, _BINS)
        .cumsum(axis=2)
        for each in (slope, curve)
    )
    all_slope, all_curve = slopes[:, :, -1:], curves[:, :, -1:]
    gain = (
        slopes**2 / (curves + _HOLD)
        + (all_slope - slopes) ** 2 / (all_curve - curves + _HOLD)
        - all_slope**2 / (all_curve + _HOLD)
    )
    # By number, not by the second derivative: where the model is wrong and sure of it, that is next to nothing.
    lines = np.bincount(place, minlength=leaves * wide * _BINS).reshape(leaves, wide, _BINS).cumsum(axis=2)
    enough = (lines >= _LEAST) & (lines[:, :, -1:] - lines >= _LEAST)
    return np.asarray(np.where(enough, gain, 0.0))
