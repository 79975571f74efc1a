"""Finding words in the rows shown. No Qt."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ui.widgets.article_rows import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.article_rows import Cell, Row


def find_in_rows(rows: Sequence[Row], words: str) -> tuple[list[Row], list[int]]:
    """Highlight every place that holds some words.

    Args:
        rows: what is shown. Folded runs are searched by what their line says only.
        words: what to look for, without regard to case; nothing is found for blank words.

    Returns:
        The rows with "find" spans in place of earlier ones, and the keys of the rows that have any.
    """
    pattern = re.compile(re.escape(words.strip()), re.IGNORECASE) if words.strip() else None
    found: list[Row] = []
    keys: list[int] = []
    for row in rows:
        left, right = _highlighted(row.left, pattern), _highlighted(row.right, pattern)
        if left is not row.left or right is not row.right:
            row = replace(row, left=left, right=right)
        if any(span.kind == "find" for cell in (left, right) if cell for span in cell.spans):
            keys.append(row.key)
        found.append(row)
    return found, keys


def _highlighted(cell: Cell | None, pattern: re.Pattern[str] | None) -> Cell | None:
    if cell is None:
        return None
    places = [match.span() for match in pattern.finditer(cell.text)] if pattern else []
    if not places and not any(span.kind == "find" for span in cell.spans):
        return cell
    # What is looked for lies over other highlights, which are cut where they meet it.
    spans = [Span(start, end, "find") for start, end in places]
    for span in cell.spans:
        if span.kind == "find":
            continue
        start = span.start
        for first, last in [*places, (span.end, span.end)]:
            if start < min(first, span.end):
                spans.append(Span(start, min(first, span.end), span.kind))
            start = max(start, last)
    return replace(cell, spans=tuple(sorted(spans, key=lambda each: each.start)))
