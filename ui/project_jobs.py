"""Long work on the open project: how far it is stands in the status line, what comes of it where it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from labeler.project import Project
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from labeler.importing import ImportReport
    from labeler.progress import Steps
    from ui.jobs import JobRunner
    from ui.notices import Notices
    from ui.pages.duplicates import DuplicatesPage
    from ui.pages.export import ExportPage
    from ui.pages.labelling import LabellingPage
    from ui.pages.stripper import StripperPage
    from ui.widgets.status_line import StatusLine


class ProjectJobs(QObject):
    """Makes jobs and starts them; each opens the project's file for itself."""

    imported = Signal()
    """Articles may have come."""

    def __init__(self, runner: JobRunner, status: StatusLine, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._status = status
        self._notices = notices

    def start(self, job: Job) -> None:
        """Starts a job; what went wrong is said."""
        job.progressed.connect(lambda step: self._status.show_job(step.done, step.total, step.note))
        job.failed.connect(lambda text: self._notices.post(text, "bad"))
        job.cancelled.connect(lambda: self._notices.post("Cancelled. What was finished is kept."))
        self._run(job)

    def _run(self, job: Job) -> None:
        job.broke.connect(_raise)
        self._runner.start(job)

    def import_into(self, path: Path, captures: Sequence[Path]) -> None:
        """Imports files and folders.

        Args:
            path: the project's file.
            captures: the files and folders.
        """

        def begin() -> Steps[ImportReport]:
            from labeler.importing import import_paths

            with Project.open(path) as own:
                report = yield from import_paths(own.store, captures)
            return report

        job = Job(begin)
        job.succeeded.connect(self._on_imported)
        job.cancelled.connect(self.imported)
        self.start(job)

    def _on_imported(self, report: ImportReport) -> None:
        self.imported.emit()
        details = tuple(report.details())
        self._notices.post(report.sentence(), "warn" if report.failures else "good", details)

    def read_words(self, project: Project, page: LabellingPage) -> None:
        """Makes texts findable that an earlier version of the program has left unread."""
        path = project.path
        if not project.store.words.behind():
            return

        def begin() -> Steps[int]:
            from labeler.searching import read_words

            with Project.open(path) as own:
                return (yield from read_words(own.store))

        job = Job(begin)
        job.succeeded.connect(lambda _: page.queue.look_again())
        self.start(job)

    def run_for(
        self, page: DuplicatesPage | StripperPage | ExportPage, begin: Callable[[], Steps[Any]]
    ) -> None:
        """Runs a job that a page asked for; the page shows its outcome."""
        job = Job(begin)
        page.connect_job(job)
        self.start(job)

    def look_for(self, page: ExportPage, begin: Callable[[], Steps[Any]]) -> None:
        """Runs a preview that a page asked for; what comes of it is said on the page alone."""
        job = Job(begin)
        page.connect_preview(job)
        self._run(job)


def _raise(error: BaseException) -> None:
    """A fault in a job goes where all faults go: to the exception hook."""
    raise error
