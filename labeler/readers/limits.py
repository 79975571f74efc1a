"""How large things may be: one article, and all that a file unpacks to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 64 * 2**20
"""Bytes of one article, line or table cell: what is longer is no article."""

MOST_UNPACKED = 64 * 2**30
"""Bytes that one file may unpack to, all that is in it together."""

MOST_TIMES = 200
"""So many times its size a file may unpack to: repetitive news text comes to 50, a bomb of zeros to 1000 and more."""

_HARMLESS = 16 * 2**20
"""Up to this many bytes any growth is harmless."""


@dataclass(slots=True)
class Budget:
    """How many bytes one file may still unpack to."""

    left: int = field(default_factory=lambda: MOST_UNPACKED)


class Growth:
    """How something grows while it is unpacked.

    Args:
        packed_size: how many packed bytes were read so far.
        budget: how many bytes may come out, of the whole file.
    """

    def __init__(self, packed_size: Callable[[], int], budget: Budget) -> None:
        self._packed_size = packed_size
        self._budget = budget
        self._count = 0

    def add(self, count: int) -> None:
        """Notes that so many bytes came out.

        Raises:
            LabelerError: they are more than a file may hold, or far more than went in.
        """
        self._count += count
        self._budget.left -= count
        if self._budget.left < 0:
            raise LabelerError(
                f"It unpacks to more than {in_words(MOST_UNPACKED)}. "
                "Unpack it yourself, then import what is in it."
            )
        if self._count > _HARMLESS and self._count > MOST_TIMES * max(self._packed_size(), 1):
            raise LabelerError(
                f"It unpacks to more than {MOST_TIMES} times its size, as a decompression bomb does. "
                "If it is none, unpack it yourself, then import what is in it."
            )


def in_words(size: int) -> str:
    """A number of bytes for people, in whole MB or GB."""
    return f"{size >> 30} GB" if size >= 2**30 else f"{size >> 20} MB"
