"""How the values of an export are spread over its splits: a bar for each, and the counts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.counting import counted
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 40
"""So many rows are painted; a codebook of hundreds of topics would make a page of its own."""


class SplitBars(QWidget):
    """A row for each value: its name, a bar with a part for each split, the counts. No count of 0 is quiet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._splits: tuple[str, ...] = ()
        self._rows: list[tuple[str, tuple[int, ...]]] = []
        self._more = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_rows(self, splits: Sequence[str], rows: Sequence[tuple[str, tuple[int, ...]]]) -> None:
        """Takes the names of the splits and (value, count in each) for each row."""
        self._splits, self._rows = tuple(splits), list(rows[:_MOST])
        self._more = len(rows) - len(self._rows)
        told = "; ".join(
            f"{value}: "
            + ", ".join(f"{split} {count}" for split, count in zip(self._splits, counts, strict=True))
            for value, counts in self._rows
        )
        self.setAccessibleName("Values in each split")
        self.setAccessibleDescription(told)
        self._on_theme()

    def rows(self) -> list[tuple[str, tuple[int, ...]]]:
        """What is painted."""
        return self._rows

    def sizeHint(self) -> QSize:
        """A line for each row, one for the names of the splits, one for what is not painted."""
        theme = current_theme()
        lines = len(self._rows) + (1 if self._rows else 0) + (1 if self._more else 0)
        return QSize(theme.px(420), lines * theme.size.table_row_dense)

    def minimumSizeHint(self) -> QSize:
        """As high, and narrower."""
        return QSize(current_theme().px(260), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows."""
        if not self._rows:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.type.small))
        metrics = painter.fontMetrics()
        high = theme.size.table_row_dense
        name_width = min(
            self.width() // 3, max(metrics.horizontalAdvance(value) for value, _ in self._rows) + theme.px(12)
        )
        count_width = max(
            theme.px(44), *(metrics.horizontalAdvance(split) + theme.px(14) for split in self._splits)
        )
        room = self.width() - name_width - count_width * len(self._splits) - theme.px(10)
        most = max(1, *(sum(counts) for _, counts in self._rows))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color.text3)
        for at, split in enumerate(self._splits):
            painter.drawText(self._count_rect(at, 0, count_width, high), right, split)
        for line, (value, counts) in enumerate(self._rows, start=1):
            top = line * high
            painter.setPen(theme.color.text)
            name = QRectF(0, top, name_width - theme.px(8), high)
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, elided(value, metrics, int(name.width())))
            left = float(name_width)
            for at, count in enumerate(counts):
                wide = room * count / most
                if wide > 0:
                    painter.fillRect(
                        QRectF(left, top + high * 0.3, max(1.0, wide - 1), high * 0.4), shade_of(at)
                    )
                left += wide
                painter.setPen(theme.color.text if count else theme.color.warn)
                painter.setFont(theme.font(theme.type.small, bold=not count))
                painter.drawText(self._count_rect(at, top, count_width, high), right, str(count))
                painter.setFont(theme.font(theme.type.small))
        if self._more:
            painter.setPen(theme.color.text3)
            rest = QRectF(0, (len(self._rows) + 1) * high, self.width(), high)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, f"and {counted(self._more, 'more value')}")
        painter.end()

    def _count_rect(self, split: int, top: float, width: float, high: float) -> QRectF:
        left = self.width() - width * (len(self._splits) - split)
        return QRectF(left, top, width, high)


def shade_of(split: int) -> QColor:
    """The colour of a split's part: the further on, the paler."""
    color = QColor(current_theme().color.bar)
    color.setAlphaF((1.0, 0.62, 0.36)[min(split, 2)])
    return color
