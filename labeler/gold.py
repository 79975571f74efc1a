"""Use case: settling disagreements. Rulings are a layer of their own; the annotators' answers never change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from db.events import new_event_id
from db.records import pair_id
from labeler.answers import rating
from labeler.codebook import converse
from labeler.errors import LabelerError
from labeler.event_words import answer_in_words
from labeler.flow import BATCH, gold_key
from labeler.labelling import Labelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from db.records import Json, LabelEvent
    from labeler.answers import Answers
    from labeler.codebook import Question
    from labeler.labelling import UndoStatus
    from labeler.project import Project

How = Literal["adjudicated", "unanimous"]
Reason = Literal["", "slip", "guideline gap", "truly ambiguous"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why annotators differed, as the one who rules sees it."""

LEAST_CHECKED = 30
"""Fewer units with a gold label than this say nothing about an annotator in comparison with others."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A gold label with where it comes from.

    Attributes:
        value: the answer, in the question's stored form.
        how: "unanimous" where it was adopted because all agreed.
        by: who ruled.
        reason: why annotators differed, "" if not said.
        comment: in the words of the one who ruled.
    """

    unit_id: str
    question: str
    value: Json
    how: How
    by: str
    reason: str
    comment: str
    event_id: str
    created_at: str


def rulings(project: Project, question: str) -> dict[str, Ruling]:
    """The gold labels of a question: unit id -> ruling. Where several people ruled, the newest stands."""
    found: dict[str, Ruling] = {}
    for label in project.store.labels.in_order(gold_key(question)):
        content = label.value
        found[label.unit_id] = Ruling(
            label.unit_id,
            question,
            content["value"],
            content["how"],
            label.annotator,
            content["reason"],
            content["comment"],
            label.event_id,
            label.created_at,
        )
    return found


class Adjudication:
    """What one reviewer rules in one project. Each ruling is written at once and can be undone."""

    def __init__(self, project: Project, reviewer: str) -> None:
        self._project = project
        self._labelling = Labelling(project, reviewer)
        self.reviewer = self._labelling.annotator

    def rule(
        self, unit_id: str, question: str, value: Json, reason: str = "", comment: str = ""
    ) -> LabelEvent:
        """Gives a unit its gold label.

        Args:
            unit_id: an article, or a pair, in either order; the relation reads in that order.
            question: a codebook key.
            value: the answer that shall count.
            reason: one of REASONS.
            comment: anything more.

        Raises:
            LabelerError: not an answer of the question, or not a reason.
            StoreError: it could not be written; then nothing was.
        """
        if reason not in REASONS:
            raise LabelerError(
                f"“{reason}” is not a reason. Reasons are: {', '.join(filter(None, REASONS))}."
            )
        return self._write(unit_id, question, value, "adjudicated", reason, comment)

    def rule_alike(self, unit_ids: Iterable[str], ruling: Ruling) -> None:
        """Gives more units the gold label of a ruling, its reason and comment, in one transaction.

        Raises:
            StoreError: it could not be written; then nothing was.
        """
        with self._project.store.transaction():
            batch = new_event_id()
            for unit_id in unit_ids:
                self._write(
                    unit_id,
                    ruling.question,
                    ruling.value,
                    "adjudicated",
                    ruling.reason,
                    ruling.comment,
                    batch,
                )

    def adopt_unanimous(self, question: Question, answers: Mapping[str, Mapping[str, Json]]) -> int:
        """Makes gold of every unit on which two or more annotators gave one answer, unless it was ruled.

        Args:
            question: the question.
            answers: unit id -> annotator -> answer in its stored form.

        Returns:
            How many gold labels were written, in one transaction.
        """
        count, batch = 0, new_event_id()
        with self._project.store.transaction():
            ruled = rulings(self._project, question.key)
            for unit_id, given in answers.items():
                values = list(given.values())
                # Values may have stood in another order when one of them was given.
                alike = len(values) > 1 and len({rating(question, value) for value in values}) == 1
                if alike and unit_id not in ruled:
                    self._write(unit_id, question.key, values[0], "unanimous", "", "", batch)
                    count += 1
        return count

    def withdraw(self, unit_id: str, question: str) -> LabelEvent:
        """Takes this reviewer's own ruling back: the unit is open again."""
        if self._project.codebook.question(question).kind == "duplicate":
            unit_id = pair_id(*unit_id.split(":"))
        return self._labelling.clear(unit_id, gold_key(question))

    def undo(self) -> list[LabelEvent]:
        """Takes back this person's newest ruling or answer, and all that were written with it; the newest first."""
        return self._labelling.undo()

    def redo(self) -> list[LabelEvent]:
        """Brings back what the last undo took."""
        return self._labelling.redo()

    @property
    def undo_status(self) -> UndoStatus:
        """What undo and redo would do, in words."""
        return self._labelling.undo_status

    def _write(
        self, unit_id: str, question: str, value: Json, how: How, reason: str, comment: str, batch: str = ""
    ) -> LabelEvent:
        asked = self._project.codebook.question(question)
        value = asked.check(value)
        if asked.kind == "duplicate" and unit_id != pair_id(*unit_id.split(":")):
            unit_id, value = pair_id(*unit_id.split(":")), converse(value)
        content = {"value": value, "how": how, "reason": reason, "comment": comment.strip()}
        return self._labelling.answer(unit_id, gold_key(question), content, {BATCH: batch} if batch else None)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often an annotator's answer is the gold one.

    Attributes:
        units: units that this annotator answered and that have a gold label.
        correct: those with the same answer.
        ranked: whether there are enough units to compare annotators by it.
    """

    annotator: str
    units: int
    correct: int

    @property
    def ranked(self) -> bool:
        """Whether there are enough units to compare annotators."""
        return self.units >= LEAST_CHECKED

    @property
    def share(self) -> float | None:
        """Correct answers over units; None without units."""
        return self.correct / self.units if self.units else None


def accuracies(
    answers: Answers,
    gold: Mapping[str, Ruling],
    annotators: Iterable[str],
    changed: AbstractSet[str] = frozenset(),
) -> list[Accuracy]:
    """Each annotator against the gold labels.

    Unanimous gold is left out: it is made of the very answers it would check.

    Args:
        answers: everybody's answers.
        gold: unit id -> ruling.
        annotators: in the order wanted.
        changed: the labels (by event id) that somebody changed after a ruling, which may have followed it; they
            count for nothing. A first answer given after a ruling counts: nobody is shown rulings while labelling,
            so a unit that is ruled beforehand is a hidden check.
    """
    ruled = {unit_id: ruling.value for unit_id, ruling in gold.items() if ruling.how == "adjudicated"}
    found = []
    for annotator in annotators:
        checked = [
            (answers.given[unit_id][annotator], value)
            for unit_id, value in ruled.items()
            if annotator in answers.given.get(unit_id, {})
            and answers.labels[unit_id][annotator].event_id not in changed
        ]
        found.append(Accuracy(annotator, len(checked), sum(given == value for given, value in checked)))
    return found


def ruling_in_words(question: Question, ruling: Ruling) -> str:
    """A gold label as people read it: “Flood, Trade (Ana Mora: guideline gap)”."""
    why = f": {ruling.reason}" if ruling.reason else ""
    by = "all agreed" if ruling.how == "unanimous" else ruling.by
    return f"{answer_in_words(question, ruling.value)} ({by}{why})"
