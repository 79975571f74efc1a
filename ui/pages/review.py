"""The review page: how well annotators agree on one question, every figure leading to its articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.errors import LabelerError
from labeler.flow import question_of
from labeler.intra import own_agreements
from labeler.study import Study
from ui.dialogs import PictureToSave, TableToSave
from ui.numbers import shown_figure
from ui.pages.review_figures import ReviewFigures, ReviewPeople
from ui.pages.review_filters import choices, filter_of
from ui.pages.review_picks import units_behind
from ui.pages.review_summary import ReviewSummary
from ui.pages.ruling import Ruling
from ui.theme import current_theme, make_theme, theme_hub
from ui.widgets.charts.saving import save_picture, save_table
from ui.widgets.figure_tabs import FigureTabs
from ui.widgets.filter_bar import FilterBar
from ui.widgets.layouts import scrolling

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from labeler.answers import ReviewFilter
    from labeler.codebook import Question
    from labeler.project import Project
    from ui.notices import Notices
    from ui.widgets.charts.chart import Chart
    from ui.widgets.charts.values import Pick
    from ui.widgets.save_buttons import SaveButtons

_SIDE_BY_SIDE = 900
"""Narrower than this (px at scale 1), the list stands below the figures instead of beside them."""

_LOOK_EVERY = 1000
"""So often (ms) the page looks whether somebody else has written to the file."""

_MANY = 500
"""With more changed labels than this everything is read anew."""


class ReviewPage(QWidget):
    """Reads everybody's labels; never shown while labelling."""

    article_opened = Signal(str)

    def __init__(self, project: Project, reviewer: str, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._notices = notices
        self._current = 0
        self._narrow = False
        self._mark = -1
        self._behind: list[tuple[str, str, str]] | None = []
        self._list_is_old = False
        self._state = (0, 0, 0)
        self._narrowed: ReviewFilter | None = None
        self._sources: list[str] = []
        self.studies: dict[str, Study] = {}
        self.tabs = FigureTabs()
        self.filters = FilterBar()
        self.summary = ReviewSummary()
        self.figures = ReviewFigures()
        self.people = ReviewPeople()
        self.ruling = Ruling(project, reviewer, notices)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        content = QWidget()
        self._left = QVBoxLayout(content)
        self._left.addWidget(self.summary)
        self._left.addWidget(self.figures, 1)
        self._left.addWidget(self.people)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        # The cards stand apart by the gap between them, without a line.
        self._split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._cards, self._beside = scrolling(content), scrolling(self.ruling)
        self._split.addWidget(self._cards)
        self._split.addWidget(self._beside)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        top.addWidget(self.filters)
        self._outer = QVBoxLayout(self)
        self._outer.addLayout(top)
        self._outer.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._choose)
        self.filters.changed.connect(lambda _: self._try(self.reload))
        self.summary.copy.clicked.connect(lambda _: self.copy_line())
        self.summary.bar.opened.connect(self._on_pick)
        self.figures.units_asked.connect(self.ruling.show_units)
        self.figures.chosen.connect(self._fit)
        self.people.units_asked.connect(self.ruling.show_units)
        for buttons in self._saving():
            buttons.picture_asked.connect(self._save_picture)
            buttons.table_asked.connect(self._save_table)
        self.ruling.article_opened.connect(self.article_opened)
        self.ruling.ruled.connect(self._show_facts)
        self.ruling.wanted.connect(self._bring_list)
        self._later.timeout.connect(self._show_rest)
        self._look.timeout.connect(self._on_look)

    def _saving(self) -> list[SaveButtons]:
        figures = self.figures
        return [self.summary.saving, *figures.saving, *figures.saving_more, *self.people.saving]

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._outer.setContentsMargins(margin, theme.px(14), margin, margin)
        self._outer.setSpacing(theme.space.card_gap)
        self._left.setContentsMargins(0, 0, theme.px(6), 0)
        self._left.setSpacing(theme.space.card_gap)
        self._split.setHandleWidth(theme.px(6))
        self._beside.setMinimumWidth(theme.px(380))
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """While the page is seen it follows what others write."""
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._look.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Puts list and figures beside or below each other, and gives the chart its height."""
        theme = current_theme()
        narrow = self.width() < theme.px(_SIDE_BY_SIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                self._beside.takeWidget()
                self._left.addWidget(self.ruling)
                self.ruling.show()
            else:
                self._left.removeWidget(self.ruling)
                self._beside.setWidget(self.ruling)
            self._beside.setVisible(not narrow)
        self.people.fit(self._cards.width() - 2 * theme.px(18) - theme.px(6 + 24))
        self.figures.fit()

    # -- what is shown ---------------------------------------------------------------------------------------

    @property
    def question(self) -> Question:
        """The question whose figures are shown."""
        return self.project.codebook.questions[self._current]

    @property
    def study(self) -> Study:
        """Its figures."""
        return self.studies[self.question.key]

    def reload(self) -> None:
        """Comes to the page, or narrows it: reads what is new, or everything under another filter."""
        narrowed = filter_of(self.filters.chosen())
        if narrowed != self._narrowed or self._follow() is None:
            self._read(narrowed)
        self._read_articles()
        self.filters.set_choices(choices(self.project, self._sources))
        self.ruling.set_study(self.study)
        self._show()
        self.ruling.focus_list()

    def refresh(self) -> None:
        """Follows what was written since: only what a changed label touches is worked out again."""
        if self._narrowed is None:
            return
        if self.project.store.events.mark() == self._mark and self._file_state() == self._state:
            return
        touched = self._follow()
        if touched is None:
            self._read(self._narrowed)
            self._read_articles()
        self._behind = None if touched is None or self._behind is None else [*self._behind, *touched]
        self._list_is_old = True
        self._show()

    def _file_state(self) -> tuple[int, int, int]:
        """What else figures rest on: articles with their sources, pairs that make copies, codebook versions."""
        store = self.project.store
        return store.articles.mark(), store.pairs.compared(), store.codebooks.mark()

    def _on_look(self) -> None:
        if not self._try(self.refresh):
            self._look.stop()  # said once, not every second

    def _read(self, narrowed: ReviewFilter) -> None:
        self._mark, self._state = self.project.store.events.mark(), self._file_state()
        self.studies = {
            question.key: Study.of(self.project, question, narrowed)
            for question in self.project.codebook.questions
        }
        self._narrowed = narrowed

    def _follow(self) -> list[tuple[str, str, str]] | None:
        """Takes over the labels that changed, and tells which; None if everything has to be read anew."""
        if self._narrowed is None or self._narrowed.independent or self._file_state() != self._state:
            # Which answers are independent other people's rulings decide.
            return None
        events = self.project.store.events
        mark = events.mark()
        touched = events.touched_since(self._mark)
        if len(touched) > _MANY:
            return None
        for annotator, unit_id, key in touched:
            for study in self.studies.values():
                if study.reads(key):
                    study.refresh(annotator, unit_id)
        self._mark = mark
        return touched

    def _read_articles(self) -> None:
        """The titles and sources of all articles; these only become more."""
        if len(self.ruling.list.titles) != self.project.store.articles.count():
            articles = self.project.store.articles.all()
            self.ruling.list.titles = {article.article_id: article.title for article in articles}
            self._sources = sorted({article.source for article in articles if article.source})

    def _choose(self, place: int) -> None:
        self._current = place
        self.ruling.set_study(self.study)
        self._show()

    def step(self, step: int) -> None:
        """The next or previous question."""
        self._choose((self._current + step) % len(self.project.codebook.questions))

    def _show(self) -> None:
        tabs = []
        for question in self.project.codebook.questions:
            value = self.studies[question.key].headline.value
            kind = "Stance: " if question.kind == "stance" else ""
            tabs.append((f"{kind}{question.title}", "–" if value is None else shown_figure(value)))
        self.tabs.set_tabs(tabs, self._current)
        self.summary.set_study(self.study, narrowed=bool(self.filters.chosen()))
        if not self._list_is_old:
            self._show_facts()
        named = not self.project.names_hidden
        self.figures.set_study(self.study, self.ruling.list.titles, named=named)
        if not self.people.visibleRegion().isEmpty():
            self.people.set_study(self.study)
        # What lies below what is in view, or takes a moment, comes after: nothing on screen waits for it.
        self._later.start()

    def _show_rest(self) -> None:
        if self._list_is_old:
            self.ruling.refresh(self.study, self._behind)
            self._behind, self._list_is_old = [], False
            self._show_facts()
            self.ruling.refresh_list()
        self.people.set_study(self.study)
        self.summary.set_second_look(self.study)
        self.summary.set_own(own_agreements(self.project, self.question))
        self._fit()

    def _show_facts(self) -> None:
        self.summary.set_facts(self.study, *self.ruling.settled(), self.ruling.late_answers())

    # -- from a figure to its articles -----------------------------------------------------------------------

    def _on_pick(self, pick: Pick) -> None:
        """Lists exactly the units behind what was clicked."""
        self.ruling.show_units(*units_behind(self.study, pick, named=True))

    def _bring_list(self) -> None:
        """Where everything stands below each other, scrolls to the list."""
        if self._narrow:
            bar = self._cards.verticalScrollBar()
            QTimer.singleShot(0, self.ruling, lambda: bar.setValue(self.ruling.y()))

    # -- commands --------------------------------------------------------------------------------------------

    def undo(self, *, back: bool) -> None:
        """Takes back this person's newest ruling (or answer), or brings the last one taken back again."""
        event = self.ruling.undo(back=back)
        if event is None:
            return
        keys = [question.key for question in self.project.codebook.questions]
        if question_of(event.question) in keys and question_of(event.question) != self.question.key:
            self._choose(keys.index(question_of(event.question)))
        self.ruling.show_turned(event)
        self._bring_list()

    def answer_key(self, key: str) -> bool:
        """A digit adopts an answer; returns whether the key meant something here."""
        if key.isdigit() and self._narrow and self.ruling.panel.chips.visibleRegion().isEmpty():
            # Nobody rules with an answer that is scrolled out of sight: first it is shown.
            self._bring_list()
            return True
        return self.ruling.answer_key(key)

    def escape(self) -> bool:
        """From the units of a figure back to the disagreements; returns whether there was a way back."""
        return self.ruling.show_disagreements()

    def turn_names(self) -> None:
        """Hides names until a ruling, or shows them from the start: for the whole project."""
        if self._try(lambda: self.project.hide_names(not self.project.names_hidden)):
            hidden = self.project.names_hidden
            words = "Names are hidden until you have ruled." if hidden else "Names are shown before a ruling."
            self._notices.post(f"{words} So it is for everybody in this project.")
            self.ruling.refresh(self.study)
            self._show()

    def copy_line(self) -> None:
        """Copies the line for a paper."""
        QApplication.clipboard().setText(self.summary.line.text())
        self._notices.post("The line was copied.")

    # -- out of the window -----------------------------------------------------------------------------------

    def save_picture(self) -> None:
        """Saves the chart that has the focus, else the one in the middle, as a picture."""
        buttons = self._meant()
        self._save_picture(buttons.chart, buttons.name)

    def save_table(self) -> None:
        """Saves the figures of the chart that has the focus, else of the one in the middle, as CSV."""
        buttons = self._meant()
        self._save_table(buttons.chart, buttons.name)

    def _meant(self) -> SaveButtons:
        focused = [buttons for buttons in self._saving() if buttons.chart.hasFocus()]
        return focused[0] if focused else self.figures.saving[self.figures.section]

    def _save_picture(self, chart: Chart, name: str) -> None:
        """Saves a chart in light colours, for paper."""
        path = PictureToSave.ask(self, self._file_name(name))
        if path is not None and self._try(lambda: save_picture(chart, path, make_theme("light"))):
            self._notices.post(f"{path} written.", "good")

    def _save_table(self, chart: Chart, name: str) -> None:
        path = TableToSave.ask(self, self._file_name(name))
        if path is not None and self._try(lambda: save_table(chart, path)):
            self._notices.post(f"{path} written.", "good")

    def _try(self, call: Callable[[], object]) -> bool:
        """Does something that a click asked for; a fault is said. Returns whether it was done."""
        try:
            call()
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
            return False
        return True

    def _file_name(self, name: str) -> str:
        return str(Path(f"{self.project.path.stem}-{self.question.key}-{name}"))
