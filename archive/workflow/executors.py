"""Where the work of many documents is done: by processes on this machine, or by a Dask cluster."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from archive.errors import ArchiveError

#: Pieces of work that are under way or waiting for the writer at once: memory stays flat however many there are.
_AHEAD = 12
#: How long a scheduler has to answer.
_SECONDS_TO_ANSWER = 20

Task = TypeVar("Task")
Answer = TypeVar("Answer")


@contextmanager
def executor(scheduler: str | None, *, worth_processes: bool) -> Iterator[Executor | None]:
    """The executor that work is handed to; None where it is best done right here.

    `scheduler` is the address of a Dask cluster (``tcp://…``). Without one, it is this machine's processes, if that is
    worth starting them. Raises ArchiveError where no scheduler answers.
    """
    if scheduler is not None:
        with _cluster(scheduler) as cluster:
            yield cluster
    elif worth_processes and (os.cpu_count() or 1) > 1:
        with ProcessPoolExecutor() as processes:
            yield processes
    else:
        yield None


def in_order(pool: Executor | None, work: Callable[[Task], Answer], tasks: Iterable[Task]) -> Iterator[Answer]:
    """What `work` gives for each task, in the order of the tasks; no more than a few are ever ahead of who asks."""
    if pool is None:
        yield from map(work, tasks)
        return
    waiting: deque[Future[Answer]] = deque()
    for task in tasks:
        waiting.append(pool.submit(work, task))
        if len(waiting) >= _AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
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
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]
