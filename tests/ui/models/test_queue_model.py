from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from labeler.queue import QueueItem, counts
from ui.models.queue_model import ITEM_ROLE, QueueModel
from ui.widgets.queue_panel import QueuePanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QAbstractItemModel
    from pytestqt.qtbot import QtBot

    from labeler.flow import State

STATES: tuple[State, ...] = ("pending", "draft", "submitted", "skipped")


def item(number: int, title: str = "", state: State = "pending", *, flagged: bool = False) -> QueueItem:
    return QueueItem(f"{number:064d}", number, title or f"Article {number}", "Daily", "", state, flagged, 0)


@pytest.fixture
def model() -> QueueModel:
    made = QueueModel()
    made.set_items(
        [
            item(1, "Straße gesperrt"),
            item(2, "Ferry late", "draft"),
            item(3, "ميناء أوستراند", "submitted", flagged=True),
            item(4, "Ferry lost", "skipped"),
        ]
    )
    return made


def shown(model: QueueModel) -> list[int]:
    return [model.data(model.index(row, 0), ITEM_ROLE).number for row in range(model.rowCount())]


def test_the_model_is_a_sound_model(
    check_model: Callable[[QAbstractItemModel], None], model: QueueModel
) -> None:
    check_model(model)
    model.set_filter("ferry")
    check_model(model)
    model.replace(1, item(2, "Ferry late", "submitted"))
    model.set_items([])
    check_model(model)


@pytest.mark.parametrize(
    ("words", "state", "numbers"),
    [
        ("", "", [1, 2, 3, 4]),
        ("  FERRY ", "", [2, 4]),
        ("strasse", "", [1]),
        ("أوستراند", "", [3]),
        ("daily", "", [1, 2, 3, 4]),
        ("zzz", "", []),
        ("", "pending", [1]),
        ("", "flagged", [3]),
        ("ferry", "skipped", [4]),
    ],
)
def test_the_filter_takes_words_of_title_or_source_and_a_state(
    model: QueueModel, words: str, state: str, numbers: list[int]
) -> None:
    model.set_filter(words, state)
    assert shown(model) == numbers
    assert [model.items[model.place_of(row)].number for row in range(model.rowCount())] == numbers


def test_rows_and_places_lead_to_each_other(model: QueueModel) -> None:
    model.set_filter("ferry")
    assert [model.row_of(place) for place in range(4)] == [-1, 0, -1, 1]
    assert [model.place_of(row) for row in range(2)] == [1, 3]


def test_an_article_changed_stays_in_view_until_the_filter_is_given_anew(model: QueueModel) -> None:
    model.set_filter("", "draft")
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.replace(1, replace(model.items[1], state="submitted"))
    assert changed == [0]
    assert shown(model) == [2]
    model.replace(0, replace(model.items[0], flagged=True))
    assert changed == [0]
    model.set_filter("", "draft")
    assert shown(model) == []


def test_the_counts_follow_every_change(model: QueueModel) -> None:
    assert model.counts == counts(model.items)
    for place, state in enumerate(reversed(STATES)):
        model.replace(place, replace(model.items[place], state=state, flagged=place % 2 == 0))
        assert +model.counts == +counts(model.items)


def test_words_for_ears_and_tooltips(model: QueueModel) -> None:
    index = model.index(2, 0)
    assert model.data(index) == "ميناء أوستراند"
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "3. ميناء أوستراند"
    spoken = "ميناء أوستراند, submitted, flagged"
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == spoken
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Straße gesperrt, not seen"
    assert model.data(QModelIndex()) is None


@pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
def test_a_hundred_thousand_articles_filter_and_scroll(qtbot: QtBot) -> None:
    panel = QueuePanel()
    qtbot.addWidget(panel)
    panel.resize(252, 700)
    panel.show()
    panel.model.set_items([item(number, state=STATES[number % 4]) for number in range(1, 100_001)])
    panel.counts.set_counts(panel.model.counts)
    assert panel.model.rowCount() == 100_000
    panel.set_current(99_999)
    panel.grab()
    bar = panel.table.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    opened: list[int] = []
    panel.place_opened.connect(opened.append)
    panel.field.setText("article 9999")
    assert panel.model.rowCount() == 11
    assert panel._shown.text() == "11 of 100000"
    panel.field.accepted.emit()
    assert opened == [9998]
    panel.counts.state_chosen.emit("draft")
    assert panel.model.rowCount() == 2
    panel.field.setText("")
    assert panel.model.rowCount() == 25_000
    panel.set_current(50_000)
    panel.grab()
    assert 0 < bar.value() < bar.maximum()
