"""The flow's own questions: they are asked by the program, not by a codebook, and their keys begin with "@"."""

from __future__ import annotations

from typing import Literal

import db.records

STATE = "@state"
"""{"state": "submitted"}, or {"state": "skipped", "when": "later" | "never", "reason": text}.

Of an article; a pair can only be skipped, until later.
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


def again_key(question: str) -> str:
    """The key under which answers to hidden repeats are stored."""
    return _AGAIN + question


def is_gold(question: str) -> bool:
    """Whether a stored key is one of rulings."""
    return question.startswith(_PREFIX)
