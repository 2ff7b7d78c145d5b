"""The documents of a region as pairing takes them, read from the index no further than the years asked for need it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from archive.analysis.pairs.milestones import Stage, read_stages
from archive.analysis.pairs.statements import Statement, statements_of
from archive.analysis.pairs.windows import LONGEST_PROMISE, Promises, Reading, Window, read, running
from archive.index.load import load_quantities, load_source, load_text
from archive.index.records import FIGURE_COLUMNS, MILESTONE_COLUMNS, figure_of, milestone_of, position_of
from archive.index.rows import SPAN_OF_IDS, row_id
from archive.model import Figure, FigureAt, Milestone

#: Figures (or milestones) of a region's older documents that promise something for a day or later.
_RUNNING = """FROM documents d JOIN {table} f ON f.version_id = d.newest_version_id AND f.tense IN ('target', 'plan')
    WHERE d.region IS ? AND d.year >= ? AND d.year < ? AND d.same_as IS NULL AND f.period_end >= ?"""


class RegionDocuments:
    """The newest versions of a region's documents in canonical order; positions count in it."""

    def __init__(self, connection: sqlite3.Connection, region: str | None) -> None:
        self._connection = connection
        self._region = region
        self.ids: list[int] = []
        self.year_of: list[int | None] = []
        self.years: dict[int | None, list[int]] = defaultdict(list)
        for position, (id_, year) in enumerate(
            connection.execute(
                """SELECT newest_version_id, year FROM documents WHERE region IS ? AND same_as IS NULL
                   ORDER BY coalesce(published_on, CAST(year AS TEXT), ''), slug""",
                (region,),
            )
        ):
            self.ids.append(id_)
            self.year_of.append(year)
            self.years[year].append(position)
        self._position = {id_: position for position, id_ in enumerate(self.ids)}

    def at(self, id_: int) -> FigureAt | None:
        """Where the figure or milestone of that row id is; None where it is of no newest version of the region."""
        position = self._position.get((id_ - 1) // SPAN_OF_IDS)
        return None if position is None else FigureAt(position, position_of(id_))

    def named(self, place: str) -> int | None:
        """The position of the version that SLUG or SLUG@N names; None where it is no newest one of the region."""
        slug, _, number = place.partition("@")
        row = self._connection.execute(
            """SELECT v.id FROM documents d JOIN versions v ON v.id = d.newest_version_id
               WHERE d.slug = ? AND (? = '' OR CAST(v.number AS TEXT) = ?)""",
            (slug, number, number),
        ).fetchone()
        return None if row is None else self._position.get(row[0])

    def windows(self, years: Iterable[int | None]) -> Iterator[Window]:
        """The window of each of these years, in their order."""
        known = sorted(year for year in self.years if year is not None)
        wanted = set(years)
        if None in wanted:
            yield Window(self._readings(None))
        last: tuple[int, list[Reading]] | None = None
        for place, year in enumerate(known):
            if year not in wanted:
                continue
            own = self._readings(year)
            if not place:
                yield Window(own)
            else:
                earlier = known[place - 1]
                before = last[1] if last is not None and last[0] == earlier else self._readings(earlier)
                yield Window(own, before, self._promised(year, earlier))
            last = year, own

    def statements_at(self, places: Iterable[FigureAt]) -> Iterator[Statement]:
        """The statements of the passages that these figures stand in."""
        ids = [row_id(self.ids[at.version], at.figure) for at in places]
        yield from self._statements(
            "SELECT passage_id FROM figures WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )

    def _readings(self, year: int | None) -> list[Reading]:
        return [read(at, load_quantities(self._connection, self.ids[at])) for at in self.years[year]]

    def _promised(self, year: int, before: int) -> Promises:
        """What documents older than the year `before` promised for the time from the year before `year` on."""
        asked = (self._region, year - LONGEST_PROMISE, before, f"{year - 1:04}-01-01")
        statements = self._statements(f"SELECT f.passage_id {_RUNNING.format(table='figures')}", asked)
        stages = self._stages(f"SELECT f.id {_RUNNING.format(table='milestones')}", asked)
        return running(sorted(statements, key=_place), sorted(stages, key=_place), year)

    def _statements(self, passages: str, values: tuple[object, ...]) -> Iterator[Statement]:
        query = f"SELECT version_id, id, {FIGURE_COLUMNS} FROM figures WHERE passage_id IN ({passages}) ORDER BY id"
        found: defaultdict[int, dict[int, Figure]] = defaultdict(dict)
        for version_id, id_, *columns in self._connection.execute(query, values):
            found[version_id][position_of(id_)] = figure_of(columns)
        for id_, figures in found.items():
            source, text = load_source(self._connection, id_), load_text(self._connection, id_)
            yield from statements_of(self._position[id_], source, text, figures)

    def _stages(self, milestones: str, values: tuple[object, ...]) -> Iterator[Stage]:
        query = f"SELECT version_id, id, {MILESTONE_COLUMNS} FROM milestones WHERE id IN ({milestones}) ORDER BY id"
        found: defaultdict[int, dict[int, Milestone]] = defaultdict(dict)
        for version_id, id_, *columns in self._connection.execute(query, values):
            found[version_id][position_of(id_)] = milestone_of(columns)
        for id_, told in found.items():
            yield from read_stages(self._position[id_], load_source(self._connection, id_), told)


def _place(item: Statement | Stage) -> tuple[int, int]:
    return (item.at.version, item.at.figure)
