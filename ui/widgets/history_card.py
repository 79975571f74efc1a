"""The history: every step of an annotator, the newest first; Z takes back everything down to the marked one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from labeler.text import first_strong_is_rtl
from ui.models.history_model import HISTORY_ROLE, HistoryModel, HistoryRow
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import ElidedLabel
from ui.widgets.fields import QuietTable
from ui.widgets.key_hint import KeyHint
from ui.widgets.layouts import hairline, label
from ui.widgets.overlay import Overlay
from ui.widgets.row_ground import paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

    from ui.theme import Theme

    Index = QModelIndex | QPersistentModelIndex

_ALIGN = Qt.AlignmentFlag
_TIME_SHARE = "28 September, 23:59:59"
"""The widest time there is; one column holds it."""


class _Delegate(QStyledItemDelegate):
    """When, what, and about which article; what was taken back is struck."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one step."""
        row: HistoryRow = index.data(HISTORY_ROLE)
        theme = current_theme()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = theme.px(8)
        paint_row_ground(painter, option, rect.adjusted(margin, 0, -margin, 0), theme.radius.control)
        inner = rect.adjusted(theme.px(20), 0, -theme.px(20), 0)
        small = theme.font(theme.type.small)
        width = QFontMetrics(small).horizontalAdvance(_TIME_SHARE)
        if inner.width() > width * 3:
            painter.setFont(small)
            painter.setPen(theme.color.text3)
            painter.drawText(inner, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, row.at)
            inner.setLeft(inner.left() + width + theme.px(12))
        self._paint_words(painter, inner, row, theme)
        painter.restore()

    @staticmethod
    def _paint_words(painter: QPainter, inner: QRect, row: HistoryRow, theme: Theme) -> None:
        title_room = inner.width() * 2 // 5
        small = theme.font(theme.type.small)
        painter.setFont(small)
        painter.setPen(theme.color.text2)
        title = QFontMetrics(small).elidedText(row.article, Qt.TextElideMode.ElideRight, title_room)
        area = QRect(inner.right() - title_room, inner.top(), title_room, inner.height())
        side = _ALIGN.AlignRight if first_strong_is_rtl(row.article) else _ALIGN.AlignLeft
        painter.drawText(area, side | _ALIGN.AlignVCenter | _ALIGN.AlignAbsolute, title)
        font = theme.font(theme.type.body)
        font.setStrikeOut(not row.stands)
        painter.setFont(font)
        painter.setPen(theme.color.text if row.stands else theme.color.text3)
        area = inner.adjusted(0, 0, -title_room - theme.px(14), 0)
        words = QFontMetrics(font).elidedText(row.words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, words)


class HistoryCard(Overlay):
    """Shows steps and tells what is asked of the marked one; it holds no project."""

    opened = Signal(int)
    undo_asked = Signal(int)
    redo_asked = Signal()
    marked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 940, top_share=0.05)
        self.model = HistoryModel()
        self.table = QuietTable()
        self.table.setAccessibleName("History of your answers")
        self.table.setProperty("painted", True)
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Delegate(self.table))
        self.table.set_empty_text(
            "Nothing was answered yet. What you answer is listed here, the newest first."
        )
        self._title = label("History of your answers", "title")
        self._order = label("the newest first", "caption")
        self.says = ElidedLabel("text2")
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._head.addWidget(self._order)
        self._foot.addWidget(self.says, 1)
        for key, words in _KEYS.items():
            self._foot.addWidget(KeyHint(key))
            self._foot.addWidget(label(words, "caption"))
        self.body.addLayout(self._head)
        self.body.addWidget(hairline())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(hairline())
        self.body.addLayout(self._foot)
        self.table.selectionModel().currentChanged.connect(lambda index: self.marked.emit(index.row()))
        self.table.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        self.table.set_row_height(theme.size.table_row)
        margin = theme.px(20)
        self._head.setContentsMargins(margin, theme.px(14), margin, theme.px(10))
        self._foot.setContentsMargins(margin, theme.px(9), margin, theme.px(10))
        self._foot.setSpacing(theme.px(6))

    def set_rows(self, rows: Iterator[HistoryRow], keep: int) -> None:
        """Takes the steps and marks one of them."""
        self.model.set_rows(rows, keep)
        if self.model.rowCount():
            index = self.model.index(min(keep, self.model.rowCount() - 1), 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def show_steps(self) -> None:
        """Opens the card."""
        self.open()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """What the keys would do to the marked step."""
        self.says.set_text(words)
        self.table.setAccessibleDescription(words)

    def wanted_height(self) -> int:
        """As high as the window lets it be, so that it stays where it is whatever it lists."""
        parent = self.parentWidget()
        return parent.height() if parent is not None else 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Z and Backspace take back, Ctrl Y brings back, Enter opens; everything else closes or does nothing."""
        keys = Qt.Key
        row = self.table.currentIndex().row()
        strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        event.accept()
        if (event.key() == keys.Key_Y and strong) or (event.key() == keys.Key_Z and strong and shifted):
            self.redo_asked.emit()
        elif event.key() in (keys.Key_Z, keys.Key_Backspace) and row >= 0:
            self.undo_asked.emit(row)
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and row >= 0:
            self.opened.emit(row)
        elif event.key() == keys.Key_H and strong and shifted:
            self.close_card()
        else:
            super().keyPressEvent(event)


_KEYS = {"Ctrl Y": "bring back", "Enter": "open", "Esc": "close"}
"""Beside what Z does, which is said of the marked step."""
