"""Which charts stand on which page, drawn from what the page was given to show, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from archive.publishing import charts

Found = dict[str, Any]
Translate = Callable[..., str]

#: Bars and columns drawn at most; the tables beside them hold the rest.
_MOST = 14
_RATE = "Mentions per 10,000 characters"


def of_overview(found: Found, say: Translate) -> dict[str, Markup | None]:
    """The formulations that two years share, on the first page."""
    out = found["stands_out"]
    if not out or not out["both"]:
        return {"chart": None}
    rows = [(row["theme"], row["earlier"], row["later"]) for row in out["both"]]
    return {"chart": charts.dumbbell(rows, (str(out["years"][0]), str(out["years"][1])), say(_RATE))}


def of_comparison(found: Found, say: Translate) -> dict[str, Markup | None]:
    """What both years say, how far targets were met, and the stages of projects."""
    rates = [
        (row["theme"], row["earlier"]["per_10k_chars"] or 0, row["later"]["per_10k_chars"] or 0)
        for row in found["shared"]
    ]
    bars = [
        (
            row["metric"],
            row["completion_pct"],
            row["comparability"] != "comparable" or row["bound"] != "exact",
            "" if row["bound"] in (None, "exact") else say(row["bound"]),
        )
        for row in [*found["across"], *found["within"]]
        if row["completion_pct"] is not None
    ][:_MOST]
    labels = found["labels"][0], found["labels"][1]
    return {
        "theme_chart": charts.dumbbell(rates, labels, say(_RATE)) if rates else None,
        "target_chart": charts.completion_bars(bars, say("How far targets were met")) if bars else None,
        "stage_chart": charts.stages(found["stages"], found["stage_names"], say("Projects, stage by stage"))
        if found["stages"]
        else None,
    }


def of_theme(found: Found, say: Translate) -> dict[str, Markup | None]:
    """How often a formulation was used in each region and year; year by year where those are too many to draw."""
    apart = len(found["years"]) <= _MOST
    rows = [
        (f"{row.get('region') or ''} {row['year'] or '?'}".strip(), row["per_10k_chars"] or 0)
        for row in (found["years"] if apart else found["over_time"][-_MOST:])
    ]
    return {"chart": charts.columns(rows, say(_RATE)) if rows else None}


def of_schema(found: Found, say: Translate) -> dict[str, Markup | None]:
    """Every table and the keys between them."""
    keys = {
        table["name"]: sorted({column["references"][0] for column in table["columns"] if column["references"]})
        for table in found["tables"]
        if table["kind"] == "table"
    }
    return {"chart": charts.schema_map(keys, say("Tables and how they hang together"))}
