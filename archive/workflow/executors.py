"""Where the work of many documents is done: by processes on this machine, or by a Dask cluster."""

from __future__ import annotations

import gc
import os
import re
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from threading import Thread
from typing import Any, Protocol, TypeVar

from archive.errors import ArchiveError

#: Pieces of work for each worker that are under way or wait for the writer: enough that no worker waits while a group
#: of them is written, and few enough that memory stays flat, however many there are.
_AHEAD_OF_EACH = 16
#: How long a scheduler has to answer.
_SECONDS_TO_ANSWER = 20

_ADDRESS = re.compile(r"[a-z]+://[^/\s]+:\d{1,5}")

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Given_co = TypeVar("Given_co", covariant=True)


class Pending(Protocol[Given_co]):
    """A piece of work that is under way."""

    def result(self) -> Given_co:
        """What it gives, once it is done."""

    def cancel(self) -> object:
        """Leave it undone, where it has not begun."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Where work is done, and how many pieces of it may be under way."""

    submit: Callable[[Callable[[Any], Any], Any], Pending[Any]]
    ahead: int


@contextmanager
def executor(
    scheduler: str | None, *, worth_processes: bool, ready: Callable[[], object] | None = None
) -> Iterator[Pool | None]:
    """The pool that work is handed to; None where it is best done right here.

    `scheduler` is the address of a Dask cluster (``tcp://…``). Without one, it is this machine's processes, if that is
    worth starting them; each of these calls `ready` first. Raises ArchiveError where no scheduler answers.
    """
    workers = os.cpu_count() or 1
    if scheduler is not None:
        with _cluster(scheduler) as cluster:
            yield cluster
    elif worth_processes and workers > 1:
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(ready,)) as processes:
            yield Pool(processes.submit, _AHEAD_OF_EACH * workers)
    else:
        yield None


def in_order(pool: Pool | None, work: Callable[[Task], Answer], tasks: Iterable[Task]) -> Iterator[Answer]:
    """What `work` gives for each task, in the order of the tasks; no more than a few are ever ahead of who asks."""
    if pool is None:
        yield from map(work, tasks)
        return
    waiting: deque[Pending[Answer]] = deque()
    try:
        for task in tasks:
            waiting.append(pool.submit(work, task))
            if len(waiting) >= pool.ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except (BrokenExecutor, CancelledError) as error:
        raise ArchiveError(
            "what does the analysing was killed or cannot be reached; what was finished is kept, run it again"
        ) from error
    finally:
        for future in waiting:
            future.cancel()


def _begin(ready: Callable[[], object] | None) -> None:
    """Leave Ctrl-C to the process that started this one, and end where that one ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after_parent, daemon=True).start()
    if ready is not None:
        ready()
    gc.freeze()  # what was there before stays: going over it again would only copy the memory that is shared


def _end_after_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _cluster(address: str) -> Iterator[Pool]:
    try:
        from distributed import Client
    except ImportError as missing:
        raise ArchiveError(f"{address}: needs Dask; install it with pip install 'policy-archive[cluster]'") from missing
    if not _ADDRESS.fullmatch(address):  # its client would take a minute to fail, and not quietly
        raise ArchiveError(f"{address}: no address of a Dask scheduler; write it as tcp://HOST:PORT")
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=_SECONDS_TO_ANSWER, set_as_default=False
        )
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ArchiveError(
            f"{address}: no Dask scheduler answers there ({reason}); start one, or leave it out"
        ) from error
    with client:
        workers = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        # Not its executor, whose futures never end once the scheduler is gone.
        yield Pool(partial(client.submit, pure=False), _AHEAD_OF_EACH * max(1, workers))
