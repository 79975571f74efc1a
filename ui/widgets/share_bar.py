"""A share as a bar with its percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.theme import Theme


_LEAST = 16  # px at scale 1


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{share * 100:.0f} %"


def paint_share(
    painter: QPainter,
    left: float,
    middle: float,
    share: float,
    theme: Theme,
    *,
    width: float,
    words: str = "",
) -> float:
    """Paints a bar and the percent after it, in the small font; returns where both end (px).

    Args:
        painter: its pen, brush and font are not kept.
        left: where the bar begins, px.
        middle: the height of its middle, px.
        share: 0 to 1.
        theme: gives colours and sizes.
        width: of the bar, px; one too short to be read is left out.
        words: stand after the percent ("stands in B").
    """
    height = theme.px(5)
    if width >= theme.px(_LEAST):
        track = QRectF(left, middle - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.bar_bg)
        painter.drawRoundedRect(track, height / 2, height / 2)
        if share > 0:
            painter.setBrush(theme.color.bar)
            filled = QRectF(left, track.top(), max(height, width * min(1.0, share)), height)
            painter.drawRoundedRect(filled, height / 2, height / 2)
        left = track.right() + theme.px(8)
    font = theme.font(theme.type.small)
    painter.setFont(font)
    painter.setPen(theme.color.text2)
    said = f"{percent(share)} {words}".rstrip()
    room = QFontMetricsF(font).horizontalAdvance(said) + 2
    at = QRectF(left, middle - theme.px(10), room, theme.px(20))
    painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
    return at.right()
