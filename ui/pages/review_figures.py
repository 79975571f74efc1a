"""The cards below the headline: one of five charts of a question, and its annotators side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QStackedWidget, QWidget

from labeler.study import LEAST_UNITS
from ui.pages import review_charts
from ui.pages.review_picks import units_behind, units_of_paradox, units_of_period
from ui.theme import current_theme
from ui.widgets.card import Card
from ui.widgets.charts.cluster_cards import ClusterCards
from ui.widgets.charts.confusion_matrix import ConfusionMatrix
from ui.widgets.charts.label_bars import LabelBars
from ui.widgets.charts.leave_one_out import LeaveOneOut
from ui.widgets.charts.over_time import OverTime
from ui.widgets.charts.pair_heatmap import PairHeatmap
from ui.widgets.charts.paradox_panel import ParadoxPanel
from ui.widgets.charts.values import TwoByTwo
from ui.widgets.flow import FlowRow
from ui.widgets.header_bar import PageTab
from ui.widgets.layouts import button, hairline, label, row, scrolling, stacked
from ui.widgets.save_buttons import SaveButtons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from labeler.periods import PeriodKind
    from labeler.study import Study
    from ui.widgets.charts.values import Pick

_PARADOX = 3
SECTIONS = ("Each value", "Confusion", "Over time", "Paradox check", "Groups of copies")


class ReviewFigures(Card):
    """One chart at a time; what nobody looks at is not worked out."""

    units_asked = Signal(list, str)
    """Units, and what they have in common."""

    chosen = Signal()
    """Another chart is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.section = 0
        self._study: Study | None = None
        self._titles: Mapping[str, str] = {}
        self._named = True
        self._paradox = TwoByTwo(0, 0, 0, 0), ("", ""), ""
        self._steps = 0
        self.bars, self.matrix = LabelBars(), ConfusionMatrix()
        self.weeks, self.batches, self.versions = OverTime(), OverTime(), OverTime()
        self.paradox, self.cards = ParadoxPanel(), ClusterCards()
        self.tabs: list[PageTab] = []
        self.stack = QStackedWidget()
        charts = (self.bars, self.matrix, self.weeks, self.paradox, self.cards)
        self.saving = [
            SaveButtons(chart, name.lower().replace(" ", "-"))
            for chart, name in zip(charts, SECTIONS, strict=True)
        ]
        self.saving_more = (
            SaveButtons(self.batches, "by-batch"),
            SaveButtons(self.versions, "by-codebook-version"),
        )
        heads = QHBoxLayout()
        sections = FlowRow()
        for place, name in enumerate(SECTIONS):
            tab = PageTab(name)
            tab.clicked.connect(lambda _, place=place: self.show_section(place))
            sections.flow.addWidget(tab)
            self.tabs.append(tab)
        heads.addWidget(sections, 1, Qt.AlignmentFlag.AlignVCenter)
        self.next_value = button("Next value", "quiet")
        self.next_value.clicked.connect(lambda _: self.show_next_value())
        heads.addWidget(self.next_value, 0, Qt.AlignmentFlag.AlignTop)
        for place, buttons in enumerate(self.saving):
            if charts[place] is not self.weeks:
                heads.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(heads)
        self.body.addWidget(hairline())
        over_time = QWidget()
        over_time.setLayout(
            stacked(
                row(label("By week", "caption"), None, self.saving[2]),
                self.weeks,
                row(label("By batch: the day of import", "caption"), None, self.saving_more[0]),
                self.batches,
                row(label("By codebook version", "caption"), None, self.saving_more[1]),
                self.versions,
            )
        )
        for chart in (self.bars, self.matrix, over_time, self.paradox, self.cards):
            self.stack.addWidget(scrolling(chart))
        self.body.addWidget(self.stack, 1)
        for chart in (self.bars, self.matrix, self.cards):
            chart.opened.connect(self._on_pick)
        self.paradox.opened.connect(self._on_paradox)
        kinds: tuple[tuple[OverTime, PeriodKind], ...] = (
            (self.weeks, "week"),
            (self.batches, "batch"),
            (self.versions, "version"),
        )
        for over_time_chart, kind in kinds:
            over_time_chart.opened.connect(lambda pick, kind=kind: self._on_period(pick, kind))

    def set_study(self, study: Study, titles: Mapping[str, str], *, named: bool) -> None:
        """Shows a study.

        Args:
            study: the figures.
            titles: of the articles, by id.
            named: whether a chart may tell who gave which answer.
        """
        if self._study is None or study.question != self._study.question:
            self._steps = 0
        self._study, self._titles, self._named = study, titles, named
        self.show_section(self.section)

    def show_section(self, place: int) -> None:
        """Shows one of the charts; its figures are worked out now, not before."""
        self.section = place
        for number, (tab, buttons) in enumerate(zip(self.tabs, self.saving, strict=True)):
            tab.setChecked(number == place)
            buttons.setVisible(number == place)
        self.next_value.setVisible(place == _PARADOX)
        self.stack.setCurrentIndex(place)
        if self._study is not None:
            self._fill(self._study)
        self.chosen.emit()

    def _fill(self, study: Study) -> None:
        units = review_charts.units_called(study.question)
        if self.section == 0:
            self.bars.set_rows(review_charts.label_rows(study), study.question.title, units=units)
        elif self.section == 1:
            self.matrix.set_confusion(review_charts.confusion(study, named=self._named), units)
        elif self.section == 2:
            self.weeks.set_periods(review_charts.periods(study.weeks))
            self.batches.set_periods(review_charts.periods(study.batches))
            self.versions.set_periods(review_charts.periods(study.versions))
        elif self.section == _PARADOX:
            # The rarest value that enough units carry is where a κ misleads most; the button goes on from it.
            ranked = sorted(
                study.labels, key=lambda each: (each.units < LEAST_UNITS, not each.units, each.share)
            )
            value = ranked[self._steps % len(ranked)].value
            counts, names = review_charts.two_by_two(
                study, value or review_charts.NO_TOPIC, named=self._named
            )
            self._paradox = counts, names, value
            self.paradox.set_counts(counts, units=units)
        elif study.question.kind == "duplicate":
            self.cards.set_clusters(review_charts.clusters(study, self._titles))
        else:
            self.cards.set_clusters((), "Only the question of duplicates groups articles.")

    def show_next_value(self) -> None:
        """Checks the next value for the paradox, from the rarest on."""
        self._steps += 1
        self.show_section(_PARADOX)

    def next_section(self) -> None:
        """The next chart."""
        self.show_section((self.section + 1) % len(SECTIONS))

    def fit(self) -> None:
        """Gives the chart its height."""
        theme = current_theme()
        area = self.stack.currentWidget()
        chart = area.widget() if isinstance(area, QScrollArea) else None
        wanted = chart.sizeHint().height() if chart else 0
        self.stack.setMinimumHeight(min(max(wanted, theme.px(160)), theme.px(440)) + theme.px(4))

    def _on_pick(self, pick: Pick) -> None:
        if self._study is not None:
            self.units_asked.emit(*units_behind(self._study, pick, named=self._named))

    def _on_paradox(self, pick: Pick) -> None:
        if self._study is not None:
            self.units_asked.emit(*units_of_paradox(self._study, *self._paradox, pick))

    def _on_period(self, pick: Pick, kind: PeriodKind) -> None:
        if self._study is not None:
            self.units_asked.emit(*units_of_period(self._study, pick, kind))


