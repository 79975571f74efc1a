"""Which units the reviewer sees: the disagreements, open or ruled, or those behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import StoreError
from ui.models.unit_model import UnitMark, UnitRow
from ui.pages.review_charts import units_called
from ui.theme import current_theme, theme_hub
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import label, row
from ui.widgets.segments import Segments
from ui.widgets.unit_list import UnitList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labeler.gold import Ruling
    from labeler.project import Project
    from labeler.study import Study

_LISTS = ("Open", "All", "Ruled")
_LINE = 120
"""So many characters of a line stand for it in the list."""


class UnitLists(QWidget):
    """Holds the project to read the words of lines; everything else is handed to it."""

    unit_marked = Signal(str)
    list_chosen = Signal()
    opened = Signal()

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._study: Study | None = None
        self._chosen: list[str] | None = None
        self._about = ""
        self.gold: Mapping[str, Ruling] = {}
        self.titles: Mapping[str, str] = {}
        self.head = label("Disagreements", "heading", wrap=True)
        self.count = label("", "caption")
        self.lists = Segments(_LISTS)
        self.back = KeyButton("Back to the disagreements", "Esc")
        self.units = UnitList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = row(self.head, self.count)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.lists)
        layout.addWidget(self.back)
        layout.addWidget(self.units, 1)
        self.lists.chosen.connect(lambda _: self.list_chosen.emit())
        self.units.unit_marked.connect(self.unit_marked)
        self.units.doubleClicked.connect(lambda _: self.opened.emit())
        self.back.clicked.connect(lambda _: self.show_disagreements())
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.units.setMinimumHeight(current_theme().size.table_row * 4)

    # -- which units -----------------------------------------------------------------------------------------

    @property
    def narrowed(self) -> bool:
        """Whether the units behind a figure are listed, not the disagreements."""
        return self._chosen is not None

    def set_study(self, study: Study) -> None:
        """Another question, or the same one read anew: the disagreements."""
        self._study, self._chosen = study, None

    def show_units(self, units: Sequence[str], about: str) -> None:
        """Lists some units: those behind a figure that was clicked. Esc goes back to the disagreements."""
        self._chosen, self._about = list(units), about
        self.reload()
        self.focus()

    def show_disagreements(self) -> bool:
        """Back from the units of a figure to the disagreements; returns whether there was a way back."""
        if self._chosen is None:
            return False
        self._chosen = None
        self.reload()
        self.focus()
        return True

    def show_open(self) -> None:
        """Chooses the disagreements without a ruling; `reload` shows them."""
        self.lists.choose(_LISTS.index("Open"))
        self._chosen = None

    def focus(self) -> None:
        """Back to the list, where keys rule."""
        self.units.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, keep: str = "", just_ruled: str = "") -> None:
        """Lists the units anew.

        Args:
            keep: is marked again if it is still there.
            just_ruled: stays among the open ones until another one is ruled.
        """
        study = self._study
        if study is None:
            return
        units = self._units(study, just_ruled)
        one, many = units_called(study.question)
        self.head.setText("Disagreements" if self._chosen is None else f"{many.capitalize()} {self._about}")
        self.count.setText(f"{len(units)} {one if len(units) == 1 else many}")
        self.lists.setVisible(self._chosen is None)
        self.back.setVisible(self._chosen is not None)
        self.units.set_units(units, lambda unit: self._row(study, unit), self._none(study), keep)

    def refresh(self, just_ruled: str = "") -> None:
        """Follows what changed: rows keep their places, new units come last, and the marked one stays."""
        study, marked = self._study, self.marked()
        if study is None:
            return
        shown = self.units.units.units
        wanted = dict.fromkeys(self._units(study, just_ruled))
        kept = dict.fromkeys(unit for unit in shown if unit in wanted or unit == marked)
        units = list({**kept, **wanted})
        if units == list(shown):
            self.units.units.say_changed()
            return
        place = self.units.verticalScrollBar().value()
        one, many = units_called(study.question)
        self.count.setText(f"{len(units)} {one if len(units) == 1 else many}")
        # The page shows the marked unit again itself; what is being written about it must not be lost.
        with QSignalBlocker(self.units):
            self.units.set_units(units, lambda unit: self._row(study, unit), self._none(study), marked)
        self.units.verticalScrollBar().setValue(place)

    def _units(self, study: Study, just_ruled: str) -> list[str]:
        if self._chosen is not None:
            return self._chosen
        which = _LISTS[self.lists.current()]
        if which == "Ruled":
            return [unit for unit in self.gold if unit in study.answers.given]
        disputed = study.disputed
        if which == "All":
            return disputed
        return [unit for unit in disputed if unit not in self.gold or unit == just_ruled]

    def _none(self, study: Study) -> str:
        """What stands in place of an empty list."""
        which = _LISTS[self.lists.current()]
        if self._chosen is not None:
            return "None. Esc goes back to the disagreements."
        if which == "Ruled":
            return "Nothing is ruled yet."
        return "All disagreements are ruled." if which == "Open" and study.disputed else "No disagreement."

    def _row(self, study: Study, unit: str) -> UnitRow:
        """A unit as it is now; it may have gone since the list was made."""
        spread = study.spread(unit) if unit in study.answers.given else 0.0
        mark: UnitMark = "gold" if unit in self.gold else "disputed" if spread else "reliable"
        return UnitRow(unit, self._title(study, unit), spread, mark)

    def _title(self, study: Study, unit: str) -> str:
        articles = study.answers.articles.get(unit, ())
        title = " – ".join(self.titles.get(article, article[:12]) for article in articles)
        if study.question.kind != "boilerplate" or not articles:
            return title
        start = int(unit.rpartition(":")[2])
        try:
            words = self._project.store.articles.raw_part(articles[0], start, _LINE)
        except StoreError:
            return title  # rows are made while the list paints; opening the article says what is wrong
        return f"{words.split(chr(10))[0].strip()} · {title}"

    # -- the marked unit -------------------------------------------------------------------------------------

    def marked(self) -> str:
        """The unit that is marked, or ""."""
        return self.units.marked()

    def mark_open_after(self, unit: str) -> None:
        """Marks the next unit of the list without a ruling."""
        rows = self.units.units
        start = rows.row_of(unit)
        for step in range(1, rows.rowCount()):
            place = (start + step) % rows.rowCount()
            if rows.unit(place) not in self.gold:
                self.units.mark(place)
                return
