"""Queries about how long annotators had articles open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.digests import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection
    from db.records import Json, Visit


class Visits:
    """The visits of one project file; they are read for the person whose they are."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def add(self, visits: Iterable[Visit]) -> None:
        """Writes visits, in one transaction; one that is there already stays."""
        with self._sql.transaction():
            self._sql.run_many(
                "INSERT INTO visits (visit_id, annotator, article_id, seconds, ended_at) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                [
                    [visit.visit_id, visit.annotator, visit.article_id, visit.seconds, visit.ended_at]
                    for visit in visits
                ],
            )

    def seconds(self, annotator: str, question: str, value: Json) -> dict[str, tuple[float, bool]]:
        """How long somebody had each article open.

        Args:
            annotator: who.
            question: a question about articles.
            value: one of its answers.

        Returns:
            Article id -> seconds, and whether that answer of theirs stands.
        """
        rows = self._sql.rows(
            "SELECT article_id, sum(seconds), EXISTS (SELECT 1 FROM labels WHERE labels.annotator = ? "
            "AND unit_id = article_id AND question = ? AND value = ?) "
            "FROM visits WHERE annotator = ? GROUP BY article_id",
            [annotator, question, canonical_json(value), annotator],
        )
        return {article: (seconds, bool(answered)) for article, seconds, answered in rows}
