"""The ruling panel: answers with those who gave them, a reason, a comment; it tells what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ui.theme import apply_theme
from ui.widgets.ruling_panel import AnswerChips, GivenAnswer, RulingPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
LEFT = Qt.MouseButton.LeftButton
ANSWERS = (
    GivenAnswer("Flood, Trade", ("A", "C"), adopted=False),
    GivenAnswer("no topic fits", ("Ben Osei",), adopted=True),
)


@pytest.fixture
def panel(qtbot: QtBot) -> RulingPanel:
    made = RulingPanel()
    qtbot.addWidget(made)
    made.resize(340, 320)
    made.show()
    return made


def test_answers_are_told_to_ears_with_their_keys(qtbot: QtBot) -> None:
    chips = AnswerChips()
    qtbot.addWidget(chips)
    assert chips.sizeHint().height() == 0
    chips.set_answers(ANSWERS)
    assert chips.accessibleName() == (
        "Answers. 1 Flood, Trade, by A, C; 2 no topic fits, by Ben Osei, adopted"
    )
    assert chips.minimumSizeHint().height() == chips.sizeHint().height() == 2 * chips._pitch()


def test_a_click_chooses_the_answer_under_it(qtbot: QtBot) -> None:
    chips = AnswerChips()
    told: list[int] = []
    qtbot.addWidget(chips)
    chips.resize(300, 120)
    chips.set_answers(ANSWERS)
    chips.chosen.connect(told.append)
    QTest.mouseMove(chips, QPoint(50, 5))
    for y in (5, chips._pitch() + 5, 2 * chips._pitch() + 5):
        QTest.mouseClick(chips, LEFT, pos=QPoint(50, y))
    assert told == [0, 1]


def test_many_people_leave_room_for_the_words(qtbot: QtBot) -> None:
    chips = AnswerChips()
    qtbot.addWidget(chips)
    chips.set_answers([GivenAnswer("Flood", tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), adopted=False)] * 12)
    for width in (60, 120, 300):
        chips.resize(width, chips.sizeHint().height())
        chips.grab()


def test_the_panel_shows_a_unit_and_its_ruling(panel: RulingPanel) -> None:
    panel.set_unit(ANSWERS, "Flood (Ana)", "slip", "see page 4")
    assert panel._ruling.text() == "Gold: Flood (Ana)"
    assert (panel.reason(), panel.comment.text()) == ("slip", "see page 4")
    assert panel._withdraw.isEnabled()
    assert panel.same_button.isHidden()
    panel.set_unit(ANSWERS, "", "", "")
    assert panel._ruling.text() == "Not ruled yet."
    assert not panel._withdraw.isEnabled()
    assert (panel._own.isEnabled(), panel._open.isEnabled()) == (True, True)
    panel.set_unit((), "", "", "")
    assert panel._ruling.text() == ""
    assert (panel._own.isEnabled(), panel._open.isEnabled()) == (False, False)
    panel.set_unit(ANSWERS, "", "some other word", "")
    assert panel.reason() == ""


def test_reasons_go_round(panel: RulingPanel) -> None:
    panel.set_unit(ANSWERS, "", "", "")
    told: list[str] = []
    panel.amended.connect(lambda: told.append(panel.reason()))
    words = []
    for _ in range(4):
        QTest.mouseClick(panel._reason_button, LEFT)
        words.append(panel._reason_button.text())
    assert told == ["slip", "guideline gap", "truly ambiguous", ""]
    assert words[-2:] == ["Reason: truly ambiguous", "Reason: not said"]


def test_a_comment_is_told_once_and_only_if_it_changed(panel: RulingPanel) -> None:
    told: list[str] = []
    left: list[bool] = []
    panel.set_unit(ANSWERS, "Flood (Ana)", "", "old")
    panel.amended.connect(lambda: told.append(panel.comment.text()))
    panel.left.connect(lambda: left.append(True))
    for words, expected in (("old", 0), ("new", 1), ("new", 1), (" new ", 1), ("", 2)):
        panel.comment.setText(words)
        QTest.keyClick(panel.comment, Qt.Key.Key_Return)
        assert len(told) == expected
    QTest.keyClick(panel.comment, Qt.Key.Key_Escape)
    assert len(left) == 6


def test_the_same_ruling_is_offered_with_how_many(panel: RulingPanel) -> None:
    panel.set_unit(ANSWERS, "", "", "")
    panel.set_same(1)
    assert panel.same_button.text() == "Same for 1 other with this conflict"
    assert panel.same_button.isVisible()
    panel.set_same(0)
    assert panel.same_button.isHidden()


def test_each_button_tells_what_it_is_for(panel: RulingPanel) -> None:
    panel.set_unit(ANSWERS, "Flood (Ana)", "", "")
    panel.set_same(2)
    told: list[str] = []
    panel.own_asked.connect(lambda: told.append("own"))
    panel.withdraw_asked.connect(lambda: told.append("withdraw"))
    panel.open_asked.connect(lambda: told.append("open"))
    panel.same_asked.connect(lambda: told.append("same"))
    for button in (panel._own, panel._withdraw, panel._open, panel.same_button):
        QTest.mouseClick(button, LEFT)
    assert told == ["own", "withdraw", "open", "same"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_it_is_painted_in_every_look(
    qapp: QApplication, panel: RulingPanel, theme: str, scale: float
) -> None:
    panel.set_unit(ANSWERS, "Flood (Ana)", "slip", "")
    apply_theme(qapp, theme, scale)  # type: ignore[arg-type]
    QTest.mouseMove(panel.chips, QPoint(30, 5))
    assert not panel.grab().toImage().isNull()
