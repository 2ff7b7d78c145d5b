"""Our pages: each asks the archive one question and hands the answer to one template, or gives it as JSON."""

from __future__ import annotations

import re
from typing import Any

from datasette.utils.asgi import Response

from archive.errors import NotFound
from archive.publishing import (
    comparisons,
    differences,
    documents,
    downloads,
    finding,
    pictures,
    schema,
    sections,
    targets,
    themes,
)
from archive.publishing.hooks import hookimpl
from archive.publishing.overview import overview
from archive.publishing.responding import BadRequest, Visit, file_response, respond

_SLUG = r"[^/@.]+"
_JSON = r"(?:\.json)?$"
_PICKING = ("year", "region", "kind")
_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The addresses of our pages."""
    return [
        (r"^/$", home),
        (rf"^/-/home{_JSON}", home),
        (rf"^/-/documents{_JSON}", document_list),
        (rf"^/-/documents/(?P<slug>{_SLUG})/(?P<number>\d{{1,9}})\.txt$", plain_text),
        (rf"^/-/documents/(?P<slug>{_SLUG})/(?P<number>\d{{1,9}})/raw$", raw),
        (rf"^/-/documents/(?P<slug>{_SLUG})(?:/(?P<number>\d{{1,9}}))?{_JSON}", document),
        (rf"^/-/diff{_JSON}", diff_picker),
        (
            rf"^/-/diff/(?P<slug>{_SLUG})/(?P<old>\d{{1,9}})\.\.\.(?P<new>\d{{1,9}})(?P<form>\.json|\.html|\.docx)?$",
            diff,
        ),
        (
            rf"^/-/diff/(?P<slug>{_SLUG})@(?P<old>\d{{1,9}})/(?P<other>{_SLUG})@(?P<new>\d{{1,9}})(?P<form>\.json|\.html|\.docx)?$",
            diff,
        ),
        (rf"^/-/compare{_JSON}", compare_picker),
        (r"^/-/compare/(?P<earlier>\d{1,4})\.\.\.(?P<later>\d{1,4})(?P<form>\.json|\.html|\.xlsx)?$", compare),
        (rf"^/-/themes{_JSON}", theme_list),
        (rf"^/-/themes/(?P<id>\d{{1,15}}){_JSON}", theme),
        (rf"^/-/targets{_JSON}", target_list),
        (rf"^/-/search{_JSON}", search),
        (rf"^/-/schema{_JSON}", drawing),
    ]


async def home(datasette: Any, request: Any) -> Any:
    """What the archive holds, and where to start."""

    async def answer(visit: Visit) -> Any:
        return await visit.ask(overview)

    return await respond(datasette, request, "home.html", answer, pictures.of_overview)


async def document_list(datasette: Any, request: Any) -> Any:
    """The documents, filtered."""

    async def answer(visit: Visit) -> Any:
        filters = visit.texts("year", "region", "kind", "series")
        listed = await visit.ask(documents.list_documents, filters, offset=visit.whole("offset", 0))
        return {**listed, "choices": await visit.ask(documents.choices)}

    return await respond(datasette, request, "documents.html", answer)


async def document(datasette: Any, request: Any) -> Any:
    """One version to read."""

    async def answer(visit: Visit) -> Any:
        number = visit.part("number")
        found = await visit.ask(
            documents.read_version,
            visit.part("slug"),
            int(number) if number else None,
            links=visit.links,
            at=_range(visit.text("at")),
            part=visit.whole("part", 1, 1, 100_000) if visit.text("part") else None,
        )
        return found

    return await respond(datasette, request, "document.html", answer)


async def plain_text(datasette: Any, request: Any) -> Any:
    """The text of a version, in the coordinate system of every offset."""

    async def answer(visit: Visit) -> Any:
        text = await visit.ask(documents.version_text, visit.part("slug"), int(visit.part("number")))
        return file_response(text, "text/plain; charset=utf-8")

    return await respond(datasette, request, "refused.html", answer)


async def raw(datasette: Any, request: Any) -> Any:
    """The very bytes of a version, to save."""

    async def answer(visit: Visit) -> Any:
        body, name = await visit.ask(documents.version_bytes, visit.part("slug"), int(visit.part("number")))
        return file_response(body, "application/octet-stream", name)

    return await respond(datasette, request, "refused.html", answer)


async def diff_picker(datasette: Any, request: Any) -> Any:
    """Any two versions or documents, chosen; leads to their diff."""

    async def answer(visit: Visit) -> Any:
        old, new = visit.text("a"), visit.text("b")
        if old and new:
            first, second = await visit.ask(differences.find_pair, old.strip(), new.strip())
            address = visit.links.diff((first.slug, first.number), (second.slug, second.number)) + _ending(visit)
            return Response.redirect(visit.links.with_query(address, visit.texts(*_PICKING)))
        return await _picking(visit)

    return await respond(datasette, request, "diff_picker.html", answer)


async def diff(datasette: Any, request: Any) -> Any:
    """What changed from one version to another, to read or to save."""

    async def answer(visit: Visit) -> Any:
        slug = visit.part("slug")
        other = visit.part("other") if "other" in request.url_vars else slug
        old, new = await visit.ask(differences.find_pair, f"{slug}@{visit.part('old')}", f"{other}@{visit.part('new')}")
        form = visit.part("form")
        if form == ".json":
            return await visit.ask(differences.diff_of, old, new)
        if form:
            body, content_type, name = await visit.ask(downloads.render_diff, old, new, form[1:], visit.language)
            return file_response(body, content_type, name)
        view = visit.text("view") or "inline"
        if view not in ("inline", "side"):
            raise BadRequest("view: inline or side")
        found = await visit.ask(
            differences.page,
            old,
            new,
            ranked=visit.text("order") == "ranked",
            layout=visit.text("layout") == "1",
            part=visit.whole("part", 1, 1, 100_000),
            expected=(visit.text("from"), visit.text("to")),
            language=visit.language,
        )
        return {**found, "view": view, **await _picking(visit)}

    return await respond(datasette, request, "diff.html", answer)


async def _picking(visit: Visit) -> dict[str, Any]:
    """The versions that the pickers offer, and the filters that narrow them."""
    filters = visit.texts(*_PICKING)
    return {
        "versions": await visit.ask(differences.versions_to_pick, filters),
        "picking": filters,
        "choices": await visit.ask(documents.choices),
    }


async def compare_picker(datasette: Any, request: Any) -> Any:
    """Two years, chosen; leads to their comparison."""

    async def answer(visit: Visit) -> Any:
        held = await visit.ask(sections.years)
        filters = visit.texts("region", "series", "kind", "status", "category", "relation")
        if visit.text("y1") and visit.text("y2"):
            earlier, later = visit.whole("y1", 0, 0, 9999), visit.whole("y2", 0, 0, 9999)
        elif held:
            earlier, later = held[0], held[-1]
        else:
            raise NotFound("the archive holds no dated document yet")
        address = visit.links.compare(earlier, later) + _ending(visit)
        return Response.redirect(visit.links.with_query(address, filters))

    return await respond(datasette, request, "refused.html", answer)


async def compare(datasette: Any, request: Any) -> Any:
    """Two years side by side."""

    async def answer(visit: Visit) -> Any:
        years = int(visit.part("earlier")), int(visit.part("later"))
        filters = visit.texts("region", "series", "kind", "status", "category", "relation")
        form = visit.part("form")
        if form == ".json":
            return await visit.ask(sections.comparison_of, years, filters)
        if form:
            body, content_type, name = await visit.ask(
                downloads.render_comparison, years, filters, form[1:], visit.language
            )
            return file_response(body, content_type, name)
        found = await visit.ask(comparisons.page, years, filters, offset=visit.whole("offset", 0))
        return {**found, "years": await visit.ask(sections.years), "choices": await visit.ask(documents.choices)}

    return await respond(datasette, request, "compare.html", answer, pictures.of_comparison)


async def theme_list(datasette: Any, request: Any) -> Any:
    """The themes, filtered."""

    async def answer(visit: Visit) -> Any:
        filters = visit.texts("year", "region", "kind")
        own = visit.texts("name", "category", "origin")
        listed = await visit.ask(themes.list_themes, filters, own, offset=visit.whole("offset", 0))
        return {
            **listed,
            "filters": {**filters, **own},
            "choices": await visit.ask(documents.choices),
            "categories": await visit.ask(themes.categories),
        }

    return await respond(datasette, request, "themes.html", answer)


async def theme(datasette: Any, request: Any) -> Any:
    """One theme: where it stands, how often, with what words around it."""

    async def answer(visit: Visit) -> Any:
        return await visit.ask(
            themes.read_theme,
            int(visit.part("id")),
            region=visit.text("region"),
            sort=visit.text("sort") or "date",
            offset=visit.whole("offset", 0),
        )

    return await respond(datasette, request, "theme.html", answer, pictures.of_theme)


async def target_list(datasette: Any, request: Any) -> Any:
    """The ledger of promises."""

    async def answer(visit: Visit) -> Any:
        filters = visit.texts("status", "region", "year", "document", "metric")
        sort = visit.text("sort") or "status"
        listed = await visit.ask(targets.list_targets, filters, sort=sort, offset=visit.whole("offset", 0))
        return {**listed, "choices": await visit.ask(documents.choices)}

    return await respond(datasette, request, "targets.html", answer)


async def search(datasette: Any, request: Any) -> Any:
    """Passages in which a query stands."""

    async def answer(visit: Visit) -> Any:
        filters = visit.texts("year", "region", "kind", "series")
        found = await visit.ask(finding.find, visit.text("q") or "", filters, offset=visit.whole("offset", 0))
        return {**found, "choices": await visit.ask(documents.choices)}

    return await respond(datasette, request, "search.html", answer)


async def drawing(datasette: Any, request: Any) -> Any:
    """The tables and how they hang together."""

    async def answer(visit: Visit) -> Any:
        return await visit.ask(schema.tables_and_keys)

    return await respond(datasette, request, "schema.html", answer, pictures.of_schema)


def _ending(visit: Visit) -> str:
    """What a page is asked as, to be kept where it only leads to another one."""
    return ".json" if visit.request.path.endswith(".json") else ""


def _range(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = _RANGE.fullmatch(text)
    if match is None:
        raise BadRequest("at: START-END is wanted here, two offsets in the text")
    return int(match[1]), int(match[2])
