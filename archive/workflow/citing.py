"""Comparisons kept to be cited: the exact versions compared, the result, and whether it comes out the same now."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from archive import addresses
from archive.comparing.comparison import Comparison
from archive.errors import NotFound
from archive.index.analyser import analyser_identity
from archive.index.load import load_versions
from archive.ledger import clock
from archive.ledger.database import writing
from archive.ledger.records import add_event
from archive.model import AnalysedVersion
from archive.workflow.comparing import compare_versions

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Kept:
    """A comparison as it was kept, and what became of it."""

    number: int
    result: dict[str, Any]
    analyser: str
    reason: str
    comparison: Comparison | None  # derived again; None where it does not come out the same

    @property
    def comes_out_the_same(self) -> bool:
        """Whether the very versions still give what was kept."""
        return self.comparison is not None


def save(database: Database, comparison: Comparison, *, who: str) -> int:
    """Record a comparison with the versions compared and the analyser's identity; gives its number, an event's id."""
    result = _canonical(comparison)
    payload = {
        "labels": list(comparison.labels),
        "earlier": [address for coverage in comparison.coverage for address in coverage.earlier.addresses],
        "later": [address for coverage in comparison.coverage for address in coverage.later.addresses],
        "across_regions": any(" / " in section.region for section in comparison.sections),
        "alignment": "alignment" in comparison.to_dict(),
        "analyser": analyser_identity(),
        "result_sha256": hashlib.sha256(result.encode()).hexdigest(),
        "result": result,
    }
    with writing(database):
        return add_event(database.conn, "comparison", payload, who=who, recorded_at=clock.now())


def kept_comparisons(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every comparison that was kept: number, labels, versions, when, by whom."""
    rows = connection.execute(
        "SELECT id, payload, who, recorded_at FROM events WHERE kind = 'comparison' ORDER BY id"
    ).fetchall()
    kept = []
    for number, payload, who, recorded_at in rows:
        body = json.loads(payload)
        kept.append(
            {
                "number": number,
                "comparison": " → ".join(body["labels"]),
                "earlier": ", ".join(body["earlier"]),
                "later": ", ".join(body["later"]),
                "kept_at": recorded_at,
                "who": who,
                "result_sha256": body["result_sha256"],
            }
        )
    return kept


def cite(connection: sqlite3.Connection, number: int) -> Kept:
    """A kept comparison, derived again from the very versions it compared. Raises NotFound."""
    row = connection.execute("SELECT payload FROM events WHERE id = ? AND kind = 'comparison'", (number,)).fetchone()
    if row is None:
        raise NotFound(f"{number}: no such comparison; archive cite lists those that were kept")
    body = json.loads(row[0])
    made, reason = _derived_again(connection, body)
    return Kept(number, json.loads(body["result"]), body["analyser"], reason, made)


def _derived_again(connection: sqlite3.Connection, body: dict[str, Any]) -> tuple[Comparison | None, str]:
    try:
        sides = [[addresses.find_version(connection, name).id for name in body[side]] for side in ("earlier", "later")]
    except NotFound as gone:
        return None, f"it cannot be derived again: {gone}"
    loaded = [sorted(load_versions(connection, ids), key=_by_date) for ids in sides]
    made = compare_versions(
        connection,
        (loaded[0], loaded[1]),
        labels=(body["labels"][0], body["labels"][1]),
        across_regions=body["across_regions"],
        alignment=body["alignment"],
    )
    if _canonical(made) == body["result"]:
        return made, "derived again from the same versions, it comes out the same"
    if body["analyser"] != analyser_identity():
        return None, f"another release of the program (analyser {body['analyser']}) derived it otherwise"
    return None, "facts, themes or corrections given since then change it"


def _by_date(version: AnalysedVersion) -> tuple[str, str]:
    """The order in which a comparison takes its versions."""
    published_on = version.source.published_on
    return (published_on.isoformat() if published_on else "", version.source.slug)


def _canonical(comparison: Comparison) -> str:
    return json.dumps(comparison.to_dict(), ensure_ascii=False, sort_keys=True, default=str)
