"""Queries of the plan: which articles are meant for whom, and what makes some of them more urgent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.connection import Connection

_LABELLED = "substr(labels.question, 1, 1) <> '@'"


class Plans:
    """What a project file knows of who labels what, and when it was last asked."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    # -- who labels what -------------------------------------------------------------------------------------

    def assigned(self) -> dict[str, frozenset[str]]:
        """Article id -> the people it is meant for; only articles that are assigned by name."""
        found: dict[str, set[str]] = {}
        for article_id, annotator in self._sql.rows("SELECT article_id, annotator FROM assignments"):
            found.setdefault(article_id, set()).add(annotator)
        return {article_id: frozenset(names) for article_id, names in found.items()}

    def assignments(self) -> int:
        """How many assignments there are."""
        return int(self._sql.value("SELECT count(*) FROM assignments"))

    def assign(self, articles: Iterable[str], annotators: Sequence[str]) -> int:
        """Means articles for some people; returns how many assignments are new."""
        wanted = json.dumps(list(articles)), json.dumps(list(annotators))
        with self._sql.transaction():
            return self._sql.run(
                "INSERT INTO assignments (article_id, annotator) "
                "SELECT article.value, person.value FROM json_each(?) AS article, json_each(?) AS person WHERE true "
                "ON CONFLICT DO NOTHING",
                wanted,
            )

    def unassign(self, articles: Iterable[str] | None = None) -> int:
        """Takes the assignments of some articles back, or all; returns how many there were."""
        with self._sql.transaction():
            if articles is None:
                return self._sql.run("DELETE FROM assignments")
            return self._sql.run(
                "DELETE FROM assignments WHERE article_id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(articles))],
            )

    # -- what was done ---------------------------------------------------------------------------------------

    def given(self, after: int = 0) -> dict[str, int]:
        """How many labels stand that were given after a mark of the events, by annotator; no flow, no repeats."""
        return dict(
            self._sql.rows(
                "SELECT labels.annotator, count(*) FROM labels JOIN label_events USING (event_id) "
                f"WHERE {_LABELLED} AND label_events.rowid > ? GROUP BY 1 ORDER BY 1",
                [after],
            )
        )

    def answered(self) -> list[tuple[str, str]]:
        """(annotator, article id) of every article about which a label stands; of pairs none."""
        return [
            (annotator, article_id)
            for annotator, article_id in self._sql.rows(
                "SELECT DISTINCT labels.annotator, labels.unit_id FROM labels "
                f"WHERE {_LABELLED} AND length(unit_id) = 64"
            )
        ]

    def in_order(self, annotator: str, questions: Sequence[str]) -> list[tuple[str, str, str]]:
        """(unit id, question, value as JSON) of one annotator's labels of some questions, the oldest first."""
        return [
            (unit_id, question, value)
            for unit_id, question, value in self._sql.rows(
                "SELECT labels.unit_id, labels.question, labels.value "
                "FROM labels JOIN label_events USING (event_id) "
                "WHERE labels.annotator = ? AND labels.question IN (SELECT value FROM json_each(?)) "
                "ORDER BY label_events.lamport, event_id",
                [annotator, json.dumps(list(questions))],
            )
        ]

    # -- what is urgent --------------------------------------------------------------------------------------

    def unsure(self) -> dict[str, int]:
        """Article id -> how many blocks the stripper was not sure of; only articles that have any."""
        return dict(self._sql.rows("SELECT article_id, blocks FROM unsure_blocks"))

    def ruled(self) -> set[str]:
        """The articles with a ruling on any question."""
        rows = self._sql.rows(
            "SELECT DISTINCT unit_id FROM labels WHERE substr(question, 1, 6) = '@gold:' AND length(unit_id) = 64"
        )
        return {unit_id for (unit_id,) in rows}

    def values_given(self, questions: Sequence[str]) -> list[tuple[str, str, str]]:
        """(article id, question, value as JSON), each once, of questions and articles not ruled; nobody is named."""
        return [
            (unit_id, question, value)
            for unit_id, question, value in self._sql.rows(
                "SELECT DISTINCT unit_id, question, value FROM labels "
                "WHERE question IN (SELECT value FROM json_each(?)) AND length(unit_id) = 64 AND NOT EXISTS ("
                "    SELECT 1 FROM labels AS ruling "
                "    WHERE ruling.unit_id = labels.unit_id AND ruling.question = '@gold:' || labels.question)",
                [json.dumps(list(questions))],
            )
        ]
