"""What the queue lists: what it is narrowed to, and why an article is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.queue import Narrowing
    from ui.widgets.article_pane import ArticlePane
    from ui.widgets.queue_panel import QueuePanel


class Listing:
    """Lists articles by name in the queue, and says above each why it is listed."""

    def __init__(self, queue: QueuePanel, pane: ArticlePane, annotator: str) -> None:
        self._annotator = annotator
        self._queue = queue
        self._pane = pane
        self._reasons: Mapping[str, str] = {}
        self._article = ""
        queue.all_shown.connect(self._on_all_shown)

    def show_only(self, articles: Sequence[str], about: str, reasons: Mapping[str, str]) -> None:
        """Lists only some articles.

        Args:
            articles: their ids.
            about: what they are.
            reasons: why each of them is listed, where that is not one thing.
        """
        self._queue.show_only(articles, about)
        self._reasons = reasons
        self.tell(self._article)

    def tell(self, article_id: str) -> None:
        """Says why the article that is open is listed, where the list has a reason for each."""
        self._article = article_id
        self._pane.set_reason(self._reasons.get(article_id, ""))

    def _on_all_shown(self) -> None:
        self._reasons = {}
        self.tell(self._article)

    def narrowed(self) -> tuple[Narrowing, int]:
        """What the annotator's queue is narrowed to, and how many articles it shows."""
        model = self._queue.model
        return replace(model.narrowing, annotator=self._annotator), model.rowCount()

    def ids(self) -> list[str]:
        """The articles that the queue shows."""
        model = self._queue.model
        return [model.items[place].article_id for place in model.places]
