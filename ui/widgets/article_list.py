"""The table of articles: mark, title, source, date, language, one's own answers, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
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
from ui.models.article_model import (
    ANSWERS_COLUMN,
    CHIPS_ROLE,
    LINE_ROLE,
    MARK_COLUMN,
    SORTED_BY,
    TITLE_COLUMN,
    ArticleModel,
)
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import elided
from ui.widgets.fields import QuietTable
from ui.widgets.icons import paint_icon
from ui.widgets.marks import paint_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from labeler.article_table import ArticleLine
    from ui.theme import Theme
    from ui.widgets.marks import MarkName

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag
_WIDTHS: Final = (44, 320, 140, 92, 52, 260, 70)
"""Widths of the columns, px at scale 1; the title takes what is left over."""
_COPIES_COLUMN: Final = 6
_LEAST_TITLE: Final = 200
"""The title is at least so wide (px at scale 1) before the other columns are shown one by one."""
_GIVES_WAY: Final = (1, 0, 2, 5, 3, 6, 4)
"""The columns in the order in which they are shown where there is little room."""


class _ArticleDelegate(QStyledItemDelegate):
    """Paints one cell; the ground of a row is one band."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and line of the row, then what the column says."""
        line: ArticleLine = index.data(LINE_ROLE)
        theme = current_theme()
        color, px = theme.color, theme.px
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, color.selected if selected else color.pane)
        painter.setPen(QPen(color.line, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(px(8), 0, -px(8), 0)
        column = index.column()
        if column == MARK_COLUMN:
            side = theme.size.mark
            mark: MarkName = "flagged" if line.flagged else line.state
            at = QRectF(rect.left() + px(18), rect.center().y() - side / 2 + 0.5, side, side)
            paint_mark(painter, at, mark, theme)
        elif column == ANSWERS_COLUMN:
            _paint_chips(painter, inner, index.data(CHIPS_ROLE), theme, selected=selected)
        elif column == _COPIES_COLUMN:
            if line.copies:
                paint_icon(
                    painter,
                    QRectF(inner.left(), inner.center().y() - px(8), px(16), px(16)),
                    "copy",
                    color.text2,
                )
                painter.setFont(theme.font(theme.type.body))
                painter.setPen(color.text2)
                painter.drawText(
                    inner.adjusted(px(22), 0, 0, 0), _ALIGN.AlignLeft | _ALIGN.AlignVCenter, str(line.copies)
                )
        else:
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            font = theme.font(theme.type.body)
            painter.setFont(font)
            painter.setPen(color.text if column == TITLE_COLUMN else color.text2)
            edge = _ALIGN.AlignRight if first_strong_is_rtl(words) else _ALIGN.AlignLeft
            shown = elided(words, QFontMetrics(font), inner.width())
            painter.drawText(inner, edge | _ALIGN.AlignVCenter | _ALIGN.AlignAbsolute, shown)
        painter.restore()


def _paint_chips(
    painter: QPainter, area: QRect, said: Sequence[str] | None, theme: Theme, *, selected: bool
) -> None:
    """One's answers as chips, as many as there is room for; the rest is counted."""
    color, px = theme.color, theme.px
    if said is None:
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(color.text3)
        painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, "not seen")
        return
    font = theme.font(theme.type.small)
    metrics = QFontMetrics(font)
    painter.setFont(font)
    left, height = float(area.left()), float(px(20))
    for place, words in enumerate(said):
        more = len(said) - place
        room = area.right() - left - (px(34) if more > 1 else 0)
        width = metrics.horizontalAdvance(words) + px(14)
        if width > room:
            if place:
                painter.setPen(color.text2)
                rest = QRectF(left, area.top(), area.right() - left, area.height())
                painter.drawText(rest, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, f"+{more}")
                return
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room - px(14)))
            width = metrics.horizontalAdvance(words) + px(14)
        chip = QRectF(left, area.center().y() - height / 2 + 0.5, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.pane if selected else color.sunken)
        painter.drawRoundedRect(chip, theme.radius.small, theme.radius.small)
        painter.setPen(color.text)
        painter.drawText(chip, _ALIGN.AlignCenter, words)
        left += width + px(6)


class ArticleList(QuietTable):
    """Space selects, Shift and arrows extend, a double click opens; a click on a head sorts."""

    article_opened = Signal(int)
    """The row that was opened."""

    selected_changed = Signal()
    sort_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.articles = ArticleModel()
        self.setModel(self.articles)
        self.setItemDelegate(_ArticleDelegate(self))
        self.setProperty("painted", True)
        self.setAccessibleName("Articles")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.clicked.disconnect(self._on_clicked)
        self.doubleClicked.connect(lambda index: self.article_opened.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected_changed.emit())
        head = self.horizontalHeader()
        head.show()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setStretchLastSection(False)
        head.setDefaultAlignment(_ALIGN.AlignLeft | _ALIGN.AlignVCenter)
        head.setSectionResizeMode(TITLE_COLUMN, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(self._on_head)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.set_row_height(current_theme().size.table_row)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the title gets it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = current_theme()
        room = self.viewport().width() - theme.px(_LEAST_TITLE)
        for column in sorted(range(len(_WIDTHS)), key=_GIVES_WAY.index):
            if column != TITLE_COLUMN:
                room -= theme.px(_WIDTHS[column])
                self.setColumnHidden(column, room < 0)
                self.setColumnWidth(column, theme.px(_WIDTHS[column]))

    def _on_head(self, column: int) -> None:
        by = SORTED_BY[column]
        if by is not None:
            self.sort_asked.emit(by)

    def show_order(self, by: str, *, descending: bool) -> None:
        """Says in the head by what the rows are sorted; by arrival no head says so."""
        head = self.horizontalHeader()
        column = SORTED_BY.index(by) if by in SORTED_BY else -1
        head.setSortIndicatorShown(column >= 0)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(column, order)

    def selected_rows(self) -> list[int]:
        """The rows that are selected, ascending."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def select_rows(self, rows: Sequence[int]) -> None:
        """Selects rows (ascending) and no others; nothing where there are fewer by now.

        Rows one after the other become one range: each cell that is painted is looked for in all ranges.
        """
        if rows and rows[-1] < self.articles.rowCount():
            last = self.articles.columnCount() - 1
            ends = [place for place, row in enumerate(rows) if row + 1 not in rows[place + 1 : place + 2]]
            selection = QItemSelection()
            for first, end in zip([0, *(end + 1 for end in ends)], ends, strict=False):
                selection.select(self.articles.index(rows[first], 0), self.articles.index(rows[end], last))
            self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_all(self) -> None:
        """Selects every row that is shown."""
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes a row in or out and keeps the others; Enter and letters are the page's."""
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Space and plain and index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(index, flags.Toggle | flags.Rows)
        else:
            super().keyPressEvent(event)
