"""The ground of a chart: painted for the window or for a file, with a theme and a size of its own."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontMetrics, QMoveEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ui.theme import Theme

logger = logging.getLogger(__name__)

Table: TypeAlias = "tuple[Sequence[str], Sequence[Sequence[str]]]"
"""A header and rows, as texts."""


class Canvas(QWidget):
    """Painted on the widget itself, or on a picture while it is saved.

    Nothing but geometry is computed while painting, and no exception leaves it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved_as: tuple[QSizeF, Theme] | None = None
        self._failed = False
        self.quiet = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme_hub().changed.connect(self._on_theme)

    # What a chart has to say.

    def table(self) -> Table:
        """What it shows, as texts: header and rows."""
        raise NotImplementedError

    def _measure(self) -> None:
        """Takes the widths of texts, after new values or another theme."""

    def _content_size(self) -> QSize:
        """How large it wants to be."""
        raise NotImplementedError

    def _least_size(self) -> QSize:
        """Below this it cannot be read."""
        return QSize(0, self._content_size().height())

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        """Paints what lies in the exposed part."""
        raise NotImplementedError

    def _paint_over(self, painter: QPainter) -> None:
        """Paints what is of the window only, such as the focus."""

    # What charts use.

    @property
    def look(self) -> Theme:
        """The theme to paint with."""
        return self._saved_as[1] if self._saved_as else current_theme()

    @property
    def canvas(self) -> QSizeF:
        """How large the ground is that is painted on."""
        return self._saved_as[0] if self._saved_as else QSizeF(self.size())

    @property
    def scrolled(self) -> QPointF:
        """How far it is scrolled in the scroll area it stands in; headings stay in view by it."""
        if self._saved_as or self._scroll_area() is None:
            return QPointF(0, 0)
        return QPointF(max(0, -self.x()), max(0, -self.y()))

    def _show_values(self, spoken: str, quiet: str = "") -> None:
        """To be called after new values.

        Args:
            spoken: the figures in words.
            quiet: one sentence instead of the chart, where there is nothing to show.
        """
        self.quiet = quiet
        self._failed = False
        self._measure()
        self.setAccessibleName(quiet or spoken)
        self.setAccessibleDescription("")
        self.updateGeometry()
        self.update()

    def _on_theme(self) -> None:
        self._failed = False
        self._measure()
        self.updateGeometry()
        self.update()

    # Sizes.

    def sizeHint(self) -> QSize:
        """As the figures need, or one sentence."""
        return self._quiet_size() if self.quiet else self._content_size()

    def minimumSizeHint(self) -> QSize:
        """Never cut in height."""
        return QSize(0, self._quiet_size().height()) if self.quiet else self._least_size()

    def _quiet_size(self) -> QSize:
        font = self.look.font(self.look.type.small)
        room = QFontMetrics(font).boundingRect(
            0, 0, self.look.px(360), 10_000, int(Qt.TextFlag.TextWordWrap), self.quiet
        )
        return QSize(self.look.px(360), room.height() + self.look.px(8))

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, and what is of the window only."""
        painter = QPainter(self)
        try:
            self.paint_on(painter, QRectF(event.rect()))
            self._paint_over(painter)
        except Exception:
            if not self._failed:
                logger.exception("A chart could not be painted")
            self._failed = True
        finally:
            painter.end()

    def paint_on(self, painter: QPainter, exposed: QRectF) -> None:
        """Paints without focus; the painter is left as it was."""
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            if self.quiet:
                painter.setFont(self.look.font(self.look.type.small))
                painter.setPen(self.look.color.text3)
                flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
                painter.drawText(QRectF(QPointF(0, self.look.px(4)), self.canvas), flags, self.quiet)
            else:
                self._paint(painter, exposed)
        finally:
            painter.restore()

    @contextmanager
    def painted_as(self, size: QSizeF, theme: Theme) -> Iterator[None]:
        """Within it, the chart paints itself for a canvas and theme of its own: without hover, unscrolled."""
        self._saved_as = (size, theme)
        try:
            self._measure()
            yield
        finally:
            self._saved_as = None
            self._measure()

    # Scrolling.

    def _scroll_area(self) -> QScrollArea | None:
        """The scroll area whose widget this chart is."""
        view = self.parentWidget()
        area = view.parentWidget() if view is not None else None
        return area if isinstance(area, QScrollArea) and area.widget() is self else None

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt calls it
        """Headings stay in view while it is scrolled."""
        super().moveEvent(event)
        if self._scroll_area() is not None:
            self.update()
