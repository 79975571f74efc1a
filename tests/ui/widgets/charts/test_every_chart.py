from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from ui.theme import apply_theme, current_theme, make_theme
from ui.tokens import THEME_NAMES
from ui.widgets.charts.chart import plain_tip
from ui.widgets.charts.paint import axis_low, shade
from ui.widgets.charts.values import Pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QPainter

    from tests.ui.widgets.charts.conftest import Visitor
    from ui.tokens import ThemeName
    from ui.widgets.charts.chart import Chart

KINDS = {
    "interval": ("figure", (0, 0), Pick("figure", ("α",))),
    "labels": ("label", (2, 0), Pick("label", ("trade",))),
    "pairs": ("pair", (1, 0), Pick("pair", ("Ana", "Ben"))),
    "left_out": ("annotator", (1, 0), Pick("without", ("Chi",))),
    "confusion": ("cell", (0, 1), Pick("cell", ("f", "p"))),
    "over_time": ("period", (0, 2), Pick("period", ("3",))),
    "paradox": ("cell", (1, 0), Pick("cell", ("no", "yes"))),
    "clusters": ("cluster", (0, 1), Pick("cluster", ("2",))),
}


def colors(picture: QImage) -> set[int]:
    return set(memoryview(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I"))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_click_opens_exactly_what_was_clicked(name: str, visit: Callable[..., Visitor]) -> None:
    _, cell, pick = KINDS[name]
    visitor = visit(name)
    visitor.click(cell)
    assert visitor.picks == [pick]
    QTest.mouseClick(visitor.chart, Qt.MouseButton.RightButton, pos=visitor.place(cell))
    assert visitor.picks == [pick]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_arrow_keys_lead_there_and_enter_opens(name: str, visit: Callable[..., Visitor]) -> None:
    _, cell, pick = KINDS[name]
    visitor = visit(name)
    start = visitor.chart._at
    down, across = cell[0] - start[0], cell[1] - start[1]
    visitor.press(*[Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up] * abs(down))
    visitor.press(*[Qt.Key.Key_Right if across > 0 else Qt.Key.Key_Left] * abs(across))
    assert visitor.chart._at == cell
    visitor.press(Qt.Key.Key_Return)
    visitor.press(Qt.Key.Key_Enter)
    assert visitor.picks == [pick, pick]
    if start != cell:
        assert visitor.chart.accessibleDescription() == visitor.chart._cell_words(cell)


def test_keys_stop_at_the_edges_and_leave_others_alone(chart: Chart, visit: Callable[..., Visitor]) -> None:
    visitor = visit(chart)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        visitor.press(*[key] * 50)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        visitor.press(*[key] * 50)
    assert chart._in(chart._at)
    for code, modifier in (
        (0x0424, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
    ):
        event = QKeyEvent(QEvent.Type.KeyPress, int(code), modifier)
        QApplication.sendEvent(chart, event)
        assert not event.isAccepted()


def test_the_focus_shows_as_a_ring(chart: Chart, visit: Callable[..., Visitor]) -> None:
    visit(chart)
    focused = chart.grab().toImage()
    assert current_theme().color.focus.rgb() in colors(focused)
    chart.clearFocus()
    assert chart.grab().toImage() != focused


def test_enter_is_the_charts_while_it_has_the_focus(chart: Chart, visit: Callable[..., Visitor]) -> None:
    visit(chart)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(chart, event)
    assert event.isAccepted()


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("name", THEME_NAMES)
def test_it_is_painted_in_every_theme_and_scale(
    chart: Chart, visit: Callable[..., Visitor], qapp: QApplication, name: ThemeName, scale: float
) -> None:
    visitor = visit(chart)
    before = chart.sizeHint()
    apply_theme(qapp, name, scale)
    after = chart.sizeHint()
    if scale == 2.0:
        assert after.height() > 1.7 * before.height()
    chart.resize(max(chart.width(), chart.minimumSizeHint().width()), after.height())
    assert len(colors(chart.grab().toImage())) > 6
    QTest.mouseMove(chart, visitor.place(chart._at))
    chart.grab()
    assert not chart._failed


@pytest.mark.parametrize("width", [1, 60, 300, 500, 2400])
def test_no_width_is_too_narrow_to_be_painted(chart: Chart, width: int) -> None:
    chart.resize(width, 40)
    chart.grab()
    chart.resize(width, 600)
    chart.grab()
    rows, columns = chart._shape()
    for row in range(rows):
        for column in range(columns):
            chart._cell_at(chart._cell_rect((row, column)).center())


def test_it_says_its_figures_in_words(chart: Chart) -> None:
    assert len(chart.accessibleName()) > 10
    for words in (chart.accessibleName(), str(chart.table())):
        assert "nan" not in words.lower().split()
        assert "None" not in words
    header, rows = chart.table()
    assert rows
    assert all(len(row) == len(header) for row in rows)
    assert chart.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_tooltip_gives_the_exact_figures(
    chart: Chart, visit: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, *_: said.append(words))
    visitor = visit(chart)
    place = visitor.place(chart._at)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, place, chart.mapToGlobal(place)))
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, QPoint(-5, -5), QPoint(0, 0)))
    assert said == [plain_tip(chart._cell_words(chart._at))]


