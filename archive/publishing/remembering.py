"""Answers kept for as long as the archive does not change, shared by all threads of a server."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
Question = tuple[Any, ...]

#: Answers kept of each kind of question (its first word); the oldest go first. Comparisons are large.
KEPT = {"compare": 12, "concordance": 16}
_KEPT_OTHERWISE = 32


class _Seen(threading.local):
    """What a thread knows of its connection: ``data_version`` means something only within one."""

    def __init__(self) -> None:
        self.connection: sqlite3.Connection | None = None  # itself: another one may get its id once it is gone
        self.file = ""
        self.data_version = -1


_seen = _Seen()
_lock = threading.Lock()
_generations: defaultdict[str, int] = defaultdict(int)
_answers: defaultdict[tuple[str, str], OrderedDict[Question, tuple[int, Any]]] = defaultdict(OrderedDict)
_asking: defaultdict[tuple[str, Question], threading.Lock] = defaultdict(threading.Lock)


def remembered(
    connection: sqlite3.Connection, question: Question, ask: Callable[[], T], *, stamp: int | None = None
) -> T:
    """The answer of `ask`, asked anew only once somebody has written to the archive, and by one thread at a time.

    With a `stamp`, which says all that the answer rests on, it is asked anew only once the stamp is another one.
    """
    file = _look(connection)
    kept = _answers[file, question[0]]
    with _lock:
        asking = _asking[file, question]
    with asking:
        with _lock:
            generation = _generations[file] if stamp is None else stamp
            if question in kept and kept[question][0] == generation:
                kept.move_to_end(question)
                known: T = kept[question][1]
                return known
        answer = ask()
        with _lock:
            if stamp is not None or generation == _generations[file]:
                kept[question] = generation, answer
                if len(kept) > KEPT.get(question[0], _KEPT_OTHERWISE):
                    _asking.pop((file, kept.popitem(last=False)[0]), None)
        return answer


def _look(connection: sqlite3.Connection) -> str:
    """The file behind a connection; another generation of answers begins where it was written to."""
    (data_version,) = connection.execute("PRAGMA data_version").fetchone()
    first, same = _seen.connection is None, _seen.connection is connection
    if not same:
        _seen.connection = connection
        _seen.file = str(connection.execute("PRAGMA database_list").fetchone()[2] or id(connection))
    if not first and not (same and _seen.data_version == data_version):
        with _lock:
            _generations[_seen.file] += 1
    _seen.data_version = data_version
    return _seen.file
