-- The index: every row here is derived from the ledger and can be dropped and made again, row for row.

CREATE TABLE documents (
    id INTEGER PRIMARY KEY REFERENCES works(id),
    slug TEXT NOT NULL,
    title TEXT,
    kind TEXT,
    series TEXT,
    issue TEXT,
    region TEXT,
    publisher TEXT,
    published_on TEXT,
    date_basis TEXT,
    year INTEGER,
    source_url TEXT,
    note TEXT,
    same_as INTEGER REFERENCES works(id),
    newest_version_id INTEGER NOT NULL REFERENCES versions(id),
    versions INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    content_characters INTEGER NOT NULL
);
CREATE INDEX documents_year ON documents (year, region);
CREATE INDEX documents_region ON documents (region, year);
CREATE INDEX documents_newest ON documents (newest_version_id);

CREATE TABLE version_facts (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    basis TEXT NOT NULL,
    start_char INTEGER,
    end_char INTEGER,
    reasons TEXT NOT NULL
);
CREATE INDEX version_facts_version ON version_facts (version_id);

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    kind TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    suggestion TEXT,
    reason TEXT NOT NULL
);
CREATE INDEX findings_version ON findings (version_id);

-- One row a distinct text of passages. The text itself stands in the passages; its hash is short, so that the index over
-- it, whose every page is written again and again, stays small. Two texts may have the same hash.
CREATE TABLE passage_texts (
    id INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL
);
CREATE INDEX passage_texts_hash ON passage_texts (hash);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    level INTEGER,
    heading_path TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    spans TEXT NOT NULL,
    text TEXT NOT NULL,
    article_number TEXT,
    reading_key TEXT NOT NULL,
    text_id INTEGER NOT NULL REFERENCES passage_texts(id)
);
CREATE INDEX passages_version ON passages (version_id, position);
CREATE INDEX passages_text ON passages (text_id);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    position INTEGER NOT NULL,
    headline TEXT NOT NULL,
    headline_spans TEXT NOT NULL,
    kicker TEXT,
    subtitle TEXT,
    column_title TEXT,
    byline TEXT,
    dateline TEXT,
    source TEXT,
    body_spans TEXT NOT NULL,
    jump TEXT,
    truncated INTEGER NOT NULL
);
CREATE INDEX articles_version ON articles (version_id);

CREATE TABLE themes (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL,
    origin TEXT NOT NULL
);

CREATE TABLE theme_aliases (
    theme_id INTEGER NOT NULL REFERENCES themes(id),
    alias TEXT NOT NULL,
    PRIMARY KEY (theme_id, alias)
);

