"""The review page: how well annotators agree on one question, every figure leading to its articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import StoreError
from labeler.answers import ReviewFilter
from labeler.errors import LabelerError
from labeler.flow import question_of
from labeler.review import groupings_compared, paper_line
from labeler.study import LEAST_UNITS, Study
from ui.dialogs import PictureToSave, TableToSave
from ui.numbers import shown_figure
from ui.pages import review_charts
from ui.pages.review_picks import units_behind, units_of_paradox, units_of_period
from ui.pages.ruling import Ruling
from ui.theme import current_theme, make_theme, theme_hub
from ui.widgets.card import Card
from ui.widgets.charts.cluster_cards import ClusterCards
from ui.widgets.charts.confusion_matrix import ConfusionMatrix
from ui.widgets.charts.interval_bar import IntervalBar
from ui.widgets.charts.label_bars import LabelBars
from ui.widgets.charts.leave_one_out import LeaveOneOut
from ui.widgets.charts.over_time import OverTime
from ui.widgets.charts.pair_heatmap import PairHeatmap
from ui.widgets.charts.paradox_panel import ParadoxPanel
from ui.widgets.charts.saving import save_picture, save_table
from ui.widgets.charts.values import TwoByTwo
from ui.widgets.facts import Facts
from ui.widgets.figure_tabs import FigureTabs
from ui.widgets.filter_bar import Choice, FilterBar
from ui.widgets.flow import FlowRow
from ui.widgets.header_bar import PageTab
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, hairline, label, row, scrolling

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from labeler.codebook import Question
    from labeler.project import Project
    from ui.notices import Notices
    from ui.widgets.charts.chart import Chart
    from ui.widgets.charts.values import Pick

_SIDE_BY_SIDE = 900
"""Narrower than this (px at scale 1), the list stands below the figures instead of beside them."""

_SECTIONS = ("Each value", "Confusion", "Over time", "Paradox check", "Groups of copies")


class ReviewPage(QWidget):
    """Reads everybody's labels; never shown while labelling."""

    article_opened = Signal(str)

    def __init__(self, project: Project, reviewer: str, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._notices = notices
        self._current = 0
        self._section = 0
        self._narrow = False
        self._paradox = TwoByTwo(0, 0, 0, 0), ""
        self.studies: dict[str, Study] = {}
        self.tabs = FigureTabs()
        self.filters = FilterBar()
        self.name = label("", "text2")
        self.value = label("", "figure")
        self.interval = label("", "text2")
        self.bar = IntervalBar()
        self.verdict = label("", "strong", wrap=True)
        self.second_look = label("", "text2", wrap=True)
        self.facts = Facts(8)
        self.line = label("", "text2", wrap=True, selectable=True)
        self._copy = KeyButton("Copy line", "C", icon_name="copy")
        self.bars, self.matrix = LabelBars(), ConfusionMatrix()
        self.weeks, self.versions = OverTime(), OverTime()
        self.paradox, self.cards = ParadoxPanel(), ClusterCards()
        self.heatmap, self.left_out = PairHeatmap(), LeaveOneOut()
        self.ruling = Ruling(project, reviewer, notices)
        self._tabs: list[PageTab] = []
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        summary = Card()
        figure = QHBoxLayout()
        figure.addLayout(_below(self.name, row(self.value, self.interval, None)))
        figure.addWidget(self.bar, 1)
        summary.body.addLayout(figure)
        for part in (self.verdict, self.second_look):
            summary.body.addWidget(part)
        summary.body.addWidget(self.facts)
        summary.body.addWidget(hairline())
        line = row(self.line, self._copy)
        line.setStretch(0, 1)
        summary.body.addLayout(line)
        detail = Card()
        sections = FlowRow()
        for place, name in enumerate(_SECTIONS):
            tab = PageTab(name)
            tab.clicked.connect(lambda _, place=place: self.show_section(place))
            sections.flow.addWidget(tab)
            self._tabs.append(tab)
        heads = QHBoxLayout()
        heads.addWidget(sections, 1, Qt.AlignmentFlag.AlignVCenter)
        picture, table = button("Save picture", "quiet"), button("Save table", "quiet")
        picture.clicked.connect(lambda _: self.save_picture())
        table.clicked.connect(lambda _: self.save_table())
        heads.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        heads.addWidget(table, 0, Qt.AlignmentFlag.AlignTop)
        detail.body.addLayout(heads)
        detail.body.addWidget(hairline())
        over_time = QWidget()
        over_time.setLayout(
            _below(
                label("By week", "caption"),
                self.weeks,
                label("By codebook version", "caption"),
                self.versions,
            )
        )
        for chart in (self.bars, self.matrix, over_time, self.paradox, self.cards):
            self._stack.addWidget(scrolling(chart))
        detail.body.addWidget(self._stack, 1)
        people = Card()
        self._people = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._people.setSpacing(24)
        self._people.addLayout(_below(label("Each pair", "heading"), self.heatmap), 1)
        self._people.addLayout(_below(label("Without one annotator", "heading"), self.left_out), 1)
        people.body.addLayout(self._people)
        content = QWidget()
        self._left = QVBoxLayout(content)
        self._left.addWidget(summary)
        self._left.addWidget(detail, 1)
        self._left.addWidget(people)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        # The cards stand apart by the gap between them, without a line.
        self._split.setStyleSheet("QSplitter::handle { background: transparent; }")
        self._figures, self._beside = scrolling(content), scrolling(self.ruling)
        self._split.addWidget(self._figures)
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
        self._copy.clicked.connect(lambda _: self.copy_line())
        self.ruling.article_opened.connect(self.article_opened)
        self.ruling.ruled.connect(self._show_facts)
        self.ruling.wanted.connect(self._bring_list)
        self.paradox.opened.connect(self._on_paradox)
        for chart in (
            self.bars,
            self.matrix,
            self.heatmap,
            self.left_out,
            self.cards,
            self.bar,
        ):
            chart.opened.connect(self._on_pick)
        self.weeks.opened.connect(lambda pick: self._on_period(pick, by_version=False))
        self.versions.opened.connect(lambda pick: self._on_period(pick, by_version=True))

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._outer.setContentsMargins(margin, theme.px(14), margin, margin)
        self._outer.setSpacing(theme.space.card_gap)
        self._left.setContentsMargins(0, 0, theme.px(6), 0)
        self._left.setSpacing(theme.space.card_gap)
        self._split.setHandleWidth(theme.px(6))
        self._beside.setMinimumWidth(theme.px(360))
        self._fit()

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
        room = self._figures.width() - 2 * theme.px(18) - theme.px(6 + 24)
        people = (self.heatmap.minimumSizeHint().width(), self.left_out.minimumSizeHint().width())
        way = QBoxLayout.Direction
        self._people.setDirection(way.LeftToRight if 2 * max(people) <= room else way.TopToBottom)
        area = self._stack.currentWidget()
        chart = area.widget() if isinstance(area, QScrollArea) else None
        wanted = chart.sizeHint().height() if chart else 0
        self._stack.setMinimumHeight(min(max(wanted, theme.px(160)), theme.px(440)) + theme.px(4))

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
        """Reads the labels anew under the filter, and works the figures out."""
        narrowed = self._filter()
        self.studies = {
            question.key: Study.of(self.project, question, narrowed)
            for question in self.project.codebook.questions
        }
        self.filters.set_choices(self._choices())
        self._show()
        self.ruling.focus_list()

    def _choices(self) -> list[Choice]:
        found = [Choice("Annotator", name, name) for name in self.project.store.codebooks.annotators()]
        sources = sorted(
            {article.source for article in self.project.store.articles.stream() if article.source}
        )
        found += [Choice("Source", source, source) for source in sources]
        days = self.project.store.labels.days()
        found += [Choice("From this day on", day, f"since {day}") for day in days[-60:]]
        found += [Choice("Up to this day", day, f"until {day}") for day in days[-60:]]
        versions = [row.version for row in self.project.store.codebooks.all()]
        found += [Choice("Codebook", str(version), f"Codebook v{version}") for version in versions]
        return [*found, Choice("Labels", "independent", "Independent labels only")]

    def _filter(self) -> ReviewFilter:
        chosen: dict[str, list[str]] = {}
        for choice in self.filters.chosen():
            chosen.setdefault(choice.group, []).append(choice.key)
        version = chosen.get("Codebook")
        return ReviewFilter(
            annotators=frozenset(chosen.get("Annotator", ())),
            sources=frozenset(chosen.get("Source", ())),
            since=max(chosen.get("From this day on", ("",))),
            until=min(chosen.get("Up to this day", ("",))),
            codebook_version=int(version[-1]) if version else None,
            independent="Labels" in chosen,
        )

    def _choose(self, place: int) -> None:
        self._current = place
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
        self.ruling.set_study(self.study)
        self._show_summary()
        self.show_section(self._section)

    def _show_summary(self) -> None:
        study, figure = self.study, self.study.headline
        words = {"masi": "MASI distance", "ordinal": "ordinal", "nominal": "nominal"}[study.distance]
        self.name.setText(f"Krippendorff’s α, {words}")
        self.value.setText("–" if figure.value is None else shown_figure(figure.value))
        ends = (
            ""
            if figure.low is None or figure.high is None
            else f"{shown_figure(figure.low)} to {shown_figure(figure.high)}"
        )
        self.interval.setText(f"95 % interval\n{ends}" if ends else "")
        self.bar.set_figure(figure.value, figure.low, figure.high, figure.why)
        self.verdict.setText(self._undefined() if figure.value is None else self.bar.verdict())
        stages = []
        for stage, name in ((study.addressed, "Is the target addressed"), (study.position, "which position")):
            if stage is not None:
                stages.append(
                    f"{name}: α {'undefined' if stage.value is None else shown_figure(stage.value)}"
                )
        compared = [
            f"{each.one} and {each.other} {shown_figure(each.f1 or 0.0)}"
            for each in groupings_compared(study)[:3]
        ]
        if stages:
            self.second_look.setText("Two stages. " + "; ".join(stages) + ".")
        elif compared:
            self.second_look.setText("Groups of copies, B-cubed F1: " + "; ".join(compared) + ".")
        self.second_look.setVisible(bool(stages or compared))
        self._show_facts()
        self.line.setText(paper_line(study))

    def _undefined(self) -> str:
        people = len(self.study.annotators)
        if people < 2 and self.filters.chosen():
            left = self.study.annotators[0] if people else "no answer"
            return f"Two annotators are needed for agreement. The filters leave {left}."
        if people == 0:
            return "Nobody has answered this question yet."
        if people == 1:
            return f"Two annotators are needed for agreement. So far only {self.study.annotators[0]} has answered."
        return f"{self.study.headline.why[:1].upper()}{self.study.headline.why[1:]}."

    def _show_facts(self) -> None:
        study, figure = self.study, self.study.headline
        all_units, counted = len(study.answers.given), len(study.pairable)
        ratings = sum(len(study.answers.given[unit]) for unit in study.pairable)
        missing = counted * len(study.annotators) - ratings
        ruled = sum(unit in self.ruling.gold for unit in study.disputed)
        facts = (
            (review_charts.units_called(study.question)[1].capitalize(), f"{counted} of {all_units}"),
            ("Ratings", f"{ratings}, {missing} not given"),
            (
                "Observed",
                "–" if study.percent.value is None else f"{study.percent.value * 100:.0f} % agreement",
            ),
            ("Interval", figure.method or (figure.why if figure.value is not None else "") or "none"),
            ("Annotators", str(len(study.annotators))),
            ("Codebook", f"v{self.project.codebook_version}"),
            ("Blind", "yes: nobody sees others’ answers"),
            ("Ruled", f"{ruled} of {len(study.disputed)} disputed"),
        )
        self.facts.set_facts(facts)

    def show_section(self, place: int) -> None:
        """Shows one of the charts in the middle; its figures are worked out now, not before."""
        self._section = place
        for number, tab in enumerate(self._tabs):
            tab.setChecked(number == place)
        self._stack.setCurrentIndex(place)
        study = self.study
        units = review_charts.units_called(study.question)
        if place == 0:
            self.bars.set_rows(review_charts.label_rows(study), study.question.title)
        elif place == 1:
            self.matrix.set_confusion(review_charts.confusion(study), units)
        elif place == 2:
            self.weeks.set_periods(review_charts.periods(study.weeks))
            self.versions.set_periods(review_charts.periods(study.versions))
        elif place == 3:
            rarest = min(
                study.labels, key=lambda each: (each.units < LEAST_UNITS, not each.units, each.share)
            )
            counts = review_charts.two_by_two(study, rarest.value or review_charts.NO_TOPIC)
            self._paradox = counts, rarest.value
            self.paradox.set_counts(counts, units=units)
        elif study.question.kind == "duplicate":
            self.cards.set_clusters(review_charts.clusters(study, self.ruling.titles))
        else:
            self.cards.set_clusters((), "Only the question of duplicates groups articles.")
        self.heatmap.set_pairs(study.annotators, review_charts.pair_figures(study), units=units[1])
        self.left_out.set_rows(review_charts.left_out(study))
        self._fit()

    def next_section(self) -> None:
        """The next chart."""
        self.show_section((self._section + 1) % len(_SECTIONS))

    # -- from a figure to its articles -----------------------------------------------------------------------

    def _on_pick(self, pick: Pick) -> None:
        """Lists exactly the units behind what was clicked."""
        self.ruling.show_units(*units_behind(self.study, pick))

    def _on_paradox(self, pick: Pick) -> None:
        self.ruling.show_units(*units_of_paradox(self.study, *self._paradox, pick))

    def _on_period(self, pick: Pick, *, by_version: bool) -> None:
        self.ruling.show_units(*units_of_period(self.study, pick, by_version=by_version))

    def _bring_list(self) -> None:
        """Where everything stands below each other, scrolls to the list."""
        if self._narrow:
            bar = self._figures.verticalScrollBar()
            QTimer.singleShot(0, self.ruling, lambda: bar.setValue(self.ruling.y()))

    # -- out of the window -----------------------------------------------------------------------------------

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

    def copy_line(self) -> None:
        """Copies the line for a paper."""
        QApplication.clipboard().setText(self.line.text())
        self._notices.post("The line was copied.")

    def _chart(self) -> Chart:
        """The chart that is shown in the middle."""
        return (self.bars, self.matrix, self.weeks, self.paradox, self.cards)[self._section]

    def save_picture(self) -> None:
        """Saves the chart in the middle as a picture, in light colours for paper."""
        path = PictureToSave.ask(self, self._file_name())
        if path is not None and self._try(lambda: save_picture(self._chart(), path, make_theme("light"))):
            self._notices.post(f"{path} written.", "good")

    def save_table(self) -> None:
        """Saves the figures of the chart in the middle as CSV."""
        path = TableToSave.ask(self, self._file_name())
        if path is not None and self._try(lambda: save_table(self._chart(), path)):
            self._notices.post(f"{path} written.", "good")

    def _try(self, call: Callable[[], object]) -> bool:
        """Does something that a click asked for; a fault is said. Returns whether it was done."""
        try:
            call()
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
            return False
        return True

    def _file_name(self) -> str:
        section = _SECTIONS[self._section].lower().replace(" ", "-")
        return str(Path(f"{self.project.path.stem}-{self.question.key}-{section}"))


def _below(*parts: QWidget | QHBoxLayout) -> QVBoxLayout:
    """Parts below each other, at the top."""
    layout = QVBoxLayout()
    layout.setSpacing(4)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    layout.addStretch(1)
    return layout
