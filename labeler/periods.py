"""Use case: when each unit of a question belongs to: a week, a batch, or a codebook version."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.records import Label
    from labeler.answers import Answers

PeriodKind = Literal["week", "batch", "version"]
"""By when a unit was last answered, by when its article was imported, by the codebook of its last answer."""


class Periods:
    """The period of each unit, worked out when a kind is first asked for and kept up to date after that.

    Args:
        answers: the answers, which may change.
        versions: codebook digest -> version number.
        batch_of: of a unit id the batch it came with, "" where that is not known.
    """

    def __init__(self, answers: Answers, versions: Mapping[str, int], batch_of: Callable[[str], str]) -> None:
        self._answers = answers
        self._versions = versions
        self._batch_of = batch_of
        self._kept: dict[PeriodKind, list[str]] = {}

    def of(self, kind: PeriodKind, units: list[str]) -> list[str]:
        """The period of each unit: of its newest answer, or the batch it came with; "" where that is not known.

        Args:
            kind: which periods.
            units: all units, in the order of their rows.
        """
        if kind not in self._kept:
            self._kept[kind] = [self._period(kind, unit) for unit in units]
        return self._kept[kind]

    def add(self, number: int) -> None:
        """Makes room for so many units that nobody has answered so far."""
        for keys in self._kept.values():
            keys += [""] * number

    def follow(self, row: int, unit: str) -> bool:
        """Takes over the newest answer to the unit in a row; returns whether it changed a period."""
        changed = False
        for kind, keys in self._kept.items():
            key = self._period(kind, unit)
            changed |= keys[row] != key
            keys[row] = key
        return changed

    def at(self, row: int) -> tuple[str, ...]:
        """The periods of the unit in a row, of the kinds that were asked for."""
        return tuple(keys[row] for keys in self._kept.values())

    def clear(self) -> None:
        """Forgets what was worked out."""
        self._kept.clear()

    def _period(self, kind: PeriodKind, unit: str) -> str:
        if kind == "batch":
            return self._batch_of(unit)
        labels: Mapping[str, Label] = self._answers.labels[unit]
        if not labels:
            return ""  # a ratings file tells neither time nor version
        newest = max(labels.values(), key=lambda label: label.created_at)
        return (
            week_of(newest.created_at[:10])
            if kind == "week"
            else f"{self._versions[newest.codebook_digest]:06d}"
        )


@lru_cache(maxsize=4096)
def week_of(day: str) -> str:
    """The ISO week of a stored day: "2026-W47"."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02d}"
