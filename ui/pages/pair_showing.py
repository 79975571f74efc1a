"""The open pair on the duplicates page: its texts, what stands about it, its cluster, and what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.duplicates.implied import MOST_CONTRADICTIONS
from ui.pages.clusters import shown_cluster

if TYPE_CHECKING:
    from ui.pages.clusters import ShownCluster
    from ui.pages.opened_pair import OpenedPair
    from ui.pages.pair_answering import PairAnswering
    from ui.pages.pair_listing import PairListing
    from ui.widgets.article_view import ArticleView
    from ui.widgets.pair_header import PairHeader
    from ui.widgets.pair_legend import PairLegend
    from ui.widgets.pair_panel import PairPanel


class PairShowing:
    """Fills the widgets of a pair; reads no file."""

    def __init__(
        self,
        answering: PairAnswering,
        listing: PairListing,
        widgets: tuple[PairHeader, ArticleView, PairLegend],
        panel: PairPanel,
    ) -> None:
        self._answering = answering
        self._listing = listing
        self._header, self._view, self._legend = widgets
        self._panel = panel

    def show_none(self, why: str) -> None:
        """No pair is open, and why."""
        self._header.clear()
        self._legend.set_alignment(None)
        self._panel.setEnabled(False)
        self._panel.set_pair("", [])
        self._panel.set_cluster([], [], 0, "")
        self._view.set_message(why)

    def show(self, opened: OpenedPair, *, keep_place: bool) -> None:
        """Shows the texts of a pair, or what damage keeps them from being shown."""
        self._header.set_pair(*opened.captions())
        self._legend.set_alignment(opened.found)
        if opened.damage:
            self._view.set_message(opened.damage)
        else:
            self._view.set_rows(opened.rows(), keep_place=keep_place)

    def show_answer(self, opened: OpenedPair) -> None:
        """Shows what stands about a pair, and its cluster."""
        unit = opened.unit_id
        implied = self._answering.queue.implies(unit)
        self._panel.set_pair(opened.read(self._answering.given(unit)), opened.why(implied))
        shown = self._cluster(unit, (opened.left.article_id, opened.right.article_id))
        self._panel.set_cluster(shown.titles, shown.lines, shown.articles, shown.what_to_do)

    def _cluster(self, unit_id: str, first: tuple[str, str]) -> ShownCluster:
        titles, question = self._listing.rows.titles, self._answering.question
        return shown_cluster(self._answering.queue, unit_id, first, titles, question)

    def contradictions(self, opened: OpenedPair | None) -> tuple[str, str]:
        """How many contradictions there are, and one of them; both "" where there is none.

        Args:
            opened: the pair in view, whose letters are taken if it is in one; None: those of a cluster's card are.
        """
        queue = self._answering.queue
        found = queue.contradicting()
        if not found:
            return "", ""
        more = " or more" if len(found) == MOST_CONTRADICTIONS else ""
        words = "1 contradiction" if len(found) == 1 else f"{len(found)}{more} contradictions"
        if opened is not None and any(opened.unit_id in each for each in found):
            unit, first = opened.unit_id, (opened.left.article_id, opened.right.article_id)
        else:
            unit = found[0][0]
            first = queue.pair(unit).left, queue.pair(unit).right
        return words, self._cluster(unit, first).contradiction
