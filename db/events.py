"""Label events: facts, written once; what was ever answered, withdrawn or taken back."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.digests import canonical_json, sha256_json
from db.records import CHANGE, LabelEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from db.connection import Connection, Row
    from db.records import Json

EVENT = "event_id, lamport, annotator, unit_id, question, action, value, undoes, codebook_digest, created_at, context"
"""The columns of an event, as `event_from_row` takes them."""


def new_event_id() -> str:
    """A name for an event that no other machine will choose."""
    return str(uuid.uuid4())


def event_digest(event: LabelEvent) -> str:
    """The digest stored beside an event, by which later damage is noticed.

    An event without a context has the digest that it had before there were contexts.
    """
    content = [
        event.event_id,
        event.lamport,
        event.annotator,
        event.unit_id,
        event.question,
        event.action,
        event.value,
        event.undoes,
        event.codebook_digest,
        event.created_at,
    ]
    return sha256_json([*content, event.context] if event.context else content)


class ReadOnce(dict[str, Any]):
    """Values as they are stored, each read once: among many events few answers differ."""

    def __missing__(self, text: str) -> Json:
        value = self[text] = json.loads(text)
        return value


def event_from_row(row: Row, read: Mapping[str, Json] | None = None) -> LabelEvent:
    """An event read back from its row; `read` has the values that are known already."""
    (
        event_id,
        lamport,
        annotator,
        unit_id,
        question,
        action,
        value,
        undoes,
        codebook_digest,
        created_at,
        context,
    ) = row[:11]
    return LabelEvent(
        event_id,
        lamport,
        annotator,
        unit_id,
        question,
        action,
        None if value is None else json.loads(value) if read is None else read[value],
        undoes,
        codebook_digest,
        created_at,
        {} if context == "{}" else json.loads(context),
    )


class Events:
    """The label events of one project file."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def insert(self, events: Sequence[LabelEvent]) -> list[LabelEvent]:
        """Numbers new events past the newest and writes them; `Labels.append` brings the labels up to date with them."""
        last = int(self._sql.value("SELECT coalesce(max(lamport), 0) FROM label_events"))
        written = [replace(event, lamport=number) for number, event in enumerate(events, start=last + 1)]
        self._sql.run_many(
            f"INSERT INTO label_events ({EVENT}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                [
                    event.event_id,
                    event.lamport,
                    event.annotator,
                    event.unit_id,
                    event.question,
                    event.action,
                    None if event.action != "answer" else canonical_json(event.value),
                    event.undoes,
                    event.codebook_digest,
                    event.created_at,
                    canonical_json(event.context),
                    event_digest(event),
                ]
                for event in written
            ),
        )
        return written

    def all(self, annotator: str | None = None, after: int = 0) -> Iterator[LabelEvent]:
        """Every event, or those of one annotator, oldest first.

        Equal answers are one object: they are not to be changed.

        Args:
            annotator: whose; None: everybody's.
            after: only those written after this mark.
        """
        conditions: list[str] = ["rowid > ?"] if after else []
        parameters: list[Json] = [after] if after else []
        if annotator is not None:
            # The plus keeps SQLite from walking all events of the annotator for the few new ones.
            conditions.append("+annotator = ?" if after else "annotator = ?")
            parameters.append(annotator)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        read = ReadOnce()
        for row in self._sql.stream(
            f"SELECT {EVENT} FROM label_events {where} ORDER BY lamport, event_id", parameters
        ):
            yield event_from_row(row, read)

    def of_labels(self, annotator: str, question: str, units: Iterable[str]) -> list[LabelEvent]:
        """Every event of one annotator's labels of a question about some units, in any order."""
        rows = self._sql.rows(
            f"SELECT {EVENT} FROM label_events WHERE annotator = ? AND question = ? "
            "AND unit_id IN (SELECT value FROM json_each(?))",
            [annotator, question, json.dumps(list(units))],
        )
        read = ReadOnce()
        return [event_from_row(row, read) for row in rows]

    def until(self, mark: int, annotator: str, unit_id: str, question: str) -> list[LabelEvent]:
        """Every event of one label that was written up to a mark, in any order."""
        rows = self._sql.rows(
            f"SELECT {EVENT} FROM label_events WHERE annotator = ? AND unit_id = ? AND question = ? AND rowid <= ?",
            [annotator, unit_id, question, mark],
        )
        return [event_from_row(row) for row in rows]

    def answers_given(self, question: str) -> dict[str, Json]:
        """Every answer that was ever given to a question, each once: as it is stored -> the value."""
        rows = self._sql.rows(
            "SELECT DISTINCT value FROM label_events WHERE question = ? AND action = 'answer'", [question]
        )
        return {text: json.loads(text) for (text,) in rows}

    def newest_of(self, event_ids: Sequence[str]) -> str:
        """The newest of some events, one or more."""
        found = self._sql.value(
            "SELECT event_id FROM label_events WHERE event_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY lamport DESC, event_id DESC LIMIT 1",
            [json.dumps(list(event_ids))],
        )
        return str(found)

    def newest(self) -> str | None:
        """The event that was written last, by id."""
        found: str | None = self._sql.value("SELECT event_id FROM label_events ORDER BY rowid DESC LIMIT 1")
        return found

    def last_saved_at(self, annotator: str) -> str | None:
        """When the newest event that the annotator made was written (UTC, ISO 8601)."""
        found: str | None = self._sql.value(
            "SELECT created_at FROM label_events WHERE annotator = ? "
            f"AND json_extract(context, '$.{CHANGE}') IS NULL ORDER BY lamport DESC LIMIT 1",
            [annotator],
        )
        return found

    def mark(self) -> int:
        """Where the events end now, whoever wrote them; `touched_since` begins there."""
        return int(self._sql.value("SELECT coalesce(max(rowid), 0) FROM label_events"))

    def mark_of(self, event_id: str) -> int | None:
        """Where the events ended when an event was the newest; None if there is no such event."""
        found: int | None = self._sql.value("SELECT rowid FROM label_events WHERE event_id = ?", [event_id])
        return found

    def touched_since(self, mark: int) -> list[tuple[str, str, str]]:
        """Each annotator, unit and question of the events written after a mark."""
        # Each once, but not by DISTINCT: SQLite would walk a whole index for it.
        rows = self._sql.rows("SELECT annotator, unit_id, question FROM label_events WHERE rowid > ?", [mark])
        return list(dict.fromkeys((annotator, unit_id, question) for annotator, unit_id, question in rows))
