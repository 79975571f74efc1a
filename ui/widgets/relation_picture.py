"""A small picture of each relation: two sheets, and how much of them is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from ui.theme import Theme

# Left, top, width, height of each sheet in a 32 × 22 box, and whether it is filled.
_SHEETS: dict[str, tuple[tuple[float, float, float, float, bool], ...]] = {
    "exact": ((9, 3, 14, 16, True),),
    "near_duplicate": ((6, 3, 14, 16, True), (12, 3, 14, 16, True)),
    "contains": ((7, 2, 18, 18, True), (13, 7, 7, 8, True)),
    "contained": ((7, 2, 18, 18, False), (13, 7, 7, 8, True)),
    "same_story": ((2, 4, 11, 14, True), (19, 4, 11, 14, True)),
    "unrelated": ((4, 4, 10, 14, False), (18, 4, 10, 14, False)),
}


def paint_relation(painter: QPainter, rect: QRectF, relation: str, theme: Theme) -> None:
    """Paints the picture of a relation into a box of 32 to 22; of an unknown one nothing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 32, rect.height() / 22)
    ink: QColor = theme.color.bar
    painter.setPen(QPen(ink, 1.4))
    for left, top, width, height, filled in _SHEETS.get(relation, ()):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if filled:
            painter.setOpacity(0.45)
            painter.fillRect(QRectF(left, top, width, height), ink)
            painter.setOpacity(1)
        painter.drawRoundedRect(QRectF(left, top, width, height), 2, 2)
    if relation == "same_story":
        painter.drawLine(QLineF(QPointF(13, 11), QPointF(19, 11)))
    painter.restore()
