"""Charts with values in them, and somebody who clicks and types at them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.theme import apply_theme
from ui.widgets.charts.cluster_cards import ClusterCards
from ui.widgets.charts.confusion_matrix import ConfusionMatrix
from ui.widgets.charts.interval_bar import IntervalBar
from ui.widgets.charts.label_bars import LabelBars
from ui.widgets.charts.leave_one_out import LeaveOneOut
from ui.widgets.charts.over_time import OverTime
from ui.widgets.charts.pair_heatmap import PairHeatmap
from ui.widgets.charts.paradox_panel import ParadoxPanel
from ui.widgets.charts.values import (
    Cluster,
    Confusion,
    Figure,
    Grouping,
    LabelRow,
    LeftOut,
    PairFigure,
    Period,
    Pick,
    TwoByTwo,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.widgets.charts.chart import Cell, Chart

ARABIC = "إضراب الميناء يدخل أسبوعه الثاني"
FEW = Figure(why="too few: 2 articles, at least 5 are needed")


def _interval() -> Chart:
    bar = IntervalBar()
    bar.set_figure(0.78, 0.70, 0.85)
    return bar


def _labels() -> Chart:
    bars = LabelBars()
    bars.set_rows(
        [
            LabelRow("flood", "Flood", Figure(0.91, 0.84, 0.96), 0.30, 18),
            LabelRow("rail", "Rail transport", FEW, 0.03, 2),
            LabelRow("port", ARABIC, Figure(-0.12, -0.31, 0.1), 0.45, 27),
            LabelRow("trade", "Trade", Figure(0.69, 0.50, 0.84), 0.18, 11),
        ]
    )
    return bars


def _pairs() -> Chart:
    grid = PairHeatmap()
    pairs = [
        PairFigure("Ana", "Ben", Figure(0.81, 0.7, 0.9), 60),
        PairFigure("Ana", ARABIC, Figure(0.7), 12),
        PairFigure("Ben", ARABIC, Figure(None), 58),
    ]
    grid.set_pairs(["Ana", "Ben", ARABIC], pairs, "α-MASI")
    return grid


def _left_out() -> Chart:
    chart = LeaveOneOut()
    chart.set_rows(
        [
            LeftOut("Ana", Figure(0.75, 0.66, 0.83), -0.03),
            LeftOut("Chi", Figure(0.81, 0.74, 0.88), 0.03),
            LeftOut(ARABIC, Figure(why="undefined, no variation"), None),
        ]
    )
    return chart


def _confusion() -> Chart:
    matrix = ConfusionMatrix()
    counts = {("f", "f"): 12, ("f", "p"): 2, ("p", "p"): 7}
    matrix.set_confusion(Confusion((("f", "Flood"), ("p", ARABIC)), counts, "Ana", "Ben", "Ana and Ben"))
    return matrix


def _over_time() -> Chart:
    chart = OverTime()
    chart.set_periods(
        [
            Period("1", "January", Figure(0.52, -0.3, 0.7), 40),
            Period("2", ARABIC, FEW, 2),
            Period("3", "March", Figure(0.88, 0.82, 0.93), 61),
            Period("4", "April", Figure(0.9, 0.82, 0.93), 1200),
        ]
    )
    return chart


def _paradox() -> Chart:
    panel = ParadoxPanel()
    panel.set_counts(TwoByTwo(2, 3, 1, 54, "Ana", "Ben", "Flood", "not Flood"))
    return panel


def _clusters() -> Chart:
    cards = ClusterCards()
    articles = (("a", "Harbour strike"), ("b", "Dockers reject offer"), ("c", ARABIC))
    ana, ben = Grouping("Ana", {"a": "x", "b": "y", "c": "x"}), Grouping("Ben", dict.fromkeys("abc", "x"))
    chi = Grouping("Chi", {"a": "x", "b": "x", "c": "y"})
    cards.set_clusters(
        [Cluster("1", "Strike", articles, (ana, ben)), Cluster("2", "Ferry", articles, (ana, chi))]
    )
    return cards


MAKERS: dict[str, Callable[[], Chart]] = {
    "interval": _interval,
    "labels": _labels,
    "pairs": _pairs,
    "left_out": _left_out,
    "confusion": _confusion,
    "over_time": _over_time,
    "paradox": _paradox,
    "clusters": _clusters,
}
EMPTY: dict[str, Callable[[], Chart]] = {
    "labels": LabelBars,
    "pairs": PairHeatmap,
    "left_out": LeaveOneOut,
    "confusion": ConfusionMatrix,
    "over_time": OverTime,
    "paradox": ParadoxPanel,
    "clusters": ClusterCards,
}


class Visitor:
    """Sits at one chart and notes what it opens."""

    def __init__(self, qtbot: QtBot, chart: Chart, width: int = 900) -> None:
        self.chart = chart
        self.picks: list[Pick] = []
        qtbot.addWidget(chart)
        chart.opened.connect(self.picks.append)
        height = chart.heightForWidth(width) if chart.hasHeightForWidth() else chart.sizeHint().height()
        chart.resize(max(width, chart.minimumSizeHint().width()), height)
        chart.show()
        chart.activateWindow()
        chart.setFocus()
        qtbot.waitUntil(chart.hasFocus)

    def place(self, cell: Cell) -> QPoint:
        return self.chart._cell_rect(cell).center().toPoint()

    def click(self, cell: Cell) -> None:
        QTest.mouseClick(self.chart, Qt.MouseButton.LeftButton, pos=self.place(cell))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.chart, key)


@pytest.fixture(params=sorted(MAKERS))
def chart(request: pytest.FixtureRequest, qapp: QApplication) -> Chart:
    """Each chart in turn, with values."""
    return MAKERS[request.param]()


@pytest.fixture(params=sorted(EMPTY))
def empty_chart(request: pytest.FixtureRequest, qapp: QApplication) -> Chart:
    """Each chart that can be empty, without values."""
    return EMPTY[request.param]()


@pytest.fixture
def visit(qtbot: QtBot) -> Callable[..., Visitor]:
    """Shows a chart and gives it the focus."""

    def make(chart: Chart | str, width: int = 900) -> Visitor:
        return Visitor(qtbot, MAKERS[chart]() if isinstance(chart, str) else chart, width)

    return make


@pytest.fixture(autouse=True)
def _painted_without_fault(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    apply_theme(qapp, "light")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
