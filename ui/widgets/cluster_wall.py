"""Clusters as cards: which articles each ties, what was said of every two, and what contradicts."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from labeler.text import first_strong_is_rtl
from ui.models.cluster_model import CARD_ROLE, ClusterModel, letter
from ui.theme import current_theme, theme_hub
from ui.widgets.cluster_paint import paint_cluster
from ui.widgets.elided import elided
from ui.widgets.fields import QuietTable
from ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from ui.models.cluster_model import ClusterCard
    from ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag
# px at scale 1
_CARD_WIDTH = 360  # a card is at least so wide
_CARD_HEIGHT = 224
_GRAPH_WIDTH = 132
_HEAD = 34
_LINE = 21
_ROOMY = 3  # so few articles have two lines each
_NEAR = 12  # a click so near to a sign means it


class _Layout:
    """Where the parts of a card stand in a cell."""

    def __init__(self, rect: QRect, card: ClusterCard, theme: Theme) -> None:
        px = theme.px
        self.card = QRectF(rect).adjusted(px(6), px(6), -px(6), -px(6))
        below = px(24) if card.contradiction else 0
        inside = self.card.adjusted(px(14), px(_HEAD), -px(14), -px(10) - below)
        self.head = QRectF(inside.left(), self.card.top() + px(8), inside.width(), px(22))
        self.torn = QRectF(inside.left(), inside.bottom() + px(4), inside.width(), px(22))
        self.titles = inside.adjusted(px(_GRAPH_WIDTH) + px(10), 0, 0, 0)
        graph = QRectF(inside.left(), inside.top(), px(_GRAPH_WIDTH), inside.height())
        self.nodes = _around(graph, len(card.titles), px(14))
        self.signs = [
            # Lines through the middle cross there: their signs stand nearer to one end.
            QLineF(self.nodes[line.one], self.nodes[line.other]).pointAt(
                0.5 if _are_neighbours(line.one, line.other, len(self.nodes)) else 0.36
            )
            for line in card.lines
        ]


def _around(area: QRectF, count: int, margin: int) -> list[QPointF]:
    """Places on an ellipse, the first at the top; two beside each other."""
    start = -pi if count == 2 else -pi / 2
    wide, high = area.width() / 2 - margin, area.height() / 2 - margin
    return [
        area.center()
        + QPointF(wide * cos(start + 2 * pi * place / count), high * sin(start + 2 * pi * place / count))
        for place in range(count)
    ]


def _are_neighbours(one: int, other: int, count: int) -> bool:
    return (other - one) % count in (1, count - 1)


class _CardDelegate(QStyledItemDelegate):
    """Paints one cluster."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, head, graph, titles, what contradicts."""
        card: ClusterCard | None = index.data(CARD_ROLE)
        if card is None:
            return
        theme = current_theme()
        color, px = theme.color, theme.px
        laid = _Layout(option.rect, card, theme)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(color.focus if selected else color.line, px(2) if selected else 1))
        painter.setBrush(color.hover if over and not selected else color.pane)
        painter.drawRoundedRect(laid.card, theme.radius.card, theme.radius.card)
        side = theme.size.mark
        mark = QRectF(laid.head.left(), laid.head.center().y() - side / 2, side, side)
        paint_mark(painter, mark, card.mark, theme)
        painter.setFont(theme.font(theme.type.body, bold=True))
        painter.setPen(color.text)
        words = laid.head.adjusted(side + px(8), 0, 0, 0)
        head = QFontMetrics(painter.font()).elidedText(
            card.head, Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, head)
        paint_cluster(painter, laid.nodes, card.lines, laid.signs)
        self._paint_titles(painter, laid.titles, card, theme)
        if card.contradiction:
            painter.setFont(theme.font(theme.type.small, bold=True))
            painter.setPen(color.bad)
            metrics = QFontMetrics(painter.font())
            said = metrics.elidedText(card.contradiction, Qt.TextElideMode.ElideRight, int(laid.torn.width()))
            painter.drawText(laid.torn, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, said)
        painter.restore()

    def _paint_titles(self, painter: QPainter, area: QRectF, card: ClusterCard, theme: Theme) -> None:
        """A line or two an article: its letter, its title, its source; last how many are not shown."""
        px, color = theme.px, theme.color
        bold, plain = theme.font(theme.type.small, bold=True), theme.font(theme.type.small)
        metrics = QFontMetrics(plain)
        roomy = len(card.titles) <= _ROOMY
        step = px(_LINE) * (2 if roomy else 1)
        for place, (title, source) in enumerate(zip(card.titles, card.sources, strict=True)):
            line = QRectF(area.left(), area.top() + place * step, area.width(), px(_LINE))
            painter.setFont(bold)
            painter.setPen(color.text2)
            painter.drawText(line, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, letter(place))
            room = line.adjusted(px(18), 0, 0, 0)
            edge = _ALIGN.AlignRight if first_strong_is_rtl(title) else _ALIGN.AlignLeft
            edge |= _ALIGN.AlignVCenter | _ALIGN.AlignAbsolute
            painter.setFont(plain)
            # Copies often have one title: what tells them apart is where they stood.
            if source and roomy:
                painter.setPen(color.text3)
                below = room.translated(0, px(_LINE) - px(2))
                painter.drawText(below, edge, elided(source, metrics, int(room.width())))
            elif source:
                painter.setPen(color.text3)
                words = metrics.elidedText(source, Qt.TextElideMode.ElideRight, int(room.width() * 0.4))
                painter.drawText(room, _ALIGN.AlignRight | _ALIGN.AlignVCenter, words)
                room.setRight(room.right() - metrics.horizontalAdvance(words) - px(8))
            painter.setPen(color.text)
            painter.drawText(room, edge, elided(title, metrics, int(room.width())))
        if card.more:
            painter.setFont(plain)
            painter.setPen(color.text3)
            top = area.top() + len(card.titles) * step
            line = QRectF(area.left() + px(18), top, area.width() - px(18), px(_LINE))
            painter.drawText(line, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, f"and {card.more} more")


