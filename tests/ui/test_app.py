from __future__ import annotations

import logging
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton

import ui.app
from db.errors import StoreError
from labeler.errors import LabelerError
from labeler.project import program_version
from ui.app import make_app, run
from ui.dialogs import BugReport
from ui.theme import current_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Person
    from ui.main_window import MainWindow


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch, ana: Person) -> list[str]:
    """Ana's window with the program's own exception hook; what it reported."""
    found: list[str] = []
    monkeypatch.setattr(BugReport, "show", lambda _parent, report: found.append(report))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    ui.app._catch_faults(ana.window)
    return found


def test_a_fault_nobody_foresaw_is_logged_and_reported(
    ana: Person, reports: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks() -> None:
        raise ZeroDivisionError("a bug")

    ana.window.actions_._handlers["article.flag"] = breaks
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_G, Qt.KeyboardModifier.NoModifier, "g")
    with caplog.at_level(logging.ERROR, "labeler"):
        QCoreApplication.postEvent(ana.focus(), key)
        ana.wait(lambda: bool(reports))
    assert len(reports) == 1
    first, *_, last = reports[0].strip().splitlines()
    assert first == f"{program_version()}, Python {sys.version.split()[0]}, {sys.platform}"
    assert last.startswith("ZeroDivisionError: ")
    assert last.endswith("a bug")
    assert "in breaks" in reports[0]
    assert caplog.messages == reports
    ana.press("1")
    assert ana.stored() == {"topic": ["port"]}


def test_a_fault_in_a_timer_is_reported_too(ana: Person, reports: list[str]) -> None:
    QTimer.singleShot(0, lambda: [][1])
    ana.wait(lambda: bool(reports))
    assert reports[0].strip().endswith("IndexError: list index out of range")


def test_a_known_fault_that_nobody_caught_is_said_in_words(ana: Person, reports: list[str]) -> None:
    error = StoreError("The disk is full.")
    sys.excepthook(StoreError, error, None)
    assert ana.says == "The disk is full."
    assert reports == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to raise")
def test_ctrl_c_in_the_terminal_closes_the_window(ana: Person) -> None:
    before = signal.getsignal(signal.SIGINT)
    with ui.app._interrupts(ana.window) as came:
        signal.raise_signal(signal.SIGINT)
        ana.wait(lambda: not ana.window.isVisible())
    assert came == [signal.SIGINT]
    assert signal.getsignal(signal.SIGINT) is before
    assert ana.window.project is None


@pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the screen that tests have
def test_the_report_can_be_copied_and_closed(qapp: QApplication, qtbot: QtBot) -> None:
    seen: list[str] = []

    def copy_and_close() -> None:
        dialog = qapp.activeModalWidget()
        assert isinstance(dialog, QDialog)
        seen.append(dialog.findChildren(QPlainTextEdit)[0].toPlainText())
        copy, close = (
            next(each for each in dialog.findChildren(QPushButton) if each.text() == words)
            for words in ("Copy the report", "Close")
        )
        copy.click()
        close.click()

    QTimer.singleShot(0, copy_and_close)
    BugReport.show(None, "labeler 0.1\n\nTraceback …")
    assert seen == ["labeler 0.1\n\nTraceback …"]
    assert qapp.clipboard().text() == "labeler 0.1\n\nTraceback …"


def test_without_a_screen_it_says_so_in_place_of_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.app, "missing_screen_help", lambda: "The window cannot open: there is no screen.")
    with pytest.raises(LabelerError, match="there is no screen"):
        run(None)


def test_run_builds_shows_and_runs_the_window(
    qapp: QApplication, project_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown: list[str] = []

    def runs() -> int:
        windows = [each for each in qapp.topLevelWidgets() if each.isVisible() and each.isWindow()]
        shown.extend(each.windowTitle() for each in windows)
        return 7

    monkeypatch.setattr(qapp, "exec", runs, raising=False)
    monkeypatch.setattr(ui.app, "make_app", lambda: qapp)
    assert run(project_file) == 7
    assert "labeler" in shown


def test_there_is_one_application_with_its_names(qapp: QApplication) -> None:
    app = make_app()
    assert app is qapp
    assert (app.applicationName(), app.applicationDisplayName()) == ("labeler", "labeler")


def test_the_window_begins_in_the_look_and_size_of_the_settings(
    settings_file: Path, make_window: Callable[..., MainWindow]
) -> None:
    store = QSettings(str(settings_file), QSettings.Format.IniFormat)
    store.setValue("theme", "contrast")
    store.setValue("scale", 1.3)
    store.sync()
    make_window()
    assert (current_theme().name, current_theme().scale) == ("contrast", 1.3)


def test_settings_that_make_no_sense_count_as_not_chosen(
    settings_file: Path, make_window: Callable[..., MainWindow]
) -> None:
    settings_file.write_text(
        "[General]\ntheme=pink\nscale=huge\ntext_px=900\ncolumns=three\ngeometry=none\nrecent={broken\n"
    )
    window = make_window()
    assert current_theme().scale == 1.0
    assert window.settings.theme == "system"
    assert window.settings.text_px == 40
    assert window.settings.columns == "both"
    assert window.settings.recent == []
