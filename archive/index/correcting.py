"""An analyst's corrections in force: read from the ledger, and as rows of ``figure_corrections``."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.analysis.correction_file import read_corrections
from archive.analysis.corrections import Applied, Correction, Place
from archive.errors import BadLexicon
from archive.index.rows import Row, correction_row
from archive.ledger.given import GivenFile, files_in_force
from archive.model import AnalysedVersion

OF_PAIRS = ("pair", "unpair")


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is to be corrected: of figures by the slug of their document, and of pairs."""

    figures: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    pairs: tuple[Correction, ...] = ()

    def of(self, slug: str) -> tuple[Correction, ...]:
        """The corrections of figures of one document."""
        return self.figures.get(slug, ())


_NONE = Corrections()
#: What was read last, under the link of the chain that binds it, so that no version reads the files again.
_read: dict[str, Corrections] = {}


def corrections_in_force(connection: sqlite3.Connection) -> Corrections:
    """The corrections of all files in force, in the order the files were given."""
    newest = connection.execute(
        """SELECT chain_sha256 FROM events WHERE document_id IS NULL AND kind = 'corrections'
           ORDER BY id DESC LIMIT 1"""
    ).fetchone()
    if newest is None:
        return _NONE
    if newest[0] not in _read:
        _read.clear()
        _read[newest[0]] = _read_files(connection)
    return _read[newest[0]]


def unreadable_corrections(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with recorded files that this release reads otherwise than the one that recorded them."""
    mistakes = []
    for file in files_in_force(connection, "corrections"):
        try:
            read_corrections(file.text, file.name)
        except BadLexicon as mistake:
            mistakes.append(str(mistake))
    return mistakes


def slug_of(place: Place) -> str:
    """The document that a place names."""
    return place.document.partition("@")[0]


def _read_files(connection: sqlite3.Connection) -> Corrections:
    figures: defaultdict[str, list[Correction]] = defaultdict(list)
    pairs: list[Correction] = []
    for file in files_in_force(connection, "corrections"):
        for correction in _corrections_of(connection, file):
            if correction.action in OF_PAIRS:
                pairs.append(correction)
            else:
                figures[slug_of(correction.places[0])].append(correction)
    return Corrections({slug: tuple(found) for slug, found in figures.items()}, tuple(pairs))


def _corrections_of(connection: sqlite3.Connection, file: GivenFile) -> Iterable[Correction]:
    try:
        entries = read_corrections(file.text, file.name)
    except BadLexicon:  # an older release could read it; ``unreadable_corrections`` tells of it
        return
    for number, entry in enumerate(entries):
        places = tuple(_guarded(connection, place, file.newest) for place in entry.places)
        yield replace(entry, places=places, event=file.event_id, number=number)


def _guarded(connection: sqlite3.Connection, place: Place, newest: Mapping[str, int]) -> Place:
    """The place with the characters it is meant for: those of the version that was the newest when it was given.

    Offsets mean something in one text only. So a correction goes on to a later version where that says the same there.
    """
    if place.text is not None or "@" in place.document:
        return place
    row = connection.execute(
        "SELECT v.text FROM versions v JOIN works w ON w.id = v.document_id WHERE w.slug = ? AND v.number = ?",
        (place.document, newest.get(place.document, 1)),
    ).fetchone()
    return place if row is None else replace(place, text=place.span.of(row[0]))


def pair_correction_rows(
    versions: Sequence[AnalysedVersion], ids: Sequence[int], applied: Iterable[Applied]
) -> list[Row]:
    """The rows of what became of corrections of pairs; they belong to the version that the first figure is in."""
    names = {
        name: number
        for number, version in enumerate(versions)
        for name in (version.source.slug, version.source.address)
    }
    rows = [correction_row(ids[names[one.correction.places[0].document]], one) for one in applied]
    return sorted(rows, key=lambda row: str(row["id"]))


def unplaced_rows(connection: sqlite3.Connection) -> list[Row]:
    """The rows of corrections that name no version the index holds."""
    corrections = corrections_in_force(connection)
    everything = [one for found in corrections.figures.values() for one in found] + list(corrections.pairs)
    if not everything:
        return []
    every = _addresses(connection, "")
    newest = _addresses(connection, "JOIN documents d ON d.newest_version_id = v.id AND d.same_as IS NULL")
    rows = []
    for correction in everything:
        document = correction.places[0].document
        if correction.action in OF_PAIRS:
            known, reason = newest, "no such document, or it is not the newest version of it"
        else:
            known, reason = every, "no such document or version"
        if document not in known:
            rows.append(correction_row(None, Applied(correction, False, reason)))
    return sorted(rows, key=lambda row: str(row["id"]))


def _addresses(connection: sqlite3.Connection, join: str) -> set[str]:
    """How the versions that the index holds may be named."""
    rows = connection.execute(
        f"""SELECT w.slug, v.number FROM version_states s JOIN versions v ON v.id = s.version_id
            JOIN works w ON w.id = v.document_id {join}"""
    )
    return {name for slug, number in rows for name in (slug, f"{slug}@{number}")}
