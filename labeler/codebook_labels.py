"""What a change of stored values makes of the labels that hold them: events in the annotators' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.events import new_event_id
from db.records import LabelEvent
from db.store import utc_now
from labeler.flow import BATCH, CHANGE, ORIGIN, STATE, about_key, again_key, gold_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.records import Json, Label
    from labeler.codebook import Codebook, Question
    from labeler.codebook_changes import Moves
    from labeler.project import Project

    Moved = Mapping[str, str | None]

_NONE = object()
"""No answer is left."""


class LabelChanges:
    """The events that bring the labels of a project along with a codebook.

    Every label that holds a value that is no more is written anew; what could be undone or redone to such a value is
    closed, by an event that says again what stands.

    Attributes:
        events: to be written, in order.
        touched: the labels that become others: (annotator, unit id, question key) of the codebook's own questions.
        rulings: how many rulings become others.
    """

    def __init__(self, project: Project, after: Codebook, moves: Moves, digest: str = "") -> None:
        """`digest` names the new version; without it, this is only a look ahead."""
        self._project = project
        self._digest = digest
        self._batch = new_event_id()
        self._now = utc_now()
        self.events: list[LabelEvent] = []
        self.touched: list[tuple[str, str, str]] = []
        self.rulings = 0
        self._opened_again: set[tuple[str, str, str]] = set()
        new = {question.key: question for question in after.questions}
        for old in project.codebook.questions:
            moved: Moved = moves.get(old.key, {})
            if old.key not in new:
                moved = {entry.value: None for entry in old.values}
            if moved:
                self._question(old, new.get(old.key), moved)
        self._open_again()

    def _question(self, old: Question, new: Question | None, moved: Moved) -> None:
        def plain(value: Json) -> Json:
            if new is None:
                return _NONE
            return value if old.kind == "boilerplate" else _answer(new, value, moved)

        def ruling(value: Json) -> Json:
            answer = plain(value["value"])
            return answer if answer is _NONE else {**value, "value": answer}

        def about(value: Json) -> Json:
            return _NONE if new is None else _details(value, moved)

        # A second answer, at a hidden repeat, is a label like the first one: it is counted, and asked for again.
        for key, state in ((old.key, STATE), (again_key(old.key), again_key(STATE))):
            for label in self._key(key, plain):
                self.touched.append((label.annotator, label.unit_id, key))
                if new is not None and _loses(label.value, moved):
                    self._opened_again.add((label.annotator, label.unit_id, state))
        self.rulings += len(self._key(gold_key(old.key), ruling))
        self._key(about_key(old.key), about)
        self._key(again_key(about_key(old.key)), about)

    def _key(self, key: str, becomes: Callable[[Json], Json]) -> list[Label]:
        """Writes the labels of one stored key anew; returns those that become others."""
        store = self._project.store
        gone = [text for text, value in store.events.answers_given(key).items() if becomes(value) != value]
        changed: list[Label] = []
        for annotator, unit_id, label, context in store.origins.with_history(key, gone) if gone else ():
            if label is None:
                self._write(annotator, unit_id, key, _NONE, {})
                continue
            value = becomes(label.value)
            if value != label.value:
                changed.append(label)
            self._write(annotator, unit_id, key, value, context, label)
        return changed

    def _open_again(self) -> None:
        """An article whose answer lost a value is a draft again: somebody has to look."""
        for state in sorted({key for _, _, key in self._opened_again}):
            for label in self._project.store.labels.of_question(state):
                is_open = (label.annotator, label.unit_id, state) in self._opened_again
                if is_open and label.value["state"] == "submitted":
                    self._write(label.annotator, label.unit_id, state, _NONE, {}, label)

    def _write(
        self,
        annotator: str,
        unit_id: str,
        key: str,
        value: Json,
        context: Mapping[str, Json],
        label: Label | None = None,
    ) -> None:
        origin = {} if label is None else {ORIGIN: context.get(ORIGIN, label.event_id)}
        # What is only said again keeps the version that it was given under; an answer keeps its time.
        is_same = label is not None and value == label.value
        self.events.append(
            LabelEvent(
                event_id=new_event_id(),
                lamport=0,
                annotator=annotator,
                unit_id=unit_id,
                question=key,
                action="clear" if value is _NONE else "answer",
                value=None if value is _NONE else value,
                undoes=None,
                codebook_digest=label.codebook_digest if is_same and label else self._digest,
                created_at=label.created_at if label and value is not _NONE else self._now,
                context={**context, **origin, CHANGE: self._digest, BATCH: self._batch},
            )
        )


def _answer(question: Question, value: Json, moved: Moved) -> Json:
    """An answer in the new values; `_NONE` where nothing of it is left."""
    if isinstance(value, list):
        if not any(each in moved for each in value):
            return value
        became = {moved.get(each, each) for each in value}
        left = [entry.value for entry in question.values if entry.value in became]
        return left or _NONE
    if value not in moved:
        return value
    became_one = moved[value]
    return _NONE if became_one is None else became_one


def _details(value: Json, moved: Moved) -> Json:
    """What stands beside an answer, in the new values: evidence of a value that is no more goes with it."""
    evidence = value.get("evidence") or []
    if not any(each.get("value") in moved for each in evidence):
        return value
    left = [
        {**each, "value": moved.get(each["value"], each["value"])}
        for each in evidence
        if each.get("value") is None or moved.get(each["value"], each["value"]) is not None
    ]
    details = {**value, "evidence": left}
    if not left:
        del details["evidence"]
    return details or _NONE


def _loses(value: Json, moved: Moved) -> bool:
    """Whether an answer says less than before, and not only in other values."""
    return any(moved.get(each, each) is None for each in (value if isinstance(value, list) else [value]))
