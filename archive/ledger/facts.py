"""What people and manifests said of documents: given facts, withdrawals and sameness, replayed from the events."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field

#: The facts that may be given by hand, by the manifest or by ``annotate``.
GIVEN = ("title", "published_on", "region", "publisher", "kind", "series", "issue", "source_url", "note")
_SAID = "SELECT version_id FROM main.events WHERE kind IN ('withdraw', 'restore') AND version_id IS NOT NULL"
_HIDDEN = "GROUP BY version_id HAVING max(iif(kind = 'withdraw', id, 0)) > max(iif(kind = 'restore', id, 0))"
#: SQL that tells the ids of versions that no view may show: withdrawn, and not restored since.
WITHDRAWN = f"{_SAID} {_HIDDEN}"


@dataclass(slots=True)
class Said:
    """The present state of what was said of one document: for each fact the newest word wins."""

    facts: dict[str, str] = field(default_factory=dict)
    same_as: int | None = None


def said_of(connection: sqlite3.Connection, document_id: int) -> Said:
    """What was said of a document, in the order it was said."""
    said = Said()
    rows = connection.execute(
        "SELECT payload FROM events WHERE document_id = ? AND kind = 'annotate' ORDER BY id", (document_id,)
    )
    for (payload,) in rows:
        body = json.loads(payload)
        for name, value in body.get("facts", {}).items():
            if value is None:
                said.facts.pop(name, None)
            else:
                said.facts[name] = value
        said.same_as = body.get("same_as", said.same_as)
    return said


def withdrawn_versions(connection: sqlite3.Connection, document_id: int | None = None) -> set[int]:
    """The ids of versions (of one document: found without a look at the events of others) that no view may show."""
    if document_id is None:
        rows = connection.execute(WITHDRAWN)
    else:
        rows = connection.execute(f"{_SAID} AND document_id = ? {_HIDDEN}", (document_id,))
    return {int(id_) for (id_,) in rows}