class ReviewPeople(Card):
    """Each two annotators, and all but one."""

    units_asked = Signal(list, str)
    """Units, and what they have in common."""

    def __init__(self) -> None:
        super().__init__()
        self._study: Study | None = None
        self.heatmap, self.left_out = PairHeatmap(), LeaveOneOut()
        self.saving = (
            SaveButtons(self.heatmap, "each-pair"),
            SaveButtons(self.left_out, "without-one-annotator"),
        )
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(24)
        for name, chart, buttons in (
            ("Each pair", self.heatmap, self.saving[0]),
            ("Without one annotator", self.left_out, self.saving[1]),
        ):
            self._sides.addLayout(stacked(label(name, "heading"), chart, row(None, buttons)), 1)
            chart.opened.connect(self._on_pick)
        self.body.addLayout(self._sides)

    def set_study(self, study: Study) -> None:
        """Shows a study."""
        self._study = study
        units = review_charts.units_called(study.question)
        self.heatmap.set_pairs(study.annotators, review_charts.pair_figures(study), units=units)
        self.left_out.set_rows(review_charts.left_out(study))

    def fit(self, room: int) -> None:
        """Puts the two beside each other where `room` (px) is enough, else below."""
        wanted = max(self.heatmap.minimumSizeHint().width(), self.left_out.minimumSizeHint().width())
        way = QBoxLayout.Direction
        self._sides.setDirection(way.LeftToRight if 2 * wanted <= room else way.TopToBottom)

    def _on_pick(self, pick: Pick) -> None:
        if self._study is not None:
            self.units_asked.emit(*units_behind(self._study, pick, named=True))
