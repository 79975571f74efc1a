"""Pure: what an annotator's relations say of pairs not yet judged, and where they contradict each other.

Two articles are alike if a chain of `exact` and `near_duplicate` ties them. Containment has a direction: if A holds B and
B holds C, A holds C; but a digest may hold two articles that have nothing in common.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.duplicates.groups import tied
from labeler.duplicates.verdicts import COPIES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.intp]
    Codes = NDArray[np.int8]

NONE, ALIKE, HOLDS, HELD, APART = range(5)
"""A relation as far as others follow from it: none given, alike, left holds right, right holds left, no copies."""

COPIES_FOLLOW: Final = 1
APART_FOLLOWS: Final = -1


def code_of(relation: str) -> int:
    """What follows from a relation; "" is none given."""
    if not relation:
        return NONE
    if relation not in COPIES:
        return APART
    return {"contains": HOLDS, "contained": HELD}.get(relation, ALIKE)


MOST_CONTRADICTIONS: Final = 100
"""So many are looked for at a time; each has a way of its own to be found, after every answer."""


class Contradiction(NamedTuple):
    """A pair judged to be no copies, and the judged pairs that make its articles copies after all.

    Attributes:
        apart: number of the pair.
        path: numbers of the pairs that lead from its left article to its right one, in order.
    """

    apart: int
    path: tuple[int, ...]


def implied(left: Places, right: Places, codes: Codes, articles: int) -> Codes:
    """What follows for each pair from others: COPIES_FOLLOW, APART_FOLLOWS, or 0; for judged pairs always 0.

    Args:
        left: the number of each pair's left article.
        right: that of its right one.
        codes: what was judged of each pair.
        articles: how many there are.
    """
    alike = codes == ALIKE
    group = tied(left[alike], right[alike], articles)
    one, other = group[left], group[right]
    key = np.minimum(one, other) * articles + np.maximum(one, other)
    copies = (one == other) | np.isin(key, key[(codes != NONE) & (codes != APART)])
    apart = np.isin(key, key[codes == APART])
    found = np.where(copies, COPIES_FOLLOW, 0) + np.where(apart, APART_FOLLOWS, 0)
    return np.where(codes == NONE, found, 0).astype(np.int8)


def contradictions(left: Places, right: Places, codes: Codes, articles: int) -> list[Contradiction]:
    """Where relations contradict each other: no copies, and yet copies through other articles; a hundred at most.

    Args:
        left: the number of each pair's left article.
        right: that of its right one.
        codes: what was judged of each pair.
        articles: how many there are.
    """
    copies = (codes != NONE) & (codes != APART)
    # Only what is tied at all can contradict; the way itself is then looked for.
    group = tied(left[copies], right[copies], articles)
    doubtful = np.flatnonzero((codes == APART) & (group[left] == group[right]))
    if not len(doubtful):
        return []
    inside = np.flatnonzero(copies & np.isin(group[left], group[left[doubtful]]))
    down: dict[int, list[tuple[int, int]]] = {}
    for pair in inside.tolist():
        ends = int(left[pair]), int(right[pair])
        for (one, other), code in ((ends, HOLDS), (ends[::-1], HELD)):
            if codes[pair] in (ALIKE, code):
                down.setdefault(one, []).append((other, pair))
    found = []
    for pair in doubtful.tolist():
        one, other = int(left[pair]), int(right[pair])
        path = _way(down, one, other)
        if path is None:
            back = _way(down, other, one)
            path = back[::-1] if back is not None else None
        if path is not None:
            found.append(Contradiction(pair, tuple(path)))
            if len(found) == MOST_CONTRADICTIONS:
                break
    return found


def _way(down: dict[int, list[tuple[int, int]]], start: int, end: int) -> list[int] | None:
    """The pairs of the shortest way from an article to one that is alike or held by it, None if there is none."""
    came: dict[int, tuple[int, int]] = {start: (-1, -1)}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            path = []
            while here != start:
                here, pair = came[here]
                path.append(pair)
            return path[::-1]
        for other, pair in down.get(here, ()):
            if other not in came:
                came[other] = here, pair
                waiting.append(other)
    return None
