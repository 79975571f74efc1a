"""The steps that bring a project file to today's form. A released step is never edited; a new one is added below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from db.driver import sqlite3

if TYPE_CHECKING:
    from sqlite_utils import Database

migrations = Migrations("news-labeler")

_TABLES = """
CREATE TABLE codebooks (
    codebook_digest TEXT PRIMARY KEY CHECK (length(codebook_digest) = 64),
    version INTEGER NOT NULL UNIQUE,
    content TEXT NOT NULL CHECK (json_valid(content)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE project (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    codebook_digest TEXT NOT NULL REFERENCES codebooks,
    compared INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    created_with TEXT NOT NULL
) STRICT;

CREATE TABLE annotators (
    annotator TEXT PRIMARY KEY CHECK (annotator <> ''),
    created_at TEXT NOT NULL
) STRICT;

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

CREATE TABLE article_raw (
    article_id TEXT PRIMARY KEY REFERENCES articles,
    data BLOB NOT NULL,
    text TEXT NOT NULL
) STRICT;

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
CREATE INDEX captures_article ON captures (article_id);
CREATE INDEX captures_file_name ON captures (file_name);
CREATE INDEX captures_given_id ON captures (given_id);

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
CREATE INDEX extractions_article ON extractions (article_id, sequence);

CREATE TABLE pairs (
    pair_id TEXT PRIMARY KEY,
    left_id TEXT NOT NULL REFERENCES articles,
    right_id TEXT NOT NULL REFERENCES articles,
    share_left REAL NOT NULL,
    share_right REAL NOT NULL,
    jaccard REAL NOT NULL,
    method TEXT NOT NULL,
    CHECK (left_id < right_id),
    CHECK (pair_id = left_id || ':' || right_id)
) STRICT;
CREATE INDEX pairs_left ON pairs (left_id);
CREATE INDEX pairs_right ON pairs (right_id);

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
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    CHECK ((action = 'answer') = (value IS NOT NULL)),
    CHECK ((action = 'undo') = (undoes IS NOT NULL))
) STRICT;
CREATE INDEX label_events_order ON label_events (lamport, event_id);
CREATE INDEX label_events_annotator ON label_events (annotator, lamport, event_id);
CREATE INDEX label_events_unit ON label_events (unit_id, annotator, question);

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
CREATE INDEX labels_unit ON labels (unit_id, question);

CREATE TRIGGER label_events_no_update BEFORE UPDATE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never changed'); END;
CREATE TRIGGER label_events_no_delete BEFORE DELETE ON label_events
BEGIN SELECT RAISE(ABORT, 'label events are never deleted'); END;
CREATE TRIGGER article_raw_no_update BEFORE UPDATE ON article_raw
BEGIN SELECT RAISE(ABORT, 'raw articles are never changed'); END;
CREATE TRIGGER article_raw_no_delete BEFORE DELETE ON article_raw
BEGIN SELECT RAISE(ABORT, 'raw articles are never deleted'); END;
"""


def _run_statements(db: Database, script: str) -> None:
    """Runs a script statement by statement: executescript() would commit the open transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""


@migrations()
def first_tables(db: Database) -> None:
    """The tables of version 0.1."""
    _run_statements(db, _TABLES)


@migrations()
def project_settings(db: Database) -> None:
    """What the project has decided, as a JSON object; what it does not name is as the program has it."""
    db.conn.execute(
        "ALTER TABLE project ADD COLUMN settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings))"
    )


@migrations()
def learned_strippers(db: Database) -> None:
    """Strippers learned from corrections: models as compressed arrays of numbers, lines that come again, what was gained."""
    db.conn.execute(
        """CREATE TABLE strippers (
    stripper_digest TEXT PRIMARY KEY CHECK (length(stripper_digest) = 64),
    text_model BLOB,
    page_model BLOB,
    lines TEXT NOT NULL CHECK (json_valid(lines)),
    report TEXT NOT NULL CHECK (json_valid(report)),
    created_at TEXT NOT NULL
) STRICT"""
    )
    # What is there already was stripped without looking for lines that come again, and stays as it is.
    db.conn.execute(
        "UPDATE project SET settings = json_set(settings, '$.repeats_seen', "
        "(SELECT coalesce(max(number), 0) FROM articles))"
    )


@migrations()
def verdicts_on_pairs(db: Database) -> None:
    """How likely a pair is one of copies, and which relation it has. The next import compares all articles anew."""
    _run_statements(
        db,
        """
ALTER TABLE pairs ADD COLUMN score REAL NOT NULL DEFAULT 0;
ALTER TABLE pairs ADD COLUMN relation TEXT NOT NULL DEFAULT '';
UPDATE pairs SET method = 'passages', relation = CASE
    WHEN max(share_left, share_right) >= 0.45 THEN 'near_duplicate' ELSE '' END WHERE jaccard > 0;
UPDATE project SET compared = 0;
""",
    )


@migrations()
def words_of_articles(db: Database) -> None:
    """Which words stand in which article; read when they are first asked for, and by every import."""
    db.conn.execute(
        "CREATE VIRTUAL TABLE article_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')"
    )


@migrations()
def contexts_assignments_visits(db: Database) -> None:
    """How an answer came about; which articles are meant for whom; how long people had them open."""
    _run_statements(
        db,
        """
ALTER TABLE label_events ADD COLUMN context TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(context));
CREATE INDEX label_events_context ON label_events (question) WHERE context <> '{}';
CREATE TABLE assignments (
    article_id TEXT NOT NULL REFERENCES articles,
    annotator TEXT NOT NULL REFERENCES annotators,
    PRIMARY KEY (article_id, annotator)
) STRICT, WITHOUT ROWID;
CREATE TABLE visits (
    visit_id TEXT PRIMARY KEY CHECK (length(visit_id) = 36),
    annotator TEXT NOT NULL REFERENCES annotators,
    article_id TEXT NOT NULL REFERENCES articles,
    seconds REAL NOT NULL CHECK (seconds >= 0),
    ended_at TEXT NOT NULL
) STRICT;
CREATE INDEX visits_annotator ON visits (annotator, article_id);
""",
    )


@migrations()
def unsure_blocks(db: Database) -> None:
    """How many blocks of an article the stripper was not sure of: asked before any text is read, so it is kept."""
    _run_statements(
        db,
        """
CREATE TABLE unsure_blocks (
    article_id TEXT PRIMARY KEY REFERENCES articles,
    blocks INTEGER NOT NULL CHECK (blocks > 0)
) STRICT, WITHOUT ROWID;
INSERT INTO unsure_blocks (article_id, blocks)
    SELECT article_id, count(*) FROM extractions JOIN json_each(blocks) AS block
    WHERE sequence = (SELECT max(sequence) FROM extractions AS newer WHERE newer.article_id = extractions.article_id)
    AND block.value ->> 4 > 0.25 AND block.value ->> 4 < 0.75 GROUP BY article_id;
""",
    )


@migrations()
def sights(db: Database) -> None:
    """Who was shown what others answered: answers given afterwards are not independent."""
    _run_statements(
        db,
        """
CREATE TABLE sights (
    annotator TEXT NOT NULL REFERENCES annotators,
    unit_id TEXT NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (annotator, unit_id, question)
) STRICT, WITHOUT ROWID;
""",
    )
