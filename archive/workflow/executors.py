"""Where the work of many documents is done: by processes on this machine, or by a Dask cluster."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import parent_process
from threading import Thread
from typing import Any, Protocol, TypeVar

from archive.errors import ArchiveError

#: Pieces of work that are under way or waiting for the writer at once: memory stays flat however many there are.
_AHEAD = 12
#: How long a scheduler has to answer.
_SECONDS_TO_ANSWER = 20

Task = TypeVar("Task")
Answer = TypeVar("Answer")
Given_co = TypeVar("Given_co", covariant=True)


class Pending(Protocol[Given_co]):
    """A piece of work that is under way."""

    def result(self) -> Given_co:
        """What it gives, once it is done."""

    def cancel(self) -> object:
        """Leave it undone, where it has not begun."""


class Pool(Protocol):
    """Where work is done."""

    def submit(self, work: Callable[[Task], Answer], task: Task, /) -> Pending[Answer]:
        """Begin a piece of work."""


@contextmanager
def executor(scheduler: str | None, *, worth_processes: bool) -> Iterator[Pool | None]:
    """The executor that work is handed to; None where it is best done right here.

    `scheduler` is the address of a Dask cluster (``tcp://…``). Without one, it is this machine's processes, if that is
    worth starting them. Raises ArchiveError where no scheduler answers.
    """
    if scheduler is not None:
        with _cluster(scheduler) as cluster:
            yield cluster
    elif worth_processes and (os.cpu_count() or 1) > 1:
        with ProcessPoolExecutor(initializer=_belong_to_parent) as processes:
            yield processes
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
            if len(waiting) >= _AHEAD:
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


def _belong_to_parent() -> None:
    """Leave Ctrl-C to the process that started this one, and end where that one ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@dataclass(frozen=True, slots=True)
class _Cluster:
    client: Any

    def submit(self, work: Callable[[Task], Answer], task: Task, /) -> Pending[Answer]:
        pending: Pending[Answer] = self.client.submit(work, task, pure=False)
        return pending


@contextmanager
def _cluster(address: str) -> Iterator[Pool]:
    try:
        from distributed import Client
    except ImportError as missing:
        raise ArchiveError(f"{address}: needs Dask; install it with pip install 'policy-archive[cluster]'") from missing
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
        # Not its executor, whose futures never end once the scheduler is gone.
        yield _Cluster(client)
