from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from tests.ui.widgets.charts.conftest import ARABIC, FEW, MAKERS
from ui.widgets.charts import label_bars, paint
from ui.widgets.charts.confusion_matrix import ConfusionMatrix
from ui.widgets.charts.interval_bar import IntervalBar
from ui.widgets.charts.label_bars import LabelBars
from ui.widgets.charts.leave_one_out import LeaveOneOut, closing_sentence
from ui.widgets.charts.over_time import OverTime
from ui.widgets.charts.pair_heatmap import PairHeatmap
from ui.widgets.charts.values import Confusion, Figure, LabelRow, LeftOut, PairFigure, Period, Pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.widgets.charts.conftest import Visitor


def scrolled(qtbot: QtBot, chart: QWidget, width: int = 700, height: int = 300) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(chart)
    area.resize(width, height)
    qtbot.addWidget(area)
    area.show()
    chart.setFocus()
    return area


# One figure.


def test_the_interval_bar_says_figure_interval_and_verdict(qtbot: QtBot) -> None:
    bar = MAKERS["interval"]()
    qtbot.addWidget(bar)
    assert bar.table() == (
        ("α", "low", "high", "verdict"),
        ((".78", ".70", ".85", "Tentative: the lower end, .70, lies between .667 and .8."),),
    )
    assert bar.accessibleName().startswith("α .78, 95 % interval .70 to .85. Tentative:")


def test_an_undefined_figure_says_why(qtbot: QtBot, visit: Callable[..., Visitor]) -> None:
    bar = IntervalBar()
    bar.set_figure(float("nan"), None, None, "Everyone gave the same answer, so α is undefined.")
    visitor = visit(bar)
    visitor.press(Qt.Key.Key_Return)
    assert visitor.picks == []
    assert bar.accessibleName() == "Everyone gave the same answer, so α is undefined."
    assert bar.table()[1] == (("undefined", "", "", "Everyone gave the same answer, so α is undefined."),)


# A row a value.


def test_labels_are_sorted_by_the_lower_end_and_what_has_none_comes_last(qtbot: QtBot) -> None:
    bars = MAKERS["labels"]()
    assert isinstance(bars, LabelBars)
    qtbot.addWidget(bars)
    assert [row[0] for row in bars.table()[1]] == [ARABIC, "Trade", "Flood", "Rail transport"]
    bars._at = (2, 0)
    bars.set_order("codebook")
    assert bars._cell_pick(bars._at) == Pick("label", ("trade",))
    assert [row[0] for row in bars.table()[1]] == ["Flood", "Rail transport", ARABIC, "Trade"]
    assert bars.table()[1][0] == ("Flood", "30 %", "18", ".91", ".84", ".96", "reliable")
    assert bars.table()[1][1] == ("Rail transport", "3 %", "2", FEW.why, "", "", "")


def test_the_heading_turns_the_order_by_mouse_and_by_key(qtbot: QtBot, visit: Callable[..., Visitor]) -> None:
    visitor = visit("labels")
    bars = visitor.chart
    assert isinstance(bars, LabelBars)
    orders: list[str] = []
    bars.order_changed.connect(orders.append)
    visitor.click((0, 0))
    visitor.press(Qt.Key.Key_Return)
    assert orders == ["codebook", "lowest"]
    assert bars.order == "lowest"
    assert visitor.picks == []


def test_five_hundred_labels_are_painted_row_by_row(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bars = LabelBars()
    title = "A title that is much longer than there is room for in its column, whatever the width"
    rows = [LabelRow(str(number), f"{title} {number}", Figure(0.5, 0.4, 0.6), 0.1) for number in range(500)]
    bars.set_rows(rows)
    area = scrolled(qtbot, bars)
    painted: list[str] = []
    paint_share = paint.paint_share

    def counted(*arguments: object) -> None:
        painted.append("row")
        paint_share(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(label_bars, "paint_share", counted)
    area.grab()
    assert 0 < len(painted) < 30
    QTest.keyClick(bars, Qt.Key.Key_End)
    assert area.verticalScrollBar().value() > 10_000
    assert bars.scrolled.y() == area.verticalScrollBar().value()
    picks: list[Pick] = []
    bars.opened.connect(picks.append)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    # The heading stays in view and is hit before the rows that lie under it.
    top = QPoint(20, round(bars.scrolled.y()) + 5)
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=top)
    assert picks == [Pick("label", ("499",))]
    assert "and 460 more" in bars.accessibleName()


# Pairs.


def test_pairs_show_the_figure_above_and_units_below(qtbot: QtBot, visit: Callable[..., Visitor]) -> None:
    visitor = visit("pairs")
    header, rows = visitor.chart.table()
    assert header == ("one", "other", "α-MASI", "low", "high", "articles in common")
    assert rows[0] == ("Ana", "Ben", ".81", ".70", ".90", "60")
    assert rows[2] == ("Ben", ARABIC, "undefined", "", "", "58")
    visitor.click((1, 1))
    assert visitor.picks == []
    assert "12 articles in common, fewer than 20" in visitor.chart._cell_words((0, 2))


def test_one_unit_in_common_is_one(qtbot: QtBot) -> None:
    grid = PairHeatmap()
    qtbot.addWidget(grid)
    grid.set_pairs(["Ana", "Ben"], [PairFigure("Ana", "Ben", Figure(0.7), 1)], units=("pair", "pairs"))
    assert "; 1 pair in common, fewer than 20" in grid._cell_words((0, 1))


def test_forty_annotators_stay_within_reach(qtbot: QtBot) -> None:
    names = [f"Annotator {number}" for number in range(40)]
    grid = PairHeatmap()
    grid.set_pairs(names, [PairFigure(names[0], names[39], Figure(0.7), 30)])
    area = scrolled(qtbot, grid)
    area.grab()
    picks: list[Pick] = []
    grid.opened.connect(picks.append)
    QTest.keyClick(grid, Qt.Key.Key_End)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert picks == [Pick("pair", (names[0], names[39]))]
    assert area.horizontalScrollBar().value() > 0


# Without one annotator.


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ((-0.03, -0.01, 0.03, 0.0), "Leaving C out raises α by .03."),
        ((0.02, 0.02, -0.01), "Leaving A or B out raises α by .02."),
        ((0.004, -0.01), "Leaving one annotator out never raises α."),
        ((None, None), "α of the rest is undefined."),
        ((), ""),
    ],
)
def test_the_closing_sentence_names_who_holds_the_figure_down(
    differences: tuple[float | None, ...], sentence: str
) -> None:
    rows = [LeftOut(name, Figure(0.7), each) for name, each in zip("ABCD", differences, strict=False)]
    assert closing_sentence(rows).replace("\u2068", "").replace("\u2069", "") == sentence


