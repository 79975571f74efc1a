"""One topic question: search, the values as a tree, "no topic fits", and what the value in focus means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.models.topic_model import FEW, TopicModel
from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field, QuietTable
from ui.widgets.key_hint import KeyHint
from ui.widgets.layouts import hairline, label, row
from ui.widgets.topic_delegate import TopicDelegate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.records import Json
    from labeler.codebook import Question


@dataclass(frozen=True, slots=True)
class TopicTurned:
    """A value was chosen, to be given or taken back."""

    question: str
    value: str


class TopicPanel(QWidget):
    """Several values at once; an empty answer ("no topic fits") looks given, no answer looks unfilled."""

    turned = Signal(TopicTurned)
    none_asked = Signal(str)
    left = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._arranged = False
        self.model = TopicModel()
        self.model.set_question(question)
        self._head = label(question.title, "heading")
        self._info = label("", "caption")
        self.field = Field("Find a topic", "search", "T")
        self.table = QuietTable()
        self.table.setAccessibleName(question.title)
        self.table.setModel(self.model)
        self.table.setItemDelegate(TopicDelegate(self.table))
        self.table.setProperty("painted", True)
        self.table.set_activating_keys(Qt.Key.Key_Space)
        self._none_key = KeyHint("0")
        keeps_place = self._none_key.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self._none_key.setSizePolicy(keeps_place)
        self.none_box = QCheckBox("No topic fits")
        self.none_box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._meaning_title = label("", "smallstrong")
        self._meaning = label("", "small", wrap=True)
        self._build()
        self.field.textChanged.connect(self._on_search)
        self.field.accepted.connect(self._give_first)
        self.field.left.connect(self._on_left)
        self.field.moved.connect(self._move)
        self.table.opened.connect(self._turn_row)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.entered.connect(self._on_current)
        self.none_box.clicked.connect(lambda _: self.none_asked.emit(question.key))
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        top.addLayout(row(self._head, None, self._info))
        top.addWidget(self.field)
        layout.addWidget(self._top)
        layout.addWidget(self.table, 1)
        layout.addWidget(hairline())
        self._none_row = QWidget()
        none = QHBoxLayout(self._none_row)
        none.addWidget(self._none_key)
        none.addWidget(self.none_box, 1)
        layout.addWidget(self._none_row)
        self._meaning_box = QWidget()
        self._meaning_box.setProperty("well", True)
        meaning = QVBoxLayout(self._meaning_box)
        meaning.addWidget(self._meaning_title)
        meaning.addWidget(self._meaning)
        self._meaning_outer = QWidget()
        outer = QVBoxLayout(self._meaning_outer)
        outer.addWidget(self._meaning_box)
        layout.addWidget(self._meaning_outer)
        # Its room is kept from the start, so that nothing moves when a value comes into focus.
        self._meaning_outer.setVisible(any(any(value.guideline) for value in self.question.values))
        self._meaning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def _show_guideline(self) -> None:
        self._meaning_title.setText("F1 shows the guidelines")
        self._meaning.setText(" ".join(self.question.guideline.split()))

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        self.table.set_row_height(theme.size.answer_row)
        self.table.setMinimumHeight(theme.size.answer_row * 4)
        for widget, margins in (
            (self._top, (margin, theme.px(8), margin, theme.px(6))),
            (self._none_row, (margin, theme.px(3), margin, theme.px(3))),
            (self._meaning_box, (theme.px(10), theme.px(6), theme.px(10), theme.px(6))),
            (self._meaning_outer, (theme.px(12), 0, theme.px(12), theme.px(8))),
        ):
            inner = widget.layout()
            if inner is not None:
                inner.setContentsMargins(*margins)
                inner.setSpacing(theme.px(8) if widget in (self._top, self._none_row) else theme.px(2))
        self._meaning.setFixedHeight(theme.px(52))

    def begin(self) -> None:
        """Another article: no search, no value in focus."""
        self._arranged = False
        self.field.clear()
        self.table.setCurrentIndex(QModelIndex())
        self.table.scrollToTop()
        self._show_guideline()

    def set_answer(self, answer: Json) -> None:
        """What stands: a list of values, empty for "no topic fits", None for no answer."""
        chosen = answer if isinstance(answer, list) else []
        self.model.set_chosen(chosen)
        if not self._arranged:
            self._arranged = True
            self.model.arrange()
        self.none_box.setChecked(answer == [])
        if answer is None:
            self._info.setText("not answered")
        elif not chosen:
            self._info.setText("none fits")
        else:
            self._info.setText(f"{len(chosen)} chosen")

    def set_favoured(self, pinned: Iterable[str], recent: Iterable[str]) -> None:
        """Values that somebody pinned, and values they gave lately; listed first from the next search on."""
        self.model.set_favoured(pinned, recent)

    @property
    def lists_at_hand(self) -> bool:
        """Whether there are so many values that those at hand are listed before the tree."""
        return len(self.question.values) > FEW

    def marked(self) -> str:
        """The value that is marked, or ""."""
        index = self.table.currentIndex()
        return self.model.row(index.row()).value if index.isValid() else ""

    def set_open(self, *, is_open: bool) -> None:
        """Whether the answer keys belong to this question."""
        self.model.set_keys(live=is_open)
        self._none_key.setVisible(is_open)

    def show_value(self, value: str) -> None:
        """Marks a value and shows what it means."""
        place = self.model.row_of(value)
        if place >= 0:
            index = self.model.index(place, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _on_current(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        found = self.model.row(index.row())
        self._meaning_title.setText(found.title)
        self._meaning.setText(found.definition)

    def _on_search(self, words: str) -> None:
        self.model.set_search(words)
        self.table.set_empty_text(f"No topic holds “{words.strip()}”. Esc clears.")
        if words and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            place = (max(self.table.currentIndex().row(), 0) + step) % count
            self.table.setCurrentIndex(self.model.index(place, 0))

    def _give_first(self) -> None:
        """Enter in the search gives the marked value; the field stays, ready for the next.

        Where nothing fits it stays, too: what is typed next is no command.
        """
        if not self.field.text().strip():
            self._on_left()
        elif self.model.rowCount():
            self._turn_row(max(self.table.currentIndex().row(), 0))
            self.field.clear()

    def _turn_row(self, place: int) -> None:
        self.turned.emit(TopicTurned(self.question.key, self.model.row(place).value))

    def _on_left(self) -> None:
        self.field.clear()
        self.left.emit()
