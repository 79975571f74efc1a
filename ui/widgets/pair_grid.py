"""Cohen's κ of each two annotators as a grid: κ above the diagonal, units in common below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.models.disagreement_model import shown_figure
from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FEW = 20
_ALIGN = Qt.AlignmentFlag


class PairGrid(QWidget):
    """Grey where two annotators have fewer than twenty units in common: the figure then says little."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._cells: Mapping[tuple[str, str], tuple[float | None, int]] = {}
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_pairs(
        self, names: Sequence[str], cells: Mapping[tuple[str, str], tuple[float | None, int]]
    ) -> None:
        """Takes (one, other) -> (κ or None, units in common), names in order of the grid."""
        self._names = names
        self._cells = cells
        self.setAccessibleName(
            "; ".join(
                f"{one} and {other}: {'undefined' if value is None else shown_figure(value)}, {units} in common"
                for (one, other), (value, units) in cells.items()
            )
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row an annotator, and the names above."""
        theme = current_theme()
        return QSize(theme.px(400), theme.px(28) * (len(self._names) + 1))

    def minimumSizeHint(self) -> QSize:
        """Never cut in height."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names and cells."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.font(theme.type.small)
        painter.setFont(small)
        metrics = QFontMetrics(small)
        pitch = theme.px(28)
        names = (
            min(theme.px(150), max((metrics.horizontalAdvance(name) for name in self._names), default=0)) + 12
        )
        count = max(1, len(self._names))
        width = min(theme.px(130), (self.width() - names) / count)
        for place, name in enumerate(self._names):
            painter.setPen(theme.color.text2)
            across = QRectF(names + place * width, 0, width, pitch)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(width) - 6)
            painter.drawText(across, _ALIGN.AlignCenter, shown)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names - 8)
            painter.drawText(QRectF(0, (place + 1) * pitch, names, pitch), _ALIGN.AlignVCenter, shown)
        for down, one in enumerate(self._names):
            for across_place, other in enumerate(self._names):
                cell = QRectF(names + across_place * width, (down + 1) * pitch, width, pitch).adjusted(
                    2, 2, -2, -2
                )
                self._paint_cell(painter, cell, one, other, above=across_place > down)
        painter.end()

    def _paint_cell(self, painter: QPainter, cell: QRectF, one: str, other: str, *, above: bool) -> None:
        theme = current_theme()
        found = self._cells.get((one, other)) or self._cells.get((other, one))
        value, units = found or (None, 0)
        ground = QColor(theme.color.sunken)
        if found and units >= _FEW and value is not None and theme.name != "contrast":
            ground = QColor(theme.color.selected)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(cell, theme.radius.small, theme.radius.small)
        if one == other or not found:
            return
        painter.setPen(theme.color.text if units >= _FEW else theme.color.text2)
        painter.setFont(theme.font(theme.type.small, bold=above and units >= _FEW))
        words = ("undefined" if value is None else shown_figure(value)) if above else str(units)
        painter.drawText(cell, _ALIGN.AlignCenter, words)
