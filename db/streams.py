"""Queries that read a whole project in order of arrival, joined inside SQLite: nothing is asked once an article."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from db.articles import blocks_from_json
from db.labels import LABEL
from db.records import Capture, Extraction, Label, Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from db.connection import Connection
    from db.records import Json

T = TypeVar("T")

_SOME = 5000
_PAIR = "left_id, right_id, share_left, share_right, jaccard, method, score, relation"
_GIVEN = "annotator, unit_id, value, event_id, codebook_digest, labels.created_at"
_OF_ARTICLES = "labels CROSS JOIN articles ON articles.article_id = labels.unit_id"
_OF_PAIRS = (
    "labels CROSS JOIN articles AS one ON one.article_id = substr(labels.unit_id, 1, 64) "
    "CROSS JOIN articles AS other ON other.article_id = substr(labels.unit_id, 66)"
)
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


class Whole(NamedTuple):
    """An article with all of its texts.

    Attributes:
        text: the raw text.
        blocks: of its current extraction, as stored: `blocks_from_json` reads them.
    """

    number: int
    article_id: str
    title: str
    url: str | None
    source: str | None
    published_at: str | None
    language: str | None
    media_type: str
    encoding: str
    text: str
    main_text: str
    blocks: str


class Given(NamedTuple):
    """A standing label.

    Attributes:
        rows: where the article, or both articles of the pair, lie in the file.
        value: the answer as stored.
    """

    rows: tuple[int, ...]
    annotator: str
    unit_id: str
    value: str
    event_id: str
    codebook_digest: str
    created_at: str


class Streams:
    """The articles of one project file with what belongs to each, one by one."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def rows(self) -> Iterator[int]:
        """Where each article lies in the file, in order of arrival. It holds as long as a snapshot does."""
        for (row,) in self._sql.stream("SELECT rowid FROM articles ORDER BY number"):
            yield row

    def ids(self) -> Iterator[str]:
        """The id of every article."""
        for (article_id,) in self._sql.stream("SELECT article_id FROM articles ORDER BY number"):
            yield article_id

    def ids_at(self, rows: Sequence[int]) -> Iterator[str]:
        """The ids of the articles that lie in some rows, in the order given."""
        for start in range(0, len(rows), _SOME):
            for (article_id,) in self._sql.stream(
                "SELECT article_id FROM json_each(?) CROSS JOIN articles ON articles.rowid = value ORDER BY key",
                [json.dumps(rows[start : start + _SOME])],
            ):
                yield article_id

    def given(self, question: str) -> Iterator[tuple[str, list[tuple[int, str]]]]:
        """(annotator, [(row of the article, answer as stored)]): the standing labels of a question about articles.

        By annotator, as they lie in the file, some thousands at a time: there are millions of them, and this is the
        quickest way through.
        """
        for (annotator,) in self._sql.rows("SELECT annotator FROM annotators ORDER BY annotator"):
            labels = self._sql.stream(
                f"SELECT articles.rowid, value FROM {_OF_ARTICLES} WHERE annotator = ? AND question = ? "
                "ORDER BY unit_id",
                [annotator, question],
            )
            while some := list(islice(labels, _SOME)):
                yield annotator, some

    def given_when(self, question: str) -> Iterator[Given]:
        """The same labels with what tells which of them count, in the same order."""
        for row, *rest in self._sql.stream(
            f"SELECT articles.rowid, {_GIVEN} FROM {_OF_ARTICLES} WHERE question = ? ORDER BY annotator, unit_id",
            [question],
        ):
            yield Given((row,), *rest)

    def given_of_pairs(self, question: str) -> Iterator[Given]:
        """The standing labels of a question about pairs, by annotator."""
        for one, other, *rest in self._sql.stream(
            f"SELECT one.rowid, other.rowid, {_GIVEN} FROM {_OF_PAIRS} WHERE question = ? ORDER BY annotator, unit_id",
            [question],
        ):
            yield Given((one, other), *rest)

    def ruled(self, question: str) -> Iterator[tuple[int, str]]:
        """(row of the article, answer as stored) of the labels of a question about articles, the oldest first."""
        yield from self._sql.stream(
            f"SELECT articles.rowid, labels.value FROM {_OF_ARTICLES} JOIN label_events USING (event_id) "
            "WHERE labels.question = ? ORDER BY label_events.lamport, event_id",
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

    def ruled_pairs(self, question: str) -> Iterator[tuple[int, int, str, str]]:
        """(rows of both articles, unit id, answer as stored) of those of a question about pairs, the oldest first."""
        yield from self._sql.stream(
            f"SELECT one.rowid, other.rowid, labels.unit_id, labels.value FROM {_OF_PAIRS} "
            "JOIN label_events USING (event_id) WHERE labels.question = ? ORDER BY label_events.lamport, event_id",
            [question],
        )

    def listed(self) -> Iterator[tuple[int, int, str, str, str]]:
        """(number, row, article id, title, source) of every article; "" for a source that is not known."""
        yield from self._sql.stream(
            "SELECT number, rowid, article_id, title, coalesce(source, '') FROM articles ORDER BY number"
        )

    def origins(self) -> Iterator[tuple[str, str, str]]:
        """(id, source, published_at) of every article; "" for what is not known."""
        yield from self._sql.stream(
            "SELECT article_id, coalesce(source, ''), coalesce(published_at, '') FROM articles ORDER BY number"
        )

    def pairs_of(self, relations: Iterable[str]) -> Iterator[tuple[int, int]]:
        """The rows of both articles of the pairs that stand in one of some relations."""
        yield from self._sql.stream(
            "SELECT one.rowid, other.rowid FROM pairs CROSS JOIN articles AS one ON one.article_id = left_id "
            "CROSS JOIN articles AS other ON other.article_id = right_id "
            "WHERE relation IN (SELECT value FROM json_each(?))",
            [json.dumps(sorted(relations))],
        )

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
            else ("coalesce(text, '')", "LEFT JOIN article_raw USING (article_id)")
        )
        for row in self._sql.stream(
            "SELECT number, articles.article_id, title, source, published_at, language, "
            f"{column} FROM articles {join} ORDER BY number"
        ):
            yield Facts(*row)

    def whole(self) -> Iterator[Whole]:
        """Every article with its raw text and its current extraction."""
        for row in self._sql.stream(
            "SELECT number, articles.article_id, title, url, source, published_at, language, media_type, encoding, "
            "coalesce(text, ''), coalesce(main_text, ''), coalesce(blocks, '[]') FROM articles "
            f"LEFT JOIN article_raw USING (article_id) LEFT JOIN extractions ON {_CURRENT} ORDER BY number"
        ):
            yield Whole(*row)

    def extractions(self) -> Iterator[tuple[int, Extraction]]:
        """(number, current extraction) of every article that has one."""
        for number, *rest, blocks in self._sql.stream(
            "SELECT number, articles.article_id, extractor, version, main_text, blocks "
            f"FROM articles CROSS JOIN extractions ON {_CURRENT} ORDER BY number"
        ):
            article_id, extractor, version, main_text = rest
            yield number, Extraction(article_id, extractor, version, main_text, blocks_from_json(blocks))

    def blocks(self) -> Iterator[tuple[int, str]]:
        """(number, blocks as stored, which `blocks_from_json` reads) of every article; "[]" of one never stripped."""
        yield from self._sql.stream(
            f"SELECT number, coalesce(blocks, '[]') FROM articles LEFT JOIN extractions ON {_CURRENT} ORDER BY number"
        )

    def labels(self) -> Iterator[tuple[int, Label]]:
        """Everybody's standing labels about articles, the flow's own among them, by article, question, annotator."""
        for number, *row in self._sql.stream(
            f"SELECT number, {LABEL} FROM articles CROSS JOIN labels ON unit_id = article_id "
            "ORDER BY number, question, annotator"
        ):
            yield number, _label(row)

    def answers(self, question: str) -> Iterator[tuple[int, tuple[str, Json]]]:
        """(number, (annotator, answer)) of the standing labels of a question about articles, by article and annotator."""
        for number, annotator, value in self._sql.stream(
            "SELECT number, annotator, value FROM articles CROSS JOIN labels ON unit_id = article_id "
            "WHERE question = ? ORDER BY number, annotator",
            [question],
        ):
            yield number, (annotator, json.loads(value))

    def captures(self) -> Iterator[tuple[int, Capture]]:
        """Every sighting of every article, by article, the oldest first."""
        for number, file_name, given_id, url, title, source, published_at, metadata in self._sql.stream(
            "SELECT number, file_name, given_id, captures.url, captures.title, captures.source, "
            "captures.published_at, metadata FROM articles CROSS JOIN captures USING (article_id) "
            "ORDER BY number, captures.imported_at, capture_id"
        ):
            yield (
                number,
                Capture(file_name, given_id, url, title, source, published_at, _read(metadata)),
            )

    def pairs(self) -> Iterator[tuple[int, Pair]]:
        """The pairs of every article, by article, the most alike first; each pair comes with both of its articles."""
        for number, *row in self._sql.stream(
            f"SELECT number, {_PAIR} FROM (SELECT left_id AS article_id, * FROM pairs UNION ALL "
            "SELECT right_id, * FROM pairs) JOIN articles USING (article_id) "
            "ORDER BY number, score DESC, max(share_left, share_right) DESC, pair_id"
        ):
            yield number, Pair(*row)

    def labels_of_pairs(self) -> Iterator[tuple[int, tuple[int, Label]]]:
        """(number, (row of the other article, label)): the labels of every article's pairs, in the order of `pairs`."""
        for number, other, *row in self._sql.stream(
            f"SELECT articles.number, other.rowid, {LABEL} "
            "FROM (SELECT left_id AS article_id, right_id AS other_id, * FROM pairs UNION ALL "
            "SELECT right_id, left_id, * FROM pairs) AS near CROSS JOIN labels ON unit_id = pair_id "
            "JOIN articles ON articles.article_id = near.article_id "
            "JOIN articles AS other ON other.article_id = other_id "
            "ORDER BY articles.number, score DESC, max(share_left, share_right) DESC, pair_id, question, annotator"
        ):
            yield number, (other, _label(row))

    def every_label(self) -> Iterator[tuple[int, int, Label]]:
        """(row of the article, row of the other one, label) of every standing label, by unit, question and annotator.

        Of a label about one article it is both rows; -1 where there is no such article.
        """
        for one, other, *row in self._sql.stream(
            "SELECT coalesce(one.rowid, -1), coalesce(CASE length(unit_id) WHEN 64 THEN one.rowid ELSE other.rowid END, -1), "
            f"{LABEL} FROM labels "
            "LEFT JOIN articles AS one ON one.article_id = substr(unit_id, 1, 64) "
            "LEFT JOIN articles AS other ON other.article_id = substr(unit_id, 66) "
            "ORDER BY unit_id, question, annotator"
        ):
            yield one, other, _label(row)

    def stripped_since(self) -> Iterator[tuple[int, str, str]]:
        """(row, article id, created_at) of labels given before their article's main text became what it is now.

        The label's time: what its annotator saw is `Articles.extraction_at` of it.
        """
        yield from self._sql.stream(
            "SELECT articles.rowid, articles.article_id, labels.created_at FROM (SELECT article_id, max(sequence) AS newest "
            "FROM extractions GROUP BY article_id HAVING count(*) > 1) JOIN extractions ON sequence = newest "
            "JOIN articles ON articles.article_id = extractions.article_id "
            "CROSS JOIN labels ON unit_id = articles.article_id "
            "WHERE extractions.created_at > labels.created_at AND substr(question, 1, 1) <> '@' ORDER BY number"
        )


@lru_cache(4096)
def _read(text: str) -> Json:
    """A stored value. Equal ones may be one object: they are not to be changed.

    Among many labels few answers differ, and each is read once.
    """
    return json.loads(text)


def _label(row: Sequence[Any]) -> Label:
    annotator, unit_id, question, value, event_id, codebook_digest, created_at = row
    return Label(annotator, unit_id, question, _read(value), event_id, codebook_digest, created_at)


def along(stream: Iterator[tuple[int, T]]) -> Callable[[int], list[T]]:
    """A stream ordered by number as a function that gives what belongs to a number; asked in the same order."""
    ahead = next(stream, None)

    def of(number: int) -> list[T]:
        nonlocal ahead
        found = []
        while ahead is not None and ahead[0] <= number:
            if ahead[0] == number:
                found.append(ahead[1])
            ahead = next(stream, None)
        return found

    return of
