"""The reviewer's hands: rulings become events, each written at once; what could not be written is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import StoreError
from labeler.answers import answers_to
from labeler.errors import LabelerError
from labeler.event_words import answer_in_words
from labeler.gold import Adjudication

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import Json, LabelEvent
    from labeler.codebook import Question
    from labeler.gold import Ruling
    from labeler.project import Project
    from labeler.study import Study
    from ui.notices import Notices

_RULING = "ruling"
"""How the words of undo begin where a ruling is taken back."""


class Adjudicating:
    """Rules for one reviewer; every method that writes returns whether it was written."""

    def __init__(self, project: Project, reviewer: str, notices: Notices) -> None:
        self._project = project
        self._notices = notices
        self._adjudication = Adjudication(project, reviewer)

    @property
    def reviewer(self) -> str:
        """Who rules."""
        return self._adjudication.reviewer

    def read_anew(self) -> None:
        """What can be taken back is read from the file: the labelling page and the command line write there too."""
        self._adjudication = Adjudication(self._project, self.reviewer)

    def _write(self, write: Callable[[], object]) -> bool:
        """Writes; a fault is said, and nothing has changed."""
        try:
            write()
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
            return False
        return True

    def is_own(self, ruling: Ruling | None) -> bool:
        """Whether this reviewer ruled so, one unit at a time."""
        return ruling is not None and ruling.by == self.reviewer and ruling.how == "adjudicated"

    def stands(self, ruling: Ruling | None, value: Json, reason: str, comment: str) -> bool:
        """Whether this reviewer ruled exactly so already; then nothing need be written a second time."""
        return (
            ruling is not None
            and self.is_own(ruling)
            and (ruling.value, ruling.reason, ruling.comment) == (value, reason, comment.strip())
        )

    def rule(self, unit: str, question: Question, value: Json, reason: str, comment: str) -> bool:
        """Rules on a unit."""
        if not self._write(lambda: self._adjudication.rule(unit, question.key, value, reason, comment)):
            return False
        self._notices.post(f"Ruled: {answer_in_words(question, value)}. Ctrl Z takes it back.", "good")
        return True

    def amend(self, ruling: Ruling, reason: str, comment: str) -> bool:
        """Writes another reason or comment into a ruling."""
        unit, key, value = ruling.unit_id, ruling.question, ruling.value
        if not self._write(lambda: self._adjudication.rule(unit, key, value, reason, comment)):
            return False
        self._notices.post("The ruling has the reason and the comment shown.", "good")
        return True

    def rule_alike(self, units: Sequence[str], ruling: Ruling) -> bool:
        """Gives a ruling to other units."""
        if not self._write(lambda: self._adjudication.rule_alike(units, ruling)):
            return False
        self._notices.post(f"{len(units)} more ruled the same way.", "good")
        return True

    def adopt_unanimous(self, study: Study) -> bool:
        """Makes gold of every unit of a study on which all who answered agree, whoever is filtered out of it."""
        of_all = answers_to(self._project, study.question).only(study.answers.given)
        count = 0

        def adopt() -> None:
            nonlocal count
            count = self._adjudication.adopt_unanimous(study.question, of_all.given)

        if not self._write(adopt):
            return False
        noun = "answer" if count == 1 else "answers"
        self._notices.post(f"{count} unanimous {noun} adopted.", "good")
        return True

    def withdraw(self, ruling: Ruling) -> bool:
        """Takes a ruling back; that of somebody else stays, which is said."""
        if ruling.by != self.reviewer:
            self._notices.post(
                f"{ruling.by} ruled this, and nobody else can take it back. A ruling of yours would replace it.",
                "warn",
            )
            return False
        if not self._write(lambda: self._adjudication.withdraw(ruling.unit_id, ruling.question)):
            return False
        self._notices.post("The ruling was taken back: the unit is open again.", "good")
        return True

    def undo(self, *, back: bool) -> LabelEvent | None:
        """Takes back or brings back the newest ruling; what is none is left to the labelling page.

        Returns:
            What was taken back or brought back, the newest of several; None for nothing.
        """
        status = self._adjudication.undo_status
        words = status.undo_text if back else status.redo_text
        if not words:
            self._notices.post("Nothing to undo." if back else "Nothing to redo.")
            return None
        if not words.startswith(_RULING):
            self._notices.post(f"The newest is no ruling ({words}). Ctrl 1 leads to where it is taken back.")
            return None
        events: list[LabelEvent] = []
        if self._write(
            lambda: events.extend(self._adjudication.undo() if back else self._adjudication.redo())
        ):
            more = f", and {len(events) - 1} more that were made with it" if len(events) > 1 else ""
            self._notices.post(f"{'Taken back' if back else 'Brought back'}: {words}{more}.", "good")
        return events[0] if events else None
