"""Strokes that several charts share: text in a box, an axis, whiskers, shades."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ui.tokens import tokens
from ui.widgets.charts.words import LIMITS, shown_share
from ui.widgets.elided import elided

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFont

    from ui.theme import Theme
    from ui.widgets.charts.values import Figure
    from ui.widgets.marks import MarkName

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignHCenter
_SINGLE = int(Qt.TextFlag.TextSingleLine) | int(Qt.TextFlag.TextDontClip)
_LOWEST_AXIS = -1.0


def text_width(font: QFont, text: str) -> int:
    """Width of a text in px."""
    return QFontMetrics(font).horizontalAdvance(text)


def widest(font: QFont, texts: Iterable[str]) -> int:
    """Width of the widest text in px; 0 for none."""
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(text) for text in texts), default=0)


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    side: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text in the middle of a box's height, cut with an ellipsis at its own end."""
    painter.setFont(font)
    painter.setPen(color)
    shown = elided(text, QFontMetrics(font), math.ceil(rect.width()))
    flags = int(side) | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignAbsolute) | _SINGLE
    painter.drawText(rect, flags, shown)


def fill(
    painter: QPainter, rect: QRectF, color: QColor, radius: float = 0, edge: QColor | None = None
) -> None:
    """A rounded box, with a hairline round it if `edge` is given."""
    painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(color)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5) if edge is not None else rect
    painter.drawRoundedRect(box, radius, radius)


def mark_color(mark: MarkName | None, theme: Theme) -> QColor:
    """The colour of a mark; that of quiet text without one."""
    return theme.color.role(tokens().marks[mark][1]) if mark else theme.color.text3


def shade(theme: Theme, part: float) -> QColor:
    """A ground that grows with `part` (0 to 1) and on which text stays readable; none in high contrast."""
    if theme.name == "contrast":
        return QColor(theme.color.pane)
    front, back = theme.color.bar, theme.color.pane
    share = 0.08 + 0.42 * min(1.0, max(0.0, part))
    return QColor(
        round(front.red() * share + back.red() * (1 - share)),
        round(front.green() * share + back.green() * (1 - share)),
        round(front.blue() * share + back.blue() * (1 - share)),
    )


def axis_low(values: Iterable[float | None]) -> float:
    """Where an axis begins: at 0, or at the tenth below the least value if that is negative."""
    least = min((value for value in values if value is not None), default=0.0)
    return max(_LOWEST_AXIS, math.floor(least * 10) / 10) if least < 0 else 0.0


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of px that stands for values.

    Attributes:
        start: px of the least value.
        end: px of the greatest.
        low: the least value.
        high: the greatest value.
    """

    start: float
    end: float
    low: float = 0.0
    high: float = 1.0

    def at(self, value: float) -> float:
        """The px of a value; what lies outside stands at the end."""
        part = (value - self.low) / (self.high - self.low)
        return self.start + (self.end - self.start) * min(1.0, max(0.0, part))


def paint_limits(painter: QPainter, axis: Axis, top: float, bottom: float, theme: Theme) -> None:
    """The lines at .667 and .8 through one row."""
    painter.setPen(QPen(theme.color.edge, 1))
    for limit, _ in LIMITS:
        at = math.floor(axis.at(limit)) + 0.5
        painter.drawLine(QLineF(at, top, at, bottom))


def paint_guide(painter: QPainter, axis: Axis, y: float, theme: Theme) -> None:
    """The thin line along which a row's figure stands."""
    painter.setPen(QPen(theme.color.line, 1))
    level = math.floor(y) + 0.5
    painter.drawLine(QLineF(axis.start, level, axis.end, level))


def paint_figure(
    painter: QPainter,
    axis: Axis,
    across: float,
    figure: Figure,
    color: QColor,
    theme: Theme,
    *,
    big: bool = False,
    upright: bool = False,
) -> None:
    """A dot at the value and a whisker over the interval.

    Args:
        painter: its pen and brush are changed.
        axis: along which the whisker lies.
        across: px at a right angle to the axis.
        figure: nothing is painted if it has no value.
        color: of both.
        theme: gives the ground round the dot.
        big: as the one figure of a question has it.
        upright: whether the axis goes up.
    """
    if figure.value is None:
        return

    def point(along: float, off: float = 0.0) -> QPointF:
        return QPointF(across + off, along) if upright else QPointF(along, across + off)

    scale = theme.scale
    width, cap, radius = (3 * scale, 8 * scale, 7 * scale) if big else (1.8 * scale, 4 * scale, 3.6 * scale)
    line = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    ends = [axis.at(end) for end in (figure.low, figure.high) if end is not None]
    if len(ends) == 2:
        painter.setPen(line)
        painter.drawLine(QLineF(point(ends[0]), point(ends[1])))
    # The ground round the dot lies over the line and under the ends, or a short interval would lose them.
    dot, halo = point(axis.at(figure.value)), radius + 1.4 * scale
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color.pane)
    painter.drawEllipse(dot, halo, halo)
    painter.setPen(line)
    for end in ends if len(ends) == 2 else ():
        painter.drawLine(QLineF(point(end, -cap), point(end, cap)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(dot, radius, radius)


def paint_share(painter: QPainter, box: QRectF, share: float, theme: Theme, track: float) -> None:
    """A share as a bar of `track` px, if that is not 0, and in percent beside it."""
    px, color = theme.px, theme.color
    if track:
        ground = QRectF(box.left(), box.center().y() - px(3), track, px(6))
        fill(painter, ground, color.bar_bg, px(3))
        if share > 0:
            part = max(min(1.0, share) * track, px(6))
            fill(painter, QRectF(ground.left(), ground.top(), part, ground.height()), color.bar, px(3))
        box = box.adjusted(track + px(8), 0, 0, 0)
    write(painter, box, shown_share(share), theme.font(theme.type.small), color.text2)
