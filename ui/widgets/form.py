"""What the forms beside the codebook have in common: fields below each other, and why a change was not taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.layouts import label


class Form(QWidget):
    """A column of fields.

    Args:
        spacing: between the fields, px at scale 1.
        parent: as Qt has it.
    """

    left = Signal()
    """Esc or Enter in a field: back to where keys work."""

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spacing = spacing
        self.fault = label("", "bad", wrap=True)
        self.body = QVBoxLayout(self)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        self.body.setContentsMargins(margin, theme.px(8), margin, theme.px(12))
        self.body.setSpacing(theme.px(self._spacing))

    def set_fault(self, text: str) -> None:
        """Why the last change was not taken; "" for nothing."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
