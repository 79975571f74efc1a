"""Which pairs the duplicates page lists, as rows and as cards, and why none is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pages.pair_rows import PairRows

if TYPE_CHECKING:
    from labeler.pair_queue import PairQueue
    from labeler.project import Project
    from ui.pages.pair_answering import PairAnswering
    from ui.widgets.cluster_wall import ClusterWall
    from ui.widgets.pairs_panel import PairsPanel

_NO_QUESTION = "The codebook asks nothing about pairs. Add a question of kind “duplicate” to it."


class PairListing:
    """Fills the list and the cards of clusters; the answers it goes by are those in memory.

    Attributes:
        rows: makes the rows and knows the titles.
    """

    def __init__(
        self, project: Project, answering: PairAnswering, panel: PairsPanel, wall: ClusterWall
    ) -> None:
        self._project = project
        self._answering = answering
        self._panel = panel
        self._wall = wall
        self._only_unjudged = False
        self._by_anyone: set[str] = set()
        self.rows = PairRows(answering.queue, {}, {}, answering.question)

    @property
    def _queue(self) -> PairQueue:
        return self._answering.queue

    def read(self) -> None:
        """Reads titles and sources anew, for the pairs as they stand."""
        articles = self._project.store.articles
        self.rows = PairRows(self._queue, articles.titles(), articles.sources(), self._answering.question)
        self._read_by_anyone()

    def turn_unjudged(self) -> None:
        """Only pairs that nobody judged, or all; never what was judged."""
        self._only_unjudged = not self._only_unjudged
        self._read_by_anyone()

    def _read_by_anyone(self) -> None:
        """Which pairs anybody judged, if those are left out."""
        question = self._answering.question
        self._by_anyone = set()
        if self._only_unjudged and question is not None:
            self._by_anyone = self._project.store.labels.units_of_question(question.key)

    def units(self) -> list[str]:
        """The pairs of the list that is chosen."""
        return self.rows.listed(self._panel.shown(), self._panel.field.text(), self._by_anyone)

    def show(self, current: str) -> None:
        """Lists the pairs anew, with their cards where these are clusters.

        Args:
            current: the open pair, "" for none.
        """
        empty = {"Judged": "No pair is judged yet.", "Clusters": "No two articles are copies so far."}
        units, said = self.units(), empty.get(self._panel.shown(), self.why_empty())
        self._panel.set_pairs(units, self.rows.row, current, said)
        if self._panel.shown() == "Clusters":
            self._wall.set_clusters(units, self.rows.card, self._standing_for(units, current), said)

    def _standing_for(self, units: list[str], unit_id: str) -> str:
        """Which of the pairs that stand for clusters is of the same cluster as a pair, "" for none."""
        if not self._queue.has(unit_id):
            return ""
        return next((unit for unit in units if self._queue.are_of_one_cluster(unit, unit_id)), "")

    def show_counts(self) -> None:
        """How many pairs are judged, left and skipped."""
        counts = self._queue.counts()
        skipped = f", {counts.skipped} of them skipped" if counts.skipped else ""
        only = ". Only those not judged by anyone (U)" if self._only_unjudged else ""
        self._panel.counts.setText(f"{counts.judged} judged, {counts.left} left{skipped}{only}")

    def why_empty(self) -> str:
        """Why there is no pair to judge, and what else there is."""
        if self._answering.question is None:
            return _NO_QUESTION
        if self._only_unjudged and self._queue.left():
            return "Every pair left was judged by somebody. U shows all pairs."
        if self._panel.field.text().strip() and self._queue.left():
            return "No pair left to judge among those that the field shows. Esc in the field shows all."
        total = self._project.store.articles.count()
        without = total - len(self._queue.articles)
        words = "1 article has" if without == 1 else f"{without} articles have"
        skipped = self._queue.counts().skipped
        if not total:
            return "No article yet. Import captures with Ctrl I, or drop files here."
        put_off = {0: "", 1: " 1 was skipped."}.get(skipped, f" {skipped} were skipped.")
        return f"No pair left to judge. {words} no candidate.{put_off}"
