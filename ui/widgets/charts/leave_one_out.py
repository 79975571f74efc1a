"""How well the others agree when one annotator is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from labeler.text import isolated
from ui.widgets.charts.chart import Cell, Chart
from ui.widgets.charts.paint import (
    RIGHT,
    Axis,
    axis_low,
    fill,
    mark_color,
    paint_figure,
    paint_guide,
    paint_limits,
    widest,
    write,
)
from ui.widgets.charts.values import LeftOut, Pick
from ui.widgets.charts.words import (
    in_words,
    listed,
    mark_of,
    shown,
    shown_difference,
    shown_end,
    spoken,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table


def closing_sentence(rows: Sequence[LeftOut], name: str = "α") -> str:
    """Who holds the figure down, if anybody does."""
    known = [(round(row.difference, 2), row.annotator) for row in rows if row.difference is not None]
    if not known:
        return f"{name} of the rest is undefined." if rows else ""
    most = max(difference for difference, _ in known)
    if most <= 0:
        return f"Leaving one annotator out never raises {name}."
    who = listed([isolated(annotator) for difference, annotator in known if difference == most], "or")
    return f"Leaving {who} out raises {name} by {shown(most)}."


class LeaveOneOut(Chart):
    """A row an annotator: the figure of the rest with its interval, and its difference to that of all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[LeftOut, ...] = ()
        self._name = "α"
        self._sentence = ""
        self._low = 0.0
        self._names = 0
        self.set_rows(())

    def set_rows(
        self,
        rows: Sequence[LeftOut],
        name: str = "α",
        empty: str = "Three annotators are needed to leave one out.",
    ) -> None:
        """Takes a row an annotator, and what the coefficient is called."""
        self._rows = tuple(rows)
        self._name = name
        self._low = axis_low(end for row in rows for end in (row.figure.value, row.figure.low))
        self._sentence = closing_sentence(self._rows, name)
        words = spoken(self._row_words(row) for row in self._rows)
        self._show_values(f"{self._sentence} {words}", "" if self._rows else empty)

    def sentence(self) -> str:
        """The sentence below the rows."""
        return self._sentence

    def table(self) -> Table:
        """A row an annotator."""
        header = ("without", f"{self._name} of the rest", "low", "high", "difference")
        return header, tuple(
            (
                row.annotator,
                shown(row.figure.value, row.figure.why),
                shown_end(row.figure.low),
                shown_end(row.figure.high),
                shown_difference(row.difference),
            )
            for row in self._rows
        )

    def _row_words(self, row: LeftOut) -> str:
        words = f"Without {row.annotator}: {in_words(row.figure, self._name)}"
        return words if row.difference is None else f"{words}, difference {shown_difference(row.difference)}"

    def _shape(self) -> Cell:
        return (len(self._rows), 1)

    def _cell_rect(self, cell: Cell) -> QRectF:
        pitch = self._pitch()
        return QRectF(2, cell[0] * pitch + 1, max(1.0, self.canvas.width() - 4), pitch - 2)

    def _cell_pick(self, cell: Cell) -> Pick | None:
        return Pick("without", (self._rows[cell[0]].annotator,))

    def _cell_words(self, cell: Cell) -> str:
        row = self._rows[cell[0]]
        words = f"{self._row_words(row)}."
        if row.figure.value is None:
            return words
        return f"{words} {verdict(row.figure.value, row.figure.low, row.figure.high)[1]}"

    def _measure(self) -> None:
        theme = self.look
        wide = widest(theme.font(theme.type.small), (row.annotator for row in self._rows))
        self._names = min(theme.px(150), wide) + theme.px(24)

    def _pitch(self) -> int:
        return self.look.px(29)

    def _content_size(self) -> QSize:
        return QSize(self.look.px(400), self._pitch() * (len(self._rows) + 1))

    def _least_size(self) -> QSize:
        return QSize(self.look.px(260), self._pitch() * (len(self._rows) + 1))

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        pitch, theme = self._pitch(), self.look
        first, last = int(exposed.top() // pitch), int(exposed.bottom() // pitch) + 1
        for place in range(max(0, first), min(len(self._rows), last)):
            self._paint_row(painter, place, self._rows[place])
        below = QRectF(theme.px(6), len(self._rows) * pitch, self.canvas.width() - theme.px(6), pitch)
        write(painter, below, self._sentence, theme.font(theme.type.small), theme.color.text2)

    def _paint_row(self, painter: QPainter, place: int, row: LeftOut) -> None:
        theme, color, px = self.look, self.look.color, self.look.px
        cell = self._cell_rect((place, 0))
        top, height, middle, right = cell.top(), cell.height(), cell.center().y(), self.canvas.width() - px(6)
        if self.is_hot((place, 0)):
            fill(painter, cell, color.hover, theme.radius.small)
        small = theme.font(theme.type.small)
        start = min(float(self._names), self.canvas.width() * 0.3)
        write(painter, QRectF(px(6), top, start - px(20), height), row.annotator, small, color.text2)
        if row.figure.value is None:
            why = row.figure.why or "undefined"
            write(painter, QRectF(start, top, right - start, height), why, small, color.text3)
            return
        axis = Axis(start, max(start + 1, right - px(92)), self._low)
        paint_guide(painter, axis, middle, theme)
        paint_limits(painter, axis, middle - px(9), middle + px(9), theme)
        paint_figure(painter, axis, middle, row.figure, mark_color(mark_of(row.figure), theme), theme)
        bold = theme.font(theme.type.small, bold=True)
        value = QRectF(right - px(88), top, px(40), height)
        write(painter, value, shown(row.figure.value), bold, color.text, RIGHT)
        gap = QRectF(right - px(44), top, px(44), height)
        write(painter, gap, shown_difference(row.difference), small, color.text2, RIGHT)
