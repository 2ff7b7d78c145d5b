"""Two years side by side, as a page: coverage first, then themes, figures and milestones, filtered."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

from archive.analysis.milestones import stage_order
from archive.index.rows import theme_id
from archive.publishing.documents import title_of
from archive.publishing.sections import Years, choose_regions, regions_of, section_of

Row = dict[str, Any]

STATUSES = ("continued", "risen", "fallen", "reworded", "succeeded", "new", "not seen")
#: Statuses whose themes are named at a glance.
_OUTSTANDING = ("risen", "fallen", "reworded", "succeeded", "new", "not seen")
_NAMED = 8
RELATIONS = ("progress_of_target", "plan_vs_actual", "later_year", "breakdown", "restatement")
#: Documents shown in a row, each by its first mention, before the reader opens the theme.
_DOCUMENTS = 3
#: Rows shown of each kind; the files to take away hold all of them.
_MOST_ACROSS, _MOST_WITHIN, _MOST_MILESTONES, _MOST_REUSE = 120, 120, 80, 20
#: Projects drawn.
_DRAWN = 12
#: Documents named on either side before a link leads to all of them.
MOST_NAMED = 4
#: Regions that the page links to; with more, filters lead to the others.
MOST_REGIONS = 200


def page(
    connection: sqlite3.Connection, compared: Years, filters: dict[str, str | None], *, offset: int = 0, limit: int = 60
) -> Row:
    """The comparison of one region to read: what stands out, then the rows that pass (``status``, ``relation`` …).

    The region is the one chosen, else the one with most text in both years; ``regions`` lists the others.
    """
    regions = regions_of(connection, compared, filters)
    if not filters.get("region"):
        filters = {**filters, "region": regions[0]["value"]}
    (region,), _ = choose_regions(connection, compared, filters)
    result = section_of(connection, compared, region, filters)
    themes = [
        row
        for row in result["themes"]
        if filters.get("status") in (None, "", row["status"]) and filters.get("category") in (None, "", row["category"])
    ]
    figures = [row for row in result["figures"] if filters.get("relation") in (None, "", row["relation"])]
    across = [row for row in figures if row["across"]]
    within = [row for row in figures if not row["across"]]
    return {
        "labels": result["labels"],
        "coverage": result["coverage"],
        "titles": _titles(connection, result["coverage"]),
        "alike": _alike(result["coverage"], filters),
        "regions": regions[:MOST_REGIONS],
        "more_regions": max(0, len(regions) - MOST_REGIONS),
        "statuses": _counted(result["themes"], "status", STATUSES),
        "relations": _counted(result["figures"], "relation", RELATIONS),
        "categories": sorted({row["category"] for row in result["themes"]}),
        "shared": _shared(result["themes"]),
        "standing_out": _standing_out(result["themes"]),
        "across": across[:_MOST_ACROSS],
        "across_total": len(across),
        "within": within[:_MOST_WITHIN],
        "within_total": len(within),
        "themes": [_by_document(row) for row in themes[offset : offset + limit]],
        "theme_total": len(themes),
        "milestones": sorted(result["milestones"], key=lambda row: not row["across"])[:_MOST_MILESTONES],
        "milestone_total": len(result["milestones"]),
        "stages": _stages(result["milestones"]),
        "stage_names": list(stage_order()),
        "reuse": result["reuse"][:_MOST_REUSE],
        "reuse_total": len(result["reuse"]),
        "filters": filters,
        "offset": offset,
        "limit": limit,
    }


def _titles(connection: sqlite3.Connection, coverage: Sequence[Row]) -> dict[str, str]:
    """By address, what the first documents of each side are called."""
    addresses = [
        address for item in coverage for side in ("earlier", "later") for address in item[side]["versions"][:MOST_NAMED]
    ]
    return {address: title_of(connection, address.rsplit("@", 1)[0]) or address for address in addresses}


def _alike(coverage: Sequence[Row], filters: dict[str, str | None]) -> dict[str, list[str]]:
    """The series and kinds that stand on both sides, where narrowing to one of them leaves something out."""
    found: dict[str, list[str]] = {"series": [], "kind": []}
    for name, counted in (("series", "series"), ("kind", "kinds")):
        for item in coverage:
            sides = item["earlier"], item["later"]
            held = sum(side["documents"] for side in sides)
            for value in sorted(set(sides[0][counted]) & set(sides[1][counted])):
                narrows = sum(side[counted][value] for side in sides) < held
                if not filters.get(name) and narrows and value not in found["series"]:
                    found[name].append(value)
    return found


def _stages(rows: Sequence[Row]) -> list[tuple[str, tuple[str, bool], tuple[str, bool]]]:
    """The projects worth drawing: name, then the stage before and after, each with whether it was only promised."""
    return [
        (row["project"], *((row[side]["stage"], row[side]["tense"] != "actual") for side in ("a", "b")))
        for row in sorted(rows, key=lambda row: not row["across"])[:_DRAWN]
    ]


def _counted(rows: Sequence[Row], name: str, order: Sequence[str]) -> dict[str, int]:
    counts = Counter(row[name] for row in rows)
    return {value: counts[value] for value in order if counts[value]}


def _shared(rows: Sequence[Row]) -> list[Row]:
    """The themes that both years speak of most; of those equally often, the ones with the greater change first."""
    both = [row for row in rows if row["earlier"]["mentions"] and row["later"]["mentions"]]

    def weight(row: Row) -> tuple[int, int]:
        counts = row["earlier"]["mentions"], row["later"]["mentions"]
        return -sum(counts), -abs(counts[0] - counts[1])

    return sorted(both, key=weight)[:12]


def _standing_out(rows: Sequence[Row]) -> list[Row]:
    """By status, the most mentioned themes that are more than continued; none of which a change cannot be told."""
    found = []
    for status in _OUTSTANDING:
        themes = [row for row in rows if row["status"] == status and row["confidence"] != "none"]
        themes.sort(key=lambda row: -(row["earlier"]["mentions"] + row["later"]["mentions"]))
        if themes:
            named = [
                {
                    "id": theme_id(row["theme"]),
                    "theme": row["theme"],
                    "succeeded_by": row["succeeded_by"],
                    "counts": [row[side]["mentions"] for side in ("earlier", "later")],
                }
                for row in themes[:_NAMED]
            ]
            found.append({"status": status, "total": len(themes), "themes": named})
    return found


def _by_document(row: Row) -> Row:
    """The row with the first mention in each of the first documents, and the way to all of them."""
    sides = {}
    for side in ("earlier", "later"):
        first: dict[str, Row] = {}
        for item in row[side]["evidence"]:
            first.setdefault(item["document"], {**item, "times": 0})["times"] += 1
        found = list(first.values())
        sides[side] = {
            **row[side],
            "evidence": found[:_DOCUMENTS],
            "more": max(0, row[side]["documents"] - _DOCUMENTS),
        }
    return {**row, **sides, "id": theme_id(row["theme"])}
