"""One request, one question, one template: what every page of ours does the same way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, unquote

from archive.errors import ArchiveError, NotFound
from archive.publishing.languages import (
    LANGUAGES,
    choose,
    counter,
    description_translator,
    note_translator,
    translator,
)
from archive.publishing.links import Links

T = TypeVar("T")

#: What our own pages may load: nothing but this server's files, and nothing that stands in the page itself.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: What an answer depends on besides its address: its language is what the browser asks for, or what the reader chose.
VARY = "Accept-Language, Cookie"
#: The highest offset of a listing; deeper ones are refused (filters lead there).
DEEPEST = 1_000_000
_LONGEST_PARAMETER = 600
_YEAR = 365 * 24 * 3600


class BadRequest(Exception):
    """A parameter that no page of ours would send; the message is for the person who did."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page of ours."""

    datasette: Any
    request: Any
    database: Any
    links: Links
    language: str

    async def ask(self, question: Callable[..., T], *arguments: object, **named: object) -> T:
        """What `question` answers, given a connection to the archive and the rest."""

        def run(connection: sqlite3.Connection) -> T:
            factory, connection.row_factory = connection.row_factory, None
            try:
                return question(connection, *arguments, **named)
            finally:
                connection.row_factory = factory

        answer: T = await self.database.execute_fn(run)
        return answer

    def part(self, name: str) -> str:
        """A part of the path that the route named."""
        return unquote(self.request.url_vars[name] or "")

    def whole(self, name: str, default: int, least: int = 0, most: int = DEEPEST) -> int:
        """A whole number among the parameters. Raises BadRequest."""
        text = self.text(name)
        if text is None:
            return default
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise BadRequest(f"{name}: a whole number from {least} to {most} is wanted here")
        return int(text)

    def text(self, name: str) -> str | None:
        """A parameter, or None where it is missing or empty. Raises BadRequest for one of unreasonable length."""
        value: str | None = self.request.args.get(name)
        if value is not None and len(value) > _LONGEST_PARAMETER:
            raise BadRequest(f"{name}: longer than {_LONGEST_PARAMETER} characters")
        return value or None

    def texts(self, *names: str) -> dict[str, str | None]:
        """Several parameters by name."""
        return {name: self.text(name) for name in names}

    def with_parameters(self, **changed: object) -> str:
        """The address of this page with some parameters changed (None takes one away)."""
        kept = {name: self.request.args.get(name) for name in self.request.args if name != "lang"}
        values = {**kept, **{name: None if value is None else str(value) for name, value in changed.items()}}
        return self.links.with_query(_own_path(self.request, self.links), values)


def archive_database(datasette: Any) -> Any:
    """The first database served that is a file. Raises NotFound where there is none."""
    for database in datasette.databases.values():
        if database.name not in ("_internal", "_memory") and not database.is_memory:
            return database
    raise NotFound("no archive is served here")


def links_of(datasette: Any) -> Links:
    """The addresses of our pages on this server."""
    return Links(root=datasette.setting("base_url").rstrip("/"), database=archive_database(datasette).name)


def language_of(request: Any) -> str:
    """The language in which a request is answered."""
    chosen = request.args.get("lang") or request.cookies.get("archive-language")
    return choose(request.headers.get("accept-language", ""), chosen)


async def respond(
    datasette: Any,
    request: Any,
    template: str,
    answer: Callable[[Visit], Any],
    pictures: Callable[[Any, Callable[..., str]], Mapping[str, object]] | None = None,
) -> Any:
    """The page of `template` with what `answer` gives, or the same as JSON where the address ends in ``.json``.

    `pictures` draws the charts of the page from the same, given what translates. An error of ours is a plain page with
    a 4xx.
    """
    from datasette.utils.asgi import Response

    visit = _visit(datasette, request)
    as_json = request.path.endswith(".json")
    try:
        found = await answer(visit)
        _within(found)
    except NotFound as error:
        return await refuse(visit, str(error), 404, as_json)
    except (BadRequest, ArchiveError) as error:
        return await refuse(visit, str(error), 400, as_json)
    if isinstance(found, Response):
        return found
    if as_json:
        return json_response(found)
    context = {**found, **(pictures(found, translator(visit.language)) if pictures else {})}
    return await html_response(visit, template, context)


async def html_response(visit: Visit, template: str, context: Mapping[str, object], status: int = 200) -> Any:
    """A page of ours, in the reader's language, under our policy."""
    from datasette.utils.asgi import Response

    body = await visit.datasette.render_template(
        f"archive/{template}",
        {
            **context,
            "_": translator(visit.language),
            "_n": counter(visit.language),
            "note": note_translator(visit.language),
            "described": description_translator(visit.language),
            "language": visit.language,
            "languages": LANGUAGES,
            "links": visit.links,
            "here": visit.with_parameters,
            "json_link": _twin(visit),
        },
        request=visit.request,
    )
    response = Response.html(body, status=status, headers={"content-security-policy": POLICY, "vary": VARY})
    chosen = visit.request.args.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie("archive-language", chosen, max_age=_YEAR, path=f"{visit.links.root}/", samesite="lax")
    return response


async def refuse(visit: Visit, message: str, status: int, as_json: bool) -> Any:
    """A plain page (or JSON) that says what is wrong with the request."""
    if as_json:
        return json_response({"ok": False, "error": message, "status": status}, status)
    return await html_response(visit, "refused.html", {"message": message, "status": status}, status)


def json_response(value: object, status: int = 200) -> Any:
    """A value as JSON that any script may read."""
    from datasette.utils.asgi import Response

    body = json.dumps(value, ensure_ascii=False, default=str)
    return Response(
        body.encode("utf-8", "replace"),
        status=status,
        content_type="application/json; charset=utf-8",
        headers={"content-security-policy": POLICY},
    )


def file_response(body: bytes | str, content_type: str, name: str | None = None) -> Any:
    """A file: shown where no name is given, else saved under that name. Never taken for a page."""
    from datasette.utils.asgi import Response

    headers = {
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "vary": VARY,
    }
    if name is not None:
        headers |= attachment(name)
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
    return Response(raw, content_type=content_type, headers=headers)


def attachment(name: str) -> dict[str, str]:
    """The header that has a file saved under that name."""
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


def _within(found: object) -> None:
    """Raises NotFound for a page of a listing that lies beyond its end."""
    if isinstance(found, dict) and found.get("offset"):
        total = found.get("total", found.get("theme_total", 0))
        if found["offset"] >= total:
            raise NotFound(f"offset: there are {total}")


def _visit(datasette: Any, request: Any) -> Visit:
    return Visit(datasette, request, archive_database(datasette), links_of(datasette), language_of(request))


def _twin(visit: Visit) -> str:
    """The address of the page as JSON."""
    path = _own_path(visit.request, visit.links)
    page = f"{visit.links.root}/-/home" if path == visit.links.home() else path
    return visit.links.with_query(f"{page}.json", {name: visit.request.args.get(name) for name in visit.request.args})


def _own_path(request: Any, links: Links) -> str:
    path: str = request.path
    return path if path.startswith(links.root) else links.root + path
