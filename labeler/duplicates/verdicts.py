"""Pure: from what two articles share to how they relate, by trees that learned it from labelled pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np

from labeler.duplicates.passages import COVERED, WORDS
from labeler.trees import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Row = NDArray[np.float32]

Relation: TypeAlias = Literal["exact", "near_duplicate", "contains", "contained", "same_story", "unrelated"]

RELATIONS: Final[tuple[Relation, ...]] = get_args(Relation)
"""All of them, in an order that arrays may count in."""

COPY, SHARE = "duplicates/copy_model.npz", "duplicates/share_model.npz"
"""The models that come with the program: copies at all; how much of what a copy has in its own right the other holds, too."""

COPIES: Final[frozenset[str]] = frozenset({"exact", "near_duplicate", "contains", "contained"})
"""The relations of copies."""

_SHORT: Final = 50  # words
_SHORT_SHARE: Final = 0.55
_STEEP: Final = 12.0

_HELD: Final = 0.85
_MORE: Final = 0.6
"""A copy lies in the other if this share of it does (`_HELD`), and less than this one of the other is shared (`_MORE`)."""

COPY_FROM: Final = 0.5
"""From this probability on a pair is one of copies."""


def scores(rows: Sequence[Row] | NDArray[np.float32]) -> list[float]:
    """The probability of each pair that it is one of copies, from the rows of `Passages`."""
    if not len(rows):
        return []
    table = np.asarray(rows)
    odds = shipped(COPY).odds(table)
    # The trees saw no article as short as a headline; there the share of its words decides.
    share = table[:, COVERED] / np.maximum(1, table[:, WORDS])
    odds = np.where(table[:, WORDS] < _SHORT, _STEEP * (share - _SHORT_SHARE), odds)
    found: list[float] = (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).tolist()
    return found


def relations(sides: Sequence[tuple[Row, Row]]) -> list[Relation]:
    """How the shorter article of each pair of copies relates to the longer one.

    Args:
        sides: the numbers of the shorter one and those of the longer one, see `OwnShares`.
    """
    if not sides:
        return []
    shares = shipped(SHARE).odds(np.array(sides).reshape(2 * len(sides), -1)).reshape(-1, 2)
    return related(shares)


def related(shares: NDArray[np.float64]) -> list[Relation]:
    """How the first of each pair of copies relates to the second, given the shares of both: pairs x 2."""
    held, more = shares >= _HELD, shares < _MORE
    contained, contains = held[:, 0] & more[:, 1], held[:, 1] & more[:, 0]
    return [
        "contained" if one else "contains" if other else "near_duplicate"
        for one, other in zip(contained.tolist(), contains.tolist(), strict=True)
    ]
