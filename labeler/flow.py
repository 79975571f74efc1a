"""The flow's own questions: they are asked by the program, not by a codebook, and their keys begin with "@"."""

from __future__ import annotations

from typing import Literal

STATE = "@state"
"""{"state": "submitted"}, or {"state": "skipped", "when": "later" | "never", "reason": text}."""

FLAG = "@flag"
"""true: somebody should look at this article again."""

NOTE = "@note"
"""A text beside the article."""

State = Literal["pending", "draft", "submitted", "skipped"]
SkipUntil = Literal["later", "never"]


def is_flow(question: str) -> bool:
    """Whether a question is the flow's own."""
    return question.startswith("@")
