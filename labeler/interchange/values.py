"""Pure: values and spans as another tool names them, as answers to a question."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from labeler.interchange.given import UnfitError

if TYPE_CHECKING:
    from db.records import Json
    from labeler.codebook import Question
    from labeler.interchange.given import Mark


def value_named(question: Question, names: tuple[str, ...]) -> str:
    """The value that goes by one of some names: by itself, then by its title."""
    for name in names:
        if question.value(name) is not None:
            return name
    titled = [entry.value for name in names for entry in question.values if entry.title == name]
    if len(set(titled)) > 1:
        raise UnfitError(f"“{names[-1]}” is the title of several values of “{question.key}”.")
    if not titled:
        question.check([names[0]] if question.kind == "topic" else names[0])  # raises: says which there are
    return titled[0]


def side_named(question: Question, name: str) -> str:
    """Whether a span says that what it holds is kept or dropped."""
    for side in ("kept", "dropped"):
        if name in (side, question.title_of(side)):
            return side
    raise UnfitError(f"spans called “{name}”: “{question.key}” takes “kept” and “dropped”")


def of_names(question: Question, names: tuple[tuple[str, ...], ...], *, whole: bool) -> tuple[Json, bool]:
    """Chosen values as an answer.

    Args:
        question: what was asked.
        names: each value with the names it goes by.
        whole: these are all of them.

    Returns:
        The answer in its stored form, and whether it is only a part of a set.
    """
    if question.kind == "boilerplate" and not names:
        return question.check({}), False
    if question.kind == "boilerplate":
        raise UnfitError(f"“{question.key}” takes spans, not one value for an article.")
    values = [value_named(question, each) for each in names]
    if question.kind == "topic":
        return question.check(values), not whole
    if not values:
        raise UnfitError(f"answers to “{question.key}” without a value", failed=False)
    if len(set(values)) > 1:
        raise UnfitError(f"“{question.key}” takes one value, and these have several.")
    return question.check(values[0]), False


def of_cell(question: Question, text: str) -> tuple[Json, bool]:
    """A cell of a table as an answer, in its stored form, and whether it is only a part of a set."""
    if question.kind in ("stance", "duplicate"):
        return of_names(question, ((text,),), whole=True)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if question.kind == "boilerplate":
        return question.check(text if value is None else value), False
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return of_names(question, tuple((each,) for each in value), whole=True)
    return of_names(question, ((text,),), whole=False)


def place_of(text: str, mark: Mark) -> tuple[int, int] | None:
    """Where a mark stands, in code points; None if nowhere.

    Label Studio counted in UTF-16 units for years; what is said to stand there tells.
    """
    if not 0 <= mark.start < mark.end:
        return None
    if mark.text is None or _same(text[mark.start : mark.end], mark.text):
        return (mark.start, mark.end) if mark.end <= len(text) else None
    units = text.encode("utf-16-le")
    before, inside = units[: 2 * mark.start], units[2 * mark.start : 2 * mark.end]
    try:
        start, length = len(before.decode("utf-16-le")), len(inside.decode("utf-16-le"))
    except UnicodeDecodeError:
        return None
    return (start, start + length) if _same(text[start : start + length], mark.text) else None


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
