"""How answers came about: by which event a person gave them, when, under which codebook, and with what aid."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.labels import LABEL, label_from_row
from db.records import CHANGE, ORIGIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.connection import Connection
    from db.records import Json, Label

_GIVEN = (
    "labels JOIN label_events AS written USING (event_id) JOIN label_events AS given "
    f"ON given.event_id = coalesce(json_extract(written.context, '$.{ORIGIN}'), labels.event_id)"
)
"""Labels with the event by which a person gave them, also where a change of the codebook has written them anew."""

_GIVEN_AFTER = (
    f"SELECT labels.event_id FROM {_GIVEN} JOIN ("
    "    SELECT unit_id AS unit, min(lamport) AS first FROM label_events "
    "    WHERE question = ? AND action = 'answer' GROUP BY unit_id"
    ") ON unit = labels.unit_id WHERE labels.question = ? AND given.lamport > first"
)
"""The labels of the second question given after their unit first got an answer to the first one."""


class Origins:
    """The standing labels of one project file beside the events they come from."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def contexts(self, question: str) -> dict[str, dict[str, Json]]:
        """How the standing labels of a question came about, where that is more than a person answering unaided.

        Returns:
            Event id -> context.
        """
        rows = self._sql.rows(
            "SELECT event_id, context FROM label_events JOIN labels USING (event_id) "
            "WHERE label_events.question = ? AND context <> '{}'",
            [question],
        )
        return {event_id: json.loads(context) for event_id, context in rows}

    def contexts_of(self, annotator: str, unit_id: str, question: str) -> list[dict[str, Json]]:
        """How an annotator's answers to a question about a unit came about, also of answers taken back."""
        rows = self._sql.rows(
            "SELECT context FROM label_events WHERE unit_id = ? AND annotator = ? AND question = ? "
            "AND action = 'answer' AND context <> '{}'",
            [unit_id, annotator, question],
        )
        return [json.loads(context) for (context,) in rows]

    def given_after(self, question: str, other: str) -> set[str]:
        """The standing labels of a question given after their unit first got an answer to another question.

        Ordered by lamport, not by clock; an answer to the other question counts even if it was taken back.

        Returns:
            Their event ids.
        """
        return {row[0] for row in self._sql.rows(_GIVEN_AFTER, [other, question])}

    def changed_after(self, question: str, other: str) -> set[str]:
        """Those of `given_after` whose annotator had already answered before: they changed their mind afterwards.

        Returns:
            Their event ids.
        """
        rows = self._sql.rows(
            f"{_GIVEN_AFTER} AND EXISTS ("
            "    SELECT 1 FROM label_events AS earlier WHERE earlier.unit_id = labels.unit_id "
            "    AND earlier.annotator = labels.annotator AND earlier.question = labels.question "
            "    AND earlier.lamport < first)",
            [other, question],
        )
        return {row[0] for row in rows}

    def given_under(
        self, question: str, annotator: str | None = None, unit_id: str | None = None
    ) -> list[tuple[str, str, int]]:
        """The standing labels of a question as (annotator, unit id, version of the codebook that it was given under)."""
        where, parameters = "labels.question = ?", [question]
        for column, wanted in (("annotator", annotator), ("unit_id", unit_id)):
            if wanted is not None:
                where += f" AND labels.{column} = ?"
                parameters.append(wanted)
        rows = self._sql.rows(
            f"SELECT labels.annotator, labels.unit_id, version FROM {_GIVEN} "
            f"JOIN codebooks ON codebooks.codebook_digest = given.codebook_digest WHERE {where}",
            parameters,
        )
        return [(name, unit, version) for name, unit, version in rows]

    def taken_by_change(self, question: str) -> list[tuple[str, str]]:
        """Whose answer to a question a change of the codebook took, so that none stands: (annotator, unit id)."""
        rows = self._sql.rows(
            "SELECT annotator, unit_id FROM label_events AS event WHERE question = ? AND action = 'clear' "
            f"AND json_extract(context, '$.{CHANGE}') IS NOT NULL "
            f"AND json_extract(context, '$.{ORIGIN}') IS NOT NULL AND NOT EXISTS ("
            "    SELECT 1 FROM label_events AS later WHERE later.annotator = event.annotator "
            "    AND later.unit_id = event.unit_id AND later.question = event.question "
            "    AND later.lamport > event.lamport)",
            [question],
        )
        return [(annotator, unit_id) for annotator, unit_id in rows]

    def with_history(
        self, question: str, answers: Iterable[str]
    ) -> list[tuple[str, str, Label | None, dict[str, Json]]]:
        """Whoever ever gave one of some answers (as stored): annotator, unit id, the label that stands, its context."""
        rows = self._sql.rows(
            f"SELECT ever.annotator, ever.unit_id, written.context, {LABEL} FROM ("
            "    SELECT DISTINCT annotator, unit_id FROM label_events WHERE question = ? "
            "    AND action = 'answer' AND value IN (SELECT value FROM json_each(?))"
            ") AS ever LEFT JOIN labels ON labels.annotator = ever.annotator "
            "AND labels.unit_id = ever.unit_id AND labels.question = ? "
            "LEFT JOIN label_events AS written ON written.event_id = labels.event_id "
            "ORDER BY ever.unit_id, ever.annotator",
            [question, json.dumps(list(answers)), question],
        )
        return [
            (row[0], row[1], None, {})
            if row[2] is None
            else (row[0], row[1], label_from_row(row[3:]), json.loads(row[2]))
            for row in rows
        ]
