"""The codebook page: questions, the values of one as a tree, the fields of one; what saving would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.codebook_worklist import reasons, worklist
from labeler.errors import LabelerError
from ui.pages.codebook_drafts import Drafts
from ui.pages.codebook_files import CodebookFiles
from ui.widgets.codebook_columns import CodebookColumns

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex

    from labeler.codebook import Kind, Question, Value
    from labeler.codebook_draft import Draft
    from labeler.codebook_worklist import Outdated
    from labeler.project import Project
    from ui.notices import Notices
    from ui.widgets.codebook_columns import FormName

_NEW: Final[dict[Kind, str]] = {"stance": "New target", "topic": "New topic question"}
_NEW_KEYS: Final = ("stance_new_target", "new_topic_question")
"""What a question is called, and how its key begins, until it has a title."""


class CodebookPage(QWidget):
    """Changes a draft; the codebook itself changes only when the draft is saved as a version."""

    adopted = Signal()
    """Another version is in force."""
    undo_told = Signal(str)
    """What Ctrl Z would take back here; "" for nothing."""
    worklist_asked = Signal(object)
    """The articles that the label page is to list, each with the sentence why."""

    def __init__(self, project: Project, annotator: str, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._annotator = annotator
        self._notices = notices
        self.drafts = Drafts(project, notices, self)
        self.files = CodebookFiles(self.drafts, notices, self)
        self.columns = CodebookColumns()
        self._question = ""
        self._merging = ""
        self._on_questions = False
        self._work: list[Outdated] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self._connect()

    def _connect(self) -> None:
        columns = self.columns
        columns.questions.selectionModel().currentChanged.connect(self._on_question)
        columns.questions.opened.connect(lambda _: self._show_form("question"))
        columns.values.selectionModel().currentChanged.connect(lambda *_: self._show_form("value"))
        columns.values.opened.connect(lambda _: self._show_form("value"))
        columns.field.textChanged.connect(columns.search)
        columns.field.moved.connect(columns.step)
        columns.field.accepted.connect(self._on_found)
        columns.field.left.connect(self._leave_field)
        columns.value_form.edited.connect(self._on_value_edited)
        columns.value_form.store_asked.connect(self._on_stored)
        columns.value_form.title_done.connect(self._on_title_done)
        columns.question_form.edited.connect(self._on_question_edited)
        columns.question_form.store_asked.connect(self._on_question_stored)
        columns.question_form.title_done.connect(self._on_question_named)
        columns.split_form.split_asked.connect(self._on_split)
        columns.value_form.left.connect(self._focus_values)
        columns.question_form.left.connect(self._focus_questions)
        columns.split_form.left.connect(self._focus_values)
        self.drafts.planned.connect(self._show_plan)
        columns.worklist.clicked.connect(lambda _: self.open_worklist())
        for pressed, act in (
            (columns.import_button, self.ask_import),
            (columns.export_button, self.ask_export),
            (columns.save_button, self.save),
            (columns.discard_button, self.discard),
            (columns.add_button, self.add),
            (columns.merge_button, self.begin_merge),
            (columns.split_button, self.begin_split),
            (columns.remove_button, self.remove),
        ):
            pressed.clicked.connect(lambda _, act=act: act())

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
        return self.columns.marked()

    def reload(self) -> None:
        """Shows the draft that was kept, or the version in force; and what is to be looked at again."""
        self.drafts.read()
        self._work = worklist(self.project, self._annotator)
        units = sum(len(each.units) for each in self._work)
        why = "; ".join(dict.fromkeys(f"version {each.version}: {each.why}" for each in self._work))
        verb = "is" if units == 1 else "are"
        self.columns.worklist.set_words(
            f"{units} of your answers {verb} from an older version" if units else "",
            f"{why}. Open {'it' if units == 1 else 'them'}" if units else "",
        )
        self._show()
        if self.isVisible():
            self._focus_values()

    def _show(self, value: str = "") -> None:
        """Shows the draft; marks a value, or keeps the one that is marked."""
        keys = [question.key for question in self.draft.codebook.questions]
        if self._question not in keys:
            self._question = keys[0]
        self.columns.show_questions(self.draft.codebook, keys.index(self._question))
        self._show_values(value)
        self._show_plan()

    def _show_values(self, value: str = "") -> None:
        marked, form = self.value(), self._form()
        before = next((each for each in self.draft.before.questions if each.key == self._question), None)
        self.columns.show_values(self.question(), before)
        self.columns.mark(value or (marked.value if marked else ""))
        self._show_form(form)

    def _form(self) -> FormName:
        return "question" if self._on_questions else "value"

    def _show_form(self, form: FormName) -> None:
        self._on_questions = form == "question"
        self.columns.show_form(form, self.question())

    def _show_plan(self) -> None:
        drafts, columns = self.drafts, self.columns
        planned = drafts.plan
        columns.preview.setText(drafts.fault or (f"{planned.sentence()}." if planned else ""))
        columns.save_button.setText(f"Save as version {self.project.store.codebooks.mark() + 1}")
        columns.save_button.updateGeometry()
        columns.save_button.setEnabled(planned is not None and not planned.is_nothing)
        columns.discard_button.setEnabled(drafts.draft.is_changed or drafts.is_old)
        self.undo_told.emit(drafts.undo_text)

    # -- moving ----------------------------------------------------------------------------------------------

    def _on_question(self, index: QModelIndex) -> None:
        if index.isValid():
            self._question = self.draft.codebook.questions[index.row()].key
            self.columns.field.clear()
            self.columns.unmark()
            self._on_questions = True
            self._show_values()

    def next_question(self) -> None:
        """Shows the next question."""
        table = self.columns.questions
        table.selectRow((table.currentIndex().row() + 1) % table.model().rowCount())
        self._focus_values()

    def _focus_values(self) -> None:
        self._show_form("value")
        self.columns.values.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_questions(self) -> None:
        self.columns.questions.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_value(self) -> None:
        """Goes to the search."""
        self.columns.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_found(self) -> None:
        found, merged = self.value(), self._merging
        if merged and found is None:
            self._notices.post("Choose the value to merge into first: type its title, or ↑ and ↓.")
            return
        self._leave_field()
        if merged and found is not None:
            self._change(lambda draft: draft.merge(self._question, merged, found.value), mark=found.value)

    def _leave_field(self) -> None:
        """Back from the search, with what it has found marked, or what was to be merged."""
        marked = self.value()
        back, self._merging = self._merging or (marked.value if marked else ""), ""
        self.columns.ask_target(None)
        if back:
            self.columns.mark(back)
        self._focus_values()

    def escape(self) -> bool:
        """One step back; returns whether there was one here."""
        if self._merging or self.columns.field.text():
            self._leave_field()
            return True
        return self._leave_fields()

    def _leave_fields(self) -> bool:
        """Goes from a field to the list of what it is about; returns whether one was in a field."""
        left = self.columns.in_fields()
        if left:
            (self._focus_questions if self._on_questions else self._focus_values)()
        return left

    # -- changing --------------------------------------------------------------------------------------------

    def _change(self, change: Callable[[Draft], Draft], about: object = None, mark: str = "") -> bool:
        """Changes the draft and shows it; a fault is said where the fields are. Returns whether it was changed."""
        try:
            changed = change(self.draft)
        except LabelerError as error:
            self.columns.set_fault(str(error))
            self._notices.post(str(error), "warn")
            return False
        self.drafts.take(changed, about)
        self._show(mark)
        return True

    def _on_value_edited(self, name: str, content: object) -> None:
        value = self.value()
        if value is not None:
            about = (self._question, value.value, name)
            self._change(lambda draft: draft.edit(self._question, value.value, **{name: content}), about)

    def _on_question_edited(self, name: str, content: object) -> None:
        self._change(
            lambda draft: draft.edit_question(self._question, **{name: content}), (self._question, name)
        )

    def _on_question_named(self) -> None:
        """A new question is stored as its title says."""
        if self._question.startswith(_NEW_KEYS):
            named = self.draft.question_after_title(self._question)
            if named is not None:
                self._question = named[1]  # what is shown next is asked for by this key
                self._change(lambda _: named[0], ("named", named[1]))

    def _on_question_stored(self, stored: str) -> None:
        before = self._question

        def change(draft: Draft) -> Draft:
            changed = draft.store_question_as(before, stored)
            self._question = stored.strip()  # what is shown next is asked for by this key
            return changed

        self._change(change)

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

        self.columns.field.clear()
        if self._change(change):
            self.columns.mark(added[0])
            self._edit_value()

    def add_question(self, kind: Kind) -> None:
        """Adds a question about topics or a stance towards a target, and goes to its title."""
        added: list[str] = []

        def change(draft: Draft) -> Draft:
            changed, key = draft.add_question(kind, _NEW[kind])
            added.append(key)
            return changed

        if self._change(change):
            self._question = added[0]
            self._on_questions = True
            self._show()
            self.columns.question_form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.columns.question_form.title.selectAll()

    def edit(self) -> None:
        """Goes to the title of what is marked."""
        if self.columns.questions.hasFocus():
            self._show_form("question")
            self.columns.question_form.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._edit_value()

    def _edit_value(self) -> None:
        if self.value() is not None:
            self._show_form("value")
            self.columns.value_form.edit_title()

    def edit_key(self) -> None:
        """Goes to the answer key of the marked value."""
        if self.value() is not None:
            self._show_form("value")
            self.columns.value_form.key.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.columns.value_form.key.selectAll()

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
        if self.columns.questions.hasFocus():
            self._change(lambda draft: draft.remove_question(self._question))
            return
        value = self._can_change_values()
        if value is not None:
            columns, place = self.columns, self.columns.values.currentIndex().row()
            if self._change(lambda draft: draft.remove(self._question, value.value)):
                last = columns.model.rowCount() - 1
                columns.mark(columns.model.row(min(place, last)).value.value)

    def begin_merge(self) -> None:
        """Asks which value the marked one is merged into: type it, Enter merges."""
        value = self._can_change_values()
        if value is None:
            return
        self._merging = value.value
        self.columns.ask_target(value)

    def begin_split(self) -> None:
        """Asks what the marked value is split into."""
        value = self._can_change_values()
        if value is not None:
            self._show_form("split")
            self.columns.split_form.begin(value.title)

    def _on_split(self, titles: list[str], labels_to: int | None) -> None:
        value = self.value()
        if value is not None and self._change(
            lambda draft: draft.split(self._question, value.value, titles, labels_to)
        ):
            self._focus_values()

    def undo(self, *, back: bool) -> bool:
        """Takes the last change of the draft back, or brings it back."""
        if not self.drafts.undo(back=back):
            if back and self.draft.is_changed:
                self._notices.post(
                    "These changes were kept from before. Discard takes all of them back at once."
                )
            else:
                self._notices.post(f"Nothing to {'undo' if back else 'redo'} in this draft.")
            return False
        self._show()
        return True

    def discard(self) -> None:
        """Goes back to the version in force."""
        self.drafts.discard()
        self._show()
        self._notices.post("The draft was discarded. Ctrl Z brings it back.")

    def save(self) -> None:
        """Makes the draft the version in force; while a value is being split, splits it."""
        splitting = self.columns.split_form
        if splitting.isVisible() and splitting.is_filled():
            splitting.ask()
            return
        self._leave_fields()  # what is half typed is taken
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
        if self._work:
            self.worklist_asked.emit(reasons(self.project.codebook, self._work))
        else:
            self._notices.post("Every answer of yours was given under what its question means now.", "good")

    def ask_export(self) -> None:
        """Writes the draft to a file: the whole, or the values of the question that is shown."""
        self.files.ask_export(self._question)

    def ask_import(self) -> None:
        """Takes a file into the draft; nothing is saved yet."""
        if self.files.ask_import(self._question):
            self._show()
