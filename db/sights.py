"""Queries about what annotators were shown of others' answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection


class Sights:
    """Who was shown what others answered, or how it was ruled: an answer given afterwards is not independent."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def add(self, annotator: str, seen: Iterable[tuple[str, str]]) -> None:
        """Remembers what somebody was shown.

        Args:
            annotator: who.
            seen: (unit id, question); what is remembered already stays so.
        """
        with self._sql.transaction():
            self._sql.run_many(
                "INSERT INTO sights (annotator, unit_id, question) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [[annotator, unit, question] for unit, question in seen],
            )

    def has(self, annotator: str, unit_id: str, question: str) -> bool:
        """Whether somebody was shown what others answered to a question about a unit."""
        found = self._sql.value(
            "SELECT EXISTS (SELECT 1 FROM sights WHERE annotator = ? AND unit_id = ? AND question = ?)",
            [annotator, unit_id, question],
        )
        return bool(found)
