"""Clusters as values of the graph and of the cards, and contradictions in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from labeler.counting import counted
from labeler.duplicates.implied import ALIKE, APART, HELD, HOLDS, code_of
from ui.models.cluster_model import MOST_NODES, ClusterCard, ClusterLine, LineKind, letter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.codebook import Question
    from labeler.pair_queue import ClusterLook, PairQueue

_SIGNS = {ALIKE: "=", HOLDS: "holds", HELD: "lies in", APART: "≠"}

Sign = tuple[str, str, str]
"""An article, a sign, another article."""


@dataclass(frozen=True, slots=True)
class ShownCluster:
    """What the graph shows.

    Attributes:
        shown: the articles shown, the open pair's two first.
        titles: theirs.
        lines: between them.
        articles: how many the cluster has in all.
        contradiction: in the graph's letters ("A = B, B = C, but A ≠ C"), "" if the open pair is in none.
    """

    shown: list[str]
    titles: list[str]
    lines: list[ClusterLine]
    articles: int
    contradiction: str

    @property
    def what_to_do(self) -> str:
        """The contradiction with what ends it, "" if there is none."""
        if not self.contradiction:
            return ""
        return f"Your answers contradict each other: {self.contradiction}. Judge one of them anew."


def shown_cluster(
    queue: PairQueue,
    unit_id: str,
    first: tuple[str, str],
    titles: Mapping[str, str],
    question: Question | None,
) -> ShownCluster:
    """The cluster of a pair.

    Args:
        queue: the annotator's pairs.
        unit_id: the open pair.
        first: its articles, A and B.
        titles: of all articles.
        question: the one about pairs, for its words.
    """
    cluster = queue.cluster(unit_id)
    torn = next((each for each in queue.contradicting() if unit_id in each), ())
    # The articles of the contradiction come before others: those are to be seen.
    ends = [end for unit in torn for end in (queue.pair(unit).left, queue.pair(unit).right)]
    near = [
        pair.right if pair.left in first else pair.left
        for pair in cluster.pairs
        if (pair.left in first) != (pair.right in first)
    ]
    articles = list(dict.fromkeys([*first, *ends, *near, *cluster.articles]))
    place = {article: number for number, article in enumerate(articles[:MOST_NODES])}
    lines = []
    for pair in cluster.pairs:
        if pair.left in place and pair.right in place:
            relation = queue.relations.get(pair.pair_id, "")
            words = question.title_of(relation) if relation and question is not None else "not judged"
            ends_at = place[pair.left], place[pair.right]
            lines.append(
                ClusterLine(
                    pair.pair_id, min(ends_at), max(ends_at), _kind(relation), words, pair.pair_id in torn
                )
            )
    said = ""
    if torn:
        names = {article: letter(number) for article, number in place.items()}
        signs = [
            (names.get(one, "…"), sign, names.get(other, "…")) for one, sign, other in signs_of(queue, torn)
        ]
        said = contradiction_words(signs)
    shown = articles[:MOST_NODES]
    return ShownCluster(shown, [titles.get(article, "") for article in shown], lines, len(articles), said)


def cluster_card(
    queue: PairQueue,
    look: ClusterLook,
    titles: Mapping[str, str],
    sources: Mapping[str, str],
    question: Question | None,
) -> ClusterCard:
    """The card of a cluster.

    Args:
        queue: the annotator's pairs.
        look: the cluster.
        titles: of all articles.
        sources: of those that have one.
        question: the one about pairs, for its words.
    """
    pair = queue.pair(look.unit_id)
    found = shown_cluster(queue, look.unit_id, (pair.left, pair.right), titles, question)
    return ClusterCard(
        look.unit_id,
        cluster_words(look),
        cluster_mark(look),
        tuple(found.titles),
        tuple(sources.get(article, "") for article in found.shown),
        found.articles - len(found.shown),
        tuple(found.lines),
        found.contradiction,
    )


def cluster_words(look: ClusterLook) -> str:
    """How large a cluster is, and how far one is with it."""
    return f"{look.articles} articles, {look.judged} of {counted(look.pairs, 'pair')} judged"


def cluster_mark(look: ClusterLook) -> Literal["pending", "submitted", "disputed"]:
    """Whether a cluster is settled."""
    if look.contradicts:
        return "disputed"
    return "submitted" if look.judged == look.pairs else "pending"


def _kind(relation: str) -> LineKind:
    if not relation:
        return "open"
    if code_of(relation) != APART:
        return "copies"
    return "story" if relation == "same_story" else "apart"


def signs_of(queue: PairQueue, torn: Sequence[str]) -> list[Sign]:
    """The pairs of a contradiction as signs between articles: the way round, then the pair judged to be no copies.

    Args:
        queue: the annotator's pairs.
        torn: the pair judged to be no copies, and the way from its left article to its right one.
    """
    apart = queue.pair(torn[0])
    signs, here = [], apart.left
    for unit in torn[1:]:
        pair = queue.pair(unit)
        code = code_of(queue.relations.get(unit, ""))
        if pair.left == here:
            signs.append((pair.left, _SIGNS[code], pair.right))
            here = pair.right
        else:
            turned = {HOLDS: HELD, HELD: HOLDS}.get(code, code)
            signs.append((pair.right, _SIGNS[turned], pair.left))
            here = pair.left
    return [*signs, (apart.left, _SIGNS[APART], apart.right)]


def contradiction_words(signs: Sequence[Sign]) -> str:
    """A contradiction as people write it, of signs between letters: “A = B, B = C, but A ≠ C”."""
    said = [f"{one}\u00a0{sign}\u00a0{other}" for one, sign, other in signs]
    return f"{', '.join(said[:-1])}, but {said[-1]}"
