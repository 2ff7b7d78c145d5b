"""Bringing the whole index up to the ledger: versions first, then the themes that the whole archive decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.index.theming import lexicon_in_force, noted_basis
from archive.workflow.correcting import refresh_unplaced
from archive.workflow.discovering import refresh_themes
from archive.workflow.indexing import Progress, index_pending, refresh_mentions, silent

if TYPE_CHECKING:
    from sqlite_utils import Database


def bring_up_to_date(database: Database, *, progress: Progress = silent, scheduler: str | None = None) -> list[int]:
    """Derive all that the index lacks or holds of an older state of the ledger; gives the versions analysed."""
    connection = database.conn
    basis = noted_basis(connection)
    versions = index_pending(database, progress=progress, scheduler=scheduler)
    refresh_unplaced(database)
    changed_meanwhile = versions and noted_basis(connection) != basis
    if (
        not refresh_themes(database) and changed_meanwhile
    ):  # another process: these versions were read by the old themes
        refresh_mentions(database, lexicon_in_force(connection))
    return versions
