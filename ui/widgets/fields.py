"""Text fields and tables that share the keyboard with the page around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTableView, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.icons import IconName, icon
from ui.widgets.key_hint import key_hint_size, paint_key_hint

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex


class Field(QLineEdit):
    """A line of text that keeps plain keys to itself while it has the focus; Esc leaves it.

    Enter and the arrows up and down go to its own signals, so that a search field can steer a list.
    """

    accepted = Signal()
    left = Signal()
    moved = Signal(int)

    def __init__(
        self,
        placeholder: str,
        icon_name: IconName | None = None,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        if icon_name is not None:
            self.addAction(icon(icon_name, "text3"), QLineEdit.ActionPosition.LeadingPosition)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def set_key(self, key: str) -> None:
        """The key that leads here; "" for none."""
        self._key = key
        self._on_theme()

    def _on_theme(self) -> None:
        room = key_hint_size(self._key, current_theme()).width() + 8 if self._key else 0
        self.setTextMargins(0, 0, room, 0)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Claims plain keys before any shortcut can take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            strong = (
                Qt.KeyboardModifier.ControlModifier
                | Qt.KeyboardModifier.AltModifier
                | Qt.KeyboardModifier.MetaModifier
            )
            if not event.modifiers() & strong and event.key() < Qt.Key.Key_F1:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and the arrows have signals; everything else is text."""
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
            # Whatever the field has no use for stays in it: no letter of a name becomes a command.
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and its key while it is empty and elsewhere is the focus."""
        super().paintEvent(event)
        if not self._key or self.text() or self.hasFocus():
            return
        theme = current_theme()
        size = key_hint_size(self._key, theme)
        painter = QPainter(self)
        at = self.rect().toRectF().topRight()
        at.setX(at.x() - size.width() - theme.px(8))
        at.setY((self.height() - size.height()) // 2)
        paint_key_hint(painter, at, self._key, theme)
        painter.end()


class QuietTable(QTableView):
    """A one-column or many-column list that leaves letters and digits to the page.

    Qt's own type-ahead would eat every answer key.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._activating: tuple[Qt.Key, ...] = ()
        self._empty = ""
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.clicked.connect(self._on_clicked)

    def set_row_height(self, height: int) -> None:
        """One height for all rows, in px: Qt then never asks a row for its size."""
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(height)

    def set_activating_keys(self, *keys: Qt.Key) -> None:
        """Keys that open the marked row while the list has the focus, instead of going to the page."""
        self._activating = keys

    def set_empty_text(self, text: str) -> None:
        """What stands there when the list is empty."""
        self._empty = text
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or the sentence where there is none."""
        super().paintEvent(event)
        if not self._empty or self.model().rowCount():
            return
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setFont(theme.font(theme.type.small))
        painter.setPen(theme.color.text2)
        area = self.viewport().rect().adjusted(theme.px(16), theme.px(8), -theme.px(16), 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self._empty)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and paging move in the list; everything else goes to the page."""
        keys = Qt.Key
        if event.key() in self._activating and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            event.accept()
            return
        if event.key() in (keys.Key_Home, keys.Key_End):
            # Qt would go to the first or last column.
            row = 0 if event.key() == keys.Key_Home else self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(row, 0))
        elif event.key() in (keys.Key_Up, keys.Key_Down, keys.Key_PageUp, keys.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row, not to the ends of the row."""
        if action in (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd):
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(action, modifiers)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())
