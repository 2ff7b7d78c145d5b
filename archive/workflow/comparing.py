"""``compare``: which versions stand on each side."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive.addresses import find_document, find_version
from archive.comparing.comparison import Comparison, compare, with_alignment
from archive.errors import BadInput, NotFound
from archive.index.correcting import corrections_in_force
from archive.index.load import Selection, load_versions, newest_versions
from archive.index.questions import holdings, theme_records
from archive.index.theming import listed_themes
from archive.model import AnalysedVersion

_YEAR = re.compile(r"\d{4}")


def compare_sides(
    connection: sqlite3.Connection,
    sides: tuple[str, str],
    *,
    regions: tuple[str | None, str | None],
    series: str | None,
    kind: str | None,
    as_of: str | None,
    alignment: bool,
) -> Comparison:
    """The comparison of two sides, each a year, a range of days or slugs. Raises NotFound for a side with nothing."""
    loaded = []
    for side, region in zip(sides, regions, strict=True):
        if "@" in side:
            ids = [find_version(connection, name).id for name in side.split(",")]
        else:
            chosen = replace(side_selection(side), region=region, series=series, kind=kind)
            for slug in chosen.slugs:
                find_document(connection, slug)
            ids = newest_versions(connection, chosen, as_of)
            if not ids:
                raise NotFound(_nothing(connection, side, chosen, as_of))
        loaded.append(load_versions(connection, ids))
    return compare_versions(
        connection,
        (loaded[0], loaded[1]),
        labels=_labels(sides, regions),
        across_regions=regions[0] != regions[1],
        alignment=alignment,
    )


def compare_versions(
    connection: sqlite3.Connection,
    loaded: tuple[Sequence[AnalysedVersion], Sequence[AnalysedVersion]],
    *,
    labels: tuple[str, str],
    across_regions: bool,
    alignment: bool,
) -> Comparison:
    """The comparison of two sets of versions with the themes and corrections in force."""
    comparison = compare(
        loaded[0],
        loaded[1],
        theme_records(connection),
        labels=labels,
        lexicon=listed_themes(connection),
        corrections=corrections_in_force(connection).pairs,
        across_regions=across_regions,
    )
    return with_alignment(comparison, *loaded, across_regions=across_regions) if alignment else comparison


def side_selection(side: str) -> Selection:
    """What one side of a comparison takes.

    >>> side_selection("2024").year, side_selection("2024-01-01..2024-06-30").published_to, side_selection("a,b").slugs
    (2024, datetime.date(2024, 6, 30), ('a', 'b'))
    """
    if _YEAR.fullmatch(side):
        return Selection(year=int(side))
    start, dots, end = side.partition("..")
    if dots:
        try:
            return Selection(published_from=date.fromisoformat(start), published_to=date.fromisoformat(end))
        except ValueError:
            raise BadInput(f"{side}: no range of days; write it as 2024-01-01..2024-06-30") from None
    return Selection(slugs=tuple(side.split(",")))


def _labels(sides: tuple[str, str], regions: tuple[str | None, str | None]) -> tuple[str, str]:
    if regions[0] == regions[1]:
        return sides
    return f"{regions[0]} {sides[0]}", f"{regions[1]} {sides[1]}"


def _nothing(connection: sqlite3.Connection, side: str, chosen: Selection, as_of: str | None) -> str:
    wanted = ", ".join(part for part in (chosen.region, chosen.series, chosen.kind) if part)
    known = f"archive list --as-of {as_of} shows what was known" if as_of else holdings(connection, chosen)
    return f"{side}{f' ({wanted})' if wanted else ''}: no document; {known}"
