"""The marks between the two columns: what happened to each block, shape first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.widgets.icons import paint_icon
from ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from ui.theme import Theme
    from ui.widgets.article_rows import Row


def paint_gutter(painter: QPainter, rect: QRectF, row: Row, theme: Theme, *, badge: bool = True) -> None:
    """Paint the mark of a row.

    Args:
        painter: left as it was.
        rect: the gutter on the height of the row's words, in px.
        row: whose mark.
        theme: gives the colours.
        badge: whether a long row shows its badge in this part.
    """
    color = theme.color
    dropped = row.left is not None and row.left.style == "dropped"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match row.mark:
        case "kept":
            _bar(painter, rect, color.kept, theme)
        case "dropped":
            _dash(painter, rect, theme)
        case "unsure":
            _dotted(painter, rect, color.evidence_line, theme)
            if badge:
                _disc(painter, rect, color.warn_tint, color.evidence_line, theme)
                _letter(painter, rect, "?", color.warn, theme)
        case "corrected":
            if not dropped:
                _bar(painter, rect, color.kept, theme)
            if badge:
                side = theme.px(14)
                square = QRectF(0, 0, side, side)
                square.moveCenter(rect.center())
                # A ring of the ground keeps the disc apart from the bar.
                _disc(painter, rect, color.pane, None, theme)
                paint_mark(painter, square, "corrected", theme)
        case "fold" | "fold_open":
            side = theme.size.icon
            square = QRectF(0, 0, side, side)
            square.moveCenter(QPointF(rect.center().x(), _first_line(rect, theme)))
            paint_icon(
                painter, square, "chevron-right" if row.mark == "fold" else "chevron-down", color.text2
            )
        case "differs":
            _dotted(painter, rect, color.kept, theme)
            if badge:
                _disc(painter, rect, color.sunken, color.line, theme)
                _unequal(painter, rect.center(), color.text2, theme)
        case "only_left" | "only_right":
            if badge:
                _disc(painter, rect, color.role(f"{row.mark}_tint"), color.role(row.mark), theme)
                _chevron(painter, rect.center(), color.role(row.mark), theme, right=row.mark == "only_right")
        case "moved_down" | "moved_up":
            if badge:
                _disc(painter, rect, color.moved_tint, color.moved, theme)
                _arrow(painter, rect.center(), color.moved, theme, down=row.mark == "moved_down")
        case "none":
            pass
    painter.restore()


def _first_line(rect: QRectF, theme: Theme) -> float:
    """Middle of the first line, for marks of rows that may be tall."""
    return rect.y() + min(rect.height() / 2, 10 * theme.scale)


def _bar(painter: QPainter, rect: QRectF, color: QColor, theme: Theme) -> None:
    width = theme.px(3)
    bar = QRectF(rect.center().x() - width / 2, rect.y(), width, rect.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(bar, width / 2, width / 2)


def _dash(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    reach, middle = 5 * theme.scale, rect.center().x()
    thick = theme.px(2)
    y = round(_first_line(rect, theme)) - thick / 2
    painter.fillRect(QRectF(middle - reach, y, 2 * reach, thick), theme.color.dropped)


def _dotted(painter: QPainter, rect: QRectF, color: QColor, theme: Theme) -> None:
    pen = QPen(color, theme.px(2), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([2.0, 1.2])
    painter.setPen(pen)
    x = rect.center().x()
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))


def _disc(painter: QPainter, rect: QRectF, ground: QColor, border: QColor | None, theme: Theme) -> None:
    painter.setBrush(ground)
    painter.setPen(QPen(border, 1.2 * theme.scale) if border is not None else Qt.PenStyle.NoPen)
    reach = 8.2 * theme.scale
    painter.drawEllipse(rect.center(), reach, reach)


def _letter(painter: QPainter, rect: QRectF, letter: str, color: QColor, theme: Theme) -> None:
    painter.setFont(theme.font(theme.type.caption, bold=True))
    painter.setPen(color)
    box = QRectF(0, 0, rect.width(), 2 * theme.type.caption)
    box.moveCenter(rect.center())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def _pen(color: QColor, theme: Theme) -> QPen:
    return QPen(
        color,
        1.4 * theme.scale,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _lines(painter: QPainter, at: QPointF, scale: float, *points: tuple[float, float]) -> None:
    painter.drawPolyline([at + QPointF(x, y) * scale for x, y in points])


def _unequal(painter: QPainter, at: QPointF, color: QColor, theme: Theme) -> None:
    painter.setPen(_pen(color, theme))
    _lines(painter, at, theme.scale, (-3.6, -1.6), (3.6, -1.6))
    _lines(painter, at, theme.scale, (-3.6, 1.6), (3.6, 1.6))
    _lines(painter, at, theme.scale, (-1.8, 4), (1.8, -4))


def _chevron(painter: QPainter, at: QPointF, color: QColor, theme: Theme, *, right: bool) -> None:
    turn = 1 if right else -1
    painter.setPen(_pen(color, theme))
    _lines(painter, at, theme.scale, (-1.2 * turn, -2.8), (1.4 * turn, 0), (-1.2 * turn, 2.8))


def _arrow(painter: QPainter, at: QPointF, color: QColor, theme: Theme, *, down: bool) -> None:
    turn = 1 if down else -1
    painter.setPen(_pen(color, theme))
    _lines(painter, at, theme.scale, (0, -4 * turn), (0, 4 * turn))
    _lines(painter, at, theme.scale, (-2.6, 1.4 * turn), (0, 4 * turn), (2.6, 1.4 * turn))
