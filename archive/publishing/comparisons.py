"""Two years side by side, as a page: coverage first, then themes, figures and milestones, filtered."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

from archive.comparing.comparison import Comparison, compare
from archive.errors import NotFound
from archive.index.load import Selection, load_versions, newest_versions
from archive.index.questions import theme_records
from archive.publishing.remembering import remembered

Row = dict[str, Any]

STATUSES = ("continued", "risen", "fallen", "reworded", "succeeded", "new", "not seen")
RELATIONS = ("progress_of_target", "plan_vs_actual", "later_year", "breakdown", "restatement")
#: The newest evidence shown in a row before the reader opens the theme.
_EVIDENCE = 3


def years(connection: sqlite3.Connection) -> list[int]:
    """The years of publication that the archive holds, in order."""
    rows = connection.execute(
        "SELECT DISTINCT year FROM documents WHERE year IS NOT NULL AND same_as IS NULL ORDER BY year"
    )
    return [int(year) for (year,) in rows]


def comparison_of(connection: sqlite3.Connection, earlier: int, later: int, filters: dict[str, str | None]) -> Row:
    """The comparison as DESIGN's JSON. Raises NotFound for a year with no document."""
    region, series, kind = (filters.get(name) or None for name in ("region", "series", "kind"))
    return remembered(
        connection,
        ("compare", earlier, later, region, series, kind),
        lambda: _compare(connection, earlier, later, Selection(region=region, series=series, kind=kind)).to_dict(),
    )


def _compare(connection: sqlite3.Connection, earlier: int, later: int, among: Selection) -> Comparison:
    sides = []
    for year in (earlier, later):
        selection = Selection(year=year, region=among.region, series=among.series, kind=among.kind)
        ids = newest_versions(connection, selection)
        if not ids:
            held = ", ".join(map(str, years(connection))) or "no dated document"
            raise NotFound(f"{year}: no document of that year among those chosen; the archive holds {held}")
        sides.append(load_versions(connection, ids))
    return compare(sides[0], sides[1], theme_records(connection), labels=(str(earlier), str(later)))


def page(
    connection: sqlite3.Connection,
    earlier: int,
    later: int,
    filters: dict[str, str | None],
    *,
    offset: int = 0,
    limit: int = 60,
) -> Row:
    """A comparison to read: what stands out, then the rows that pass (``status``, ``category``, ``relation``)."""
    result = comparison_of(connection, earlier, later, filters)
    themes = [
        row
        for row in result["themes"]
        if filters.get("status") in (None, "", row["status"]) and filters.get("category") in (None, "", row["category"])
    ]
    figures = [row for row in result["figures"] if filters.get("relation") in (None, "", row["relation"])]
    return {
        "labels": result["labels"],
        "coverage": result["coverage"],
        "statuses": _counted(result["themes"], "status", STATUSES),
        "relations": _counted(result["figures"], "relation", RELATIONS),
        "categories": sorted({row["category"] for row in result["themes"]}),
        "shared": _shared(result["themes"]),
        "across": [row for row in figures if row["across"]][:40],
        "within": [row for row in figures if not row["across"]][:120],
        "within_total": sum(not row["across"] for row in figures),
        "themes": [_shortened(row) for row in themes[offset : offset + limit]],
        "theme_total": len(themes),
        "milestones": sorted(result["milestones"], key=lambda row: not row["across"])[:80],
        "reuse": result["reuse"][:20],
        "filters": filters,
        "offset": offset,
        "limit": limit,
    }


def _counted(rows: Sequence[Row], name: str, order: Sequence[str]) -> dict[str, int]:
    counts = Counter(row[name] for row in rows)
    return {value: counts[value] for value in order if counts[value]}


def _shared(rows: Sequence[Row]) -> list[Row]:
    """The themes that both years speak of most."""
    both = [row for row in rows if row["earlier"]["mentions"] and row["later"]["mentions"]]
    return sorted(both, key=lambda row: -(row["earlier"]["mentions"] + row["later"]["mentions"]))[:12]


def _shortened(row: Row) -> Row:
    sides = {
        side: {
            **row[side],
            "evidence": row[side]["evidence"][:_EVIDENCE],
            "more": max(0, len(row[side]["evidence"]) - _EVIDENCE),
        }
        for side in ("earlier", "later")
    }
    return {**row, **sides}
