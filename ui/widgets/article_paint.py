"""Paints the article view's rows: grounds, words, the current band and its hint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QLinearGradient, QPainter, QTextCharFormat

from ui.widgets.article_gutter import paint_gutter
from ui.widgets.key_hint import key_hint_size, paint_key_hint

if TYPE_CHECKING:
    from ui.theme import Theme
    from ui.widgets.article_layout import Geometry, Part, Side
    from ui.widgets.article_rows import Cell, Row
    from ui.widgets.article_text import LayoutCache

SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Placed:
    """A part in view: its top in the view and its height, both in px."""

    index: int
    part: Part
    y: int
    height: int


def part_pad(part: Part, layouts: LayoutCache) -> int:
    """Free px above and below the words of a part's row."""
    cells = [cell for cell in (part.left, part.right) if cell is not None]
    return max((layouts.look.pad(cell.style) for cell in cells), default=0)


def text_top(part: Part, layouts: LayoutCache) -> int:
    """Px from the top of a part to its words: parts of one row join without a gap."""
    return part_pad(part, layouts) if part.first else 0


def hint_room(part: Part, layouts: LayoutCache) -> int:
    """Px kept free below the words of an unsure row: its hint may find no room on the last line."""
    asks = part.row.mark == "unsure" and part.last and part.right is not None and part.right.style != "note"
    return layouts.look.theme.size.key_hint if asks else 0


def part_height(part: Part, geometry: Geometry, layouts: LayoutCache) -> int:
    """Height in px of a part, laid out."""
    pad = part_pad(part, layouts)
    tallest = 0
    for side in SIDES:
        cell, width = part.cell(side), geometry.text_width(side)
        if cell is not None and width:
            tallest = max(tallest, layouts.layout(cell, width).height)
    return tallest + pad * (part.first + part.last) + hint_room(part, layouts)


