"""The fields of one value of a codebook: names, key, and the guideline that annotators read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.widgets.fields import Field
from ui.widgets.form import Form
from ui.widgets.layouts import label
from ui.widgets.text_area import TextArea, set_unless_typed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from labeler.codebook import Question, Value


class ValueForm(Form):
    """Tells each change as it is typed; what stands is only ever what it is given."""

    edited = Signal(str, object)
    """A field of the value, and what it says now."""
    store_asked = Signal(str)
    """The value is to be stored under another name."""
    title_done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(4, parent)
        self._stored = ""
        self.where = label("", "caption", wrap=True)
        self.title = Field("Title")
        self.key = Field("None")
        self.key.setAccessibleName("Answer key")
        self.key.setMaxLength(1)
        self.stored = Field("Stored as")
        self.definition = TextArea("Definition", 4)
        self.include = TextArea("Include", 3)
        self.exclude = TextArea("Leave out", 3)
        self.examples = TextArea("Examples, one a line", 3)
        self.code = label("", "caption", selectable=True)
        for words, field in (
            ("Title, as people see it", self.title),
            ("Answer key", self.key),
            ("Stored and exported as", self.stored),
            ("Definition: when to choose it", self.definition),
            ("Include: what belongs to it as well", self.include),
            ("Leave out: what does not, and where it goes", self.exclude),
            ("Examples, one a line", self.examples),
        ):
            self.body.addWidget(label(words, "caption"))
            self.body.addWidget(field)
            if field is self.key:
                self.body.addWidget(self.fault)
        self.body.insertWidget(0, self.where)
        self.body.addWidget(self.code)
        self.body.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.title.textEdited.connect(lambda text: self.edited.emit("title", text))
        self.title.editingFinished.connect(self.title_done)
        self.key.textEdited.connect(lambda text: self.edited.emit("key", text))
        self.stored.accepted.connect(self._on_stored)
        self.stored.editingFinished.connect(self._on_stored)
        self.definition.edited.connect(lambda text: self.edited.emit("definition", text.strip()))
        self.include.edited.connect(lambda text: self.edited.emit("include", text.strip()))
        self.exclude.edited.connect(lambda text: self.edited.emit("exclude", text.strip()))
        self.examples.edited.connect(
            lambda text: self.edited.emit("examples", tuple(filter(None, map(str.strip, text.split("\n")))))
        )
        for field in (self.title, self.key, self.stored):
            field.accepted.connect(self.left)
            field.left.connect(self.left)
        for area in (self.definition, self.include, self.exclude, self.examples):
            area.left.connect(self.left)

    def set_value(self, question: Question, value: Value) -> None:
        """Shows a value, where it stands, and what can be changed of it."""
        path, above = [], value.parent
        while above is not None:
            entry = question.value(above)
            path.append(question.title_of(above))
            above = entry.parent if entry else None
        self.where.setText(f"In {' › '.join(reversed(path))}" if path else "At the top of the tree")
        self.where.setVisible(question.kind == "topic")
        self._stored = value.value
        for field, text in ((self.title, value.title), (self.key, value.key), (self.stored, value.value)):
            set_unless_typed(field, text)
        self.definition.set_text(value.definition)
        self.include.set_text(value.include)
        self.exclude.set_text(value.exclude)
        self.examples.set_text("\n".join(value.examples))
        self.code.setText(f"Published code: {value.code}" if value.code else "")
        self.code.setVisible(bool(value.code))
        own = question.kind in ("topic", "stance")
        self.key.setEnabled(own)
        self.stored.setEnabled(own)
        self.set_fault("")

    def edit_title(self) -> None:
        """Goes to the title, ready to be written anew."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title.selectAll()

    def _on_stored(self) -> None:
        if self.stored.text().strip() != self._stored:
            self.store_asked.emit(self.stored.text())
