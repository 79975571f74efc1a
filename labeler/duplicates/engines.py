"""What runs the steps of a comparison: this thread, the machine's processes, or a cluster. None of them changes a result."""

from __future__ import annotations

import ipaddress
import multiprocessing
import os
import signal
from collections import deque
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

R = TypeVar("R")

HERE: Final = 64
"""The first pieces are done in this thread: others are started, and asked, only where there is much to do."""
_AHEAD: Final = 8
"""Pieces under way at once: enough for every worker here, few enough to hold."""
_RETRIES: Final = 3
_MOST: Final = 61
"""Windows waits for no more processes at once."""


def in_order(
    executor: Executor | None, function: Callable[..., R], pieces: Iterable[tuple[Any, ...]]
) -> Iterator[R]:
    """The results of a pure function for each piece, in the order of the pieces.

    Args:
        executor: who runs it; None: this thread.
        function: of the arguments that a piece is.
        pieces: taken as they are needed, a few ahead.

    Raises:
        LabelerError: a process was killed.
    """
    each = iter(pieces)
    for piece in each if executor is None else islice(each, HERE):
        yield function(*piece)
    if executor is None:
        return
    ahead = max(_AHEAD, 2 * getattr(executor, "_max_workers", 0))
    under_way: deque[Future[R]] = deque()
    try:
        for piece in each:
            under_way.append(executor.submit(function, *piece))
            if len(under_way) >= ahead:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise LabelerError(
            "A process that was comparing articles was ended, perhaps for want of memory. Try again."
        ) from error
    finally:
        for future in under_way:
            future.cancel()


@contextmanager
def processes() -> Iterator[Executor | None]:
    """The machine's processes, started when they are first asked; None where there is one processor only."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = min(count, _MOST)
    if count < 2:
        yield None
        return
    # Spawned, as a fork of a process with threads or a window may hang.
    spawned = multiprocessing.get_context("spawn")
    # Ctrl C is for the first process, which ends the others.
    executor = ProcessPoolExecutor(count, spawned, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """An existing Dask cluster, which takes up again what a lost worker had.

    Args:
        address: of the scheduler: "tls://host:8786", or "tcp://127.0.0.1:8786" on this machine.

    Raises:
        LabelerError: it is not to be reached, or not to be trusted, or Dask is not installed.
    """
    parts = urlsplit(address if "//" in address else f"tcp://{address}")
    if parts.scheme != "tls" and not _is_this_machine(parts.hostname or ""):
        raise LabelerError(
            f"{address} is another machine, and what is sent there would go in the clear. Use tls://, with the certificates in Dask's settings."
        )
    try:
        from distributed import CancelledError, Client, KilledWorker
        from distributed.comm import CommClosedError
    except ImportError as error:
        raise LabelerError("--cluster needs Dask: pip install 'news-labeler[cluster]'.") from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        why = str(error).strip() or type(error).__name__
        raise LabelerError(f"There is no Dask scheduler at {address} ({why}).") from error
    with client, client.get_executor(retries=_RETRIES, pure=False) as executor:
        try:
            yield executor
        except (KilledWorker, CancelledError, CommClosedError) as error:
            raise LabelerError(f"The cluster at {address} gave up ({error}). Nothing was changed.") from error


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
