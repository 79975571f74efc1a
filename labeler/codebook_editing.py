"""Use case: a changed codebook becomes the next version, and the labels that it touches come along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.store import utc_now
from labeler.codebook_changes import (
    Step,
    changes,
    check_moves,
    check_titles,
    check_values,
    in_words,
    moves_of,
)
from labeler.codebook_files import codebook_from_json, codebook_to_json
from labeler.codebook_labels import LabelChanges
from labeler.counting import counted
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.codebook import Codebook
    from labeler.codebook_changes import QuestionChange
    from labeler.project import Project


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change would touch."""

    labels: int
    annotators: int
    articles: int
    rulings: int

    def sentence(self) -> str:
        """“12 labels of 3 annotators in 9 articles touched”."""
        if not self.labels and not self.rulings:
            return "0 labels touched"
        words = (
            f"{counted(self.labels, 'label')} of {counted(self.annotators, 'annotator')} "
            f"in {counted(self.articles, 'article')}"
        )
        rulings = f" and {counted(self.rulings, 'ruling')}" if self.rulings else ""
        return f"{words}{rulings} touched"


@dataclass(frozen=True, slots=True)
class Plan:
    """What adopting a codebook does, before it is done.

    Attributes:
        version: the number that it gets.
        words: what differs, in a few words; "" for nothing.
    """

    version: int
    changes: tuple[QuestionChange, ...]
    words: str
    touched: Touched

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to adopt."""
        return not self.words

    def sentence(self) -> str:
        """“Version 4: 1 value added, 2 renamed; 0 labels touched”."""
        if self.is_nothing:
            return f"Nothing is changed since version {self.version - 1}"
        return f"Version {self.version}: {self.words}; {self.touched.sentence()}"


def touched(project: Project, codebook: Codebook, steps: Sequence[Step] = ()) -> Touched:
    """Which labels adopting a codebook would touch; it depends on the steps and on which questions there are."""
    effect = LabelChanges(project, codebook, moves_of(steps, project.codebook))
    articles = {article for _, unit_id, _ in effect.touched for article in unit_id.split(":")}
    names = {name for name, _, _ in effect.touched}
    return Touched(len(effect.touched), len(names), len(articles), effect.rulings)


def plan(
    project: Project, codebook: Codebook, steps: Sequence[Step] = (), known: Touched | None = None
) -> Plan:
    """What adopting a codebook would do.

    Args:
        project: an open project.
        codebook: the changed codebook.
        steps: what was done to stored values, in order.
        known: the labels touched, where that was worked out already.

    Raises:
        LabelerError: a value is no more, and no step says what its labels get; two values have one title; or a
            question has none.
    """
    found, moves = changes(project.codebook, codebook), moves_of(steps, project.codebook)
    check_moves(project.codebook, codebook, moves)
    check_titles(project.codebook, codebook)
    check_values(codebook)
    effect = known if known is not None else touched(project, codebook, steps)
    words = in_words(found, steps if moves else (), moves)
    if not words and codebook.name != project.codebook.name:
        words = "another name"
    return Plan(project.store.codebooks.mark() + 1, tuple(found), words, effect)


def adopt(project: Project, codebook: Codebook, steps: Sequence[Step] = ()) -> Plan:
    """Makes a changed codebook the version in force and brings the labels along, all in one transaction.

    What was done is kept with the version, and with each label event that it caused.

    Raises:
        LabelerError: nothing is changed, or the change is none that `plan` takes; or the codebook was changed
            elsewhere meanwhile.
        StoreError: it could not be written; then nothing was.
    """
    store = project.store
    with store.transaction():
        if store.codebooks.current_digest() != project.codebook_digest:
            raise LabelerError(
                "The codebook was changed elsewhere meanwhile, so nothing was saved. Look at the new version first."
            )
        planned = plan(project, codebook, steps)
        if planned.is_nothing:
            raise LabelerError("Nothing is changed, so there is no new version to save.")
        moves = moves_of(steps, project.codebook)
        content = codebook_to_json(codebook)
        content["changes"] = {
            "after": project.codebook_digest,
            "steps": [step.to_json() for step in steps],
            "moves": moves,
        }
        row = store.codebooks.add(content, utc_now())
        store.codebooks.adopt(row.digest)
        store.labels.append(LabelChanges(project, codebook, moves, row.digest).events)
    project.follow_codebook()
    return planned


def versions(project: Project) -> list[tuple[int, Codebook, tuple[Step, ...]]]:
    """Every version, oldest first: its number, the codebook, and what was done to stored values to get there."""
    return [
        (
            row.version,
            codebook_from_json(row.content),
            tuple(map(Step.from_json, row.content.get("changes", {}).get("steps", []))),
        )
        for row in project.store.codebooks.all()
    ]
