"""Queries about articles, their raw bytes, captures and extractions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from db.digests import canonical_json, sha256_bytes, sha256_json, sha256_text
from db.records import Article, Block, Capture, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection, Row
    from db.records import Json, RawArticle

_ARTICLE = "article_id, number, title, url, source, published_at, language, media_type, encoding, imported_at"
_SOME = 512
_CURRENT = "sequence = (SELECT max(sequence) FROM extractions WHERE article_id = articles.article_id)"


class Added(NamedTuple):
    """What adding an article did."""

    article_id: str
    is_new: bool
    new_capture: bool


def blocks_to_json(blocks: tuple[Block, ...]) -> str:
    """Blocks as stored: [start, end, kept, reason, probability] each."""
    return canonical_json([[b.start, b.end, int(b.kept), b.reason, round(b.probability, 3)] for b in blocks])


def blocks_from_json(text: str) -> tuple[Block, ...]:
    """Blocks read back from their stored form."""
    return tuple(Block(start, end, bool(kept), reason, p) for start, end, kept, reason, p in json.loads(text))


def capture_content(article_id: str, capture: Capture) -> list[Json]:
    """What a capture's id is the digest of."""
    return [
        article_id,
        capture.file_name,
        capture.given_id,
        capture.url,
        capture.title,
        capture.source,
        capture.published_at,
        capture.metadata,
    ]


def extraction_content(
    article_id: str, extractor: str, version: str, main_text: str, blocks: str
) -> list[Json]:
    """What an extraction's id is the digest of; `blocks` in their stored spelling."""
    return [article_id, extractor, version, main_text, blocks]


def _extraction(row: Row) -> Extraction:
    article_id, extractor, version, main_text, blocks = row
    return Extraction(article_id, extractor, version, main_text, blocks_from_json(blocks))


