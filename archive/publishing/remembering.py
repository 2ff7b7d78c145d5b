"""Answers kept for as long as the archive does not change."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")

#: Answers kept for one connection; the oldest go first.
KEPT = 24


class _Kept(threading.local):
    """One store a thread: a connection is used by one thread alone, and ``data_version`` belongs to it."""

    def __init__(self) -> None:
        self.connection = 0
        self.data_version = -1
        self.answers: OrderedDict[Hashable, object] = OrderedDict()


_kept = _Kept()


def remembered(connection: sqlite3.Connection, question: Hashable, ask: Callable[[], T]) -> T:
    """The answer of `ask`, asked anew only once somebody has written to the archive."""
    (data_version,) = connection.execute("PRAGMA data_version").fetchone()
    if (_kept.connection, _kept.data_version) != (id(connection), data_version):
        _kept.connection, _kept.data_version = id(connection), data_version
        _kept.answers.clear()
    if question in _kept.answers:
        _kept.answers.move_to_end(question)
        return _kept.answers[question]  # type: ignore[return-value]
    answer = ask()
    _kept.answers[question] = answer
    if len(_kept.answers) > KEPT:
        _kept.answers.popitem(last=False)
    return answer
