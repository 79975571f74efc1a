"""Use case: how annotators group articles into copies, and where they group differently."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from labeler.agreement.clusters import Clusterings
from labeler.duplicates.groups import components

if TYPE_CHECKING:
    from labeler.answers import Answers

COPIES = frozenset({"exact", "near_duplicate", "contains", "contained"})
"""The relations that make two articles copies of one text."""


def groups_of(answers: Answers, annotator: str) -> dict[str, str]:
    """An annotator's grouping of every article in a pair that they judged: article -> first of its group."""
    judged = {
        article
        for unit, given in answers.given.items()
        if annotator in given
        for article in answers.articles[unit]
    }
    tied = [
        (answers.articles[unit][0], answers.articles[unit][1])
        for unit, given in answers.given.items()
        if given.get(annotator) in COPIES
    ]
    group = {article: members[0] for members in components(tied) for article in members}
    return {article: group.get(article, article) for article in judged}


def groupings(answers: Answers) -> list[tuple[str, list[str], list[tuple[str, dict[str, str]]]]]:
    """Where annotators group differently.

    Returns:
        (key, articles, [(annotator, article -> group)]) for each set of articles that anybody ties together
        and on which not all who judged it group alike.
    """
    annotators = sorted({name for given in answers.given.values() for name in given})
    of = {name: groups_of(answers, name) for name in annotators}
    tied = [
        (answers.articles[unit][0], answers.articles[unit][1])
        for unit, given in answers.given.items()
        if any(value in COPIES for value in given.values())
    ]
    found = []
    for members in components(tied):
        here = [(name, {each: of[name][each] for each in members if each in of[name]}) for name in annotators]
        judged = [(name, group_of) for name, group_of in here if len(group_of) > 1]
        if len(judged) > 1 and _differ(judged):
            found.append((members[0], members, judged))
    return found


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """How alike two annotators group articles into copies; the first one's grouping is the reference.

    Attributes:
        precision: B-cubed precision (Bagga and Baldwin 1998).
        recall: B-cubed recall.
        f1: their harmonic mean.
        ari: adjusted Rand index (Hubert and Arabie 1985); None without variation.
        articles: articles that both judged.
    """

    one: str
    other: str
    precision: float | None
    recall: float | None
    f1: float | None
    ari: float | None
    articles: int


def cluster_figures(answers: Answers) -> list[ClusterFigures]:
    """B-cubed and the adjusted Rand index of every two annotators, over the articles that both judged."""
    annotators = sorted({name for given in answers.given.values() for name in given})
    of = {name: groups_of(answers, name) for name in annotators}
    found = []
    for one, other in combinations(annotators, 2):
        both = sorted(of[one].keys() & of[other].keys())
        parted = Clusterings([(of[one][each], of[other][each]) for each in both])
        found.append(
            ClusterFigures(
                one,
                other,
                parted.precision().value,
                parted.recall().value,
                parted.f1().value,
                parted.adjusted_rand().value,
                parted.units,
            )
        )
    return found


def _differ(judged: list[tuple[str, dict[str, str]]]) -> bool:
    """Whether two of them group the articles that both judged differently."""
    for place, (_, one) in enumerate(judged):
        for _, other in judged[:place]:
            both = sorted(one.keys() & other.keys())
            if len(both) < 2:
                continue
            parted = Clusterings([(one[each], other[each]) for each in both])
            if parted.splits() or parted.merges():
                return True
    return False
