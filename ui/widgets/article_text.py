"""Cells laid out for the screen: fonts, direction, highlights, lines. The one place with QTextLayout."""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from labeler.text import first_strong_is_rtl
from ui.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.theme import Theme
    from ui.widgets.article_rows import Cell, CellStyle, Span, SpanKind

CACHED_CELLS = 240
"""Laid out cells kept; a view shows some 30."""

_SCRIPT_SAMPLE = 200
_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0600-\u08ff\ufb50-\ufefc]")
_WIDE = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]")


def _harmless_table() -> dict[int, int]:
    """Characters shown as something else of the same length, so that offsets stay true."""
    table = {code: 0x2400 + code for code in range(0x20)}  # pictures of control characters
    table |= dict.fromkeys(range(0x7F, 0xA0), 0xFFFD)
    table[0x7F] = 0x2421
    del table[0x09]
    table |= dict.fromkeys((0x0A, 0x0B, 0x0C, 0x85, 0x2029), 0x2028)
    table[0x0D] = 0x20
    table[0xFFFC] = 0xFFFD  # Qt takes it for an embedded object
    table |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
    return table


_HARMLESS = _harmless_table()


def harmless(text: str) -> str:
    """The text as it may be painted: control characters as pictures, line breaks as line separators."""
    return text.translate(_HARMLESS)


def script_scale(text: str) -> float:
    """How much larger the script of a text is set, so that it reads as large as Latin."""
    sample = text[:_SCRIPT_SAMPLE]
    return 1.0 if sample.isascii() else _sample_scale(sample)


@lru_cache(maxsize=4096)
def _sample_scale(sample: str) -> float:
    letters = len(_LETTERS.findall(sample))
    if 2 * len(_ARABIC.findall(sample)) > letters:
        return tokens().arabic
    return tokens().cjk if 2 * len(_WIDE.findall(sample)) > letters else 1.0


@dataclass(frozen=True, slots=True)
class TextLook:
    """What decides how cells are laid out.

    Attributes:
        theme: colours and interface font.
        family: the article's font family.
        px: size of the article's text in px.
    """

    theme: Theme
    family: str
    px: int

    def text_px(self, style: CellStyle, text: str = "") -> int:
        """Text size in px of a style, the script of the text considered."""
        if style == "note":
            return self.theme.type.small
        sizes = tokens().px
        factor = {
            "title": sizes["article_title"] / sizes["article"],
            "dropped": sizes["dropped"] / sizes["article"],
        }.get(style, 1.0)
        return round(self.px * factor * script_scale(text))

    def pitch(self, style: CellStyle, text: str = "") -> float:
        """Line pitch in px."""
        return self.text_px(style, text) * tokens().line_height

    def font(self, style: CellStyle, text: str) -> QFont:
        """The font of a cell."""
        if style == "note":
            return self.theme.font(self.theme.type.small)
        font = QFont(self.family)
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(self.text_px(style, text))
        font.setBold(style in ("title", "heading"))
        return font

    def pad(self, style: CellStyle) -> int:
        """Free px above and below a cell."""
        return self.theme.px({"title": 7, "heading": 6, "text": 5}.get(style, 2))

    def span_format(self, kind: SpanKind) -> QTextCharFormat:
        """How a highlight is drawn: a tint, and for words of one side an underline as well.

        A word of a highlight list has dots below it and no tint, so that it shows through evidence.
        """
        color = self.theme.color
        style = QTextCharFormat()
        if kind == "listed":
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            style.setUnderlineColor(color.text2)
            return style
        inks: dict[SpanKind, tuple[QColor, QColor]] = {
            "evidence": (color.evidence, color.evidence_tint),
            "find": (color.on_accent, color.accent_fill),
            "only_left": (color.text, color.only_left_tint),
            "only_right": (color.text, color.only_right_tint),
        }
        ink, ground = inks[kind]
        style.setForeground(ink)
        style.setBackground(ground)
        if kind in ("only_left", "only_right"):
            style.setFontUnderline(True)
            style.setUnderlineColor(color.role(kind))
        return style


