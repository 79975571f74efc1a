"""What can be chosen about an export, in one column: values in through a setter, the whole choice out as one value."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from labeler.errors import LabelerError
from labeler.split_plan import SplitPlan
from labeler.splits import fractions_of
from labeler.training_sets.options import FORMATS, LABELS, PEOPLE, TASKS, TEXTS, ExportOptions
from ui.theme import current_theme, theme_hub
from ui.widgets.fields import Field
from ui.widgets.layouts import label, row
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QAbstractButton

_TASKS: Final = {
    "topics": "Topics",
    "stance": "Stance",
    "duplicates": "Duplicates, pairs and groups",
    "boilerplate": "Lines kept or dropped",
}
_FORMATS: Final = {
    "jsonl": "JSON Lines",
    "csv": "CSV",
    "parquet": "Parquet",
    "hf": "Hugging Face folder",
    "croissant": "Croissant description",
    "spacy": "spaCy categorizer",
}
_LABELS: Final = {
    "all": "Every label, by annotator",
    "majority": "Majority; ties are left out",
    "dawid_skene": "Dawid–Skene",
    "shares": "Shares of each value",
    "posterior": "Probabilities (Dawid–Skene)",
}
_DEFAULT_PLAN: Final = SplitPlan()


class ExportOptionsPanel(QWidget):
    """Tells that something was chosen; `options` then gives the whole. It holds no project."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options")
        self.tasks = _checks(_TASKS)
        self.formats = _checks(_FORMATS)
        self.text = Segments(("Main text", "Raw text"))
        self.labels = {name: QRadioButton(words) for name, words in _LABELS.items()}
        self._one_of = QButtonGroup(self)
        for choice in self.labels.values():
            self._one_of.addButton(choice)
        self.gold = QCheckBox("Rulings come first")
        self.people = Segments(("Names", "Numbers", "Nobody"))
        self.split = QCheckBox("Split, copies together")
        self.fractions = Field("80/10/10")
        self.fractions.setAccessibleName("Fractions of train, dev and test")
        self.seed = Field("0")
        self.seed.setAccessibleName("Seed")
        self.balance = QCheckBox("Balance values")
        self.by_source = QCheckBox("Keep sources apart")
        self.train_before = Field("Train before: 2026-02-01")
        self.test_from = Field("Test from: 2026-03-01")
        self.for_people = QCheckBox("CSV for spreadsheets")
        self.for_people.setToolTip("Cells that would run as a formula begin with an apostrophe")
        self.licence = Field("unknown")
        self.licence.setAccessibleName("Licence of the texts")
        self.wrong = label("", "text2", wrap=True)
        self._options = ExportOptions()
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()
        self.set_options(self._options)

    def _build(self) -> None:
        self._captions: list[QLabel] = []
        self._columns: list[QVBoxLayout] = []
        whole, self._of_sets, self._of_splits = QWidget(), QWidget(), QWidget()
        top, sets, splits = (self._column(each) for each in (whole, self._of_sets, self._of_splits))
        self._part(top, "Training sets; none: the whole project", *self.tasks.values())
        self._part(top, "Annotators", self.people)
        top.addWidget(self.for_people)
        self._part(sets, "Files", *self.formats.values())
        self._part(sets, "Text", self.text)
        self._part(sets, "Answers", *self.labels.values(), self.gold)
        self._part(sets, "Licence of the texts", self.licence)
        self._part(sets, "Splits", self.split)
        splits.addLayout(row(label("Fractions", "text2"), self.fractions))
        splits.addLayout(row(label("Seed", "text2"), self.seed))
        splits.addWidget(self.balance)
        splits.addWidget(self.by_source)
        self._part(splits, "Or by date of publishing", self.train_before, self.test_from)
        outer = QVBoxLayout(self)
        outer.setSpacing(0)
        for part in (whole, self._of_sets, self._of_splits, self.wrong):
            outer.addWidget(part)
        self._columns.append(outer)

    def _column(self, holder: QWidget) -> QVBoxLayout:
        made = QVBoxLayout(holder)
        made.setContentsMargins(0, 0, 0, 0)
        self._columns.append(made)
        return made

    def _part(self, column: QVBoxLayout, words: str, *parts: QWidget) -> None:
        heading = label(words, "caption")
        self._captions.append(heading)
        column.addWidget(heading)
        for each in parts:
            column.addWidget(each)

    def _connect(self) -> None:
        checks = (
            *self.tasks.values(),
            *self.formats.values(),
            self.gold,
            self.split,
            self.balance,
            self.by_source,
        )
        for check in (*checks, self.for_people):
            check.toggled.connect(lambda _: self._on_change())
        self._one_of.buttonToggled.connect(lambda _, on: self._on_change() if on else None)
        for segments in (self.text, self.people):
            segments.chosen.connect(lambda _: self._on_change())
        for field in self._fields():
            field.editingFinished.connect(self._on_change)
            field.left.connect(self._on_left)

    def _fields(self) -> tuple[Field, ...]:
        return (self.fractions, self.seed, self.train_before, self.test_from, self.licence)

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        for column in self._columns:
            column.setSpacing(theme.px(5))
        self._columns[-1].setContentsMargins(margin, theme.px(6), margin, theme.px(6))
        for caption in self._captions:
            caption.setContentsMargins(0, theme.px(8), 0, 0)
        self.seed.setMaximumWidth(theme.px(110))

    # -- the value -------------------------------------------------------------------------------------------

    def options(self) -> ExportOptions:
        """What is chosen now; what cannot be read stays as it was, and is said below."""
        return self._options

    def set_options(self, options: ExportOptions) -> None:
        """Shows a choice without telling."""
        self._options = options
        plan = options.splits or _DEFAULT_PLAN
        self.blockSignals(True)
        for name, check in self.tasks.items():
            check.setChecked(name in options.tasks)
        for name, check in self.formats.items():
            check.setChecked(name in options.formats)
        self.text.choose(TEXTS.index(options.text))
        self.labels[options.labels].setChecked(True)
        self.gold.setChecked(options.gold_first)
        self.people.choose(PEOPLE.index(options.people))
        self.split.setChecked(options.splits is not None)
        self.fractions.setText("/".join(f"{part * 100:.4g}" for _, part in plan.fractions))
        self.seed.setText(str(plan.seed))
        self.balance.setChecked(plan.stratified)
        self.by_source.setChecked(plan.by_source)
        self.train_before.setText(plan.train_before)
        self.test_from.setText(plan.test_from)
        self.for_people.setChecked(options.for_people)
        self.licence.setText("" if options.licence == "unknown" else options.licence)
        self.blockSignals(False)
        self._options = options
        self.wrong.hide()
        self._enable()

    def _on_change(self) -> None:
        if self.signalsBlocked():
            return
        self._enable()
        try:
            made = self._made()
        except LabelerError as error:
            self.wrong.setText(str(error))
            self.wrong.show()
            return
        self.wrong.hide()
        if made != self._options:
            self._options = made
            self.changed.emit()

    def _on_left(self) -> None:
        """Esc in a field: back to what it said."""
        self.set_options(self._options)

    def _made(self) -> ExportOptions:
        tasks = tuple(name for name in TASKS if self.tasks[name].isChecked())
        formats = tuple(name for name in FORMATS if self.formats[name].isChecked())
        narrowed, listed = self._options.narrowed, self._options.listed
        return ExportOptions(
            tasks=tasks,
            formats=formats if tasks else ("jsonl",),
            text=TEXTS[self.text.current()],
            labels=next(name for name in LABELS if self.labels[name].isChecked()),
            gold_first=self.gold.isChecked(),
            people=PEOPLE[self.people.current()],
            splits=self._plan() if tasks and self.split.isChecked() else None,
            narrowed=narrowed,
            listed=listed,
            for_people=self.for_people.isChecked(),
            licence=self.licence.text().strip() or "unknown",
        )

    def _plan(self) -> SplitPlan:
        seed = 0
        with contextlib.suppress(ValueError):
            seed = int(self.seed.text().strip() or 0)
        return SplitPlan(
            tuple(fractions_of(self.fractions.text().strip() or "80/10/10").items()),
            seed,
            self.balance.isChecked(),
            self.by_source.isChecked(),
            self.train_before.text().strip(),
            self.test_from.text().strip(),
        )

    def _enable(self) -> None:
        """What has no meaning for the choice so far is not there, or cannot be chosen."""
        sets = any(check.isChecked() for check in self.tasks.values())
        by_date = bool(self.train_before.text().strip())
        self._of_sets.setVisible(sets)
        self._of_splits.setVisible(sets and self.split.isChecked())
        for each in (self.fractions, self.seed, self.balance):
            each.setEnabled(not by_date)
        self.gold.setEnabled(not self.labels["all"].isChecked())


def _checks(words: Mapping[str, str]) -> dict[str, QAbstractButton]:
    return {name: QCheckBox(each) for name, each in words.items()}
