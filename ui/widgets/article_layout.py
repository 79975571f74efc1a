"""Where rows stand: columns, parts of long rows, heights known and guessed, what is in view. No Qt.

Only rows in view are measured. All others count with an estimate until they are seen, and the row
that stands in the view keeps its place on the screen while rows above it change height.
"""

from __future__ import annotations

import bisect
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from ui.widgets.article_rows import Cell, Row, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Columns: TypeAlias = Literal["left", "both", "right"]
"""Which columns are shown: the raw capture, both, or the main text."""

Side: TypeAlias = Literal["left", "right"]

PART_LENGTH = 3000
"""Characters a part may have; laying one out stays near a millisecond."""

SPLIT_ABOVE = 6000
"""Cells longer than this many characters are laid out in parts."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Horizontal places in px: text columns and the gutter. A column that is not shown has width 0."""

    width: int
    left_x: int
    left_width: int
    gutter_x: int
    gutter_width: int
    right_x: int
    right_width: int

    def text_x(self, side: Side) -> int:
        """Left edge of a text column in px."""
        return self.left_x if side == "left" else self.right_x

    def text_width(self, side: Side) -> int:
        """Width of a text column in px."""
        return self.left_width if side == "left" else self.right_width


def column_geometry(width: int, columns: Columns, margin: int, gutter: int, widest: int) -> Geometry:
    """Where the columns stand.

    Args:
        width: width of the view in px.
        columns: which are shown.
        margin: px kept free on both sides of each text column.
        gutter: px between the panes.
        widest: px a text column may be wide at most; what is left over goes to both edges.
    """
    count = 2 if columns == "both" else 1
    text = max(1, min(widest, (width - gutter) // count - 2 * margin))
    left = max(0, (width - gutter - count * (text + 2 * margin)) // 2)
    pane = text + 2 * margin
    if columns == "left":
        return Geometry(width, left + margin, text, left + pane, gutter, left + pane + gutter, 0)
    if columns == "right":
        return Geometry(width, left, 0, left, gutter, left + gutter + margin, text)
    gutter_x = left + pane
    return Geometry(width, left + margin, text, gutter_x, gutter, gutter_x + gutter + margin, text)


def shown_rows(rows: Sequence[Row], columns: Columns) -> list[Row]:
    """The rows that have something to read in the columns shown."""
    if columns == "both":
        return list(rows)
    if columns == "left":
        return [row for row in rows if row.left and (row.left.style != "note" or row.fold_count)]
    return [row for row in rows if row.right and row.right.style != "note"]


@dataclass(frozen=True, slots=True)
class Part:
    """A row, or a stretch of one that is too long to lay out at once.

    Attributes:
        row: the whole row.
        left: what stands in the left column of this part.
        right: the same of the right column.
        first: whether the row begins here.
        last: whether the row ends here.
    """

    row: Row
    left: Cell | None
    right: Cell | None
    first: bool = True
    last: bool = True

    def cell(self, side: Side) -> Cell | None:
        """The cell of a column."""
        return self.left if side == "left" else self.right


def split_points(text: str, length: int) -> list[int]:
    """Offsets at which to cut a text into stretches of at most `length` characters, ends left out.

    Cuts fall after a sentence, else after a space, if the last fifth of a stretch has one, and never before a mark that
    combines with the character before it.
    """
    points: list[int] = []
    start = 0
    while len(text) - start > length:
        end = start + length
        floor = end - length // 5
        cut = text.rfind(". ", floor, end - 1) + 1
        if not cut:
            cut = text.rfind(" ", floor, end)
        if cut >= floor:
            end = cut + 1
        else:
            while end > floor and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f"):
                end -= 1
        points.append(end)
        start = end
    return points


def _pieces(cell: Cell | None, points: Sequence[int]) -> list[Cell]:
    if cell is None:
        return []
    ends = [*points, len(cell.text)]
    pieces: list[Cell] = []
    start = 0
    for end in ends:
        spans = tuple(
            Span(max(span.start, start) - start, min(span.end, end) - start, span.kind)
            for span in cell.spans
            if span.start < end and span.end > start
        )
        offset = cell.offset + start if cell.offset >= 0 else -1
        pieces.append(replace(cell, text=cell.text[start:end], offset=offset, spans=spans))
        start = end
    return pieces


def split_row(row: Row) -> list[Part]:
    """The row as parts that are each quick to lay out; a row of usual length is one part."""
    longest = max(len(row.left.text) if row.left else 0, len(row.right.text) if row.right else 0)
    if longest <= SPLIT_ABOVE:
        return [Part(row, row.left, row.right)]
    lefts = _pieces(row.left, split_points(row.left.text, PART_LENGTH) if row.left else ())
    rights = _pieces(row.right, split_points(row.right.text, PART_LENGTH) if row.right else ())
    count = max(len(lefts), len(rights))
    return [
        Part(
            row,
            lefts[number] if number < len(lefts) else None,
            rights[number] if number < len(rights) else None,
            first=number == 0,
            last=number == count - 1,
        )
        for number in range(count)
    ]


class Heights:
    """Heights of parts in px, each an estimate until it is measured, and their places."""

    def __init__(self, estimates: Sequence[int]) -> None:
        self._heights = list(estimates)
        self._known = [False] * len(self._heights)
        self._tops = [0] * (len(self._heights) + 1)
        self._fresh = 0  # _tops[: _fresh + 1] are right

    def __len__(self) -> int:
        return len(self._heights)

    def known(self, index: int) -> bool:
        """Whether the height was measured."""
        return self._known[index]

    def height(self, index: int) -> int:
        """Height of a part in px."""
        return self._heights[index]

    def settle(self, index: int, height: int) -> None:
        """Record a measured height in px."""
        self._known[index] = True
        if self._heights[index] != height:
            self._heights[index] = height
            self._fresh = min(self._fresh, index)

    def top(self, index: int) -> int:
        """Distance in px from the top of the first part; `len(self)` gives the end of the last."""
        if index > self._fresh:
            self._refresh()
        return self._tops[index]

    @property
    def total(self) -> int:
        """Height in px of all parts together."""
        return self.top(len(self._heights))

    def part_at(self, y: int) -> int:
        """The part that covers a distance in px from the top; the nearest one outside."""
        self._refresh()
        place = bisect.bisect_right(self._tops, y) - 1
        return min(max(place, 0), len(self._heights) - 1)

    def _refresh(self) -> None:
        tops, heights = self._tops, self._heights
        for index in range(self._fresh, len(heights)):
            tops[index + 1] = tops[index] + heights[index]
        self._fresh = len(heights)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A part that holds its place: its top stands `y` px below the top of the view (may be above)."""

    part: int
    y: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What is in view.

    Attributes:
        first: index of the first part in view.
        last: index just past the last one.
        y: px from the top of the view to the top of the first part (0 or less, or the head room).
        scroll: px of content above the view, as the heights are known now.
    """

    first: int
    last: int
    y: int
    scroll: int


def frame_at(
    heights: Heights, measure: Callable[[int], int], anchor: Anchor, view: int, head: int = 0, tail: int = 0
) -> Frame:
    """Measure the parts in view around an anchor, and say what is in view.

    The content never leaves a gap above its beginning or, if it is longer than the view, below its end.

    Args:
        heights: settled for every part that comes into view.
        measure: index of a part → its true height in px.
        anchor: the part that keeps its place.
        view: height of the view in px.
        head: free px above the first part.
        tail: free px below the last part.
    """
    count = len(heights)
    if count == 0:
        return Frame(0, 0, head, 0)

    def height(index: int) -> int:
        if not heights.known(index):
            heights.settle(index, measure(index))
        return heights.height(index)

    def climb(part: int, y: int) -> tuple[int, int]:
        """Up until the top of the view is covered, then down over parts above the view."""
        while y > 0 and part > 0:
            part -= 1
            y -= height(part)
        if part == 0 and y > head:
            y = head
        while part < count - 1 and y + height(part) <= 0:
            y += height(part)
            part += 1
        return part, y

    def descend(part: int, y: int) -> tuple[int, int]:
        while part < count and y < view:
            y += height(part)
            part += 1
        return part, y

    first, y = climb(min(max(anchor.part, 0), count - 1), anchor.y)
    last, bottom = descend(first, y)
    if last == count and bottom + tail < view:
        first, y = climb(first, y + view - bottom - tail)
        last, _ = descend(first, y)
    return Frame(first, last, y, heights.top(first) - y + head)


def reveal_anchor(
    frame: Frame, heights: Heights, parts: range, height: int, view: int, margin: int
) -> Anchor | None:
    """Where to hold a row so that it is seen; nothing if it is seen already.

    A neighbour of what is in view comes in by the shortest way; a row far away lands at a third of
    the view, so that what is around it is seen too.

    Args:
        frame: what is in view.
        heights: of all parts.
        parts: indexes of the row's parts.
        height: of the row in px, or more than `view` if it is higher.
        view: height of the view in px.
        margin: px to keep free above and below the row if possible.
    """
    if parts.stop < frame.first or parts.start > frame.last:
        return Anchor(parts.start, view // 3)
    top = frame.y + heights.top(parts.start) - heights.top(frame.first)
    if height + 2 * margin > view:
        seen = top <= margin and top + height >= view - margin
        return None if seen else Anchor(parts.start, margin)
    if top < margin:
        return Anchor(parts.start, margin)
    if top + height > view - margin:
        return Anchor(parts.start, view - height - margin)
    return None
