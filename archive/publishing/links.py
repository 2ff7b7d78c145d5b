"""The addresses of our pages, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of pages below `root`, the path that the server is mounted at (with no slash at its end).

    >>> Links().version("report", 2, at=(120, 180))
    '/-/documents/report/2?at=120-180#c120-180'
    """

    root: str = ""
    database: str = "archive"

    def home(self) -> str:
        """The first page."""
        return f"{self.root}/"

    def documents(self) -> str:
        """The list of documents."""
        return f"{self.root}/-/documents"

    def document(self, slug: str) -> str:
        """The newest version of a document."""
        return f"{self.root}/-/documents/{quote(slug, safe='')}"

    def version(self, slug: str, number: int, at: tuple[int, int] | None = None) -> str:
        """One version, opened at a range of its text where one is given."""
        address = f"{self.document(slug)}/{number}"
        return address if at is None else f"{address}?at={at[0]}-{at[1]}#c{at[0]}-{at[1]}"

    def diff(self, old: tuple[str, int], new: tuple[str, int]) -> str:
        """What changed from one version to another, of one document or of two."""
        if old[0] == new[0]:
            return f"{self.root}/-/diff/{quote(old[0], safe='')}/{old[1]}...{new[1]}"
        return f"{self.root}/-/diff/{quote(old[0], safe='')}@{old[1]}/{quote(new[0], safe='')}@{new[1]}"

    def compare(self, earlier: int, later: int, **filters: str | None) -> str:
        """Two years side by side."""
        return self.with_query(f"{self.root}/-/compare/{earlier}...{later}", filters)

    def themes(self) -> str:
        """The list of themes."""
        return f"{self.root}/-/themes"

    def theme(self, id_: int) -> str:
        """One theme: its concordance and counts."""
        return f"{self.root}/-/themes/{id_}"

    def targets(self, **filters: str | None) -> str:
        """The ledger of promises."""
        return self.with_query(f"{self.root}/-/targets", filters)

    def search(self, **filters: str | None) -> str:
        """The search page."""
        return self.with_query(f"{self.root}/-/search", filters)

    def table(self, name: str, **filters: str | None) -> str:
        """Datasette's own page of a table, view or canned query."""
        return self.with_query(f"{self.root}/{quote(self.database, safe='')}/{name}", filters)

    def sql(self) -> str:
        """Datasette's own page of the database, where SQL is asked."""
        return f"{self.root}/{quote(self.database, safe='')}"

    def schema(self) -> str:
        """The page drawing the tables."""
        return f"{self.root}/-/schema"

    def feed(self, *parts: str, language: str | None = None) -> str:
        """An Atom feed of changes: of the archive, or of one document or theme, in a language."""
        path = f"{self.root}/-/feeds/{'/'.join(quote(part, safe='') for part in parts or ('changes',))}.atom"
        return self.with_query(path, {"lang": language})

    def static(self, name: str) -> str:
        """A stylesheet or script of ours."""
        return f"{self.root}/-/archive-static/{name}"

    def with_query(self, path: str, filters: Mapping[str, str | None]) -> str:
        """`path` with the filters that are set as its query."""
        query = urlencode({name: value for name, value in filters.items() if value})
        return f"{path}?{query}" if query else path
