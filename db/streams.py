"""Queries that read a whole project in order of arrival, joined inside SQLite: nothing is asked once an article."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from db.articles import blocks_from_json
from db.labels import label_from_row
from db.records import Capture, Extraction, Pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection
    from db.records import Label

_SOME = 5000
_LABEL = "annotator, unit_id, question, value, event_id, codebook_digest, created_at"
_PAIR = "left_id, right_id, share_left, share_right, jaccard, method, score, relation"
# By the article, so that SQLite goes along the articles and sorts no texts.
_CURRENT = (
    "sequence = (SELECT max(sequence) FROM extractions AS every WHERE every.article_id = articles.article_id)"
)


class Facts(NamedTuple):
    """What is known of an article, with a text of it."""

    number: int
    article_id: str
    title: str
    source: str | None
    published_at: str | None
    language: str | None
    text: str


class Streams:
    """The articles of one project file with what belongs to each, one by one."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def given(self, question: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """(annotator, [(unit id, answer as stored)]): the standing labels of a question, some thousands at a time.

        By annotator, as they lie in the file: there are millions of them, and this is the quickest way through.
        """
        for (annotator,) in self._sql.rows("SELECT annotator FROM annotators ORDER BY annotator"):
            labels = self._sql.stream(
                "SELECT unit_id, value FROM labels WHERE annotator = ? AND question = ? ORDER BY unit_id",
                [annotator, question],
            )
            while some := list(islice(labels, _SOME)):
                yield annotator, some

    def given_when(self, question: str) -> Iterator[tuple[str, str, str, str, str]]:
        """(annotator, unit id, event id, codebook digest, created_at) of the same labels, in the same order."""
        yield from self._sql.stream(
            "SELECT annotator, unit_id, event_id, codebook_digest, created_at FROM labels WHERE question = ? "
            "ORDER BY annotator, unit_id",
            [question],
        )

    def beside(self, question: str) -> Iterator[tuple[int, str, str]]:
        """(number, annotator, answer as stored) of the standing labels of a question about articles, by article.

        For questions that few articles have answers to: articles are looked up, and none is read for nothing.
        """
        yield from self._sql.stream(
            "SELECT number, annotator, value FROM labels CROSS JOIN articles ON article_id = unit_id "
            "WHERE question = ? ORDER BY number, annotator",
            [question],
        )

    def listed(self) -> Iterator[tuple[int, str, str, str, str]]:
        """(number, article id, title, source, published_at) of every article; "" for what is not known."""
        yield from self._sql.stream(
            "SELECT number, article_id, title, coalesce(source, ''), coalesce(published_at, '') FROM articles ORDER BY number"
        )

    def columns(self) -> tuple[list[str], list[str], list[str]]:
        """The id, source and published_at of every article; "" for what is not known."""
        rows = self._sql.rows(
            "SELECT article_id, coalesce(source, ''), coalesce(published_at, '') FROM articles ORDER BY number"
        )
        return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]

    def sources(self) -> list[str]:
        """The sources that articles have, in order of the alphabet."""
        rows = self._sql.rows("SELECT DISTINCT source FROM articles WHERE source <> '' ORDER BY source")
        return [row[0] for row in rows]

    def facts(self, text: Literal["main", "raw"]) -> Iterator[Facts]:
        """Every article with its main text (of the current extraction; "" without one) or its raw text."""
        column, join = (
            (
                "coalesce(main_text, '')",
                f"LEFT JOIN extractions ON {_CURRENT}",
            )
            if text == "main"
            else ("text", "JOIN article_raw USING (article_id)")
        )
        for row in self._sql.stream(
            "SELECT number, articles.article_id, title, source, published_at, language, "
            f"{column} FROM articles {join} ORDER BY number"
        ):
            yield Facts(*row)

    def raw_texts(self) -> Iterator[tuple[int, str]]:
        """(number, raw text) of every article."""
        yield from self._sql.stream(
            "SELECT number, text FROM articles JOIN article_raw USING (article_id) ORDER BY number"
        )

    def extractions(self) -> Iterator[tuple[int, Extraction]]:
        """(number, current extraction) of every article that has one."""
        for number, *rest, blocks in self._sql.stream(
            "SELECT number, articles.article_id, extractor, version, main_text, blocks "
            f"FROM articles CROSS JOIN extractions ON {_CURRENT} ORDER BY number"
        ):
            article_id, extractor, version, main_text = rest
            yield number, Extraction(article_id, extractor, version, main_text, blocks_from_json(blocks))

    def labels(self) -> Iterator[tuple[int, Label]]:
        """Everybody's standing labels about articles, the flow's own among them, by article, question, annotator."""
        for number, *row in self._sql.stream(
            f"SELECT number, {_LABEL} FROM articles CROSS JOIN labels ON unit_id = article_id "
            "ORDER BY number, question, annotator"
        ):
            yield number, label_from_row(tuple(row))

    def captures(self) -> Iterator[tuple[int, Capture]]:
        """Every sighting of every article, by article, the oldest first."""
        for number, file_name, given_id, url, title, source, published_at, metadata in self._sql.stream(
            "SELECT number, file_name, given_id, captures.url, captures.title, captures.source, "
            "captures.published_at, metadata FROM articles CROSS JOIN captures USING (article_id) "
            "ORDER BY number, captures.imported_at, capture_id"
        ):
            yield (
                number,
                Capture(file_name, given_id, url, title, source, published_at, json.loads(metadata)),
            )

    def pairs(self) -> Iterator[tuple[int, Pair]]:
        """The pairs of every article, by article, the most alike first; each pair comes with both of its articles."""
        for number, *row in self._sql.stream(
            f"SELECT number, {_PAIR} FROM (SELECT left_id AS article_id, * FROM pairs UNION ALL "
            "SELECT right_id, * FROM pairs) JOIN articles USING (article_id) "
            "ORDER BY number, score DESC, max(share_left, share_right) DESC, pair_id"
        ):
            yield number, Pair(*row)

    def stripped_since(self) -> Iterator[tuple[int, str, str]]:
        """(number, article id, created_at) of labels given before their article's main text became what it is now.

        The label's time: what its annotator saw is `Articles.extraction_at` of it.
        """
        yield from self._sql.stream(
            "SELECT number, articles.article_id, labels.created_at FROM (SELECT article_id, max(sequence) AS newest "
            "FROM extractions GROUP BY article_id HAVING count(*) > 1) JOIN extractions ON sequence = newest "
            "JOIN articles ON articles.article_id = extractions.article_id "
            "CROSS JOIN labels ON unit_id = articles.article_id "
            "WHERE extractions.created_at > labels.created_at AND substr(question, 1, 1) <> '@' ORDER BY number"
        )