def estimated_height(part: Part, geometry: Geometry, layouts: LayoutCache) -> int:
    """Height in px a part will have, guessed from the number of its characters."""
    look = layouts.look
    tallest = 0.0
    for side in SIDES:
        cell, width = part.cell(side), geometry.text_width(side)
        if cell is None or not width or (side == "right" and cell == part.left and geometry.left_width):
            continue
        px = look.text_px(cell.style, cell.text)
        # Half an em a character; wide scripts take a whole one.
        each = px * (1.0 if cell.text[:1] > "\u2e7f" else 0.5)
        lines = 1 if cell.one_line else -int(-len(cell.text) * each // width)
        tallest = max(tallest, max(lines, 1) * look.pitch(cell.style, cell.text))
    return round(tallest) + part_pad(part, layouts) * (part.first + part.last) + hint_room(part, layouts)


class ArticlePainter:
    """Paints one frame of the article view.

    Args:
        painter: open on the viewport.
        geometry: horizontal places.
        layouts: cells laid out.
        height: of the viewport in px.
    """

    def __init__(self, painter: QPainter, geometry: Geometry, layouts: LayoutCache, height: int) -> None:
        self._painter = painter
        self._geometry = geometry
        self._layouts = layouts
        self._theme: Theme = layouts.look.theme
        self._view = QRectF(0, 0, geometry.width, height)

    def paint_ground(self, placed: Placed, *, current: bool, focused: bool) -> None:
        """The ground of a row: sunken if dropped, tinted if only on one side, a band if current."""
        color, part = self._theme.color, placed.part
        rect = QRectF(0, placed.y, self._geometry.width, placed.height)
        if current:
            self._painter.fillRect(rect, color.selected)
            edge = QRectF(0, placed.y, self._theme.px(3), placed.height)
            self._painter.fillRect(edge, color.accent if focused else color.edge)
        elif part.left is not None and (part.left.style == "dropped" or part.row.fold_count):
            self._paint_sunken(rect)
        self._paint_boxes(placed)

    def _paint_sunken(self, rect: QRectF) -> None:
        """Sunken up to the gutter, fading out across it."""
        geometry, color = self._geometry, self._theme.color
        if not geometry.left_width or not geometry.right_width:
            self._painter.fillRect(rect, color.sunken)
            return
        fade = geometry.gutter_width * 0.55
        start = geometry.gutter_x - geometry.gutter_width * 0.15
        self._painter.fillRect(QRectF(0, rect.y(), start, rect.height()), color.sunken)
        gradient = QLinearGradient(start, 0, start + fade, 0)
        clear = QColor(color.sunken)
        clear.setAlpha(0)
        gradient.setColorAt(0, color.sunken)
        gradient.setColorAt(1, clear)
        self._painter.fillRect(QRectF(start, rect.y(), fade, rect.height()), QBrush(gradient))

    def _paint_boxes(self, placed: Placed) -> None:
        """A tinted box round a paragraph that stands on one side only."""
        mark, color = placed.part.row.mark, self._theme.color
        tints: dict[str, QColor] = {
            "only_left": color.only_left_tint,
            "only_right": color.only_right_tint,
            "moved_down": color.moved_tint,
            "moved_up": color.moved_tint,
        }
        tint, right = tints.get(mark), placed.part.right
        if tint is None:
            return
        side: Side = "left" if right is None or right.style == "note" else "right"
        width = self._geometry.text_width(side)
        if not width:
            return
        reach = self._theme.px(10)
        # Parts of one long row join; else boxes stand a little apart.
        top = placed.y + (self._theme.px(2) if placed.part.first else -8)
        bottom = placed.y + placed.height + (-self._theme.px(2) if placed.part.last else 8)
        painter = self._painter
        painter.save()
        painter.setClipRect(QRectF(0, placed.y, self._geometry.width, placed.height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        box = QRectF(self._geometry.text_x(side) - reach, top, width + 2 * reach, bottom - top)
        painter.drawRoundedRect(box, self._theme.radius.control, self._theme.radius.control)
        painter.restore()

    def _ink(self, row: Row, cell: Cell) -> QColor:
        color = self._theme.color
        if cell.style == "note":
            notes = {
                "only_left": color.only_left,
                "only_right": color.only_right,
                "moved_down": color.moved,
                "moved_up": color.moved,
            }
            return notes.get(row.mark, color.text3)
        return color.text3 if cell.style == "dropped" else color.text

    def paint_words(self, placed: Placed, side: Side, selected: tuple[int, int] | None) -> None:
        """The words of one column, with the stretch that is selected (code points)."""
        cell, width = placed.part.cell(side), self._geometry.text_width(side)
        if cell is None or not width:
            return
        layout = self._layouts.layout(cell, width)
        chosen = None
        if selected is not None:
            chosen = (*selected, self._selected_style(cell, selected))
        self._painter.setPen(self._ink(placed.part.row, cell))
        at = QPointF(self._geometry.text_x(side), placed.y + text_top(placed.part, self._layouts))
        at += QPointF(0, self._first_line_drop(placed.part, side))
        layout.draw(self._painter, at, self._view, chosen)
        for top, bottom in layout.evidence:
            # A mark at the edge where the lines begin, as people put beside what they read: never the tint alone.
            edge = self._theme.px(4)
            x = at.x() + width + edge if layout.right_to_left else at.x() - edge - self._theme.px(3)
            line = QRectF(x, at.y() + top, self._theme.px(3), bottom - top)
            self._painter.fillRect(line, self._theme.color.evidence_line)

    def _selected_style(self, cell: Cell, selected: tuple[int, int]) -> QTextCharFormat:
        """How selected words are drawn: those that are evidence stay so, and are underlined."""
        color, style = self._theme.color, QTextCharFormat()
        start, end = selected
        if any(each.kind == "evidence" and each.start <= start and end <= each.end for each in cell.spans):
            style.setBackground(color.evidence_tint)
            style.setForeground(color.evidence)
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            style.setUnderlineColor(color.evidence)
        else:
            style.setBackground(color.accent_fill)
            style.setForeground(color.on_accent)
        return style

    def _first_line_drop(self, part: Part, side: Side) -> float:
        """Px that lower a note, so that it stands on the level of the other column's first line."""
        cell, other = part.cell(side), part.cell("right" if side == "left" else "left")
        if cell is None or cell.style != "note" or other is None or other.style == "note":
            return 0
        look = self._layouts.look
        return max(0.0, (look.pitch(other.style, other.text) - look.pitch("note")) / 2)

    def paint_gutter(self, placed: Placed) -> None:
        """The mark between the columns."""
        geometry = self._geometry
        top = text_top(placed.part, self._layouts)
        below = part_pad(placed.part, self._layouts) if placed.part.last else 0
        below += hint_room(placed.part, self._layouts)
        rect = QRectF(geometry.gutter_x, placed.y + top, geometry.gutter_width, placed.height - top - below)
        if placed.part.first and placed.part.last:
            paint_gutter(self._painter, rect, placed.part.row, self._theme)
        else:
            # A long row's badge would stand in its middle, out of sight: show it with the first part.
            paint_gutter(self._painter, rect, placed.part.row, self._theme, badge=placed.part.first)

    def paint_hint(self, placed: Placed, *, single: bool) -> None:
        """The current row's hint, on its last line where that leaves room.

        Else only what the key does ("drop" of "kept: paragraph · drop"). If that does not fit either, a
        sure row goes without, and an unsure one has it in the room kept below its words.

        Args:
            placed: the last part of the current row that is in view.
            single: whether the row's note has no column of its own and joins the hint.
        """
        row, theme = placed.part.row, self._theme
        words = f"{row.tip} · {row.hint}" if single and row.tip and row.hint else row.hint
        if not words and not row.hint_key:
            return
        side: Side = "right" if self._geometry.right_width else "left"
        cell = placed.part.cell(side)
        width, x = self._geometry.text_width(side), self._geometry.text_x(side)
        top = placed.y + text_top(placed.part, self._layouts)
        line, right_to_left = QRectF(x, top, 0, theme.size.key_hint), False
        if cell is not None:
            layout = self._layouts.layout(cell, width)
            line = layout.last_line().translated(x, top + self._first_line_drop(placed.part, side))
            right_to_left = layout.right_to_left
        height = theme.size.key_hint
        free = (line.left() - x if right_to_left else x + width - line.right()) - theme.px(12)
        middle = line.center().y()
        if not placed.part.last or middle + height / 2 > self._view.bottom():
            free = 0  # the last line is out of sight
        # An unsure row says why it asks, always; else the verb will do.
        short = words if row.mark == "unsure" else words.rpartition(" · ")[2]
        chosen = next((each for each in (words, short) if self._hint_width(each, row) <= free), None)
        whole = self._hint_width(short if chosen is None else chosen, row)
        left = float(x) if right_to_left else x + width - whole
        if chosen is None:
            if row.mark != "unsure":
                return
            chosen = short
            middle = min(
                placed.y + placed.height - height / 2 - 1, self._view.bottom() - height / 2 - theme.px(3)
            )
            self._paint_pill(QRectF(left, middle - height / 2, whole, height))
        self._paint_hint_words(chosen, row, QPointF(left, middle))

    def _hint_width(self, words: str, row: Row) -> float:
        """Width in px of a hint with its key cap."""
        theme = self._theme
        width = QFontMetricsF(theme.font(theme.type.small)).horizontalAdvance(words)
        return width + (theme.px(9) + key_hint_size(row.hint_key, theme).width() if row.hint_key else 0)

    def _paint_pill(self, rect: QRectF) -> None:
        theme, painter = self._theme, self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.selected)
        reach = theme.px(8)
        painter.drawRoundedRect(
            rect.adjusted(-reach, -2, reach, 2), theme.radius.control, theme.radius.control
        )
        painter.restore()

    def _paint_hint_words(self, words: str, row: Row, at: QPointF) -> None:
        """A hint that begins at a point, its middle on the point's height."""
        theme, painter = self._theme, self._painter
        font = theme.font(theme.type.small)
        width, height = QFontMetricsF(font).horizontalAdvance(words), theme.size.key_hint
        painter.setFont(font)
        painter.setPen(theme.color.warn if row.mark == "unsure" else theme.color.text3)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(at.x(), at.y() - height / 2, width + 2, height), flags, words)
        if row.hint_key:
            corner = QPointF(round(at.x() + width + theme.px(9)), round(at.y() - height / 2))
            paint_key_hint(painter, corner, row.hint_key, theme)
