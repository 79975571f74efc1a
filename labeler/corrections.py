"""Pure: an annotator's corrections of the stripper, anchored in the raw text so that they outlive extractions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Block, Json

CORRECTED = ("kept by you", "dropped by you")
"""The reasons of corrected blocks."""


def corrected(blocks: Sequence[Block], corrections: Json) -> tuple[Block, ...]:
    """Blocks as an annotator sees them: the extractor's, with that annotator's corrections on top.

    Args:
        blocks: an extraction's blocks.
        corrections: {"kept": [[start, end], …], "dropped": […]} in characters of the raw text, or None. A
            correction holds for every block it covers whole.
    """
    if not corrections:
        return tuple(blocks)
    decided = [(start, end, True) for start, end in corrections["kept"]]
    decided += [(start, end, False) for start, end in corrections["dropped"]]
    found = []
    for block in blocks:
        kept = next((kept for start, end, kept in decided if start <= block.start and block.end <= end), None)
        if kept is None:
            found.append(block)
        else:
            reason = CORRECTED[0] if kept else CORRECTED[1]
            found.append(replace(block, kept=kept, reason=reason, probability=float(kept)))
    return tuple(found)


def with_block_turned(corrections: Json, block: Block, extracted: Block) -> Json:
    """The corrections after one block was kept or dropped by key.

    Args:
        corrections: those given so far, or None.
        block: the block as the annotator sees it now; it becomes the opposite.
        extracted: the same block as the extractor had it; turned back to that, its correction goes away.

    Returns:
        The whole new answer, or None when no correction is left.
    """
    span = [block.start, block.end]
    sides: dict[str, list[list[int]]] = {"kept": [], "dropped": []}
    if corrections:
        for side in sides:
            sides[side] = [given for given in corrections[side] if given != span]
    if block.kept == extracted.kept:
        sides["dropped" if block.kept else "kept"].append(span)
    return {side: sorted(spans) for side, spans in sides.items()} if any(sides.values()) else None
