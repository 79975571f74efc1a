"""The annotator's hands on the open article: keys and clicks become answers, each written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.errors import StoreError
from labeler.answering import left_to_answer, next_target
from labeler.errors import CodebookChangedError, LabelerError
from labeler.flow import FLAG, NOTE
from labeler.labelling import Labelling

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import Json, LabelEvent
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
    """An undo or redo happened; carries the event that was taken back or brought back."""

    def __init__(self, project: Project, annotator: str, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self.labelling = Labelling(project, annotator)
        self.opened: Opened | None = None
        self.question = ""
        self.target = ""
        self._notices = notices
        self._submit_warned = False

    @property
    def codebook_questions(self) -> list[Question]:
        """The questions that can be open: topics, then stances."""
        codebook = self.project.codebook
        return [*codebook.of_kind("topic"), *codebook.of_kind("stance")]

    def begin(self, opened: Opened | None) -> None:
        """Another article is open: the first question and the first target without an answer."""
        self.opened = opened
        self._submit_warned = False
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

    # -- topics and stances ----------------------------------------------------------------------------------

    def turn_topic(self, key: str, value: str) -> None:
        """Gives a topic, or takes it back. The last one taken back leaves no answer, not an empty one."""
        self._write(lambda article_id: self.labelling.turn_topic(article_id, key, value))

    def turn_no_topic(self, key: str = "") -> None:
        """Answers "no topic fits", or takes that back."""
        topics = [question.key for question in self.project.codebook.of_kind("topic")]
        key = key or (self.question if self.question in topics else (topics[0] if topics else ""))
        if key and self.opened is not None and self.opened.beside is None:
            if self.opened.answers.get(key) == []:
                self.clear(key)
            else:
                self.give(key, [])

    def mark_target(self, question: str) -> None:
        """Marks the target that F, O and A answer."""
        self.target = question
        self.changed.emit()

    def stance(self, value: str) -> None:
        """Answers the marked target; the mark moves to the next without an answer. Again takes it back."""
        opened, target = self.opened, self.target
        if opened is None or not target or opened.beside is not None:
            return
        if opened.answers.get(target) == value:
            self.clear(target)
            return
        question = self.project.codebook.question(target)
        if question.value(value) is None:
            self._notices.post(
                f"“{question.title}” has no position with that key. Ctrl T opens it, then numbers answer.",
                "warn",
            )
            return
        if not self.give(target, value):
            return
        self.target = next_target(self.project.codebook, opened.answers, target)
        if self.question == target:
            self.question = self.target
        self.changed.emit()

    def next_question(self) -> None:
        """Opens the next question: the answer keys are then its own."""
        keys = [question.key for question in self.codebook_questions]
        if keys:
            place = keys.index(self.question) if self.question in keys else -1
            self.question = keys[(place + 1) % len(keys)]
            if self.project.codebook.question(self.question).kind == "stance":
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

    def copy_last(self) -> None:
        """Gives the answers of the article submitted last, where there are none."""
        if self.opened is None or self.opened.beside is not None:
            return
        copied: list[LabelEvent] = []

        def write(article_id: str) -> LabelEvent | None:
            copied.extend(self.labelling.copy_last(article_id))
            return copied[-1] if copied else None

        self._write(write)
        if copied:
            count = len(copied)
            self.target = next_target(self.project.codebook, self.opened.answers)
            self.changed.emit()
            self._notices.post(
                f"{count} {'answer' if count == 1 else 'answers'} copied from the article submitted last."
            )
        else:
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
        if self._write(lambda article_id: self.labelling.answer_pair(article_id, other, key, relation)):
            self.pair_judged.emit()

    def turn_block(self, number: int) -> None:
        """Keeps or drops a block: a correction of the stripper, anchored in the raw text."""
        opened = self.opened
        if opened is None or opened.beside is not None:
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

    def skip(self, asked: SkipAsked) -> None:
        """Passes the article over."""
        if self._write(lambda article_id: self.labelling.skip(article_id, asked.until, asked.reason)):
            self.article_done.emit()

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
        self._turn_back(self.labelling.undo, "Nothing to undo.")

    def redo(self) -> None:
        """Brings back what the last undo took."""
        self._turn_back(self.labelling.redo, "Nothing to redo.")

    def _turn_back(self, turn: Callable[[], LabelEvent | None], nothing: str) -> None:
        try:
            event = turn()
        except (StoreError, LabelerError) as error:
            self._post(error)
            return
        if event is None:
            self._notices.post(nothing)
        else:
            self.turned_back.emit(event)
