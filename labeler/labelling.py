"""Use case: one annotator's answers, each written at once, with undo and redo over articles and sessions."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from db.events import new_event_id
from db.records import LabelEvent, Pair, pair_id
from db.store import utc_now
from labeler.answering import turned
from labeler.codebook import converse
from labeler.codebook_worklist import changed_meanings, outdated_labels
from labeler.corrections import with_block_turned
from labeler.errors import CodebookChangedError, LabelerError
from labeler.event_words import events_in_words
from labeler.flow import (
    BATCH,
    FLAG,
    JUDGED,
    NOTE,
    SHOWN,
    STATE,
    again_key,
    asked_in,
    first_key,
    is_again,
    is_flow,
    is_gold,
    shown_in,
)
from labeler.same_answers import take_over
from labeler.text import without_lone_surrogates
from labeler.undoing import Undoing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.records import Action, Block, Json, Label
    from labeler.flow import SkipUntil
    from labeler.project import Project


_SUBMITTED = {"state": "submitted"}


@dataclass(frozen=True, slots=True)
class UndoStatus:
    """What an undo and a redo would do, in words; "" where there is nothing."""

    undo_text: str
    redo_text: str


class Labelling:
    """What one annotator does in one project.

    Every method that answers returns after the commit: what it wrote is on the disk.
    """

    def __init__(self, project: Project, annotator: str) -> None:
        self._project = project
        self._labels = project.store.labels
        self.annotator = project.enter_annotator(annotator)
        self._again = False
        self.follow_codebook()
        self.undoing = Undoing(
            project,
            self.annotator,
            lambda event, context: self._event(
                event.unit_id, event.question, "undo", None, event.event_id, context
            ),
        )

    @cached_property
    def on_repeats(self) -> Labelling:
        """The same hands on hidden repeats.

        What they read and write is the second answers, beside the first; what can be undone is one list for both.
        """
        hands: Labelling = copy.copy(self)
        hands.keep_apart()
        return hands

    def keep_apart(self) -> None:
        """From now on these hands answer for the second time: their answers stand beside the first."""
        self._again = True

    @property
    def answers_again(self) -> bool:
        """Whether these hands answer for the second time."""
        return self._again

    def labels_of(self, article_id: str) -> dict[str, Json]:
        """This annotator's standing answers about an article: question -> value. Nobody else's are read."""
        return self._labels_of(article_id, again=self._again)

    def _labels_of(self, article_id: str, *, again: bool) -> dict[str, Json]:
        return {
            first_key(label.question): label.value
            for label in self._labels.of_annotator(self.annotator, [article_id])
            if is_again(label.question) == again
        }

    def relations_of(self, question: str, article_id: str) -> dict[str, str]:
        """The relations this annotator gave, read as article … other: pair id -> relation."""
        pairs = self._project.store.pairs.of_article(article_id)
        units = [pair.pair_id for pair in pairs]
        return {
            label.unit_id: label.value if label.unit_id.startswith(article_id) else converse(label.value)
            for label in self._labels.of_annotator(self.annotator, units)
            if label.question == self._key(question)
        }

    def all_labels(self) -> list[Label]:
        """All of this annotator's standing labels."""
        return self._labels.of_annotator(self.annotator)

    def answer(
        self, article_id: str, question: str, value: Json, context: Mapping[str, Json] | None = None
    ) -> LabelEvent:
        """Gives an answer about an article.

        Args:
            article_id: the article.
            question: a key of the codebook, or one of the flow.
            value: the answer.
            context: how it came about, where there is more to say than what had been shown; keys of `labeler.flow`.

        Raises:
            LabelerError: the codebook has no such question or value.
            StoreError: it could not be written; then nothing was.
        """
        if not is_flow(question):
            value = self._project.codebook.question(question).check(value)
        return self._append([self._event(article_id, question, "answer", value, context=context)])[-1]

    def turn_topic(self, article_id: str, question: str, value: str) -> LabelEvent:
        """Gives one topic, or takes it back, starting from what stands in the file at this moment.

        Another window or a command may have answered meanwhile, so the set that is on screen does not decide.
        The last value taken back leaves no answer, not an empty one.
        """
        with self._project.store.transaction():
            standing = self.labels_of(article_id).get(question)
            answer = turned(self._project.codebook.question(question), standing, value)
            return self.answer(article_id, question, answer) if answer else self.clear(article_id, question)

    def turn_block(self, article_id: str, question: str, block: Block, extracted: Block) -> LabelEvent:
        """Keeps or drops one block, starting from the corrections that stand in the file at this moment.

        Args:
            article_id: the article.
            question: the boilerplate question.
            block: the block as the annotator sees it; it becomes the opposite.
            extracted: the same block as the extractor had it.
        """
        with self._project.store.transaction():
            standing = self.labels_of(article_id).get(question)
            corrections = with_block_turned(standing, block, extracted)
            if corrections is None:
                return self.clear(article_id, question)
            return self.answer(article_id, question, corrections)

    def change_together(self, article_id: str, answers: Mapping[str, Json]) -> list[LabelEvent]:
        """Writes several answers about an article as one: question -> the whole answer, or None to withdraw it.

        Returns:
            The events; the last one names them all.
        """
        context = {BATCH: new_event_id()} if len(answers) > 1 else {}
        return self._append(
            [
                self._event(
                    article_id, question, "clear" if value is None else "answer", value, context=context
                )
                for question, value in answers.items()
            ]
        )

    def answer_pair(
        self, article_id: str, other: str, question: str, relation: str, shown: Iterable[str] = ()
    ) -> LabelEvent:
        """Answers how an article relates to another; stored alike whichever was asked about first.

        Args:
            article_id: the one.
            other: the other.
            question: the question about pairs.
            relation: the one … the other.
            shown: what stood beside them: of `labeler.flow.SHOWN_KINDS`.

        Raises:
            LabelerError: no such relation, or the two are one article.
            StoreError: it could not be written; then nothing was.
        """
        if article_id == other:
            raise LabelerError("An article cannot be judged against itself.")
        relation = self._project.codebook.question(question).check(relation)
        if article_id > other:
            article_id, other, relation = other, article_id, converse(relation)
        event = self._event(
            pair_id(article_id, other), question, "answer", relation, context={SHOWN: sorted(shown)}
        )
        with self._project.store.transaction():
            self._refuse_old_codebook()
            self._project.store.pairs.add_if_absent(Pair(article_id, other, 0.0, 0.0, 0.0, JUDGED))
            return self._labels.append([event])[-1]

    def last_submitted(self, but: str) -> LabelEvent | None:
        """What submitted the article that was submitted last, apart from one; None if nothing did."""
        done = reversed(self.undoing.stacks.done.values())
        return next(
            (
                event
                for event in done
                if first_key(event.question) == STATE and event.value == _SUBMITTED and event.unit_id != but
            ),
            None,
        )

    def copy_last(self, article_id: str) -> list[LabelEvent]:
        """Gives an article the topics and stances of the article that was submitted last, where it has none.

        Returns:
            What was written, to be taken back as one; nothing where there is nothing to copy.
        """
        last = self.last_submitted(article_id)
        if last is None:
            return []
        given = self._labels_of(last.unit_id, again=is_again(last.question))
        return take_over(self._project, self, last.unit_id, [article_id], "last", given=given)

    def answer_together(
        self, answers: Iterable[tuple[str, str, Json]], context: Mapping[str, Json]
    ) -> list[LabelEvent]:
        """Writes answers that stood elsewhere already, in one transaction; they are taken back as one.

        Args:
            answers: (unit id, question, answer in its stored form).
            context: how they came about; keys of `labeler.flow`.
        """
        told = {**context, BATCH: new_event_id()}
        return self._append([self._event(*each[:2], "answer", each[2], context=told) for each in answers])

    def clear(self, unit_id: str, question: str) -> LabelEvent:
        """Withdraws an answer, so that the question counts as not seen."""
        return self._append([self._event(unit_id, question, "clear", None)])[-1]

    def submit(self, article_id: str) -> LabelEvent:
        """Says that the annotator is done with an article."""
        return self._append(
            [*self._given_again(article_id), self._event(article_id, STATE, "answer", _SUBMITTED)]
        )[-1]

    def _given_again(self, article_id: str) -> list[LabelEvent]:
        """Answers from before their question came to mean something else: by submitting they are given anew."""
        if not self._changed or self._again:
            return []
        outdated = outdated_labels(self._project, self._changed, self.annotator, article_id)
        return [
            self._event(article_id, key, "answer", value)
            for key, value in self.labels_of(article_id).items()
            if key in outdated
        ]

    def skip(self, article_id: str, when: SkipUntil, reason: str) -> LabelEvent:
        """Passes an article over, with a reason."""
        reason = without_lone_surrogates(reason).strip()
        return self.answer(article_id, STATE, {"state": "skipped", "when": when, "reason": reason})

    def reopen(self, article_id: str) -> LabelEvent:
        """Takes back that an article is submitted or skipped; its answers stay."""
        return self.clear(article_id, STATE)

    def set_flag(self, article_id: str, *, flagged: bool) -> LabelEvent:
        """Sets or takes off the flag."""
        return self.answer(article_id, FLAG, value=True) if flagged else self.clear(article_id, FLAG)

    def turn_flags(self, article_ids: Iterable[str]) -> tuple[int, bool]:
        """Flags articles; where all have the flag, takes it off. What is written together is taken back together.

        Returns:
            (how many articles changed, whether they are flagged now).
        """
        wanted = list(dict.fromkeys(article_ids))
        with self._project.store.transaction():
            standing = self._labels.of_annotator(self.annotator, wanted)
            flagged = {label.unit_id for label in standing if label.question == FLAG}
            missing = [article for article in wanted if article not in flagged]
            action: Action = "answer" if missing else "clear"
            batch = {BATCH: new_event_id()}
            events = [
                self._event(article, FLAG, action, value=True if missing else None, context=batch)
                for article in missing or wanted
            ]
            return len(self._append(events)), bool(missing)

    def set_note(self, article_id: str, text: str) -> LabelEvent:
        """Writes the note beside an article; an empty one is taken off."""
        text = without_lone_surrogates(text)
        return self.answer(article_id, NOTE, text) if text.strip() else self.clear(article_id, NOTE)

    def undo(self) -> list[LabelEvent]:
        """Takes back the newest answer or withdrawal, and all that were written with it; the newest first."""
        return self.undoing.undo()

    def redo(self) -> list[LabelEvent]:
        """Brings back what the newest undo took."""
        return self.undoing.redo()

    @property
    def next_undo(self) -> LabelEvent | None:
        """What `undo` would take back; of several the newest."""
        return next(iter(self.undoing.next_undo()), None)

    @property
    def next_redo(self) -> LabelEvent | None:
        """What `redo` would bring back; of several the newest."""
        return next(reversed(self.undoing.next_redo()), None)

    @property
    def undo_status(self) -> UndoStatus:
        """What undo and redo would do, for the status line."""
        return UndoStatus(
            self.in_words(self.undoing.next_undo()), self.in_words(self.undoing.next_redo()[::-1])
        )

    def last_saved_at(self) -> str | None:
        """When this annotator's newest answer was written (UTC, ISO 8601)."""
        return self._project.store.events.last_saved_at(self.annotator)

    def _event(
        self,
        unit_id: str,
        question: str,
        action: Action,
        value: Json,
        undoes: str | None = None,
        context: Mapping[str, Json] | None = None,
    ) -> LabelEvent:
        told = dict(context or {})
        if action == "answer" and not is_gold(question):
            shown = {*told.get(SHOWN, ()), *self._shown_before(unit_id, question)}
            told[SHOWN] = sorted(shown)
        return LabelEvent(
            event_id=new_event_id(),
            lamport=0,
            annotator=self.annotator,
            unit_id=unit_id,
            question=question if action == "undo" else self._key(question),
            action=action,
            value=value,
            undoes=undoes,
            codebook_digest=self._project.codebook_digest,
            created_at=utc_now(),
            context={key: value for key, value in told.items() if value},
        )

    def _key(self, question: str) -> str:
        """The key under which an answer of these hands is stored."""
        return again_key(question) if self._again else question

    def _shown_before(self, unit_id: str, question: str) -> set[str]:
        """What this annotator had been shown of a question about a unit until now; it is not unseen by an undo."""
        if question in (STATE, FLAG, NOTE):
            return set()
        key = asked_in(question)
        found = shown_in(self._project.store.origins.contexts_of(self.annotator, unit_id, key))
        if self._project.store.sights.has(self.annotator, unit_id, key):
            found.add("ruling")
        return found

    def _append(self, events: Sequence[LabelEvent]) -> list[LabelEvent]:
        with self._project.store.transaction():
            self._refuse_old_codebook()
            return self._labels.append(events)

    def _refuse_old_codebook(self) -> None:
        """No answer is given under a version that another window or command has replaced meanwhile."""
        if self._project.store.codebooks.current_digest() != self._project.codebook_digest:
            raise CodebookChangedError(
                "The codebook was changed meanwhile, so this was not saved. Look at the new values and give it again."
            )

    def follow_codebook(self) -> None:
        """After another version came into force: some answers may be from before their question changed."""
        self._changed = changed_meanings(self._project)
        self.__dict__.pop("on_repeats", None)

    def in_words(self, events: Sequence[LabelEvent]) -> str:
        """What was given or taken back in one go in a few words, the newest event first; "" for nothing."""
        return events_in_words(self._project, events)
