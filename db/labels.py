"""Label events are appended; the labels that stand are a projection kept in the same transaction."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.digests import canonical_json, sha256_json
from db.fold import fold
from db.records import CHANGE, ORIGIN, Label, LabelEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from db.connection import Connection, Row
    from db.records import Json

_EVENT = "event_id, lamport, annotator, unit_id, question, action, value, undoes, codebook_digest, created_at, context"
_LABEL = "annotator, unit_id, question, value, event_id, codebook_digest, created_at"
_GIVEN = (
    "labels JOIN label_events AS written USING (event_id) JOIN label_events AS given "
    f"ON given.event_id = coalesce(json_extract(written.context, '$.{ORIGIN}'), labels.event_id)"
)
"""Labels with the event by which a person gave them, also where a change of the codebook has written them anew."""


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


class _Read(dict[str, Any]):
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


def label_from_row(row: Row, read: Mapping[str, Json] | None = None) -> Label:
    """A label read back from its row; `read` has the values that are known already."""
    annotator, unit_id, question, value, event_id, codebook_digest, created_at = row
    known = json.loads(value) if read is None else read[value]
    return Label(annotator, unit_id, question, known, event_id, codebook_digest, created_at)


class Labels:
    """The label events and labels of one project file."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def append(self, events: Sequence[LabelEvent]) -> list[LabelEvent]:
        """Appends events in one transaction and brings the labels up to date.

        Args:
            events: new events; their `lamport` is set here, in the order given.

        Returns:
            The events as written. When this returns, they are on the disk.
        """
        with self._sql.transaction():
            last = int(self._sql.value("SELECT coalesce(max(lamport), 0) FROM label_events"))
            written = [replace(event, lamport=number) for number, event in enumerate(events, start=last + 1)]
            self._insert(written)
            self._project(written)
        return written

    def _insert(self, events: Sequence[LabelEvent]) -> None:
        self._sql.run_many(
            f"INSERT INTO label_events ({_EVENT}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                for event in events
            ),
        )

    def _project(self, events: Sequence[LabelEvent]) -> None:
        """Brings the labels up to date that new events touch; what an undo leaves, all events of its label say."""
        newest = {(event.annotator, event.unit_id, event.question): event for event in events}
        undone: dict[tuple[str, str], dict[str, None]] = {}
        for event in events:
            if event.action == "undo":
                undone.setdefault((event.annotator, event.question), {})[event.unit_id] = None
        standing = fold(newest.values())
        for (annotator, question), units in undone.items():
            standing |= fold(self._events_of(annotator, question, units))
        gone = newest.keys() - standing.keys()
        self._sql.run_many("DELETE FROM labels WHERE annotator = ? AND unit_id = ? AND question = ?", gone)
        self._write_labels(standing.values())

    def _events_of(self, annotator: str, question: str, units: Iterable[str]) -> list[LabelEvent]:
        """Every event of one annotator's labels of a question about some units."""
        rows = self._sql.rows(
            f"SELECT {_EVENT} FROM label_events WHERE annotator = ? AND question = ? "
            "AND unit_id IN (SELECT value FROM json_each(?))",
            [annotator, question, json.dumps(list(units))],
        )
        read = _Read()
        return [event_from_row(row, read) for row in rows]

    def _write_labels(self, labels: Iterable[Label]) -> None:
        self._sql.run_many(
            f"INSERT INTO labels ({_LABEL}) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (annotator, unit_id, question) DO UPDATE SET value = excluded.value, "
            "event_id = excluded.event_id, codebook_digest = excluded.codebook_digest, created_at = excluded.created_at",
            (
                [
                    label.annotator,
                    label.unit_id,
                    label.question,
                    canonical_json(label.value),
                    label.event_id,
                    label.codebook_digest,
                    label.created_at,
                ]
                for label in labels
            ),
        )

    def rebuild(self) -> None:
        """Makes the labels anew from the events."""
        with self._sql.transaction():
            self._sql.run("DELETE FROM labels")
            self._write_labels(fold(self.events()).values())

    def events(
        self, annotator: str | None = None, after: int = 0, question: str | None = None
    ) -> Iterator[LabelEvent]:
        """Every event, or those of one annotator or one question, oldest first.

        Equal answers are one object: they are not to be changed.

        Args:
            annotator: whose; None: everybody's.
            after: only those written after this mark.
            question: only those about this question.
        """
        conditions: list[str] = ["rowid > ?"] if after else []
        parameters: list[Json] = [after] if after else []
        if annotator is not None:
            # The plus keeps SQLite from walking all events of the annotator for the few new ones.
            conditions.append("+annotator = ?" if after else "annotator = ?")
            parameters.append(annotator)
        if question is not None:
            conditions.append("question = ?")
            parameters.append(question)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        read = _Read()
        for row in self._sql.stream(
            f"SELECT {_EVENT} FROM label_events {where} ORDER BY lamport, event_id", parameters
        ):
            yield event_from_row(row, read)

    def event(self, event_id: str) -> LabelEvent | None:
        """One event, or None."""
        row = self._sql.row(f"SELECT {_EVENT} FROM label_events WHERE event_id = ?", [event_id])
        return None if row is None else event_from_row(row)

    def newest_of(self, event_ids: Sequence[str]) -> str:
        """The newest of some events, one or more."""
        found = self._sql.value(
            "SELECT event_id FROM label_events WHERE event_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY lamport DESC, event_id DESC LIMIT 1",
            [json.dumps(list(event_ids))],
        )
        return str(found)

    def last_saved_at(self, annotator: str) -> str | None:
        """When the newest event that the annotator made was written (UTC, ISO 8601)."""
        found: str | None = self._sql.value(
            "SELECT created_at FROM label_events WHERE annotator = ? "
            f"AND json_extract(context, '$.{CHANGE}') IS NULL ORDER BY lamport DESC LIMIT 1",
            [annotator],
        )
        return found

    def all(self) -> Iterator[Label]:
        """Every standing label."""
        for row in self._sql.stream(f"SELECT {_LABEL} FROM labels ORDER BY unit_id, question, annotator"):
            yield label_from_row(row)

    def of_question(self, question: str) -> list[Label]:
        """The standing labels of one question. Equal answers may be one object: they are not to be changed."""
        rows = self._sql.rows(
            f"SELECT {_LABEL} FROM labels WHERE question = ? ORDER BY unit_id, annotator", [question]
        )
        # Among many labels few answers differ, and reading each once is most of the time saved.
        values = {text: json.loads(text) for text in {row[3] for row in rows}}
        return [
            Label(annotator, unit_id, question, values[value], event_id, codebook_digest, created_at)
            for annotator, unit_id, question, value, event_id, codebook_digest, created_at in rows
        ]

    def standing(self, annotator: str, unit_id: str, question: str) -> Label | None:
        """The label of one annotator, unit and question, or None."""
        row = self._sql.row(
            f"SELECT {_LABEL} FROM labels WHERE annotator = ? AND unit_id = ? AND question = ?",
            [annotator, unit_id, question],
        )
        return None if row is None else label_from_row(row)

    def mark(self) -> int:
        """Where the events end now, whoever wrote them; `touched_since` begins there."""
        return int(self._sql.value("SELECT coalesce(max(rowid), 0) FROM label_events"))

    def touched_since(self, mark: int) -> list[tuple[str, str, str]]:
        """Each annotator, unit and question of the events written after a mark."""
        # Each once, but not by DISTINCT: SQLite would walk a whole index for it.
        rows = self._sql.rows("SELECT annotator, unit_id, question FROM label_events WHERE rowid > ?", [mark])
        return list(dict.fromkeys((annotator, unit_id, question) for annotator, unit_id, question in rows))

    def newest_event(self) -> str | None:
        """The event that was written last, by id."""
        found: str | None = self._sql.value("SELECT event_id FROM label_events ORDER BY rowid DESC LIMIT 1")
        return found

    def mark_of(self, event_id: str) -> int | None:
        """Where the events ended when an event was the newest; None if there is no such event."""
        found: int | None = self._sql.value("SELECT rowid FROM label_events WHERE event_id = ?", [event_id])
        return found

    def standing_at(self, mark: int, annotator: str, unit_id: str, question: str) -> Label | None:
        """The label of one annotator, unit and question as it stood at a mark, or None."""
        rows = self._sql.rows(
            f"SELECT {_EVENT} FROM label_events WHERE annotator = ? AND unit_id = ? AND question = ? AND rowid <= ?",
            [annotator, unit_id, question, mark],
        )
        return fold(map(event_from_row, rows)).get((annotator, unit_id, question))

    def in_order(self, question: str) -> list[Label]:
        """The standing labels of one question, the oldest answer first."""
        columns = ", ".join(f"labels.{column}" for column in _LABEL.split(", "))
        return [
            label_from_row(row)
            for row in self._sql.rows(
                f"SELECT {columns} FROM labels JOIN label_events USING (event_id) WHERE labels.question = ? "
                "ORDER BY label_events.lamport, event_id",
                [question],
            )
        ]

    def days(self) -> list[str]:
        """The days on which a standing label was given (UTC, ISO dates), oldest first."""
        return [
            row[0]
            for row in self._sql.rows("SELECT DISTINCT substr(created_at, 1, 10) FROM labels ORDER BY 1")
        ]

    def given_after(self, question: str, other: str) -> set[str]:
        """The standing labels of a question given after their unit first got an answer to another question.

        Ordered by lamport, not by clock; an answer to the other question counts even if it was taken back.

        Returns:
            Their event ids.
        """
        rows = self._sql.rows(
            f"SELECT labels.event_id FROM {_GIVEN} JOIN ("
            "    SELECT unit_id AS unit, min(lamport) AS first FROM label_events "
            "    WHERE question = ? AND action = 'answer' GROUP BY unit_id"
            ") ON unit = labels.unit_id WHERE labels.question = ? AND given.lamport > first",
            [other, question],
        )
        return {row[0] for row in rows}

    def changed_after(self, question: str, other: str) -> set[str]:
        """Those of `given_after` whose annotator had already answered before: they changed their mind afterwards.

        Returns:
            Their event ids.
        """
        rows = self._sql.rows(
            f"SELECT labels.event_id FROM {_GIVEN} JOIN ("
            "    SELECT unit_id AS unit, min(lamport) AS first FROM label_events "
            "    WHERE question = ? AND action = 'answer' GROUP BY unit_id"
            ") ON unit = labels.unit_id WHERE labels.question = ? AND given.lamport > first AND EXISTS ("
            "    SELECT 1 FROM label_events AS earlier WHERE earlier.unit_id = labels.unit_id "
            "    AND earlier.annotator = labels.annotator AND earlier.question = labels.question "
            "    AND earlier.lamport < first)",
            [other, question],
        )
        return {row[0] for row in rows}

    def contexts_of(self, annotator: str, unit_id: str, question: str) -> list[dict[str, Json]]:
        """How an annotator's answers to a question about a unit came about, also of answers taken back."""
        rows = self._sql.rows(
            "SELECT context FROM label_events WHERE unit_id = ? AND annotator = ? AND question = ? "
            "AND action = 'answer' AND context <> '{}'",
            [unit_id, annotator, question],
        )
        return [json.loads(context) for (context,) in rows]

    def answers_given(self, question: str) -> dict[str, Json]:
        """Every answer that was ever given to a question, each once: as it is stored -> the value."""
        rows = self._sql.rows(
            "SELECT DISTINCT value FROM label_events WHERE question = ? AND action = 'answer'", [question]
        )
        return {text: json.loads(text) for (text,) in rows}

    def with_history(
        self, question: str, answers: Iterable[str]
    ) -> list[tuple[str, str, Label | None, dict[str, Json]]]:
        """Whoever ever gave one of some answers (as stored): annotator, unit id, the label that stands, its context."""
        columns = ", ".join(f"labels.{column}" for column in _LABEL.split(", "))
        rows = self._sql.rows(
            f"SELECT ever.annotator, ever.unit_id, written.context, {columns} FROM ("
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

    def of_annotator(self, annotator: str, unit_ids: Iterable[str] | None = None) -> list[Label]:
        """One annotator's standing labels, of all units or of those named.

        Equal answers are one object: they are not to be changed.
        """
        if unit_ids is None:
            rows = self._sql.rows(f"SELECT {_LABEL} FROM labels WHERE annotator = ?", [annotator])
        else:
            # One parameter for all of them: SQLite takes 32,766 and an article may have more copies.
            rows = self._sql.rows(
                f"SELECT {_LABEL} FROM labels "
                "WHERE annotator = ? AND unit_id IN (SELECT value FROM json_each(?))",
                [annotator, json.dumps(list(unit_ids))],
            )
        read = _Read()
        return [label_from_row(row, read) for row in rows]

    def of_unit(self, unit_id: str) -> list[Label]:
        """Everybody's standing labels of one unit."""
        rows = self._sql.rows(
            f"SELECT {_LABEL} FROM labels WHERE unit_id = ? ORDER BY question, annotator", [unit_id]
        )
        return [label_from_row(row) for row in rows]

    def units_of_question(self, question: str) -> set[str]:
        """The units of which anybody's label to a question stands; not what it says."""
        return {
            row[0]
            for row in self._sql.rows("SELECT DISTINCT unit_id FROM labels WHERE question = ?", [question])
        }

    def has_article(self, article_id: str) -> bool:
        """Whether a label about an article, or about a pair that it is in, stands."""
        found = self._sql.value(
            "SELECT EXISTS (SELECT 1 FROM labels WHERE unit_id = ?) OR EXISTS (SELECT 1 FROM labels WHERE unit_id IN "
            "(SELECT pair_id FROM pairs WHERE left_id = ? UNION ALL SELECT pair_id FROM pairs WHERE right_id = ?))",
            [article_id, article_id, article_id],
        )
        return bool(found)

    def articles_with_labels(self) -> set[str]:
        """The articles about which, or about a pair of which, a label stands."""
        units = self._sql.rows("SELECT DISTINCT unit_id FROM labels")
        return {article for (unit,) in units for article in unit.split(":")}

    def count_by_question(self) -> dict[str, int]:
        """How many labels stand, by question."""
        return dict(
            self._sql.rows("SELECT question, count(*) FROM labels GROUP BY question ORDER BY question")
        )
