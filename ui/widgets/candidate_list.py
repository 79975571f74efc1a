"""Candidates: articles that share passages with this one, how much, and the relation given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from labeler.text import isolated
from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIGN = Qt.AlignmentFlag
MOST_SHOWN = 5
_NAMES_ONLY = "the same names"
"""What stands in place of a share where no passage is shared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate as the list shows it.

    Attributes:
        article_id: the other article.
        share: the part of this article found in the other, 0 to 1.
        share_of_other: the part of the other found in this one.
        relation_value: the relation given, as stored; "" if not judged.
        relation: the same in words.
    """

    article_id: str
    title: str
    source: str
    share: float
    share_of_other: float
    relation_value: str
    relation: str


class CandidateList(QWidget):
    """A few rows, the most alike first; a click opens one beside the article."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._candidates: Sequence[Candidate] = ()
        self._empty = ""
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme_hub().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def set_candidates(self, candidates: Sequence[Candidate], empty: str) -> None:
        """Takes the candidates; `empty` is the sentence shown when there is none."""
        self._candidates = candidates[:MOST_SHOWN]
        self._empty = empty
        words = [
            f"{each.title}, {f'{each.share:.0%}' if each.share else _NAMES_ONLY}, {each.relation or 'not judged'}"
            for each in self._candidates
        ]
        self.setAccessibleName("Candidates. " + ("; ".join(words) or empty))
        self.setCursor(Qt.CursorShape.PointingHandCursor if candidates else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def _row_height(self) -> int:
        return current_theme().px(40)

    def sizeHint(self) -> QSize:
        """A row a candidate, or one for the sentence."""
        theme = current_theme()
        height = self._row_height() * len(self._candidates) if self._candidates else theme.px(26)
        return QSize(theme.size.answers_width, height)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return QSize(0, self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows which row a click would open."""
        self._hovered = int(event.position().y()) // self._row_height()
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Nothing is pointed at any more."""
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the candidate."""
        row = int(event.position().y()) // self._row_height()
        if 0 <= row < len(self._candidates):
            self.opened.emit(self._candidates[row].article_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every row, or the sentence."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._candidates:
            painter.setFont(theme.font(theme.type.small))
            painter.setPen(theme.color.text2)
            area = self.rect().adjusted(theme.space.panel_margin, 0, -theme.space.panel_margin, 0)
            painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, self._empty)
        for row, candidate in enumerate(self._candidates):
            self._paint_row(painter, row, candidate)
        painter.end()

    def _paint_row(self, painter: QPainter, row: int, candidate: Candidate) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        rect = QRect(margin, row * self._row_height(), self.width() - 2 * margin, self._row_height())
        if row == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.hover)
            painter.drawRoundedRect(rect.adjusted(-6, 0, 6, 0), theme.radius.small, theme.radius.small)
        right = self._paint_chip(painter, rect, candidate.relation)
        font = theme.font(theme.type.body)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        top = QRect(rect.left(), rect.top() + theme.px(2), right - rect.left(), theme.px(19))
        title = QFontMetrics(font).elidedText(
            isolated(candidate.title), Qt.TextElideMode.ElideRight, top.width()
        )
        painter.drawText(top, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, title)
        small = theme.font(theme.type.small)
        painter.setFont(small)
        painter.setPen(theme.color.text3)
        below = QRect(rect.left(), top.bottom() + 1, right - rect.left(), theme.px(17))
        bar = theme.px(60)
        percent = f"{candidate.share:.0%}".replace("%", " %")
        metrics = QFontMetrics(small)
        source_room = below.width() - bar - metrics.horizontalAdvance("100 %") - theme.px(18)
        source = metrics.elidedText(candidate.source, Qt.TextElideMode.ElideRight, max(0, source_room))
        painter.drawText(below, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, source)
        at = below.left() + (metrics.horizontalAdvance(source) + theme.px(8) if source else 0)
        if not candidate.share:
            painter.drawText(below.adjusted(at - below.left(), 0, 0, 0), _ALIGN.AlignVCenter, _NAMES_ONLY)
            return
        height = theme.px(5)
        track = QRectF(at, below.center().y() - height / 2 + 1, bar, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.bar_bg)
        painter.drawRoundedRect(track, height / 2, height / 2)
        painter.setBrush(theme.color.bar)
        filled = QRectF(track.left(), track.top(), max(height, bar * candidate.share), height)
        painter.drawRoundedRect(filled, height / 2, height / 2)
        painter.setPen(theme.color.text2)
        text = QRectF(track.right() + theme.px(7), below.top(), theme.px(60), below.height())
        painter.drawText(text, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, percent)

    def _paint_chip(self, painter: QPainter, rect: QRect, relation: str) -> int:
        """The relation as a chip at the right; returns where it begins. Not judged looks unfilled."""
        theme = current_theme()
        font = theme.font(theme.type.small)
        words = relation or "not judged"
        width = QFontMetrics(font).horizontalAdvance(words) + theme.px(14)
        height = theme.size.chip
        chip = QRectF(rect.right() - width + 0.5, rect.center().y() - height / 2 + 0.5, width - 1, height - 1)
        if relation:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.selected)
        else:
            pen = QPen(theme.color.edge, 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, theme.radius.small, theme.radius.small)
        painter.setFont(font)
        painter.setPen(theme.color.accent if relation else theme.color.text2)
        painter.drawText(chip, _ALIGN.AlignCenter, words)
        return round(chip.left()) - theme.px(8)
