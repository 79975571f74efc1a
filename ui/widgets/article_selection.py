"""Selected words of one column: where the selection begins and ends, and what it says. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.article_layout import Part, Side


@dataclass(frozen=True, slots=True, order=True)
class Caret:
    """A place in the text of a column.

    Attributes:
        part: index of the part.
        offset: characters (code points) before it in the part's cell.
    """

    part: int
    offset: int


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of one column, from where the mouse was pressed to where it is."""

    side: Side
    anchor: Caret
    head: Caret

    @property
    def start(self) -> Caret:
        """The earlier end."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> Caret:
        """The later end."""
        return max(self.anchor, self.head)

    @property
    def empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.head

    def range_in(self, index: int, parts: Sequence[Part]) -> tuple[int, int] | None:
        """The selected stretch of a part (code points), if any. Notes are never selected."""
        cell = parts[index].cell(self.side)
        start, end = self.start, self.end
        if cell is None or cell.style == "note" or not start.part <= index <= end.part:
            return None
        first = start.offset if index == start.part else 0
        last = end.offset if index == end.part else len(cell.text)
        return (first, last) if first < last else None

    def text(self, parts: Sequence[Part]) -> str:
        """The selected words, one line a row."""
        words: list[str] = []
        for index in range(self.start.part, self.end.part + 1):
            cell, stretch = parts[index].cell(self.side), self.range_in(index, parts)
            if cell is None or stretch is None:
                continue
            if words and parts[index].first:
                words.append("\n")
            words.append(cell.text[slice(*stretch)])
        return "".join(words)

    def passage(self, parts: Sequence[Part]) -> tuple[int, int] | None:
        """The selection as offsets in the article's text (code points), if it has any of its words."""
        places: list[int] = []
        for index in range(self.start.part, self.end.part + 1):
            cell, stretch = parts[index].cell(self.side), self.range_in(index, parts)
            if cell is not None and stretch is not None and cell.offset >= 0:
                places += [cell.offset + stretch[0], cell.offset + stretch[1]]
        return (min(places), max(places)) if places else None

    def passages(self, parts: Sequence[Part]) -> list[tuple[int, int]]:
        """The same as one passage for each run of rows that are selected: what is dropped between them is not."""
        found: list[tuple[int, int]] = []
        goes_on = False
        for index in range(self.start.part, self.end.part + 1):
            cell, stretch = parts[index].cell(self.side), self.range_in(index, parts)
            if cell is None or cell.style == "note" or cell.offset < 0:
                goes_on = False
            elif stretch is not None:
                start, end = cell.offset + stretch[0], cell.offset + stretch[1]
                found[-1:] = [(found[-1][0], end)] if goes_on else [*found[-1:], (start, end)]
                goes_on = True
        return found
