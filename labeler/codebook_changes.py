"""Pure: what differs between two codebooks, what becomes of stored values, and both in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from labeler.codebook import Question
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.records import Json
    from labeler.codebook import Codebook

StepKind = Literal["merge", "split", "rename", "remove"]

Moves = dict[str, dict[str, str | None]]
"""Question key -> stored value that is no more -> the value that its labels get, None for none."""

_MEANING = ("guideline", "target")
"""Fields of a question that decide how it is answered."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person did to stored values.

    Attributes:
        sources: the values before.
        targets: the values after; none where they were removed.
        labels_to: the value that labels of the sources get; None takes the value out of them.
    """

    kind: StepKind
    question: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    labels_to: str | None

    def to_json(self) -> Json:
        """As it is stored with a codebook version."""
        return {
            "kind": self.kind,
            "question": self.question,
            "from": list(self.sources),
            "to": list(self.targets),
            "labels_to": self.labels_to,
        }

    @staticmethod
    def from_json(data: Json) -> Step:
        """The same, read back."""
        return Step(data["kind"], data["question"], tuple(data["from"]), tuple(data["to"]), data["labels_to"])


def moves_of(steps: Iterable[Step], before: Codebook) -> Moves:
    """What becomes of each stored value that the steps, one after the other, leave another one or none."""
    found: Moves = {}
    for question in before.questions:
        now: dict[str, str | None] = {entry.value: entry.value for entry in question.values}
        for step in steps:
            if step.question == question.key:
                now = {
                    value: step.labels_to if became in step.sources else became
                    for value, became in now.items()
                }
        moved = {value: became for value, became in now.items() if became != value}
        if moved:
            found[question.key] = moved
    return found


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """How one question differs between two codebooks. Values are stored values, in codebook order.

    Attributes:
        is_new: it was not asked before.
        is_gone: it is no longer asked.
        added: values that are there now and were not.
        removed: values that were there.
        renamed: those with another title.
        moved: those with another parent.
        redefined: those with another definition, include or exclude.
        illustrated: those with other examples.
        rekeyed: those with another answer key.
        reordered: whether the same values stand in another order.
        fields: names of the question's own fields that differ.
    """

    question: Question
    is_new: bool = False
    is_gone: bool = False
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    redefined: tuple[str, ...] = ()
    illustrated: tuple[str, ...] = ()
    rekeyed: tuple[str, ...] = ()
    reordered: bool = False
    fields: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing differs."""
        return self == QuestionChange(self.question)

    def changes_meaning(self, moves: Mapping[str, str | None]) -> bool:
        """Whether an answer given before might be another one now.

        A merge or another stored name is no such thing: the labels follow. A new value is, unless it only takes the
        place of others; so is a value that was taken out of labels.
        """
        took_over = set(moves.values())
        return bool(
            self.is_new
            or self.redefined
            or set(self.fields).intersection(_MEANING)
            or set(self.added) - took_over
            or None in took_over
        )


def changes(before: Codebook, after: Codebook) -> list[QuestionChange]:
    """What differs, question by question; questions that are alike are left out."""
    was = {question.key: question for question in before.questions}
    now = {question.key for question in after.questions}
    found = [
        _change(was[question.key], question)
        if question.key in was
        else QuestionChange(question, is_new=True, added=tuple(entry.value for entry in question.values))
        for question in after.questions
    ]
    found += [
        QuestionChange(question, is_gone=True, removed=tuple(entry.value for entry in question.values))
        for question in before.questions
        if question.key not in now
    ]
    return [change for change in found if not change.is_nothing]


def _change(before: Question, after: Question) -> QuestionChange:
    pairs = [(old, new) for new in after.values if (old := before.value(new.value)) is not None]
    kept = [new.value for _, new in pairs]
    pairs = [(old, new) for old, new in pairs if old is not new]
    return QuestionChange(
        after,
        added=tuple(entry.value for entry in after.values if before.value(entry.value) is None),
        removed=tuple(entry.value for entry in before.values if after.value(entry.value) is None),
        renamed=tuple(new.value for old, new in pairs if old.title != new.title),
        moved=tuple(new.value for old, new in pairs if old.parent != new.parent),
        redefined=tuple(new.value for old, new in pairs if old.guideline != new.guideline),
        illustrated=tuple(new.value for old, new in pairs if old.examples != new.examples),
        rekeyed=tuple(new.value for old, new in pairs if old.key != new.key),
        reordered=kept != [entry.value for entry in before.values if after.value(entry.value) is not None],
        fields=tuple(
            field.name
            for field in fields(Question)
            if field.compare
            and field.name != "values"
            and getattr(before, field.name) != getattr(after, field.name)
        ),
    )


