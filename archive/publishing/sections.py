"""Two years of an archive compared, a region at a time: what is asked for is loaded, however much there is besides."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from archive.comparing.comparison import Comparison, Section, compare
from archive.errors import NotFound
from archive.index.correcting import corrections_in_force
from archive.index.load import load_versions, rows_as_dicts
from archive.index.questions import theme_records
from archive.index.theming import listed_themes, noted_basis
from archive.publishing.remembering import remembered

Row = dict[str, Any]
Filters = Mapping[str, str | None]
Years = tuple[int, int]

#: What a link says for the documents that name no region.
NO_REGION = "-"
#: So many documents at most stand behind an answer that was asked for no region of its own; one region is always whole.
MOST_DOCUMENTS = 60


def years(connection: sqlite3.Connection) -> list[int]:
    """The years of publication that the archive holds, in order."""
    rows = connection.execute(
        "SELECT DISTINCT year FROM documents WHERE year IS NOT NULL AND same_as IS NULL ORDER BY year"
    )
    return [int(year) for (year,) in rows]


def regions_of(connection: sqlite3.Connection, compared: Years, filters: Filters) -> list[Row]:
    """The regions with documents of either year: first those that say much in both.

    Raises NotFound for a year with no document among those chosen (``series``, ``kind``).
    """
    where, values = _among(filters)
    held: defaultdict[str | None, dict[int, tuple[int, int]]] = defaultdict(dict)
    for region, year, documents, characters in connection.execute(
        f"""SELECT region, year, count(*), sum(content_characters) FROM documents
            WHERE year IN (?, ?) AND {where} GROUP BY 1, 2""",
        [*compared, *values],
    ):
        held[region][year] = documents, characters
    for year in compared:
        if not any(year in by_year for by_year in held.values()):
            known = ", ".join(map(str, years(connection))) or "no dated document"
            raise NotFound(f"{year}: no document of that year among those chosen; the archive holds {known}")
    rows = [
        {
            "region": region,
            "value": region or NO_REGION,
            "documents": [by_year.get(year, (0, 0))[0] for year in compared],
            "characters": [by_year.get(year, (0, 0))[1] for year in compared],
        }
        for region, by_year in held.items()
    ]
    return sorted(rows, key=lambda row: (-min(row["characters"]), -sum(row["characters"]), row["region"] or ""))


def section_of(connection: sqlite3.Connection, compared: Years, region: str | None, filters: Filters) -> Row:
    """The comparison of one region as DESIGN's JSON; kept for as long as its documents are read the same way."""
    return remembered(
        connection,
        ("compare", *compared, region, filters.get("series"), filters.get("kind")),
        lambda: compare_regions(connection, compared, [region], filters).to_dict(),
        stamp=_stamp(connection, compared, region, filters),
    )


def comparison_of(connection: sqlite3.Connection, compared: Years, filters: Filters) -> Row:
    """The comparison as DESIGN's JSON: of the region chosen, else of the first regions; the rest is in ``more``."""
    chosen, rest = choose_regions(connection, compared, filters)
    sections = [section_of(connection, compared, region, filters) for region in chosen]
    joined: Row = {"labels": sections[0]["labels"]}
    for name in ("coverage", "themes", "figures", "milestones", "reuse"):
        joined[name] = [row for section in sections for row in section[name]]
    return {**joined, "more": rest}


def choose_regions(
    connection: sqlite3.Connection, compared: Years, filters: Filters
) -> tuple[list[str | None], list[Row]]:
    """The regions that an answer holds, and those left for other answers.

    Raises NotFound where the region chosen, or a year, has no document.
    """
    regions = regions_of(connection, compared, filters)
    wanted = filters.get("region")
    if wanted:
        if wanted not in {row["value"] for row in regions}:
            raise NotFound(f"{wanted}: no document of this region in {compared[0]} or {compared[1]}")
        return [None if wanted == NO_REGION else wanted], []
    taken = 0
    for number, row in enumerate(regions):
        taken += sum(row["documents"])
        if number and taken > MOST_DOCUMENTS:
            return [row["region"] for row in regions[:number]], regions[number:]
    return [row["region"] for row in regions], []


def compare_regions(
    connection: sqlite3.Connection, compared: Years, regions: Sequence[str | None], filters: Filters
) -> Comparison:
    """The comparison of those regions, as ``archive compare`` makes it."""
    sections: list[Section] = []
    labels = (str(compared[0]), str(compared[1]))
    for region in regions:
        sides = [load_versions(connection, _versions(connection, year, region, filters)) for year in compared]
        comparison = compare(
            sides[0],
            sides[1],
            theme_records(connection),
            labels=labels,
            lexicon=listed_themes(connection),
            corrections=corrections_in_force(connection).pairs,
        )
        sections += comparison.sections
    return Comparison(labels, tuple(sections))


def _versions(connection: sqlite3.Connection, year: int, region: str | None, filters: Filters) -> list[int]:
    where, values = _among(filters)
    rows = connection.execute(
        f"""SELECT newest_version_id FROM documents WHERE year = ? AND region IS ? AND {where}
            ORDER BY published_on, slug""",
        [year, region, *values],
    )
    return [int(id_) for (id_,) in rows]


def _stamp(connection: sqlite3.Connection, compared: Years, region: str | None, filters: Filters) -> int:
    """Another number once a document of the region says or is something else, or themes or corrections are others."""
    where, values = _among(filters)
    documents = rows_as_dicts(
        connection.execute(
            f"""SELECT d.*, s.analyser FROM documents d
                LEFT JOIN version_states s ON s.version_id = d.newest_version_id
                WHERE year IN (?, ?) AND region IS ? AND {where} ORDER BY d.id""",
            [*compared, region, *values],
        )
    )
    corrected = connection.execute("SELECT max(id) FROM events WHERE kind = 'corrections'").fetchone()
    return hash(repr((documents, noted_basis(connection), corrected)))


def _among(filters: Filters) -> tuple[str, list[str]]:
    chosen = [(name, value) for name in ("series", "kind") if (value := filters.get(name))]
    return " AND ".join(["same_as IS NULL", *(f"{name} = ?" for name, _ in chosen)]), [value for _, value in chosen]
