"""The application: Qt set up, the window built, faults caught."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from labeler.errors import LabelerError
from labeler.project import program_version
from ui.dialogs import BugReport
from ui.folders import demo_folder
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.system_libraries import missing_screen_help
from ui.theme import apply_theme

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

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
    return app.exec()


def _catch_faults(window: MainWindow) -> None:
    """Whatever nobody foresaw goes to the log and into one report that can be copied."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        report = f"{program_version()}, Python {sys.version.split()[0]}, {sys.platform}\n\n"
        report += "".join(traceback.format_exception(kind, error, trace))
        _log.error(report)
        BugReport.show(window, report)

    sys.excepthook = hook
