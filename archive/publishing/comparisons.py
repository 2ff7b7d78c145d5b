"""Two years side by side, as a page: coverage first, then themes, figures and milestones, filtered."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

from archive.analysis.milestones import stage_order
from archive.publishing.sections import Years, choose_regions, regions_of, section_of

Row = dict[str, Any]

STATUSES = ("continued", "risen", "fallen", "reworded", "succeeded", "new", "not seen")
RELATIONS = ("progress_of_target", "plan_vs_actual", "later_year", "breakdown", "restatement")
#: The newest evidence shown in a row before the reader opens the theme.
_EVIDENCE = 3
#: Projects drawn.
_DRAWN = 12
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
    return {
        "labels": result["labels"],
        "coverage": result["coverage"],
        "regions": regions[:MOST_REGIONS],
        "more_regions": max(0, len(regions) - MOST_REGIONS),
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
        "stages": _stages(result["milestones"]),
        "stage_names": list(stage_order()),
        "reuse": result["reuse"][:20],
        "filters": filters,
        "offset": offset,
        "limit": limit,
    }


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
