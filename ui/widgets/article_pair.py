"""The rows of a pair: the main texts of two articles level by level, with the words that differ. No Qt."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ui.widgets.article_rows import Cell, CellStyle, Mark, Row, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.duplicates.aligning import Alignment, Level, Stretch

_ENDS = '.!?…:。！？؟।"”’»)'
"""A line that ends so ends a paragraph; any other was wrapped, and reads on in the next."""

_UNSPACED_FROM = "\u2e80"
"""From here on come the scripts that need no space where a line was broken."""


def rows_for_pair(left: str, right: str, found: Alignment, *, titled: bool = False) -> list[Row]:
    """The rows of two aligned texts.

    Args:
        left: the text of article A.
        right: the text of article B.
        found: how they stand level.
        titled: whether the first level is set as a title.
    """
    shown = [
        level for level in found.levels if (left[slice(*level.left)] + right[slice(*level.right)]).strip()
    ]
    place = {id(level): number for number, level in enumerate(shown)}
    rows = []
    for number, level in enumerate(shown):
        both = level.kind in ("equal", "changed")
        style: CellStyle = "title" if titled and number == 0 and both else "text"
        there = place[id(found.levels[level.partner])] if level.partner >= 0 else number
        note = _note(level.kind, there - number)
        rows.append(
            Row(
                number,
                _cell(left, level.left, level.left_changes, "only_left", style) or Cell(note, "note"),
                _cell(right, level.right, level.right_changes, "only_right", style) or Cell(note, "note"),
                _mark(level, there - number),
            )
        )
    return rows


def _mark(level: Level, distance: int) -> Mark:
    marks: dict[str, Mark] = {
        "equal": "kept",
        "changed": "differs",
        "left": "only_left",
        "right": "only_right",
        "moved": "moved_down" if distance > 0 else "moved_up",
    }
    return marks.get(level.kind, "none")


def _note(kind: str, distance: int) -> str:
    """What stands in the empty place beside a level."""
    if kind == "moved":
        count = abs(distance)
        where = "below" if distance > 0 else "above"
        return f"moved, stands {count} paragraph{'s' if count > 1 else ''} {where}"
    if kind == "skipped":
        return "not compared: too long"
    return f"only in {'A' if kind == 'left' else 'B'}"


def _cell(
    text: str, stretch: Stretch, changes: Sequence[Stretch], kind: SpanKind, style: CellStyle
) -> Cell | None:
    """A stretch of a text as a cell, without the white space at its ends; None if nothing is left."""
    whole = text[slice(*stretch)]
    body = whole.lstrip()
    start = stretch[0] + len(whole) - len(body)
    body = body.rstrip()
    if not body:
        return None
    spans = tuple(Span(begin - start, end - start, kind) for begin, end in changes)
    return Cell(_joined(body), style, spans=spans)


def _joined(text: str) -> str:
    """A paragraph whose wrapped lines read on; each character keeps its place."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    found = lines[0]
    for before, line in pairwise(lines):
        ended = before.rstrip()
        if not ended or ended[-1] in _ENDS or not line.strip():
            found += "\n" + line
        else:
            found += ("\u200b" if ended[-1] >= _UNSPACED_FROM and line[0] >= _UNSPACED_FROM else " ") + line
    return found
