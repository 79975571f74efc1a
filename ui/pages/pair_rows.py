"""The rows of the list of pairs, made from what is in memory when they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.duplicates.implied import COPIES_FOLLOW
from ui.models.pair_model import PairMark, PairRow
from ui.pages.clusters import cluster_card, cluster_mark, cluster_words
from ui.pages.opened_pair import has_passages

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from labeler.codebook import Question
    from labeler.pair_queue import ClusterLook, PairQueue
    from ui.models.cluster_model import ClusterCard
    from ui.widgets.pairs_panel import ListName


class PairRows:
    """Makes rows; reads no file."""

    def __init__(
        self,
        queue: PairQueue,
        titles: Mapping[str, str],
        sources: Mapping[str, str],
        question: Question | None,
    ) -> None:
        self._queue = queue
        self.titles = titles
        self._sources = sources
        self._question = question
        self._clusters: Mapping[str, ClusterLook] = {}

    def listed(self, which: ListName, words: str, without: Container[str]) -> list[str]:
        """The pairs of a list, in order; `row` then makes the rows of that list.

        Args:
            which: the list; of clusters, the pair that stands for each.
            words: only pairs with a title that holds them, in any case; "" for all.
            without: pairs that are left out of those to judge.
        """
        self._clusters = (
            {each.unit_id: each for each in self._queue.clusters()} if which == "Clusters" else {}
        )
        if which == "To judge":
            units = [unit for unit in self._queue.left() if unit not in without]
        else:
            units = list(self._clusters) if which == "Clusters" else self._queue.judged()
        words = words.strip().casefold()
        return [unit for unit in units if self._holds(unit, words)] if words else units

    def _holds(self, unit_id: str, words: str) -> bool:
        pair = self._queue.pair(unit_id)
        return any(words in self.titles.get(each, "").casefold() for each in (pair.left, pair.right))

    def card(self, unit_id: str) -> ClusterCard:
        """The card of the cluster that a pair stands for."""
        look = self._clusters[unit_id]
        return cluster_card(self._queue, look, self.titles, self._sources, self._question)

    def row(self, unit_id: str) -> PairRow:
        """The row of a pair, or of the cluster that it stands for."""
        pair = self._queue.pair(unit_id)
        mark: PairMark = "pending"
        note = ""
        relation = self._queue.relations.get(unit_id, "")
        implied = self._queue.implies(unit_id)
        if relation:
            mark = "submitted"
            note = self._question.title_of(relation) if self._question is not None else relation
        elif unit_id in self._queue.skipped:
            mark = "skipped"
        elif implied:
            note = f"your answers imply: {'copies' if implied == COPIES_FOLLOW else 'no copies'}"
        elif not has_passages(pair):
            note = "the same names"
        look = self._clusters.get(unit_id)
        if look is not None:
            mark, note = cluster_mark(look), cluster_words(look)
        elif unit_id in self._queue.torn:
            mark = "disputed"
        left, right = (self.titles.get(each, "") for each in (pair.left, pair.right))
        return PairRow(left, right, pair.share_left, pair.share_right, mark, note)
