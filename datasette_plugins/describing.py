"""What every table, column and view means, also where Datasette was started without ``--metadata``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from archive.errors import NotFound
from archive.publishing.hooks import hookimpl
from archive.publishing.metadata import metadata, translated
from archive.publishing.responding import archive_database, language_of


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Our descriptions and canned queries, under the name that the archive is served by."""
    try:
        return metadata(archive_database(datasette).name)
    except NotFound:
        return {}


@hookimpl
def extra_template_vars(
    datasette: Any, request: Any, template: str, database: str | None, table: str | None
) -> Callable[[], Awaitable[dict[str, Any]]] | dict[str, Any]:
    """What Datasette's own pages say of a table or query, in the reader's language; the metadata speak English alone.

    They are the same for every visitor, so what a page was given of them is laid over for this one.
    """
    if request is None or database is None or (language := language_of(request)) == "en":
        return {}

    async def words() -> dict[str, Any]:
        about = dict((datasette.metadata("databases") or {}).get(database) or {})
        queries = await datasette.get_canned_queries(database, request.actor)
        asked = queries.get(request.url_vars.get("table", ""))
        if table is not None:
            about = dict(about.get("tables", {}).get(table, {}))
        elif asked is not None and template.startswith("query"):
            about = dict(asked)
        datasette.update_with_inherited_metadata(about)
        found: dict[str, Any] = {"metadata": translated(about, language)}
        if template.startswith("database"):
            found["queries"] = [
                {**translated(query, language), "private": private}
                for name, query in queries.items()
                for visible, private in [await _visibility(datasette, request, database, name)]
                if visible
            ]
        return found

    return words


async def _visibility(datasette: Any, request: Any, database: str, query: str) -> tuple[bool, bool]:
    """Whether this visitor sees a canned query, and whether others do not."""
    allowed: tuple[bool, bool] = await datasette.check_visibility(
        request.actor,
        permissions=[("view-query", (database, query)), ("view-database", database), "view-instance"],
    )
    return allowed
