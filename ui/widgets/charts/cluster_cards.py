"""Clusters whose articles annotators group differently, a card each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize

from ui.widgets.charts.chart import Cell, Chart
from ui.widgets.charts.grouping import CardPlan, plan
from ui.widgets.charts.paint import CENTER, fill, write
from ui.widgets.charts.values import Cluster, Pick
from ui.widgets.charts.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPainter, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from ui.widgets.charts.canvas import Table

_NOT_JUDGED = "–"


class ClusterCards(Chart):
    """Titles at the left; a column an annotator with the number of each article's group, groups tied together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clusters: tuple[Cluster, ...] = ()
        self._plans: tuple[CardPlan, ...] = ()
        self._laid: dict[float, list[QRectF]] = {}
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_clusters(())

    def set_clusters(
        self, clusters: Sequence[Cluster], empty: str = "All annotators group the copies alike."
    ) -> None:
        """Takes the clusters in the order of the cards."""
        self._clusters = tuple(clusters)
        self._plans = tuple(plan(cluster) for cluster in clusters)
        self._show_values(
            spoken(self._words_of(place) for place in range(len(clusters))), "" if clusters else empty
        )

    def table(self) -> Table:
        """A row an article, a column an annotator with the number of its group; the words last."""
        names = list(dict.fromkeys(name for card in self._plans for name, _ in card.columns))
        rows = []
        for cluster, card in zip(self._clusters, self._plans, strict=True):
            columns = dict(card.columns)
            for place, (_, title) in enumerate(card.articles):
                groups = [columns[name][place] if name in columns else None for name in names]
                shown = ["" if group is None else str(group) for group in groups]
                rows.append((cluster.title, title, *shown, " ".join(card.sentences)))
        return ("cluster", "article", *names, "in words"), rows

    def _words_of(self, place: int) -> str:
        cluster, card = self._clusters[place], self._plans[place]
        return " ".join([f"{cluster.title}.", *card.sentences])

    # Cells: cards in reading order.

    def _across(self, width: float) -> int:
        px = self.look.px
        return 2 if len(self._plans) > 1 and width >= px(860) else 1

    def _shape(self) -> Cell:
        across = self._across(self.canvas.width())
        return (-(-len(self._plans) // across), across)

    def _place(self, cell: Cell) -> int | None:
        place = cell[0] * self._across(self.canvas.width()) + cell[1]
        return place if place < len(self._plans) else None

    def _cell_rect(self, cell: Cell) -> QRectF:
        place = self._place(cell)
        return self._rects(self.canvas.width())[place] if place is not None else QRectF()

    def _cell_pick(self, cell: Cell) -> Pick | None:
        place = self._place(cell)
        return None if place is None else Pick("cluster", (self._clusters[place].key,))

    def _cell_words(self, cell: Cell) -> str:
        place = self._place(cell)
        return "" if place is None else self._words_of(place)

    def _move_to(self, cell: Cell) -> None:
        super()._move_to(cell if self._place(cell) is not None else (cell[0], 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card that has the focus keeps it where cards come to stand otherwise."""
        super().resizeEvent(event)
        before = self._across(event.oldSize().width())
        self._at = divmod(self._at[0] * before + self._at[1], self._across(event.size().width()))
        self._hovered = None

    # Sizes.

    def _measure(self) -> None:
        self._laid = {}

    def _row(self) -> int:
        return self.look.px(25)

    def _card_height(self, card: CardPlan) -> float:
        px = self.look.px
        return (
            px(12)
            + px(22)
            + px(20)
            + self._row() * len(card.articles)
            + px(8)
            + px(20) * len(card.sentences)
            + px(10)
        )

    def _rects(self, width: float) -> list[QRectF]:
        """Cards side by side are equally high."""
        if width not in self._laid:
            gap, across = self.look.space.card_gap, self._across(width)
            wide = (width - 6 - gap * (across - 1)) / across
            top, found = 3.0, []
            for first in range(0, len(self._plans), across):
                beside = self._plans[first : first + across]
                height = max(self._card_height(card) for card in beside)
                found += [QRectF(3 + place * (wide + gap), top, wide, height) for place in range(len(beside))]
                top += height + gap
            self._laid = {width: found}
        return self._laid[width]

    def heightForWidth(self, width: int) -> int:
        """Narrow cards stand one below the other."""
        if self.quiet or not self._plans:
            return self._quiet_size().height()
        return round(self._rects(width)[-1].bottom()) + 3

    def _content_size(self) -> QSize:
        width = self.look.px(640)
        return QSize(width, self.heightForWidth(width))

    def _least_size(self) -> QSize:
        return QSize(self.look.px(320), self.look.px(80))

    # Painting.

    def _paint(self, painter: QPainter, exposed: QRectF) -> None:
        across = self._across(self.canvas.width())
        for place, rect in enumerate(self._rects(self.canvas.width())):
            if rect.intersects(exposed):
                hot = self.is_hot((place // across, place % across))
                self._paint_card(painter, rect, place, hot=hot)

    def _paint_card(self, painter: QPainter, rect: QRectF, place: int, *, hot: bool) -> None:
        theme, color, px, card = self.look, self.look.color, self.look.px, self._plans[place]
        fill(painter, rect, color.pane, theme.radius.card, color.edge if hot else color.line)
        inner = rect.adjusted(px(14), px(12), -px(14), -px(10))
        small, body = theme.font(theme.type.small), theme.font(theme.type.body)
        heading = QRectF(inner.left(), inner.top(), inner.width(), px(22))
        write(
            painter, heading, self._clusters[place].title, theme.font(theme.type.body, bold=True), color.text
        )
        chip = min(float(px(60)), inner.width() * 0.6 / max(1, len(card.columns)))
        titles = inner.width() - chip * len(card.columns) - px(10)
        top = inner.top() + px(42)
        for row, (_, title) in enumerate(card.articles):
            box = QRectF(inner.left(), top + row * self._row(), titles, self._row())
            write(painter, box, title, body, color.text)
        for column, (annotator, groups) in enumerate(card.columns):
            left = inner.right() - chip * (len(card.columns) - column)
            above = QRectF(left + 2, inner.top() + px(22), chip - 4, px(20))
            write(painter, above, annotator, theme.font(theme.type.caption), color.text3, CENTER)
            self._paint_groups(painter, left, top, chip, groups)
        below = top + self._row() * len(card.articles) + px(8)
        for line, sentence in enumerate(card.sentences):
            box = QRectF(inner.left(), below + line * px(20), inner.width(), px(20))
            write(painter, box, sentence, small, color.text2)

    def _paint_groups(
        self, painter: QPainter, left: float, top: float, width: float, groups: tuple[int | None, ...]
    ) -> None:
        """Neighbours of one group stand on one ground; each row has its number."""
        theme, px, row = self.look, self.look.px, self._row()
        font, bold = theme.font(theme.type.small), theme.font(theme.type.small, bold=True)
        start = 0
        for place, group in enumerate(groups):
            if place + 1 < len(groups) and groups[place + 1] == group and group is not None:
                continue
            if group is not None:
                box = QRectF(
                    left + px(4), top + start * row + 2, width - px(8), (place + 1 - start) * row - 4
                )
                edge = theme.color.edge if theme.name == "contrast" else None
                fill(painter, box, self._ground(group), theme.radius.control, edge)
            for line in range(start, place + 1):
                box = QRectF(left, top + line * row, width, row)
                words = _NOT_JUDGED if group is None else str(group)
                ink = theme.color.text3 if group is None else theme.color.text
                write(painter, box, words, font if group is None else bold, ink, CENTER)
            start = place + 1

    def _ground(self, group: int) -> QColor:
        color = self.look.color
        grounds = (color.only_right_tint, color.moved_tint, color.only_left_tint, color.selected)
        return grounds[(group - 1) % len(grounds)]
