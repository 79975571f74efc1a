"""Use case: one annotator's answers, each written at once, with undo and redo over articles and sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.fold import undo_stacks
from db.labels import new_event_id
from db.records import LabelEvent, Pair, pair_id
from db.store import utc_now
from labeler.answering import asked_of_article, turned
from labeler.codebook import converse
from labeler.codebook_worklist import changed_meanings, outdated_labels
from labeler.corrections import with_block_turned
from labeler.errors import CodebookChangedError, LabelerError
from labeler.flow import FLAG, JUDGED, NOTE, STATE, is_flow, is_gold, question_of
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Action, Block, Json, Label
    from labeler.codebook import Question
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
        self.follow_codebook()

    def labels_of(self, article_id: str) -> dict[str, Json]:
        """This annotator's standing answers about an article: question -> value. Nobody else's are read."""
        return {
            label.question: label.value for label in self._labels.of_annotator(self.annotator, [article_id])
        }

    def relations_of(self, question: str, article_id: str) -> dict[str, str]:
        """The relations this annotator gave, read as article … other: pair id -> relation."""
        pairs = self._project.store.pairs.of_article(article_id)
        units = [pair.pair_id for pair in pairs]
        return {
            label.unit_id: label.value if label.unit_id.startswith(article_id) else converse(label.value)
            for label in self._labels.of_annotator(self.annotator, units)
            if label.question == question
        }

    def all_labels(self) -> list[Label]:
        """All of this annotator's standing labels."""
        return self._labels.of_annotator(self.annotator)

    def answer(self, article_id: str, question: str, value: Json) -> LabelEvent:
        """Gives an answer about an article.

        Raises:
            LabelerError: the codebook has no such question or value.
            StoreError: it could not be written; then nothing was.
        """
        if not is_flow(question):
            value = self._project.codebook.question(question).check(value)
        return self._append([self._event(article_id, question, "answer", value)])[-1]

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

    def answer_pair(self, article_id: str, other: str, question: str, relation: str) -> LabelEvent:
        """Answers how an article relates to another; stored alike whichever was asked about first.

        Raises:
            LabelerError: no such relation, or the two are one article.
            StoreError: it could not be written; then nothing was.
        """
        if article_id == other:
            raise LabelerError("An article cannot be judged against itself.")
        relation = self._project.codebook.question(question).check(relation)
        if article_id > other:
            article_id, other, relation = other, article_id, converse(relation)
        event = self._event(pair_id(article_id, other), question, "answer", relation)
        with self._project.store.transaction():
            self._refuse_old_codebook()
            self._project.store.pairs.add_if_absent(Pair(article_id, other, 0.0, 0.0, 0.0, JUDGED))
            written = self._labels.append([event])
        return self._remember(written)[-1]

    def copy_last(self, article_id: str) -> list[LabelEvent]:
        """Gives an article the topics and stances of the article that was submitted last, where it has none.

        Returns:
            What was written; nothing where there is nothing to copy.
        """
        last = next(
            (
                event.unit_id
                for event in reversed(self._undoable)
                if event.question == STATE and event.value == _SUBMITTED and event.unit_id != article_id
            ),
            None,
        )
        if last is None:
            return []
        with self._project.store.transaction():
            given, standing = self.labels_of(last), self.labels_of(article_id)
            return self._append(
                [
                    self._event(article_id, question.key, "answer", given[question.key])
                    for question in asked_of_article(self._project.codebook)
                    if question.key in given and question.key not in standing
                ]
            )

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
        if not self._changed:
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

    def set_flag(self, article_id: str, *, flagged: bool) -> LabelEvent:
        """Sets or takes off the flag."""
        return self.answer(article_id, FLAG, value=True) if flagged else self.clear(article_id, FLAG)

    def set_note(self, article_id: str, text: str) -> LabelEvent:
        """Writes the note beside an article; an empty one is taken off."""
        text = without_lone_surrogates(text)
        return self.answer(article_id, NOTE, text) if text.strip() else self.clear(article_id, NOTE)

    def undo(self) -> LabelEvent | None:
        """Takes back the newest answer or withdrawal; returns the one taken back, or None."""
        if not self._undoable:
            return None
        target = self._undoable[-1]
        self._append([self._event(target.unit_id, target.question, "undo", None, target.event_id)])
        return target

    def redo(self) -> LabelEvent | None:
        """Brings back what the newest undo took; returns the one brought back, or None."""
        if not self._redoable:
            return None
        target = self._redoable[-1]
        self._append([self._event(target.unit_id, target.question, "undo", None, target.event_id)])
        return self._undoable[-1]

    @property
    def next_undo(self) -> LabelEvent | None:
        """What `undo` would take back."""
        return self._undoable[-1] if self._undoable else None

    @property
    def next_redo(self) -> LabelEvent | None:
        """What `redo` would bring back."""
        return self._by_id(self._redoable[-1].undoes) if self._redoable else None

    @property
    def undo_status(self) -> UndoStatus:
        """What undo and redo would do, for the status line."""
        redone = self._by_id(self._redoable[-1].undoes) if self._redoable else None
        return UndoStatus(
            self._in_words(self._undoable[-1]) if self._undoable else "",
            self._in_words(redone) if redone else "",
        )

    def last_saved_at(self) -> str | None:
        """When this annotator's newest answer was written (UTC, ISO 8601)."""
        return self._labels.last_saved_at(self.annotator)

    def _event(
        self, unit_id: str, question: str, action: Action, value: Json, undoes: str | None = None
    ) -> LabelEvent:
        return LabelEvent(
            event_id=new_event_id(),
            lamport=0,
            annotator=self.annotator,
            unit_id=unit_id,
            question=question,
            action=action,
            value=value,
            undoes=undoes,
            codebook_digest=self._project.codebook_digest,
            created_at=utc_now(),
        )

    def _append(self, events: Sequence[LabelEvent]) -> list[LabelEvent]:
        with self._project.store.transaction():
            self._refuse_old_codebook()
            written = self._labels.append(events)
        return self._remember(written)

    def _refuse_old_codebook(self) -> None:
        """No answer is given under a version that another window or command has replaced meanwhile."""
        if self._project.store.codebooks.current_digest() != self._project.codebook_digest:
            raise CodebookChangedError(
                "The codebook was changed meanwhile, so this was not saved. Look at the new values and give it again."
            )

    def follow_codebook(self) -> None:
        """After another version came into force: what could be undone before may be closed now."""
        self._changed = changed_meanings(self._project)
        self._undoable, self._redoable = undo_stacks(list(self._labels.events(self.annotator)))

    def _remember(self, written: list[LabelEvent]) -> list[LabelEvent]:
        """Keeps what can be undone and redone; only once it is on the disk."""
        for event in written:
            if event.action != "undo":
                self._undoable.append(event)
                self._redoable.clear()
            elif self._undoable and self._undoable[-1].event_id == event.undoes:
                self._undoable.pop()
                self._redoable.append(event)
            else:
                undo = self._redoable.pop()
                original = self._by_id(undo.undoes)
                if original is not None:
                    self._undoable.append(original)
        return written

    def _by_id(self, event_id: str | None) -> LabelEvent | None:
        return None if event_id is None else self._labels.event(event_id)

    def _in_words(self, event: LabelEvent) -> str:
        """An answer in a few words: “topic: Flood, Trade”."""
        if is_gold(event.question):
            return self._ruling_in_words(event)
        if is_flow(event.question):
            given = event.action == "answer"
            if event.question == STATE:
                return f"{'pair' if ':' in event.unit_id else 'article'} {event.value['state']}"
            if event.question == FLAG:
                return "flag set" if given else "flag taken off"
            return "note written" if given else "note taken off"
        try:
            question = self._project.codebook.question(event.question)
        except LabelerError:
            return event.question
        if event.action == "clear":
            return f"{question.title} cleared"
        return f"{question.title}: {answer_in_words(question, event.value)}"

    def _ruling_in_words(self, event: LabelEvent) -> str:
        try:
            question = self._project.codebook.question(question_of(event.question))
        except LabelerError:
            return "ruling"
        if event.action == "clear":
            return f"ruling on {question.title} taken back"
        return f"ruling on {question.title}: {answer_in_words(question, event.value['value'])}"


def answer_in_words(question: Question, value: Json) -> str:
    """An answer as people read it."""
    if question.kind == "topic":
        return ", ".join(map(question.title_of, value)) or "no topic fits"
    if question.kind == "boilerplate":
        count = len(value["kept"]) + len(value["dropped"])
        return f"{count} {'block' if count == 1 else 'blocks'} corrected"
    return question.title_of(str(value))
