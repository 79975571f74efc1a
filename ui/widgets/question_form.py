"""The fields of one question of a codebook: names, guideline, and what is asked along with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.widgets.fields import Field
from ui.widgets.form import Form
from ui.widgets.layouts import label
from ui.widgets.text_area import TextArea, set_unless_typed

if TYPE_CHECKING:
    from labeler.codebook import Question

_FLAGS = {
    "required": "An article needs an answer to be whole",
    "evidence": "Passages that show it are asked for",
    "whose": "Whose stance it is: the author’s or somebody quoted",
    "confidence": "How sure the annotator is",
    "ordered": "Its values are in order, from one end to the other",
}
_OF_ARTICLES = ("required", "evidence")


class QuestionForm(Form):
    """Tells each change as it is made; what stands is only ever what it is given."""

    edited = Signal(str, object)
    store_asked = Signal(str)
    """The question is to be stored under another key."""
    title_done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(6, parent)
        self._key = ""
        self.title = Field("Title")
        self.target = Field("Target")
        self._target_words = label("Target, as the guideline names it", "caption")
        self.stored = Field("Stored as")
        self._stored_words = label("Stored and exported as", "caption")
        self.guideline = TextArea("Guideline", 9)
        self.flags = {name: QCheckBox(words) for name, words in _FLAGS.items()}
        self.facts = label("", "caption")
        for part in (
            self.facts,
            label("Title, as people see it", "caption"),
            self.title,
            self._target_words,
            self.target,
            self._stored_words,
            self.stored,
            self.fault,
            label("Guideline: how to answer", "caption"),
            self.guideline,
            *self.flags.values(),
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.title.textEdited.connect(lambda text: self.edited.emit("title", text))
        self.title.editingFinished.connect(self.title_done)
        self.target.textEdited.connect(lambda text: self.edited.emit("target", text))
        self.guideline.edited.connect(lambda text: self.edited.emit("guideline", text.strip()))
        for name, box in self.flags.items():
            box.clicked.connect(lambda checked, name=name: self.edited.emit(name, checked))
        self.stored.editingFinished.connect(self._on_stored)
        for field in (self.title, self.stored, self.target):
            field.accepted.connect(self.left)
            field.left.connect(self.left)
        self.guideline.left.connect(self.left)

    def set_question(self, question: Question, *, is_new: bool = False) -> None:
        """Shows a question; the key of one that no version has yet can be changed."""
        kind = question.kind.capitalize()
        self.facts.setText(f"{kind}, new" if is_new else f"{kind}, stored as {question.key}")
        self._key = question.key
        for field, text in (
            (self.title, question.title),
            (self.stored, question.key),
            (self.target, question.target),
        ):
            set_unless_typed(field, text)
        for part in (self.stored, self._stored_words):
            part.setVisible(is_new)
        stance = question.kind == "stance"
        self.target.setVisible(stance)
        self._target_words.setVisible(stance)
        self.guideline.set_text(question.guideline)
        for name, box in self.flags.items():
            box.setChecked(getattr(question, name))
            box.setVisible(stance or (name in _OF_ARTICLES and question.kind == "topic"))
        self.set_fault("")

    def _on_stored(self) -> None:
        if self.stored.text().strip() != self._key:
            self.store_asked.emit(self.stored.text())
