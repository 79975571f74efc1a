"""Pure: the guidelines of a question as groups of a sheet, the value in focus first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.models.topic_model import guideline_in_short
from ui.widgets.sheet import SheetGroup, SheetLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from labeler.codebook import Question, Value

_MOST = 60
"""Of a larger tree only what stands around the value in focus is shown: nobody reads a thousand definitions."""


def guideline_groups(question: Question, focus: str = "") -> list[SheetGroup]:
    """What the sheet shows of a question.

    Args:
        question: the question.
        focus: the value in focus; "" for none.
    """
    guideline = " ".join(question.guideline.split())
    value = question.value(focus)
    shown, about = _around(question, value)
    lines = [_line(entry) for entry in shown]
    half = (len(lines) + 1) // 2
    groups = [_of_value(question, value)] if value is not None else []
    return [
        *groups,
        SheetGroup(about or guideline, tuple(lines[:half])),
        SheetGroup(guideline if about else "", tuple(lines[half:])),
    ]


def _of_value(question: Question, value: Value) -> SheetGroup:
    """One value, whole."""
    path, above = [], value.parent
    while above is not None:
        path.append(question.title_of(above))
        entry = question.value(above)
        above = entry.parent if entry else None
    parts = [
        ("Definition", value.definition),
        ("Include", value.include),
        ("Leave out", value.exclude),
        *((f"Example {number}", example) for number, example in enumerate(value.examples, 1)),
        ("Below", " › ".join(reversed(path))),
        ("Published code", value.code),
    ]
    key = (value.key,) if value.key else ()
    lines = [SheetLine((), name, text) for name, text in parts if text]
    return SheetGroup(value.title, (SheetLine(key, f"Stored as {value.value}"), *lines))


def _around(question: Question, value: Value | None) -> tuple[Iterable[Value], str]:
    """The values to show, and words on which they are; "" for all."""
    if len(question.values) <= _MOST:
        return question.values, ""
    if value is None:
        top = [entry for entry in question.values if entry.parent is None]
        return top[:_MOST], f"The top of {len(question.values)} values; mark one, and F1 shows it"
    beside = [entry for entry in question.values if entry.parent == value.parent and entry != value]
    below = [entry for entry in question.values if entry.parent == value.value]
    return [*below, *beside][:_MOST], "Below it and beside it"


def _line(value: Value) -> SheetLine:
    return SheetLine((value.key,) if value.key else (), value.title, guideline_in_short(value))
