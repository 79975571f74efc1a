"""What was chosen before: presets that come with the program, and those a person saved, by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from labeler.split_plan import SplitPlan
from labeler.training_sets.options import TASKS, ExportOptions
from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field
from ui.widgets.layouts import button, label, row

if TYPE_CHECKING:
    from ui.settings import Settings

BUILT_IN: Final = {
    "Whole project": ExportOptions(),
    "Topic classifier": ExportOptions(("topics",), ("jsonl", "csv"), people="pseudonyms", splits=SplitPlan()),
    "Data set folder": ExportOptions(TASKS, ("hf", "croissant"), people="pseudonyms", splits=SplitPlan()),
    "Annotator models": ExportOptions(("topics", "stance"), ("jsonl",), labels="all", people="pseudonyms"),
}
_CHANGED: Final = "As chosen"


class PresetBar(QWidget):
    """A list of presets, and a way to save what is chosen. The last choice comes back when the page does."""

    chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._options = settings.export_options or BUILT_IN["Whole project"]
        self.names = QComboBox()
        self.names.setAccessibleName("Preset")
        self.save = button("Save …", "quiet")
        self.forget = button("Forget", "quiet")
        self.name = Field("Name of the preset")
        self.name.hide()
        self._column = QVBoxLayout(self)
        top = row(label("Preset", "caption"), self.names)
        top.setStretch(1, 1)
        self._column.addLayout(top)
        self._column.addLayout(row(None, self.forget, self.save))
        self._column.addWidget(self.name)
        self.names.activated.connect(self._on_chosen)
        self.save.clicked.connect(lambda _: self._ask_name())
        self.forget.clicked.connect(lambda _: self._forget())
        self.name.accepted.connect(self._save)
        self.name.left.connect(self.name.hide)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()
        self._fill()

    def _on_theme(self) -> None:
        margin = current_theme().space.panel_margin
        self._column.setContentsMargins(margin, margin, margin, current_theme().px(6))

    def current(self) -> ExportOptions:
        """The options that were chosen last."""
        return self._options

    def folder_name(self) -> str:
        """What the folder of the preset in the list is called besides the project; "" for the whole project's."""
        name = self.names.currentText()
        is_plain = name in ("Whole project", _CHANGED)
        return "" if is_plain else re.sub(r"\W+", "-", name.casefold()).strip("-")

    def _presets(self) -> dict[str, ExportOptions]:
        return {**BUILT_IN, **self._settings.export_presets}

    def _fill(self) -> None:
        presets = self._presets()
        name = next((name for name, each in presets.items() if _same(each, self._options)), "")
        self.names.clear()
        self.names.addItems([*([] if name else [_CHANGED]), *presets])
        self.names.setCurrentText(name or _CHANGED)
        self.forget.setVisible(name in self._settings.export_presets)

    def remember(self, options: ExportOptions) -> None:
        """Takes what is chosen now."""
        self._options = options
        self._settings.export_options = options
        self._fill()

    def _on_chosen(self) -> None:
        options = self._presets().get(self.names.currentText())
        if options is not None:
            self.remember(options)
            self.chosen.emit(options)

    def _ask_name(self) -> None:
        self.name.show()
        self.name.setFocus()

    def _save(self) -> None:
        name = " ".join(self.name.text().split())
        if name and name not in BUILT_IN and name != _CHANGED:
            self._settings.export_presets = {**self._settings.export_presets, name: self._options}
            self.name.clear()
            self.name.hide()
            self._fill()

    def _forget(self) -> None:
        saved = self._settings.export_presets
        saved.pop(self.names.currentText(), None)
        self._settings.export_presets = saved
        self._fill()


def _same(one: ExportOptions, other: ExportOptions) -> bool:
    """Whether two choices differ in filters at most: these are of a project, not of a preset."""
    ours, theirs = one.to_json(), other.to_json()
    return all(ours[key] == theirs[key] for key in ours if key not in ("narrowed", "listed"))
