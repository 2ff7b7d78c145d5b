"""Many small records without the garbage collector going over them while they are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """A stretch of work in which no cycles are looked for.

    Blocks and edits hold none, but the collector would read all of them again each time their number has grown by a
    quarter: of a diff of thousands of blocks that is a third of the time, of its JSON the most. Where another thread
    wakes the collector before, only time is lost.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
