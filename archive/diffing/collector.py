"""Many small records without the garbage collector going over them while they are made."""

from __future__ import annotations

import gc


class CollectorAtRest:
    """A stretch of work in which no cycles are looked for.

    Blocks and edits hold none, but the collector would read all of them again each time their number has grown by a
    quarter: of a diff of thousands of blocks that is a third of the time, of its JSON the most. Where another thread
    wakes the collector before, only time is lost.
    """

    __slots__ = ("_was_enabled",)

    def __enter__(self) -> None:
        self._was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        # Nothing is made after this that would have it look through all of the result at once.
        if self._was_enabled:
            gc.enable()
