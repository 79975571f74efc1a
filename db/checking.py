"""Checks a project file against its own digests: SQLite's integrity check misses changed bytes inside a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.articles import blocks_from_json, capture_content, extraction_content
from db.digests import canonical_json, sha256_bytes, sha256_json, sha256_text
from db.events import EVENT, event_digest, event_from_row
from db.fold import fold
from db.records import Capture
from db.strippers import stripper_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection


def check_file(sql: Connection) -> Iterator[str]:
    """SQLite's own checks: pages, indexes, references. Yields a sentence for each fault."""
    for (line,) in sql.rows("PRAGMA integrity_check"):
        if line != "ok":
            yield f"The file's structure is damaged: {line}."
    for table, rowid, parent, _ in sql.rows("PRAGMA foreign_key_check"):
        yield f"Row {rowid} of {table} points at a row of {parent} that is not there."


def check_article(sql: Connection, article_id: str) -> Iterator[str]:
    """Re-hashes one article (bytes, text, captures, extractions) and counts its unsure blocks; yields each fault in words."""
    row = sql.row(
        "SELECT number, title, text_digest, data, text FROM articles LEFT JOIN article_raw USING (article_id) "
        "WHERE article_id = ?",
        [article_id],
    )
    if row is None or row[3] is None:
        yield f"Article {article_id[:12]} has no raw bytes."
        return
    number, title, text_digest, data, text = row
    name = f"Article {number} (“{title}”)"
    if sha256_bytes(data) != article_id:
        yield f"{name}: the raw bytes differ from their digest."
    if sha256_text(text) != text_digest:
        yield f"{name}: the raw text differs from its digest."
    for capture_id, file_name, given_id, url, named, source, published_at, metadata in sql.rows(
        "SELECT capture_id, file_name, given_id, url, title, source, published_at, metadata FROM captures "
        "WHERE article_id = ?",
        [article_id],
    ):
        try:
            capture = Capture(file_name, given_id, url, named, source, published_at, json.loads(metadata))
            intact = sha256_json(capture_content(article_id, capture)) == capture_id
        except ValueError:
            intact = False
        if not intact:
            yield f"{name}: a capture differs from its digest."
    unsure: int | None = 0
    for extraction_id, extractor, version, main_text, blocks in sql.rows(
        "SELECT extraction_id, extractor, version, main_text, blocks FROM extractions WHERE article_id = ? "
        "ORDER BY sequence",
        [article_id],
    ):
        content = extraction_content(article_id, extractor, version, main_text, blocks)
        if sha256_json(content) != extraction_id:
            yield f"{name}: an extraction differs from its digest."
            unsure = None
            continue
        read = blocks_from_json(blocks)
        unsure = sum(block.unsure for block in read)
        if any(block.end > len(text) for block in read):
            yield f"{name}: an extraction reaches past the end of the text."
    stored = sql.value("SELECT blocks FROM unsure_blocks WHERE article_id = ?", [article_id]) or 0
    if unsure is not None and stored != unsure:
        yield f"{name}: the stored count of unsure blocks is {stored}, that of its current extraction {unsure}."


def check_events(sql: Connection) -> Iterator[str]:
    """Re-hashes every label event, codebook and stripper, and compares the labels with what the events add up to."""
    for digest, version, content in sql.rows("SELECT codebook_digest, version, content FROM codebooks"):
        if sha256_text(content) != digest:
            yield f"Codebook version {version} differs from its digest."
    for digest, text_model, page_model, lines in sql.rows(
        "SELECT stripper_digest, text_model, page_model, lines FROM strippers"
    ):
        if stripper_digest(text_model, page_model, lines) != digest:
            yield f"Stripper {digest[:8]} differs from its digest."
    events = []
    for row in sql.stream(f"SELECT {EVENT}, digest FROM label_events"):
        try:
            event = event_from_row(row)
            intact = event_digest(event) == row[11]
        except ValueError:
            intact = False
        if not intact:
            yield f"Label event {row[0]} of {row[2]} differs from its digest."
            continue
        events.append(event)
    expected = {key: canonical_json(label.value) for key, label in fold(events).items()}
    stored = {row[:3]: row[3] for row in sql.stream("SELECT annotator, unit_id, question, value FROM labels")}
    for key in sorted(expected.keys() | stored.keys()):
        if expected.get(key) != stored.get(key):
            annotator, unit_id, question = key
            yield f"The label of {annotator} for {question} on {unit_id[:12]} differs from its events."
