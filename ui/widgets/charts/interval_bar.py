"""One figure with its interval, on the bands that say what it may be used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize

from ui.widgets.charts.chart import Cell, Chart
from ui.widgets.charts.paint import (
    CENTER,
    LEFT,
    RIGHT,
    Axis,
    axis_low,
    fill,
    mark_color,
    paint_figure,
    text_width,
    write,
)
from ui.widgets.charts.values import Figure, Pick
from ui.widgets.charts.words import (
    RELIABLE,
    TENTATIVE,
    in_words,
    mark_of,
    shown,
    shown_end,
    verdict,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table


_BANDS = ("too low to use", "tentative", "reliable")


class IntervalBar(Chart):
    """Bands "too low to use", "tentative" and "reliable", with a dot and a whisker over them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Figure()
        self._name = "α"
        self.set_figure(None, None, None, "")

    def set_figure(
        self, value: float | None, low: float | None, high: float | None, why: str = "", name: str = "α"
    ) -> None:
        """Takes the coefficient, its 95 % interval, in words why it is undefined, and what it is called."""
        self._figure = Figure(value, low, high, why)
        self._name = name
        self._show_values(self._cell_words((0, 0)))

    def verdict(self) -> str:
        """The sentence below the figure."""
        figure = self._figure
        return verdict(figure.value, figure.low, figure.high)[1] if figure.value is not None else figure.why

    def table(self) -> Table:
        """One row: the figure, the ends of its interval, the verdict."""
        figure = self._figure
        return (
            (self._name, "low", "high", "verdict"),
            ((shown(figure.value), shown_end(figure.low), shown_end(figure.high), self.verdict()),),
        )

    def _shape(self) -> Cell:
        return (1, 1) if self._figure.value is not None else (0, 0)

    def _cell_rect(self, cell: Cell) -> QRectF:
        return self._band()

    def _cell_pick(self, cell: Cell) -> Pick | None:
        return Pick("figure", (self._name,))

    def _cell_words(self, cell: Cell) -> str:
        words = in_words(self._figure, self._name)
        return words if self._figure.value is None else f"{words}. {self.verdict()}"

    def _content_size(self) -> QSize:
        return QSize(self.look.px(420), self.look.px(70))

    def _least_size(self) -> QSize:
        return QSize(self.look.px(200), self.look.px(70))

    def _band(self) -> QRectF:
        px = self.look.px
        inset = px(3)
        return QRectF(inset, px(22), max(1.0, self.canvas.width() - 2 * inset), px(26))

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        theme, band, figure = self.look, self._band(), self._figure
        color = theme.color
        defined = figure.value is not None
        axis = Axis(band.left(), band.right(), axis_low((figure.value, figure.low)) if defined else 0.0)
        stops = (axis.low, TENTATIVE, RELIABLE, axis.high)
        grounds = (color.bad_tint, color.warn_tint, color.good_tint)
        gap = theme.px(2) / 2
        for place, ground in enumerate(grounds):
            left = axis.at(stops[place]) + (gap if place else 0)
            right = axis.at(stops[place + 1]) - (gap if place < 2 else 0)
            box = QRectF(left, band.top(), right - left, band.height())
            edge = color.line if theme.name == "contrast" else None
            fill(painter, box, ground if defined else color.sunken, 0, edge)
        self._paint_names(painter, axis, band)
        self._paint_scale(painter, axis, band)
        if defined:
            ink = mark_color(mark_of(figure), theme)
            paint_figure(painter, axis, band.center().y(), figure, ink, theme, big=True)
        else:
            inside = band.adjusted(theme.px(10), 0, -theme.px(10), 0)
            write(painter, inside, figure.why or "undefined", theme.font(theme.type.small), color.text2, LEFT)

    def _paint_names(self, painter: QPainter, axis: Axis, band: QRectF) -> None:
        """The names of the bands above them; the middle one only where the others leave room."""
        theme = self.look
        small = theme.font(theme.type.caption)
        stops = (axis.low, TENTATIVE, RELIABLE, axis.high)
        boxes = []
        for place, word in enumerate(_BANDS):
            width = text_width(small, word) + 2
            middle = (axis.at(stops[place]) + axis.at(stops[place + 1])) / 2
            left = min(max(band.left(), middle - width / 2), band.right() - width)
            boxes.append(QRectF(left, 0, width, band.top() - theme.px(2)))
        for place, (word, box) in enumerate(zip(_BANDS, boxes, strict=True)):
            if place != 1 or not any(box.intersects(boxes[other]) for other in (0, 2)):
                write(painter, box, word, small, theme.color.text3, CENTER)

    def _paint_scale(self, painter: QPainter, axis: Axis, band: QRectF) -> None:
        """The numbers below the bands; one that would touch another is left out."""
        theme = self.look
        small = theme.font(theme.type.caption)
        free = -1.0
        ends = [(axis.low, shown_tenth(axis.low))] if axis.low < 0 else []
        for value, words in (*ends, (0.0, "0"), (TENTATIVE, ".667"), (RELIABLE, ".8"), (1.0, "1")):
            width = text_width(small, words) + 2
            at = axis.at(value)
            left = min(max(band.left(), at - width / 2), band.right() - width)
            if left < free:
                continue
            free = left + width + theme.px(3)
            box = QRectF(
                QPointF(left, band.bottom() + theme.px(2)),
                QPointF(left + width, band.bottom() + theme.px(18)),
            )
            side = RIGHT if value == axis.high else LEFT if value == axis.low else CENTER
            write(painter, box, words, small, theme.color.text3, side)


def shown_tenth(value: float) -> str:
    """A mark of the axis: "–.2", "–1"."""
    return f"–{abs(value):.1f}".replace("0.", ".").replace("1.0", "1")