def test_each_row_has_the_rest_and_the_difference(qtbot: QtBot) -> None:
    chart = MAKERS["left_out"]()
    assert isinstance(chart, LeaveOneOut)
    qtbot.addWidget(chart)
    assert chart.table()[1] == (
        ("Ana", ".75", ".66", ".83", "–.03"),
        ("Chi", ".81", ".74", ".88", "+.03"),
        (ARABIC, "undefined, no variation", "", "", ""),
    )
    assert chart.sentence() in chart.accessibleName()


# Confusion.


def test_counts_have_totals_that_open_too(visit: Callable[..., Visitor]) -> None:
    visitor = visit("confusion")
    header, rows = visitor.chart.table()
    assert header == ("Ana ↓ Ben →", "Flood", ARABIC, "total")
    assert [row[1:] for row in rows] == [("12", "2", "14"), ("0", "7", "7"), ("12", "9", "21")]
    for cell in ((1, 0), (0, 2), (2, 1), (2, 2)):
        visitor.click(cell)
    assert visitor.picks == [Pick("row", ("f",)), Pick("column", ("p",)), Pick("all")]
    assert visitor.chart._cell_words((0, 1)) == f"Ana: Flood, Ben: {ARABIC}: 2 articles"
    assert "same answer on 19 of 21 articles" in visitor.chart.accessibleName()


def test_forty_values_scroll_with_their_titles_in_view(qtbot: QtBot) -> None:
    values = tuple((str(number), f"A rather long title of value {number}") for number in range(40))
    matrix = ConfusionMatrix()
    matrix.set_confusion(Confusion(values, {(key, key): 3 for key, _ in values} | {("39", "0"): 1}))
    area = scrolled(qtbot, matrix)
    before = area.grab().toImage()
    picks: list[Pick] = []
    matrix.opened.connect(picks.append)
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    for _ in range(39):
        QTest.keyClick(matrix, Qt.Key.Key_Down)
    QTest.keyClick(matrix, Qt.Key.Key_Return)
    assert picks == [Pick("cell", ("0", "0")), Pick("cell", ("39", "0"))]
    assert matrix.scrolled.y() > 0
    assert area.grab().toImage() != before
    # Under the titles no cell is hit.
    assert matrix._cell_at(matrix.scrolled + matrix._cell_rect((0, 0)).topLeft() * 0.2) is None


# Over time.


def test_periods_have_figure_and_n(qtbot: QtBot) -> None:
    chart = MAKERS["over_time"]()
    qtbot.addWidget(chart)
    assert chart.table()[1][:2] == (
        ("January", ".52", "–.30", ".70", "40", "too low"),
        (ARABIC, FEW.why, "", "", "2", ""),
    )
    assert f"{ARABIC}: too few: 2 articles, at least 5 are needed; n = 2" in chart.accessibleName()


def test_many_periods_scroll(qtbot: QtBot) -> None:
    chart = OverTime()
    chart.set_periods([Period(str(number), f"Week {number}", Figure(0.7), 9) for number in range(100)])
    area = scrolled(qtbot, chart)
    QTest.keyClick(chart, Qt.Key.Key_End)
    area.grab()
    assert area.horizontalScrollBar().value() > 1000


def test_cards_take_the_height_they_need_while_scrolled(qtbot: QtBot) -> None:
    cards = MAKERS["clusters"]()
    area = scrolled(qtbot, cards, 500, 200)
    qtbot.waitUntil(lambda: cards.height() == cards.heightForWidth(cards.width()))
    QTest.keyClick(cards, Qt.Key.Key_End)
    assert area.verticalScrollBar().value() > 0


def test_a_chart_inside_another_widget_is_scrolled_to(qtbot: QtBot) -> None:
    inner, chart = QWidget(), MAKERS["left_out"]()
    column = QVBoxLayout(inner)
    column.addSpacing(900)
    column.addWidget(chart)
    area = scrolled(qtbot, inner)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert area.verticalScrollBar().value() > 300
    assert chart.scrolled.y() == 0
