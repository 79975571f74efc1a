"""Use case: how annotators group articles into copies, and where they group differently."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.clusters import Clusterings
from labeler.agreement.intervals import interval
from labeler.duplicates.groups import tied
from labeler.duplicates.verdicts import COPIES
from labeler.figures import Figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from db.records import Json
    from labeler.agreement.measure import Coefficient
    from labeler.answers import Answers


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """How alike two annotators group articles into copies; the first one's grouping is the reference.

    Attributes:
        precision: B-cubed precision (Bagga and Baldwin 1998).
        recall: B-cubed recall.
        f1: their harmonic mean, with its interval.
        ari: adjusted Rand index (Hubert and Arabie 1985), with its interval; undefined without variation.
        articles: articles that both judged.
    """

    one: str
    other: str
    precision: float | None
    recall: float | None
    f1: Figure
    ari: Figure
    articles: int


class Groupings:
    """Everybody's groups of copies, from the pairs they judged.

    An annotator groups every article of a pair that they judged; whatever they tied, through other articles too, is
    one group, which is named by its first article.
    """

    def __init__(self, answers: Answers) -> None:
        self.annotators = sorted({name for given in answers.given.values() for name in given})
        units = list(answers.given)
        self._articles = sorted({article for unit in units for article in answers.articles[unit]})
        place = {article: number for number, article in enumerate(self._articles)}
        ends = [[place[article] for article in answers.articles[unit]] for unit in units]
        self._ends = np.array(ends, dtype=np.intp).reshape(-1, 2)
        self._of = {
            name: self._grouped([answers.given[unit].get(name) for unit in units]) for name in self.annotators
        }
        some = np.array(
            [not COPIES.isdisjoint(answers.given[unit].values()) for unit in units], dtype=np.bool_
        )
        self._whole = tied(self._ends[some, 0], self._ends[some, 1], len(self._articles))

    def _grouped(self, given: list[Json]) -> NDArray[np.intp]:
        """The first article of each article's group, -1 where the annotator judged no pair of it."""
        judged = np.array([value is not None for value in given], dtype=np.bool_)
        same = np.array([value in COPIES for value in given], dtype=np.bool_)
        found = tied(self._ends[same, 0], self._ends[same, 1], len(self._articles))
        known = np.zeros(len(found), dtype=np.bool_)
        known[self._ends[judged].ravel()] = True
        return np.where(known, found, -1)

    def of(self, annotator: str) -> dict[str, str]:
        """An annotator's grouping: article -> first of its group."""
        groups = self._of.get(annotator, np.empty(0, dtype=np.intp))
        return {self._articles[each]: self._articles[groups[each]] for each in np.flatnonzero(groups >= 0)}

    def members(self, key: str) -> frozenset[str]:
        """The articles that anybody ties together with an article, and this one."""
        whole = np.flatnonzero(self._whole == self._whole[self._articles.index(key)])
        return frozenset(self._articles[each] for each in whole)

    def apart(self) -> list[tuple[str, list[str], list[tuple[str, dict[str, str]]]]]:
        """Where annotators group differently.

        Returns:
            (key, articles, [(annotator, article -> group)]) for each set of articles that anybody ties together
            and on which not all who judged it group alike.
        """
        found = np.zeros(len(self._articles), dtype=np.bool_)
        for one, other in combinations(self.annotators, 2):
            found |= self._differ(self._of[one], self._of[other])
        members: dict[int, list[int]] = {}
        for article in np.flatnonzero(found[self._whole]).tolist():
            members.setdefault(int(self._whole[article]), []).append(article)
        return [self._told(first, articles) for first, articles in members.items()]

    def _differ(self, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
        """At the first article of each whole whether two group its articles that both judged differently.

        They group alike if neither has more groups there than there are pairs of groups that meet.
        """
        size = len(self._articles)
        both = np.flatnonzero((one >= 0) & (other >= 0))
        whole = self._whole[both]
        meeting = np.unique(one[both] * size + other[both], return_index=True)[1]
        counts = [
            np.bincount(whole[np.unique(groups[both], return_index=True)[1]], minlength=size)
            for groups in (one, other)
        ]
        met = np.bincount(whole[meeting], minlength=size)
        return np.asarray((counts[0] != met) | (counts[1] != met))

    def _told(
        self, first: int, articles: list[int]
    ) -> tuple[str, list[str], list[tuple[str, dict[str, str]]]]:
        names = self._articles
        here = [
            (name, {names[each]: names[groups[each]] for each in articles if groups[each] >= 0})
            for name, groups in self._of.items()
        ]
        judged = [(name, group_of) for name, group_of in here if len(group_of) > 1]
        return names[first], [names[each] for each in articles], judged

    def figures(self) -> list[ClusterFigures]:
        """B-cubed and the adjusted Rand index of every two annotators, over the articles that both judged."""
        found = []
        for one, other in combinations(self.annotators, 2):
            first, second = self._of[one], self._of[other]
            both = (first >= 0) & (second >= 0)
            parted = Clusterings(list(zip(first[both].tolist(), second[both].tolist(), strict=True)))
            found.append(
                ClusterFigures(
                    one,
                    other,
                    parted.precision().value,
                    parted.recall().value,
                    _figure(parted, parted.f1(), "f1"),
                    _figure(parted, parted.adjusted_rand(), "adjusted_rand"),
                    parted.units,
                )
            )
        return found


def _figure(parted: Clusterings, found: Coefficient, name: str) -> Figure:
    if found.value is None:
        return Figure(why=found.why)
    if found.value == 1.0:
        # Without any difference nothing tells how much they might differ.
        return Figure(found.value, why="no interval: both group alike")
    ends = interval(parted.measure(name))
    method = f"{ends.method}, by group of copies" if ends.low is not None else ""
    return Figure(found.value, ends.low, ends.high, why=ends.why, method=method)
