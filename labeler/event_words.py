"""Use case: what was answered or taken back, in a few words, for undo and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.about_words import about_in_words
from labeler.errors import LabelerError
from labeler.flow import (
    FLAG,
    FROM,
    NOTE,
    SHOWN,
    STATE,
    answer_of_about,
    asked_in,
    first_key,
    is_flow,
    is_gold,
    question_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Json, LabelEvent
    from labeler.codebook import Question
    from labeler.project import Project


def events_in_words(project: Project, events: Sequence[LabelEvent]) -> str:
    """What was given or taken back in one go in a few words; "" for nothing.

    Args:
        project: an open project.
        events: the newest first.
    """
    if not events:
        return ""
    first = events[0]
    words = _in_words(project, first)
    if len(events) == 1 or is_gold(first.question):
        return words
    if FROM in first.context:
        return _taken_over_in_words(events)
    more = sum(not answer_of_about(first_key(event.question)) for event in events[1:])
    return f"{words}, and {more} more" if more else words


def _taken_over_in_words(events: Sequence[LabelEvent]) -> str:
    answers = sum(not is_flow(first_key(event.question)) for event in events)
    told = "1 answer" if answers == 1 else f"{answers} answers"
    if "last" in events[0].context.get(SHOWN, ()):
        return f"{told} copied from the article submitted last"
    if all(first_key(event.question) != STATE for event in events):
        return f"{told} taken over from a copy"
    copies = len({event.unit_id for event in events})
    return f"{told} given to {'1 copy' if copies == 1 else f'{copies} copies'}"


def _in_words(project: Project, event: LabelEvent) -> str:
    """An answer in a few words: “topic: Flood, Trade”."""
    if is_gold(event.question):
        return _ruling_in_words(project, event)
    given, flow = event.action == "answer", first_key(event.question)
    if asked := answer_of_about(flow):
        return about_in_words(project, event, asked)
    if flow == STATE:
        unit = "pair" if ":" in event.unit_id else "article"
        return f"{unit} {event.value['state']}" if given else f"{unit} taken back among those to do"
    if flow == FLAG:
        return "flag set" if given else "flag taken off"
    if flow == NOTE:
        return "note written" if given else "note taken off"
    key = asked_in(event.question)
    try:
        question = project.codebook.question(key)
    except LabelerError:
        return key
    if not given:
        return f"{question.title} cleared"
    return f"{question.title}: {answer_in_words(question, event.value)}"


def _ruling_in_words(project: Project, event: LabelEvent) -> str:
    try:
        question = project.codebook.question(question_of(event.question))
    except LabelerError:
        return "ruling"
    if event.action == "clear":
        return f"ruling on {question.title} taken back"
    return f"ruling on {question.title}: {answer_in_words(question, event.value['value'])}"


def answer_in_words(question: Question, value: Json) -> str:
    """An answer as people read it."""
    if question.kind == "topic":
        return ", ".join(map(question.title_of, value)) or "no topic fits"
    if question.kind == "boilerplate":
        count = len(value["kept"]) + len(value["dropped"])
        return f"{count} {'block' if count == 1 else 'blocks'} corrected"
    return question.title_of(str(value))
