"""Datasette's tables and queries as Excel workbooks."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from archive.publishing.hooks import hookimpl
from archive.publishing.responding import attachment
from archive.publishing.spreadsheets import MOST_ROWS, XLSX, workbook

#: Parameters that say how a page is cut and written, not what is in it.
_OWN = frozenset({"_next", "_size", "_shape", "_labels"})


@hookimpl
def register_output_renderer() -> dict[str, Any]:
    """``.xlsx`` beside ``.json`` and ``.csv``."""
    return {"extension": "xlsx", "render": render}


async def render(
    datasette: Any, request: Any, columns: list[str], rows: list[Any], table: str | None, data: Any
) -> dict[str, Any]:
    """The rows of the page; of a table those of the pages after it as well, up to so many."""
    found = [list(row) for row in rows]
    following = data.get("next") if table else None
    while following and len(found) < MOST_ROWS:
        kept = [(name, value) for name, value in parse_qsl(request.query_string) if name not in _OWN]
        query = [*kept, ("_next", following), ("_size", "max"), ("_shape", "arrays")]
        answer = await datasette.client.get(f"{_below_base(datasette, request.path)}.json?{urlencode(query)}")
        if answer.status_code != 200:
            break
        page = answer.json()
        found += page["rows"]
        following = page.get("next")
    more = bool(following) or bool(data.get("truncated")) or len(found) > MOST_ROWS
    note = (
        f"There are more rows than the {min(len(found), MOST_ROWS)} above; the CSV holds all of them." if more else ""
    )
    return {
        "body": workbook(columns, found[:MOST_ROWS], note),
        "content_type": XLSX,
        "headers": attachment(f"{table or 'query'}.xlsx"),
    }


def _below_base(datasette: Any, path: str) -> str:
    """The address without its ending and without the path that the server is mounted at."""
    root = datasette.setting("base_url").rstrip("/")
    return str(path.removeprefix(root).removesuffix(".xlsx"))
