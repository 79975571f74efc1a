"""The one door from the command line to Qt, opened only when a window is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from ui.system_libraries import missing_library_help

if TYPE_CHECKING:
    from pathlib import Path


def run_window(project: Path | None) -> int:
    """Opens the window and runs it to its end; returns the exit code.

    Raises:
        LabelerError: a system library or a screen is missing; names the package or what to do.
    """
    try:
        from ui.app import run
    except ImportError as error:
        raise LabelerError(missing_library_help(str(error))) from error
    return run(project)