class CellLayout:
    """A cell laid out to a width.

    Attributes:
        height: px from the top of the first line to the bottom of the last.
        right_to_left: direction of the paragraph.
        evidence: top and bottom in px of each run of lines that hold evidence; painting only reads it.
    """

    def __init__(self, cell: Cell, width: int, look: TextLook) -> None:
        self.right_to_left = first_strong_is_rtl(cell.text)
        self._width = width
        text = harmless(cell.text)
        font = look.font(cell.style, cell.text)
        if cell.one_line:
            text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        self._text = text
        # Qt counts UTF-16 units; only texts with characters beyond the first plane need translation.
        self._wide = not text.isascii() and max(text) > "\uffff"
        option = QTextOption(
            Qt.AlignmentFlag.AlignRight if self.right_to_left else Qt.AlignmentFlag.AlignLeft
        )
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if self.right_to_left else Qt.LayoutDirection.LeftToRight
        )
        wraps = QTextOption.WrapMode
        option.setWrapMode(wraps.NoWrap if cell.one_line else wraps.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(4 * look.text_px(cell.style))
        self._layout = QTextLayout(text, font)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        if cell.spans:
            self._layout.setFormats(
                [
                    self._range(span.start, span.end, look.span_format(span.kind))
                    for span in cell.spans
                    if not cell.one_line
                ]
            )
        self.height = self._place_lines(width, look.pitch(cell.style, cell.text))
        self.evidence = self._lines_with(
            [span for span in cell.spans if span.kind == "evidence" and not cell.one_line]
        )

    def _place_lines(self, width: int, pitch: float) -> int:
        layout, y = self._layout, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            # A fallback font may be taller than the pitch; then the line takes what it needs.
            height = max(pitch, line.height())
            # On whole pixels all lines are hinted alike.
            line.setPosition(QPointF(0, round(y + (height - line.height()) / 2)))
            y += height
        layout.endLayout()
        return math.ceil(y) if y else math.ceil(pitch)

    def _lines_with(self, spans: Sequence[Span]) -> list[tuple[float, float]]:
        """Top and bottom in px of each run of lines in which any of the spans stand."""
        if not spans:
            return []
        ranges = [(self.to_units(span.start), self.to_units(span.end)) for span in spans]
        found: list[tuple[float, float]] = []
        goes_on = False
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first, last = line.textStart(), line.textStart() + line.textLength()
            holds = any(start < last and first < end for start, end in ranges)
            if holds:
                bottom = line.y() + line.height()
                found[-1:] = [(found[-1][0], bottom)] if goes_on else [*found[-1:], (line.y(), bottom)]
            goes_on = holds
        return found

    def _range(self, start: int, end: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
        result = QTextLayout.FormatRange()
        result.start = self.to_units(start)
        result.length = self.to_units(end) - result.start
        result.format = style
        return result

    def to_units(self, point: int) -> int:
        """Offset in code points → offset in UTF-16 units."""
        if not self._wide:
            return point
        return point + sum(character > "\uffff" for character in self._text[:point])

    def to_points(self, unit: int) -> int:
        """Offset in UTF-16 units → offset in code points."""
        if not self._wide:
            return unit
        seen = 0
        for place, character in enumerate(self._text):
            if seen >= unit:
                return place
            seen += 2 if character > "\uffff" else 1
        return len(self._text)

    def draw(
        self,
        painter: QPainter,
        at: QPointF,
        clip: QRectF,
        selected: tuple[int, int, QTextCharFormat] | None = None,
    ) -> None:
        """Draw with the painter's pen.

        Args:
            painter: what to draw with.
            at: top left corner in px.
            clip: what is in view; lines outside are left out.
            selected: start and end in code points, and how that stretch is drawn.
        """
        ranges = [self._range(*selected)] if selected and selected[0] < selected[1] else []
        self._layout.draw(painter, at, ranges, clip)

    def line_at(self, y: float) -> QTextLine:
        """The line that covers a distance in px from the top; the nearest one outside."""
        low, high = 0, self._layout.lineCount() - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self._layout.lineAt(middle).y() <= y:
                low = middle
            else:
                high = middle - 1
        return self._layout.lineAt(low)

    def place_at(self, x: float, y: float) -> int:
        """The offset (code points) nearest to a point in px from the top left corner."""
        if not self._layout.lineCount():
            return 0
        found: int | tuple[int, ...] = self.line_at(y).xToCursor(x)
        return self.to_points(found if isinstance(found, int) else found[0])

    def last_line(self) -> QRectF:
        """Where the words of the last line stand, in px from the top left corner."""
        if not self._layout.lineCount():
            return QRectF(0, 0, 0, self.height)
        line = self._layout.lineAt(self._layout.lineCount() - 1)
        words = line.naturalTextWidth()
        left = self._width - words if self.right_to_left else 0.0
        return QRectF(left, line.y(), words, line.height())


class LayoutCache:
    """Keeps a bounded number of laid out cells, the ones used last."""

    def __init__(self, look: TextLook) -> None:
        self.look = look
        self._layouts: OrderedDict[tuple[Cell, int], CellLayout] = OrderedDict()

    def __len__(self) -> int:
        return len(self._layouts)

    def set_look(self, look: TextLook) -> None:
        """Forget everything that was laid out with another look."""
        self.look = look
        self._layouts.clear()

    def layout(self, cell: Cell, width: int) -> CellLayout:
        """The cell laid out to a width in px."""
        # Both columns of a kept block share one layout: only what shapes the text is the key.
        key = (cell, width)
        found = self._layouts.get(key)
        if found is None:
            found = self._layouts[key] = CellLayout(cell, width, self.look)
            if len(self._layouts) > CACHED_CELLS:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(key)
        return found
