"""Which values are taken for which: answers of one against answers of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPen

from ui.widgets.charts.chart import Cell, Chart
from ui.widgets.charts.paint import CENTER, LEFT, fill, shade, widest, write
from ui.widgets.charts.values import Confusion, Pick
from ui.widgets.charts.words import digits, shown_count

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table

_NOTHING = Confusion((), {})
_SPOKEN = 10


class ConfusionMatrix(Chart):
    """Values against values, with totals. Titles stay in view while it is scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = _NOTHING
        self._units = ("article", "articles")
        self._counts: list[list[int]] = []
        self._across: list[int] = []
        self._down: list[int] = []
        self._total = 0
        self._most = 1
        self._titles = 0
        self.set_confusion(_NOTHING)

    def set_confusion(
        self,
        confusion: Confusion,
        units: tuple[str, str] = ("article", "articles"),
        empty: str = "No unit was answered by two annotators yet.",
    ) -> None:
        """Takes the counts, what is counted (one, many), and what to say where nothing was."""
        self._given, self._units = confusion, units
        keys = [key for key, _ in confusion.values]
        self._counts = [[confusion.counts.get((row, column), 0) for column in keys] for row in keys]
        if confusion.totals is None:
            self._across = [sum(row) for row in self._counts]
            self._down = [sum(column) for column in zip(*self._counts, strict=True)]
            self._total = sum(self._down)
        else:
            across, down, self._total = confusion.totals
            self._across = [across.get(key, 0) for key in keys]
            self._down = [down.get(key, 0) for key in keys]
        self._most = max((count for row in self._counts for count in row), default=0) or 1
        self._show_values(self._spoken(), "" if sum(self._across) else empty)

    def table(self) -> Table:
        """A row a value of one, a column a value of the other; totals last."""
        titles = [title for _, title in self._given.values]
        header = (f"{self._given.rows} ↓ {self._given.columns} →", *titles, "total")
        rows: list[tuple[str, ...]] = [
            (title, *(str(count) for count in counts), str(total))
            for title, counts, total in zip(titles, self._counts, self._across, strict=True)
        ]
        rows.append(("total", *(str(count) for count in self._down), str(self._total)))
        return header, rows

    def _spoken(self) -> str:
        """How many agree, and the values most often taken for each other."""
        agreed = self._given.agreed
        if agreed is None:
            agreed = sum(self._counts[place][place] for place in range(len(self._counts)))
        titles = [title for _, title in self._given.values]
        found = sorted(
            (-count, row, column)
            for row, counts in enumerate(self._counts)
            for column, count in enumerate(counts)
            if count and row != column
        )[:_SPOKEN]
        worst = "; ".join(
            f"{titles[row]} taken for {titles[column]}: {-count}" for count, row, column in found
        )
        head = f"{self._given.title}: " if self._given.title else ""
        return f"{head}same answer on {agreed} of {shown_count(self._total, *self._units)}" + (
            f"; {worst}" if worst else ""
        )

    # Cells; totals are the last row and column.

    def _size(self) -> int:
        return len(self._given.values)

    def _shape(self) -> Cell:
        return (self._size() + 1, self._size() + 1)

    def _count(self, cell: Cell) -> int:
        row, column, size = *cell, self._size()
        if row < size and column < size:
            return self._counts[row][column]
        if row < size:
            return self._across[row]
        return self._down[column] if column < size else self._total

    def _cell_rect(self, cell: Cell) -> QRectF:
        width, pitch = self._column(), self._pitch()
        left, top = self._left() + cell[1] * width, self._top() + cell[0] * pitch
        return QRectF(left, top, width, pitch).adjusted(1.5, 1.5, -1.5, -1.5)

    def _cell_at(self, point: QPointF) -> Cell | None:
        if point.y() < self.scrolled.y() + self._top() or point.x() < self.scrolled.x() + self._left():
            return None
        row, column = (
            int((point.y() - self._top()) // self._pitch()),
            int((point.x() - self._left()) // self._column()),
        )
        return (row, column) if max(row, column) <= self._size() else None

    def _cell_pick(self, cell: Cell) -> Pick | None:
        row, column, size, values = *cell, self._size(), self._given.values
        if self._count(cell) == 0:
            return None
        if row < size and column < size:
            return Pick("cell", (values[row][0], values[column][0]))
        if row < size:
            return Pick("row", (values[row][0],))
        return Pick("column", (values[column][0],)) if column < size else Pick("all")

    def _cell_words(self, cell: Cell) -> str:
        row, column, size, values = *cell, self._size(), self._given.values
        parts = []
        if row < size:
            parts.append(f"{self._given.rows}: {values[row][1]}")
        if column < size:
            parts.append(f"{self._given.columns}: {values[column][1]}")
        count = shown_count(self._count(cell), *self._units)
        return f"{', '.join(parts) or 'all'}: {count}"

    # Sizes.

    def _measure(self) -> None:
        theme = self.look
        self._titles = widest(theme.font(theme.type.small), (title for _, title in self._given.values))

    def _pitch(self) -> int:
        return self.look.px(26)

    def _left(self) -> float:
        """Where cells begin, right of the titles of rows."""
        px = self.look.px
        return max(px(72), min(self._titles + px(20), px(180)))

    def _column(self) -> float:
        room = (self.canvas.width() - self._left()) / (self._size() + 1)
        return max(self.look.px(44), min(self.look.px(120), room))

    def _upright(self) -> bool:
        """Whether titles of columns stand upright, because they would be cut too short lying."""
        return self._column() < min(self._titles, self.look.px(84)) + self.look.px(8)

    def _head(self) -> int:
        px = self.look.px
        return max(px(24), min(self._titles + px(12), px(128))) if self._upright() else px(24)

    def _top(self) -> float:
        """Where cells begin, below what the columns are and their titles."""
        return self.look.px(22) + self._head()

    def _content_size(self) -> QSize:
        px, size = self.look.px, self._size() + 1
        wide = px(96) if size <= 8 else px(44)
        high = px(24) if size <= 8 else max(px(24), min(self._titles + px(12), px(128)))
        return QSize(round(self._left()) + wide * size, px(22) + high + self._pitch() * size + px(4))

    def _least_size(self) -> QSize:
        px, size = self.look.px, self._size() + 1
        return QSize(round(self._left()) + px(44) * size, round(self._top()) + self._pitch() * size + px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Upright titles take more height than lying ones."""
        super().resizeEvent(event)
        self.updateGeometry()

    # Painting.

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        width, pitch, size = self._column(), self._pitch(), self._size()
        rows = range(
            max(0, int((exposed.top() - self._top()) // pitch)),
            min(size, int((exposed.bottom() - self._top()) // pitch)) + 1,
        )
        columns = range(
            max(0, int((exposed.left() - self._left()) // width)),
            min(size, int((exposed.right() - self._left()) // width)) + 1,
        )
        for row in rows:
            for column in columns:
                self._paint_cell(painter, (row, column))
        self._paint_rows(painter, rows)
        self._paint_columns(painter, columns)
        self._paint_corner(painter)

    def _paint_cell(self, painter: QPainter, cell: Cell) -> None:
        theme, color = self.look, self.look.color
        box, count, size = self._cell_rect(cell), self._count(cell), self._size()
        total, same = size in cell, cell[0] == cell[1]
        edge: QColor | None = color.edge if self.is_hot(cell) else None
        if not total:
            # The square root lets few confusions be seen beside many agreements.
            ground = shade(theme, (count / self._most) ** 0.5) if count else color.sunken
            fill(painter, box, ground, theme.radius.small, edge)
            if same:
                painter.setPen(QPen(color.edge, 1.5 * theme.scale))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(
                    box.adjusted(0.75, 0.75, -0.75, -0.75), theme.radius.small, theme.radius.small
                )
        elif edge is not None:
            fill(painter, box, color.hover, theme.radius.small)
        ink = color.text3 if count == 0 else color.text2 if total else color.text
        write(
            painter,
            box,
            digits(count),
            theme.font(theme.type.small, bold=same and not total and count > 0),
            ink,
            CENTER,
        )

    def _paint_rows(self, painter: QPainter, rows: range) -> None:
        theme, at = self.look, self.scrolled.x()
        small, color, left = theme.font(theme.type.small), theme.color, self._left()
        if at:
            fill(painter, QRectF(at, self._top(), left, self.canvas.height()), color.pane)
        for row in rows:
            box = QRectF(at, self._top() + row * self._pitch(), left - theme.px(8), self._pitch())
            total = row == self._size()
            write(
                painter,
                box,
                "total" if total else self._given.values[row][1],
                small,
                color.text3 if total else color.text2,
            )

    def _paint_columns(self, painter: QPainter, columns: range) -> None:
        theme, at, width = self.look, self.scrolled.y(), self._column()
        small, color, top = theme.font(theme.type.small), theme.color, theme.px(22)
        if at:
            fill(painter, QRectF(0, at, self.canvas.width(), self._top()), color.pane)
        for column in columns:
            total = column == self._size()
            words = "total" if total else self._given.values[column][1]
            ink = color.text3 if total else color.text2
            left = self._left() + column * width
            if self._upright():
                painter.save()
                painter.translate(left + width / 2, at + top + self._head() - theme.px(4))
                painter.rotate(-90)
                write(
                    painter, QRectF(0, -width / 2, self._head() - theme.px(8), width), words, small, ink, LEFT
                )
                painter.restore()
            else:
                write(painter, QRectF(left + 3, at + top, width - 6, self._head()), words, small, ink, CENTER)

    def _paint_corner(self, painter: QPainter) -> None:
        """What is shown, and whose answers rows and columns are."""
        theme, px, left = self.look, self.look.px, self._left()
        across, down = self.scrolled.x(), self.scrolled.y()
        if across or down:
            fill(painter, QRectF(across, down, left, self._top()), theme.color.pane)
        small, caption, color = theme.font(theme.type.small), theme.font(theme.type.caption), theme.color
        write(painter, QRectF(across, down, left - px(8), px(20)), self._given.title, small, color.text2)
        right = QRectF(left + across, down, max(px(60), self.canvas.width() - left - across), px(20))
        write(painter, right, f"{self._given.columns} →", caption, color.text3)
        below = QRectF(across, down + self._top() - px(22), left - px(8), px(20))
        write(painter, below, f"{self._given.rows} ↓", caption, color.text3, LEFT)
