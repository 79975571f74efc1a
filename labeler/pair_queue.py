"""Use case: which pair an annotator is asked about next, what their answers imply, and where they contradict."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.duplicates.groups import tied
from labeler.duplicates.implied import (
    APART,
    APART_FOLLOWS,
    COPIES_FOLLOW,
    NONE,
    code_of,
    contradictions,
    implied,
)
from labeler.duplicates.verdicts import COPY_FROM
from labeler.flow import JUDGED, STATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from db.records import Label, Pair
    from labeler.duplicates.implied import Contradiction
    from labeler.project import Project

    Places = NDArray[np.intp]

_STEP: Final = 0.05
"""Each further pair of a group is asked as if its score were this much surer: no ten pairs of one story in a row."""

_ASK, _FOLLOWS, _SKIPPED = range(3)
_TIERS: Final = 3


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How far an annotator is.

    Attributes:
        judged: pairs with a relation.
        left: pairs to be asked about, those that follow from others among them.
        skipped: pairs put off; they are left, too.
        relations: relation -> how many pairs have it.
    """

    judged: int
    left: int
    skipped: int
    relations: Counter[str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles that answers and, where there are none, the program take for copies of one text.

    Attributes:
        articles: their ids.
        pairs: the pairs among them.
    """

    articles: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class ClusterLook:
    """A cluster as a list shows it.

    Attributes:
        unit_id: the pair of it to look at first.
        articles: how many it has.
        pairs: how many pairs of them there are.
        judged: how many of those have a relation.
        contradicts: whether answers about them contradict each other.
    """

    unit_id: str
    articles: int
    pairs: int
    judged: int
    contradicts: bool


class PairQueue:
    """The pairs of a project for one annotator; follows each answer. It reads nobody else's."""

    def __init__(self, pairs: Sequence[Pair], relations: dict[str, str], skipped: set[str]) -> None:
        """Takes what stands.

        Args:
            pairs: those that may be asked.
            relations: pair id -> the annotator's relation, left … right.
            skipped: ids of the pairs put off.
        """
        self.pairs = list(pairs)
        self.ids = [pair.pair_id for pair in self.pairs]
        self._number = {unit: number for number, unit in enumerate(self.ids)}
        self.relations = relations
        self.skipped = skipped
        names = sorted({end for pair in self.pairs for end in (pair.left, pair.right)})
        place = {name: number for number, name in enumerate(names)}
        self.articles = names
        self._left = np.array([place[pair.left] for pair in self.pairs], dtype=np.intp)
        self._right = np.array([place[pair.right] for pair in self.pairs], dtype=np.intp)
        self._score = np.array([pair.score for pair in self.pairs], dtype=np.float64)
        self._codes = np.array([code_of(relations.get(unit, "")) for unit in self.ids], dtype=np.int8)
        self._skips = np.array([unit in skipped for unit in self.ids], dtype=np.bool_)
        self._follow()

    def has(self, unit_id: str) -> bool:
        """Whether a pair is among them."""
        return unit_id in self._number

    def pair(self, unit_id: str) -> Pair:
        """The pair with an id."""
        return self.pairs[self._number[unit_id]]

    def take(self, unit_id: str, relation: str, *, skipped: bool) -> None:
        """Takes over what stands about a pair now; "" if it has no relation."""
        number = self._number[unit_id]
        if relation:
            self.relations[unit_id] = relation
        else:
            self.relations.pop(unit_id, None)
        (self.skipped.add if skipped else self.skipped.discard)(unit_id)
        self._codes[number], self._skips[number] = code_of(relation), skipped
        self._follow()

    def _follow(self) -> None:
        """Works out anew what follows from the answers; of 50 000 pairs in a few milliseconds."""
        ends = self._left, self._right, self._codes, len(self.articles)
        self._implied = implied(*ends)
        self.contradictions: list[Contradiction] = contradictions(*ends)
        self.torn = frozenset(
            self.ids[number] for each in self.contradictions for number in (each.apart, *each.path)
        )
        proposed = (self._codes == NONE) & (self._score >= COPY_FROM) & (self._implied != APART_FOLLOWS)
        same = ((self._codes != NONE) & (self._codes != APART)) | proposed
        self._group = tied(self._left[same], self._right[same], len(self.articles))
        self._known_order: list[int] | None = None

    @property
    def _order(self) -> list[int]:
        """The pairs without a relation in the order they are asked; worked out when it is asked for."""
        if self._known_order is None:
            self._known_order = self._most_informative()
        return self._known_order

    def _most_informative(self) -> list[int]:
        """The pairs without a relation: the least sure first, groups taking turns; then what follows from others."""
        doubt = np.abs(self._score - COPY_FROM)
        # Where answers and the program say different things, one more answer tells most.
        against = np.where(self._score >= COPY_FROM, APART_FOLLOWS, COPIES_FOLLOW) == self._implied
        doubt[against] = 0.0
        tier = np.where(self._implied == 0, _ASK, _FOLLOWS)
        tier[against] = _ASK
        tier[self._skips] = _SKIPPED
        waiting = np.flatnonzero(self._codes == NONE)
        group = np.minimum(self._group[self._left], self._group[self._right])[waiting]
        sure = tier[waiting] + doubt[waiting]  # doubt is less than one tier
        by_group = np.argsort(group * _TIERS + sure, kind="stable")
        turn = np.empty(len(waiting))
        turn[by_group] = np.arange(len(waiting)) - np.searchsorted(group[by_group], group[by_group])
        order = np.argsort(tier[waiting] * len(waiting) + doubt[waiting] + _STEP * turn, kind="stable")
        found: list[int] = waiting[order].tolist()
        return found

    # -- what is shown ---------------------------------------------------------------------------------------

    def left(self) -> list[str]:
        """The ids of the pairs without a relation, in the order they are asked."""
        return [self.ids[number] for number in self._order]

    def judged(self) -> list[str]:
        """The ids of the pairs with a relation, the likeliest copies first."""
        return [self.ids[number] for number in np.flatnonzero(self._codes != NONE).tolist()]

    def counts(self) -> PairCounts:
        """How far the annotator is."""
        return PairCounts(
            len(self.relations),
            int(np.count_nonzero(self._codes == NONE)),
            int(np.count_nonzero(self._skips & (self._codes == NONE))),
            Counter(self.relations.values()),
        )

    def implies(self, unit_id: str) -> int:
        """What other answers imply of a pair without a relation: COPIES_FOLLOW, APART_FOLLOWS or 0."""
        return int(self._implied[self._number[unit_id]])

    def contradicting(self) -> list[tuple[str, ...]]:
        """The ids of the pairs of each contradiction: the one judged to be no copies first, then the way round."""
        return [
            tuple(self.ids[number] for number in (each.apart, *each.path)) for each in self.contradictions
        ]

    def cluster(self, unit_id: str) -> Cluster:
        """The cluster of a pair: its two articles, all copies of either, and the pairs among them."""
        number = self._number[unit_id]
        wanted = [self._group[self._left[number]], self._group[self._right[number]]]
        first = self.pairs[number].left, self.pairs[number].right
        members = [self.articles[each] for each in np.flatnonzero(np.isin(self._group, wanted)).tolist()]
        inside = np.isin(self._group[self._left], wanted) & np.isin(self._group[self._right], wanted)
        pairs = tuple(self.pairs[pair] for pair in np.flatnonzero(inside).tolist())
        return Cluster((*first, *(each for each in members if each not in first)), pairs)

    def are_of_one_cluster(self, unit_id: str, other: str) -> bool:
        """Whether two pairs share a cluster: the first's two articles are in one, and so is one of the other's."""
        one, two = self._number[unit_id], self._number[other]
        return bool(
            self._group[self._left[one]] in (self._group[self._left[two]], self._group[self._right[two]])
        )

    def clusters(self) -> list[ClusterLook]:
        """Every cluster with the pair of it to look at first: contradictions, then clusters with most to judge."""
        one = self._group[self._left]
        inside = np.flatnonzero(one == self._group[self._right])
        group, size = one[inside], len(self.articles)
        pairs = np.bincount(group, minlength=size).tolist()
        judged = np.bincount(group[self._codes[inside] != NONE], minlength=size).tolist()
        articles = np.bincount(self._group, minlength=size).tolist()
        first = dict(zip(group[::-1].tolist(), inside[::-1].tolist(), strict=True))
        same = set(inside.tolist())
        for number in reversed(self._order):
            if number in same:
                first[int(one[number])] = number
        torn = {int(one[each.apart]): each.apart for each in self.contradictions}
        first |= torn
        order = sorted(first, key=lambda each: (each not in torn, judged[each] - pairs[each], first[each]))
        return [
            ClusterLook(self.ids[first[each]], articles[each], pairs[each], judged[each], each in torn)
            for each in order
        ]


def pair_queue(project: Project, labels: Iterable[Label]) -> PairQueue:
    """The pairs of a project for one annotator: those that the program proposes, and those judged without that.

    Args:
        project: an open project.
        labels: that annotator's standing labels; nobody else's.
    """
    keys = [question.key for question in project.codebook.of_kind("duplicate")[:1]]
    relations, skipped = {}, set()
    for label in labels:
        if label.question in keys:
            relations[label.unit_id] = str(label.value)
        elif label.question == STATE and ":" in label.unit_id and label.value["state"] == "skipped":
            skipped.add(label.unit_id)
    pairs = [
        pair
        for pair in project.store.pairs.all()
        # What others judged without being asked, and what is proposed no more, is not asked here.
        if (pair.method != JUDGED and pair.relation) or pair.pair_id in relations
    ]
    return PairQueue(pairs, relations, skipped)
