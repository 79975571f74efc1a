"""The card for an answer that nobody gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.builders import CODEBOOK
from ui.widgets.own_answer import OwnAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from db.records import Json

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
TOPIC, LEVY, _, DUPLICATE, _ = CODEBOOK.questions


@pytest.fixture
def own(qtbot: QtBot) -> Iterator[OwnAnswer]:
    window = QWidget()
    owner = QWidget(window)
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    made = OwnAnswer(owner)
    yield made
    window.close()


def answers_of(own: OwnAnswer) -> list[Json]:
    told: list[Json] = []
    own.given.connect(told.append)
    return told


def press(own: OwnAnswer, *keys: str) -> None:
    for key in keys:
        QTest.keyClick(own, Qt.Key.Key_Return if key == "Enter" else getattr(Qt.Key, f"Key_{key}"))


def test_topics_are_turned_and_then_given(own: OwnAnswer) -> None:
    told = answers_of(own)
    own.ask(TOPIC)
    assert own.isVisible()
    assert own._title.text() == "Own answer"
    press(own, "Enter")
    assert own.isVisible()
    press(own, "3", "1", "Enter")
    assert told == [["flood", "port"]]
    assert own.isHidden()


def test_the_last_topic_taken_back_leaves_no_answer_and_0_is_one(own: OwnAnswer) -> None:
    told = answers_of(own)
    own.ask(TOPIC)
    press(own, "1", "1", "Enter")
    assert own.isVisible()
    panel = own._topics
    assert panel is not None
    assert panel._info.text() == "not answered"
    QTest.mouseClick(panel.none_box, Qt.MouseButton.LeftButton, pos=QPoint(8, panel.none_box.height() // 2))
    assert panel._info.text() == "none fits"
    press(own, "2", "0", "Enter")
    assert told == [[]]


def test_it_begins_anew_each_time(own: OwnAnswer) -> None:
    told = answers_of(own)
    own.ask(TOPIC)
    press(own, "1", "Escape")
    own.ask(TOPIC)
    press(own, "Enter")
    assert own.isVisible()
    own.ask(LEVY)
    assert own._title.text() == "Own answer: Levy"
    assert own._topics is None
    assert own._give.isHidden()
    press(own, "0", "4", "X")
    assert (told, own.isVisible()) == ([], True)
    press(own, "3")
    assert told == ["AGAINST"]


@pytest.mark.parametrize("height", [260, 400, 900])
def test_it_fits_into_low_windows_and_keeps_its_button_free(own: OwnAnswer, height: int) -> None:
    for question in (TOPIC, DUPLICATE):
        own.ask(question)
        own.window().resize(900, height)
        QCoreApplication.processEvents()
        own.window().grab()
        assert own.size() == own.window().size()
        assert own.rect().contains(own.card.geometry())
        if question is TOPIC:
            assert own.card.rect().contains(own._give.geometry())
            assert not own._give.geometry().intersects(own._area.geometry())
        press(own, "Escape")


def test_without_a_question_keys_do_nothing(own: OwnAnswer) -> None:
    told = answers_of(own)
    press(own, "1", "Enter")
    assert told == []
