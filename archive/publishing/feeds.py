"""Atom feeds of changes: of the whole archive, of one document, of one theme; and what robots are told."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from archive.addresses import visible_versions
from archive.errors import NotFound
from archive.index.load import rows_as_dicts
from archive.publishing.languages import counter, translator
from archive.publishing.links import Links
from archive.publishing.overview import newest_changes

Row = dict[str, Any]

_ATOM = "http://www.w3.org/2005/Atom"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ENTRIES = 50
#: What one sitemap may list.
_MOST_PAGES = 50_000


def changes_feed(
    connection: sqlite3.Connection, site: str, links: Links, slug: str | None = None, *, language: str = "en"
) -> str:
    """The newest versions of the archive, or of one document, as Atom. `site` is scheme and host. Raises NotFound."""
    say, count = translator(language), counter(language)
    if slug is not None:
        visible_versions(connection, slug)
    entries = []
    for row in newest_changes(connection, slug=slug, limit=_ENTRIES):
        page = (
            links.version(row["slug"], row["version"])
            if row["before"] is None
            else links.diff((row["slug"], row["before"]), (row["slug"], row["version"]))
        )
        changes = f"{say(row['change'] or 'wording')} · {count(row['changes'], 'change', 'changes')}"
        what = say("added") if row["before"] is None else changes
        entries.append(
            {
                "id": f"urn:sha256:{row['text_sha256']}:{row['slug']}:{row['version']}",
                "title": f"{row['title'] or row['slug']} · {row['version']}",
                "updated": row["captured_at"],
                "link": site + page,
                "summary": what,
            }
        )
    parts = () if slug is None else ("documents", slug)
    return _feed(slug or say("Policy archive"), site, links, parts, entries, language)


def theme_feed(connection: sqlite3.Connection, site: str, links: Links, theme: int, *, language: str = "en") -> str:
    """The documents that mention a theme, newest first, as Atom. Raises NotFound."""
    name = connection.execute("SELECT name FROM themes WHERE id = ?", (theme,)).fetchone()
    if name is None:
        raise NotFound(f"{theme}: no such theme")
    rows = rows_as_dicts(
        connection.execute(
            """SELECT d.slug, d.title, v.number AS version, v.captured_at, v.text_sha256, count(*) AS mentions,
               min(m.start_char) AS start_char, m.end_char FROM theme_mentions m
               JOIN documents d ON d.newest_version_id = m.version_id JOIN versions v ON v.id = m.version_id
               WHERE m.theme_id = ? GROUP BY v.id ORDER BY v.id DESC LIMIT ?""",
            (theme, _ENTRIES),
        )
    )
    entries = [
        {
            "id": f"urn:sha256:{row['text_sha256']}:{row['slug']}:{row['version']}:{theme}",
            "title": f"{row['title'] or row['slug']}: {name[0]} × {row['mentions']}",
            "updated": row["captured_at"],
            "link": site + links.version(row["slug"], row["version"], (row["start_char"], row["end_char"])),
            "summary": counter(language)(row["mentions"], "mention", "mentions"),
        }
        for row in rows
    ]
    return _feed(str(name[0]), site, links, ("themes", str(theme)), entries, language)


def sitemap(connection: sqlite3.Connection, site: str, links: Links) -> str:
    """The pages that a search engine may want."""
    root = ElementTree.Element("urlset", {"xmlns": _MAP})
    pages = [(links.home(), None), (links.documents(), None), (links.themes(), None), (links.targets(), None)]
    for slug, when in connection.execute(
        """SELECT d.slug, substr(v.captured_at, 1, 10) FROM documents d JOIN versions v ON v.id = d.newest_version_id
           ORDER BY d.id LIMIT ?""",
        (_MOST_PAGES - len(pages),),
    ):
        pages.append((links.document(slug), when))
    for address, when in pages:
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = site + address
        if when:
            ElementTree.SubElement(entry, "lastmod").text = when
    return _document(root)


def robots(site: str, links: Links) -> str:
    """Reading pages may be indexed; what costs work for every address (diffs, comparisons, searches, SQL) may not."""
    closed = ("/-/diff", "/-/compare", "/-/search", f"/{links.database}")
    lines = [
        "User-agent: *",
        *(f"Disallow: {links.root}{path}" for path in closed),
        f"Sitemap: {site}{links.root}/sitemap.xml",
    ]
    return "\n".join(lines) + "\n"


def _feed(title: str, site: str, links: Links, parts: Sequence[str], entries: Sequence[Row], language: str) -> str:
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-Hans" if language == "zh" else language})
    for name, text in (
        ("id", site + links.feed(*parts)),
        ("title", title),
        ("updated", entries[0]["updated"] if entries else "1970-01-01T00:00:00Z"),
    ):
        ElementTree.SubElement(feed, name).text = _legal(text)
    ElementTree.SubElement(feed, "link", {"rel": "self", "href": site + links.feed(*parts, language=language)})
    author = translator(language)("Policy archive")
    ElementTree.SubElement(ElementTree.SubElement(feed, "author"), "name").text = author
    for entry in entries:
        element = ElementTree.SubElement(feed, "entry")
        for name in ("id", "title", "updated", "summary"):
            ElementTree.SubElement(element, name).text = _legal(entry[name])
        ElementTree.SubElement(element, "link", {"href": entry["link"]})
    return _document(feed)


def _document(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="utf-8"?>\n', "\n")
    )


def _legal(text: str) -> str:
    """The characters of `text` that XML may hold."""
    return "".join(
        char
        for char in text
        if char in "\t\n" or " " <= char < "\ud800" or "\ue000" <= char < "\ufffe" or char > "\uffff"
    )
