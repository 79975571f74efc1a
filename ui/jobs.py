"""Long work beside the window: one lane, one job at a time, cancelled between two steps."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from db.errors import StoreError
from labeler.errors import LabelerError
from labeler.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from labeler.progress import Steps


class Job(QObject):
    """One piece of long work. Make it, connect its signals, then give it to `JobRunner.start`.

    Signals arrive in the window's thread. Exactly one of `succeeded`, `failed`, `cancelled` comes, then
    `finished`.
    """

    progressed = Signal(Progress)
    succeeded = Signal(object)
    failed = Signal(str)
    broke = Signal(BaseException)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, begin: Callable[[], Steps[Any]], parent: QObject | None = None) -> None:
        """`begin` makes the steps; it is called in the job's own thread, where it opens its own store."""
        super().__init__(parent)
        self._begin = begin
        self._cancel = threading.Event()

    def cancel(self) -> None:
        """Asks the job to take no further step."""
        self._cancel.set()

    def run(self) -> None:
        """Takes the steps, in the lane's thread."""
        try:
            self._run_steps()
        except (LabelerError, StoreError) as error:
            self.failed.emit(str(error))
        except Exception as error:  # noqa: BLE001 - a bug in a job must reach the bug report, not vanish
            self.broke.emit(error)
        finally:
            self.finished.emit()

    def _run_steps(self) -> None:
        steps = self._begin()
        try:
            while not self._cancel.is_set():
                try:
                    self.progressed.emit(next(steps))
                except StopIteration as stop:
                    self.succeeded.emit(stop.value)
                    return
        finally:
            steps.close()
        self.cancelled.emit()


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class JobRunner(QObject):
    """The one lane. A second job waits for the first: two busy threads would cost the window its frames."""

    idle = Signal()
    """No job runs or waits any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = QThreadPool(self)
        self._lane.setMaxThreadCount(1)
        self._jobs: list[Job] = []

    def start(self, job: Job) -> None:
        """Queues a job whose signals are connected."""
        self._jobs.append(job)
        job.finished.connect(self._forget)
        self._lane.start(_Runner(job))

    def cancel(self) -> None:
        """Cancels the job that runs; one that waits then has its turn."""
        if self._jobs:
            self._jobs[0].cancel()

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._jobs)

    def drain(self) -> None:
        """Cancels every job and waits for the lane; called before the window goes."""
        for job in self._jobs:
            job.cancel()
        self._lane.waitForDone()
        self._jobs.clear()
        self.idle.emit()

    def _forget(self) -> None:
        job = self.sender()
        self._jobs = [each for each in self._jobs if each is not job]
        if not self._jobs:
            self.idle.emit()
