"""Own icons: strokes on a 16 px grid, coloured from the theme, sharp at every device pixel ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from ui.theme import current_theme
from ui.tokens import tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

IconName: TypeAlias = Literal[
    "search",
    "chevron-right",
    "chevron-down",
    "chevron-left",
    "copy",
    "check",
    "plus",
    "folder",
    "play",
    "upload",
    "flag",
    "note",
    "user",
    "warning",
    "list",
    "beside",
    "close",
    "import",
    "export",
    "skip",
    "filter",
    "chart",
    "label",
    "open",
    "pin",
]

# A little language, one string an icon: M x y moves, L x y … draws lines, Q cx cy x y and C draw
# curves, Z closes, R x y w h r is a rounded rectangle, O x y r a circle, D x y r a filled dot.
STROKES: dict[IconName, str] = {
    "search": "O 7 7 4.2 M 10.2 10.2 L 13.6 13.6",
    "chevron-right": "M 6.2 4 L 10.2 8 6.2 12",
    "chevron-down": "M 4 6.2 L 8 10.2 12 6.2",
    "chevron-left": "M 9.8 4 L 5.8 8 9.8 12",
    "copy": "R 5.4 2.2 8.4 8.4 2 M 10.6 13.6 L 4.2 13.6 Q 2.4 13.6 2.4 11.8 L 2.4 5.6",
    "check": "M 3 8.6 L 6.4 12 13 4.6",
    "plus": "M 8 3 L 8 13 M 3 8 L 13 8",
    "folder": "M 2 12.6 L 2 3.8 6.2 3.8 7.8 5.6 14 5.6 14 12.6 Z",
    "play": "M 5 3.4 L 12.4 8 5 12.6 Z",
    "upload": "M 8 10 L 8 2.8 M 5 5.6 L 8 2.6 11 5.6 M 2.6 9.4 L 2.6 13.2 13.4 13.2 13.4 9.4",
    "flag": "M 3.6 2.4 L 3.6 14 M 3.6 3 L 12.6 3 10.8 5.8 12.6 8.6 3.6 8.6",
    "note": "M 3 3 L 13 3 13 9.6 9.6 13 3 13 Z M 5.6 6 L 10.4 6 M 5.6 8.6 L 8.4 8.6",
    "user": "O 8 5.4 2.6 M 3 13.6 Q 3 9.8 8 9.8 Q 13 9.8 13 13.6",
    "warning": "M 8 2.6 L 14 13.2 2 13.2 Z M 8 6.6 L 8 9.4 D 8 11.3 0.8",
    "list": "M 3 4 L 13 4 M 3 8 L 13 8 M 3 12 L 9.6 12",
    "beside": "R 2.4 3 11.2 10 1.6 M 8 3 L 8 13",
    "close": "M 4.2 4.2 L 11.8 11.8 M 11.8 4.2 L 4.2 11.8",
    "import": "M 8 2.6 L 8 10 M 5 7.2 L 8 10.2 11 7.2 M 2.6 9.4 L 2.6 13.2 13.4 13.2 13.4 9.4",
    "export": "M 8 10 L 8 2.8 M 5 5.6 L 8 2.6 11 5.6 M 2.6 9.4 L 2.6 13.2 13.4 13.2 13.4 9.4",
    "skip": "M 3 4 L 8 8 3 12 Z M 8.4 4 L 12.6 8 8.4 12 M 13.6 4 L 13.6 12",
    "filter": "M 2.4 3.4 L 13.6 3.4 9.6 8.4 9.6 13 6.4 11.4 6.4 8.4 Z",
    "chart": "M 2.6 2.6 L 2.6 13.4 13.6 13.4 M 5.6 10.8 L 5.6 8 M 8.6 10.8 L 8.6 4.6 M 11.6 10.8 L 11.6 6.6",
    "label": "M 2.4 2.8 L 7.6 2.8 13.6 8.8 8.8 13.6 2.4 7.4 Z D 5.2 5.6 0.9",
    "pin": "M 5.6 2.6 L 10.4 2.6 M 6.4 2.6 L 6 7.4 3.8 9.6 12.2 9.6 10 7.4 9.6 2.6 M 8 9.6 L 8 14",
    "open": "M 12.6 9.4 L 12.6 13 3 13 3 3.4 6.6 3.4 M 9 2.8 L 13.2 2.8 13.2 7 M 13 3 L 7.6 8.4",
}

_NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6, "R": 5, "O": 3, "D": 3}


def icon_paths(name: IconName) -> tuple[QPainterPath, QPainterPath]:
    """The strokes and the filled dots of an icon, in units of the 16 px grid."""
    strokes, dots = QPainterPath(), QPainterPath()
    words = iter(STROKES[name].split())
    command = "M"
    for word in words:
        if word == "Z":
            strokes.closeSubpath()
            continue
        first: list[float] = []
        if word in _NUMBERS:
            command = word
        else:
            first = [float(word)]
        values = first + [float(next(words)) for _ in range(_NUMBERS[command] - len(first))]
        match command:
            case "M":
                strokes.moveTo(*values)
            case "L":
                strokes.lineTo(*values)
            case "Q":
                strokes.quadTo(*values)
            case "C":
                strokes.cubicTo(*values)
            case "R":
                strokes.addRoundedRect(QRectF(*values[:4]), values[4], values[4])
            case "O":
                strokes.addEllipse(QPointF(*values[:2]), values[2], values[2])
            case _:
                dots.addEllipse(QPointF(*values[:2]), values[2], values[2])
    return strokes, dots


def paint_icon(painter: QPainter, rect: QRectF, name: IconName, color: QColor) -> None:
    """Paint an icon into a square, in one colour; the painter is left as it was."""
    strokes, dots = icon_paths(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 16, rect.height() / 16)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(
            color,
            tokens().stroke["icon"],
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    painter.drawPath(strokes)
    painter.fillPath(dots, color)
    painter.restore()


class StrokeIconEngine(QIconEngine):
    """Paints an icon afresh each time, so a new theme needs no new icon."""

    def __init__(self, name: IconName, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint in the colour of the role, paler when disabled."""
        color = current_theme().color
        ink = color.edge if mode == QIcon.Mode.Disabled else color.role(self._role)
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
        )
        paint_icon(painter, square, self._name, ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon on a clear ground, `size` in device pixels."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Another engine that paints the same."""
        return StrokeIconEngine(self._name, self._role)


def icon(name: IconName, role: str = "text2") -> QIcon:
    """An icon for buttons and menus.

    Args:
        name: which icon.
        role: the colour role it is painted in; it follows the theme on its own.
    """
    return QIcon(StrokeIconEngine(name, role))
