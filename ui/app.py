"""The application: Qt set up, the window built, faults caught."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from db.errors import StoreError
from labeler.errors import LabelerError
from labeler.project import program_version
from ui.dialogs import BugReport
from ui.folders import demo_folder
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.system_libraries import missing_screen_help
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

EXIT_INTERRUPTED = 130

_log = logging.getLogger("labeler")


def make_app() -> QApplication:
    """The application with its names set; the one there is, if there is one."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("labeler")
    app.setApplicationDisplayName("labeler")
    app.setDesktopFileName("labeler")
    return app


def build_window(app: QApplication, settings: Settings, project: Path | None = None) -> MainWindow:
    """The window with its look, on a project or on the start page; not yet shown."""
    apply_theme(app, settings.theme, settings.scale)
    window = MainWindow(settings, demo_folder())
    if project is not None:
        window.open_project(project)
    return window


def run(project: Path | None) -> int:
    """Opens the window and runs it to its end.

    Raises:
        LabelerError: no window can be opened in this session.
    """
    reason = missing_screen_help()
    if reason:
        raise LabelerError(reason)
    app = make_app()
    window = build_window(app, Settings(), project)
    _catch_faults(window)
    window.show()
    with _interrupts(window) as interrupted:
        code = app.exec()
    return EXIT_INTERRUPTED if interrupted else code


@contextlib.contextmanager
def _interrupts(window: MainWindow) -> Iterator[list[int]]:
    """Within it, Ctrl C in the terminal closes the window; yields the list of signals that came.

    Qt's loop does not return to Python while it waits, so the signal wakes it through a socket.
    """
    came: list[int] = []
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: (ours.recv(1), window.close()))
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    wakeup = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    try:
        yield came
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(wakeup)
        signal.signal(signal.SIGINT, before)
        ours.close()
        theirs.close()


def _catch_faults(window: MainWindow) -> None:
    """Whatever nobody foresaw goes to the log and into one report that can be copied."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, (StoreError, LabelerError)):
            window.notices.post(str(error), "bad")
            return
        report = f"{program_version()}, Python {sys.version.split()[0]}, {sys.platform}\n\n"
        report += "".join(traceback.format_exception(kind, error, trace))
        _log.error(report)
        BugReport.show(window, report)

    sys.excepthook = hook
