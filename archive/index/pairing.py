"""The pairs of a region and what became of its targets: made anew for the years that a document of it changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from archive.analysis.corrections import Correction, correct_pairs
from archive.analysis.pairs import figure_pairs, project_stages
from archive.analysis.pairs.milestones import milestone_pair
from archive.analysis.pairs.outcomes import PROMISES, TargetOutcome, is_result, outcomes_of
from archive.analysis.pairs.statements import Statement
from archive.analysis.pairs.windows import Window
from archive.index.correcting import corrections_in_force, pair_correction_rows
from archive.index.load import load_quantities, rows_as_dicts
from archive.index.pair_records import pair_of
from archive.index.rows import Row, row_id
from archive.index.staleness import Stale, ids_of, unmark
from archive.index.tables import insert_rows
from archive.index.windows import RegionDocuments
from archive.model import FigureAt, FigurePair, MilestonePair


@dataclass(frozen=True, slots=True)
class PairRows:
    """The rows of the tables of pairs, and of ``figure_corrections`` those about pairs.

    They are those of the windows of some years, whose documents are the `versions`. `outcomes` are rows of
    ``target_outcomes`` for every target that those pairs can be of.
    """

    versions: list[tuple[int | None, int]]  # the year and the id
    figures: list[Row]
    milestones: list[Row]
    outcomes: list[Row]
    corrections: list[Row]


def pair_rows(connection: sqlite3.Connection, region: str | None, stale: Stale | None = None) -> PairRows:
    """The rows of pairs for one region, from its newest versions, corrected as an analyst says.

    Of all years, or of those that are stale. Both give the same rows: what a year's are depends on its window alone.
    """
    documents = RegionDocuments(connection, region)
    corrections, named = _corrections(connection, documents)
    years = set(documents.years)
    if stale is not None:
        # What was corrected is made again as well, so that what became of each correction can be told.
        years = stale.years(years) | {_year(documents, pair) for pair in named}
    found: list[FigurePair] = []
    stages: list[MilestonePair] = []
    statements: dict[FigureAt, Statement] = {}
    for window in documents.windows(years):
        projects = project_stages(window)
        pairs = figure_pairs(window, projects)
        stages.extend(milestone_pair(*pair) for pair in projects)
        found.extend(pairs)
        statements.update(_of_outcomes(window, pairs))
    found, applied = _corrected(connection, documents, found, corrections, {at for pair in named for at in pair})
    outcomes = _outcomes(connection, documents, years, found, statements)

    def id_of(at: FigureAt) -> int:
        return row_id(documents.ids[at.version], at.figure)

    return PairRows(
        [(year, documents.ids[at]) for year in years for at in documents.years[year]],
        sorted((_figure_row(pair, id_of(pair.a), id_of(pair.b)) for pair in found), key=_by_id),
        sorted((_milestone_row(pair.note, id_of(pair.a), id_of(pair.b)) for pair in stages), key=_by_id),
        [_outcome_row(one, id_of(one.target), id_of(one.result) if one.result else None) for one in outcomes],
        applied,
    )


def store_pairs(connection: sqlite3.Connection, region: str | None, made: PairRows, stale: Stale) -> None:
    """Put the pairs of the stale years of a region in the place of those there were.

    Where more has changed since they were made, nothing is put: they are to be made again.
    """
    if not unmark(connection, region, stale):
        return
    later = "SELECT newest_version_id FROM documents WHERE region IS ? AND year > ?"
    for year, version_id in made.versions:
        low, high = ids_of(version_id)
        for table in ("figure_pairs", "milestone_pairs"):
            for side, other in (("a_id", "b_id"), ("b_id", "a_id")):
                connection.execute(
                    f"""DELETE FROM {table} WHERE {side} BETWEEN ? AND ?
                        AND ({other} - 1) / {high - low + 1} NOT IN ({later})""",
                    (low, high, region, year),
                )
    connection.execute(
        """DELETE FROM figure_corrections WHERE action IN ('pair', 'unpair') AND version_id NOT IN (
           SELECT newest_version_id FROM documents WHERE region IS NOT ? AND same_as IS NULL)""",
        (region,),
    )
    insert_rows(connection, "figure_pairs", made.figures)
    insert_rows(connection, "milestone_pairs", made.milestones)
    connection.executemany("DELETE FROM target_outcomes WHERE id = ?", [(row["id"],) for row in made.outcomes])
    insert_rows(connection, "target_outcomes", made.outcomes)
    insert_rows(connection, "figure_corrections", made.corrections)


def _of_outcomes(window: Window, pairs: Iterable[FigurePair]) -> dict[FigureAt, Statement]:
    """The targets whose outcome the pairs of a window can decide, and their results."""
    told = {one.position: one.statements for one in (*window.before, *window.own)}
    found = {item.at: item for own in told.values() for item in own if item.forward}
    found.update((item.at, item) for item in window.promised.statements)
    found.update((pair.b, told[pair.b.version][pair.b.figure]) for pair in pairs if is_result(pair))
    return found


def _outcomes(
    connection: sqlite3.Connection,
    documents: RegionDocuments,
    years: set[int | None],
    made: Iterable[FigurePair],
    statements: dict[FigureAt, Statement],
) -> list[TargetOutcome]:
    """What became of the targets among the statements, by the pairs made and by those of other years in the index."""
    targets = sorted(
        (item for item in statements.values() if item.forward), key=lambda item: (item.version, item.number)
    )
    pairs = [pair for pair in made if is_result(pair)]
    if len(years) < len(documents.years):
        pairs += [
            pair
            for pair in _kept(connection, documents, {item.version for item in targets})
            if is_result(pair) and _year(documents, (pair.a.version, pair.b.version)) not in years
        ]
    of_targets = [pair for pair in pairs if pair.a in statements]
    missing = {pair.b for pair in of_targets} - statements.keys()
    statements.update(
        (item.at, item) for item in documents.statements_at(sorted(missing, key=lambda at: (at.version, at.figure)))
    )
    # With no day given, the documents alone tell what is over: the rows must not change from one day to the next.
    return list(outcomes_of(targets, of_targets, statements, None))


def _kept(connection: sqlite3.Connection, documents: RegionDocuments, targets: Iterable[int]) -> Iterable[FigurePair]:
    """The pairs in the index of the targets of these documents with what came of them."""
    marks = ", ".join("?" * len(PROMISES))
    for position in sorted(targets):
        low, high = ids_of(documents.ids[position])
        query = f"SELECT * FROM figure_pairs WHERE a_id BETWEEN ? AND ? AND relation IN ({marks}) ORDER BY id"
        for row in rows_as_dicts(connection.execute(query, (low, high, *sorted(PROMISES)))):
            a, b = documents.at(row["a_id"]), documents.at(row["b_id"])
            if a is not None and b is not None:
                yield pair_of(row, a, b)


def _year(documents: RegionDocuments, positions: Iterable[int]) -> int | None:
    """The year whose window the pairs of these documents belong to: the latest."""
    known = [year for at in positions if (year := documents.year_of[at]) is not None]
    return max(known, default=None)


def _corrections(
    connection: sqlite3.Connection, documents: RegionDocuments
) -> tuple[list[Correction], list[tuple[int, ...]]]:
    """The corrections of pairs whose first figure is in one of the documents, each with the documents it names."""
    found = []
    named = []
    for correction in corrections_in_force(connection).pairs:
        positions = [documents.named(place.document) for place in correction.places]
        if positions[0] is not None:
            found.append(correction)
            named.append(tuple(position for position in positions if position is not None))
    return found, named


def _corrected(
    connection: sqlite3.Connection,
    documents: RegionDocuments,
    pairs: list[FigurePair],
    corrections: Sequence[Correction],
    named: set[int],
) -> tuple[list[FigurePair], list[Row]]:
    """The pairs with those corrected that are among the documents named, and the rows of what became of corrections."""
    if not corrections:
        return pairs, []
    order = sorted(named)
    place = {position: number for number, position in enumerate(order)}
    versions = [load_quantities(connection, documents.ids[position]) for position in order]
    inside = [pair for pair in pairs if pair.a.version in named and pair.b.version in named]
    corrected, applied = correct_pairs(versions, [_moved(pair, place) for pair in inside], corrections)
    others = [pair for pair in pairs if pair.a.version not in named or pair.b.version not in named]
    rows = pair_correction_rows(versions, [documents.ids[position] for position in order], applied)
    return [*others, *(_moved(pair, dict(enumerate(order))) for pair in corrected)], rows


def _moved(pair: FigurePair, to: Mapping[int, int]) -> FigurePair:
    """The pair with the positions of its documents counted in another list."""
    a, b = (FigureAt(to[at.version], at.figure) for at in (pair.a, pair.b))
    return replace(pair, a=a, b=b)


def _figure_row(pair: FigurePair, a: int, b: int) -> Row:
    return {
        "id": f"{a}-{b}",
        "a_id": a,
        "b_id": b,
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


def _milestone_row(note: str, a: int, b: int) -> Row:
    return {"id": f"{a}-{b}", "a_id": a, "b_id": b, "note": note}


def _outcome_row(outcome: TargetOutcome, target: int, result: int | None) -> Row:
    return {"id": target, "status": outcome.status, "result_id": result, "reason": outcome.reason}


def _by_id(row: Row) -> str:
    return str(row["id"])


def _real(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
