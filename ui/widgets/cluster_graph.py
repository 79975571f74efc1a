"""A cluster as a small graph: its articles as letters, what was said of each two as a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.models.cluster_model import letter
from ui.theme import current_theme, theme_hub
from ui.widgets.cluster_paint import paint_cluster
from ui.widgets.elided import elided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.models.cluster_model import ClusterLine

_ALIGN = Qt.AlignmentFlag
_NEAR = 12  # px at scale 1; a click so near to the sign of a line means it


class ClusterGraph(QWidget):
    """Full line copies, dashed same story, dotted not judged; a contradiction in red. A click on a sign opens the pair."""

    pair_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: Sequence[str] = ()
        self._lines: Sequence[ClusterLine] = ()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_cluster(self, titles: Sequence[str], lines: Sequence[ClusterLine]) -> None:
        """Takes the articles, the open pair's two first, and the lines between them."""
        self._titles, self._lines = titles, lines
        said = [
            f"{letter(line.one)} {letter(line.other)} {line.words}{', contradicts' if line.torn else ''}"
            for line in lines
        ]
        named = [f"{letter(place)}: {title}" for place, title in enumerate(titles)]
        self.setAccessibleName("; ".join(["Cluster", *named, *said]))
        self.updateGeometry()
        self.update()

    def lines(self) -> Sequence[ClusterLine]:
        """The lines shown."""
        return self._lines

    def _rows(self) -> int:
        return max(0, len(self._titles) - 2)

    def _drawing(self) -> int:
        """Height of the graph itself, px."""
        return current_theme().px(52 if not self._rows() else 124)

    def sizeHint(self) -> QSize:
        """The graph, and a line a title besides A and B."""
        theme = current_theme()
        return QSize(theme.px(260), self._drawing() + self._rows() * theme.px(22))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(0, self.sizeHint().height())

    def _nodes(self) -> list[QPointF]:
        """A and B above, the others below them."""
        px, width, rest = current_theme().px, self.width(), self._rows()
        above = [QPointF(width * 0.2, px(26)), QPointF(width * 0.8, px(26))]
        below = [QPointF(width * (place + 1) / (rest + 1), px(100)) for place in range(rest)]
        return [*above[: len(self._titles)], *below]

    def _sign_places(self) -> list[QPointF]:
        """Where the sign of each line stands: not all in the middle, as lines cross there."""
        nodes = self._nodes()
        places = []
        for line in self._lines:
            both = QLineF(nodes[line.one], nodes[line.other])
            crossing = line.one < 2 <= line.other and self._rows() > 1
            places.append(both.pointAt(0.78 if crossing else 0.5))
        return places

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows that a sign can be clicked, and what it says."""
        line = self._line_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if line else Qt.CursorShape.ArrowCursor)
        self.setToolTip(f"{letter(line.one)} {letter(line.other)}: {line.words}" if line else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the pair."""
        line = self._line_at(event.position())
        if line is not None:
            self.pair_asked.emit(line.unit_id)

    def _line_at(self, at: QPointF) -> ClusterLine | None:
        near = current_theme().px(_NEAR)
        for line, place in zip(self._lines, self._sign_places(), strict=True):
            if QLineF(place, at).length() <= near:
                return line
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines, then signs, then articles, then titles."""
        theme = current_theme()
        color, px = theme.color, theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cluster(painter, self._nodes(), self._lines, self._sign_places(), filled=(0, 1))
        font = theme.font(theme.type.small)
        for row, title in enumerate(self._titles[2:]):
            top = self._drawing() + row * px(22)
            painter.setFont(theme.font(theme.type.small, bold=True))
            painter.setPen(color.text2)
            painter.drawText(QRectF(0, top, px(16), px(22)), _ALIGN.AlignVCenter, letter(row + 2))
            painter.setFont(font)
            painter.setPen(color.text3)
            area = QRectF(px(18), top, self.width() - px(18), px(22))
            shown = elided(title, QFontMetrics(font), int(area.width()))
            painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, shown)
        painter.end()
