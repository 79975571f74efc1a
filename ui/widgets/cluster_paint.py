"""A cluster as painted: articles as lettered discs, what was said of each two as a line with a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

from ui.models.cluster_model import letter
from ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter

    from ui.models.cluster_model import ClusterLine, LineKind

_SIGNS: dict[LineKind, str] = {"copies": "=", "story": "~", "apart": "≠", "open": "?"}
_STYLES: dict[LineKind, Qt.PenStyle] = {
    "copies": Qt.PenStyle.SolidLine,
    "story": Qt.PenStyle.DashLine,
    "apart": Qt.PenStyle.DashDotLine,
    "open": Qt.PenStyle.DotLine,
}


def paint_cluster(
    painter: QPainter,
    nodes: Sequence[QPointF],
    lines: Sequence[ClusterLine],
    signs: Sequence[QPointF],
    filled: Container[int] = (),
) -> None:
    """Paints lines, then their signs, then the articles.

    Args:
        painter: with antialiasing.
        nodes: where the articles stand.
        lines: between them.
        signs: where the sign of each line stands.
        filled: numbers of the articles whose disc is filled.
    """
    theme = current_theme()
    color, px = theme.color, theme.px
    for line in lines:
        ink = color.bad if line.torn else color.accent if line.kind in ("copies", "story") else color.text3
        painter.setPen(QPen(ink, px(2) if line.kind == "copies" or line.torn else 1.4, _STYLES[line.kind]))
        painter.drawLine(nodes[line.one], nodes[line.other])
    painter.setFont(theme.font(theme.type.small, bold=True))
    for line, place in zip(lines, signs, strict=True):
        painter.setPen(QPen(color.bad if line.torn else color.line, 1))
        painter.setBrush(color.bad_tint if line.torn else color.pane)
        painter.drawEllipse(place, px(9), px(9))
        painter.setPen(color.bad if line.torn else color.text2)
        disc = QRectF(place.x() - px(9), place.y() - px(10), px(18), px(18))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, _SIGNS[line.kind])
    for number, at in enumerate(nodes):
        painter.setPen(QPen(color.accent_fill if number in filled else color.edge, 1.4))
        painter.setBrush(color.accent_fill if number in filled else color.pane)
        painter.drawEllipse(at, px(12), px(12))
        painter.setPen(color.on_accent if number in filled else color.text)
        disc = QRectF(at.x() - px(12), at.y() - px(12), px(24), px(24))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter(number))
