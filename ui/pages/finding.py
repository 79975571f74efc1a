"""Words that somebody looks for: in the open article, and among all of them by the queue's field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from db.errors import StoreError
from labeler.searching import places

if TYPE_CHECKING:
    from labeler.project import Project
    from ui.notices import Notices
    from ui.widgets.article_pane import ArticlePane
    from ui.widgets.queue_panel import QueuePanel


class Finding(QObject):
    """Knows what is looked for, and goes from place to place; the page shows the article."""

    changed = Signal()
    """Something else is looked for: the article is to be shown anew."""
    left = Signal()

    def __init__(
        self, project: Project, notices: Notices, pane: ArticlePane, queue: QueuePanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._project, self._notices, self._queue = project, notices, queue
        self._bar, self._view = pane.find_bar, pane.view
        queue.looked_for.connect(self._among_all)
        self._bar.words_changed.connect(self._on_words)
        self._bar.step_asked.connect(self.step)
        self._bar.left.connect(self.left)

    def places_in(self, text: str) -> list[tuple[int, int]]:
        """Where in the article's text the words stand; their number is shown."""
        found = places(text, self._bar.words())
        self._bar.set_count(len(found))
        return found

    def open(self) -> None:
        """Opens the line for words in the article, with those that were in it."""
        self._bar.open_with(self._bar.field.text())
        self._bar.field.selectAll()
        self._bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.look()

    def take_over(self) -> None:
        """What was looked for among all is looked for in the article that is opened."""
        if words := self._queue.field.text().strip():
            self._bar.open_with(words)

    def go_to_first(self) -> None:
        """Marks the first block that holds the words, if any are looked for."""
        if self._bar.words():
            self._view.next_found(1, here_too=True)

    def close(self) -> None:
        """Closes the line; nothing is highlighted any more."""
        if not self._bar.isHidden():
            self._bar.hide()
            self.changed.emit()

    def step(self, step: int) -> None:
        """Marks the next or previous block that holds the words, going round."""
        rows = self._view.rows()
        if not self._view.next_found(step) and rows:
            self._view.set_current(rows[0 if step > 0 else -1].key)
            self._view.next_found(step, here_too=True)

    def _on_words(self, _words: str) -> None:
        self.changed.emit()
        if not self._view.next_found(1, here_too=True):
            self._view.next_found(-1)

    def _among_all(self, words: str) -> None:
        try:
            self._queue.set_found(words, self._project.store.words.found(words))
        except StoreError as error:
            self._notices.post(str(error), "bad")
