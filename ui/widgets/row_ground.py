"""The band behind a row of a list that is selected or under the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle

from ui.theme import current_theme

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether the row is the one that keys are about."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def paint_row_ground(painter: QPainter, option: QStyleOptionViewItem, band: QRect, radius: int) -> None:
    """Paints the band, if there is any to paint.

    Args:
        painter: its pen and brush change.
        option: says in which state the row is.
        band: the row without what stays free around it, px.
        radius: of its corners, px.
    """
    selected = is_selected(option)
    if selected or option.state & QStyle.StateFlag.State_MouseOver:
        color = current_theme().color
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.selected if selected else color.hover)
        painter.drawRoundedRect(band, radius, radius)
