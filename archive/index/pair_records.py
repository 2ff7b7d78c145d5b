"""The pairs that the index holds, as the records that the analysis works on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from archive.index.load import rows_as_dicts
from archive.index.records import position_of
from archive.index.rows import SPAN_OF_IDS
from archive.model import FigureAt, FigurePair


def load_pairs(connection: sqlite3.Connection, ids: Sequence[int]) -> list[FigurePair]:
    """The figure pairs among these versions, by the versions' positions in `ids`; corrected as an analyst says."""
    places = {version_id: place for place, version_id in enumerate(ids)}

    def at(id_: int) -> FigureAt | None:
        place = places.get((id_ - 1) // SPAN_OF_IDS)
        return None if place is None else FigureAt(place, position_of(id_))

    pairs = []
    for row in rows_as_dicts(connection.execute("SELECT * FROM figure_pairs ORDER BY id")):
        a, b = at(row["a_id"]), at(row["b_id"])
        if a is None or b is None:
            continue
        pairs.append(pair_of(row, a, b))
    return pairs


def pair_of(row: Mapping[str, Any], a: FigureAt, b: FigureAt) -> FigurePair:
    """The pair that a row of ``figure_pairs`` stands for, between the figures that its ids mean."""
    return FigurePair(
        a,
        b,
        row["relation"],
        row["comparability"],
        _exact(row["change_abs"]),
        _exact(row["change_pct"]),
        _exact(row["completion_pct"]),
        _exact(row["share_pct"]),
        row["bound"],
        row["note"],
        ("corrected",) if row["corrected"] else (),
    )


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))
