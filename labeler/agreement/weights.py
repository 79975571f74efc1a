"""Pure: agreement weights: how much a pair of unequal answers is worth, 1 for equal ones (Gwet 2014, ch. 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PLAIN = ("identity", "nominal", "unweighted", "none")
NAMES = ("identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar")


def weight_matrix(values: Sequence[Hashable], weights: str | Floats | None) -> Floats | None:
    """Agreement weights among values; None for plain ones (1 if equal, else 0).

    With x the values themselves where all are numbers, else their places 1, 2, … in the order given, and R
    the greatest x less the least: linear 1 - |x-y|/R; quadratic 1 - (x-y)²/R²; radical 1 - √|x-y|/√R; ratio
    1 - ((x-y)/(x+y))² / ((max-min)/(max+min))²; ordinal 1 - C(|i-j|+1, 2)/C(q, 2) by places; circular
    1 - sin²(π(x-y)/(R+1)) and bipolar 1 - (x-y)²/((x+y-2 min)(2 max-x-y)), both scaled so that the least is 0.

    Args:
        values: in the order of the scale.
        weights: a name, a matrix values x values (1 on the diagonal), or None.

    Raises:
        ValueError: an unknown name, or a matrix of another shape.
    """
    if weights is None or (isinstance(weights, str) and weights in PLAIN):
        return None
    if not isinstance(weights, str):
        matrix = np.asarray(weights, dtype=np.float64)
        if matrix.shape != (len(values), len(values)):
            raise ValueError(
                f"a matrix of {len(values)} x {len(values)} weights is needed, not {matrix.shape}"
            )
        if not np.isfinite(matrix).all():
            raise ValueError("weights are finite numbers")
        return matrix
    if weights not in NAMES:
        raise ValueError(f"no weights are called {weights!r}; there are {', '.join(NAMES)}")
    size = len(values)
    if size < 2:
        return np.ones((size, size))
    if weights == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
        return np.asarray(1.0 - steps * (steps + 1) / (size * (size - 1)))
    points = _points(values)
    return _by_points(points, weights)


def _points(values: Sequence[Hashable]) -> Floats:
    numbers = [float(value) for value in values if isinstance(value, (int, float))]
    return np.array(numbers if len(numbers) == len(values) else range(1, len(values) + 1), dtype=np.float64)


def _by_points(points: Floats, weights: str) -> Floats:
    apart = np.abs(np.subtract.outer(points, points))
    together = np.add.outer(points, points)
    low, high = points.min(), points.max()
    if weights == "linear":
        loss = apart
    elif weights == "quadratic":
        loss = apart**2
    elif weights == "radical":
        loss = np.sqrt(apart)
    elif weights == "circular":
        loss = np.sin(np.pi * apart / (high - low + 1)) ** 2
    else:
        below = together if weights == "ratio" else (together - 2 * low) * (2 * high - together)
        above = apart**2
        loss = np.divide(
            above, below**2 if weights == "ratio" else below, out=np.zeros_like(above), where=apart > 0
        )
    return np.asarray(1.0 - loss / loss.max())
