"""Safe in public: headers on every answer, bounds on every query, no path of this machine, no withdrawn text."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from weakref import WeakKeyDictionary

import datasette.handle_exception as datasette_errors
from datasette.utils.asgi import Forbidden, Response
from datasette.views.base import DatasetteError

from archive.errors import NotFound
from archive.publishing.hooks import first, hookimpl
from archive.publishing.responding import archive_database
from archive.publishing.shielding import Shield, has_withdrawals

#: For Datasette's own pages, which carry scripts and styles inside themselves. Ours bring a stricter policy along.
DATASETTE_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    b"content-security-policy": DATASETTE_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=()",
}
_LONGEST_PATH = 2_000
_LONGEST_QUERY = 16_000
#: Bytes of the largest form that anybody here has to send.
_LARGEST_BODY = 64 * 1024
#: How Datasette's own pages of tables and rows fail where a parameter is of no use to them, such as _through={}.
_NONSENSE = (KeyError, ValueError, sqlite3.ProgrammingError)
#: Seconds between two looks at whether something was withdrawn.
_LOOK_EVERY = 1.0

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_shields: WeakKeyDictionary[Any, Shield] = WeakKeyDictionary()


def _shield_of(datasette: Any) -> Shield:
    return _shields.setdefault(datasette, Shield())


@hookimpl
def prepare_connection(conn: sqlite3.Connection, datasette: Any) -> None:
    """Bound every query before it is asked."""
    _shield_of(datasette).guard(conn)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Headers on every answer; requests of unreasonable size turned away before anything looks at them."""

    def wrap(app: Any) -> Any:
        looked = [0.0]

        async def safe(scope: Scope, receive: Any, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return

            async def with_headers(message: MutableMapping[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    there = {name.lower(): value for name, value in message.get("headers", ())}
                    missing = [(name, value) for name, value in _HEADERS.items() if name not in there]
                    page = there.get(b"content-type", b"").startswith(b"text/html")
                    if page and b"accept-language" not in there.get(b"vary", b"").lower():
                        missing.append((b"vary", b"Accept-Language"))  # beside what Datasette lets it depend on
                    message = {**message, "headers": [*message.get("headers", ()), *missing]}
                await send(message)

            if (
                len(scope.get("raw_path") or b"") > _LONGEST_PATH
                or len(scope.get("query_string") or b"") > _LONGEST_QUERY
            ):
                await Response.text("414: this address is too long\n", status=414).asgi_send(with_headers)
                return
            if scope["method"] not in ("GET", "HEAD", "OPTIONS") and not _is_small(scope):
                await Response.text("413: nothing this large is taken here\n", status=413).asgi_send(with_headers)
                return
            if time.monotonic() - looked[0] > _LOOK_EVERY:
                looked[0] = time.monotonic()
                await _look_for_withdrawals(datasette)
            await app(scope, receive, with_headers)

        return safe

    return wrap


def _is_small(scope: Scope) -> bool:
    """Whether a request says how much it sends, and that is little."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"" if b"transfer-encoding" in headers else b"0")
    return length.isdigit() and len(length) < 10 and int(length) <= _LARGEST_BODY


async def _look_for_withdrawals(datasette: Any) -> None:
    try:
        database = archive_database(datasette)
    except NotFound:
        return
    if await database.execute_fn(has_withdrawals):
        _shield_of(datasette).hide_withdrawn()


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Pages of Datasette that would tell where the file lies."""
    return [(r"^/-/databases(?:\.json)?$", databases), (r"^/-/threads(?:\.json)?$", threads)]


async def databases(datasette: Any) -> Any:
    """The databases served, by name alone."""
    return Response.json(
        [
            {"name": name, "route": database.route, "is_mutable": database.is_mutable, "is_memory": database.is_memory}
            for name, database in datasette.databases.items()
            if name != "_internal"
        ]
    )


async def threads() -> Any:
    """Nothing: what Datasette tells here names the folders of the machine."""
    return Response.text("404: not shown here\n", status=404)


@hookimpl
def startup() -> None:
    """Keep Datasette from printing the variables of every frame at every 404: that takes seconds, and fills the log."""
    datasette_errors.rich = None


@first
def handle_exception(request: Any, exception: Exception) -> Any:
    """An error that nobody foresaw: told in full to the log, and in one line to the visitor."""
    if isinstance(exception, DatasetteError) and exception.status == 500:
        exception.status = 400  # what Datasette says so of is a parameter that makes no sense, such as _sort=nothing
    if getattr(exception, "status", 500) < 500 or isinstance(exception, Forbidden):
        return None  # Datasette's own pages tell these well

    async def plain() -> Any:
        logging.getLogger("archive").error("%s %s", request.method, request.path, exc_info=exception)
        if isinstance(exception, _NONSENSE) and "/-/" not in request.path:
            return Response.text("400: this address makes no sense\n", status=400)
        return Response.text("500: this went wrong; the server's log says more\n", status=500)

    return plain
