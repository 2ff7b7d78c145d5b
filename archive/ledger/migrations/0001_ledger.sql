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
