"""Opening the project that a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.project import Project
from ui.cli.output import tell

if TYPE_CHECKING:
    from pathlib import Path


def open_project(path: Path) -> Project:
    """Opens a project file; says on stderr if it was brought to today's form, and where it lies as it was.

    Raises:
        StoreError: as of `Project.open`.
    """
    project = Project.open(path)
    if project.store.update_note:
        tell(project.store.update_note)
    return project
