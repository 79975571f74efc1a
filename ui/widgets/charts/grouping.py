"""How annotators group the articles of a cluster, put in an order and in words; pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from ui.widgets.charts.words import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.widgets.charts.values import Cluster, Grouping


@dataclass(frozen=True, slots=True)
class CardPlan:
    """A cluster as its card shows it.

    Attributes:
        articles: (article, title), ordered so that groups lie together.
        columns: (annotator, number of the group of each article; None where it was not judged).
        sentences: who splits what whom joins.
    """

    articles: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, tuple[int | None, ...]], ...]
    sentences: tuple[str, ...]


def plan(cluster: Cluster) -> CardPlan:
    """Orders articles, numbers groups from the top down, and finds the words."""
    ranks = [_ranks(cluster, grouping.group_of) for grouping in cluster.groupings]
    ordered = tuple(sorted(cluster.articles, key=lambda each: tuple(rank[each[0]] for rank in ranks)))
    columns = tuple(
        (grouping.annotator, _numbers([grouping.group_of.get(key) for key, _ in ordered]))
        for grouping in cluster.groupings
    )
    return CardPlan(ordered, columns, in_words(cluster.groupings))


def _ranks(cluster: Cluster, group_of: Mapping[str, str]) -> dict[str, int]:
    """Article -> place of its group by first appearance; what was not judged comes last."""
    first: dict[str, int] = {}
    for key, _ in cluster.articles:
        if key in group_of:
            first.setdefault(group_of[key], len(first))
    return {
        key: first.get(group_of.get(key, ""), len(first)) if key in group_of else len(first)
        for key, _ in cluster.articles
    }


def _numbers(groups: Sequence[str | None]) -> tuple[int | None, ...]:
    found: dict[str, int] = {}
    return tuple(None if group is None else found.setdefault(group, len(found) + 1) for group in groups)


def in_words(groupings: Sequence[Grouping]) -> tuple[str, ...]:
    """Sentences such as "Ana splits what Ben joins.", one for each two ways of grouping that differ."""
    ways: dict[frozenset[frozenset[str]], list[Grouping]] = {}
    for grouping in groupings:
        ways.setdefault(_partition(grouping.group_of), []).append(grouping)
    sentences = []
    for ones, others in combinations(ways.values(), 2):
        one_way, other_way = _shared(ones[0], others[0])
        if one_way == other_way:
            continue
        first, second = [each.annotator for each in ones], [each.annotator for each in others]
        if _finer(one_way, other_way):
            sentences.append(_splits(first, second))
        elif _finer(other_way, one_way):
            sentences.append(_splits(second, first))
        else:
            sentences.append(f"{listed([*first, *second])} cut across each other.")
    return tuple(sentences)


def _splits(who: list[str], whom: list[str]) -> str:
    split, join = "splits" if len(who) == 1 else "split", "joins" if len(whom) == 1 else "join"
    return f"{listed(who)} {split} what {listed(whom)} {join}."


def _partition(group_of: Mapping[str, str]) -> frozenset[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for article, group in group_of.items():
        groups.setdefault(group, set()).add(article)
    return frozenset(frozenset(group) for group in groups.values())


def _shared(one: Grouping, other: Grouping) -> tuple[frozenset[frozenset[str]], frozenset[frozenset[str]]]:
    """Both ways of grouping, of the articles that both have judged."""
    common = one.group_of.keys() & other.group_of.keys()
    first, second = (
        _partition({article: each.group_of[article] for article in common}) for each in (one, other)
    )
    return first, second


def _finer(one: frozenset[frozenset[str]], other: frozenset[frozenset[str]]) -> bool:
    return all(any(group <= larger for larger in other) for group in one)
