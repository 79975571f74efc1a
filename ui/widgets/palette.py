"""The palette: commands, pages and articles in one list; it shows keys, so it teaches them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field, QuietTable
from ui.widgets.icons import IconName, paint_icon
from ui.widgets.key_hint import key_hint_size, paint_key_hint
from ui.widgets.layouts import hairline, label
from ui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Sequence

    Index = QModelIndex | QPersistentModelIndex

_ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST_SHOWN = 60
_ROWS_IN_VIEW = 11
_ALIGN = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to go to or do.

    Attributes:
        id: told back when it is chosen.
        title: what is searched and shown.
        detail: shown beside it, quieter; searched too.
        key: its key, or "".
    """

    id: str
    title: str
    detail: str
    key: str
    icon: IconName


def best_entries(entries: Sequence[Entry], words: str) -> list[Entry]:
    """The entries that hold every word, the best first: title begins so, a word does, it is held, the detail is.

    Without words, the entries as they come.
    """
    wanted = words.casefold().split()
    if not wanted:
        return list(entries[:_MOST_SHOWN])
    ranked: list[tuple[int, int]] = []
    for place, entry in enumerate(entries):
        title = entry.title.casefold()
        if all(word in title for word in wanted):
            first = wanted[0]
            rank = 0 if title.startswith(first) else 1 if f" {first}" in title else 2
        elif all(word in title or word in entry.detail.casefold() for word in wanted):
            rank = 3
        else:
            continue
        ranked.append((rank, place))
    return [entries[place] for _, place in sorted(ranked)[:_MOST_SHOWN]]


class EntryModel(QAbstractTableModel):
    """The entries found."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def set_entries(self, entries: list[Entry]) -> None:
        """Takes a new list."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, row: int) -> Entry:
        """The entry in a row."""
        return self._entries[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many were found."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """One painted column."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, or the Entry itself."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == _ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}, {entry.detail}" + (f", key {entry.key}" if entry.key else "")
        return None


class EntryDelegate(QStyledItemDelegate):
    """Icon, title, detail, key."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one entry."""
        entry: Entry = index.data(_ENTRY_ROLE)
        theme = current_theme()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.selected)
            painter.drawRoundedRect(
                rect.adjusted(theme.px(8), 0, -theme.px(8), 0), theme.radius.control, theme.radius.control
            )
        side = theme.size.icon
        at = QRectF(rect.left() + theme.px(18), rect.center().y() - side / 2 + 0.5, side, side)
        paint_icon(painter, at, entry.icon, theme.color.text2)
        right = rect.right() - theme.px(18)
        if entry.key:
            size = key_hint_size(entry.key, theme)
            right -= size.width()
            paint_key_hint(
                painter, QPointF(right, rect.top() + (rect.height() - size.height()) // 2), entry.key, theme
            )
            right -= theme.px(10)
        left = round(at.right()) + theme.px(12)
        font = theme.font(theme.type.body)
        metrics = QFontMetrics(font)
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, right - left)
        painter.setFont(font)
        painter.setPen(theme.color.text)
        area = QRect(left, rect.top(), right - left, rect.height())
        painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, title)
        left += metrics.horizontalAdvance(title) + theme.px(10)
        if entry.detail and right - left > theme.px(40):
            small = theme.font(theme.type.small)
            painter.setFont(small)
            painter.setPen(theme.color.text3)
            words = QFontMetrics(small).elidedText(entry.detail, Qt.TextElideMode.ElideRight, right - left)
            area = QRect(left, rect.top(), right - left, rect.height())
            painter.drawText(area, _ALIGN.AlignLeft | _ALIGN.AlignVCenter, words)
        painter.restore()


class Palette(Overlay):
    """Type to narrow, ↑ ↓ to choose, Enter to do it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 640)
        self._entries: Sequence[Entry] = ()
        self.field = Field("Go to, search, do", "search")
        self.field.setFrame(False)
        self.field.setProperty("bare", True)
        self._count = label("", "caption")
        self.table = QuietTable()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setProperty("painted", True)
        self.model = EntryModel()
        self.table.setModel(self.model)
        self.table.setItemDelegate(EntryDelegate(self.table))
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 18, 8)
        head.addWidget(self.field, 1)
        head.addWidget(self._count)
        self.body.addLayout(head)
        self.body.addWidget(hairline())
        self.body.addSpacing(6)
        self.body.addWidget(self.table, 1)
        self.body.addSpacing(6)
        self.field.textChanged.connect(self._narrow)
        self.field.accepted.connect(self._choose)
        self.field.left.connect(self.close_card)
        self.field.moved.connect(self._move)
        self.table.opened.connect(lambda _: self._choose())
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        self.table.set_row_height(theme.px(32))
        self.field.setFont(theme.font(theme.type.palette))

    def open_with(self, entries: Sequence[Entry]) -> None:
        """Shows the palette over everything that can be chosen now."""
        self._entries = entries
        self.field.clear()
        self._narrow("")
        self.open()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def wanted_height(self) -> int:
        """Head and up to eleven rows."""
        theme = current_theme()
        rows = max(1, min(_ROWS_IN_VIEW, self.model.rowCount()))
        return theme.px(32) * rows + theme.px(70)

    def _narrow(self, words: str) -> None:
        found = best_entries(self._entries, words)
        self.model.set_entries(found)
        shown = (
            f"{len(found)} of {len(self._entries)}" if len(found) < len(self._entries) else f"{len(found)}"
        )
        self._count.setText(shown if found else "nothing found")
        if found:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.refit()

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            row = (self.table.currentIndex().row() + step) % count
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.scrollTo(self.table.currentIndex())

    def _choose(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            entry = self.model.entry(index.row())
            self.close_card()
            self.chosen.emit(entry.id)
