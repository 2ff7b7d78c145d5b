"""Datasette's own tables lead to the text: a version is named by its address, which opens it there."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from markupsafe import Markup

from archive.publishing.hooks import hookimpl
from archive.publishing.responding import links_of

#: The columns that hold a version, each with those that hold a range of its text.
_COLUMNS = {
    "version_id": ("start_char", "end_char"),
    "result_version_id": ("result_start_char", "result_end_char"),
    "from_version_id": ("from_start", "from_end"),
    "to_version_id": ("to_start", "to_end"),
}
#: Slug and number of the versions met so far: neither ever changes.
_addresses: WeakKeyDictionary[Any, dict[int, tuple[str, int] | None]] = WeakKeyDictionary()


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Any:
    """A link in the place of a version's number; nothing for any other cell."""
    if column not in _COLUMNS or table is None:
        return None

    async def link() -> Markup | None:
        address = await _address(datasette, database, value["value"] if isinstance(value, dict) else value)
        if address is None:
            return None
        start, end = (_cell(row, name) for name in _COLUMNS[column])
        at = (start, end) if isinstance(start, int) and isinstance(end, int) and start < end else None
        href = links_of(datasette).version(*address, at)
        return Markup('<a href="{}">{}@{}</a>').format(href, *address)

    return link


def _cell(row: Any, column: str) -> object:
    try:
        return row[column]
    except (KeyError, IndexError):
        return None


async def _address(datasette: Any, database: str, version: object) -> tuple[str, int] | None:
    if not isinstance(version, int):
        return None
    known = _addresses.setdefault(datasette, {})
    if version not in known:
        found = await datasette.get_database(database).execute(
            "SELECT w.slug, v.number FROM versions v JOIN works w ON w.id = v.document_id WHERE v.id = ?", [version]
        )
        known[version] = tuple(found.first()) if found.first() else None
    return known[version]
