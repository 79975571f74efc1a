"""A line above the article with the words that are highlighted in every article; it holds no text of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field
from ui.widgets.layouts import label


class HighlightBar(QWidget):
    """Two fields, for the project and for oneself. Enter takes both over, Esc closes without."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.everybodys = Field("Words highlighted for everybody, with commas between them", "search")
        self.own = Field("The same only for you", "search")
        layout = QVBoxLayout(self)
        fields = QHBoxLayout()
        fields.addWidget(self.everybodys, 3)
        fields.addWidget(self.own, 2)
        layout.addLayout(fields)
        layout.addWidget(
            label("Enter keeps them, Tab goes on, Esc leaves. Dots mark them in the text.", "caption")
        )
        for field in (self.everybodys, self.own):
            field.accepted.connect(lambda: self.given.emit(self.everybodys.text(), self.own.text()))
            field.left.connect(self.left)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def _on_theme(self) -> None:
        theme = current_theme()
        margin, layout = theme.space.pane_margin, self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, theme.px(6), margin, theme.px(6))
            layout.setSpacing(theme.px(4))

    def open_with(self, everybodys: str, own: str) -> None:
        """Shows the bar with these words, ready to be typed over."""
        self.everybodys.setText(everybodys)
        self.own.setText(own)
        self.show()
        self.everybodys.setFocus(Qt.FocusReason.ShortcutFocusReason)
