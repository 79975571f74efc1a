"""A card over the window to rule with an answer that nobody gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from labeler.answering import turned
from ui.keys import key_name
from ui.theme import current_theme
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import label, row, scrolling
from ui.widgets.overlay import Overlay
from ui.widgets.relation_panel import RelationList
from ui.widgets.topic_panel import TopicPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from db.records import Json
    from labeler.codebook import Question
    from ui.widgets.topic_panel import TopicTurned


class OwnAnswer(Overlay):
    """Topics are turned with their keys and given with Enter; any other answer is given with its number."""

    given = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 480, top_share=0.06)
        self._owner = parent
        self._question: Question | None = None
        self._answer: Json = None
        self._topics: TopicPanel | None = None
        self._title = label("", "title")
        self._values = RelationList()
        self._give = KeyButton("Rule so", "Enter", primary=True)
        content = QWidget()
        self._answers = QVBoxLayout(content)
        self._answers.setContentsMargins(0, 0, 0, 0)
        self._answers.addWidget(self._values)
        self._area = scrolling(content)
        self.body.addWidget(self._title)
        self.body.addWidget(self._area, 1)
        self.body.addLayout(row(None, self._give))
        # The card moves to the window, so it no longer goes when its owner does.
        parent.destroyed.connect(self.deleteLater)
        self._values.chosen.connect(self._finish)
        self._give.clicked.connect(lambda _: self._finish_topics())

    def ask(self, question: Question) -> None:
        """Opens the card for a question."""
        window = self._owner.window()
        if self.parentWidget() is not window:
            # The window is known only once the page stands in it.
            self.setParent(window)
            window.installEventFilter(self)
        px = current_theme().px
        self.body.setContentsMargins(px(20), px(16), px(20), px(16))
        self.body.setSpacing(px(10))
        self._question, self._answer = question, None
        self._title.setText("Own answer" if question.kind == "topic" else f"Own answer: {question.title}")
        if self._topics is not None:
            self._answers.removeWidget(self._topics)
            self._topics.hide()
            self._topics.deleteLater()
            self._topics = None
        is_topic = question.kind == "topic"
        self._values.setVisible(not is_topic)
        self._give.setVisible(is_topic)
        if is_topic:
            self._topics = TopicPanel(question)
            self._topics.begin()
            self._topics.set_answer(None)
            self._topics.turned.connect(self._turn)
            self._topics.none_asked.connect(lambda _: self._none())
            self._topics.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
            self._answers.addWidget(self._topics, 1)
        else:
            self._values.set_values(question.values)
            self._values.set_given("")
            self._values.resize(px(440), self._values.height())
        self.open()

    def wanted_height(self) -> int:
        """High enough for a good part of the topics, or for every other answer."""
        theme = current_theme()
        frame = theme.px(32 + 30 + 10)
        if self._topics is not None:
            return frame + theme.px(420) + theme.size.button + theme.px(10)
        return frame + self._values.sizeHint().height()

    def _turn(self, turn: TopicTurned) -> None:
        self._set_topics(turn.value)

    def _set_topics(self, value: str) -> None:
        if self._question is not None and self._topics is not None:
            # The last one taken back leaves no answer, not an empty one.
            self._answer = turned(self._question, self._answer, value) or None
            self._topics.set_answer(self._answer)

    def _none(self) -> None:
        if self._topics is not None:
            self._answer = []
            self._topics.set_answer([])

    def _finish_topics(self) -> None:
        if self._answer is not None:
            self._finish(self._answer)

    def _finish(self, value: Json) -> None:
        self.close_card()
        self.given.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer keys, Enter, Esc."""
        key, question = key_name(event), self._question
        if question is None or key in ("Esc", ""):
            super().keyPressEvent(event)
        elif question.kind != "topic":
            if key.isdigit() and 1 <= int(key) <= len(question.values):
                self._finish(question.values[int(key) - 1].value)
        elif key == "Enter":
            self._finish_topics()
        elif key == "0":
            self._none()
        elif key == "T" and self._topics is not None:
            self._topics.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            for value in question.values:
                if value.key == key:
                    self._set_topics(value.value)
        event.accept()
