"""Pure: how far an annotator is, how fast of late, and how long the rest will take at that pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

RECENT: Final = 40
"""So many of the articles finished last make the pace."""

_LEAST: Final = 5
"""With fewer articles in a row than this no pace is told."""

_PAUSE_S: Final = 600.0
"""Who finishes nothing for ten minutes was away, or at something else."""

_TOGETHER_S: Final = 1.0
"""What is finished within a second of the one before was written together with it, by no hand."""


def pace(times: Sequence[str]) -> float | None:
    """Articles an hour of late, without pauses; None where too few tell.

    Args:
        times: when articles were finished (UTC, ISO 8601), the oldest first; the newest `RECENT` count.
    """
    moments = [datetime.fromisoformat(time) for time in times[-RECENT - 1 :]]
    waits = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    counted = [wait for wait in waits if _TOGETHER_S < wait < _PAUSE_S]
    return 3600.0 * len(counted) / sum(counted) if len(counted) >= _LEAST else None


@dataclass(frozen=True, slots=True)
class OwnProgress:
    """How far one annotator is.

    Attributes:
        done: articles submitted or skipped for good.
        left: articles still to come.
        per_hour: articles an hour of late; None where too few tell.
    """

    done: int
    left: int
    per_hour: float | None = None

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.left

    @property
    def words(self) -> tuple[str, str]:
        """Two lines: how far, and how long still; the second one "" where nothing is left or no pace is known."""
        if not self.total:
            return "", ""
        far = f"{self.done} of {self.total} done, {self.left} left"
        if not self.left or self.per_hour is None:
            return far, ""
        return far, f"{self.per_hour:.0f} an hour: about {_duration(self.left / self.per_hour)} at your pace"


def _duration(hours: float) -> str:
    """A time as people say it; the longer, the rounder."""
    minutes = round(hours * 60)
    if minutes < 10:
        return f"{max(1, minutes)} min"
    minutes = 5 * round(minutes / 5)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(10 * round(minutes / 10), 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
