"""How pages look: where our templates, stylesheet and script lie, and the way from Datasette's pages to ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response
from jinja2 import FileSystemLoader

from archive.publishing.hooks import hookimpl

_HERE = Path(__file__).parent
_STATIC = {"archive.css": "text/css; charset=utf-8", "archive.js": "text/javascript; charset=utf-8"}


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Let Datasette find our templates: it does not look beside a plugins folder."""
    env.loader.loaders.append(FileSystemLoader(_HERE / "templates"))
    env.policies["urlize.rel"] = "noopener nofollow"


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """Our stylesheet on Datasette's own pages as well."""
    return [datasette.urls.path("/-/archive-static/archive.css")]


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The way from Datasette's own pages to ours."""
    pages = {
        "Home": "/",
        "Documents": "/-/documents",
        "Themes": "/-/themes",
        "Targets": "/-/targets",
        "Search": "/-/search",
    }
    return [{"href": datasette.urls.path(path), "label": label} for label, path in pages.items()]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The address of our stylesheet and script."""
    return [(r"^/-/archive-static/(?P<name>[a-z.]+)$", static)]


async def static(request: Any) -> Any:
    """Our stylesheet and script."""
    name = request.url_vars["name"]
    if name not in _STATIC:
        return Response.text("no such file", status=404)
    return Response(
        (_HERE / "static" / name).read_bytes(),
        content_type=_STATIC[name],
        headers={"cache-control": "public, max-age=3600", "x-content-type-options": "nosniff"},
    )
