"""A version that follows another one in the index: what both have is copied, only the rest is read."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.analysis.passage_keys import with_what_they_go_on_from
from archive.analysis.themes import Lexicon
from archive.analysis.version import ReadVersion, analyse
from archive.index.analyser import analyser_identity
from archive.index.records import position_of
from archive.index.rows import SPAN_OF_IDS, Numbers, row_id, rows_of
from archive.index.store import insert_version, state_row
from archive.index.tables import insert_rows, packed
from archive.model import Theme

#: The tables whose rows are copied, with the columns that count in ids of their own rows and in characters.
_COPIED = {
    "figures": (("id", "part_of"), ("start_char", "end_char", "clause_start", "clause_end")),
    "milestones": (("id",), ("start_char", "end_char")),
    "theme_mentions": (("id",), ("start_char", "end_char")),
}
#: With more of its passages new than this, a version is read like the first one.
_MOST_NEW = 0.5


@dataclass(frozen=True, slots=True)
class _Kept:
    """A passage that the earlier version has as well."""

    position: int
    earlier: int  # its position there
    shift: int  # by how many characters it moved
    text_id: int


def version_before(connection: sqlite3.Connection, document_id: int, version_id: int) -> int | None:
    """The version of a document that one can follow: the newest before it that this very analyser has read."""
    (before,) = connection.execute(
        """SELECT max(v.id) FROM versions v JOIN version_states s ON s.version_id = v.id
           WHERE v.document_id = ? AND v.id < ? AND s.analyser = ?""",
        (document_id, version_id, analyser_identity()),
    ).fetchone()
    return None if before is None else int(before)


def store_following(
    connection: sqlite3.Connection,
    before: int,
    version_id: int,
    version: ReadVersion,
    lexicon: Lexicon,
    themes: Mapping[int, Theme],
) -> bool:
    """Write the rows of a version that is not in the index yet; False, and nothing, where too little is as before.

    They are the rows that reading the whole version gives. No correction may be in force for the document.
    """
    passages = version.reading.passages
    kept = _kept(connection, before, version)
    new = with_what_they_go_on_from(passages, set(range(len(passages))) - kept.keys())
    if len(new) > _MOST_NEW * len(passages):
        return False
    kept = {position: one for position, one in kept.items() if position not in new}
    analysis = analyse(version, lexicon, among=new)
    counted = {
        "figures": Counter(figure.passage for figure in analysis.figures),
        "milestones": Counter(milestone.passage for milestone in analysis.milestones),
        "theme_mentions": Counter(mention.passage for mention in analysis.mentions),
    }
    numbers: dict[str, list[int]] = {}
    copies: list[tuple[str, _Run]] = []
    for table, own in counted.items():
        there = _counts(connection, table, before)
        numbers[table], runs = _numbered(len(passages), kept, own, there)
        copies += [(table, run) for run in runs]
    of_new = Numbers(numbers["figures"], numbers["milestones"], numbers["theme_mentions"])
    rows = rows_of(version_id, analysis, of_new)
    known = {passages[position].text: one.text_id for position, one in kept.items()}
    insert_version(connection, {table: packed(found) for table, found in rows.items()}, known, themes)
    for table, run in copies:
        _copy(connection, table, before, version_id, run)
    spans = connection.execute(
        "SELECT start_char, end_char FROM figures WHERE version_id = ?", (version_id,)
    ).fetchall()
    insert_rows(connection, "version_states", [state_row(version_id, version.text, spans)])
    return True


def _kept(connection: sqlite3.Connection, before: int, version: ReadVersion) -> dict[int, _Kept]:
    """The passages of the version that the one before has as well, by position."""
    there: defaultdict[str, deque[tuple[int, int, int]]] = defaultdict(deque)
    for key, *place in connection.execute(
        "SELECT reading_key, position, start_char, text_id FROM passages WHERE version_id = ? ORDER BY id", (before,)
    ):
        there[key].append((place[0], place[1], place[2]))
    kept = {}
    for position, (passage, key) in enumerate(zip(version.reading.passages, version.keys, strict=True)):
        if there.get(key):
            earlier, start, text_id = there[key].popleft()
            kept[position] = _Kept(position, earlier, passage.start - start, text_id)
    return kept


def _counts(connection: sqlite3.Connection, table: str, version_id: int) -> dict[int, tuple[int, int]]:
    """How many rows each passage of a version has in a table, and the number of the first, by position."""
    rows = connection.execute(
        f"SELECT passage_id, count(*), min(id) FROM {table} WHERE version_id = ? GROUP BY passage_id", (version_id,)
    )
    return {position_of(passage): (count, position_of(first)) for passage, count, first in rows}


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring passages whose rows of a table are copied alike."""

    first: _Kept
    count: int
    step: int  # what is added to the number of a row


def _numbered(
    passages: int, kept: Mapping[int, _Kept], own: Mapping[int, int], there: Mapping[int, tuple[int, int]]
) -> tuple[list[int], list[_Run]]:
    """The numbers of what was found in the new passages of a version, and what is copied from the one before."""
    numbers: list[int] = []
    copied: list[tuple[_Kept, int, int]] = []  # with the step of its numbers, and the new passages before it
    next_number = new = 0
    for position in range(passages):
        one = kept.get(position)
        if one is None:
            numbers.extend(range(next_number, next_number + own.get(position, 0)))
            next_number += own.get(position, 0)
            new += 1
        elif one.earlier in there:
            count, first = there[one.earlier]
            copied.append((one, next_number - first, new))
            next_number += count
    return numbers, list(_runs(copied))


def _runs(copied: Sequence[tuple[_Kept, int, int]]) -> Iterator[_Run]:
    """Passages that moved alike, with no new one between them, joined.

    Their numbers moved by one step, so that no row of another passage of the version before lies between theirs.
    """

    def alike(place: tuple[_Kept, int, int]) -> tuple[int, int, int, int]:
        one, step, new = place
        return one.position - one.earlier, one.shift, step, new

    for (_, _, step, _), run in groupby(copied, key=alike):
        members = [one for one, *_ in run]
        yield _Run(members[0], members[-1].position - members[0].position + 1, step)


def _copy(connection: sqlite3.Connection, table: str, before: int, version_id: int, run: _Run) -> None:
    """Copy the rows of a run of passages from one version into another."""
    numbered, located = _COPIED[table]
    names = [column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]
    values = {name: f"{name} + :ids" for name in numbered} | {name: f"{name} + :shift" for name in located}
    values |= {"version_id": ":version", "passage_id": "passage_id + :passages"}
    connection.execute(
        f"""INSERT INTO {table} ({", ".join(names)}) SELECT {", ".join(values.get(name, name) for name in names)}
            FROM {table} WHERE passage_id BETWEEN :first AND :last ORDER BY id""",
        {
            "ids": (version_id - before) * SPAN_OF_IDS + run.step,
            "passages": (version_id - before) * SPAN_OF_IDS + run.first.position - run.first.earlier,
            "shift": run.first.shift,
            "version": version_id,
            "first": row_id(before, run.first.earlier),
            "last": row_id(before, run.first.earlier + run.count - 1),
        },
    )
