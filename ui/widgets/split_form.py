"""Splitting a value: the names of the new ones, and which of them its labels get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ui.widgets.form import Form
from ui.widgets.layouts import button, label, row
from ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_NONE = "None: taken out, to be looked at again"


class SplitForm(Form):
    """Shown in the place of the value's fields; nothing is changed until it is asked for."""

    split_asked = Signal(object, object)
    """The titles, and which of them labels get: its place, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(8, parent)
        self._head = label("", "heading", wrap=True)
        self.titles = TextArea("New values, one a line", 5)
        self.labels_to = QComboBox()
        self.labels_to.setAccessibleName("Labels go to")
        self.go = button("Split it")
        self.back = button("Leave it", "quiet")
        self._words = label("", "caption", wrap=True)
        for part in (
            self._head,
            label("New values, one a line", "caption"),
            self.titles,
            self._words,
            self.labels_to,
            self.fault,
        ):
            self.body.addWidget(part)
        self.body.addLayout(row(self.go, self.back, None))
        self.body.addStretch(1)
        self.titles.edited.connect(self._on_edited)
        self.titles.left.connect(self.left)
        self.go.clicked.connect(lambda _: self.ask())
        self.back.clicked.connect(lambda _: self.left.emit())

    def begin(self, title: str) -> None:
        """Begins to split a value."""
        self._head.setText(f"Split “{title}”")
        self._words.setText(f"What labels of “{title}” get")
        self.titles.set_text("")
        self._on_edited("")
        self.titles.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _names(self) -> list[str]:
        return [line.strip() for line in self.titles.toPlainText().split("\n") if line.strip()]

    def _on_edited(self, _: str) -> None:
        chosen = self.labels_to.currentIndex()
        self.labels_to.clear()
        self.labels_to.addItems([_NONE, *self._names()])
        self.labels_to.setCurrentIndex(max(0, min(chosen, self.labels_to.count() - 1)))
        self.set_fault("")

    def is_filled(self) -> bool:
        """Whether any new value is named."""
        return bool(self._names())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter splits, wherever in the form the focus is but in the names; on the other button it leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.back.hasFocus():
                self.left.emit()
            else:
                self.ask()
        else:
            super().keyPressEvent(event)

    def ask(self) -> None:
        """Asks for the split."""
        place = self.labels_to.currentIndex() - 1
        self.split_asked.emit(self._names(), None if place < 0 else place)
