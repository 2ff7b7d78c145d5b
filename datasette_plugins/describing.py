"""What every table, column and view means, also where Datasette was started without ``--metadata``."""

from __future__ import annotations

from typing import Any

from archive.errors import NotFound
from archive.publishing.hooks import hookimpl
from archive.publishing.metadata import metadata
from archive.publishing.responding import archive_database


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Our descriptions and canned queries, under the name that the archive is served by."""
    try:
        return metadata(archive_database(datasette).name)
    except NotFound:
        return {}
