"""Above a pair: what A and B are, where they come from, and how much of each stands in the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.text import first_strong_is_rtl
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided
from ui.widgets.share_bar import paint_share, percent

if TYPE_CHECKING:
    from ui.widgets.article_view import ArticleView

_ALIGN = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class SideCaption:
    """One article of a pair.

    Attributes:
        title: its headline.
        facts: source, date, words.
        share: the part of its words that the other one has, 0 to 1.
    """

    title: str
    facts: str
    share: float


class PairHeader(QWidget):
    """Both captions where the columns of the view below stand.

    Args:
        view: the article view below.
    """

    def __init__(self, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._sides: tuple[SideCaption, SideCaption] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        view.geometry_changed.connect(self.update)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_pair(self, left: SideCaption, right: SideCaption) -> None:
        """Shows two articles."""
        self._sides = (left, right)
        self.setAccessibleName(
            ". ".join(
                f"{name}: {side.title}, {side.facts}, {percent(side.share)} stands in {other}"
                for name, other, side in (("A", "B", left), ("B", "A", right))
            )
        )
        self.setToolTip(f"A: {left.title}\nB: {right.title}")
        self.update()

    def clear(self) -> None:
        """Shows nothing."""
        self._sides = None
        self.setAccessibleName("")
        self.setToolTip("")
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines."""
        theme = current_theme()
        return QSize(theme.px(280), theme.px(86))

    def minimumSizeHint(self) -> QSize:
        """As high as the lines, as narrow as need be."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Both captions and the hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color.pane)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color.line)
        places = self._view.geometry_of_columns()
        if self._sides is not None:
            names = (
                ("A", "B", places.left_x, places.left_width),
                ("B", "A", places.right_x, places.right_width),
            )
            for side, (name, other, x, width) in zip(self._sides, names, strict=True):
                self._paint_side(painter, side, name, other, QRectF(x, 0, width, self.height()))
        painter.end()

    def _paint_side(
        self, painter: QPainter, side: SideCaption, name: str, other: str, column: QRectF
    ) -> None:
        theme = current_theme()
        color, px = theme.color, theme.px
        chip = QRectF(column.left(), px(14), px(20), px(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.sunken)
        painter.drawRoundedRect(chip, theme.radius.small, theme.radius.small)
        painter.setFont(theme.font(theme.type.small, bold=True))
        painter.setPen(color.text2)
        painter.drawText(chip, _ALIGN.AlignCenter, name)
        left = chip.right() + px(8)
        room = column.right() - left
        font = theme.font(theme.type.heading, bold=True)
        painter.setFont(font)
        painter.setPen(color.text)
        title = QRectF(left, px(12), room, px(24))
        turned = _ALIGN.AlignRight if first_strong_is_rtl(side.title) else _ALIGN.AlignLeft
        words = elided(side.title, QFontMetrics(font), int(room))
        painter.drawText(title, turned | _ALIGN.AlignAbsolute | _ALIGN.AlignVCenter, words)
        small = theme.font(theme.type.small)
        painter.setFont(small)
        painter.setPen(color.text3)
        facts = QFontMetrics(small).elidedText(side.facts, Qt.TextElideMode.ElideRight, int(room))
        below = QRectF(left, title.bottom(), room, px(20))
        painter.drawText(below, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, facts)
        bar = min(float(px(160)), room - px(120))
        words = f"stands in {other}" if bar > 0 else f"in {other}"
        paint_share(
            painter, left, below.bottom() + px(11), side.share, theme, width=max(0.0, bar), words=words
        )
