"""State marks: small shapes that say how far a unit is, shape first and colour second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme, theme_hub
from ui.tokens import tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from ui.theme import Theme

MarkName: TypeAlias = Literal[
    "pending",
    "draft",
    "submitted",
    "skipped",
    "flagged",
    "disputed",
    "gold",
    "kept",
    "dropped",
    "unsure",
    "corrected",
    "reliable",
    "tentative",
    "unproven",
    "too_low",
]

MARK_WORDS: dict[MarkName, str] = {
    "pending": "not seen",
    "draft": "draft",
    "submitted": "submitted",
    "skipped": "skipped",
    "flagged": "flagged",
    "disputed": "disputed",
    "gold": "gold",
    "kept": "kept",
    "dropped": "dropped",
    "unsure": "unsure",
    "corrected": "corrected by you",
    "reliable": "reliable",
    "tentative": "tentative",
    "unproven": "unproven",
    "too_low": "too low",
}
"""What each mark means, for tooltips and screen readers."""

# Ten corners of a five-pointed star in a 12 px box, from the top, clockwise.
_STAR = (
    (6, 0.6),
    (7.5, 4.3),
    (11.4, 4.5),
    (8.4, 7),
    (9.4, 10.9),
    (6, 8.7),
    (2.6, 10.9),
    (3.6, 7),
    (0.6, 4.5),
)


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _stroke(color: QColor, width: float = 1.4) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _disc_with_tick(painter: QPainter, color: QColor, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(6, 6), 5.6, 5.6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_stroke(ground, 1.5))
    painter.drawPolyline(_polygon((3.5, 6.3), (5.3, 8.1), (8.6, 4.2)))


def _flag(painter: QPainter, color: QColor) -> None:
    painter.setPen(_stroke(color))
    painter.drawLine(QPointF(2, 1), QPointF(2, 11.4))
    painter.drawPolyline(_polygon((2, 1.4), (10.4, 1.4), (8.6, 4), (10.4, 6.6), (2, 6.6)))


def _pen(painter: QPainter, color: QColor, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(6, 6), 5.6, 5.6)
    painter.setPen(_stroke(ground, 1.3))
    painter.drawLine(QPointF(4.2, 7.8), QPointF(8, 4))
    painter.drawPoint(QPointF(3.6, 8.6))


def paint_mark(painter: QPainter, rect: QRectF, name: MarkName, theme: Theme) -> None:
    """Paint a state mark into a square.

    Args:
        painter: left as it was.
        rect: the square, in px; the shape is drawn for 12 px and scaled.
        name: which mark.
        theme: gives the colours.
    """
    color = theme.color.role(tokens().marks[name][1])
    ground = theme.color.pane
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 12, rect.height() / 12)
    painter.setPen(_stroke(color))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match name:
        case "pending":
            painter.drawEllipse(QPointF(6, 6), 5.1, 5.1)
        case "draft":
            painter.drawEllipse(QPointF(6, 6), 5.1, 5.1)
            half = QPainterPath(QPointF(6, 2.4))
            half.arcTo(QRectF(2.4, 2.4, 7.2, 7.2), 90, 180)
            painter.fillPath(half, color)
        case "submitted" | "reliable":
            _disc_with_tick(painter, color, ground)
        case "skipped":
            painter.drawEllipse(QPointF(6, 6), 5.1, 5.1)
            painter.drawLine(QPointF(2.5, 9.5), QPointF(9.5, 2.5))
        case "flagged":
            _flag(painter, color)
        case "disputed" | "too_low":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPolygon(_polygon((6, 0.4), (11.6, 6), (6, 11.6), (0.4, 6)))
        case "gold":
            painter.setPen(_stroke(color, 0.8))
            painter.setBrush(color)
            painter.drawPolygon(_polygon(*_STAR, (4.5, 4.3)))
        case "kept":
            painter.setPen(_stroke(color, 3))
            painter.drawLine(QPointF(6, 1.5), QPointF(6, 10.5))
        case "dropped":
            painter.setPen(_stroke(color, 2))
            painter.drawLine(QPointF(2, 6), QPointF(10, 6))
        case "unsure":
            painter.drawEllipse(QPointF(6, 6), 5.1, 5.1)
            hook = QPainterPath(QPointF(4.4, 4.9))
            hook.cubicTo(4.4, 2.7, 7.7, 2.7, 7.7, 4.8)
            hook.cubicTo(7.7, 6.1, 6.1, 6, 6.1, 7.3)
            painter.setPen(_stroke(color, 1.2))
            painter.drawPath(hook)
            painter.drawPoint(QPointF(6.1, 9))
        case "corrected":
            _pen(painter, color, theme.color.on_accent)
        case "tentative" | "unproven":
            painter.setPen(_stroke(color, 1.3))
            if name == "tentative":
                painter.setBrush(color)
            painter.drawPolygon(_polygon((6, 1.4), (11, 10.4), (1, 10.4)))
    painter.restore()


class MarkWidget(QWidget):
    """One state mark as a widget, with its meaning as tooltip and accessible name."""

    def __init__(self, name: MarkName = "pending", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.set_mark(name)
        theme_hub().changed.connect(self._on_theme)

    def set_mark(self, name: MarkName) -> None:
        """Show another mark."""
        self._name = name
        self.setToolTip(MARK_WORDS[name])
        self.setAccessibleName(MARK_WORDS[name])
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A square of the mark's size in px."""
        side = current_theme().size.mark
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller than the mark."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark in the middle."""
        theme = current_theme()
        side = theme.size.mark
        painter = QPainter(self)
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_mark(painter, rect, self._name, theme)
        painter.end()
