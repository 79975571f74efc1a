"""The three columns of the labelling page: queue, text, answers; what folds where the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter

from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ui.settings import Settings
    from ui.widgets.article_pane import ArticlePane
    from ui.widgets.queue_panel import QueuePanel

# px at scale 1
_FOLDS_BELOW: Final = 1180
"""A window narrower than this folds the queue to its marks."""
_ALL_FIT_FROM: Final = 720
"""In a narrower window the answers step aside while the queue is shown."""
_ONE_COLUMN_BELOW: Final = 1040
"""A window narrower than this shows either the raw or the main text, not both."""
_MARKS_WIDTH: Final = 44
_LEAST_TEXT: Final = 200
_ANSWERS: Final = 340
_LEAST_ANSWERS: Final = 248
"""The answers are no narrower than the one, and in a narrow window than the other."""


class Columns(QSplitter):
    """Widths are the person's, and come back with the next project."""

    def __init__(self, queue: QueuePanel, pane: ArticlePane, answers: QWidget, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._queue, self._pane, self._answers, self._settings = queue, pane, answers, settings
        self._wanted = True
        self._folded = False
        self._asked = self._aside = False
        parts: list[QWidget] = [queue, pane, answers]
        for part in parts:
            self.addWidget(part)
            self.setCollapsible(self.indexOf(part), False)
        self.setHandleWidth(1)
        self.setStretchFactor(1, 1)
        theme_hub().changed.connect(self._fit)
        self._fit()
        theme = current_theme()
        if settings.columns_state.isEmpty() or not self.restoreState(settings.columns_state):
            self.setSizes([theme.size.queue_width, theme.px(815), theme.size.answers_width])

    def show_queue(self) -> None:
        """Shows the queue with its words; where the window is narrow, until `leave_queue`."""
        self._wanted = True
        self._asked = self._is_narrow
        self._fit()

    def turn_queue(self) -> None:
        """Shows or hides the queue's words."""
        if not self._is_narrow:
            self._wanted = not self._wanted
            self._fit()
        elif self._asked:
            self.leave_queue()
        else:
            self.show_queue()

    def leave_queue(self) -> None:
        """Folds the queue again that was only looked into."""
        if self._asked:
            self._asked = False
            self._fit()

    @property
    def _is_narrow(self) -> bool:
        return self.width() < current_theme().px(_FOLDS_BELOW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the queue where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Folds the queue to its marks where the window is narrow, and then the raw text."""
        theme = current_theme()
        self._asked = self._asked and self._is_narrow
        folded = not self._wanted or (self._is_narrow and not self._asked)
        aside = self._asked and self.width() < theme.px(_ALL_FIT_FROM)
        if aside != self._aside:
            self._aside = aside
            self._answers.setVisible(not aside)
        if folded != self._folded:
            self._folded = folded
            self._queue.set_folded(folded=folded)
            marks, (wide, text, answers) = theme.px(_MARKS_WIDTH), self.sizes()
            queue = marks if folded else theme.size.queue_width
            # The splitter keeps its widths when the limits of a part change.
            QTimer.singleShot(0, self, lambda: self.setSizes([queue, text + wide - queue, answers]))
        self._queue.setMinimumWidth(theme.px(_MARKS_WIDTH) if folded else theme.px(180))
        self._queue.setMaximumWidth(theme.px(_MARKS_WIDTH) if folded else theme.px(480))
        # In the smallest window at the largest scale both still fit beside the marks.
        self._pane.setMinimumWidth(theme.px(_LEAST_TEXT))
        half = (self.width() - theme.px(_MARKS_WIDTH)) // 2
        self._answers.setMinimumWidth(max(theme.px(_LEAST_ANSWERS), min(theme.px(_ANSWERS), half)))
        self._answers.setMaximumWidth(theme.px(560))
        self._pane.set_narrow(narrow=self.width() < theme.px(_ONE_COLUMN_BELOW))

    def remember(self) -> None:
        """Stores the widths."""
        if not self._folded and not self._asked:
            self._settings.columns_state = self.saveState()
