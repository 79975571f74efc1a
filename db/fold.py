"""Pure: what a list of label events adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import CHANGE, Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import LabelEvent


def in_order(events: Iterable[LabelEvent]) -> list[LabelEvent]:
    """Events from oldest to newest, the same order on every machine."""
    return sorted(events, key=lambda event: (event.lamport, event.event_id))


def fold(events: Iterable[LabelEvent]) -> dict[tuple[str, str, str], Label]:
    """The standing labels of any set of events, in any order given.

    Read from newest to oldest: an event that a live later one undoes is void; the newest live answer or
    withdrawal of an (annotator, unit, question) decides. An undo counts only for the annotator's own events.

    Returns:
        (annotator, unit id, question) -> label; no entry where nothing stands.
    """
    void: set[tuple[str, str]] = set()
    decided: set[tuple[str, str, str]] = set()
    standing: dict[tuple[str, str, str], Label] = {}
    for event in reversed(in_order(events)):
        if (event.annotator, event.event_id) in void:
            continue
        if event.action == "undo":
            if event.undoes is not None:
                void.add((event.annotator, event.undoes))
            continue
        key = (event.annotator, event.unit_id, event.question)
        if key in decided:
            continue
        decided.add(key)
        if event.action == "answer":
            standing[key] = Label(
                annotator=event.annotator,
                unit_id=event.unit_id,
                question=event.question,
                value=event.value,
                event_id=event.event_id,
                codebook_digest=event.codebook_digest,
                created_at=event.created_at,
            )
    return standing


class UndoStacks:
    """What one annotator can take back and bring back, kept up to date event by event.

    What a change of the codebook wrote nobody takes back, and it closes what was answered before it: that may hold
    values that are no more.

    Attributes:
        done: live answers and withdrawals by id, the newest last.
        undone: the live undo events that a redo would undo, by id, the newest last.
    """

    def __init__(self, events: Iterable[LabelEvent] = ()) -> None:
        """Takes all events of one annotator, oldest first."""
        self._by_id: dict[str, LabelEvent] = {}
        self._open: dict[tuple[str, str], list[str]] = {}
        self._closed: set[str] = set()
        self.done: dict[str, LabelEvent] = {}
        self.undone: dict[str, LabelEvent] = {}
        for event in events:
            self.take(event)

    def take(self, event: LabelEvent) -> None:
        """Takes one event more, newer than those before; one that is known already changes nothing."""
        about = event.unit_id, event.question
        if CHANGE in event.context:
            for event_id in self._open.pop(about, ()):
                self._closed.add(event_id)
                self.done.pop(event_id, None)
                self.undone.pop(event_id, None)
            return
        if event.event_id in self._by_id:
            return
        self._by_id[event.event_id] = event
        self._open.setdefault(about, []).append(event.event_id)
        if event.action != "undo":
            self.done[event.event_id] = event
            self.undone.clear()
            return
        target = self.event(event.undoes)
        if target is None or target.event_id in self._closed:
            return
        if target.action == "undo":
            self.undone.pop(target.event_id, None)
            original = self.event(target.undoes)
            if original is not None:
                self.done[original.event_id] = original
        else:
            self.done.pop(target.event_id, None)
            self.undone[event.event_id] = event

    def event(self, event_id: str | None) -> LabelEvent | None:
        """An event that was taken, or None."""
        return self._by_id.get(event_id or "")

    def answers(self) -> list[LabelEvent]:
        """Every answer and withdrawal, taken back or not, oldest first; not what a change of the codebook wrote."""
        return [event for event in self._by_id.values() if event.action != "undo"]
