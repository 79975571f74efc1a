"""The right column of the labelling page: every question, its answers, and what is left to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from labeler.flow import NOTE
from ui.theme import current_theme, theme_hub
from ui.widgets.candidate_list import CandidateList
from ui.widgets.elided import ElidedLabel
from ui.widgets.fields import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import hairline, label, row
from ui.widgets.marks import MarkWidget
from ui.widgets.stance_rows import StanceRows
from ui.widgets.topic_panel import TopicPanel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Json
    from labeler.codebook import Codebook
    from labeler.flow import SkipUntil
    from ui.widgets.candidate_list import Candidate
    from ui.widgets.marks import MarkName

_SUBMIT = "Submit and next"


@dataclass(frozen=True, slots=True)
class SkipAsked:
    """An article is to be passed over."""

    until: SkipUntil
    reason: str


class AnswerPanel(QWidget):
    """Shows answers and tells which were asked for; what stands is only ever what it is given."""

    note_written = Signal(str)
    skip_asked = Signal(SkipAsked)
    submit_asked = Signal()
    flag_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._until: SkipUntil = "later"
        self._note = ""
        self._left = ""
        self._target = ""
        self._scroll = QScrollArea()
        self._note_tried: str | None = None
        self.topics: list[TopicPanel] = []
        self.stances = StanceRows()
        self.candidates = CandidateList()
        self._stance_head = label("Stance", "heading")
        self._stance_info = label("", "caption")
        self._pair_head = label("Duplicates", "heading")
        self._pair_info = label("D opens beside", "caption")
        self.note = Field("Add a note", "note", "M")
        self.flag = KeyButton("Flag", "G", icon_name="flag")
        self.flag.setCheckable(True)
        self.skip_field = Field("Why skip it? Enter skips, Esc goes back", "skip")
        self._left_mark = MarkWidget("pending")
        self._left_text = ElidedLabel("text2")
        self.skip_button = KeyButton("Skip", "S")
        self.submit_button = KeyButton(_SUBMIT, "Enter", primary=True, gives_way=True)
        self._topic_box = QVBoxLayout()
        self._topic_box.setContentsMargins(0, 0, 0, 0)
        self._topic_box.setSpacing(0)
        self._build()
        self.note.accepted.connect(self._on_note_accepted)
        self.note.editingFinished.connect(self.keep_note)
        self.note.left.connect(self._on_note_left)
        self.flag.clicked.connect(lambda _: self.flag_asked.emit())
        self.skip_button.clicked.connect(lambda _: self.ask_skip("later"))
        self.submit_button.clicked.connect(lambda _: self.submit_asked.emit())
        self.skip_field.accepted.connect(self._on_skip)
        self.skip_field.left.connect(self._on_skip_left)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        inner = QWidget()
        questions = QVBoxLayout(inner)
        questions.setContentsMargins(0, 0, 0, 0)
        questions.setSpacing(0)
        questions.addLayout(self._topic_box, 1)
        self._stance_part = _part(row(self._stance_head, None, self._stance_info), self.stances)
        questions.addWidget(self._stance_part)
        self._pair_part = _part(row(self._pair_head, None, self._pair_info), self.candidates)
        questions.addWidget(self._pair_part)
        # In a low window the questions scroll; note, what is left and the buttons stay in view.
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setProperty("clear", True)
        scroll.setWidget(inner)
        layout.addWidget(scroll, 1)
        self._note_part = QWidget()
        self._note_row = QHBoxLayout(self._note_part)
        self._note_row.addWidget(self.note, 1)
        self._note_row.addWidget(self.flag)
        layout.addWidget(hairline())
        layout.addWidget(self._note_part)
        layout.addWidget(hairline())
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        what_is_left = row(self._left_mark, self._left_text)
        what_is_left.setStretch(1, 1)
        foot.addLayout(what_is_left)
        foot.addWidget(self.skip_field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip_button)
        buttons.addWidget(self.submit_button, 1)
        foot.addLayout(buttons)
        layout.addWidget(self._foot)
        self.skip_field.hide()

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        for part in (self._stance_part, self._pair_part):
            inner = part.layout()
            if inner is not None:
                inner.setContentsMargins(0, 0, 0, theme.px(8))
                head = inner.itemAt(1)
                if head is not None and (line := head.layout()) is not None:
                    line.setContentsMargins(margin, theme.px(8), margin, theme.px(4))
        self._note_row.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        foot = self._foot.layout()
        if foot is not None:
            foot.setContentsMargins(margin, theme.px(8), margin, theme.px(12))
            foot.setSpacing(theme.px(8))

    def set_codebook(self, codebook: Codebook) -> None:
        """Takes the questions."""
        for panel in self.topics:
            self._topic_box.removeWidget(panel)
            panel.deleteLater()
        self.topics = [TopicPanel(question) for question in codebook.of_kind("topic")]
        for panel in self.topics:
            panel.left.connect(self.left)
            self._topic_box.addWidget(panel, 1)
        stances = codebook.of_kind("stance")
        self.stances.set_questions(stances)
        self._stance_part.setVisible(bool(stances))
        self._pair_part.setVisible(bool(codebook.of_kind("duplicate")))
        # Without topics nothing else would push the rest to the bottom.
        if not self.topics:
            self._topic_box.addStretch(1)

    def set_answers(self, answers: Mapping[str, Json]) -> None:
        """What stands for this article: question -> value."""
        for panel in self.topics:
            panel.set_answer(answers.get(panel.question.key))
        self._note = answers.get(NOTE, "")
        self.stances.set_answers(answers)

    def set_open(self, question: str, target: str, place: str) -> None:
        """Which question the answer keys belong to, which target is marked, and how many there are."""
        for panel in self.topics:
            panel.set_open(is_open=panel.question.key == question)
        found = [panel for panel in self.topics if panel.question.key == question] or self.topics
        for panel in self.topics:
            panel.field.set_key("T" if panel is found[0] else "")
        moved = target != self._target
        self._target = target
        self.stances.set_marked(target, digits=target == question)
        questions = self._scroll.widget()
        if moved and questions is not None:
            rect = self.stances.marked_rect()
            top = self.stances.mapTo(questions, rect.topLeft()).y()
            self._scroll.ensureVisible(0, top + rect.height() // 2, 0, rect.height())
        self._stance_info.setText(place)

    def set_candidates(self, candidates: Sequence[Candidate], empty: str) -> None:
        """Takes the candidates of this article."""
        self.candidates.set_candidates(candidates, empty)
        self._pair_info.setText("D opens beside" if candidates else "")

    def begin(self, note: str) -> None:
        """Another article: nothing is half typed, and nothing of the last one is in view."""
        for panel in self.topics:
            panel.begin()
        self.set_note(note)
        self.skip_field.hide()

    def set_note(self, text: str) -> None:
        """The note that stands."""
        if self.note.text() != text:
            self.note.setText(text)

    def keep_note(self) -> None:
        """Hands over a note that was typed and not yet written: wherever the focus goes, no word is lost."""
        text = self.note.text().strip()
        if text not in (self._note, self._note_tried):
            # A write that failed is not tried again on the way out of the field, only by Enter or another word.
            self._note_tried = text
            self.note_written.emit(text)

    def _on_note_accepted(self) -> None:
        self._note_tried = None
        self.keep_note()
        self.left.emit()

    def _on_note_left(self) -> None:
        self.note.setText(self._note)
        self.left.emit()

    def set_flagged(self, *, flagged: bool) -> None:
        """Whether the flag is set."""
        self.flag.setChecked(flagged)
        self.flag.setText("Flagged" if flagged else "Flag")
        self.flag.updateGeometry()

    def set_left(self, mark: MarkName, text: str) -> None:
        """What is left to answer, above the button."""
        self._left = text
        self._left_mark.set_mark(mark)
        self._left_text.set_text(text)

    def set_next(self, words: str, way_out: str) -> None:
        """What the button says while something else comes next than submitting, and how to stay; "" as always."""
        self.submit_button.setText(words or _SUBMIT)
        self._left_text.set_text(way_out or self._left)

    def ask_skip(self, until: SkipUntil, reason: str = "") -> None:
        """Opens the field for the reason, with what was typed before if that could not be written."""
        self._until = until
        words = (
            "Skip until later: why? Enter skips" if until == "later" else "Skip for good: why? Enter skips"
        )
        self.skip_field.setPlaceholderText(words)
        self.skip_field.setAccessibleName(words)
        self.skip_field.setText(reason)
        self.skip_field.show()
        self.skip_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_skip(self) -> None:
        reason = self.skip_field.text().strip()
        self._on_skip_left()
        self.skip_asked.emit(SkipAsked(self._until, reason))

    def _on_skip_left(self) -> None:
        self.skip_field.hide()
        self.left.emit()


def _part(head: QHBoxLayout, body: QWidget) -> QWidget:
    """A part of the column: a hairline, its heading, its content."""
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setSpacing(0)
    layout.addWidget(hairline())
    layout.addLayout(head)
    layout.addWidget(body)
    return part
