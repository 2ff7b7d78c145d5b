"""For machines: Atom feeds of changes, a sitemap, and what robots are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette.utils.asgi import Response

from archive.publishing import feeds
from archive.publishing.hooks import hookimpl
from archive.publishing.responding import Visit, file_response, respond

_ATOM = "application/atom+xml; charset=utf-8"
_XML = "application/xml; charset=utf-8"


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses that machines ask for."""
    return [
        (r"^/-/feeds/changes\.atom$", changes),
        (r"^/-/feeds/documents/(?P<slug>[^/@.]+)\.atom$", document),
        (r"^/-/feeds/themes/(?P<id>\d{1,15})\.atom$", theme),
        (r"^/sitemap\.xml$", sitemap),
        (r"^/robots\.txt$", robots),
    ]


async def changes(datasette: Any, request: Any) -> Any:
    """The newest changes of the whole archive."""
    return await _feed(datasette, request, feeds.changes_feed)


async def document(datasette: Any, request: Any) -> Any:
    """The versions of one document."""
    return await _feed(datasette, request, feeds.changes_feed, lambda visit: visit.part("slug"))


async def theme(datasette: Any, request: Any) -> Any:
    """The documents that mention one theme."""
    return await _feed(datasette, request, feeds.theme_feed, lambda visit: int(visit.part("id")))


async def sitemap(datasette: Any, request: Any) -> Any:
    """The pages that a search engine may want."""

    async def answer(visit: Visit) -> Any:
        return file_response(await visit.ask(feeds.sitemap, _site(visit), visit.links), _XML)

    return await respond(datasette, request, "refused.html", answer)


async def robots(datasette: Any, request: Any) -> Any:
    """What robots are asked to leave alone."""

    async def answer(visit: Visit) -> Any:
        return Response.text(feeds.robots(_site(visit), visit.links))

    return await respond(datasette, request, "refused.html", answer)


async def _feed(
    datasette: Any, request: Any, question: Callable[..., str], *arguments: Callable[[Visit], object]
) -> Any:
    async def answer(visit: Visit) -> Any:
        given = [argument(visit) for argument in arguments]
        body = await visit.ask(question, _site(visit), visit.links, *given, language=visit.language)
        return file_response(body, _ATOM)

    return await respond(datasette, request, "refused.html", answer)


def _site(visit: Visit) -> str:
    """Scheme and host, as the visitor (or the proxy in front) named them."""
    return str(visit.datasette.absolute_url(visit.request, "/")).rstrip("/")
