"""The codebook page: questions, the values of one as a tree, the fields of one; what saving would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.codebook_worklist import worklist
from labeler.errors import LabelerError
from labeler.vocabularies import export_codebook, import_codebook, steps_between
from ui.dialogs import CodebookToRead, CodebookToWrite
from ui.models.value_model import ValueModel
from ui.pages.codebook_drafts import Drafts
from ui.theme import current_theme, theme_hub
from ui.widgets.banner import Banner
from ui.widgets.elided import ElidedLabel
from ui.widgets.fields import Field, QuietTable
from ui.widgets.flow import FlowRow
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, hairline, label, row, scrolling
from ui.widgets.question_form import QuestionForm
from ui.widgets.split_form import SplitForm
from ui.widgets.text_table import TextTable
from ui.widgets.value_delegate import ValueDelegate
from ui.widgets.value_form import ValueForm

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from labeler.codebook import Question, Value
    from labeler.codebook_draft import Draft
    from labeler.codebook_worklist import Outdated
    from labeler.project import Project
    from ui.notices import Notices

_FIND = "Find a value"


class CodebookPage(QWidget):
    """Changes a draft; the codebook itself changes only when the draft is saved as a version."""

    adopted = Signal()
    """Another version is in force."""
    articles_asked = Signal(str, object)
    """Words, and the articles that the label page is to list."""

    def __init__(self, project: Project, annotator: str, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._annotator = annotator
        self._notices = notices
        self.drafts = Drafts(project, notices, self)
        self._question = ""
        self._merging = ""
        self._on_questions = False
        self._work: list[Outdated] = []
        self.questions = TextTable()
        self.worklist = Banner("W")
        self.field = Field(_FIND, "search", "Ctrl F")
        self.values = QuietTable()
        self.model = ValueModel()
        self.value_form, self.question_form, self.split_form = ValueForm(), QuestionForm(), SplitForm()
        self.head, self.count = label("", "heading"), label("", "caption")
        self.hint = label("", "caption", wrap=True)
        self.preview = ElidedLabel()
        self.discard_button = button("Discard", "quiet")
        self.save_button = KeyButton("Save", "Ctrl Enter", primary=True)
        self.actions_ = {
            name: KeyButton(words, key)
            for name, words, key in (
                ("add", "Add", "A"),
                ("merge", "Merge", "M"),
                ("split", "Split", "S"),
                ("remove", "Remove", "Delete"),
            )
        }
        self.import_button, self.export_button = button("Import"), button("Export")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._forms = QStackedWidget()
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    # -- built -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.questions.setAccessibleName("Questions")
        self.values.setAccessibleName("Values")
        self.values.setModel(self.model)
        self.values.setItemDelegate(ValueDelegate(self.values))
        self.values.setProperty("painted", True)
        left, middle, self._right = QWidget(), QWidget(), QWidget()
        self._left_layout, self._middle_layout = QVBoxLayout(left), QVBoxLayout(middle)
        self._left_layout.addWidget(self.questions, 1)
        self._left_layout.addWidget(self.worklist)
        self._files = QHBoxLayout()
        self._files.addWidget(_flow(self.import_button, self.export_button))
        self._left_layout.addLayout(self._files)
        self._top = QWidget()
        self._top_layout = QVBoxLayout(self._top)
        self._top_layout.addLayout(row(self.head, None, self.count))
        self._top_layout.addWidget(self.field)
        self._middle_layout.addWidget(self._top)
        self._middle_layout.addWidget(self.values, 1)
        self._middle_layout.addWidget(hairline())
        self._tools = QHBoxLayout()
        self._tools.addWidget(_flow(*self.actions_.values()))
        self._middle_layout.addLayout(self._tools)
        self._middle_layout.addWidget(self.hint)
        for form in (self.value_form, self.question_form, self.split_form):
            self._forms.addWidget(scrolling(form))
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._forms)
        for part in (left, middle, self._right):
            self._split.addWidget(part)
            self._split.setCollapsible(self._split.indexOf(part), False)
        self._split.setHandleWidth(1)
        self._split.setStretchFactor(1, 1)
        self._foot = QWidget()
        self._foot_layout = QHBoxLayout(self._foot)
        for part in (self.preview, self.discard_button, self.save_button):
            self._foot_layout.addWidget(part, 1 if part is self.preview else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._split, 1)
        layout.addWidget(hairline())
        layout.addWidget(self._foot)

    def _connect(self) -> None:
        self.questions.selectionModel().currentChanged.connect(self._on_question)
        self.questions.opened.connect(lambda _: self._show_form("question"))
        self.values.selectionModel().currentChanged.connect(lambda *_: self._show_form("value"))
        self.values.opened.connect(lambda _: self._show_form("value"))
        self.field.textChanged.connect(self._on_search)
        self.field.moved.connect(self._move)
        self.field.accepted.connect(self._on_found)
        self.field.left.connect(self._leave_field)
        self.value_form.edited.connect(self._on_value_edited)
        self.value_form.store_asked.connect(self._on_stored)
        self.value_form.title_done.connect(self._on_title_done)
        self.question_form.edited.connect(self._on_question_edited)
        self.split_form.split_asked.connect(self._on_split)
        self.value_form.left.connect(self._focus_values)
        self.question_form.left.connect(lambda: self.questions.setFocus())
        self.split_form.left.connect(self._focus_values)
        self.drafts.planned.connect(self._show_plan)
        self.worklist.clicked.connect(lambda _: self.open_worklist())
        self.import_button.clicked.connect(lambda _: self.ask_import())
        self.export_button.clicked.connect(lambda _: self.ask_export())
        self.save_button.clicked.connect(lambda _: self.save())
        self.discard_button.clicked.connect(lambda _: self.discard())
        for name, act in (
            ("add", self.add),
            ("merge", self.begin_merge),
            ("split", self.begin_split),
            ("remove", self.remove),
        ):
            self.actions_[name].clicked.connect(lambda _, act=act: act())

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        self.values.set_row_height(theme.size.answer_row)
        self._left_layout.setContentsMargins(0, theme.px(8), 0, theme.px(12))
        self._left_layout.setSpacing(theme.px(8))
        self._files.setContentsMargins(margin, 0, margin, 0)
        self._middle_layout.setContentsMargins(0, 0, 0, theme.px(8))
        self._middle_layout.setSpacing(theme.px(6))
        self._top_layout.setContentsMargins(margin, theme.px(8), margin, 0)
        self._tools.setContentsMargins(margin, 0, margin, 0)
        self.hint.setContentsMargins(margin, 0, margin, 0)
        self._foot_layout.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        self._right.setMinimumWidth(theme.px(340))
        self._right.setMaximumWidth(theme.px(620))
        self._split.setSizes([theme.px(290), theme.px(700), theme.px(420)])

    # -- shown -----------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self.drafts.draft

    def question(self) -> Question:
        """The question that is shown."""
        return self.draft.codebook.question(self._question)

    def value(self) -> Value | None:
        """The value that is marked."""
        index = self.values.currentIndex()
        return self.model.row(index.row()).value if index.isValid() else None

    def reload(self) -> None:
        """Shows the draft that was kept, or the version in force; and what is to be looked at again."""
        self.drafts.read()
        self._work = worklist(self.project, self._annotator)
        units = sum(len(each.units) for each in self._work)
        why = "; ".join(dict.fromkeys(f"version {each.version}: {each.why}" for each in self._work))
        noun = "answer" if units == 1 else "answers"
        self.worklist.set_words(
            f"{units} of your {noun} from an older version" if units else "",
            f"{why}. Open them" if units else "",
        )
        self._show()
        if self.isVisible():
            self._focus_values()

    def _show(self, value: str = "") -> None:
        """Shows the draft; marks a value, or keeps the one that is marked."""
        book = self.draft.codebook
        keys = [question.key for question in book.questions]
        self.questions.set_table(("Question",), [(question.title,) for question in book.questions])
        if self._question not in keys:
            self._question = keys[0]
        blocked = self.questions.selectionModel().blockSignals(True)
        self.questions.selectRow(keys.index(self._question))
        self.questions.selectionModel().blockSignals(blocked)
        self._show_values(value)
        self._show_plan()

    def _show_values(self, value: str = "") -> None:
        marked, form = self.value(), "question" if self._on_questions else "value"
        wanted = value or (marked.value if marked else "")
        before = next((each for each in self.draft.before.questions if each.key == self._question), None)
        question = self.question()
        self.model.set_question(question, before)
        self.head.setText(question.title)
        self.count.setText(_count(len(question.values), "value"))
        self._mark(wanted)
        self._show_form(form)

    def _mark(self, value: str) -> None:
        place = self.model.row_of(value)
        if place < 0 and self.model.rowCount():
            place = 0
        if place >= 0 and place != self.values.currentIndex().row():
            index = self.model.index(place, 0)
            self.values.setCurrentIndex(index)
            self.values.scrollTo(index)

    def _show_form(self, form: str) -> None:
        self._on_questions = form == "question"
        self.question_form.set_question(self.question())
        value = self.value()
        if value is not None:
            self.value_form.set_value(self.question(), value)
        places = {"value": 0, "question": 1, "split": 2}
        shown = "question" if form == "value" and value is None else form
        self._forms.setCurrentIndex(places[shown])

    def _show_plan(self) -> None:
        drafts, version = self.drafts, self.project.store.codebooks.mark() + 1
        planned = drafts.plan
        self.preview.set_text(drafts.fault or (f"{planned.sentence()}." if planned else ""))
        self.save_button.setText(f"Save as version {version}")
        self.save_button.updateGeometry()
        self.save_button.setEnabled(planned is not None and not planned.is_nothing)
        self.discard_button.setEnabled(drafts.draft.is_changed or drafts.is_old)

    # -- moving ----------------------------------------------------------------------------------------------

    def _on_question(self, index: QModelIndex) -> None:
        if index.isValid():
            self._question = self.draft.codebook.questions[index.row()].key
            self._on_questions = True
            self.field.clear()
            self.values.setCurrentIndex(QModelIndex())
            self._on_questions = True
            self._show_values()

    def next_question(self) -> None:
        """Shows the next question."""
        self.questions.selectRow(
            (self.questions.currentIndex().row() + 1) % self.questions.model().rowCount()
        )
        self._focus_values()

    def _focus_values(self) -> None:
        self._show_form("value")
        self.values.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_value(self) -> None:
        """Goes to the search."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_search(self, words: str) -> None:
        self.model.set_search(words)
        self.values.set_empty_text(f"No value holds “{words.strip()}”. Esc clears.")
        self._mark("")

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            place = (max(self.values.currentIndex().row(), 0) + step) % count
            self.values.setCurrentIndex(self.model.index(place, 0))

    def _on_found(self) -> None:
        found = self.value()
        if self._merging and found is not None:
            merged = self._merging
            self._leave_field()
            self._change(lambda draft: draft.merge(self._question, merged, found.value), mark=found.value)
        elif found is not None:
            self.field.clear()
            self._mark(found.value)
        self._focus_values()

    def _leave_field(self) -> None:
        marked = self.value()
        self._merging = ""
        self.field.setPlaceholderText(_FIND)
        self.field.setAccessibleName(_FIND)
        self.hint.setText("")
        self.field.clear()
        if marked is not None:
            self._mark(marked.value)
        self._focus_values()

    def escape(self) -> bool:
        """One step back; returns whether there was one here."""
        if self._merging or self.field.text():
            self._leave_field()
            return True
        focus = self.focusWidget()
        if focus is not None and self._right.isAncestorOf(focus):
            (self.questions if self._on_questions else self.values).setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    # -- changing --------------------------------------------------------------------------------------------

    def _change(self, change: Callable[[Draft], Draft], about: object = None, mark: str = "") -> bool:
        """Changes the draft and shows it; a fault is said where the fields are. Returns whether it was changed."""
        try:
            changed = change(self.draft)
        except LabelerError as error:
            self._say_fault(str(error))
            return False
        self.drafts.take(changed, about)
        self._show(mark)
        return True

    def _say_fault(self, text: str) -> None:
        forms = (self.value_form, self.question_form, self.split_form)
        forms[self._forms.currentIndex()].set_fault(text)
        self._notices.post(text, "warn")

    def _on_value_edited(self, name: str, content: object) -> None:
        value = self.value()
        if value is not None:
            about = (self._question, value.value, name)
            self._change(lambda draft: draft.edit(self._question, value.value, **{name: content}), about)

    def _on_question_edited(self, name: str, content: object) -> None:
        self._change(
            lambda draft: draft.edit_question(self._question, **{name: content}), (self._question, name)
        )

    def _on_stored(self, stored: str) -> None:
        value = self.value()
        if value is not None:
            self._change(
                lambda draft: draft.store_as(self._question, value.value, stored), mark=stored.strip()
            )

    def _on_title_done(self) -> None:
        """A new value is stored as its title says, until somebody says otherwise."""
        value = self.value()
        if value is not None and value.value.startswith("new_value"):
            named = self.draft.named_after_title(self._question, value.value)
            if named is not None:
                self._change(lambda _: named[0], ("named", named[1]), mark=named[1])

    def _can_change_values(self) -> Value | None:
        value = self.value()
        if value is None:
            self._notices.post("Mark a value first: ↑ and ↓ in the list.")
        return value

    def add(self) -> None:
        """Adds a value behind the marked one, and goes to its title."""
        marked = self.value()
        added: list[str] = []

        def change(draft: Draft) -> Draft:
            changed, stored = draft.add(self._question, "New value", marked.value if marked else "")
            added.append(stored)
            return changed

        self.field.clear()
        if self._change(change):
            self._mark(added[0])
            self.edit()

    def add_target(self) -> None:
        """Adds a stance question, and goes to its title."""
        added: list[str] = []

        def change(draft: Draft) -> Draft:
            changed, key = draft.add_question("stance", "New target")
            added.append(key)
            return changed

        if self._change(change):
            self._question = added[0]
            self._on_questions = True
            self._show()
            self.question_form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.question_form.title.selectAll()

    def edit(self) -> None:
        """Goes to the title of what is marked."""
        if self.questions.hasFocus():
            self._show_form("question")
            self.question_form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.value() is not None:
            self._show_form("value")
            self.value_form.edit_title()

    def edit_key(self) -> None:
        """Goes to the answer key of the marked value."""
        if self.value() is not None:
            self._show_form("value")
            self.value_form.key.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.value_form.key.selectAll()

    def shift(self, step: int) -> None:
        """Moves the marked value up or down among its siblings."""
        value = self._can_change_values()
        if value is not None:
            self._change(lambda draft: draft.shift(self._question, value.value, step), mark=value.value)

    def indent(self, step: int) -> None:
        """Puts the marked value below the one before it, or beside the one above it."""
        value = self._can_change_values()
        if value is not None:
            self._change(lambda draft: draft.indent(self._question, value.value, step), mark=value.value)

    def remove(self) -> None:
        """Removes the marked value, or the question where the questions have the focus."""
        if self.questions.hasFocus():
            self._change(lambda draft: draft.remove_question(self._question))
            return
        value = self._can_change_values()
        if value is not None:
            place = self.values.currentIndex().row()
            if (
                self._change(lambda draft: draft.remove(self._question, value.value))
                and self.model.rowCount()
            ):
                self._mark(self.model.row(min(place, self.model.rowCount() - 1)).value.value)

    def begin_merge(self) -> None:
        """Asks which value the marked one is merged into: type it, Enter merges."""
        value = self._can_change_values()
        if value is None:
            return
        self._merging = value.value
        words = f"Merge “{value.title}” into: type a value, Enter merges, Esc leaves"
        self.field.clear()
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.hint.setText(
            f"Merge “{value.title}” into the value that is marked: Enter. Esc leaves it as it is."
        )
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_split(self) -> None:
        """Asks what the marked value is split into."""
        value = self._can_change_values()
        if value is not None:
            self._show_form("split")
            self.split_form.begin(value.title)

    def _on_split(self, titles: list[str], labels_to: int | None) -> None:
        value = self.value()
        if value is not None and self._change(
            lambda draft: draft.split(self._question, value.value, titles, labels_to)
        ):
            self._focus_values()

    def undo(self, *, back: bool) -> bool:
        """Takes the last change of the draft back, or brings it back."""
        if not self.drafts.undo(back=back):
            self._notices.post("Nothing to undo in this draft." if back else "Nothing to redo in this draft.")
            return False
        self._show()
        return True

    def discard(self) -> None:
        """Goes back to the version in force."""
        self.drafts.discard()
        self._show()
        self._notices.post("The draft was discarded. Ctrl Z brings it back.")

    def save(self) -> None:
        """Makes the draft the version in force."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()  # what is half typed is taken
        if self.drafts.plan is None or self.drafts.plan.is_nothing:
            self._notices.post(self.drafts.fault or "Nothing is changed, so there is no new version to save.")
            return
        done = self.drafts.save()
        if done is not None:
            self._notices.post(f"Saved. {done.sentence()}.", "good")
            self.adopted.emit()
            self.reload()

    def leave(self) -> None:
        """The page is left: the draft is kept."""
        self.drafts.keep()

    # -- files and the worklist ------------------------------------------------------------------------------

    def open_worklist(self) -> None:
        """Lists the articles of which an answer of one's own is from an older version."""
        articles = dict.fromkeys(
            article for each in self._work for unit in each.units for article in unit.split(":")
        )
        if articles:
            self.articles_asked.emit("an answer from an older codebook", list(articles))
        else:
            self._notices.post("Every answer of yours was given under what its question means now.", "good")

    def ask_export(self) -> None:
        """Writes the draft to a file: the whole, or the values of the question that is shown."""
        path = CodebookToWrite.ask(self, f"{self._question}.csv")
        if path is not None:
            self._try(
                lambda: self._notices.post(export_codebook(self.draft.codebook, path, self._question), "good")
            )

    def ask_import(self) -> None:
        """Takes a file into the draft; nothing is saved yet."""
        path = CodebookToRead.ask(self)
        if path is not None:
            self._try(lambda: self._import(path))

    def _import(self, path: Path) -> None:
        draft = self.draft
        read = import_codebook(draft.codebook, path, self._question)
        self.drafts.take(draft.taking(read, steps_between(draft.codebook, read, {})))
        self._show()
        self._notices.post(f"{path.name} is in the draft. Look at it, then save it.", "good")

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")


def _flow(*parts: QWidget) -> FlowRow:
    made = FlowRow(spacing=8)
    for part in parts:
        made.flow.addWidget(part)
    return made


def _count(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