CREATE TABLE theme_mentions (
    id INTEGER PRIMARY KEY,
    theme_id INTEGER NOT NULL REFERENCES themes(id),
    version_id INTEGER NOT NULL REFERENCES versions(id),
    passage_id INTEGER NOT NULL REFERENCES passages(id),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX theme_mentions_theme ON theme_mentions (theme_id, version_id);
CREATE INDEX theme_mentions_version ON theme_mentions (version_id);
CREATE INDEX theme_mentions_passage ON theme_mentions (passage_id);

CREATE TABLE figures (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    passage_id INTEGER NOT NULL REFERENCES passages(id),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    clause TEXT NOT NULL,
    metric TEXT NOT NULL,
    value REAL NOT NULL,
    value_max REAL,
    unit TEXT NOT NULL,
    base_value REAL NOT NULL,
    base_value_max REAL,
    base_unit TEXT NOT NULL,
    comparator TEXT NOT NULL,
    tense TEXT NOT NULL,
    tense_reason TEXT NOT NULL,
    measure TEXT NOT NULL,
    direction TEXT,
    implied INTEGER NOT NULL,
    period TEXT,
    period_start TEXT,
    period_end TEXT,
    scope TEXT,
    subject TEXT,
    previous_value REAL,
    hedges TEXT NOT NULL,
    clause_start INTEGER NOT NULL,
    clause_end INTEGER NOT NULL,
    part_of INTEGER REFERENCES figures(id),
    corrected INTEGER NOT NULL
);
CREATE INDEX figures_version ON figures (version_id);
CREATE INDEX figures_passage ON figures (passage_id);
CREATE INDEX figures_whole ON figures (part_of);
CREATE INDEX figures_promised ON figures (version_id, period_end) WHERE tense IN ('target', 'plan');

CREATE TABLE figure_corrections (
    id TEXT PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events(id),
    action TEXT NOT NULL,
    document TEXT NOT NULL,
    other_document TEXT,
    version_id INTEGER REFERENCES versions(id),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    figure_id INTEGER REFERENCES figures(id),
    done INTEGER NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    line INTEGER NOT NULL
);
CREATE INDEX figure_corrections_version ON figure_corrections (version_id);
CREATE INDEX figure_corrections_figure ON figure_corrections (figure_id);
CREATE INDEX figure_corrections_event ON figure_corrections (event_id);

CREATE TABLE figure_pairs (
    id TEXT PRIMARY KEY,
    a_id INTEGER NOT NULL REFERENCES figures(id),
    b_id INTEGER NOT NULL REFERENCES figures(id),
    relation TEXT NOT NULL,
    comparability TEXT NOT NULL,
    change_abs REAL,
    change_pct REAL,
    completion_pct REAL,
    share_pct REAL,
    bound TEXT,
    note TEXT NOT NULL,
    corrected INTEGER NOT NULL
);
CREATE INDEX figure_pairs_a ON figure_pairs (a_id);
CREATE INDEX figure_pairs_b ON figure_pairs (b_id);

CREATE TABLE target_outcomes (
    id INTEGER PRIMARY KEY REFERENCES figures(id),
    status TEXT NOT NULL,
    result_id INTEGER REFERENCES figures(id),
    reason TEXT NOT NULL
);
CREATE INDEX target_outcomes_result ON target_outcomes (result_id);

CREATE TABLE milestones (
    id INTEGER PRIMARY KEY,
    version_id INTEGER NOT NULL REFERENCES versions(id),
    passage_id INTEGER NOT NULL REFERENCES passages(id),
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text TEXT NOT NULL,
    project TEXT NOT NULL,
    stage TEXT NOT NULL,
    tense TEXT NOT NULL,
    period TEXT,
    period_start TEXT,
    period_end TEXT
);
CREATE INDEX milestones_version ON milestones (version_id);
CREATE INDEX milestones_passage ON milestones (passage_id);
CREATE INDEX milestones_promised ON milestones (version_id, period_end) WHERE tense IN ('target', 'plan');

CREATE TABLE milestone_pairs (
    id TEXT PRIMARY KEY,
    a_id INTEGER NOT NULL REFERENCES milestones(id),
    b_id INTEGER NOT NULL REFERENCES milestones(id),
    note TEXT NOT NULL
);
CREATE INDEX milestone_pairs_a ON milestone_pairs (a_id);
CREATE INDEX milestone_pairs_b ON milestone_pairs (b_id);

CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES works(id),
    from_version_id INTEGER NOT NULL REFERENCES versions(id),
    to_version_id INTEGER NOT NULL REFERENCES versions(id),
    position INTEGER NOT NULL,
    op TEXT NOT NULL,
    class TEXT,
    heading TEXT,
    from_start INTEGER,
    from_end INTEGER,
    to_start INTEGER,
    to_end INTEGER,
    move_id INTEGER,
    figure_change TEXT,
    engine TEXT NOT NULL
);
CREATE INDEX changes_document ON changes (document_id, to_version_id);
CREATE INDEX changes_from ON changes (from_version_id);
CREATE INDEX changes_to ON changes (to_version_id);

