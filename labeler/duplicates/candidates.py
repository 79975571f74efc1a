"""Pure: which pairs of articles are proposed to people, and which count as copies before anybody judged them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.records import Pair
from labeler.codebook import converse
from labeler.duplicates.groups import components
from labeler.duplicates.search import find
from labeler.duplicates.verdicts import COPIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from labeler.duplicates.search import Found
    from labeler.progress import Steps

METHOD: Final = "passages"
"""What the candidates of this module are stored under."""

LEAST_SCORE: Final = 0.02
"""A pair is proposed from this probability of copies on, or if the two share names or ..."""

LEAST_SHARE: Final = 0.10
"""... if passages in common make up this part of one of them."""


def candidate_pairs(texts: Iterable[tuple[str, str]], total: int) -> Steps[list[Pair]]:
    """Compares every article with every other through the passages and names they share.

    Args:
        texts: (article id, main text), each article once.
        total: how many there are, for the progress.

    Returns:
        The pairs to propose, the likeliest copies first; about 24 an article at most.
    """
    ids: list[str] = []

    def noted() -> Iterator[str]:
        for article_id, text in texts:
            ids.append(article_id)
            yield text

    found = yield from find(noted(), total)
    return [_pair(ids, each) for each in found if _is_proposed(each)]


def _is_proposed(found: Found) -> bool:
    return (
        found.score >= LEAST_SCORE
        or found.relation == "same_story"
        or max(found.share_one, found.share_other) >= LEAST_SHARE
    )


def _pair(ids: list[str], found: Found) -> Pair:
    one, other = ids[found.one], ids[found.other]
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
