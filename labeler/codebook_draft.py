"""Pure: a codebook while it is being changed. Each change gives a new draft, so that every one can be taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from labeler.codebook import Codebook, Question, Value
from labeler.codebook_changes import Step
from labeler.codebook_files import (
    checked_question,
    codebook_from_json,
    codebook_to_json,
    default_values,
)
from labeler.codebook_keys import key_fault
from labeler.codebook_tree import indented, inserted, outdented, shifted, taken_out, tree_order
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Json
    from labeler.codebook import Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """A changed codebook that is not yet a version.

    Attributes:
        before: the version that it began with, which has the digest `base`.
        steps: what was done to stored values, in order.
    """

    base: str
    before: Codebook
    codebook: Codebook
    steps: tuple[Step, ...] = ()

    @staticmethod
    def of(base: str, codebook: Codebook) -> Draft:
        """A draft in which nothing is changed yet."""
        return Draft(base, codebook, codebook)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.codebook != self.before

    def to_json(self) -> Json:
        """As it is kept until it becomes a version."""
        return {
            "base": self.base,
            "codebook": codebook_to_json(self.codebook),
            "steps": [step.to_json() for step in self.steps],
        }

    @staticmethod
    def from_json(data: Json, before: Codebook) -> Draft:
        """The same, read back beside the version that it began with."""
        steps = tuple(map(Step.from_json, data["steps"]))
        return Draft(data["base"], before, codebook_from_json(data["codebook"], unfinished=True), steps)

    # -- values ----------------------------------------------------------------------------------------------

    def add(self, key: str, title: str, after: str = "") -> tuple[Draft, str]:
        """Adds a value behind another one, or last.

        Returns:
            The draft, and what the value is stored as.
        """
        question = self._open(key)
        stored = _unused(title, question.values)
        marked = question.value(after)
        new = Value(stored, _title(title), marked.parent if marked else None)
        return self._with(key, inserted(question.values, new, after)), stored

    def edit(self, key: str, value: str, /, **content: Any) -> Draft:
        """Changes what a value says: title, key, definition, include, exclude, examples, code.

        Raises:
            LabelerError: the key is taken, or the title is empty.
        """
        question = self.codebook.question(key)
        if "key" in content:
            content["key"] = content["key"].strip().upper()
            if question.kind not in ("topic", "stance"):
                raise LabelerError("The keys of relations and blocks are fixed.")
            fault = key_fault(content["key"], value, question.values)
            if fault:
                raise LabelerError(fault)
        if "title" in content:
            content["title"] = _title(content["title"])
        values = tuple(
            replace(entry, **content) if entry.value == value else entry for entry in question.values
        )
        return self._with(key, values)

    def store_as(self, key: str, value: str, new: str) -> Draft:
        """Stores a value under another name; its labels follow.

        Raises:
            LabelerError: the name is empty, or another value has it.
        """
        question, new = self._open(key), new.strip()
        if not new:
            raise LabelerError("A value has to be stored as something.")
        if new == value:
            return self
        if question.value(new) is not None:
            raise LabelerError(f"“{new}” is another value already. Merge the two, or choose another name.")
        values = tuple(
            replace(
                entry,
                value=new if entry.value == value else entry.value,
                parent=new if entry.parent == value else entry.parent,
            )
            for entry in question.values
        )
        return self._with(key, values, Step("rename", key, (value,), (new,), new))

    def named_after_title(self, key: str, value: str) -> tuple[Draft, str] | None:
        """A value that no version has yet, stored as its title says; None where it is so already."""
        question = self.codebook.question(key)
        entry = question.value(value)
        if entry is None or value in self._holding_labels(key):
            return None
        stored = _unused(entry.title, [each for each in question.values if each.value != value])
        return None if stored == value else (self.store_as(key, value, stored), stored)

    def shift(self, key: str, value: str, step: int) -> Draft:
        """Moves a value, with all below it, up (-1) or down (1) among its siblings."""
        return self._with(key, shifted(self._open(key).values, value, step))

    def indent(self, key: str, value: str, step: int) -> Draft:
        """Puts a value below the one before it (1), or beside the one above it (-1)."""
        values = self._open(key).values
        return self._with(key, indented(values, value) if step > 0 else outdented(values, value))

    def remove(self, key: str, value: str) -> Draft:
        """Removes a value; it is taken out of labels, and those below it move up.

        Raises:
            LabelerError: it is the last one.
        """
        values = taken_out(self._open(key).values, value)
        if not values:
            raise LabelerError("A question needs a value. Add another one first.")
        return self._with(key, values, Step("remove", key, (value,), (), None))

    def merge(self, key: str, value: str, into: str) -> Draft:
        """Makes one value of two; those below the first go below the second.

        Raises:
            LabelerError: the other value is none, is the same, or stands below the first.
        """
        question = self._open(key)
        if question.value(into) is None or into == value:
            raise LabelerError(f"“{into}” is no other value. Choose one to merge into.")
        above = question.value(into)
        while above is not None and above.parent is not None:
            if above.parent == value:
                raise LabelerError(
                    "A value cannot go into one that stands below it. Merge the other way round."
                )
            above = question.value(above.parent)
        values = tuple(
            replace(entry, parent=into) if entry.parent == value else entry
            for entry in question.values
            if entry.value != value
        )
        return self._with(key, values, Step("merge", key, (value,), (into,), into))

    def split(self, key: str, value: str, titles: Sequence[str], labels_to: int | None) -> Draft:
        """Makes several values of one, in its place.

        Args:
            key: the question.
            value: the value; those below it move up.
            titles: of the new values.
            labels_to: which of them its labels get, by place; None takes the value out of them, to be looked at again.

        Raises:
            LabelerError: fewer than two titles.
        """
        question = self._open(key)
        titles = [_title(title) for title in titles]
        if len(titles) < 2:
            raise LabelerError("Name at least two values, one a line.")
        old = question.value(value)
        order = [entry for entry, _ in tree_order(question.values)]
        place = next(at for at, entry in enumerate(order) if entry.value == value)
        left = taken_out(question.values, value)
        new: list[Value] = []
        for title in titles:
            stored = _unused(title, [*question.values, *new])
            new.append(Value(stored, title, old.parent if old else None))
        made = tuple(entry.value for entry in new)
        gets = None if labels_to is None else made[labels_to]
        return self._with(key, (*left[:place], *new, *left[place:]), Step("split", key, (value,), made, gets))

    # -- questions -------------------------------------------------------------------------------------------

    def edit_question(self, key: str, /, **content: Any) -> Draft:
        """Changes what a question says: title, target, guideline, and what else is asked with it.

        Raises:
            LabelerError: a title or a target is empty.
        """
        question = self.codebook.question(key)
        for name in ("title", "target"):
            if name in content and (name == "title" or question.kind == "stance"):
                content[name] = _title(content[name])
        if "title" in content and question.kind == "stance" and question.target == question.title:
            content.setdefault("target", content["title"])  # until somebody says otherwise
        return self._put(replace(question, **content))

    def add_question(self, kind: Kind, title: str) -> tuple[Draft, str]:
        """Adds a question behind those of its kind; a stance is about what its title says, a topic has no value yet.

        Returns:
            The draft, and the question's key.
        """
        title = _title(title)
        keys = [Value(question.key, question.title) for question in self.codebook.questions]
        key = _unused(_key_words(kind, title), keys)
        target = title if kind == "stance" else ""
        made = checked_question(Question(key, kind, title, default_values(kind), target))
        place = max(
            (at for at, question in enumerate(self.codebook.questions, 1) if question.kind == kind),
            default=len(self.codebook.questions),
        )
        questions = self.codebook.questions
        return self._questions((*questions[:place], made, *questions[place:])), key

    def question_after_title(self, key: str) -> tuple[Draft, str] | None:
        """A question that no version has yet, stored as its title says; None where it is so already."""
        question = self.codebook.question(key)
        others = [Value(each.key, each.title) for each in self.codebook.questions if each.key != key]
        stored = _unused(_key_words(question.kind, question.title), others)
        return None if stored == key else (self.store_question_as(key, stored), stored)

    def store_question_as(self, key: str, new: str) -> Draft:
        """Stores a question that no version has yet under another key.

        Raises:
            LabelerError: a version has it; or the key is none, or another question's.
        """
        new = new.strip()
        if new == key:
            return self
        if any(question.key == key for question in self.before.questions):
            raise LabelerError(f"“{key}” is the key of labels by now, so it stays. The title can be changed.")
        if not new or new.startswith("@"):
            raise LabelerError("A question needs a key that does not begin with “@”.")
        other = next((question for question in self.codebook.questions if question.key == new), None)
        if other is not None:
            raise LabelerError(f"“{new}” is the key of “{other.title}” already. Choose another one.")
        return self._questions(
            tuple(replace(each, key=new) if each.key == key else each for each in self.codebook.questions)
        )

    def remove_question(self, key: str) -> Draft:
        """Asks a question no longer; its labels are withdrawn.

        Raises:
            LabelerError: it is the last one.
        """
        left = tuple(question for question in self.codebook.questions if question.key != key)
        if not left:
            raise LabelerError("A codebook needs a question. Add another one first.")
        return self._questions(left)

    def taking(self, codebook: Codebook, steps: Sequence[Step]) -> Draft:
        """The draft with what a file said."""
        return replace(self, codebook=codebook, steps=(*self.steps, *steps))

    # -- how -------------------------------------------------------------------------------------------------

    def _open(self, key: str) -> Question:
        question = self.codebook.question(key)
        if question.kind not in ("topic", "stance"):
            raise LabelerError(
                f"The values of “{question.title}” are the program's own. Only titles and guidelines change."
            )
        return question

    def _with(self, key: str, values: tuple[Value, ...], step: Step | None = None) -> Draft:
        draft = self._put(replace(self.codebook.question(key), values=values))
        if step is not None and set(step.sources) & self._holding_labels(key):
            return replace(draft, steps=(*self.steps, step))
        return draft

    def _holding_labels(self, key: str) -> set[str]:
        """The values that are in the version before, under their names of now; others no label can have."""
        old = next((question for question in self.before.questions if question.key == key), None)
        held = {entry.value for entry in old.values} if old else set()
        for step in self.steps:
            if step.question == key and held & set(step.sources):
                held = held.difference(step.sources) | ({step.labels_to} if step.labels_to else set())
        return held

    def _put(self, question: Question) -> Draft:
        return self._questions(
            tuple(question if each.key == question.key else each for each in self.codebook.questions)
        )

    def _questions(self, questions: tuple[Question, ...]) -> Draft:
        return replace(self, codebook=replace(self.codebook, questions=questions))


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise LabelerError("It needs a title that people can read.")
    return title


def _key_words(kind: Kind, title: str) -> str:
    """What the key of a question is made of."""
    return f"{kind} {title}" if kind == "stance" else title


def _unused(title: str, taken: Sequence[Value]) -> str:
    """What a value is stored as: its title in small letters, joined by underscores, with a number if need be."""
    stored = re.sub(r"\W+", "_", title.casefold()).strip("_") or "value"
    names = {value.value for value in taken}
    number, unused = 1, stored
    while unused in names:
        number += 1
        unused = f"{stored}_{number}"
    return unused
