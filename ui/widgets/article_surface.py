"""The scrolling surface below the article view: rows laid out as they come into view, and painted."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QWidget

from ui.theme import Theme, current_theme, serif_family, theme_hub
from ui.tokens import tokens
from ui.widgets.article_layout import (
    Anchor,
    Columns,
    Frame,
    Geometry,
    Heights,
    column_geometry,
    frame_at,
    reveal_anchor,
    shown_rows,
    split_row,
)
from ui.widgets.article_paint import SIDES, ArticlePainter, Placed, estimated_height, part_height
from ui.widgets.article_rows import index_of
from ui.widgets.article_text import LayoutCache, TextLook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.article_layout import Part
    from ui.widgets.article_rows import Cell, Row
    from ui.widgets.article_selection import Selection

logger = logging.getLogger(__name__)

_FAR = 10**9
WIDEST_EMS = 40
"""A text column is at most this many times the text size wide: some 80 characters."""


class ArticleSurface(QAbstractScrollArea):
    """Rows on a scrolling surface. Knows places, not what a person does with them.

    Signals:
        geometry_changed: where the columns stand now.
    """

    geometry_changed = Signal(Geometry)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # The visible bar floats over the margin, so columns stand where the captions above them do.
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        inner = self.verticalScrollBar()
        self._bar.valueChanged.connect(inner.setValue)
        inner.valueChanged.connect(self._bar.setValue)
        self._all_rows: Sequence[Row] = ()
        self._rows: list[Row] = []
        self._parts: list[Part] = []
        self._first_parts: list[int] = []
        self._heights = Heights(())
        self._anchor = Anchor(0, 0)
        self._frame = Frame(0, 0, 0, 0)
        self._columns: Columns = "both"
        self._message = ""
        self._text_px = tokens().px["article"]
        self._current = -1  # index into _rows
        self._selection: Selection | None = None
        self._ring = False
        self._moving = False
        self._layouts = LayoutCache(self._look(current_theme()))
        self._geometry = self._make_geometry()
        theme_hub().changed.connect(self._on_theme)

    # Looks

    def _look(self, theme: Theme) -> TextLook:
        return TextLook(theme, serif_family(), theme.px(self._text_px))

    def _make_geometry(self) -> Geometry:
        look = self._layouts.look
        size, space = look.theme.size, look.theme.space
        return column_geometry(
            self.viewport().width(), self._columns, space.pane_margin, size.gutter, WIDEST_EMS * look.px
        )

    def _on_theme(self, theme: Theme) -> None:
        self._layouts.set_look(self._look(theme))
        self._arrange()

    def set_text_px(self, px: int) -> None:
        """Set the article's text size in px, before the window's scale."""
        self._text_px = max(6, px)
        self._on_theme(current_theme())

    def text_px(self) -> int:
        """The article's text size in px, before the window's scale."""
        return self._text_px

    def set_columns(self, columns: Columns) -> None:
        """Show the raw capture ("left"), the main text ("right"), or both."""
        if columns != self._columns:
            key = self._rows[self._current].key if self._current >= 0 else -1
            self._columns = columns
            self._fill(key, keep_place=True)

    def columns(self) -> Columns:
        """Which columns are shown."""
        return self._columns

    def geometry_of_columns(self) -> Geometry:
        """Where the columns stand, for captions above them."""
        return self._geometry

    def set_message(self, text: str) -> None:
        """Show one quiet sentence in place of an article."""
        self._message = text
        self._all_rows = ()
        self._fill(-1, keep_place=False)

    # Places

    def _fill(self, key: int, *, keep_place: bool) -> None:
        """Take the rows in, with the row of a block current; keep it where it stands on the screen."""
        held = self._held_place() if keep_place else None
        known = {
            (part.left, part.right): self._heights.height(index)
            for index, part in enumerate(self._parts)
            if keep_place and self._heights.known(index)
        }
        self._rows = shown_rows(self._all_rows, self._columns)
        self._parts = []
        self._first_parts = []
        for row in self._rows:
            self._first_parts.append(len(self._parts))
            self._parts.extend(split_row(row))
        self._current = index_of(self._rows, key)
        if held is not None and self._rows:
            held_key, number, y = held
            parts = self._row_parts(index_of(self._rows, held_key))
            self._anchor = Anchor(min(parts.start + number, parts.stop - 1), y)
        else:
            self._anchor = Anchor(0, self._head())
        self._arrange(known)

    def _held_place(self) -> tuple[int, int, int] | None:
        """What must not move: key of a row, which of its parts, and its px below the top of the view.

        That is the current row if it begins in view, else the first row that does, else the part
        of a long row that stands at the top.
        """
        placed = self._placed()
        begun = [each for each in placed if each.part.first]
        current = [
            each for each in begun if self._current >= 0 and each.part.row is self._rows[self._current]
        ]
        for each in [*current, *begun, *placed]:
            key = each.part.row.key
            return key, each.index - self._first_parts[index_of(self._rows, key)], each.y
        return None

    def _arrange(self, known: dict[tuple[Cell | None, Cell | None], int] | None = None) -> None:
        """Estimate all heights anew, because rows or what shapes them changed."""
        same_width = self._geometry == self._make_geometry()
        if not same_width:
            self._geometry = self._make_geometry()
            self.geometry_changed.emit(self._geometry)
        self._heights = Heights(
            [estimated_height(part, self._geometry, self._layouts) for part in self._parts]
        )
        if known and same_width:
            for index, part in enumerate(self._parts):
                height = known.get((part.left, part.right))
                if height is not None:
                    self._heights.settle(index, height)
        self._refresh()

    def _head(self) -> int:
        return self._layouts.look.theme.px(8)

    def _tail(self) -> int:
        return self._layouts.look.theme.px(16)

    def _measure(self, index: int) -> int:
        return part_height(self._parts[index], self._geometry, self._layouts)

    def _refresh(self) -> None:
        """Measure what came into view, put the scroll bar right, and paint."""
        view = self.viewport().height()
        head, tail = self._head(), self._tail()
        self._frame = frame_at(self._heights, self._measure, self._anchor, view, head, tail)
        self._anchor = Anchor(self._frame.first, self._frame.y)
        highest = max(0, head + self._heights.total + tail - view) if self._parts else 0
        self._moving = True
        try:
            for bar in (self.verticalScrollBar(), self._bar):
                bar.setRange(0, highest)
                bar.setPageStep(view)
                bar.setSingleStep(round(self._layouts.look.pitch("text")))
                bar.setValue(self._frame.scroll)
        finally:
            self._moving = False
        self._bar.setVisible(highest > 0)
        self.viewport().update()

    def _placed(self) -> list[Placed]:
        """The parts in view with their places."""
        y, result = self._frame.y, []
        for index in range(self._frame.first, self._frame.last):
            height = self._heights.height(index)
            result.append(Placed(index, self._parts[index], y, height))
            y += height
        return result

    def _row_parts(self, row: int) -> range:
        """Indexes of a row's parts."""
        later = row + 1 < len(self._rows)
        return range(self._first_parts[row], self._first_parts[row + 1] if later else len(self._parts))

    def _reveal(self, row: int) -> None:
        """Scroll just as far as needed to see a row; a jump far away puts it at a third of the view."""
        if not 0 <= row < len(self._rows):
            return
        view = self.viewport().height()
        margin = min(self._layouts.look.theme.px(36), view // 4)
        parts = self._row_parts(row)
        height = 0
        for part in parts:
            if not self._heights.known(part):
                self._heights.settle(part, self._measure(part))
            height += self._heights.height(part)
            if height > view:
                break
        anchor = reveal_anchor(self._frame, self._heights, parts, height, view, margin)
        if anchor is not None:
            self._anchor = anchor
        self._refresh()

    def scroll_page(self, step: int) -> None:
        """Scroll by pages, down if `step` is above 0; two lines of the old page stay in view."""
        bar = self.verticalScrollBar()
        page = max(self.viewport().height() - 2 * bar.singleStep(), bar.singleStep())
        bar.setValue(bar.value() + step * page)

    def scroll_to_end(self, step: int) -> None:
        """Scroll to the very end, or to the beginning if `step` is below 0."""
        self._anchor = self._end if step > 0 else Anchor(0, self._head())
        self._refresh()

    @property
    def _end(self) -> Anchor:
        """The last part, so far up that the view's bottom decides where it stands."""
        return Anchor(len(self._parts) - 1, -_FAR)

    # Qt's calls

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar: small steps move what is in view, long ones begin from estimates."""
        if self._moving or not self._parts:
            return
        bar = self.verticalScrollBar()
        if abs(dy) <= self.viewport().height():
            # Even at the bar's end: guesses may hide more content, and then the bar grows instead.
            self._anchor = Anchor(self._anchor.part, self._anchor.y + dy)
        elif bar.value() >= bar.maximum():
            self._anchor = self._end
        elif bar.value() <= 0:
            self._anchor = Anchor(0, self._head())
        else:
            place = bar.value() - self._head()
            part = self._heights.part_at(place)
            self._anchor = Anchor(part, self._heights.top(part) - place)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width; the row at the top stays there."""
        super().resizeEvent(event)
        width = self._layouts.look.theme.px(12)
        self._bar.setGeometry(QRect(self.width() - width, 0, width, self.height()))
        at_top = self.verticalScrollBar().value() == 0
        if self._geometry != self._make_geometry():
            self._arrange()
        if at_top:
            self._anchor = Anchor(0, self._head())
        if self.isVisible():
            self._refresh()
        else:
            # Nobody has seen these rows at the old size: begin as when they came.
            self._anchor = Anchor(0, self._head())
            self._reveal(self._current)

    def paint_now(self) -> None:
        """Paint at once, before anything else of the window: the text is what people wait for."""
        if self.isVisible():
            self.viewport().repaint()

    def sizeHint(self) -> QSize:
        """Two columns of a comfortable width, in px."""
        px = self._layouts.look.theme.px
        return QSize(px(814), px(640))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a narrow window; the page folds a column before that."""
        px = self._layouts.look.theme.px
        return QSize(px(280), px(160))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in view. An exception here would end the program, so it ends in the log."""
        painter = QPainter(self.viewport())
        try:
            self._paint(painter)
        except Exception:
            logger.exception("The article could not be painted")
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme = self._layouts.look.theme
        rect = self.viewport().rect()
        painter.fillRect(rect, theme.color.pane)
        if not self._parts:
            painter.setFont(theme.font(theme.type.body))
            painter.setPen(theme.color.text3)
            margin = theme.px(48)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(rect.adjusted(margin, margin, -margin, -margin), int(flags), self._message)
        else:
            self._paint_rows(ArticlePainter(painter, self._geometry, self._layouts, rect.height()))
        if self._ring:
            painter.setPen(QPen(theme.color.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_rows(self, brush: ArticlePainter) -> None:
        current = self._rows[self._current] if self._current >= 0 else None
        placed = self._placed()
        for each in placed:
            brush.paint_ground(each, current=each.part.row is current, focused=self.hasFocus())
        for each in placed:
            for side in SIDES:
                chosen = self._selection
                stretch = chosen.range_in(each.index, self._parts) if chosen and chosen.side == side else None
                brush.paint_words(each, side, stretch)
            brush.paint_gutter(each)
        shown = [each for each in placed if each.part.row is current]
        if shown:
            brush.paint_hint(shown[-1], single=self._columns == "left")
