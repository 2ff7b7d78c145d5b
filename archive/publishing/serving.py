"""How Datasette is started over an archive."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from archive.ledger.database import is_shared
from archive.publishing.metadata import metadata

#: Bounds that keep one visitor from taking the server away from the others.
SETTINGS = {
    "sql_time_limit_ms": "2000",
    "max_returned_rows": "1000",
    "facet_time_limit_ms": "300",
    "default_facet_size": "12",
    "suggest_facets": "off",  # the metadata names the facets worth having; looking for more takes seconds a page
    "allow_download": "off",
    "max_csv_mb": "100",
    "num_sql_threads": "4",
    "truncate_cells_html": "400",
}


def plugins_folder() -> Path:
    """The folder of our Datasette plugins."""
    return Path(str(resources.files("datasette_plugins")))


def datasette_arguments(db: Path, *, port: int, host: str, extra: Sequence[str] = ()) -> list[str]:
    """The arguments of ``datasette`` that serve the archive at `db`; what the user adds comes last and so wins."""
    file = [str(db)] if is_shared(db) else ["--immutable", str(db)]
    arguments = ["serve", *file, "--plugins-dir", str(plugins_folder()), "--metadata", str(write_metadata(db))]
    for name, value in SETTINGS.items():
        arguments += ["--setting", name, value]
    return [*arguments, "--host", host, "--port", str(port), *extra]


def write_metadata(db: Path, target: Path | None = None) -> Path:
    """Write the metadata of an archive as JSON, in a folder for such things unless `target` says where."""
    if target is None:
        folder = Path(tempfile.gettempdir()) / f"policy-archive-{os.getuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"metadata-{db.stem}.json"
    target.write_text(json.dumps(metadata(db.stem), ensure_ascii=False, indent=1), encoding="utf-8")
    return target
