"""Trains the trees of `labeler.boilerplate.reach`: which set of a page's lines is likeliest to be its article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

from labeler.boilerplate.reach import numbers_of, sets_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tools.stripper_composites import Page

    Floats = NDArray[np.float64]

GOOD = 0.95
BONUS = 0.4
"""What a set is worth beyond its F1 if that is `GOOD` or more: then nobody needs to correct it."""

SETTINGS = {
    "learning_rate": 0.05,
    "max_iter": 150,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 150,
    "l2_regularization": 5.0,
    "max_features": 0.4,
    "early_stopping": False,
    "random_state": 0,
}


@dataclass(frozen=True, eq=False)
class Judged:
    """A page as models see it that did not see its site.

    Attributes:
        page: the page.
        rows: the numbers of its lines.
        odds: what the models say of them.
        others: what others keep: opinions x lines.
    """

    page: Page
    rows: NDArray[np.float32]
    odds: Floats
    others: NDArray[np.bool_]

    def f1(self, kept: NDArray[np.bool_]) -> float:
        """Token-weighted F1 of a set of its lines."""
        words = np.array([len(re.findall(r"\w+", line)) for line in self.page.lines], dtype=np.float64)
        gold = np.array(self.page.gold)
        right = words[(gold == 1) & kept].sum()
        return float(2 * right / max(1e-9, words[kept & (gold >= 0)].sum() + words[gold == 1].sum()))


def fitted_reach(judged: Sequence[Judged]) -> Any:
    """Trees over sets: what each is worth less than the best one of its page."""
    rows, worth = [], []
    for each in judged:
        steps, kept = sets_of(each.odds)
        if len(steps) < 2:
            continue
        rows.append(numbers_of(each.rows, each.odds, each.others, steps, kept))
        scores = np.array([each.f1(some) for some in kept])
        values = scores + BONUS * (scores >= GOOD)
        worth.append(values - values.max())
    return HistGradientBoostingRegressor(**SETTINGS).fit(np.concatenate(rows), np.concatenate(worth))
