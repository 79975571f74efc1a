CREATE INDEX captures_article ON captures (article_id);

CREATE INDEX captures_file_name ON captures (file_name);

CREATE INDEX captures_given_id ON captures (given_id);

CREATE INDEX extractions_article ON extractions (article_id, sequence);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE INDEX label_events_annotator ON label_events (annotator, lamport, event_id);

CREATE INDEX label_events_context ON label_events (question) WHERE context <> '{}';

CREATE INDEX label_events_order ON label_events (lamport, event_id);

CREATE INDEX label_events_unit ON label_events (unit_id, annotator, question);

CREATE INDEX labels_unit ON labels (unit_id, question);

CREATE INDEX pairs_left ON pairs (left_id);

CREATE INDEX pairs_right ON pairs (right_id);

CREATE INDEX visits_annotator ON visits (annotator, article_id);

CREATE TABLE annotators (
    annotator TEXT PRIMARY KEY CHECK (annotator <> ''),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE article_raw (
    article_id TEXT PRIMARY KEY REFERENCES articles,
    data BLOB NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE article_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE articles (
    article_id TEXT PRIMARY KEY CHECK (length(article_id) = 64),
    number INTEGER NOT NULL UNIQUE,
    title TEXT NOT NULL,
    url TEXT,
    source TEXT,
    published_at TEXT,
    language TEXT,
    media_type TEXT NOT NULL,
    encoding TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE assignments (
    article_id TEXT NOT NULL REFERENCES articles,
    annotator TEXT NOT NULL REFERENCES annotators,
    PRIMARY KEY (article_id, annotator)
) STRICT, WITHOUT ROWID;

CREATE TABLE captures (
    capture_id TEXT PRIMARY KEY CHECK (length(capture_id) = 64),
    article_id TEXT NOT NULL REFERENCES articles,
    file_name TEXT,
    given_id TEXT,
    url TEXT,
    title TEXT,
    source TEXT,
    published_at TEXT,
    metadata TEXT NOT NULL CHECK (json_valid(metadata)),
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE codebooks (
    codebook_digest TEXT PRIMARY KEY CHECK (length(codebook_digest) = 64),
    version INTEGER NOT NULL UNIQUE,
    content TEXT NOT NULL CHECK (json_valid(content)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE extractions (
    sequence INTEGER PRIMARY KEY,
    extraction_id TEXT NOT NULL UNIQUE CHECK (length(extraction_id) = 64),
    article_id TEXT NOT NULL REFERENCES articles,
    extractor TEXT NOT NULL,
    version TEXT NOT NULL,
    main_text TEXT NOT NULL,
    blocks TEXT NOT NULL CHECK (json_valid(blocks)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE label_events (
    event_id TEXT PRIMARY KEY CHECK (length(event_id) = 36),
    lamport INTEGER NOT NULL CHECK (lamport > 0),
    annotator TEXT NOT NULL REFERENCES annotators,
    unit_id TEXT NOT NULL CHECK (length(unit_id) IN (64, 129)),
    question TEXT NOT NULL CHECK (question <> ''),
    action TEXT NOT NULL CHECK (action IN ('answer', 'clear', 'undo')),
    value TEXT CHECK (value IS NULL OR json_valid(value)),
    undoes TEXT REFERENCES label_events (event_id),
    codebook_digest TEXT NOT NULL REFERENCES codebooks,
    created_at TEXT NOT NULL,
    digest TEXT NOT NULL CHECK (length(digest) = 64), context TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(context)),
    CHECK ((action = 'answer') = (value IS NOT NULL)),
    CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;

CREATE TABLE labels (
    annotator TEXT NOT NULL REFERENCES annotators,
    unit_id TEXT NOT NULL,
    question TEXT NOT NULL,
    value TEXT NOT NULL CHECK (json_valid(value)),
    event_id TEXT NOT NULL REFERENCES label_events,
    codebook_digest TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (annotator, unit_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairs (
    pair_id TEXT PRIMARY KEY,
    left_id TEXT NOT NULL REFERENCES articles,
    right_id TEXT NOT NULL REFERENCES articles,
    share_left REAL NOT NULL,
    share_right REAL NOT NULL,
    jaccard REAL NOT NULL,
    method TEXT NOT NULL, score REAL NOT NULL DEFAULT 0, relation TEXT NOT NULL DEFAULT '',
    CHECK (left_id < right_id),
    CHECK (pair_id = left_id || ':' || right_id)
) STRICT;

CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    codebook_digest TEXT NOT NULL REFERENCES codebooks,
    compared INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    created_with TEXT NOT NULL
, settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings))) STRICT;

CREATE TABLE sights (
    annotator TEXT NOT NULL REFERENCES annotators,
    unit_id TEXT NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (annotator, unit_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE strippers (
    stripper_digest TEXT PRIMARY KEY CHECK (length(stripper_digest) = 64),
    text_model BLOB,
    page_model BLOB,
    lines TEXT NOT NULL CHECK (json_valid(lines)),
    report TEXT NOT NULL CHECK (json_valid(report)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE unsure_blocks (
    article_id TEXT PRIMARY KEY REFERENCES articles,
    blocks INTEGER NOT NULL CHECK (blocks > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE visits (
    visit_id TEXT PRIMARY KEY CHECK (length(visit_id) = 36),
    annotator TEXT NOT NULL REFERENCES annotators,
    article_id TEXT NOT NULL REFERENCES articles,
    seconds REAL NOT NULL CHECK (seconds >= 0),
    ended_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER article_raw_no_delete BEFORE DELETE ON article_raw
BEGIN SELECT RAISE(ABORT, 'raw articles are never deleted'); END;

CREATE TRIGGER article_raw_no_update BEFORE UPDATE ON article_raw
BEGIN SELECT RAISE(ABORT, 'raw articles are never changed'); END;

CREATE TRIGGER label_events_no_delete BEFORE DELETE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never deleted'); END;

CREATE TRIGGER label_events_no_update BEFORE UPDATE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never changed'); END;

