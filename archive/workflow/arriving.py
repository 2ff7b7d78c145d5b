"""From what the user names (files, folders, standard input, URLs) to texts ready to be recorded."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import BadInput
from archive.intake.files import STANDARD_INPUT, FileInput, walk
from archive.intake.manifest import ManifestEntry, load_manifest
from archive.intake.slugs import check_slug, make_slug
from archive.ledger import clock
from archive.ledger.identity import file_origin
from archive.ledger.records import NewVersion
from archive.reading.formats import ReadText, read_bytes
from archive.workflow.adding import Arrival

_WEB = re.compile(r"https?://", re.I)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing named that could not be taken in, and why."""

    filename: str
    reason: str


def arrivals(
    paths: Sequence[str | os.PathLike[str]],
    *,
    slug: str | None,
    facts: Mapping[str, str],
    glob: str | None,
    said_by: str,
) -> Iterator[Arrival | Refusal]:
    """What is to be recorded, in order; a file that cannot be read is a Refusal and the rest goes on.

    Raises BadInput where a path itself is wrong, before anything is given out.
    """
    if slug is not None:
        check_slug(slug)
    web = [os.fspath(path) for path in paths if _WEB.match(os.fspath(path))]
    files = list(walk([path for path in paths if not _WEB.match(os.fspath(path))], glob))
    if slug is not None and len(files) + len(web) > 1:
        raise BadInput(
            f"--id {slug} names one document, but there are {len(files) + len(web)} files; add them one by one"
        )
    return _all(files, web, slug, facts, said_by)


def _all(
    files: Sequence[FileInput], web: Sequence[str], slug: str | None, facts: Mapping[str, str], said_by: str
) -> Iterator[Arrival | Refusal]:
    manifests: dict[Path, dict[str, ManifestEntry]] = {}
    for file in files:
        try:
            yield _file_arrival(file, manifests, slug, facts, said_by)
        except BadInput as refusal:
            yield Refusal(file.name, str(refusal))
    for url in web:
        try:
            yield _web_arrival(url, slug, facts, said_by)
        except BadInput as refusal:
            yield Refusal(url, str(refusal))


def _file_arrival(
    file: FileInput,
    manifests: dict[Path, dict[str, ManifestEntry]],
    slug: str | None,
    facts: Mapping[str, str],
    said_by: str,
) -> Arrival:
    if file.path is None or file.folder is None:
        if slug is None:
            raise BadInput("standard input: has no name; say which document it is with --id SLUG")
        raw = file.load()
        return _arrival(raw, read_bytes(raw, None), STANDARD_INPUT, ("stdin", slug), slug, facts, said_by)
    if file.folder not in manifests:
        manifests[file.folder] = load_manifest(file.folder)
    entry = manifests[file.folder].get(file.name, ManifestEntry())
    raw = file.load()
    read = read_bytes(raw, file.name)
    written = {
        "title": entry.title,
        "region": entry.region,
        "publisher": entry.publisher,
        "kind": entry.kind,
        "series": entry.series,
        "published_on": entry.published.isoformat() if entry.published else None,
        "source_url": entry.source_url,
        "note": entry.note,
    }
    said = {name: value for name, value in written.items() if value is not None} | dict(facts)
    by = said_by if facts or not said else "manifest"
    return _arrival(raw, read, file.name, ("file", file_origin(file.path)), slug or entry.slug, said, by)


def _web_arrival(url: str, slug: str | None, facts: Mapping[str, str], said_by: str) -> Arrival:
    from archive.intake.web import fetch

    fetched = fetch(url)
    if fetched.status != "fetched":
        raise BadInput(f"{url}: the page is gone ({fetched.status_code})")
    read = read_bytes(fetched.body, fetched.filename, fetched.media_type)
    said = {"source_url": url} | ({"title": read.title} if read.title else {}) | dict(facts)
    return _arrival(fetched.body, read, fetched.filename or url, ("url", url), slug, said, said_by, fetched.to_dict())


def _arrival(
    raw: bytes,
    read: ReadText,
    filename: str,
    origin: tuple[str, str],
    slug: str | None,
    facts: Mapping[str, str],
    said_by: str,
    about: Mapping[str, object] | None = None,
) -> Arrival:
    new = NewVersion(
        raw=raw,
        media_type=read.media_type,
        text=read.text,
        encoding=read.encoding,
        filename=filename,
        origin=origin[0],
        origin_key=origin[1],
        captured_at=clock.now(),
        note="; ".join(read.notes) or None,
    )
    return Arrival(new, make_slug(Path(filename).name), slug, facts, said_by, about or {})


def is_plain_file(name: str) -> bool:
    """Whether a name stands for a plain file or standard input rather than a document of the archive."""
    return name == STANDARD_INPUT or os.path.isfile(name)


def plain_text(name: str) -> str:
    """The text of a plain file or of standard input, with nothing stored. Raises BadInput."""
    file = next(walk([name]))
    return read_bytes(file.load(), None if file.path is None else file.name).text
