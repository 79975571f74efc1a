"""The codebook page's columns: the questions, the values of one as a tree, the fields of what is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from labeler.counting import counted
from ui.models.value_model import ValueModel
from ui.theme import current_theme, theme_hub
from ui.widgets.banner import Banner
from ui.widgets.fields import Field, QuietTable
from ui.widgets.flow import flowing
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, hairline, label, row, scrolling
from ui.widgets.question_form import QuestionForm
from ui.widgets.split_form import SplitForm
from ui.widgets.text_table import TextTable
from ui.widgets.value_delegate import ValueDelegate
from ui.widgets.value_form import ValueForm

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from labeler.codebook import Codebook, Question, Value

FormName = Literal["value", "question", "split"]
_FORMS: tuple[FormName, ...] = ("value", "question", "split")
_FIND = "Find a value"


class CodebookColumns(QWidget):
    """Shows what it is given; what is asked for comes from its parts' own signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions = TextTable()
        self.worklist = Banner("W")
        self.field = Field(_FIND, "search", "Ctrl F")
        self.values = QuietTable()
        self.model = ValueModel()
        self.value_form, self.question_form, self.split_form = ValueForm(), QuestionForm(), SplitForm()
        self.head, self.count = label("", "heading"), label("", "caption")
        self.hint = label("", "caption", wrap=True)
        self.preview = label("", wrap=True)
        self.discard_button = button("Discard", "quiet")
        self.save_button = KeyButton("Save", "Ctrl Enter", primary=True)
        self.add_button, self.merge_button = KeyButton("Add", "A"), KeyButton("Merge", "M")
        self.split_button, self.remove_button = KeyButton("Split", "S"), KeyButton("Remove", "Delete")
        self.import_button, self.export_button = button("Import"), button("Export")
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._dragged = self._is_new = False
        self._forms = QStackedWidget()
        self.hint.hide()
        self._build()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        self.questions.setAccessibleName("Questions")
        self.values.setAccessibleName("Values")
        self.values.setModel(self.model)
        self.values.setItemDelegate(ValueDelegate(self.values))
        self.values.setProperty("painted", True)
        left, middle = QWidget(), QWidget()
        self._left, self._middle = QVBoxLayout(left), QVBoxLayout(middle)
        self._files, self._tools, self._top = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self._files.addWidget(flowing(self.import_button, self.export_button))
        self._tools.addWidget(
            flowing(self.add_button, self.merge_button, self.split_button, self.remove_button)
        )
        self._top.addLayout(row(self.head, None, self.count))
        self._top.addWidget(self.field)
        self._left.addWidget(self.questions, 1)
        self._left.addWidget(self.worklist)
        self._left.addLayout(self._files)
        self._middle.addLayout(self._top)
        self._middle.addWidget(self.values, 1)
        self._middle.addWidget(hairline())
        self._middle.addLayout(self._tools)
        self._middle.addWidget(self.hint)
        for form in (self.value_form, self.question_form, self.split_form):
            self._forms.addWidget(scrolling(form))
        for part in (left, middle, self._forms):
            self._parts.addWidget(part)
            self._parts.setCollapsible(self._parts.indexOf(part), False)
        self._parts.setHandleWidth(1)
        self._parts.setStretchFactor(1, 1)
        self._parts.splitterMoved.connect(self._on_dragged)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.preview, 1)
        self._foot.addWidget(self.discard_button)
        self._foot.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._parts, 1)
        layout.addWidget(hairline())
        layout.addLayout(self._foot)

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        self.values.set_row_height(theme.size.answer_row)
        self._left.setContentsMargins(0, theme.px(8), 0, theme.px(12))
        self._left.setSpacing(theme.px(8))
        self._middle.setContentsMargins(0, 0, 0, theme.px(8))
        self._middle.setSpacing(theme.px(6))
        self._top.setContentsMargins(margin, theme.px(8), margin, 0)
        for layout in (self._files, self._tools):
            layout.setContentsMargins(margin, 0, margin, 0)
        self.hint.setContentsMargins(margin, 0, margin, 0)
        self._foot.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        self._forms.setMinimumWidth(theme.px(200))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns keep their shares where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Sets the columns' widths, until somebody drags them."""
        if not self._dragged:
            theme, width = current_theme(), self.width()
            left, right = min(theme.px(250), width * 22 // 100), min(theme.px(420), width * 42 // 100)
            self._parts.setSizes([left, width - left - right, right])

    def _on_dragged(self, *_: int) -> None:
        self._dragged = True

    # -- shown -----------------------------------------------------------------------------------------------

    def show_questions(self, codebook: Codebook, shown: int) -> None:
        """Takes the questions, and which of them is shown; tells nobody."""
        self.questions.set_table(("Question",), [(question.title,) for question in codebook.questions])
        blocked = self.questions.selectionModel().blockSignals(True)
        self.questions.selectRow(shown)
        self.questions.selectionModel().blockSignals(blocked)

    def show_values(self, question: Question, before: Question | None) -> None:
        """Takes the values of a question, and the same question in the version in force."""
        self._is_new = before is None
        self.model.set_question(question, before)
        if not question.values:
            self.values.set_empty_text("No value yet. A adds one.")
        self.head.setText(question.title)
        self.count.setText(counted(len(question.values), "value"))

    def show_form(self, form: FormName, question: Question) -> None:
        """Shows the fields of the question, of the marked value, or of a split."""
        self.question_form.set_question(question, is_new=self._is_new)
        value = self.marked()
        if value is not None:
            self.value_form.set_value(question, value)
        shown = "question" if form == "value" and value is None else form
        self._forms.setCurrentIndex(_FORMS.index(shown))

    def set_fault(self, text: str) -> None:
        """Why the last change was not taken, where the fields are."""
        forms = (self.value_form, self.question_form, self.split_form)
        forms[self._forms.currentIndex()].set_fault(text)

    def in_fields(self) -> bool:
        """Whether the fields at the right have the focus."""
        focus = self.focusWidget()
        return focus is not None and self._forms.isAncestorOf(focus)

    # -- marked ----------------------------------------------------------------------------------------------

    def marked(self) -> Value | None:
        """The value that is marked."""
        index = self.values.currentIndex()
        return self.model.row(index.row()).value if index.isValid() else None

    def mark(self, value: str) -> None:
        """Marks a value; the first one where the list does not show it."""
        place = max(self.model.row_of(value), 0)
        if place < self.model.rowCount() and place != self.values.currentIndex().row():
            index = self.model.index(place, 0)
            self.values.setCurrentIndex(index)
            self.values.scrollTo(index)

    def unmark(self) -> None:
        """Marks none."""
        self.values.setCurrentIndex(QModelIndex())

    def step(self, step: int) -> None:
        """Marks the next or previous value, going round."""
        count = self.model.rowCount()
        if count:
            index = self.values.currentIndex()
            before = index.row() if index.isValid() else min(-step, 0)
            self.values.setCurrentIndex(self.model.index((before + step) % count, 0))

    def search(self, words: str) -> None:
        """Narrows the values."""
        self.model.set_search(words)
        self.values.set_empty_text(f"No value holds “{words.strip()}”. Esc clears.")
        self.mark("")

    def ask_target(self, merged: Value | None) -> None:
        """Has the search choose the value that another one is merged into; None has it search again.

        The other one is left out, and nothing is marked before something is typed or chosen.
        """
        title = merged.title if merged else ""
        words = f"Merge “{title}” into: type a value, Enter merges, Esc leaves" if title else _FIND
        hint = f"Enter merges “{title}” into the marked value. Esc leaves it as it is." if title else ""
        self.field.clear()
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.model.leave_out(merged.value if merged else "")
        if merged:
            self.unmark()
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
