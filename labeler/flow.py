"""The flow's own questions: they are asked by the program, not by a codebook, and their keys begin with "@"."""

from __future__ import annotations

from typing import Literal

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


def is_gold(question: str) -> bool:
    """Whether a stored key is one of rulings."""
    return question.startswith(_PREFIX)
