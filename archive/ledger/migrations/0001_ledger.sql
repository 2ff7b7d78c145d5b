-- The ledger: what arrived and what was said of it. Append-only; nothing here is ever changed or deleted.

CREATE TABLE works (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE
);

CREATE TABLE captures (
    sha256 TEXT NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL
);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES works(id),
    number INTEGER NOT NULL,
    capture_sha256 TEXT NOT NULL REFERENCES captures(sha256),
    text TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    chain_sha256 TEXT NOT NULL,
    filename TEXT,
    captured_at TEXT NOT NULL,
    note TEXT,
    encoding TEXT,
    origin TEXT NOT NULL,
    origin_key TEXT NOT NULL,
    UNIQUE (document_id, number)
);
CREATE INDEX versions_origin ON versions (origin, origin_key);
CREATE INDEX versions_capture ON versions (capture_sha256);

CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    document_id INTEGER REFERENCES works(id),
    version_id INTEGER REFERENCES versions(id),
    payload TEXT NOT NULL,
    who TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    chain_sha256 TEXT NOT NULL
);
CREATE INDEX events_document ON events (document_id, kind);
CREATE INDEX events_version ON events (version_id);

CREATE TABLE chain (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    row_key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (kind, row_key)
);

CREATE TRIGGER works_no_update BEFORE UPDATE ON works BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: works'); END;
CREATE TRIGGER works_no_delete BEFORE DELETE ON works BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: works'); END;
CREATE TRIGGER captures_no_update BEFORE UPDATE ON captures BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: captures'); END;
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: captures'); END;
CREATE TRIGGER versions_no_update BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: versions'); END;
CREATE TRIGGER versions_no_delete BEFORE DELETE ON versions BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: versions'); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: events'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: events'); END;
CREATE TRIGGER chain_no_update BEFORE UPDATE ON chain BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: chain'); END;
CREATE TRIGGER chain_no_delete BEFORE DELETE ON chain BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: chain'); END;

-- INSERT OR REPLACE deletes without asking the triggers above.
CREATE TRIGGER works_no_replace BEFORE INSERT ON works
WHEN EXISTS (SELECT 1 FROM works WHERE id = NEW.id OR slug = NEW.slug)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: works'); END;
CREATE TRIGGER captures_no_replace BEFORE INSERT ON captures
WHEN EXISTS (SELECT 1 FROM captures WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: captures'); END;
CREATE TRIGGER versions_no_replace BEFORE INSERT ON versions
WHEN EXISTS (SELECT 1 FROM versions WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM versions WHERE document_id = NEW.document_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: versions'); END;
CREATE TRIGGER events_no_replace BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: events'); END;
CREATE TRIGGER chain_no_replace BEFORE INSERT ON chain
WHEN EXISTS (SELECT 1 FROM chain WHERE position = NEW.position)
    OR EXISTS (SELECT 1 FROM chain WHERE kind = NEW.kind AND row_key = NEW.row_key)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: chain'); END;
