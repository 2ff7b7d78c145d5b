"""How pages look: where our templates, stylesheet and script lie, and the way from Datasette's pages to ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response
from jinja2 import FileSystemLoader

from archive.publishing.hooks import hookimpl
from archive.publishing.languages import translator
from archive.publishing.responding import language_of

_HERE = Path(__file__).parent
_SCRIPT = "text/javascript; charset=utf-8"
_STATIC = {"archive.css": "text/css; charset=utf-8", "archive.js": _SCRIPT, "columns.js": _SCRIPT}


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
def extra_js_urls(datasette: Any, request: Any) -> list[dict[str, Any]]:
    """The menus of Datasette's columns in the language of the page, where that is not the one of the metadata."""
    if request is None or language_of(request) == "en":
        return []
    return [{"url": datasette.urls.path("/-/archive-static/columns.js"), "module": True}]


@hookimpl
def menu_links(datasette: Any, request: Any) -> list[dict[str, str]]:
    """The way from Datasette's own pages to ours."""
    say = translator("en" if request is None else language_of(request))
    pages = {
        "Home": "/",
        "Documents": "/-/documents",
        "Themes": "/-/themes",
        "Targets": "/-/targets",
        "Search": "/-/search",
    }
    return [{"href": datasette.urls.path(path), "label": say(label)} for label, path in pages.items()]


@hookimpl
def extra_template_vars(view_name: str) -> dict[str, Any]:
    """Views that hide what was withdrawn look like an attached database, of which nothing can be asked."""
    return {"attached_databases": []} if view_name == "database" else {}


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
