"""Long work as steps: a generator that yields its progress and returns its report."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come.

    Attributes:
        done: steps behind us.
        total: steps in all, or None while unknown.
        note: what is being done, for people ("Reading 003_courier.txt").
    """

    done: int
    total: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that could not be done while the rest went on.

    Attributes:
        where: the file, row or line, as a person would look for it.
        why: the reason and what to do, in words.
    """

    where: str
    why: str


Steps: TypeAlias = Generator[Progress, None, R]
"""To cancel, take no further step and `close()` the generator."""


def run_to_end(steps: Steps[R]) -> R:
    """Takes every step without telling anybody; returns the report."""
    try:
        while True:
            next(steps)
    except StopIteration as stop:
        report: R = stop.value
        return report
    finally:
        steps.close()
