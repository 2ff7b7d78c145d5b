"""The pairs of a region and what became of its targets: made anew whenever a document of the region changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from decimal import Decimal

from archive.analysis.corrections import correct_pairs
from archive.analysis.pairs import canonical_order, pair_figures, pair_milestones, read_statements
from archive.analysis.pairs.outcomes import target_outcomes
from archive.index.correcting import corrections_in_force, pair_correction_rows
from archive.index.load import load_quantities, versions_of_region
from archive.index.rows import Row, row_id
from archive.index.tables import insert_rows
from archive.model import FigureAt

_STALE = "pairs_stale:"


def mark_stale(connection: sqlite3.Connection, region: str | None) -> None:
    """Note that the pairs of a region are to be made again."""
    connection.execute(
        """INSERT INTO index_notes (name, value) VALUES (?, '1')
           ON CONFLICT (name) DO UPDATE SET value = CAST(value + 1 AS TEXT)""",
        (_STALE + (region or ""),),
    )


def stale_regions(connection: sqlite3.Connection) -> dict[str | None, str]:
    """The regions whose pairs are to be made again, each with a mark that changes whenever one more reason arises."""
    rows = connection.execute("SELECT name, value FROM index_notes WHERE name LIKE ? || '%' ORDER BY name", (_STALE,))
    return {name[len(_STALE) :] or None: value for name, value in rows}


def store_pairs(connection: sqlite3.Connection, region: str | None, made: PairRows, mark: str) -> None:
    """Put the pairs of one region in the place of those there were, and drop those of older versions.

    `mark` is the one that the region was stale with when they were made: where it is another by now, it stays stale.
    """
    for pairs, key, table in (
        ("target_outcomes", "id", "figures"),
        ("figure_pairs", "a_id", "figures"),
        ("milestone_pairs", "a_id", "milestones"),
    ):
        connection.execute(
            f"""DELETE FROM {pairs} WHERE {key} IN (
                SELECT f.id FROM documents d JOIN versions v ON v.document_id = d.id
                JOIN {table} f ON f.version_id = v.id WHERE d.region IS ?)""",
            (region,),
        )
    connection.execute(
        """DELETE FROM figure_corrections WHERE action IN ('pair', 'unpair') AND version_id NOT IN (
           SELECT newest_version_id FROM documents WHERE region IS NOT ? AND same_as IS NULL)""",
        (region,),
    )
    insert_rows(connection, "figure_pairs", made.figures)
    insert_rows(connection, "milestone_pairs", made.milestones)
    insert_rows(connection, "target_outcomes", made.outcomes)
    insert_rows(connection, "figure_corrections", made.corrections)
    connection.execute("DELETE FROM index_notes WHERE name = ? AND value = ?", (_STALE + (region or ""), mark))


@dataclass(frozen=True, slots=True)
class PairRows:
    """The rows of the tables of pairs and of ``target_outcomes``, and of ``figure_corrections`` those about pairs."""

    figures: list[Row]
    milestones: list[Row]
    outcomes: list[Row]
    corrections: list[Row]


def pair_rows(connection: sqlite3.Connection, region: str | None) -> PairRows:
    """The rows of pairs for one region, from its newest versions, corrected as an analyst says."""
    loaded = [(id_, load_quantities(connection, id_)) for id_ in versions_of_region(connection, region)]
    order = canonical_order([version for _, version in loaded])
    ids, versions = [loaded[index][0] for index in order], [loaded[index][1] for index in order]
    statements = read_statements(versions)

    def id_of(at: FigureAt) -> int:
        return row_id(ids[at.version], at.figure)

    corrections = corrections_in_force(connection).pairs_of(versions)
    pairs, applied = correct_pairs(versions, pair_figures(versions, statements), corrections)
    figure_rows = [
        {
            "id": f"{id_of(pair.a)}-{id_of(pair.b)}",
            "a_id": id_of(pair.a),
            "b_id": id_of(pair.b),
            "relation": pair.relation,
            "comparability": pair.comparability,
            "change_abs": _real(pair.change_abs),
            "change_pct": _real(pair.change_pct),
            "completion_pct": _real(pair.completion_pct),
            "share_pct": _real(pair.share_pct),
            "bound": pair.bound,
            "note": pair.note,
            "corrected": int("corrected" in pair.reasons),
        }
        for pair in pairs
    ]
    milestone_rows: list[Row] = [
        {"id": f"{id_of(pair.a)}-{id_of(pair.b)}", "a_id": id_of(pair.a), "b_id": id_of(pair.b), "note": pair.note}
        for pair in pair_milestones(versions)
    ]
    # With no day given, the documents alone tell what is over: the rows must not change from one day to the next.
    outcome_rows: list[Row] = [
        {
            "id": id_of(outcome.target),
            "status": outcome.status,
            "result_id": id_of(outcome.result) if outcome.result else None,
            "reason": outcome.reason,
        }
        for outcome in target_outcomes(versions, pairs, None, statements)
    ]
    return PairRows(
        sorted(figure_rows, key=_by_id),
        sorted(milestone_rows, key=_by_id),
        outcome_rows,
        pair_correction_rows(versions, ids, applied),
    )


def _by_id(row: Row) -> str:
    return str(row["id"])


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
