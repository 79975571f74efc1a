"""Agreement of each two annotators: the coefficient above the diagonal, units in common below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize

from ui.widgets.charts.chart import Cell, Chart
from ui.widgets.charts.paint import CENTER, LEFT, fill, shade, text_width, widest, write
from ui.widgets.charts.values import PairFigure, Pick
from ui.widgets.charts.words import digits, in_words, shown, shown_count, shown_end, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table

ENOUGH = 20
"""With fewer units in common a figure says little, and the cell is grey."""

_LIGHTEST = 0.4


class PairHeatmap(Chart):
    """Annotators against annotators. Shaded by value, and the number always stands in the cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._pairs: dict[tuple[str, str], PairFigure] = {}
        self._coefficient = "α"
        self._units = ("article", "articles")
        self._name_width = 0
        self.set_pairs((), ())

    def set_pairs(
        self,
        names: Sequence[str],
        pairs: Sequence[PairFigure],
        coefficient: str = "α",
        units: tuple[str, str] = ("article", "articles"),
        empty: str = "Two annotators are needed for agreement.",
    ) -> None:
        """Takes the annotators in order of the grid, their pairs, and what is measured and counted (one, many)."""
        self._names = tuple(names)
        self._pairs = {}
        for pair in pairs:
            self._pairs[pair.one, pair.other] = pair
            self._pairs[pair.other, pair.one] = pair
        self._coefficient, self._units = coefficient, units
        words = spoken(self._pair_words(pair) for pair in self._in_order())
        self._show_values(words, "" if len(self._names) > 1 else empty)
        if self._at == (0, 0):
            self._at = self._first_cell()

    def table(self) -> Table:
        """A row a pair."""
        header = ("one", "other", self._coefficient, "low", "high", f"{self._units[1]} in common")
        return header, tuple(
            (
                pair.one,
                pair.other,
                shown(pair.figure.value, pair.figure.why),
                shown_end(pair.figure.low),
                shown_end(pair.figure.high),
                str(pair.units),
            )
            for pair in self._in_order()
        )

    def _in_order(self) -> list[PairFigure]:
        found = []
        for place, one in enumerate(self._names):
            found += [
                self._pairs[one, other] for other in self._names[place + 1 :] if (one, other) in self._pairs
            ]
        return found

    def _pair_words(self, pair: PairFigure) -> str:
        words = f"{pair.one} and {pair.other}: {in_words(pair.figure, self._coefficient)}"
        few = f", fewer than {ENOUGH}" if pair.units < ENOUGH else ""
        return f"{words}; {shown_count(pair.units, *self._units)} in common{few}"

    # Cells.

    def _shape(self) -> Cell:
        return (len(self._names), len(self._names))

    def _first_cell(self) -> Cell:
        return (0, 1) if len(self._names) > 1 else (0, 0)

    def _at_cell(self, cell: Cell) -> PairFigure | None:
        return self._pairs.get((self._names[cell[0]], self._names[cell[1]])) if cell[0] != cell[1] else None

    def _cell_rect(self, cell: Cell) -> QRectF:
        width, pitch, gap = self._column(), self._pitch(), 2
        left, top = self._left() + cell[1] * width, (cell[0] + 1) * pitch
        return QRectF(left, top, width, pitch).adjusted(gap, gap, -gap, -gap)

    def _cell_at(self, point: QPointF) -> Cell | None:
        row = int(point.y() // self._pitch()) - 1
        column = int((point.x() - self._left()) // self._column())
        count = len(self._names)
        return (row, column) if 0 <= row < count and 0 <= column < count else None

    def _cell_pick(self, cell: Cell) -> Pick | None:
        pair = self._at_cell(cell)
        return Pick("pair", (pair.one, pair.other)) if pair else None

    def _cell_words(self, cell: Cell) -> str:
        one, other = self._names[cell[0]], self._names[cell[1]]
        if one == other:
            return one
        pair = self._at_cell(cell)
        return self._pair_words(pair) if pair else f"{one} and {other}: nothing in common"

    # Sizes.

    def _measure(self) -> None:
        theme = self.look
        wide = widest(theme.font(theme.type.small), self._names)
        self._name_width = min(theme.px(140), wide) + theme.px(12)

    def _pitch(self) -> int:
        return self.look.px(29)

    def _left(self) -> float:
        return min(self._name_width, self.canvas.width() * 0.3)

    def _column(self) -> float:
        room = (self.canvas.width() - self._left()) / max(1, len(self._names))
        return max(self.look.px(36), min(self.look.px(130), room))

    def _content_size(self) -> QSize:
        count = len(self._names)
        return QSize(self._name_width + count * self.look.px(96), self._pitch() * (count + 1))

    def _least_size(self) -> QSize:
        count = len(self._names)
        return QSize(self._name_width + count * self.look.px(44), self._pitch() * (count + 1))

    # Painting.

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        theme, pitch, width, left = self.look, self._pitch(), self._column(), self._left()
        small = theme.font(theme.type.small)
        for place, name in enumerate(self._names):
            above = QRectF(left + place * width + theme.px(3), 0, width - theme.px(6), pitch)
            write(painter, above, name, small, theme.color.text2, CENTER)
            beside = QRectF(0, (place + 1) * pitch, left - theme.px(6), pitch)
            write(painter, beside, name, small, theme.color.text2, LEFT)
        first = max(0, int(exposed.top() // pitch) - 1)
        last = min(len(self._names), int(exposed.bottom() // pitch) + 1)
        for row in range(first, last):
            for column in range(len(self._names)):
                self._paint_cell(painter, (row, column))

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        theme, color = self.look, self.look.color
        pair, box = self._at_cell(cell), self._cell_rect(cell)
        above = cell[1] > cell[0]
        radius = theme.radius.small
        if pair is None:
            fill(painter, box, color.sunken, radius)
            return
        small, caption = theme.font(theme.type.small), theme.font(theme.type.caption)
        if pair.units < ENOUGH:
            fill(painter, box, color.hover if self.is_hot(cell) else color.sunken, radius, color.line)
            words = f"{digits(pair.units)} in common"
            if text_width(caption, words) > box.width() - 4:
                words = digits(pair.units)
            write(painter, box, words, caption, color.text3, CENTER)
            return
        value = pair.figure.value
        if value is None:
            fill(painter, box, color.sunken, radius, color.edge if self.is_hot(cell) else color.line)
            write(painter, box, shown(value) if above else digits(pair.units), small, color.text2, CENTER)
            return
        strong = theme.name == "contrast" or self.is_hot(cell)
        fill(
            painter,
            box,
            shade(theme, (value - _LIGHTEST) / (1 - _LIGHTEST)),
            radius,
            color.edge if strong else None,
        )
        words = shown(value) if above else digits(pair.units)
        font = theme.font(theme.type.body, bold=True) if above else small
        write(painter, box, words, font, color.text, CENTER)
