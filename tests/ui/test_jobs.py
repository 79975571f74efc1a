from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QThread

from db.errors import StoreError
from labeler.errors import LabelerError
from labeler.progress import Progress
from ui.jobs import Job, JobRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from labeler.progress import Steps


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.drain()
    QCoreApplication.processEvents()


def record(job: Job) -> list[str]:
    """What a job tells, in order."""
    told: list[str] = []
    job.progressed.connect(lambda step: told.append(f"step {step.done}"))
    job.succeeded.connect(lambda report: told.append(f"succeeded {report}"))
    job.failed.connect(lambda words: told.append(f"failed {words}"))
    job.broke.connect(lambda error: told.append(f"broke {error}"))
    job.cancelled.connect(lambda: told.append("cancelled"))
    job.finished.connect(lambda: told.append("finished"))
    return told


def steps(count: int, end: BaseException | None = None) -> Callable[[], Steps[str]]:
    def begin() -> Steps[str]:
        for number in range(1, count + 1):
            yield Progress(number, count, "Counting")
        if end is not None:
            raise end
        return "all"

    return begin


def run(qtbot: QtBot, runner: JobRunner, job: Job) -> list[str]:
    told = record(job)
    with qtbot.waitSignal(job.finished, timeout=10_000):
        runner.start(job)
    qtbot.waitUntil(lambda: not runner.busy and told[-1:] == ["finished"])
    return told


def test_a_job_tells_its_steps_then_its_report_then_that_it_ended(qtbot: QtBot, runner: JobRunner) -> None:
    told = run(qtbot, runner, Job(steps(3)))
    assert told == ["step 1", "step 2", "step 3", "succeeded all", "finished"]
    assert not runner.busy


@pytest.mark.parametrize("error", [LabelerError("No such folder."), StoreError("The disk is full.")])
def test_a_known_fault_is_told_in_words(qtbot: QtBot, runner: JobRunner, error: Exception) -> None:
    assert run(qtbot, runner, Job(steps(1, error))) == ["step 1", f"failed {error}", "finished"]


def test_a_fault_nobody_foresaw_is_told_as_such(qtbot: QtBot, runner: JobRunner) -> None:
    assert run(qtbot, runner, Job(steps(1, ZeroDivisionError("oh")))) == ["step 1", "broke oh", "finished"]


def test_a_job_that_cannot_begin_fails(qtbot: QtBot, runner: JobRunner) -> None:
    def begin() -> Steps[None]:
        raise StoreError("There is no file.")

    assert run(qtbot, runner, Job(begin)) == ["failed There is no file.", "finished"]


def test_a_cancelled_job_takes_no_further_step_and_tidies_up(qtbot: QtBot, runner: JobRunner) -> None:
    asked_again, told_to_go_on = threading.Event(), threading.Event()
    tidied: list[threading.Thread] = []

    def begin() -> Steps[str]:
        try:
            yield Progress(1, 3, "Counting")
            asked_again.set()
            assert told_to_go_on.wait(10)
            yield Progress(2, 3, "Counting")
            raise AssertionError("a step too many")
        finally:
            tidied.append(threading.current_thread())

    job = Job(begin)
    told = record(job)
    runner.start(job)
    assert asked_again.wait(10)
    job.cancel()
    told_to_go_on.set()
    qtbot.waitUntil(lambda: not runner.busy and told[-1:] == ["finished"])
    assert told == ["step 1", "step 2", "cancelled", "finished"]
    assert tidied
    assert tidied[0] is not threading.current_thread()


def test_a_job_cancelled_before_it_begins_takes_no_step(qtbot: QtBot, runner: JobRunner) -> None:
    job = Job(steps(3))
    job.cancel()
    assert run(qtbot, runner, job) == ["cancelled", "finished"]


def test_the_work_is_done_elsewhere_and_told_in_the_thread_of_the_window(
    qtbot: QtBot, runner: JobRunner
) -> None:
    here = QThread.currentThread()
    worked: list[int] = []
    told: list[bool] = []

    def begin() -> Steps[None]:
        worked.append(threading.get_ident())
        yield Progress(1, None, "Working")

    job = Job(begin)
    for signal in (job.progressed, job.succeeded, job.finished):
        signal.connect(lambda *_: told.append(QThread.currentThread() is here))
    with qtbot.waitSignal(job.finished, timeout=10_000):
        runner.start(job)
    assert told == [True, True, True]
    assert worked != [threading.get_ident()]


def test_jobs_run_one_after_the_other(qtbot: QtBot, runner: JobRunner) -> None:
    running: list[int] = []
    most: list[int] = []

    def begin() -> Steps[None]:
        running.append(1)
        for number in range(20):
            most.append(len(running))
            yield Progress(number, 20, "Working")
        running.pop()

    jobs = [Job(begin) for _ in range(3)]
    for job in jobs:
        runner.start(job)
    assert runner.busy
    qtbot.waitUntil(lambda: not runner.busy)
    assert max(most) == 1
    assert len(most) == 60


def test_draining_cancels_what_runs_and_what_waits(qtbot: QtBot, runner: JobRunner) -> None:
    begun, draining = threading.Event(), threading.Event()

    def begin() -> Steps[None]:
        begun.set()
        assert draining.wait(10)
        while True:
            yield Progress(1, None, "For ever")

    jobs: list[Job] = [Job(begin), Job(begin)]
    told: list[Any] = [record(job) for job in jobs]
    for job in jobs:
        runner.start(job)
    assert begun.wait(10)
    threading.Timer(0.05, draining.set).start()
    runner.drain()
    assert not runner.busy
    qtbot.waitUntil(lambda: all(each[-1:] == ["finished"] for each in told))
    assert told[0] in (["step 1", "cancelled", "finished"], ["cancelled", "finished"])
    assert told[1] == ["cancelled", "finished"]
