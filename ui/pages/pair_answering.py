"""The annotator's hands on pairs: keys and clicks become answers, each written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import StoreError
from labeler.errors import LabelerError
from labeler.flow import STATE
from labeler.pair_queue import PairQueue, pair_queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import LabelEvent
    from labeler.labelling import Labelling
    from labeler.project import Project
    from ui.notices import Notices
    from ui.pages.opened_pair import OpenedPair


class PairAnswering:
    """Holds one annotator's pairs; reads nobody else's answers.

    Attributes:
        labelling: the annotator's answers, which the label page shares.
        question: the question about pairs, or None.
        queue: the pairs as they stand for the annotator.
    """

    def __init__(self, project: Project, labelling: Labelling, notices: Notices) -> None:
        self._project = project
        self._notices = notices
        self.labelling = labelling
        questions = project.codebook.of_kind("duplicate")
        self.question = questions[0] if questions else None
        self.queue = PairQueue((), {}, set())

    def read(self) -> None:
        """Reads all pairs anew."""
        self.queue = pair_queue(self._project, self.labelling.all_labels())

    def given(self, unit_id: str) -> str:
        """The relation that stands, as stored; "" if none does."""
        return self.queue.relations.get(unit_id, "")

    def is_done(self, unit_id: str) -> bool:
        """Whether a pair is judged or put off."""
        return unit_id in self.queue.relations or unit_id in self.queue.skipped

    def judge(self, opened: OpenedPair, relation: str) -> bool:
        """Answers how A relates to B; returns whether it stands. What stands already is not written again."""
        question = self.question
        if question is None:
            return False
        if opened.read(self.given(opened.unit_id)) == relation:
            return True
        one, other = opened.left.article_id, opened.right.article_id
        # Beside a pair that the program proposes stands how probable it takes copies to be.
        shown = ("suggestion",) if opened.pair.relation else ()
        return self._write(
            opened.unit_id, lambda: self.labelling.answer_pair(one, other, question.key, relation, shown)
        )

    def skip(self, unit_id: str) -> bool:
        """Puts a pair off; a judged one stays as it is. Returns whether one may go on."""
        if unit_id in self.queue.relations:
            return True
        return self._write(unit_id, lambda: self.labelling.skip(unit_id, "later", ""))

    def _write(self, unit_id: str, write: Callable[[], object]) -> bool:
        try:
            write()
            self.take(unit_id)
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
            return False
        return True

    def take(self, unit_id: str) -> None:
        """Takes over what stands in the file about a pair."""
        answers = self.labelling.labels_of(unit_id)
        relation = answers.get(self.question.key, "") if self.question is not None else ""
        skipped = answers.get(STATE, {}).get("state") == "skipped"
        self.queue.take(unit_id, str(relation), skipped=skipped)

    def next_back(self, *, back: bool) -> LabelEvent | None:
        """What an undo would take back, or a redo bring back."""
        return self.labelling.next_undo if back else self.labelling.next_redo

    def turn_back(self, *, back: bool) -> bool:
        """Takes back or brings back the newest answer; returns whether it could be written."""
        try:
            _ = self.labelling.undo() if back else self.labelling.redo()
        except StoreError as error:
            self._notices.post(str(error), "bad")
            return False
        return True
