"""Pure: topics and stances in the shape that spaCy's text categorizer is trained from: {"text", "cats", "meta"} a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.training_sets.jsonl import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.records import Json
    from labeler.training_sets.columns import Column, TrainingSet

SUFFIX = "spacy.jsonl"


def fits(training_set: TrainingSet) -> bool:
    """Whether a training set is one of texts and their categories."""
    return training_set.task in ("topics", "stance")


class SpacyLines:
    """Writes rows, each category from 0 to 1; what is not a category goes into `meta`."""

    def __init__(self, write: Callable[[bytes], None], training_set: TrainingSet) -> None:
        self._write = write
        self._answer = _answer_of(training_set)
        # The positions towards one target only: those of others are no categories of this text.
        self._classes = {
            question.key: [value.value for value in question.values] for question in training_set.questions
        }

    def write(self, row: Json) -> None:
        """Writes a row."""
        name = self._answer.name
        given = row[name]
        classes = self._classes.get(row.get("question", ""), self._answer.classes)
        if self._answer.kind == "shares":
            cats = {value: given.get(value, 0.0) for value in dict.fromkeys([*classes, *given])}
        else:
            chosen = [given] if isinstance(given, str) else given
            cats = {value: float(value in chosen) for value in dict.fromkeys([*classes, *chosen])}
        meta = {key: value for key, value in row.items() if key not in ("text", name)}
        self._write(line({"text": row["text"], "cats": cats, "meta": meta}))

    def close(self) -> None:
        """Nothing is held back."""


def _answer_of(training_set: TrainingSet) -> Column:
    return next(column for column in training_set.columns if column.kind in ("class", "classes", "shares"))
