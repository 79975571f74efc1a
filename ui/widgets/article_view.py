"""The article: two columns and the gutter between them. What a person does with mouse and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.widgets.article_layout import Columns
from ui.widgets.article_rows import index_of
from ui.widgets.article_walk import WalkedArticle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.widgets.article_layout import Side
    from ui.widgets.article_paint import Placed
    from ui.widgets.article_rows import Mark, Row

__all__ = ["ArticleView", "Columns"]

DIFFERENCES: frozenset[Mark] = frozenset(("differs", "only_left", "only_right", "moved_down", "moved_up"))

_SPOKEN = 600  # characters of a block told to the screen reader at once


class ArticleView(WalkedArticle):
    """Shows rows, marks one as current, lets words be selected. It changes nothing itself.

    Signals:
        current_changed: key of the row that became current.
        fold_toggled: key of a run of dropped blocks to fold or unfold; the owner gives new rows.
    """

    current_changed = Signal(int)
    fold_toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Article")

    # Rows and the current one

    def set_rows(self, rows: Sequence[Row], *, keep_place: bool = False) -> None:
        """Show rows.

        Args:
            rows: from `rows_for_article` or `rows_for_pair`; keys ascend.
            keep_place: these are the same rows with something changed: the current row stays
                current and stands where it stood. Else the view begins at the top, with the first
                row current that is not dropped.
        """
        before = self.current_key()
        self._all_rows = rows
        self._message = ""
        if keep_place and before >= 0:
            self._fill(before, keep_place=True)
        else:
            kept = [row.key for row in rows if row.mark not in ("dropped", "fold", "fold_open")]
            self._fill(kept[0] if kept else -1, keep_place=False)
            self._reveal(self._current)

    def _fill(self, key: int, *, keep_place: bool) -> None:
        before = self.current_key()
        super()._fill(key, keep_place=keep_place)
        if self.current_key() != before:
            self._tell_current()

    def rows(self) -> Sequence[Row]:
        """The rows as they were set."""
        return self._all_rows

    def current_key(self) -> int:
        """Key of the current row, -1 without rows."""
        return self._rows[self._current].key if self._current >= 0 else -1

    def current_row(self) -> Row | None:
        """The current row."""
        return self._rows[self._current] if self._current >= 0 else None

    def set_current(self, key: int) -> None:
        """Make the row of a block current and scroll to it; a folded block's run stands for it."""
        self._go_to(index_of(self._rows, key))

    def move_current(self, step: int) -> None:
        """Make the row `step` rows further current (back if below 0), as far as there are rows."""
        if self._rows:
            self.clear_selection()
            self._go_to(min(max(self._current + step, 0), len(self._rows) - 1))

    def next_unsure(self, step: int) -> bool:
        """Go to the next unsure row (the previous one if `step` is below 0); False if there is none."""
        return self._go_to_next(step, lambda row: row.mark == "unsure")

    def next_difference(self, step: int) -> bool:
        """The same for rows that differ between the two columns."""
        return self._go_to_next(step, lambda row: row.mark in DIFFERENCES)

    def next_found(self, step: int, *, here_too: bool = False) -> bool:
        """The same for rows that hold words that are looked for; the current one counts if `here_too`."""
        row = self.current_row()
        return (here_too and row is not None and _holds_found(row)) or self._go_to_next(step, _holds_found)

    def go_to_row(self, index: int) -> None:
        """Make the row current into which keys extended the selection."""
        self._go_to(index)

    def _go_to_next(self, step: int, wanted: Callable[[Row], bool]) -> bool:
        stride = 1 if step > 0 else -1
        index = self._current + stride
        while 0 <= index < len(self._rows):
            if wanted(self._rows[index]):
                self._go_to(index)
                return True
            index += stride
        return False

    def _go_to(self, index: int) -> None:
        if not 0 <= index < len(self._rows):
            return
        changed = index != self._current
        self._current = index
        self._reveal(index)
        if changed:
            self._tell_current()

    def _tell_current(self) -> None:
        """Tell the owner, and the screen reader while this view has the focus."""
        row = self.current_row()
        cells = [cell for cell in (row.left, row.right) if cell is not None] if row else []
        words = cells[0].text[:_SPOKEN] if cells else ""
        if row and row.left and row.right and row.left.text != row.right.text:
            words = f"{words}. {row.right.text[:_SPOKEN]}"
        evidence = (
            [cells[0].text[span.start : span.end] for span in cells[0].spans if span.kind == "evidence"]
            if cells
            else []
        )
        if evidence:
            words = f"{words}. Evidence: {', '.join(evidence)[:_SPOKEN]}"
        if row and row.hint and row.mark == "unsure":
            words = f"{words}. {row.hint} {row.hint_key}"
        self.setAccessibleDescription(words)
        if words and self.hasFocus() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.current_changed.emit(self.current_key())

    def row_pressed(self, placed: Placed) -> None:
        """Make the row current. It does not scroll: what is under the mouse stays there."""
        index = index_of(self._rows, placed.part.row.key)
        if index != self._current:
            self._current = index
            self._tell_current()

    def row_clicked(self, placed: Placed, side: Side | None) -> None:
        """Fold or unfold: a folded run anywhere, an open one on its chevron."""
        row = placed.part.row
        if row.fold_count or (row.mark == "fold_open" and side is None):
            self._toggle_fold(row)

    def _toggle_fold(self, row: Row | None) -> bool:
        if row is None or row.fold_key < 0:
            return False
        self.fold_toggled.emit(row.fold_key)
        return True

    # Keys, focus, help

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a text pane. Letters, Space and (if it has a command) Enter are the page's."""
        key, row = event.key(), self.current_row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif key == Qt.Key.Key_Escape and self._selection is not None:
            self.clear_selection()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.move_current(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.scroll_page(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.scroll_to_end(1 if key == Qt.Key.Key_End else -1)
        elif row and (
            (key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter) and row.fold_count)
            or (key == Qt.Key.Key_Left and row.fold_key >= 0 and not row.fold_count and not self._selection)
        ):
            self._toggle_fold(row)
        elif not self.walk_key(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring if the focus came by key; the accent edge shows it always."""
        keyed = (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        self._ring = event.reason() in keyed
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        self.viewport().update()
        super().focusOutEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Show why a block was dropped while the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            each = self._placed_at(event.pos().y())
            if each is not None and each.part.row.tip and event.pos().y() < each.y + each.height:
                QToolTip.showText(event.globalPos(), each.part.row.tip, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)


def _holds_found(row: Row) -> bool:
    return any(span.kind == "find" for cell in (row.left, row.right) if cell for span in cell.spans)
