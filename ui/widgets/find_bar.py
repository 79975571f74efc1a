"""A line above the article in which words are looked for; it holds no text of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field
from ui.widgets.layouts import arrow, label

_PAUSE_MS = 120


class FindBar(QWidget):
    """Tells what is looked for, and where somebody wants to go; Esc closes it."""

    words_changed = Signal(str)
    step_asked = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field("Find in this article", "search", "Ctrl F")
        self._count = label("", "caption")
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_PAUSE_MS)
        self._typed.timeout.connect(self.look)
        back = arrow("chevron-left", "Previous place (↑)", Qt.FocusPolicy.NoFocus)
        on = arrow("chevron-right", "Next place (Enter, ↓)", Qt.FocusPolicy.NoFocus)
        back.clicked.connect(lambda _: self.step_asked.emit(-1))
        on.clicked.connect(lambda _: self.step_asked.emit(1))
        layout = QHBoxLayout(self)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._count)
        layout.addWidget(back)
        layout.addWidget(on)
        self.field.textChanged.connect(lambda _: self._typed.start())
        self.field.accepted.connect(self._on_enter)
        self.field.moved.connect(self.step_asked)
        self.field.left.connect(self.left)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.pane_margin
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, theme.px(6), margin, theme.px(6))

    def words(self) -> str:
        """What is looked for; "" while the bar is closed."""
        return "" if self.isHidden() else self.field.text().strip()

    def open_with(self, words: str) -> None:
        """Shows the bar with these words in it."""
        self.field.setText(words)
        self._typed.stop()
        self.show()

    def look(self) -> None:
        """Says at once what is looked for."""
        self._typed.stop()
        self.words_changed.emit(self.words())

    def set_count(self, places: int) -> None:
        """In how many places it was found."""
        found = "1 place" if places == 1 else f"{places} places"
        self._count.setText((found if places else "not in this article") if self.words() else "")

    def _on_enter(self) -> None:
        if self._typed.isActive():
            self.look()
        else:
            self.step_asked.emit(1)
