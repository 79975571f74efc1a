"""Selecting words of the article with the keyboard: word by word, sentence by sentence, from the current row on."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from labeler.text import first_strong_is_rtl
from ui.widgets.article_rows import index_of
from ui.widgets.article_select import SelectableArticle
from ui.widgets.article_selection import Caret, Selection
from ui.widgets.article_words import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.widgets.article_layout import Part, Side
    from ui.widgets.article_words import Unit

Stretch = tuple[Caret, Caret]


def _places(parts: Sequence[Part], index: int, side: Side, unit: Unit) -> Sequence[tuple[int, int]]:
    cell = parts[index].cell(side)
    return () if cell is None or cell.style == "note" else units(cell.text, unit)


def unit_after(parts: Sequence[Part], side: Side, caret: Caret, unit: Unit) -> Stretch | None:
    """The first word or sentence of a column that begins at a place or after it."""
    offset = caret.offset
    for index in range(caret.part, len(parts)):
        places = _places(parts, index, side, unit)
        found = bisect.bisect_left(places, offset, key=lambda place: place[0])
        if found < len(places):
            start, end = places[found]
            return Caret(index, start), Caret(index, end)
        offset = 0
    return None


def unit_before(parts: Sequence[Part], side: Side, caret: Caret, unit: Unit) -> Stretch | None:
    """The last word or sentence of a column that ends at a place or before it."""
    for index in range(caret.part, -1, -1):
        places = _places(parts, index, side, unit)
        past = len(places)
        if index == caret.part:
            past = bisect.bisect_right(places, caret.offset, key=lambda place: place[1])
        if past:
            start, end = places[past - 1]
            return Caret(index, start), Caret(index, end)
    return None


def extended(parts: Sequence[Part], chosen: Selection, step: int, unit: Unit) -> Selection | None:
    """A selection with its moving end one word or sentence further; None where the text ends.

    What was selected first stays selected: going back beyond it turns the selection round.
    """
    side, anchor, head = chosen.side, chosen.anchor, chosen.head
    forward = head >= anchor
    if forward == (step > 0):
        further = (unit_after if forward else unit_before)(parts, side, head, unit)
        return further and Selection(side, anchor, further[1] if forward else further[0])
    # Back over the last one that is selected.
    last = (unit_before if forward else unit_after)(parts, side, head, unit)
    if last is None:
        return None
    inner = (unit_before if forward else unit_after)(parts, side, last[0] if forward else last[1], unit)
    if inner is None:
        return None
    end = inner[1] if forward else inner[0]
    if (end > anchor) if forward else (end < anchor):
        return Selection(side, anchor, end)
    return Selection(side, head, inner[0] if forward else inner[1])


def caret_of(parts: Sequence[Part], side: Side, offset: int, *, at_end: bool) -> Caret | None:
    """Where a place of the article's text (code points) stands in a column; None where that does not show it.

    Args:
        parts: those shown.
        side: the column.
        offset: the place.
        at_end: whether a passage ends there, so that the end of a row is meant and not the beginning of the next.
    """
    for index, part in enumerate(parts):
        cell = part.cell(side)
        if cell is None or cell.style == "note" or cell.offset < 0:
            continue
        inside = offset - cell.offset
        if (0 < inside <= len(cell.text)) if at_end else (0 <= inside < len(cell.text)):
            return Caret(index, inside)
    return None


class WalkedArticle(SelectableArticle):
    """A surface whose words can be selected by keys, too."""

    def walk(self, step: int, unit: Unit, *, extend: bool) -> None:
        """Select the next word or sentence (the one before, if `step` is below 0), or take it into the selection."""
        chosen = self._selection
        if chosen is not None and extend:
            self._walk_to(extended(self._parts, chosen, step, unit))
            return
        side = self._walked_side()
        if chosen is not None:
            found = (
                unit_after(self._parts, side, chosen.end, unit)
                if step > 0
                else unit_before(self._parts, side, chosen.start, unit)
            )
        elif self._current >= 0:
            rows = self._row_parts(self._current)
            start, end = Caret(rows.start, 0), Caret(rows.stop - 1, 10**9)
            found = (
                unit_after(self._parts, side, start, unit)
                if step > 0
                else unit_before(self._parts, side, end, unit)
            )
        else:
            return
        if found is not None:
            start, end = found if step > 0 else reversed(found)
            self._walk_to(Selection(side, start, end))

    def _walked_side(self) -> Side:
        """The column in which keys select: the main text, but for a row that has none."""
        if self._selection is not None:
            return self._selection.side
        if self._columns != "both":
            return self._columns
        right = self._rows[self._current].right if self._current >= 0 else None
        return "left" if right is None or right.style == "note" else "right"

    def _walk_to(self, selection: Selection | None) -> None:
        """Select, and go where the moving end is."""
        if selection is None:
            return
        self._select(selection)
        self.go_to_row(index_of(self._rows, self._parts[selection.head.part].row.key))

    def go_to_row(self, index: int) -> None:
        """Called when the moving end of the selection came into a row."""

    def select_passage(self, start: int, end: int) -> bool:
        """Select a stretch of the article's text and go there; False where no column shows it.

        Args:
            start: in code points.
            end: just past it.
        """
        sides: tuple[Side, ...] = ("right", "left") if self._columns == "both" else (self._columns,)
        for side in sides:
            first = caret_of(self._parts, side, start, at_end=False)
            last = caret_of(self._parts, side, end, at_end=True)
            if first is not None and last is not None:
                self._select(Selection(side, first, last))
                self.go_to_row(index_of(self._rows, self._parts[first.part].row.key))
                return True
        return False

    def _is_right_to_left(self) -> bool:
        """Whether what the keys select runs from right to left, so that → goes back in it."""
        index = self._selection.head.part if self._selection else None
        if index is None and self._current >= 0:
            index = self._row_parts(self._current).start
        cell = None if index is None else self._parts[index].cell(self._walked_side())
        return cell is not None and first_strong_is_rtl(cell.text)

    def walk_key(self, event: QKeyEvent) -> bool:
        """Take ← or →: by words, with Ctrl by sentences; with Shift the selection grows. Whether it was such a key.

        A plain → without a selection is left to the page, where it has a command.
        """
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        right = event.key() == Qt.Key.Key_Right
        if modifiers & ~(control | shift) or (right and not modifiers and self._selection is None):
            return False
        unit: Unit = "sentence" if modifiers & control else "word"
        self.walk_across(1 if right else -1, unit, extend=bool(modifiers & shift))
        return True

    def walk_across(self, step: int, unit: Unit = "word", *, extend: bool = False) -> None:
        """The same as people see it: to the right, or to the left if `step` is below 0."""
        self.walk(-step if self._is_right_to_left() else step, unit, extend=extend)