class Articles:
    """The articles of one project file."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def add(self, raw: RawArticle, now: str) -> Added:
        """Adds an article unless its bytes are there already; a new sighting of it is noted either way.

        Args:
            raw: the article; only its bytes and capture count if the bytes are known.
            now: the time of arrival, UTC, ISO 8601.
        """
        article_id = sha256_bytes(raw.data)
        capture = raw.capture
        with self._sql.transaction():
            is_new = self._sql.value("SELECT 1 FROM articles WHERE article_id = ?", [article_id]) is None
            if is_new:
                self._sql.run(
                    f"INSERT INTO articles ({_ARTICLE}, text_digest) "
                    "VALUES (?, 1 + (SELECT coalesce(max(number), 0) FROM articles), ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        article_id,
                        raw.title,
                        raw.url,
                        raw.source,
                        raw.published_at,
                        raw.language,
                        raw.media_type,
                        raw.encoding,
                        now,
                        sha256_text(raw.text),
                    ],
                )
                self._sql.run(
                    "INSERT INTO article_raw (article_id, data, text) VALUES (?, ?, ?)",
                    [article_id, raw.data, raw.text],
                )
            new_capture = self._sql.run(
                "INSERT INTO captures (capture_id, article_id, file_name, given_id, url, title, source, "
                "published_at, metadata, imported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (capture_id) DO NOTHING",
                [
                    sha256_json(capture_content(article_id, capture)),
                    article_id,
                    capture.file_name,
                    capture.given_id,
                    capture.url,
                    capture.title,
                    capture.source,
                    capture.published_at,
                    canonical_json(capture.metadata),
                    now,
                ],
            )
        return Added(article_id, is_new, new_capture > 0)

    def add_extraction(self, extraction: Extraction, now: str) -> None:
        """Adds an extraction, which becomes the article's current one; what is current already is not added again."""
        blocks = blocks_to_json(extraction.blocks)
        content = extraction_content(
            extraction.article_id, extraction.extractor, extraction.version, extraction.main_text, blocks
        )
        digest = sha256_json(content)
        current = self._sql.value(
            "SELECT extraction_id FROM extractions WHERE article_id = ? ORDER BY sequence DESC LIMIT 1",
            [extraction.article_id],
        )
        if digest == current:
            return
        if self._sql.value("SELECT 1 FROM extractions WHERE extraction_id = ?", [digest]):
            # It was current before and is so again: that is another row, as what people saw and when must be known.
            times = self._sql.value(
                "SELECT count(*) FROM extractions WHERE article_id = ?", [extraction.article_id]
            )
            again = replace(extraction, version=f"{extraction.version.partition('#')[0]}#{times + 1}")
            self.add_extraction(again, now)
            return
        self._sql.run(
            "INSERT INTO extractions (extraction_id, article_id, extractor, version, main_text, blocks, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                digest,
                extraction.article_id,
                extraction.extractor,
                extraction.version,
                extraction.main_text,
                blocks,
                now,
            ],
        )
        self._count_unsure(extraction)

    def _count_unsure(self, extraction: Extraction) -> None:
        """Keeps how many blocks of the article's current extraction are unsure; most articles have none."""
        unsure = sum(block.unsure for block in extraction.blocks)
        self._sql.run("DELETE FROM unsure_blocks WHERE article_id = ?", [extraction.article_id])
        if unsure:
            self._sql.run(
                "INSERT INTO unsure_blocks (article_id, blocks) VALUES (?, ?)",
                [extraction.article_id, unsure],
            )

    def count(self) -> int:
        """How many articles the project holds."""
        return int(self._sql.value("SELECT count(*) FROM articles"))

    def mark(self) -> int:
        """Where the articles end now; it changes whenever one is added."""
        return int(self._sql.value("SELECT coalesce(max(number), 0) FROM articles"))

    def newest_extraction(self) -> int:
        """The number of the newest extraction; it changes whenever one is added."""
        return int(self._sql.value("SELECT coalesce(max(sequence), 0) FROM extractions"))

    def has(self, article_id: str) -> bool:
        """Whether an article with this id is there."""
        return self._sql.value("SELECT 1 FROM articles WHERE article_id = ?", [article_id]) is not None

    def all(self) -> list[Article]:
        """Every article in order of arrival, without its text."""
        return [Article(*row) for row in self._sql.rows(f"SELECT {_ARTICLE} FROM articles ORDER BY number")]

    def stream(self) -> Iterator[Article]:
        """Every article in order of arrival, one by one."""
        for row in self._sql.stream(f"SELECT {_ARTICLE} FROM articles ORDER BY number"):
            yield Article(*row)

    def table(self) -> list[tuple[int, str, str, str, str, str]]:
        """Number, id, title, source, date and language of every article, in order of arrival; "" for what is not known."""
        rows: list[tuple[int, str, str, str, str, str]] = self._sql.rows(
            "SELECT number, article_id, title, coalesce(source, ''), coalesce(published_at, ''), "
            "coalesce(language, '') FROM articles ORDER BY number"
        )
        return rows

    def titles(self) -> dict[str, str]:
        """The title of each article."""
        return dict(self._sql.rows("SELECT article_id, title FROM articles"))

    def sources(self) -> dict[str, str]:
        """The source of each article that has one."""
        return dict(self._sql.rows("SELECT article_id, source FROM articles WHERE source IS NOT NULL"))

    def days_of_import(self) -> dict[str, str]:
        """The day on which each article was imported (UTC, ISO date)."""
        return dict(self._sql.rows("SELECT article_id, substr(imported_at, 1, 10) FROM articles"))

    def get(self, article_id: str) -> Article | None:
        """One article, or None."""
        row = self._sql.row(f"SELECT {_ARTICLE} FROM articles WHERE article_id = ?", [article_id])
        return None if row is None else Article(*row)

    def raw_text(self, article_id: str) -> str:
        """The text that the article's offsets count in."""
        return str(self._sql.value("SELECT text FROM article_raw WHERE article_id = ?", [article_id]) or "")

    def data(self, article_id: str) -> bytes:
        """The bytes of an article as they came in."""
        return bytes(
            self._sql.value("SELECT data FROM article_raw WHERE article_id = ?", [article_id]) or b""
        )

    def raw_part(self, article_id: str, start: int, length: int) -> str:
        """A part of an article's text as captured: `length` characters from an offset in code points."""
        found = self._sql.value(
            "SELECT substr(text, ?, ?) FROM article_raw WHERE article_id = ?", [start + 1, length, article_id]
        )
        return str(found or "")

    def raw_size(self, article_id: str) -> int:
        """The size of the article's raw bytes."""
        return int(
            self._sql.value("SELECT length(data) FROM article_raw WHERE article_id = ?", [article_id]) or 0
        )

    def text_is_intact(self, article_id: str, text: str) -> bool:
        """Whether a raw text still has the digest it came in with."""
        stored = self._sql.value("SELECT text_digest FROM articles WHERE article_id = ?", [article_id])
        return bool(stored == sha256_text(text))

    def extraction(self, article_id: str) -> Extraction | None:
        """The article's current extraction, or None if it was never stripped."""
        row = self._sql.row(
            "SELECT article_id, extractor, version, main_text, blocks FROM extractions "
            "WHERE article_id = ? ORDER BY sequence DESC LIMIT 1",
            [article_id],
        )
        return None if row is None else _extraction(row)

    def extraction_at(self, article_id: str, time: str) -> Extraction | None:
        """The extraction that people saw at a time (UTC, ISO 8601); the first one if it is newer."""
        row = self._sql.row(
            "SELECT article_id, extractor, version, main_text, blocks FROM extractions WHERE article_id = ? "
            "ORDER BY created_at <= ? DESC, CASE WHEN created_at <= ? THEN -sequence ELSE sequence END LIMIT 1",
            [article_id, time, time],
        )
        return None if row is None else _extraction(row)

    def main_text(self, article_id: str) -> str:
        """The main text of the article's current extraction."""
        return str(
            self._sql.value(
                "SELECT main_text FROM extractions WHERE article_id = ? ORDER BY sequence DESC LIMIT 1",
                [article_id],
            )
            or ""
        )

    def main_texts_after(self, sequence: int) -> Iterator[tuple[int, str, str]]:
        """(number of the extraction, article id, main text) of what was extracted after a number, in order of arrival.

        Only current extractions: the newest of each article. Some at a time, so that no read stays open while others write.
        """
        number = 0
        while rows := self._sql.rows(
            "SELECT number, sequence, articles.article_id, main_text FROM articles JOIN extractions USING (article_id) "
            f"WHERE number > ? AND sequence > ? AND {_CURRENT} ORDER BY number LIMIT {_SOME}",
            [number, sequence],
        ):
            yield from (row[1:] for row in rows)
            number = rows[-1][0]

    def count_after(self, sequence: int) -> int:
        """How many extractions came after a number."""
        return int(self._sql.value("SELECT count(*) FROM extractions WHERE sequence > ?", [sequence]))

    def extraction_at_sequence(self, sequence: int) -> str | None:
        """What tells an extraction by its number: its digest, and when it was made; None if there is none."""
        found = self._sql.value(
            "SELECT extraction_id || ' ' || created_at FROM extractions WHERE sequence = ?", [sequence]
        )
        return None if found is None else str(found)

    def main_texts(self) -> Iterator[tuple[str, str]]:
        """(article id, main text) of every article in order of arrival."""
        for row in self._sql.stream(
            "SELECT articles.article_id, main_text FROM articles JOIN extractions USING (article_id) "
            f"WHERE {_CURRENT} ORDER BY number"
        ):
            yield row[0], row[1]

    def captures(self, article_id: str) -> list[Capture]:
        """Every sighting of an article, oldest first."""
        rows = self._sql.rows(
            "SELECT file_name, given_id, url, title, source, published_at, metadata FROM captures "
            "WHERE article_id = ? ORDER BY imported_at, capture_id",
            [article_id],
        )
        return [
            Capture(file_name, given_id, url, title, source, published_at, json.loads(metadata))
            for file_name, given_id, url, title, source, published_at, metadata in rows
        ]

    def ids_named(self, name: str) -> list[str]:
        """The ids of the articles that a digest, a given id or a file name stands for, in this order of trust."""
        if self.has(name):
            return [name]
        for column in ("given_id", "file_name"):
            found = self._sql.rows(f"SELECT DISTINCT article_id FROM captures WHERE {column} = ?", [name])
            if found:
                return [row[0] for row in found]
        return []