CREATE TABLE version_states (
    version_id INTEGER PRIMARY KEY REFERENCES versions(id),
    analyser TEXT NOT NULL,
    layout_free_sha256 TEXT NOT NULL,
    figure_free_sha256 TEXT NOT NULL,
    change_class TEXT
);

CREATE TABLE index_notes (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Its rows are those of passage_texts.
CREATE VIRTUAL TABLE passages_fts USING fts5(text, content = '', tokenize = "unicode61 remove_diacritics 0");
-- More words at a time, merged less often: with the defaults, what a document costs grows with every level of merges.
INSERT INTO passages_fts (passages_fts, rank) VALUES ('hashsize', 4000000), ('automerge', 16);

CREATE VIEW latest_versions AS
    SELECT v.id, d.slug, d.title, d.kind, d.series, d.region, d.year, d.published_on, v.number, v.filename,
           length(v.text) AS characters, v.captured_at, v.text
    FROM documents d JOIN versions v ON v.id = d.newest_version_id;

CREATE VIEW targets AS
    SELECT f.id, d.slug AS document, d.region, d.year, f.metric, f.comparator, f.value, f.value_max, f.unit, f.period, f.scope,
           f.tense, f.clause, p.relation, p.comparability, p.completion_pct, p.bound, r.text AS result, r.clause AS result_clause,
           rd.slug AS result_document, p.note, f.version_id, f.start_char, f.end_char,
           r.version_id AS result_version_id, r.start_char AS result_start_char, r.end_char AS result_end_char, o.status,
           max(f.corrected, coalesce(r.corrected, 0), coalesce(p.corrected, 0)) AS corrected,
           r.value AS result_value, r.unit AS result_unit
    FROM figures f
    JOIN documents d ON d.newest_version_id = f.version_id
    LEFT JOIN target_outcomes o ON o.id = f.id
    LEFT JOIN figure_pairs p ON p.a_id = f.id AND p.relation IN ('progress_of_target', 'plan_vs_actual')
    LEFT JOIN figures r ON r.id = p.b_id
    LEFT JOIN documents rd ON rd.newest_version_id = r.version_id
    WHERE f.tense IN ('target', 'plan');

-- Grouped by the name (which is unique), a question about one theme reads the mentions of that theme alone.
CREATE VIEW theme_years AS
    SELECT t.name AS theme, d.region, d.year, count(*) AS mentions,
           round(10000.0 * count(*) / (SELECT sum(s.content_characters) FROM documents s
                                       WHERE s.region IS d.region AND s.year IS d.year AND s.same_as IS NULL), 2)
               AS per_10k_chars,
           count(DISTINCT d.id) AS documents
    FROM theme_mentions m
    JOIN themes t ON t.id = m.theme_id
    JOIN documents d ON d.newest_version_id = m.version_id
    WHERE d.same_as IS NULL
    GROUP BY t.name, d.region, d.year;

CREATE VIEW newest_changes AS
    SELECT d.slug AS document, c.op, c.class, c.heading, c.figure_change, fv.number AS from_version, tv.number AS to_version,
           tv.captured_at, c.from_start, c.from_end, c.to_start, c.to_end
    FROM changes c JOIN documents d ON d.id = c.document_id
    JOIN versions fv ON fv.id = c.from_version_id JOIN versions tv ON tv.id = c.to_version_id
    WHERE c.op <> 'equal' AND c.class IS NOT 'layout';

CREATE VIEW figures_with_documents AS
    SELECT f.id, d.slug AS document, d.region, d.year, f.metric, f.comparator, f.value, f.value_max, f.unit, f.measure, f.direction,
           f.tense, f.period, f.scope, f.text, f.clause, f.version_id, f.start_char, f.end_char, f.corrected
    FROM figures f JOIN documents d ON d.newest_version_id = f.version_id;

CREATE VIEW corpus_by_year AS
    SELECT region, year, count(*) AS documents, sum(content_characters) AS characters, group_concat(DISTINCT kind) AS kinds
    FROM documents WHERE same_as IS NULL GROUP BY region, year;
