"""Agreement period by period, or under one version of the codebook after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QPen

from ui.widgets.charts.chart import Cell, Chart
from ui.widgets.charts.interval_bar import shown_tenth
from ui.widgets.charts.paint import (
    CENTER,
    RIGHT,
    Axis,
    axis_low,
    fill,
    mark_color,
    paint_figure,
    write,
)
from ui.widgets.charts.values import Period, Pick
from ui.widgets.charts.words import (
    RELIABLE,
    TENTATIVE,
    digits,
    in_words,
    mark_of,
    mark_words,
    shown,
    shown_end,
    spoken,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table


class OverTime(Chart):
    """Dots with whiskers on a line, over the bands that say what a figure may be used for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._periods: tuple[Period, ...] = ()
        self._name = "α"
        self._low = 0.0
        self.set_periods(())

    def set_periods(
        self,
        periods: Sequence[Period],
        name: str = "α",
        empty: str = "No unit was answered by two annotators yet.",
    ) -> None:
        """Takes the periods in order of time, and what the coefficient is called."""
        self._periods = tuple(periods)
        self._name = name
        self._low = axis_low(end for each in periods for end in (each.figure.value, each.figure.low))
        words = spoken(self._words_of(each) for each in self._periods)
        self._show_values(words, "" if self._periods else empty)

    def table(self) -> Table:
        """A row a period."""
        header = ("period", self._name, "low", "high", "n", "verdict")
        return header, tuple(
            (
                each.title,
                shown(each.figure.value, each.figure.why or "too few"),
                shown_end(each.figure.low),
                shown_end(each.figure.high),
                str(each.units),
                mark_words(each.figure),
            )
            for each in self._periods
        )

    def _words_of(self, period: Period) -> str:
        known = period.figure.value is not None
        words = in_words(period.figure, self._name) if known else period.figure.why or "too few"
        return f"{period.title}: {words}; n = {digits(period.units)}"

    # Cells: one row, a column a period.

    def _shape(self) -> Cell:
        return (1, len(self._periods)) if self._periods else (0, 0)

    def _cell_rect(self, cell: Cell) -> QRectF:
        width = self._column()
        return QRectF(self._left() + cell[1] * width + 2, 3, width - 4, self.canvas.height() - 6)

    def _cell_at(self, point: QPointF) -> Cell | None:
        column = int((point.x() - self._left()) // self._column())
        return (0, column) if 0 <= column < len(self._periods) else None

    def _cell_pick(self, cell: Cell) -> Pick | None:
        return Pick("period", (self._periods[cell[1]].key,))

    def _cell_words(self, cell: Cell) -> str:
        period = self._periods[cell[1]]
        figure, words = period.figure, f"{self._words_of(period)}."
        return (
            words if figure.value is None else f"{words} {verdict(figure.value, figure.low, figure.high)[1]}"
        )

    # Sizes.

    def _left(self) -> float:
        return self.look.px(34)

    def _right(self) -> float:
        """Where the names of the bands begin."""
        return max(self._left() + 1, self.canvas.width() - self.look.px(64))

    def _column(self) -> float:
        return max(self.look.px(40), (self._right() - self._left()) / max(1, len(self._periods)))

    def _content_size(self) -> QSize:
        px = self.look.px
        return QSize(max(px(420), px(98) + px(56) * len(self._periods)), px(240))

    def _least_size(self) -> QSize:
        px = self.look.px
        return QSize(px(98) + px(40) * max(1, len(self._periods)), px(200))

    # Painting.

    def _axis(self) -> Axis:
        return Axis(self.canvas.height() - self.look.px(46), float(self.look.px(10)), self._low)

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        axis, width = self._axis(), self._column()
        self._paint_bands(painter, axis)
        first = max(0, int((exposed.left() - self._left()) // width))
        last = min(len(self._periods), int((exposed.right() - self._left()) // width) + 1)
        for place in range(first, last):
            self._paint_ground(painter, axis, place)
        self._paint_line(painter, axis, max(0, first - 1), min(len(self._periods), last + 1))
        for place in range(first, last):
            self._paint_period(painter, axis, place)

    def _paint_bands(self, painter: QPainter, axis: Axis) -> None:
        theme, color = self.look, self.look.color
        left, right = self._left(), self._left() + self._column() * len(self._periods)
        caption = theme.font(theme.type.caption)
        stops = (axis.low, TENTATIVE, RELIABLE, axis.high)
        grounds = (color.bad_tint, color.warn_tint, color.good_tint)
        edge = color.line if theme.name == "contrast" else None
        for place, (word, ground) in enumerate(
            zip(("too low", "tentative", "reliable"), grounds, strict=True)
        ):
            top = axis.at(stops[place + 1]) + (0 if place == 2 else 1)
            bottom = axis.at(stops[place]) - (1 if place else 0)
            fill(painter, QRectF(left, top, right - left, bottom - top), ground, 0, edge)
            if bottom - top >= theme.px(11):
                beside = QRectF(right + theme.px(6), top, theme.px(58), bottom - top)
                write(painter, beside, word, caption, color.text3)
        ends = [(axis.low, shown_tenth(axis.low))] if axis.low < -0.05 else []
        taken: list[float] = []
        for value, words in ((RELIABLE, ".8"), (TENTATIVE, ".667"), (0.0, "0"), (1.0, "1"), *ends):
            y, half = axis.at(value), theme.px(8)
            if any(abs(y - other) < theme.px(11) for other in taken):
                continue
            taken.append(y)
            write(
                painter, QRectF(0, y - half, left - theme.px(6), 2 * half), words, caption, color.text3, RIGHT
            )

    def _middle(self, place: int) -> float:
        return self._left() + (place + 0.5) * self._column()

    def _paint_ground(self, painter: QPainter, axis: Axis, place: int) -> None:
        """Grey where there are too few; a frame under the pointer."""
        theme, color, width = self.look, self.look.color, self._column()
        column = QRectF(self._left() + place * width, axis.end, width, axis.start - axis.end)
        if self._periods[place].figure.value is None:
            fill(painter, column, color.sunken, 0, color.line)
        if self.is_hot((0, place)):
            below = QRectF(
                column.left() + 2, axis.start + 2, width - 4, self.canvas.height() - axis.start - 4
            )
            fill(painter, below, color.hover, theme.radius.small)

    def _paint_line(self, painter: QPainter, axis: Axis, first: int, last: int) -> None:
        """Joins neighbours that both have a figure; a gap stays a gap."""
        painter.setPen(QPen(self.look.color.edge, 1.4 * self.look.scale))
        for place in range(first, last - 1):
            one, other = self._periods[place].figure.value, self._periods[place + 1].figure.value
            if one is not None and other is not None:
                painter.drawLine(
                    QLineF(self._middle(place), axis.at(one), self._middle(place + 1), axis.at(other))
                )

    def _paint_period(self, painter: QPainter, axis: Axis, place: int) -> None:
        theme, color, px, period = self.look, self.look.color, self.look.px, self._periods[place]
        width, middle = self._column(), self._middle(place)
        small, caption = theme.font(theme.type.small), theme.font(theme.type.caption)
        column = QRectF(middle - width / 2 + 2, axis.start, width - 4, 0)
        known = period.figure.value is not None
        if known:
            ink = mark_color(mark_of(period.figure), theme)
            paint_figure(painter, axis, middle, period.figure, ink, theme, upright=True)
        else:
            inside = QRectF(column.left(), (axis.start + axis.end) / 2 - px(10), column.width(), px(20))
            write(painter, inside, "too few", caption, color.text3, CENTER)
        title = column.adjusted(0, px(6), 0, px(22))
        write(painter, title, period.title, small, color.text2 if known else color.text3, CENTER)
        words = f"n {digits(period.units)}"
        write(painter, column.adjusted(0, px(22), 0, px(40)), words, caption, color.text3, CENTER)
