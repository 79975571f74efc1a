"""Small helpers for building pages out of Qt's widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.icons import icon

if TYPE_CHECKING:
    from ui.widgets.icons import IconName


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A text in one of the style sheet's roles ("heading", "title", "caption", "text2", "text3")."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty(role, True)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def button(text: str, role: str = "") -> QPushButton:
    """A button that keeps the focus where it is; `role` is "primary", "quiet" or ""."""
    made = QPushButton(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if role:
        made.setProperty(role, True)
    return made


def hairline() -> QFrame:
    """A line between two parts of a column."""
    made = QFrame()
    made.setFixedHeight(1)
    made.setProperty("hairline", True)
    return made


def column(
    *parts: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0
) -> QVBoxLayout:
    """Widgets below each other."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        layout.addWidget(part)
    return layout


def row(
    *parts: QWidget | None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8
) -> QHBoxLayout:
    """Widgets side by side; None is the stretch between them."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            layout.addWidget(part)
    return layout


def stacked(*parts: QWidget | QHBoxLayout) -> QVBoxLayout:
    """Parts below each other, close together, at the top."""
    layout = QVBoxLayout()
    layout.setSpacing(4)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    layout.addStretch(1)
    return layout


def scrolling(content: QWidget) -> QScrollArea:
    """A content that scrolls where the window is too small for it, and never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setProperty("clear", True)
    area.setWidget(content)
    return area


def arrow(name: IconName, tip: str, focus: Qt.FocusPolicy = Qt.FocusPolicy.TabFocus) -> QToolButton:
    """A small button with a picture only; its tip is also its name."""
    made = QToolButton()
    made.setIcon(icon(name))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setFocusPolicy(focus)
    return made
