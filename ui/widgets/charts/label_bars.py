"""A row per value of a question: how often it is given, and how well annotators agree on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Signal

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
    paint_guide,
    paint_limits,
    paint_share,
    text_width,
    widest,
    write,
)
from ui.widgets.charts.values import LabelRow, Pick
from ui.widgets.charts.words import (
    LIMITS,
    in_words,
    mark_of,
    mark_words,
    shown,
    shown_count,
    shown_end,
    shown_share,
    spoken,
    verdict,
)
from ui.widgets.marks import MARK_WORDS, paint_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table

Order: TypeAlias = Literal["lowest", "codebook"]

_ORDER_WORDS: dict[Order, str] = {"lowest": "lowest first", "codebook": "codebook order"}


class LabelBars(Chart):
    """Title, share of articles, α with interval, verdict. Its heading stays in view while it is scrolled."""

    order_changed = Signal(str)
    """The other order was asked for in the heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[LabelRow, ...] = ()
        self._rows: tuple[LabelRow, ...] = ()
        self._order: Order = "lowest"
        self._head = "Topic"
        self._units = ("article", "articles")
        self._empty = ""
        self._low = 0.0
        self._titles = 0
        self.set_rows(())

    def set_rows(
        self,
        rows: Sequence[LabelRow],
        head: str = "Topic",
        empty: str = "No label was given yet.",
        units: tuple[str, str] = ("article", "articles"),
    ) -> None:
        """Takes one row a value, in the order of the codebook; `head` names the values, `units` what carries them."""
        self._units = units
        self._given = tuple(rows)
        self._head = head
        self._empty = empty
        self._low = axis_low(end for row in rows for end in (row.figure.value, row.figure.low))
        self._sort()

    def set_order(self, order: Order) -> None:
        """Lowest first (by the lower end of the interval; what has no figure comes last) or as in the codebook."""
        if order != self._order:
            self._order = order
            self._sort()

    @property
    def order(self) -> Order:
        """The order in force."""
        return self._order

    def _sort(self) -> None:
        marked = self._rows[self._at[0] - 1].value if 0 < self._at[0] <= len(self._rows) else None
        self._rows = tuple(sorted(self._given, key=_lowest_first)) if self._order == "lowest" else self._given
        places = (place for place, row in enumerate(self._rows, 1) if row.value == marked)
        self._at = (next(places, 1), 0)
        words = spoken(
            f"{row.title}: {in_words(row.figure)} {mark_words(row.figure)}".strip() for row in self._rows
        )
        self._show_values(words, "" if self._rows else self._empty)

    def table(self) -> Table:
        """A row a value, in the order shown."""
        header = (self._head, f"share of {self._units[1]}", self._units[1], "α", "low", "high", "verdict")
        return header, tuple(
            (
                row.title,
                shown_share(row.share),
                "" if row.articles is None else str(row.articles),
                shown(row.figure.value, row.figure.why),
                shown_end(row.figure.low),
                shown_end(row.figure.high),
                mark_words(row.figure),
            )
            for row in self._rows
        )

    # Cells: the order in the heading is row 0, the values follow.

    def _shape(self) -> Cell:
        return (len(self._rows) + 1, 1)

    def _first_cell(self) -> Cell:
        return (1, 0)

    def _cell_rect(self, cell: Cell) -> QRectF:
        pitch = self._pitch()
        if cell[0] == 0:
            width = self._order_width()
            left = self.canvas.width() - width - self.look.px(8)
            return QRectF(left, self.scrolled.y() + 3, width + self.look.px(4), pitch - 6)
        return QRectF(2, cell[0] * pitch + 1, max(1.0, self.canvas.width() - 4), pitch - 2)

    def _cell_at(self, point: QPointF) -> Cell | None:
        if point.y() < self.scrolled.y() + self._pitch():
            return (0, 0) if self._cell_rect((0, 0)).contains(point) else None
        row = int(point.y() // self._pitch())
        return (row, 0) if 1 <= row <= len(self._rows) else None

    def _cell_pick(self, cell: Cell) -> Pick | None:
        return Pick("label", (self._rows[cell[0] - 1].value,)) if cell[0] else None

    def _opens(self, cell: Cell) -> bool:
        return True

    def _activate(self, cell: Cell) -> None:
        if cell[0]:
            super()._activate(cell)
            return
        self.set_order("codebook" if self._order == "lowest" else "lowest")
        self._at = (0, 0)
        self.order_changed.emit(self._order)

    def _cell_words(self, cell: Cell) -> str:
        if cell[0] == 0:
            other = _ORDER_WORDS["codebook" if self._order == "lowest" else "lowest"]
            return f"Sorted: {_ORDER_WORDS[self._order]}. Enter or a click changes to {other}."
        row = self._rows[cell[0] - 1]
        parts = [in_words(row.figure)]
        if row.share is not None:
            parts.append(f"{shown_share(row.share)} of {self._units[1]}")
        if row.articles is not None:
            parts.append(shown_count(row.articles, *self._units))
        words = f"{row.title}: {', '.join(parts)}."
        if row.figure.value is None:
            return words
        return f"{words} {verdict(row.figure.value, row.figure.low, row.figure.high)[1]}"

    # Sizes.

    def _measure(self) -> None:
        self._titles = widest(self.look.font(self.look.type.body), (row.title for row in self._rows))

    def _pitch(self) -> int:
        return self.look.size.table_row_dense

    def _order_width(self) -> int:
        font = self.look.font(self.look.type.small)
        return text_width(font, _ORDER_WORDS[self._order]) + self.look.px(4)

    def _content_size(self) -> QSize:
        return QSize(self.look.px(640), self._pitch() * (len(self._rows) + 1) + self.look.px(4))

    def _least_size(self) -> QSize:
        return QSize(self.look.px(440), self._content_size().height())

    def _columns(self) -> tuple[float, float, float, float, float]:
        """Where title, bar, axis, value and mark end, begin, begin, end and begin."""
        theme, width = self.look, self.canvas.width()
        px = theme.px
        words = widest(theme.font(theme.type.small), MARK_WORDS.values())
        state = width - px(8) - max(px(76), min(words, px(84)))
        value = state - px(20)
        title = min(max(px(96), self._titles + px(24)), px(220), width * 0.3)
        bar = px(8) + title
        return title, bar, bar + px(160 if self._has_tracks() else 56), value, state

    def _has_tracks(self) -> bool:
        """Whether there is room for bars; the share stands there in any case."""
        return self.canvas.width() >= self.look.px(600)

    # Painting.

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        pitch = self._pitch()
        first = max(1, int(exposed.top() // pitch))
        last = min(len(self._rows), int(exposed.bottom() // pitch))
        columns = self._columns()
        for place in range(first, last + 1):
            self._paint_row(painter, place, self._rows[place - 1], columns)
        self._paint_head(painter, columns)

    def _axis(self, columns: tuple[float, float, float, float, float]) -> Axis:
        return Axis(columns[2], max(columns[2] + 1, columns[3] - self.look.px(44)), self._low)

    def _paint_head(self, painter: QPainter, columns: tuple[float, float, float, float, float]) -> None:
        theme, top, pitch = self.look, self.scrolled.y(), self._pitch()
        font, color = theme.font(theme.type.small), theme.color.text3
        title, bar, axis_start, _, _ = columns
        if top:
            fill(painter, QRectF(0, top, self.canvas.width(), pitch), theme.color.pane)
        left = theme.px(8)
        write(painter, QRectF(left, top, title - left, pitch), self._head, font, color)
        write(
            painter,
            QRectF(bar, top, axis_start - bar - theme.px(8), pitch),
            f"share of {self._units[1]}" if self._has_tracks() else "share",
            font,
            color,
        )
        axis = self._axis(columns)
        name = QRectF(axis_start, top, axis.at(LIMITS[0][0]) - axis_start - theme.px(32), pitch)
        write(painter, name, "α against the rest", font, color)
        small = theme.font(theme.type.caption)
        close = axis.at(LIMITS[1][0]) - axis.at(LIMITS[0][0]) < theme.px(30)
        for (limit, words), aside in zip(LIMITS, (RIGHT, LEFT), strict=True):
            half = theme.px(12 if close else 20)
            box = QRectF(axis.at(limit) - half, top, 2 * half, pitch)
            if close:
                box.translate(-half if aside == RIGHT else half, 0)
            write(painter, box, words, small, color, aside if close else CENTER)
        order = self._cell_rect((0, 0))
        if not self._saved_as:
            write(
                painter,
                order.adjusted(0, 0, -theme.px(4), 0),
                _ORDER_WORDS[self._order],
                font,
                theme.color.accent,
                RIGHT,
            )

    def _paint_row(
        self, painter: QPainter, place: int, row: LabelRow, columns: tuple[float, float, float, float, float]
    ) -> None:
        theme, color, px = self.look, self.look.color, self.look.px
        title, bar, axis_start, value, state = columns
        cell = self._cell_rect((place, 0))
        if self.is_hot((place, 0)):
            fill(painter, cell, color.hover, theme.radius.small)
        small = theme.font(theme.type.small)
        top, height, middle = cell.top(), cell.height(), cell.center().y()
        write(
            painter,
            QRectF(px(8), top, title - px(16), height),
            row.title,
            theme.font(theme.type.body),
            color.text,
        )
        if row.share is not None:
            box = QRectF(bar, top, axis_start - bar - px(4), height)
            paint_share(painter, box, row.share, theme, px(90) if self._has_tracks() else 0)
        if row.figure.value is None:
            why = row.figure.why or "undefined"
            write(
                painter,
                QRectF(axis_start, top, self.canvas.width() - axis_start - px(8), height),
                why,
                small,
                color.text3,
            )
            return
        axis = self._axis(columns)
        paint_guide(painter, axis, middle, theme)
        paint_limits(painter, axis, top + px(2), top + height - px(2), theme)
        mark = mark_of(row.figure)
        paint_figure(painter, axis, middle, row.figure, mark_color(mark, theme), theme)
        bold = theme.font(theme.type.small, bold=True)
        write(
            painter,
            QRectF(value - px(40), top, px(40), height),
            shown(row.figure.value),
            bold,
            color.text,
            RIGHT,
        )
        if mark:
            side = px(10)
            paint_mark(painter, QRectF(state, middle - side / 2, side, side), mark, theme)
            words = QRectF(state + px(15), top, self.canvas.width() - state - px(15), height)
            write(painter, words, MARK_WORDS[mark], small, color.text2, LEFT)


def _lowest_first(row: LabelRow) -> tuple[bool, float, float]:
    value = row.figure.value
    if value is None:
        return (True, 0.0, 0.0)
    return (False, value if row.figure.low is None else row.figure.low, value)
