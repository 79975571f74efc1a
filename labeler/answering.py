"""Pure: which answers of an article are still open, and which stance target comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.records import Json
    from labeler.codebook import Codebook, Question


def asked_of_article(codebook: Codebook) -> list[Question]:
    """The questions that every article needs an answer to: topics and stances, in order."""
    return [question for question in codebook.questions if question.kind in ("topic", "stance")]


def left_to_answer(codebook: Codebook, answers: Mapping[str, Json]) -> list[Question]:
    """The required questions of an article without an answer; an empty set is an answer."""
    return [
        question
        for question in asked_of_article(codebook)
        if question.required and question.key not in answers
    ]


def next_target(codebook: Codebook, answers: Mapping[str, Json], after: str = "") -> str:
    """The stance question to mark: the first without an answer after the one named, going round once.

    Returns:
        Its key; the first target's where all have answers; "" where the codebook asks for no stance.
    """
    keys = [question.key for question in codebook.of_kind("stance")]
    if not keys:
        return ""
    start = keys.index(after) + 1 if after in keys else 0
    for key in keys[start:] + keys[:start]:
        if key not in answers:
            return key
    return after if after in keys else keys[0]


def left_in_words(codebook: Codebook, answers: Mapping[str, Json], candidates: int) -> str:
    """What is left, for the line above the button: “2 left: Dockers’ union, 1 candidate”.

    Args:
        codebook: the questions.
        answers: those given.
        candidates: candidate pairs without a relation.
    """
    parts = [question.title for question in left_to_answer(codebook, answers)]
    count = len(parts) + candidates
    if candidates:
        parts.append("1 candidate" if candidates == 1 else f"{candidates} candidates")
    return f"{count} left: {', '.join(parts)}" if parts else "Everything is answered"


def turned(question: Question, answer: Json, value: str) -> list[str]:
    """A topic set with one value given, or taken back if it was given."""
    given = list(answer) if isinstance(answer, list) else []
    if value in given:
        return [each for each in given if each != value]
    return [entry.value for entry in question.values if entry.value in given or entry.value == value]
