"""Recent projects as rows: initials, name, file and annotator, progress, when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.clock import wall_day
from ui.theme import current_theme, theme_hub
from ui.widgets.header_bar import initials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.settings import Recent

_ALIGN = Qt.AlignmentFlag
_MOST_SHOWN = 6


class ProjectList(QWidget):
    """↑ ↓ choose, Enter or a click opens."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._projects: Sequence[Recent] = ()
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_projects(self, projects: Sequence[Recent]) -> None:
        """Takes the recent projects, the newest first."""
        self._projects = projects[:_MOST_SHOWN]
        self._chosen = min(self._chosen, max(0, len(self._projects) - 1))
        self._tell()

    def chosen(self) -> Recent | None:
        """The project that keys mean."""
        return self._projects[self._chosen] if self._projects else None

    def _tell(self) -> None:
        found = self.chosen()
        self.setAccessibleName(f"Recent projects, {found.name}" if found else "No project yet")
        self.updateGeometry()
        self.update()

    def _pitch(self) -> int:
        return current_theme().px(64)

    def sizeHint(self) -> QSize:
        """A row a project, or one for the sentence."""
        return QSize(current_theme().px(400), self._pitch() * max(1, len(self._projects)))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(current_theme().px(300), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down; the rest is the page's."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._projects:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._chosen = (self._chosen + step) % len(self._projects)
            self._tell()
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens a project."""
        row = int(event.position().y()) // self._pitch()
        if 0 <= row < len(self._projects):
            self._chosen = row
            self._tell()
            self.opened.emit(self._projects[row].path)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every row."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._projects:
            painter.setFont(theme.font(theme.type.body))
            painter.setPen(theme.color.text2)
            words = "No project yet. Try the demo, or drop captures here."
            painter.drawText(self.rect(), _ALIGN.AlignLeft | _ALIGN.AlignVCenter, words)
        for row, project in enumerate(self._projects):
            self._paint_row(painter, row, project)
        painter.end()

    def _paint_row(self, painter: QPainter, row: int, project: Recent) -> None:
        theme = current_theme()
        color = theme.color
        rect = QRect(0, row * self._pitch(), self.width(), self._pitch())
        current = row == self._chosen
        if current:
            painter.setPen(QPen(color.focus, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(color.selected)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 2, -1, -2), theme.radius.card, theme.radius.card)
        elif row and row - 1 != self._chosen:
            painter.setPen(color.line)
            painter.drawLine(theme.px(14), rect.top(), rect.right() - theme.px(14), rect.top())
        side = theme.px(32)
        badge = QRectF(theme.px(14), rect.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.accent_fill if current else color.bar_bg)
        painter.drawRoundedRect(badge, theme.radius.control, theme.radius.control)
        painter.setFont(theme.font(theme.type.small, bold=True))
        painter.setPen(color.on_accent if current else color.text2)
        painter.drawText(badge, _ALIGN.AlignCenter, initials(project.name))
        right = self._paint_progress(painter, rect, project)
        left = round(badge.right()) + theme.px(14)
        font = theme.font(theme.type.body, bold=True)
        painter.setFont(font)
        painter.setPen(color.text)
        top = QRect(left, rect.top() + theme.px(12), right - left, theme.px(20))
        name = QFontMetrics(font).elidedText(project.name, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, name)
        small = theme.font(theme.type.small)
        painter.setFont(small)
        painter.setPen(color.text2 if current else color.text3)
        words = " · ".join(part for part in (Path(project.path).name, project.annotator) if part)
        below = QRect(left, top.bottom() + 1, right - left, theme.px(18))
        words = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideMiddle, below.width())
        painter.drawText(below, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, words)

    def _paint_progress(self, painter: QPainter, rect: QRect, project: Recent) -> int:
        """Bar, numbers and time at the right; returns where they begin."""
        theme = current_theme()
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(theme.color.text2)
        right = rect.right() - theme.px(14)
        when = QRect(right - theme.px(96), rect.top(), theme.px(96), rect.height())
        painter.drawText(when, _ALIGN.AlignRight | _ALIGN.AlignVCenter, wall_day(project.opened_at))
        numbers = QRect(when.left() - theme.px(66), rect.top(), theme.px(62), rect.height())
        painter.drawText(numbers, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, f"{project.done} / {project.total}")
        bar = QRectF(numbers.left() - theme.px(72), rect.center().y() - 2, theme.px(62), theme.px(5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.pane if theme.name == "contrast" else theme.color.bar_bg)
        painter.drawRoundedRect(bar, 2, 2)
        if project.total:
            filled = QRectF(bar.left(), bar.top(), bar.width() * project.done / project.total, bar.height())
            painter.setBrush(theme.color.good)
            painter.drawRoundedRect(filled, 2, 2)
        return round(bar.left()) - theme.px(12)
