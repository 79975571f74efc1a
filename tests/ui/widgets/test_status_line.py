from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.notices import Notice, Notices, Tone
from ui.tokens import tokens
from ui.widgets.status_line import SavedLine, StatusLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def line(qtbot: QtBot) -> SavedLine:
    made = SavedLine()
    qtbot.addWidget(made)
    made.resize(600, 28)
    made.grab()
    return made


@pytest.fixture
def status(qtbot: QtBot) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1000, 28)
    return made


def notice(text: str, tone: Tone = "info", *details: str) -> Notice:
    return Notice(text, tone, details, "14:02:11")


def test_it_says_when_it_was_saved(line: SavedLine) -> None:
    assert line.words() == ""
    line.set_saved("14:02:11", "Topics: Flood")
    assert line.words() == line.accessibleName() == "Saved 14:02:11"
    line.grab()


def test_a_message_goes_by_itself_and_what_was_said_before_comes_back(
    qtbot: QtBot, line: SavedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tokens().motion_ms, "notice", 1)
    line.set_saved("14:02:11", "")
    line.show_notice(notice("The line was copied."))
    assert line.words() == "The line was copied."
    qtbot.waitUntil(lambda: line.words() == "Saved 14:02:11")


@pytest.mark.parametrize("tone", ["warn", "bad"])
def test_a_fault_stays_until_the_next_thing_happens(line: SavedLine, tone: Tone) -> None:
    line.show_notice(notice("first"))
    line.show_notice(notice("The disk is full.", tone))
    assert not line._timer.isActive()
    line.set_saved("14:02:11", "")
    assert line.words() == "The disk is full."
    line.grab()
    line.end_notice()
    assert line.words() == "Saved 14:02:11"


def test_only_a_message_with_details_can_be_clicked(qtbot: QtBot, line: SavedLine) -> None:
    asked: list[bool] = []
    line.details_asked.connect(lambda: asked.append(True))
    line.show_notice(notice("Done."))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert asked == []
    assert line.cursor().shape() == Qt.CursorShape.ArrowCursor
    line.show_notice(notice("3 files were not read.", "warn", "a.txt: empty"))
    assert line.cursor().shape() == Qt.CursorShape.PointingHandCursor
    line.grab()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert asked == [True]


def test_progress_shows_only_where_there_is_something_to_do(status: StatusLine) -> None:
    status.set_progress(3, 20)
    assert (status._done.text(), status._done_bar.value(), status._done_bar.maximum()) == ("3 / 20", 3, 20)
    assert not status._done_bar.isHidden()
    status.set_progress(0, 0)
    assert status._done.isHidden()
    assert status._done_bar.isHidden()


def test_a_job_shows_how_far_it_is_and_a_way_to_cancel(qtbot: QtBot, status: StatusLine) -> None:
    asked: list[bool] = []
    status.cancel_asked.connect(lambda: asked.append(True))
    assert status._cancel.isHidden()
    status.show_job(0, None, "Comparing")
    assert status._job_text.text() == "Comparing"
    assert status._job_bar.maximum() == 0
    status.show_job(312, 4000, "Comparing")
    assert status._job_text.text() == "Comparing, 312 of 4000"
    assert not status._cancel.isHidden()
    status.grab()
    QTest.mouseClick(status._cancel, Qt.MouseButton.LeftButton)
    assert asked == [True]
    status.end_job()
    assert status._job_bar.isHidden()


def test_messages_are_kept_in_a_history_that_does_not_grow_for_ever() -> None:
    notices = Notices()
    for number in range(250):
        notices.post(f"message {number}", "good", ("why",))
    assert len(notices.history) == 200
    last = notices.history[-1]
    assert (last.text, last.tone, last.details) == ("message 249", "good", ("why",))
    assert len(last.at) == len("14:02:11")