class ClusterWall(QuietTable):
    """Arrows choose a card, Enter opens the pair to look at first, a click on a sign opens the pair it stands for."""

    pair_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clusters = ClusterModel()
        self.setModel(self.clusters)
        self.setItemDelegate(_CardDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setProperty("painted", True)
        self.setAccessibleName("Clusters")
        self._pressed_at = QPointF()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.set_row_height(current_theme().px(_CARD_HEIGHT))
        self._fit()

    def set_clusters(
        self, units: Sequence[str], make: Callable[[str], ClusterCard], current: str, empty: str
    ) -> None:
        """Takes what stands for the clusters and what makes a card; marks one, else the first."""
        self.clusters.set_units(units, make)
        self.set_empty_text(empty)
        self._mark(current)

    def _mark(self, unit_id: str) -> None:
        found = self.clusters.index_of(unit_id)
        index = found if found.isValid() else self.clusters.index(0, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def open_marked(self) -> None:
        """Asks for the pair of the marked card that is to be looked at first."""
        unit = self.clusters.unit_at(self.currentIndex())
        if unit:
            self.pair_asked.emit(unit)

    def step(self, step: int) -> None:
        """Marks the next or previous card."""
        units = self.clusters.units
        here = self.clusters.unit_at(self.currentIndex())
        place = units.index(here) + step if here else 0
        if 0 <= place < len(units):
            self._mark(units[place])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more cards side by side."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = max(1, self.viewport().width() // current_theme().px(_CARD_WIDTH))
        if columns != self.clusters.columnCount():
            marked = self.clusters.unit_at(self.currentIndex())
            self.clusters.set_columns(columns)
            self._mark(marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from card to card, to the sides as well; Enter opens."""
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.open_marked()
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            QAbstractItemView.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remembers where, for the click."""
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        card: ClusterCard | None = index.data(CARD_ROLE)
        if card is None:
            return
        theme = current_theme()
        laid = _Layout(self.visualRect(index), card, theme)
        near = [
            line.unit_id
            for line, place in zip(card.lines, laid.signs, strict=True)
            if QLineF(place, self._pressed_at).length() <= theme.px(_NEAR)
        ]
        self.pair_asked.emit(near[0] if near else card.unit_id)
