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

COPY, CONTAINED, CONTAINS = (
    "duplicates/copy_model.npz",
    "duplicates/contained_model.npz",
    "duplicates/contains_model.npz",
)
"""The models that come with the program: copies at all; the shorter article in the longer one; the other way round."""

COPIES: Final[frozenset[str]] = frozenset({"exact", "near_duplicate", "contains", "contained"})
"""The relations of copies."""

_SHORT: Final = 50  # words
_SHORT_SHARE: Final = 0.55
_STEEP: Final = 12.0

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


def relations(rows: Sequence[Row]) -> list[Relation]:
    """How the shorter article of each pair of copies relates to the longer one.

    Args:
        rows: those of `Passages`, each with the numbers of the pair's cores after it.
    """
    if not rows:
        return []
    table = np.array(rows)
    contained, contains = shipped(CONTAINED).odds(table), shipped(CONTAINS).odds(table)
    held: list[Relation] = ["contained" if each else "contains" for each in (contained >= contains).tolist()]
    near = np.maximum(contained, contains) < 0
    return ["near_duplicate" if each else relation for each, relation in zip(near, held, strict=True)]
