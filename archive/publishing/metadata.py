"""Datasette's metadata as a dictionary: what every table, column and view means, and the canned queries."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from archive.publishing.languages import description_translator


def metadata(database: str = "archive") -> dict[str, Any]:
    """What Datasette's ``--metadata`` takes, for an archive served under the name `database`."""
    tables: dict[str, Any] = {}
    for name, about in descriptions().items():
        tables[name] = {key: value for key, value in about.items() if key != "columns"}
        tables[name]["columns"] = dict(about.get("columns", {}))
    tables["sqlite_sequence"] = {"hidden": True}
    return {
        "title": "Policy archive",
        "description": "A change-tracking archive of Chinese policy documents.",
        "databases": {
            database: {
                "description": "The ledger (works, captures, versions, events, chain) and what is derived from it.",
                "tables": tables,
                "queries": {name: {**query, "hide_sql": False} for name, query in canned_queries().items()},
            }
        },
    }


@cache
def descriptions() -> Mapping[str, Mapping[str, Any]]:
    """What is said of each table and view, by name: ``description``, ``columns``, and what Datasette takes besides."""
    read = _data("table_descriptions.toml")
    return {
        name: {
            **{key: value for key, value in about.items() if key != "common"},
            "columns": {column: read["common"][column] for column in about.get("common", ())}
            | about.get("columns", {}),
        }
        for name, about in read["tables"].items()
    }


@cache
def canned_queries() -> Mapping[str, Mapping[str, Any]]:
    """The canned queries by name: ``title``, ``description``, ``sql``."""
    return _data("canned_queries.toml")


def translated(about: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What metadata say of one table, query or database, with its title and descriptions in a language."""
    say = description_translator(language)
    words: dict[str, Any] = {
        key: say(about[key]) for key in ("title", "description") if isinstance(about.get(key), str)
    }
    columns = about.get("columns")
    if isinstance(columns, Mapping):
        words["columns"] = {name: say(text) if isinstance(text, str) else text for name, text in columns.items()}
    return {**about, **words}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("archive").joinpath("data", name).read_text("utf-8"))
