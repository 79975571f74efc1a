"""Pure: passages of the raw text as places in the text that an export writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Block


class Found(NamedTuple):
    """Where a passage stands in the written text.

    Attributes:
        places: (start, end) each, in code points; several where dropped text lay between, none where all of it is.
        cut: whether some of its words are not in that text.
    """

    places: list[tuple[int, int]]
    cut: bool


class MainText:
    """The main text of an article as the blocks it is made of, to find passages of the raw text in it."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._place: list[int] = []  # of each block in the main text, -1 if it is dropped
        at = 0
        for block in blocks:
            self._place.append(at if block.kept else -1)
            at += block.end - block.start + 1 if block.kept else 0
        self.length = max(0, at - 1)
        """In code points: kept blocks with a line end between each two."""

    def find(self, start: int, end: int) -> Found:
        """A passage of the raw text; what lies between blocks is white space and no loss."""
        places: list[tuple[int, int]] = []
        cut = goes_on = False
        for block, place in zip(self._blocks, self._place, strict=True):
            first, last = max(start, block.start), min(end, block.end)
            if first >= last:
                continue
            if place < 0:
                cut, goes_on = True, False
                continue
            piece = place + first - block.start, place + last - block.start
            places[-1:] = [(places[-1][0], piece[1])] if goes_on else [*places[-1:], piece]
            goes_on = True
        return Found(places, cut)
