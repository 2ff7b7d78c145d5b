"""``Catalogue``: one open archive, to be asked what it holds. What analyses, compares and takes in is ``Archive``."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive import addresses
from archive.errors import ArchiveError, NotFound
from archive.index import questions, tables
from archive.index.load import Selection
from archive.index.search import Hit, search
from archive.ledger import chain
from archive.ledger.database import explain, open_database
from archive.ledger.verify import head_is_kept

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from archive.diffing import Diff

Row = dict[str, Any]


class Catalogue:
    """An archive at `path`, opened for reading and writing (or only for reading), made where there is none.

    Whoever only asks for documents, texts, rows and passages loads nothing that analyses.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        create: bool = True,
        read_only: bool = False,
        who: str | None = None,
        scheduler: str | None = None,
    ) -> None:
        self.path = Path(path)
        self.scheduler = scheduler
        self.database = open_database(self.path, create=create, read_only=read_only)
        self.who = who or os.environ.get("ARCHIVE_WHO") or _login_name()
        if not read_only and self.is_empty():
            with self._explained():
                tables.ensure_tables(self.database)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection beneath."""
        connection: sqlite3.Connection = self.database.conn
        return connection

    def is_empty(self) -> bool:
        """Whether nothing was ever recorded in it."""
        return chain.head(self.connection) == chain.ORIGIN

    @property
    def index(self) -> sqlite3.Connection:
        """The connection, to ask the index. Raises ArchiveError where that is of another release."""
        if not tables.is_ready(self.connection):
            raise _outdated(self.path)
        return self.connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise explain(error, self.path) from error

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def documents(self, selection: Selection | None = None, *, as_of: str | None = None) -> list[Row]:
        """The documents, or those that the archive knew at the end of the day `as_of` (``YYYY-MM-DD``)."""
        return questions.documents(self.index, self._chosen(selection), as_of)

    def unindexed(self) -> int:
        """How many versions are recorded but not analysed yet (``add --no-index``, or something was interrupted)."""
        return questions.unindexed(self.index)

    def undated(self, slugs: Iterable[str]) -> list[str]:
        """Those of the documents of which no date is known: they stand in no year, and in no comparison of years."""
        return questions.undated(self.index, slugs)

    def log(self, slug: str) -> list[Row]:
        """The versions of a document, oldest first, each with what kind of change it was."""
        addresses.visible_versions(self.connection, slug)
        return questions.versions(self.index, slug)

    def text(self, address: str, *, as_of: str | None = None) -> str:
        """The text of a version (of the newest where no number is given)."""
        version = self._version(address, as_of)
        (text,) = self.connection.execute("SELECT text FROM versions WHERE id = ?", (version.id,)).fetchone()
        return str(text)

    def raw(self, address: str) -> bytes:
        """The very bytes that a version came as."""
        version = addresses.find_version(self.connection, address)
        (raw,) = self.connection.execute(
            "SELECT c.bytes FROM versions v JOIN captures c ON c.sha256 = v.capture_sha256 WHERE v.id = ?",
            (version.id,),
        ).fetchone()
        return bytes(raw)

    def search(self, query: str, selection: Selection | None = None, *, limit: int | None = None) -> list[Hit]:
        """The passages of the newest versions in which `query` stands literally, after folding."""
        return search(self.index, query, self._chosen(selection), limit)

    def themes(self, selection: Selection | None = None, *, origin: str | None = None) -> list[Row]:
        """Every theme with its mentions in the documents selected, most mentioned first."""
        return questions.themes(self.index, self._chosen(selection), origin)

    def figures(self, selection: Selection | None = None, **filters: str | None) -> list[Row]:
        """The figures of the newest versions; filters: ``metric`` (a part of it), ``tense``, ``measure``."""
        return questions.figures(self.index, self._chosen(selection), filters)

    def milestones(self, selection: Selection | None = None, **filters: str | None) -> list[Row]:
        """The milestones of the newest versions; filters: ``project`` (a part of it), ``stage``, ``tense``."""
        return questions.milestones(self.index, self._chosen(selection), filters)

    def diff(self, old: str, new: str | None = None) -> Diff:
        """What changed from one version to another, or between the last two versions of a document."""
        from archive.diffing import diff_texts

        first, second = self.diff_addresses(old, new)
        return diff_texts(self.text(first), self.text(second))

    def diff_addresses(self, old: str, new: str | None = None) -> tuple[str, str]:
        """The full addresses that ``diff`` compares. Raises NotFound where a document has only one version."""
        if new is not None:
            return tuple(
                f"{at.slug}@{at.number}"
                for at in (addresses.find_version(self.connection, name) for name in (old, new))
            )  # type: ignore[return-value]
        at = addresses.find_version(self.connection, old)
        before = [
            version for version in addresses.visible_versions(self.connection, at.slug) if version.number < at.number
        ]
        if not before:
            raise NotFound(
                f"{at.slug}@{at.number}: nothing before it to compare with; name a second document or version"
            )
        return f"{at.slug}@{before[-1].number}", f"{at.slug}@{at.number}"

    def head(self) -> str:
        """The newest link of the hash chain; kept elsewhere, it proves later that nothing before it changed."""
        return chain.head(self.connection)

    def holds_head(self, expected: str) -> bool:
        """Whether a head noted earlier is still in the chain."""
        return head_is_kept(self.connection, expected)

    def _chosen(self, selection: Selection | None) -> Selection:
        """The selection, which must choose a document where it says anything. Raises NotFound."""
        chosen = selection or Selection()
        questions.require_documents(self.index, chosen)
        return chosen

    def _version(self, address: str, as_of: str | None) -> addresses.VersionAt:
        if as_of is None or "@" in address:
            return addresses.find_version(self.connection, address)
        addresses.visible_versions(self.connection, address)
        known = questions.newest_as_of(self.connection, address, as_of)
        if known is None:
            raise NotFound(f"{address}: not known yet on {as_of}")
        return addresses.find_version(self.connection, f"{address}@{known}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns what SQLite runs into into one clear line."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise explain(error, self.path) from error


def _outdated(path: Path) -> ArchiveError:
    return ArchiveError(f"{path}: its index is not made, or is of another release; run archive reindex")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