def check_moves(before: Codebook, after: Codebook, moves: Moves) -> None:
    """Every value that is no more has to have gone somewhere, or be taken out of its labels on purpose.

    Raises:
        LabelerError: names the value that has not.
    """
    for old in before.questions:
        new = next((question for question in after.questions if question.key == old.key), None)
        if new is None:
            continue
        if new.kind != old.kind:
            raise LabelerError(
                f"“{old.key}” was a question of kind {old.kind} and would be one of kind {new.kind}. "
                "Give the new question a key of its own."
            )
        moved = moves.get(old.key, {})
        for entry in old.values:
            if new.value(entry.value) is None and entry.value not in moved:
                raise LabelerError(
                    f"“{entry.value}” is a value of “{old.key}” that the new codebook lacks. "
                    "Say which value its labels get, or that it is removed."
                )
        for value, became in moved.items():
            if became is not None and new.value(became) is None:
                raise LabelerError(f"“{value}” shall become “{became}”, which is not a value of “{old.key}”.")


def check_titles(before: Codebook | None, after: Codebook) -> None:
    """No two questions, and no two values of one below one parent, may have one title: nobody could tell them apart.

    Args:
        before: the version in force, or None; what has one title there already may keep it.
        after: the changed codebook.

    Raises:
        LabelerError: names two of them.
    """
    old = {question.key: question for question in before.questions} if before else {}
    clash = _same_title(
        [("", question.title, question.key) for question in old.values()],
        [("", question.title, question.key) for question in after.questions],
    )
    if clash:
        one, other, title = clash
        raise LabelerError(
            f"The questions “{one}” and “{other}” have the same title, “{title}”. Give one of them another."
        )
    for question in after.questions:
        was = old[question.key].values if question.key in old else ()
        clash = _same_title(
            [(entry.parent or "", entry.title, entry.value) for entry in was],
            [(entry.parent or "", entry.title, entry.value) for entry in question.values],
        )
        if clash:
            one, other, title = clash
            raise LabelerError(
                f"“{one}” and “{other}” of “{question.title}” have the same title, “{title}”. Give one of them "
                "another, or merge the two."
            )


def check_values(after: Codebook) -> None:
    """Every question needs a value to be answered with.

    Raises:
        LabelerError: names one that has none.
    """
    for question in after.questions:
        if not question.values:
            raise LabelerError(f"“{question.title}” has no value yet. Add at least one.")


def _same_title(
    before: Iterable[tuple[str, str, str]], after: Iterable[tuple[str, str, str]]
) -> tuple[str, str, str] | None:
    """Two of some (parent, title, stored name) with one parent and one title, however written, that had not before; or None."""
    known = Counter((parent, _plain(title)) for parent, title, _ in before)
    seen: dict[tuple[str, str], list[str]] = {}
    for parent, title, name in after:
        place = parent, _plain(title)
        names = seen.setdefault(place, [])
        names.append(name)
        if len(names) > max(1, known[place]):
            return names[-2], name, title
    return None


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def in_words(found: Sequence[QuestionChange], steps: Sequence[Step], moves: Moves) -> str:
    """What is changed, in a few words: “1 value added, 2 renamed, 2 merged into Storm”; "" for nothing."""
    parts: list[str] = []
    for name, many in (("question added", "is_new"), ("question removed", "is_gone")):
        count = sum(getattr(change, many) for change in found)
        if count:
            parts.append(f"{count} {name if count == 1 else name.replace('question', 'questions')}")
    shared = [change for change in found if not change.is_new and not change.is_gone]
    took_over = {(key, became) for key, moved in moves.items() for became in moved.values()}
    made = {(step.question, target) for step in steps for target in step.targets} | took_over
    counts = [
        (
            "added",
            sum((change.question.key, value) not in made for change in shared for value in change.added),
        )
    ]
    for name in ("renamed", "redefined", "moved", "rekeyed", "illustrated"):
        words = {"rekeyed": "with another key", "illustrated": "with other examples"}.get(name, name)
        counts.append((words, sum(len(getattr(change, name)) for change in shared)))
    noun = True
    for words, count in counts:
        if count:
            parts.append(f"{count} {('value ' if count == 1 else 'values ') if noun else ''}{words}")
            noun = False
    parts += [_step_in_words(step, found) for step in steps]
    count = sum(bool(change.fields or change.reordered) for change in shared)
    if count:
        parts.append(f"{count} {'question' if count == 1 else 'questions'} edited")
    return ", ".join(parts)


def _step_in_words(step: Step, found: Sequence[QuestionChange]) -> str:
    question = next((change.question for change in found if change.question.key == step.question), None)
    sources = ", ".join(f"“{value}”" for value in step.sources)
    titles = " and ".join(f"“{question.title_of(value) if question else value}”" for value in step.targets)
    if step.kind == "remove":
        return f"{sources} removed"
    if step.kind == "rename":
        return f"{sources} stored as “{step.targets[0]}”"
    return f"{sources} {'merged into' if step.kind == 'merge' else 'split into'} {titles}"
