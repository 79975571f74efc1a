"""Bringing the pairs up to date with the articles: said in a banner, done as a job beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from labeler.comparing import compare_articles
from labeler.project import Project

if TYPE_CHECKING:
    from labeler.progress import Progress, Steps
    from ui.jobs import Job
    from ui.notices import Notices
    from ui.widgets.banner import Banner

_STALE = "Pairs are from before the last import."


class PairUpdating(QObject):
    """One click on the banner begins, another cancels."""

    job_asked = Signal(object)
    """What makes the steps of a job."""
    cancel_asked = Signal()
    compared = Signal()
    """There are new pairs."""
    ended = Signal()
    """The job is over, whatever came of it."""

    def __init__(self, project: Project, banner: Banner, notices: Notices) -> None:
        super().__init__()
        self._project = project
        self._banner = banner
        self._notices = notices
        self._running = False
        self._left = False
        banner.clicked.connect(lambda _: self._turn())

    def show(self, progress: Progress | None = None) -> None:
        """Says that the pairs are older than the articles, or how far their update is."""
        store = self._project.store
        if progress is not None:
            total = f" of {_number(progress.total)}" if progress.total else ""
            self._banner.set_words(f"Comparing {_number(progress.done)}{total}", "Cancel")
        elif not self._running:
            stale = store.pairs.are_due()
            self._banner.set_words(_STALE if stale else "", "Update now" if stale else "")

    def _turn(self) -> None:
        if self._running:
            self.cancel_asked.emit()
        else:
            self.run()

    def run(self) -> None:
        """Compares the articles, as a job; labels stay."""
        if self._running:
            return
        path = self._project.path

        def begin() -> Steps[int]:
            with Project.open(path) as own:
                found = yield from compare_articles(own.store)
            return found

        self.job_asked.emit(begin)

    def connect_job(self, job: Job) -> None:
        """Shows how far the job is, and what it found."""
        self._running = True
        job.progressed.connect(self.show)
        job.succeeded.connect(self._on_compared)
        job.finished.connect(self._on_finished)

    def leave(self) -> None:
        """The project is about to be closed: what a cancelled job still tells comes too late."""
        self._left = True

    def _on_compared(self, found: int) -> None:
        if self._left:
            return
        self._notices.post(f"{_number(found)} pair{'' if found == 1 else 's'} proposed.", "good")
        self.compared.emit()

    def _on_finished(self) -> None:
        if self._left:
            return
        self._running = False
        self.show()
        self.ended.emit()


def _number(value: int) -> str:
    """A number as people read it: "4 000"."""
    return f"{value:,}".replace(",", "\u202f")
