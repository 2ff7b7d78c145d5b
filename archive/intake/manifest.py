"""What a folder's ``manifest.toml`` says of the files beside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from archive.errors import BadInput
from archive.intake.slugs import check_slug
from archive.reading.formats import show_name

MANIFEST = "manifest.toml"

_MOST_BYTES = 5_000_000
_LONGEST_VALUE = 2_000
_WEB = re.compile(r"https?://[^\s/]+\S*", re.I)


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """Facts about one file that a person wrote down; None where nothing is said."""

    slug: str | None = None
    title: str | None = None
    region: str | None = None
    publisher: str | None = None
    kind: str | None = None
    series: str | None = None
    published: date | None = None
    source_url: str | None = None
    note: str | None = None


_KEYS = tuple(field.name for field in fields(ManifestEntry))


def load_manifest(folder: Path) -> dict[str, ManifestEntry]:
    """What ``manifest.toml`` in `folder` says, by the file's name within the folder; empty where there is none.

    ::

        ["report.txt"]
        slug = "chaoyang-plan-2024h1"
        published = 2024-08-22

    Raises BadInput naming the manifest, the file and the key for what is not TOML, unknown keys and wrong values.
    """
    path = folder / MANIFEST
    shown = show_name(str(path))
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise BadInput(f"{shown}: {error.strerror}") from None
    if len(raw) > _MOST_BYTES:
        raise BadInput(f"{shown}: more than {_MOST_BYTES:,} bytes")
    try:
        tables = tomllib.loads(raw.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{shown}: it is not TOML: {show_name(str(error))}") from None
    entries: dict[str, ManifestEntry] = {}
    for name, table in tables.items():
        where = f"{shown}, {show_name(name)}"
        if not isinstance(table, dict):
            raise BadInput(f'{where}: write ["{show_name(name)}"] and, under it, what is to be said of that file')
        entries[name] = _entry(table, where)
    return entries


def _entry(table: dict[str, object], where: str) -> ManifestEntry:
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise BadInput(f"{where}: unknown key '{show_name(unknown[0])}'; known are {', '.join(_KEYS)}")
    texts = {key: _text(value, f"{where}, {key}") for key, value in table.items() if key != "published"}
    if "slug" in texts:
        try:
            check_slug(texts["slug"])
        except BadInput as refusal:
            raise BadInput(f"{where}, slug: {refusal}") from None
    if "source_url" in texts and not _WEB.fullmatch(texts["source_url"]):
        raise BadInput(f"{where}, source_url: it must begin with http:// or https://")
    published = _day(table["published"], f"{where}, published") if "published" in table else None
    return ManifestEntry(published=published, **texts)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise BadInput(f"{where}: it must be a string in quotes")
    if not value.strip() or len(value) > _LONGEST_VALUE or "\n" in value:
        raise BadInput(f"{where}: it must be one line of at most {_LONGEST_VALUE:,} characters, and not empty")
    return value


def _day(value: object, where: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else _no_day(where)
    except ValueError:
        _no_day(where)


def _no_day(where: str) -> NoReturn:
    raise BadInput(f"{where}: it must be a day, as 2024-08-22")
