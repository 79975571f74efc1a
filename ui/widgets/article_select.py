"""Selecting words of the article with the mouse, within one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent

from ui.widgets.article_paint import Placed, text_top
from ui.widgets.article_selection import Caret, Selection
from ui.widgets.article_surface import ArticleSurface
from ui.widgets.article_words import word_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.widgets.article_layout import Side


class SelectableArticle(ArticleSurface):
    """A surface whose words can be selected and copied.

    Signals:
        selection_changed: whether any words are selected now.
    """

    selection_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport().setMouseTracking(True)
        self._pressed: Placed | None = None
        self._dragged = False
        self._pull = QTimer(self)
        self._pull.setInterval(30)
        self._pull.timeout.connect(self._pull_along)

    def _fill(self, key: int, *, keep_place: bool) -> None:
        self.end_drag()
        self._select(None)
        super()._fill(key, keep_place=keep_place)

    def row_pressed(self, placed: Placed) -> None:
        """Called when the mouse goes down on a row."""

    def row_clicked(self, placed: Placed, side: Side | None) -> None:
        """Called when the mouse was pressed and let go on a row without selecting; `side` none in the gutter."""

    def end_drag(self) -> None:
        """Forget a press of the mouse, as when the rows under it are replaced."""
        self._pressed = None
        self._pull.stop()

    def selected_text(self) -> str:
        """The selected words, one line a row; empty if nothing is selected."""
        return self._selection.text(self._parts) if self._selection else ""

    def selected_passage(self) -> tuple[int, int] | None:
        """The selection as (start, end) in the article's text (code points)."""
        return self._selection.passage(self._parts) if self._selection else None

    def selected_passages(self) -> list[tuple[int, int]]:
        """The same, one for each run of rows: what is dropped between them is not selected."""
        return self._selection.passages(self._parts) if self._selection else []

    def selected_side(self) -> Side | None:
        """The column the selection is in."""
        return self._selection.side if self._selection else None

    def clear_selection(self) -> None:
        """Select nothing."""
        self._select(None)

    def select_all(self) -> None:
        """Select all words of the main text, or of the column shown."""
        side: Side = "left" if self._columns == "left" else "right"
        if self._parts:
            cell = self._parts[-1].cell(side)
            end = Caret(len(self._parts) - 1, len(cell.text) if cell else 0)
            self._select(Selection(side, Caret(0, 0), end))

    def copy(self) -> None:
        """Put the selected words on the clipboard."""
        words = self.selected_text()
        if words:
            QGuiApplication.clipboard().setText(words)

    def _select(self, selection: Selection | None) -> None:
        before = bool(self.selected_text()) if self._selection else False
        self._selection = selection if selection and not selection.empty else None
        self.viewport().update()
        now = self._selection is not None
        if now != before:
            self.selection_changed.emit(now)

    def _placed_at(self, y: int) -> Placed | None:
        """The part at a height of the view; the nearest one outside."""
        placed = self._placed()
        for each in placed:
            if y < each.y + each.height:
                return each
        return placed[-1] if placed else None

    def _side_at(self, x: int) -> Side | None:
        """The column at a place across the view; none in the gutter."""
        places = self._geometry
        if places.gutter_x <= x < places.gutter_x + places.gutter_width:
            return None
        return "left" if x < places.gutter_x else "right"

    def _caret(self, each: Placed, side: Side, at: QPoint) -> Caret:
        cell, width = each.part.cell(side), self._geometry.text_width(side)
        if cell is None or not width:
            return Caret(each.index, 0)
        if at.y() < each.y:
            return Caret(each.index, 0)
        if at.y() > each.y + each.height:
            return Caret(each.index, len(cell.text))
        layout = self._layouts.layout(cell, width)
        x = at.x() - self._geometry.text_x(side)
        y = at.y() - each.y - text_top(each.part, self._layouts)
        return Caret(each.index, min(layout.place_at(x, y), len(cell.text)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection; with Shift, move the end of the one there is."""
        at = event.position().toPoint()
        each = self._placed_at(at.y())
        if event.button() != Qt.MouseButton.LeftButton or each is None:
            return
        self._pressed, self._dragged = each, False
        side = self._side_at(at.x())
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if extend and self._selection and side == self._selection.side:
            self._select(Selection(side, self._selection.anchor, self._caret(each, side, at)))
            return
        self._select(None)
        if side is not None:
            caret = self._caret(each, side, at)
            self._selection = Selection(side, caret, caret)
        self.row_pressed(each)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection, or show what a click would do."""
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            self._extend_to(at)
            outside = not 0 <= at.y() < self.viewport().height()
            if outside and not self._pull.isActive():
                self._pull.start()
            elif not outside:
                self._pull.stop()
            return
        each, side = self._placed_at(at.y()), self._side_at(at.x())
        shape = Qt.CursorShape.ArrowCursor
        if each is not None and (
            each.part.row.fold_count or (side is None and each.part.row.mark == "fold_open")
        ):
            shape = Qt.CursorShape.PointingHandCursor
        elif each is not None and side is not None:
            cell = each.part.cell(side)
            if cell is not None and cell.style != "note":
                shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the selection, or pass a click on."""
        self._pull.stop()
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._selection is not None and self._selection.empty:
            self._selection = None
        self.row_clicked(pressed, self._side_at(event.position().toPoint().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        at = event.position().toPoint()
        each, side = self._placed_at(at.y()), self._side_at(at.x())
        cell = each.part.cell(side) if each and side else None
        if each is None or side is None or cell is None or cell.style == "note":
            self.mousePressEvent(event)
            return
        start, end = word_at(cell.text, self._caret(each, side, at).offset)
        self._pressed, self._dragged = each, True
        self._select(Selection(side, Caret(each.index, start), Caret(each.index, end)))

    def _extend_to(self, at: QPoint) -> None:
        each = self._placed_at(at.y())
        if self._selection is None or each is None:
            return
        caret = self._caret(each, self._selection.side, at)
        if caret != self._selection.head:
            self._dragged = True
            chosen = Selection(self._selection.side, self._selection.anchor, caret)
            had = not self._selection.empty
            self._selection = chosen
            self.viewport().update()
            if had == chosen.empty:
                self.selection_changed.emit(not chosen.empty)

    def _pull_along(self) -> None:
        """Scroll while the mouse is held outside, faster the further away it is."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        beyond = at.y() if at.y() < 0 else max(0, at.y() - self.viewport().height())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + beyond // 2)
        self._extend_to(at)
