"""Pure: what a list of label events adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import CHANGE, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


def undo_stacks(events: Sequence[LabelEvent]) -> tuple[list[LabelEvent], list[LabelEvent]]:
    """What one annotator can take back and bring back.

    What a change of the codebook wrote nobody takes back, and it closes what was answered before it: that may hold
    values that are no more.

    Args:
        events: all events of one annotator, oldest first.

    Returns:
        (undoable, redoable), the next one last. `redoable` holds the undo events that a redo would undo.
    """
    closed = {
        (event.unit_id, event.question): place
        for place, event in enumerate(events)
        if CHANGE in event.context
    }
    if closed:
        events = [
            event
            for place, event in enumerate(events)
            if place > closed.get((event.unit_id, event.question), -1)
        ]
    by_id = {event.event_id: event for event in events}
    done: dict[str, LabelEvent] = {}
    undone: dict[str, LabelEvent] = {}
    for event in events:
        if event.action != "undo":
            done[event.event_id] = event
            undone.clear()
            continue
        target = by_id.get(event.undoes or "")
        if target is None:
            continue
        if target.action == "undo":
            undone.pop(target.event_id, None)
            original = by_id.get(target.undoes or "")
            if original is not None:
                done[original.event_id] = original
        else:
            done.pop(target.event_id, None)
            undone[event.event_id] = event
    return list(done.values()), list(undone.values())
