"""Pure: which pairs of articles are proposed to people, and which count as copies before anybody judged them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records import Pair
from labeler.codebook import converse
from labeler.duplicates.groups import components
from labeler.duplicates.verdicts import COPIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from labeler.duplicates.search import Found, Verdicts

    Digests = NDArray[np.uint8]

METHOD: Final = "passages"
"""What the candidates of this module are stored under."""

LEAST_SCORE: Final = 0.02
"""A pair is proposed from this probability of copies on, or if the two share names or ..."""

LEAST_SHARE: Final = 0.10
"""... if passages in common make up this part of one of them."""


def proposed(ids: Digests, verdicts: Verdicts) -> Iterator[Pair]:
    """The pairs to propose, the likeliest copies first; about 24 an article at most.

    Args:
        ids: the digest of each article, by number: articles x 32 bytes.
        verdicts: what was found of their texts.
    """
    for found in verdicts:
        if _is_proposed(found):
            yield _pair(ids, found)


def _is_proposed(found: Found) -> bool:
    return (
        found.score >= LEAST_SCORE
        or found.relation == "same_story"
        or max(found.share_one, found.share_other) >= LEAST_SHARE
    )


def _pair(ids: Digests, found: Found) -> Pair:
    one, other = ids[found.one].tobytes().hex(), ids[found.other].tobytes().hex()
    relation = found.relation
    shares = found.share_one, found.share_other
    if one > other:
        one, other, relation, shares = other, one, converse(relation), (shares[1], shares[0])
    return Pair(one, other, *shares, found.jaccard, METHOD, found.score, relation)


def copies(pairs: Iterable[Pair]) -> list[list[str]]:
    """Groups of articles tied by pairs that count as copies (connected components).

    Returns:
        Each group's ids sorted; the groups sorted by their first id.
    """
    return components((pair.left, pair.right) for pair in pairs if pair.relation in COPIES)
