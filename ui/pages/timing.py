"""How long the annotator has the article open: counted while it is seen, told quietly, never in the way of a key."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from db.errors import StoreError
from labeler.visiting import Visiting, shown_seconds

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

    from labeler.project import Project
    from ui.notices import Notices

_TICK_MS = 1000
_DEEDS = frozenset(
    (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
)


class Timing(QObject):
    """Watches one window for keys and the mouse, as long as the labelling page is seen."""

    told = Signal(str)
    """“This article 0:42 · median 0:55”; "" where times are not recorded."""

    used = Signal()
    """Any key but Esc was pressed, a mouse button, or the wheel turned; whatever it does comes after this."""

    def __init__(self, project: Project, annotator: str, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._notices = notices
        self._article = ""
        self.visiting = Visiting(project, annotator)
        self._window: QWindow | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.tell)
        # After the next article is painted: nobody waits for what is written about the last one.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.write)
        self._words = ""

    def watch(self, window: QWindow | None) -> None:
        """Looks at every key and mouse event that comes to a window, before it goes to a widget."""
        if self._window is None and window is not None:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes note of a deed; nothing is held back."""
        if event.type() in _DEEDS:
            self.visiting.act()
            leaves = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
            if event.type() != QEvent.Type.MouseMove and not leaves:
                self.used.emit()
        return False

    def begin(self, article_id: str, *, submitted: bool) -> None:
        """An article is seen.

        Args:
            article_id: its id.
            submitted: whether the one before stands as submitted.
        """
        self._article = article_id
        if not self._project.times_recorded:
            self.leave(submitted=submitted)
            self._say("")
            return
        if article_id != self.visiting.article:
            self.leave(submitted=submitted)
        self.visiting.begin(article_id)
        self._tick.start()
        self.tell()

    def turn(self) -> None:
        """Records times from now on, or no longer: for the whole project."""
        recorded = not self._project.times_recorded
        self._project.record_times(recorded)
        self._notices.post(
            "How long an article is open is recorded, for everybody in this project; each sees their own times."
            if recorded
            else "Times are recorded no longer, for everybody in this project."
        )
        if self._article:
            self.begin(self._article, submitted=False)

    def leave(self, *, submitted: bool) -> None:
        """The page is not seen any more, or another article is opened."""
        self._tick.stop()
        self.visiting.leave(submitted=submitted)
        self._say("")
        self._soon.start()

    def write(self) -> None:
        """Writes the visits that ended; if the file is busy, the next time."""
        self._soon.stop()
        with contextlib.suppress(StoreError):
            self.visiting.write()

    def tell(self) -> None:
        """Says how long it is."""
        words = f"This article {shown_seconds(self.visiting.seconds)}" if self.visiting.article else ""
        median = self.visiting.median
        self._say(f"{words} · median {shown_seconds(median)}" if words and median is not None else words)

    def _say(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.told.emit(words)
