"""The paradox check: a two by two table beside the figures that tell disagreement from a dominant answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics

from ui.widgets.charts.confusion_matrix import ConfusionMatrix
from ui.widgets.charts.paint import RIGHT, widest, write
from ui.widgets.charts.paradox_figures import figures_of, paradox_verdict
from ui.widgets.charts.values import Confusion, ParadoxFigures, TwoByTwo
from ui.widgets.charts.words import shown, shown_interval, shown_share
from ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table
    from ui.widgets.marks import MarkName

_EMPTY = TwoByTwo(0, 0, 0, 0)


class ParadoxPanel(ConfusionMatrix):
    """Cells open their articles as those of the confusion matrix do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._lines: tuple[tuple[str, str], ...] = ()
        self._sentence = ""
        self._mark: MarkName | None = None
        super().__init__(parent)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_counts(_EMPTY)

    def set_counts(
        self,
        counts: TwoByTwo,
        figures: ParadoxFigures | None = None,
        units: tuple[str, str] = ("article", "articles"),
        title: str = "",
        empty: str = "No unit was answered by both annotators yet.",
    ) -> None:
        """Takes the counts, the figures (computed from the counts if None), and what is counted."""
        found = figures or figures_of(counts)
        interval = shown_interval(found.kappa)
        self._lines = (
            ("Observed agreement", shown_share(found.observed) or "undefined"),
            ("Cohen’s κ", shown(found.kappa.value) + (f" ({interval})" if interval else "")),
            ("PABAK", shown(found.pabak)),
            ("Gwet’s AC1", shown(found.ac1)),
            (f"Prevalence of “{counts.yes}”", shown_share(found.prevalence) or "undefined"),
            ("Prevalence index", shown(found.prevalence_index)),
            ("Bias index", shown(found.bias_index)),
            ("Positive agreement", shown(found.positive)),
            ("Negative agreement", shown(found.negative)),
        )
        self._mark, self._sentence = paradox_verdict(counts, found, units[1])
        pairs = {
            ("yes", "yes"): counts.both,
            ("yes", "no"): counts.only_one,
            ("no", "yes"): counts.only_other,
            ("no", "no"): counts.neither,
        }
        values = (("yes", counts.yes), ("no", counts.no))
        self.set_confusion(Confusion(values, pairs, counts.one, counts.other, title), units, empty)

    def sentence(self) -> str:
        """Whether κ is low because one answer dominates."""
        return self._sentence

    def table(self) -> Table:
        """The counts, then the figures, then the sentence."""
        _, rows = super().table()
        counts = [
            (f"{self._given.rows}: {row[0]}, {self._given.columns}: {title}", row[1 + place])
            for row in rows[:2]
            for place, (_, title) in enumerate(self._given.values)
        ]
        return ("what", "figure"), (*counts, *self._lines, ("in words", self._sentence))

    def _spoken(self) -> str:
        figures = "; ".join(f"{name}: {value}" for name, value in self._lines)
        return f"{self._sentence} {super()._spoken()}; {figures}"

    # Sizes: the table at the left, figures at the right, the sentence below.

    def _left(self) -> float:
        return max(self.look.px(64), min(self._titles + self.look.px(16), self.look.px(110)))

    def _column(self) -> float:
        return float(self.look.px(64))

    def _upright(self) -> bool:
        return False

    def _pitch(self) -> int:
        return self.look.px(34)

    def _figures_left(self) -> float:
        return self._left() + 3 * self._column() + self.look.px(32)

    def _two_columns(self, width: float) -> bool:
        return width - self._figures_left() >= self.look.px(440)

    def _figures_height(self, width: float) -> float:
        rows = -(-len(self._lines) // 2) if self._two_columns(width) else len(self._lines)
        return self.look.px(6) + rows * self.look.px(24)

    def _sentence_top(self, width: float) -> float:
        table = self._top() + 3 * self._pitch()
        return max(table, self._figures_height(width)) + self.look.px(10)

    def _sentence_rect(self, width: float) -> QRectF:
        px = self.look.px
        font = self.look.font(self.look.type.body, bold=True)
        across = max(px(100), round(width) - px(20))
        flags = int(Qt.TextFlag.TextWordWrap)
        room = QFontMetrics(font).boundingRect(QRect(0, 0, across, 10_000), flags, self._sentence)
        return QRectF(px(20), self._sentence_top(width), across, room.height() + px(2))

    def heightForWidth(self, width: int) -> int:
        """The sentence takes as many lines as the width asks for."""
        return self._quiet_size().height() if self.quiet else round(self._sentence_rect(width).bottom()) + 2

    def _content_size(self) -> QSize:
        width = self.look.px(760)
        return QSize(width, self.heightForWidth(width))

    def _least_size(self) -> QSize:
        width = round(self._figures_left()) + self.look.px(200)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    # Painting.

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        super()._paint(painter, exposed)
        theme, color, px, width = self.look, self.look.color, self.look.px, self.canvas.width()
        small, bold = theme.font(theme.type.small), theme.font(theme.type.small, bold=True)
        two = self._two_columns(width)
        half = -(-len(self._lines) // 2) if two else len(self._lines)
        names = min(px(190), widest(small, (name for name, _ in self._lines)) + px(12))
        values = max(px(40), widest(bold, (value for _, value in self._lines)))
        for place, (name, value) in enumerate(self._lines):
            column, row = divmod(place, half)
            left = self._figures_left() + column * (names + values + px(36))
            top = px(6) + row * px(24)
            room = min(float(names), width - left - values)
            write(painter, QRectF(left, top, room - px(6), px(24)), name, small, color.text2)
            write(painter, QRectF(left + room, top, values, px(24)), value, bold, color.text, RIGHT)
        below = self._sentence_rect(width)
        if self._mark:
            side = theme.size.mark
            paint_mark(painter, QRectF(0, below.top() + px(3), side, side), self._mark, theme)
        else:
            below.moveLeft(0)
        painter.setFont(theme.font(theme.type.body, bold=True))
        painter.setPen(color.text)
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap), self._sentence)
