from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pytest
from distributed import LocalCluster

from labeler.duplicates import engines
from labeler.duplicates.engines import cluster, in_order, processes
from labeler.duplicates.search import Found, find
from labeler.errors import LabelerError
from labeler.progress import run_to_end
from tests.builders import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor


@pytest.fixture(autouse=True)
def asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "HERE", 0)
    monkeypatch.setattr("labeler.duplicates.search._BATCH", 16)
    monkeypatch.setattr("labeler.duplicates.search._PAIRS", 16)


def texts() -> list[str]:
    """Sixty stories, every second one also cut, wrapped or equal elsewhere."""
    found = []
    for story in range(60):
        body = sentences(story, 12)
        found.append(body)
        if story % 2:
            found.append((body[:600], sentences(1000 + story, 12) + "\n" + body, body)[story % 3])
    return found


def compared(executor: Executor | None) -> list[Found]:
    return list(run_to_end(find(texts(), executor=executor)))


def end_this_process(_number: int) -> int:
    os._exit(1)


def test_processes_find_what_this_thread_finds() -> None:
    alone = compared(None)
    assert len(alone) >= 30
    with processes() as executor:
        assert compared(executor) == alone


def test_results_come_in_the_order_of_the_pieces_and_pieces_are_taken_a_few_ahead() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[tuple[int]]:
        for number in range(100):
            taken.append(number)
            yield (number,)

    with ProcessPoolExecutor(2) as executor:
        results = in_order(executor, abs, pieces())
        assert next(results) == 0
        assert len(taken) < 20
        assert list(results) == list(range(1, 100))


def test_a_process_that_is_killed_is_said_in_words() -> None:
    with ProcessPoolExecutor(1) as executor, pytest.raises(LabelerError, match="was ended"):
        list(in_order(executor, end_this_process, [(1,)]))


def test_a_cluster_that_loses_a_worker_finds_the_same() -> None:
    alone = compared(None)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as workers,
        cluster(workers.scheduler_address) as executor,
    ):
        steps = find(texts(), executor=executor)
        for _ in range(3):
            next(steps)
        first = next(iter(workers.workers.values()))
        os.kill(first.process.pid, 9)
        found = list(run_to_end(steps))
    assert found == alone


@pytest.mark.parametrize("address", ["tcp://192.0.2.7:8786", "192.0.2.7:8786", "ws://news.example:8786"])
def test_a_cluster_elsewhere_has_to_be_reached_by_tls(address: str) -> None:
    with pytest.raises(LabelerError, match="Use tls://"), cluster(address):
        pass


def test_a_cluster_that_is_not_there_is_said_in_words() -> None:
    with (
        pytest.raises(LabelerError, match=r"There is no Dask scheduler at tcp://127\.0\.0\.1:1"),
        cluster("tcp://127.0.0.1:1"),
    ):
        pass
