"""The annotator's hands on the open article: keys and clicks become answers, each written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.errors import StoreError
from labeler.answering import left_to_answer, next_target
from labeler.details import Details
from labeler.errors import CodebookChangedError, LabelerError
from labeler.flow import FLAG, NOTE, STATE
from labeler.labelling import Labelling

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import Json, LabelEvent
    from labeler.about import Confidence
    from labeler.codebook import Question
    from labeler.project import Project
    from ui.notices import Notices
    from ui.pages.opened import Opened
    from ui.widgets.answer_panel import SkipAsked


class Answering(QObject):
    """Holds one annotator's `Labelling`; reads nobody else's labels.

    Attributes:
        opened: the article that is open, or None.
        question: key of the question that the answer keys belong to, or "".
        target: key of the stance question that F, O and A answer, or "".
        labelling: the hands that answer about the open article: for the first time, or at a hidden repeat.
        at_topics: whether topics were answered or opened last, and not a stance.
        topic: the value of a topic question given or taken back last, or "".
    """

    changed = Signal()
    """Something was written, or could not be: what stands has to be shown anew."""

    article_done = Signal()
    """The article was submitted or skipped."""

    pair_judged = Signal()
    """The candidate beside the article got its relation."""

    codebook_changed = Signal()
    """Nothing was written, because another version of the codebook is in force."""

    turned_back = Signal(object)
    """An undo or redo happened; carries the events that it took or brought back, the newest first."""

    completed = Signal()
    """The last answer that was missing was given, to a question that takes one answer: no second one will follow."""

    def __init__(self, project: Project, annotator: str, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._first = self.labelling = Labelling(project, annotator)
        self.opened: Opened | None = None
        self.question = ""
        self.target = ""
        self.at_topics = False
        self.topic = ""
        self._notices = notices
        self._submit_warned = False

    @property
    def details(self) -> Details:
        """What is said beside the answers, by the hands that give them."""
        return Details(self.project, self.labelling)

    @property
    def codebook_questions(self) -> list[Question]:
        """The questions that can be open: topics, then stances."""
        codebook = self.project.codebook
        return [*codebook.of_kind("topic"), *codebook.of_kind("stance")]

    @property
    def again(self) -> bool:
        """Whether a hidden repeat is open."""
        return self.labelling is not self._first

    def hands(self, *, again: bool) -> Labelling:
        """The hands for a hidden repeat, or for any other article."""
        return self._first.on_repeats if again else self._first

    def begin(self, opened: Opened | None, *, again: bool = False) -> None:
        """Another article is open: the first question and the first target without an answer."""
        self.opened = opened
        self.labelling = self.hands(again=again)
        self._submit_warned = self.at_topics = False
        self.topic = ""
        self.target = next_target(self.project.codebook, opened.answers) if opened else ""
        questions = self.codebook_questions
        self.question = questions[0].key if questions else ""
        if self.question and self.project.codebook.question(self.question).kind == "stance":
            self.question = self.target

    def _write(self, write: Callable[[str], LabelEvent | None]) -> LabelEvent | None:
        """Writes an answer about the open article; a fault is said, and nothing has changed."""
        if self.opened is None:
            return None
        try:
            written = write(self.opened.article.article_id)
        except (StoreError, LabelerError) as error:
            # What stands is shown first: showing it ends the message before.
            self.changed.emit()
            self._post(error)
            return None
        self.changed.emit()
        return written

    def _post(self, error: Exception) -> None:
        if isinstance(error, CodebookChangedError):
            self.codebook_changed.emit()
        self._notices.post(str(error), "bad")

    def give(self, question: str, value: Json) -> bool:
        """Gives an answer; returns whether it was written."""
        return bool(self._write(lambda article_id: self.labelling.answer(article_id, question, value)))

    def clear(self, question: str) -> None:
        """Takes an answer back: not seen again."""
        self._write(lambda article_id: self.labelling.clear(article_id, question))

    def is_complete(self) -> bool:
        """Whether the open article has every answer that it needs, and each of its candidates a relation."""
        opened = self.opened
        if opened is None or left_to_answer(self.project.codebook, opened.answers):
            return False
        return all(candidate.relation for candidate in opened.candidates)

    # -- topics and stances ----------------------------------------------------------------------------------

    def turn_topic(self, key: str, value: str) -> None:
        """Gives a topic, or takes it back. The last one taken back leaves no answer, not an empty one."""
        self.at_topics, self.topic = True, value
        self._write(lambda article_id: self.labelling.turn_topic(article_id, key, value))

    def is_alone(self) -> bool:
        """Whether one article is open by itself; where another stands beside it, that is said to whoever asks."""
        opened = self.opened
        if opened is not None and opened.beside is not None:
            self._notices.post(
                "Two articles stand side by side, and only their relation is answered. Esc leads back to the one.",
                "warn",
            )
        return opened is not None and opened.beside is None

    def turn_no_topic(self, key: str = "") -> None:
        """Answers "no topic fits", or takes that back."""
        topics = [question.key for question in self.project.codebook.of_kind("topic")]
        key = key or (self.question if self.question in topics else (topics[0] if topics else ""))
        if key and self.is_alone() and self.opened is not None:
            self.at_topics, self.topic = True, ""
            if self.opened.answers.get(key) == []:
                self.clear(key)
                return
            before = self.is_complete()
            if self.give(key, []):
                self._tell_if_completed(before=before)

    def mark_open_target(self) -> None:
        """Marks the first target without an answer, after answers came or went that no key here gave."""
        if self.opened is None:
            return
        self.target = next_target(self.project.codebook, self.opened.answers)
        stances = [question.key for question in self.project.codebook.of_kind("stance")]
        if self.question in stances:
            self.question = self.target
        self.changed.emit()

    def mark_target(self, question: str) -> None:
        """Marks the target that F, O and A answer."""
        self.target, self.at_topics = question, False
        self.changed.emit()

    def stance(self, value: str, *, quoted: bool = False) -> None:
        """Answers the marked target; the mark moves to the next without an answer. Again takes it back.

        Args:
            value: the position.
            quoted: whether it is the view of somebody quoted, and not the author's.
        """
        opened, target = self.opened, self.target
        if opened is None or not self.is_alone() or not target:
            return
        self.at_topics = False
        question = self.project.codebook.question(target)
        if quoted and not question.whose:
            self._notices.post(
                f"The codebook does not ask whose stance on “{question.title}” it is. Without Shift it is given.",
                "warn",
            )
            return
        if question.value(value) is None:
            self._notices.post(
                f"“{question.title}” has no position with that key. Ctrl T opens it, then numbers answer.",
                "warn",
            )
            return
        before, write = self.is_complete(), self.details.take_stance
        written = self._write(lambda article_id: write(article_id, target, value, quoted=quoted)[-1])
        if written is None or written.action == "clear":
            return
        self.target = next_target(self.project.codebook, opened.answers, target)
        if self.question == target:
            self.question = self.target
        self.changed.emit()
        self._tell_if_completed(before=before)

    def _tell_if_completed(self, *, before: bool) -> None:
        if not before and self.is_complete():
            self.completed.emit()

    def turn_evidence(self, question: str, value: str | None, places: Sequence[tuple[int, int]]) -> None:
        """Marks passages of the raw text as evidence, or takes them back."""
        self._write(lambda article_id: self.details.turn_evidence(article_id, question, value, places))

    def set_confidence(self, question: str, confidence: Confidence | None) -> None:
        """Says how sure the annotator is of the answer to a stance."""
        self._write(lambda article_id: self.details.set_confidence(article_id, question, confidence))

    def next_question(self) -> None:
        """Opens the next question: the answer keys are then its own."""
        keys = [question.key for question in self.codebook_questions]
        if keys:
            place = keys.index(self.question) if self.question in keys else -1
            self.question = keys[(place + 1) % len(keys)]
            self.at_topics = self.project.codebook.question(self.question).kind == "topic"
            if not self.at_topics:
                self.target = self.question
            self.changed.emit()

    def key(self, key: str) -> bool:
        """A key of an answer: a relation while a pair is open, else a value of the open question.

        Returns:
            Whether the key meant something here.
        """
        if self.opened is None or len(key) != 1:
            return False
        if self.opened.beside is not None:
            relations = self.project.codebook.of_kind("duplicate")[0].values
            if key.isdigit() and 1 <= int(key) <= len(relations):
                self.judge(relations[int(key) - 1].value)
                return True
            return False
        if not self.question:
            return False
        question = self.project.codebook.question(self.question)
        if question.kind == "stance":
            position = next((value for value in question.values if value.key == key), None)
            if position is not None:
                self.target = question.key
                self.stance(position.value)
            return position is not None
        found = next((value for value in question.values if value.key == key), None)
        if found is not None:
            self.turn_topic(question.key, found.value)
        return found is not None

    def write_together(self, write: Callable[[str], list[LabelEvent]]) -> list[LabelEvent] | None:
        """Writes several answers in one go, given the open article; returns them, None if it could not be done."""
        written: list[LabelEvent] | None = None

        def keep(article_id: str) -> LabelEvent | None:
            nonlocal written
            written = write(article_id)
            return written[-1] if written else None

        self._write(keep)
        if written:
            self.mark_open_target()
        return written

    def copy_last(self) -> None:
        """Gives the answers of the article submitted last, where there are none."""
        if not self.is_alone():
            return
        copied = self.write_together(self.labelling.copy_last)
        if copied:
            self._notices.post(f"{sentence(self.labelling.in_words(copied[::-1]))}. Ctrl Z takes them back.")
        elif copied is not None:
            self._notices.post(
                "Nothing to copy: the article submitted last answers nothing that is open here."
            )

    # -- pairs and blocks ------------------------------------------------------------------------------------

    def judge(self, relation: str) -> None:
        """Answers how the article relates to the candidate beside it."""
        questions = self.project.codebook.of_kind("duplicate")
        if self.opened is None or self.opened.beside is None or not questions:
            return
        other = self.opened.beside.article_id
        key = questions[0].key
        before = self.is_complete()
        if self._write(lambda article_id: self.labelling.answer_pair(article_id, other, key, relation)):
            self.pair_judged.emit()
            self._tell_if_completed(before=before)

    def turn_block(self, number: int) -> None:
        """Keeps or drops a block: a correction of the stripper, anchored in the raw text."""
        opened = self.opened
        if opened is None or not self.is_alone():
            return
        questions = self.project.codebook.of_kind("boilerplate")
        if not questions:
            self._notices.post(
                "The codebook has no boilerplate question, so blocks cannot be corrected.", "warn"
            )
            return
        if not 0 <= number < len(opened.blocks):
            self._notices.post("Mark a line with J and K first; → shows folded lines.", "warn")
            return
        key, block, extracted = questions[0].key, opened.blocks[number], opened.extracted[number]
        self._write(lambda article_id: self.labelling.turn_block(article_id, key, block, extracted))

    # -- the flow --------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Says that the article is done; with answers left, asks for Enter a second time."""
        if self.opened is None:
            return
        left = left_to_answer(self.project.codebook, self.opened.answers)
        if left and not self._submit_warned:
            self._submit_warned = True
            names = ", ".join(question.title for question in left)
            self._notices.post(f"Not answered yet: {names}. Enter again submits without.", "warn")
            return
        if self._write(self.labelling.submit):
            self.article_done.emit()

    def skip(self, asked: SkipAsked) -> bool:
        """Passes the article over; returns whether it was written."""
        done = self._write(lambda article_id: self.labelling.skip(article_id, asked.until, asked.reason))
        if done is not None:
            self.article_done.emit()
        return done is not None

    def reopen(self) -> None:
        """Takes back that the article is submitted or skipped; its answers stay."""
        if self.opened is not None and STATE in self.opened.answers:
            self._write(self.labelling.reopen)
        else:
            self._notices.post("This article is neither submitted nor skipped.")

    def turn_flag(self) -> None:
        """Sets the flag or takes it off."""
        if self.opened is not None:
            flagged = FLAG not in self.opened.answers
            self._write(lambda article_id: self.labelling.set_flag(article_id, flagged=flagged))

    def note(self, text: str) -> None:
        """Writes the note, unless it stands already."""
        if self.opened is not None and text.strip() != self.opened.answers.get(NOTE, ""):
            self._write(lambda article_id: self.labelling.set_note(article_id, text.strip()))

    def undo(self) -> None:
        """Takes back the newest answer, also of earlier articles and sessions."""
        self.turn_back(self.labelling.undo, "Nothing to undo.", taken=True)

    def redo(self) -> None:
        """Brings back what the last undo took."""
        self.turn_back(lambda: self.labelling.redo()[::-1], "Nothing to redo.", taken=False)

    def turn_back(self, turn: Callable[[], list[LabelEvent]], nothing: str, *, taken: bool) -> None:
        """Takes answers back, or brings them back.

        Args:
            turn: does it; returns the events, the newest first.
            nothing: what is said where there is none.
            taken: whether they are taken back.
        """
        try:
            events = turn()
        except (StoreError, LabelerError) as error:
            self._post(error)
            return
        if not events:
            self._notices.post(nothing)
            return
        self.turned_back.emit(events)
        words = self.labelling.in_words(events)
        self._notices.post(f"{'Taken back' if taken else 'Brought back'}: {words}.")


def sentence(words: str) -> str:
    """Words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]