def test_nothing_in_a_title_is_markup() -> None:
    assert plain_tip("<b>Flood</b> & more\nn 3") == "<span>&lt;b&gt;Flood&lt;/b&gt; &amp; more<br>n 3</span>"
    assert plain_tip("") == ""


def test_without_values_it_says_one_sentence(empty_chart: Chart, visit: Callable[..., Visitor]) -> None:
    visitor = visit(empty_chart)
    assert empty_chart.quiet.endswith(".")
    assert empty_chart.accessibleName() == empty_chart.quiet
    assert len(colors(empty_chart.grab().toImage())) > 1
    visitor.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    QTest.mouseClick(empty_chart, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(empty_chart, QPoint(9, 9))
    assert visitor.picks == []
    header, _ = empty_chart.table()
    assert header


def test_the_pointer_shows_what_opens(visit: Callable[..., Visitor]) -> None:
    visitor = visit("confusion")
    QTest.mouseMove(visitor.chart, visitor.place((0, 0)))
    assert visitor.chart.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(visitor.chart, visitor.place((1, 0)))
    assert visitor.chart.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_press_that_ends_elsewhere_opens_nothing(visit: Callable[..., Visitor]) -> None:
    visitor = visit("left_out")
    QTest.mousePress(visitor.chart, Qt.MouseButton.LeftButton, pos=visitor.place((0, 0)))
    QTest.mouseRelease(visitor.chart, Qt.MouseButton.LeftButton, pos=visitor.place((1, 0)))
    assert visitor.picks == []


def test_a_fault_while_painting_stays_inside(
    visit: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = visit("left_out")

    def fails(painter: QPainter, exposed: object) -> None:
        painter.save()
        painter.restore()
        raise ZeroDivisionError

    monkeypatch.setattr(visitor.chart, "_paint", fails)
    visitor.chart.grab()
    visitor.chart.grab()
    assert [record.message for record in caplog.records] == ["A chart could not be painted"]
    caplog.clear()


def test_the_cell_of_the_focus_stays_among_the_cells(visit: Callable[..., Visitor]) -> None:
    visitor = visit("clusters", 900)
    visitor.press(Qt.Key.Key_Right)
    visitor.chart.resize(500, 800)
    visitor.press(Qt.Key.Key_Return)
    assert visitor.picks == [Pick("cluster", ("2",))]
    assert visitor.chart._at == (1, 0)


def luminance(color: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return float(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])


@pytest.mark.parametrize("name", THEME_NAMES)
def test_numbers_on_shades_can_be_read(name: ThemeName, qapp: QApplication) -> None:
    theme = make_theme(name)
    for part in (-1.0, 0.0, 0.5, 1.0, 7.0):
        ground, text = luminance(shade(theme, part)), luminance(theme.color.text)
        assert (max(ground, text) + 0.05) / (min(ground, text) + 0.05) >= 4.5
    assert shade(make_theme("contrast"), 1.0) == make_theme("contrast").color.pane


def test_an_axis_reaches_below_zero_only_where_figures_do() -> None:
    assert axis_low([0.2, None]) == 0
    assert axis_low([]) == 0
    assert axis_low([-0.31, 0.5]) == -0.4
    assert axis_low([-3.0]) == -1.0
