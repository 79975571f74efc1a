"""The labels that stand: a projection of the label events, kept in the transaction that writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.digests import canonical_json
from db.events import ReadOnce
from db.fold import fold
from db.records import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from db.connection import Connection, Row
    from db.events import Events
    from db.records import Json, LabelEvent

_COLUMNS = ("annotator", "unit_id", "question", "value", "event_id", "codebook_digest", "created_at")
LABEL = ", ".join(f"labels.{column}" for column in _COLUMNS)
"""What `label_from_row` takes, wherever `labels` is joined to other tables."""


def label_from_row(row: Row, read: Mapping[str, Json] | None = None) -> Label:
    """A label read back from its row; `read` has the values that are known already."""
    annotator, unit_id, question, value, event_id, codebook_digest, created_at = row
    known = json.loads(value) if read is None else read[value]
    return Label(annotator, unit_id, question, known, event_id, codebook_digest, created_at)


class Labels:
    """The standing labels of one project file."""

    def __init__(self, sql: Connection, events: Events) -> None:
        self._sql = sql
        self._events = events

    def append(self, events: Sequence[LabelEvent]) -> list[LabelEvent]:
        """Appends events in one transaction and brings the labels up to date.

        Args:
            events: new events; their `lamport` is set here, in the order given.

        Returns:
            The events as written. When this returns, they are on the disk.
        """
        with self._sql.transaction():
            written = self._events.insert(events)
            self._project(written)
        return written

    def _project(self, events: Sequence[LabelEvent]) -> None:
        """Brings the labels up to date that new events touch; what an undo leaves, all events of its label say."""
        newest = {(event.annotator, event.unit_id, event.question): event for event in events}
        undone: dict[tuple[str, str], dict[str, None]] = {}
        for event in events:
            if event.action == "undo":
                undone.setdefault((event.annotator, event.question), {})[event.unit_id] = None
        standing = fold(newest.values())
        for (annotator, question), units in undone.items():
            standing |= fold(self._events.of_labels(annotator, question, units))
        gone = newest.keys() - standing.keys()
        self._sql.run_many("DELETE FROM labels WHERE annotator = ? AND unit_id = ? AND question = ?", gone)
        self._write_labels(standing.values())

    def _write_labels(self, labels: Iterable[Label]) -> None:
        self._sql.run_many(
            f"INSERT INTO labels ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?) "
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

    def standing(self, annotator: str, unit_id: str, question: str) -> Label | None:
        """The label of one annotator, unit and question, or None."""
        row = self._sql.row(
            f"SELECT {LABEL} FROM labels WHERE annotator = ? AND unit_id = ? AND question = ?",
            [annotator, unit_id, question],
        )
        return None if row is None else label_from_row(row)

    def standing_at(self, mark: int, annotator: str, unit_id: str, question: str) -> Label | None:
        """The label of one annotator, unit and question as it stood at a mark of the events, or None."""
        found = fold(self._events.until(mark, annotator, unit_id, question))
        return found.get((annotator, unit_id, question))

    def all(self) -> Iterator[Label]:
        """Every standing label."""
        for row in self._sql.stream(f"SELECT {LABEL} FROM labels ORDER BY unit_id, question, annotator"):
            yield label_from_row(row)

    def of_question(self, question: str) -> list[Label]:
        """The standing labels of one question. Equal answers may be one object: they are not to be changed."""
        rows = self._sql.rows(
            f"SELECT {LABEL} FROM labels WHERE question = ? ORDER BY unit_id, annotator", [question]
        )
        # Among many labels few answers differ, and reading each once is most of the time saved.
        values = {text: json.loads(text) for text in {row[3] for row in rows}}
        return [
            Label(annotator, unit_id, question, values[value], event_id, codebook_digest, created_at)
            for annotator, unit_id, question, value, event_id, codebook_digest, created_at in rows
        ]

    def in_order(self, question: str) -> list[Label]:
        """The standing labels of one question, the oldest answer first."""
        return [
            label_from_row(row)
            for row in self._sql.rows(
                f"SELECT {LABEL} FROM labels JOIN label_events USING (event_id) WHERE labels.question = ? "
                "ORDER BY label_events.lamport, event_id",
                [question],
            )
        ]

    def of_annotator(self, annotator: str, unit_ids: Iterable[str] | None = None) -> list[Label]:
        """One annotator's standing labels, of all units or of those named.

        Equal answers are one object: they are not to be changed.
        """
        if unit_ids is None:
            rows = self._sql.rows(f"SELECT {LABEL} FROM labels WHERE annotator = ?", [annotator])
        else:
            # One parameter for all of them: SQLite takes 32,766 and an article may have more copies.
            rows = self._sql.rows(
                f"SELECT {LABEL} FROM labels "
                "WHERE annotator = ? AND unit_id IN (SELECT value FROM json_each(?))",
                [annotator, json.dumps(list(unit_ids))],
            )
        read = ReadOnce()
        return [label_from_row(row, read) for row in rows]

    def of_unit(self, unit_id: str) -> list[Label]:
        """Everybody's standing labels of one unit."""
        rows = self._sql.rows(
            f"SELECT {LABEL} FROM labels WHERE unit_id = ? ORDER BY question, annotator", [unit_id]
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

    def days(self) -> list[str]:
        """The days on which a standing label was given (UTC, ISO dates), oldest first."""
        return [
            row[0]
            for row in self._sql.rows("SELECT DISTINCT substr(created_at, 1, 10) FROM labels ORDER BY 1")
        ]

    def count_by_question(self) -> dict[str, int]:
        """How many labels stand, by question."""
        return dict(
            self._sql.rows("SELECT question, count(*) FROM labels GROUP BY question ORDER BY question")
        )
