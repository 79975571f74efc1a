"""Use case: what one annotator can take back and bring back, over articles, sessions and windows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from db.events import new_event_id
from db.fold import UndoStacks
from labeler.flow import BATCH, batch_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from db.records import Json, LabelEvent
    from labeler.project import Project

    MakeUndo = Callable[[LabelEvent, dict[str, Json]], LabelEvent]


@dataclass(frozen=True, slots=True)
class Step:
    """What is taken back in one go: one answer, or all those that were written together.

    Attributes:
        events: answers and withdrawals, the newest first.
        stands: whether it was not taken back.
    """

    events: tuple[LabelEvent, ...]
    stands: bool

    @property
    def newest(self) -> LabelEvent:
        """The event that stands for all of them."""
        return self.events[0]


class Undoing:
    """Takes back and brings back, one step or many; what another window wrote for the same person counts, too.

    Args:
        project: an open project.
        annotator: whose events.
        make_undo: makes the event that undoes another, with a context.
    """

    def __init__(self, project: Project, annotator: str, make_undo: MakeUndo) -> None:
        self._store = project.store
        self._annotator = annotator
        self._make_undo = make_undo
        self._known = UndoStacks()
        self._mark = 0

    @property
    def stacks(self) -> UndoStacks:
        """What can be taken back and brought back, as the file has it now.

        Only what was committed is ever taken over: an answer that could not be written is not offered.
        """
        events = self._store.events
        mark = events.mark()
        if mark != self._mark:
            for event in events.all(self._annotator, after=self._mark):
                self._known.take(event)
            self._mark = mark
        return self._known

    def event(self, event_id: str | None) -> LabelEvent | None:
        """One of this annotator's events, or None."""
        return self._known.event(event_id)

    def next_undo(self) -> list[LabelEvent]:
        """What an undo would take back, the newest first."""
        return list(_together(reversed(self.stacks.done.values()), batch_of))

    def next_redo(self) -> list[LabelEvent]:
        """What a redo would bring back, the oldest first."""
        return [original for undo in self._next_undone() if (original := self.event(undo.undoes)) is not None]

    def undo(self) -> list[LabelEvent]:
        """Takes back the newest step, in one transaction; returns its events, the newest first."""
        with self._store.transaction():
            return self._take_back(self.next_undo())

    def redo(self) -> list[LabelEvent]:
        """Brings back what the last undo took, in one transaction; returns its events, the oldest first."""
        with self._store.transaction():
            undone = self._next_undone()
            brought = self.next_redo()
            self._store.labels.append([self._make_undo(undo, {}) for undo in undone])
            return brought

    def down_to(self, event_id: str) -> list[LabelEvent]:
        """Everything that stands down to an event and what was written with it, the newest first; [] if it does not."""
        stacks = self.stacks
        last = stacks.done.get(event_id)
        if last is None:
            return []
        newest_first = iter(reversed(stacks.done.values()))
        newer = list(takewhile(lambda event: event is not last, newest_first))
        return [*newer, last, *_rest_of(last, newest_first, batch_of)]

    def undo_to(self, event_id: str) -> list[LabelEvent]:
        """Takes back everything down to an event, in one transaction; one redo brings all of it back."""
        with self._store.transaction():
            return self._take_back(self.down_to(event_id))

    def steps(self) -> Iterator[Step]:
        """Every step of this annotator, over all sessions, the newest first, as they stand when this is called."""
        return _steps(iter(reversed(self.stacks.answers())), frozenset(self.stacks.done))

    def _next_undone(self) -> list[LabelEvent]:
        return list(_together(reversed(self.stacks.undone.values()), self._batch_of_undo))

    def _batch_of_undo(self, undo: LabelEvent) -> str:
        if undo.context:
            return batch_of(undo)
        # Earlier versions of the program undid what was written together event by event.
        original = self.event(undo.undoes)
        return batch_of(original) if original is not None else ""

    def _take_back(self, targets: list[LabelEvent]) -> list[LabelEvent]:
        context: dict[str, Json] = {BATCH: new_event_id()} if len(targets) > 1 else {}
        self._store.labels.append([self._make_undo(target, context) for target in targets])
        return targets


def _steps(newest_first: Iterator[LabelEvent], done: AbstractSet[str]) -> Iterator[Step]:
    batch: list[LabelEvent] = []
    name = ""
    for event in newest_first:
        own = batch_of(event)
        if batch and (not own or own != name):
            yield Step(tuple(batch), batch[0].event_id in done)
            batch = []
        batch.append(event)
        name = own
    if batch:
        yield Step(tuple(batch), batch[0].event_id in done)


def _together(events: Iterable[LabelEvent], name_of: Callable[[LabelEvent], str]) -> Iterator[LabelEvent]:
    """The first of some events, and those directly after it that were written with it."""
    rest = iter(events)
    for first in rest:
        yield first
        yield from _rest_of(first, rest, name_of)
        return


def _rest_of(
    first: LabelEvent, rest: Iterator[LabelEvent], name_of: Callable[[LabelEvent], str]
) -> Iterator[LabelEvent]:
    name = name_of(first)
    return takewhile(lambda event: name != "" and name_of(event) == name, rest)
