"""A few lines of text that keep plain keys to themselves while they have the focus; Esc leaves them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.theme import current_theme, theme_hub


def set_unless_typed(field: QLineEdit, text: str) -> None:
    """Sets a line of text; while it is typed, white space and small letters that the text does without stay."""
    now = field.text()
    if text != now and not (field.hasFocus() and text.casefold().split() == now.casefold().split()):
        field.setText(text)


class TextArea(QPlainTextEdit):
    """Tab goes on to the next field."""

    edited = Signal(str)
    left = Signal()

    def __init__(self, name: str, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._setting = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_changed)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        line = QFontMetrics(theme.font(theme.type.body)).lineSpacing()
        self.setFixedHeight(line * self._lines + theme.px(20))

    def set_text(self, text: str) -> None:
        """Takes a text without telling; while it is typed, white space that the text does without stays."""
        now = self.toPlainText()
        if text != now and not (self.hasFocus() and text.split() == now.split()):
            self._setting = True
            self.setPlainText(text)
            self._setting = False

    def _on_changed(self) -> None:
        if not self._setting:
            self.edited.emit(self.toPlainText())

    def event(self, event: QEvent) -> bool:
        """Claims plain keys before any shortcut can take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            strong = (
                Qt.KeyboardModifier.ControlModifier
                | Qt.KeyboardModifier.AltModifier
                | Qt.KeyboardModifier.MetaModifier
            )
            if not event.modifiers() & strong and event.key() < Qt.Key.Key_F1:
                event.accept()
                return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; everything else is text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
