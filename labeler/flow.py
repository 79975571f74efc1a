"""The flow's own questions: they are asked by the program, not by a codebook, and their keys begin with "@"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Json, LabelEvent

import db.records

STATE = "@state"
"""{"state": "submitted"}, or {"state": "skipped", "when": "later" | "never", "reason": text}.

Of an article; a pair can only be skipped, until later. {"state": "submitted", "opened": false}: it got the answers of a
copy, and nobody looked at its lines.
"""

FLAG = "@flag"
"""true: somebody should look at this article again."""

NOTE = "@note"
"""A text beside the article."""

JUDGED = "judged"
"""The method of a pair that nobody proposed but somebody judged."""

_PREFIX = "@gold:"
"""Before the key of a question: the rulings of that question."""

_ABOUT = "@about:"
"""Before the key of a question: what is said beside the answer: whose stance, how sure, which passages show it."""

_AGAIN = "@again:"
"""Before any other key: the answer to a hidden repeat. The first answer stands as it is; the two are compared."""

# Keys of an event's context. An event that has none came from a person answering unaided.

SHOWN = "shown"
"""What the annotator had been shown of the matter before: a sorted list of `SHOWN_KINDS`."""

SHOWN_KINDS = ("copies", "last", "note", "ruling", "suggestion")
"""Answers given to a copy; those of the article before, copied; another's note; a ruling; a proposal of the program."""

BATCH = "batch"
"""A name shared by events that were written together and are taken back together."""

FROM = "from"
"""The article whose answers were taken over."""

CHANGE, ORIGIN = db.records.CHANGE, db.records.ORIGIN
"""The codebook version whose change of values made this event, which no person gave; whose answer it carries on."""

State = Literal["pending", "draft", "submitted", "skipped"]
SkipUntil = Literal["later", "never"]


def went_through(state: Json) -> bool:
    """Whether an answer to `STATE` says that the annotator went through the article, and so through its blocks."""
    return bool(state["state"] == "submitted" and state.get("opened", True))


def is_flow(question: str) -> bool:
    """Whether a question is the flow's own."""
    return question.startswith("@")


def gold_key(question: str) -> str:
    """The key under which rulings of a question are stored; no codebook can have it."""
    return _PREFIX + question


def question_of(key: str) -> str:
    """The question that a stored key rules."""
    return key.removeprefix(_PREFIX)


def about_key(question: str) -> str:
    """The key under which details of the answers to a question are stored."""
    return _ABOUT + question


def answer_of_about(key: str) -> str:
    """The question beside whose answer a stored key stands; "" if it is no such key."""
    return key.removeprefix(_ABOUT) if key.startswith(_ABOUT) else ""


def again_key(question: str) -> str:
    """The key under which answers to hidden repeats are stored."""
    return _AGAIN + question


def is_again(key: str) -> bool:
    """Whether a stored key is one of answers to hidden repeats."""
    return key.startswith(_AGAIN)


def first_key(key: str) -> str:
    """The key under which the first answer is stored that an answer to a hidden repeat is compared with."""
    return key.removeprefix(_AGAIN)


def asked_in(key: str) -> str:
    """The question that a stored key is an answer to, or stands beside."""
    for prefix in (_AGAIN, _ABOUT, _PREFIX):
        key = key.removeprefix(prefix)
    return key


def is_gold(question: str) -> bool:
    """Whether a stored key is one of rulings."""
    return question.startswith(_PREFIX)


def batch_of(event: LabelEvent) -> str:
    """What names the events that were written together and are taken back together; "" for one of its own."""
    name = event.context.get(BATCH, "")
    if not name and event.action == "answer" and is_gold(event.question):
        # Earlier versions of the program wrote it into the ruling.
        name = event.value.get("batch", "")
    return str(name)


def shown_in(contexts: Iterable[dict[str, Json]]) -> set[str]:
    """What an annotator had been shown according to the contexts of some events: of `SHOWN_KINDS`."""
    return {kind for context in contexts for kind in context.get(SHOWN, ())}
