"""The left column of the labelling page: every article with its mark, a filter, and the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.models.queue_model import QueueModel
from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field, QuietTable
from ui.widgets.layouts import button, label, stacked
from ui.widgets.marks import MarkName, paint_mark
from ui.widgets.queue_delegate import QueueDelegate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

_PAUSE_MS = 150

_STATES: tuple[tuple[MarkName, str], ...] = (
    ("pending", "not seen"),
    ("draft", "draft"),
    ("submitted", "submitted"),
    ("skipped", "skipped"),
    ("flagged", "flagged"),
)


class CountsBar(QWidget):
    """How many articles are in each state; a click on a count shows only those, another shows all."""

    state_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._chosen = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Click a count to see only those articles")
        theme_hub().changed.connect(self.update)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """State -> number of articles."""
        self._counts = counts
        words = ", ".join(f"{counts.get(state, 0)} {name}" for state, name in _STATES)
        self.setAccessibleName(words)
        self.update()

    def choose(self, state: str) -> None:
        """Marks the state that the list is narrowed to; "" for none."""
        self._chosen = state
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(current_theme().size.queue_width, current_theme().px(34))

    def minimumSizeHint(self) -> QSize:
        """The same height however narrow."""
        return QSize(0, current_theme().px(34))

    def _slots(self) -> list[tuple[str, QRectF]]:
        theme = current_theme()
        metrics = self.fontMetrics()
        left = theme.px(12.0)
        slots: list[tuple[str, QRectF]] = []
        for state, _ in _STATES:
            width = theme.size.mark + theme.px(6) + metrics.horizontalAdvance(str(self._counts.get(state, 0)))
            slots.append((state, QRectF(left, 0, width + theme.px(8), self.height())))
            left += width + theme.px(14)
        return slots

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chooses a state, or none if it was chosen."""
        for state, rect in self._slots():
            if rect.contains(event.position()):
                self.choose("" if state == self._chosen else state)
                self.state_chosen.emit(self._chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark and number of each state."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.size.mark
        for (state, rect), (mark, _) in zip(self._slots(), _STATES, strict=True):
            if state == self._chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color.selected)
                painter.drawRoundedRect(rect.adjusted(-4, 6, 4, -6), theme.radius.small, theme.radius.small)
            paint_mark(painter, QRectF(rect.left(), (self.height() - side) / 2, side, side), mark, theme)
            painter.setPen(theme.color.text2)
            text = rect.adjusted(side + theme.px(6), 0, 0, 0)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, str(self._counts.get(state, 0)))
        painter.end()


class QueuePanel(QWidget):
    """The queue; tells which place was opened. It holds no project."""

    place_opened = Signal(int)
    left = Signal()
    all_shown = Signal()
    """The list holds all articles again, no longer only those that were named."""
    looked_for = Signal(str)
    """Words that somebody typed and stopped typing; whoever knows the texts answers by `set_found`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = QueueModel()
        self._state = ""
        self._found: AbstractSet[int] = frozenset()
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_PAUSE_MS)
        self._typed.timeout.connect(self.look_again)
        self._heading = QLabel("Queue")
        self._heading.setProperty("heading", True)
        self._shown = QLabel("")
        self._shown.setProperty("caption", True)
        self.field = Field("Find in titles and texts", "search", "Ctrl Shift F")
        self.table = QuietTable()
        self.table.setAccessibleName("Queue")
        self.table.setModel(self.model)
        self._delegate = QueueDelegate(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setProperty("painted", True)
        self.table.set_activating_keys(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        self.counts = CountsBar()
        self.progress = [label("", "text2", wrap=True), label("", "caption", wrap=True)]
        self._about = label("", "small", wrap=True)
        self._only = button("Show all articles", "quiet")
        for part in (self._about, self._only):
            part.hide()
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addStretch(1)
        top.addWidget(self._shown)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.addLayout(top)
        head.addWidget(self.field)
        far = stacked(*self.progress)
        far.setSpacing(0)
        head.addLayout(far)
        head.addWidget(self._about)
        head.addWidget(self._only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.counts)
        self.field.textChanged.connect(self._on_typed)
        self.field.accepted.connect(self._open_first)
        self.field.left.connect(self._leave_field)
        self.field.moved.connect(lambda _: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.counts.state_chosen.connect(self._on_state)
        self._only.clicked.connect(lambda _: self.show_only(None, ""))
        self.table.opened.connect(lambda row: self.place_opened.emit(self.model.place_of(row)))
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        self.table.set_row_height(theme.size.queue_row)
        margin = theme.px(12)
        layout = self._head.layout()
        if layout is not None:
            layout.setContentsMargins(margin, theme.px(8), margin, margin)
            layout.setSpacing(theme.px(8))

    def set_current(self, place: int) -> None:
        """Marks the article that is open, and brings it into view."""
        row = self.model.row_of(place)
        if row < 0:
            self.table.clearSelection()
            return
        index = self.model.index(row, 0)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def set_folded(self, *, folded: bool) -> None:
        """Only the marks, where the window is narrow."""
        self._delegate.folded = folded
        self._head.setVisible(not folded)
        self.counts.setVisible(not folded)
        self.table.viewport().update()

    def set_progress(self, far: str, still: str) -> None:
        """How far the annotator is, and how long the rest will take; "" for what is not known."""
        for part, words in zip(self.progress, (far, still), strict=True):
            part.setText(words)
            part.setVisible(bool(words))

    def show_only(self, articles: Sequence[str] | None, about: str) -> None:
        """Shows only some articles, whatever the filter was; None: all again.

        Args:
            articles: their ids.
            about: what they are.
        """
        self.field.clear()
        self.counts.choose("")
        self._state = ""
        self.model.set_only(articles)
        self._about.setText(about)
        for part in (self._about, self._only):
            part.setVisible(articles is not None)
        self._narrow()
        if articles is None:
            self.all_shown.emit()

    def next_state(self) -> None:
        """Narrows the list to the next state; after the last, shows all again."""
        names = ["", *(state for state, _ in _STATES)]
        state = names[(names.index(self._state) + 1) % len(names)]
        self.counts.choose(state)
        self._on_state(state)

    def _on_state(self, state: str) -> None:
        self._state = state
        self._narrow()

    def _on_typed(self) -> None:
        # Titles at once; texts when the fingers rest.
        self._found = frozenset()
        self._typed.start()
        self._narrow()

    def look_again(self) -> None:
        """Asks for the words in the field, if there are any."""
        if words := self.field.text().strip():
            self.looked_for.emit(words)

    def set_found(self, words: str, numbers: AbstractSet[int]) -> None:
        """The numbers of the articles whose text has words that were looked for."""
        if words == self.field.text().strip():
            self._found = numbers
            self._narrow()

    def _narrow(self) -> None:
        self.model.set_filter(self.field.text(), self._state, self._found)
        narrowed = bool(self.field.text().strip() or self._state or not self._only.isHidden())
        words = self.field.text().strip()
        empty = f"No title, source or text has “{words}”." if words else "No article is in this state."
        self.table.set_empty_text(f"{empty} Esc in the field shows all." if narrowed else "")
        self._shown.setText(f"{self.model.rowCount()} of {len(self.model.items)}" if narrowed else "")

    def _open_first(self) -> None:
        if self.model.rowCount():
            self.place_opened.emit(self.model.place_of(0))
        self.left.emit()

    def _leave_field(self) -> None:
        self.field.clear()
        self.counts.choose("")
        self._on_state("")
        self.left.emit()
