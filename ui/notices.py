"""One door for what the program has to say: a line in the window, kept in a history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import QObject, Signal

Tone = Literal["info", "good", "warn", "bad"]
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Notice:
    """One message.

    Attributes:
        text: what, why, next step.
        tone: how it is marked.
        details: further lines, shown on request.
        at: wall clock time.
    """

    text: str
    tone: Tone
    details: tuple[str, ...]
    at: str


class Notices(QObject):
    """Takes messages and hands them to whoever shows them."""

    posted = Signal(Notice)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history: list[Notice] = []

    def post(self, text: str, tone: Tone = "info", details: tuple[str, ...] = ()) -> None:
        """Says something."""
        notice = Notice(text, tone, details, datetime.now().astimezone().strftime("%H:%M:%S"))
        self.history = [*self.history[-_KEPT + 1 :], notice]
        self.posted.emit(notice)
