"""From what the user names (files, folders, standard input, URLs) to texts ready to be recorded."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from archive.errors import BadInput, FetchFailed
from archive.intake.files import STANDARD_INPUT, FileInput, walk
from archive.intake.manifest import ManifestEntry, load_manifest
from archive.intake.slugs import check_slug, make_slug
from archive.intake.web import Fetched, fetch, is_url, normal_url
from archive.ledger import clock
from archive.ledger.identity import file_origin
from archive.ledger.records import NewVersion
from archive.reading.formats import ReadText, read_bytes
from archive.workflow.adding import Arrival

#: What is recorded in one transaction at most: a crash loses no more than that, and a commit is paid once for it.
_MOST_AT_ONCE = 100
_MOST_BYTES_AT_ONCE = 8_000_000


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
    allow_private: bool = False,
) -> Iterator[Arrival | Refusal]:
    """What is to be recorded, in order; a file that cannot be read is a Refusal and the rest goes on.

    Raises BadInput where a path itself is wrong, before anything is given out.
    """
    files, web = named(paths, slug=slug, glob=glob)
    return chain(_files(files, slug, facts, said_by), _pages(web, slug, facts, said_by, allow_private))


def named(
    paths: Sequence[str | os.PathLike[str]], *, slug: str | None, glob: str | None
) -> tuple[list[FileInput], list[str]]:
    """The files and the URLs that `paths` stand for. Raises BadInput for a wrong path, slug or URL."""
    if slug is not None:
        check_slug(slug)
    names = [os.fspath(path) for path in paths]
    web = [normal_url(name) for name in names if is_url(name)]
    files = list(walk([name for name in names if not is_url(name)], glob))
    if slug is not None and len(files) + len(web) > 1:
        raise BadInput(
            f"--id {slug} names one document, but there are {len(files) + len(web)} files; add them one by one"
        )
    return files, web


def _pages(
    web: Sequence[str], slug: str | None, facts: Mapping[str, str], said_by: str, allow_private: bool
) -> Iterator[Arrival | Refusal]:
    for url in web:
        try:
            yield web_arrival(fetch(url, allow_private=allow_private), slug, facts, said_by)
        except (BadInput, FetchFailed) as refusal:
            yield Refusal(url, str(refusal))


def _files(
    files: Sequence[FileInput], slug: str | None, facts: Mapping[str, str], said_by: str
) -> Iterator[Arrival | Refusal]:
    folders = {file.folder for file in files if file.folder is not None}
    manifests = {folder: load_manifest(folder) for folder in sorted(folders)}  # a mistake in one is told once, at once
    for file in files:
        try:
            yield _file_arrival(file, manifests, slug, facts, said_by)
        except BadInput as refusal:
            yield Refusal(file.name, str(refusal))


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


def web_arrival(
    fetched: Fetched, slug: str | None = None, facts: Mapping[str, str] | None = None, said_by: str = "url"
) -> Arrival:
    """A page that was fetched, ready to be recorded with what the server said of it. Raises BadInput."""
    if fetched.outcome == "gone":
        raise BadInput(f"{fetched.url}: the page is gone (the server answered {fetched.status})")
    name = PurePosixPath(urlsplit(fetched.final_url).path).name
    read = read_bytes(fetched.raw, name or None, fetched.media_type)
    said = {"source_url": fetched.url} | dict(facts or {})
    about = {
        "url": fetched.url,
        "final_url": fetched.final_url,
        "etag": fetched.etag,
        "last_modified": fetched.last_modified,
        "redirects": [[step.status, step.url] for step in fetched.redirects],
    }
    return _arrival(fetched.raw, read, name or fetched.url, ("url", fetched.url), slug, said, said_by, about)


def git_arrivals(
    repository: Path, path: str, *, slug: str | None, facts: Mapping[str, str], said_by: str
) -> Iterator[Arrival]:
    """Every state of a file in the history of a git repository, oldest first. Raises BadInput."""
    from archive.intake.git_history import file_history

    origin = ("git", file_origin(repository.resolve() / path))
    for state in file_history(repository, path):
        read = read_bytes(state.raw, PurePosixPath(state.path).name)
        about = {"commit": state.commit, "authored_at": state.authored_at, "subject": state.subject}
        name = PurePosixPath(path).name
        note = f"{state.authored_at[:10]} {state.commit[:10]} {state.subject}"
        yield _arrival(state.raw, read, name, origin, slug, facts, said_by, about, note)


def _arrival(
    raw: bytes,
    read: ReadText,
    filename: str,
    origin: tuple[str, str],
    slug: str | None,
    facts: Mapping[str, str],
    said_by: str,
    about: Mapping[str, object] | None = None,
    note: str | None = None,
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
        note=note or "; ".join(read.notes) or None,
    )
    said_of_itself = {"title": read.title} if read.title else {}
    suggested = make_slug(read.title if origin[0] == "url" and read.title else PurePosixPath(filename).name)
    return Arrival(new, suggested, slug, facts, said_by, {**(about or {}), **said_of_itself})


def batches(arrivals: Iterable[Arrival | Refusal]) -> Iterator[list[Arrival | Refusal]]:
    """The arrivals in lots that are recorded in one transaction each: many small texts, or few large ones."""
    batch: list[Arrival | Refusal] = []
    size = 0
    for arrival in arrivals:
        batch.append(arrival)
        size += 0 if isinstance(arrival, Refusal) else len(arrival.new.raw)
        if len(batch) >= _MOST_AT_ONCE or size >= _MOST_BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def is_plain_file(name: str) -> bool:
    """Whether a name stands for a plain file or standard input rather than a document of the archive."""
    return name == STANDARD_INPUT or os.path.isfile(name)


def plain_text(name: str) -> str:
    """The text of a plain file or of standard input, with nothing stored. Raises BadInput."""
    file = next(walk([name]))
    return read_bytes(file.load(), None if file.path is None else file.name).text
