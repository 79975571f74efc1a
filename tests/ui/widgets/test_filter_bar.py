"""The filter bar: a menu adds, chips take off, and a long row of chips breaks into lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.widgets.filter_bar import Choice, FilterBar
from ui.widgets.flow import FlowRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
CHOICES = [
    Choice("Annotator", "Ana", "Ana"),
    Choice("Annotator", "Ben", "Ben"),
    Choice("Source", "Coast Daily", "Coast Daily"),
]


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[FilterBar]:
    """Inside a window, as it stands in the page."""
    window = QWidget()
    made = FilterBar()
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(700, 300)
    window.show()
    made.set_choices(CHOICES)
    yield made
    window.close()


def actions(bar: FilterBar) -> dict[str, QAction]:
    found = {}
    for group in bar._add.menu().actions():
        menu = group.menu()
        assert isinstance(menu, QMenu)
        found.update({f"{group.text()}: {each.text()}": each for each in menu.actions()})
    return found


def chips(bar: FilterBar) -> list[QPushButton]:
    """Those one can see."""
    QCoreApplication.processEvents()
    return [chip for chip in bar.findChildren(QPushButton) if not chip.isHidden()]


def test_the_menu_groups_the_choices_and_ticks_those_chosen(bar: FilterBar) -> None:
    told: list[tuple[Choice, ...]] = []
    bar.changed.connect(told.append)
    assert list(actions(bar)) == ["Annotator: Ana", "Annotator: Ben", "Source: Coast Daily"]
    actions(bar)["Annotator: Ben"].trigger()
    actions(bar)["Source: Coast Daily"].trigger()
    assert told == [(CHOICES[1],), (CHOICES[1], CHOICES[2])]
    assert [name for name, action in actions(bar).items() if action.isChecked()] == [
        "Annotator: Ben",
        "Source: Coast Daily",
    ]
    actions(bar)["Annotator: Ben"].trigger()
    assert bar.chosen() == (CHOICES[2],)


def test_a_chip_takes_its_choice_off(bar: FilterBar) -> None:
    bar.turn(CHOICES[0])
    bar.turn(CHOICES[2])
    assert [chip.text() for chip in chips(bar)] == ["Ana  ×", "Coast Daily  ×"]
    assert chips(bar)[1].accessibleName() == "Source: Coast Daily. Take off"
    QTest.mouseClick(chips(bar)[0], Qt.MouseButton.LeftButton)
    assert [chip.text() for chip in chips(bar)] == ["Coast Daily  ×"]
    assert bar.chosen() == (CHOICES[2],)


def test_what_can_be_chosen_no_more_is_dropped(bar: FilterBar) -> None:
    bar.turn(CHOICES[0])
    bar.turn(CHOICES[2])
    bar.set_choices(CHOICES[:2])
    assert bar.chosen() == (CHOICES[0],)
    bar.set_choices([])
    assert bar.chosen() == ()
    assert not bar._add.isEnabled()
    assert bar.findChildren(QToolButton) == [bar._add]


def test_many_chips_stand_on_several_lines_and_do_not_widen_the_window(bar: FilterBar) -> None:
    many = [Choice("Source", str(number), f"Harbour Messenger {number}") for number in range(12)]
    bar.set_choices(many)
    for choice in many:
        bar.turn(choice)
    window = bar.window()
    window.grab()
    assert window.width() == 700
    rects = [chip.geometry() for chip in chips(bar)]
    assert len({rect.y() for rect in rects}) > 2
    assert all(bar.rect().contains(rect) for rect in rects)
    assert not any(one.intersects(other) for one in rects for other in rects if one is not other)
    right = [rect for rect in rects if rect.y() == rects[0].y()][-1]
    assert right.right() == bar.rect().right()


def test_a_flow_of_nothing_has_no_size_and_gives_nothing_away(qtbot: QtBot) -> None:
    row = FlowRow(spacing=4)
    qtbot.addWidget(row)
    flow = row.flow
    assert (flow.count(), flow.itemAt(0), flow.takeAt(0)) == (0, None, None)
    assert flow.heightForWidth(100) == 0
    assert flow.sizeHint().isEmpty()
    for words in ("one", "two", "three"):
        flow.addWidget(QLabel(words))
    high = flow.heightForWidth(1000)
    assert flow.sizeHint().height() == high
    assert flow.heightForWidth(1) == 3 * high + 2 * 4
    assert flow.minimumSize().width() < flow.sizeHint().width()
    flow.takeAt(1)
    assert flow.count() == 2
