"""What every chart shares: cells that open articles, by pointer and by keyboard."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from ui.widgets.charts.canvas import Canvas

if TYPE_CHECKING:
    from ui.widgets.charts.values import Pick

Cell: TypeAlias = tuple[int, int]
"""Row and column of something one can point at."""

_STEPS: dict[int, Cell] = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_OPEN: tuple[int, ...] = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGE: dict[int, int] = {Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


def plain_tip(words: str) -> str:
    """Words as a tooltip that takes nothing in them for markup."""
    return f"<span>{html.escape(words).replace(chr(10), '<br>')}</span>" if words else ""


class Chart(Canvas):
    """Figures as a picture. Cells are met by pointer or arrow keys; each opens exactly its articles.

    Charts that have no cells to point at leave `_shape` as it is.
    """

    opened = Signal(object)
    """A `Pick`: somebody wants to see these articles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: Cell = (0, 0)
        self._hovered: Cell | None = None
        self._pressed: Cell | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # What a chart has to say.

    def _shape(self) -> Cell:
        """How many rows and columns of cells there are."""
        return (0, 0)

    def _cell_rect(self, cell: Cell) -> QRectF:
        """Where a cell lies."""
        raise NotImplementedError

    def _cell_pick(self, cell: Cell) -> Pick | None:
        """What a cell opens."""
        raise NotImplementedError

    def _cell_words(self, cell: Cell) -> str:
        """A cell's exact figures, for its tooltip and the screen reader."""
        raise NotImplementedError

    def _cell_at(self, point: QPointF) -> Cell | None:
        """The cell under a point."""
        rows, columns = self._shape()
        for row in range(rows):
            for column in range(columns):
                if self._cell_rect((row, column)).contains(point):
                    return (row, column)
        return None

    # What charts use.

    def is_hot(self, cell: Cell) -> bool:
        """Whether the pointer is over a cell that opens something."""
        return not self._saved_as and self._hovered == cell and self._cell_pick(cell) is not None

    def _show_values(self, spoken: str, quiet: str = "") -> None:
        super()._show_values(spoken, quiet)
        self._hovered = self._pressed = None
        if not self._in(self._at):
            self._at = self._first_cell()

    def _first_cell(self) -> Cell:
        """Where the keyboard begins."""
        return (0, 0)

    def _activate(self, cell: Cell) -> None:
        """Opens what a cell stands for."""
        pick = self._cell_pick(cell)
        if pick is not None:
            self.opened.emit(pick)

    def _cells(self) -> Cell:
        return (0, 0) if self.quiet else self._shape()

    def _ring_rect(self, cell: Cell) -> QRectF:
        return self._cell_rect(cell).adjusted(-2, -2, 2, 2)

    def _paint_over(self, painter: QPainter) -> None:
        if not self.hasFocus() or not self._in(self._at):
            return
        ring = self._ring_rect(self._at).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.color.focus, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ring, self.look.radius.small, self.look.radius.small)

    # Pointer.

    def _in(self, cell: Cell) -> bool:
        rows, columns = self._cells()
        return 0 <= cell[0] < rows and 0 <= cell[1] < columns

    def _under(self, point: QPointF) -> Cell | None:
        return None if self.quiet else self._cell_at(point)

    def event(self, event: QEvent) -> bool:
        """Tooltips of cells, and the keys that are the chart's while it has the focus."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._under(QPointF(event.pos()))
            if cell is None:
                QToolTip.hideText()
            else:
                area = self._cell_rect(cell).toAlignedRect()
                QToolTip.showText(event.globalPos(), plain_tip(self._cell_words(cell)), self, area)
            return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._target(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cell under the pointer is tinted."""
        self._hover(self._under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is tinted."""
        self._hover(None)

    def _hover(self, cell: Cell | None) -> None:
        if cell == self._hovered:
            return
        self._hovered = cell
        opens = cell is not None and self._opens(cell)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.update()

    def _opens(self, cell: Cell) -> bool:
        return self._cell_pick(cell) is not None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remembers where a click began."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._pressed = self._under(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the cell in which it began and ended."""
        cell, self._pressed = self._pressed, None
        if event.button() == Qt.MouseButton.LeftButton and cell and cell == self._under(event.position()):
            self._move_to(cell)
            self._activate(cell)

    # Keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from cell to cell, Enter opens."""
        target = self._target(event)
        if target is None:
            super().keyPressEvent(event)
        elif event.key() in _OPEN:
            self._activate(target)
        else:
            self._move_to(target)
            self._reveal()

    def _target(self, event: QKeyEvent) -> Cell | None:
        """The cell a key leads to or opens, None where the key is not the chart's."""
        rows, columns = self._cells()
        if rows * columns == 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        row, column = self._at
        key = event.key()  # a plain number: letters of other scripts have none in Qt.Key
        if key in _OPEN:
            return self._at
        if key in _STEPS:
            down, across = _STEPS[key]
            if (down and rows == 1) or (across and columns == 1):
                return None
            row, column = row + down, column + across
        elif key in _PAGE:
            row += _PAGE[key]
        elif key == Qt.Key.Key_Home:
            row, column = (0, column) if columns == 1 else (row, 0)
        elif key == Qt.Key.Key_End:
            row, column = (rows - 1, column) if columns == 1 else (row, columns - 1)
        else:
            return None
        return max(0, min(rows - 1, row)), max(0, min(columns - 1, column))

    def _move_to(self, cell: Cell) -> None:
        self._at = cell
        self._announce()
        self.update()

    def _announce(self) -> None:
        words = self._cell_words(self._at)
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming back leads to the cell one was at."""
        super().focusInEvent(event)
        if self._in(self._at):
            self._announce()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()

    # Scrolling.

    def _reveal(self) -> None:
        """Scrolls to the cell that has the focus, wherever the scroll area is."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        content = area.widget() if isinstance(area, QScrollArea) else None
        if area is None or content is None:
            return
        rect = self._cell_rect(self._at)
        middle = self.mapTo(content, rect.center().toPoint())
        view = area.viewport().size()
        across = rect.width() / 2 + self.look.px(48)
        down = rect.height() / 2 + self.look.px(32)
        if 2 * across > view.width():
            middle.setX(area.horizontalScrollBar().value() + view.width() // 2)
            across = 0
        area.ensureVisible(middle.x(), middle.y(), round(across), round(min(down, view.height() / 2)))
