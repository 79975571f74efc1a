"""Use case: a fresh project made from the sample captures that ship with the program."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.answering import left_to_answer
from labeler.codebook_files import load_codebook
from labeler.errors import LabelerError
from labeler.importing import import_paths
from labeler.label_import import import_labels
from labeler.labelling import Labelling
from labeler.project import SUFFIX, Project

if TYPE_CHECKING:
    from db.records import Json
    from labeler.progress import Steps

_PACKAGE = Path(__file__).parent


def seeds_folder() -> Path:
    """Where the sample captures lie: inside an installed package, else beside it in a checkout.

    Raises:
        LabelerError: they were not installed.
    """
    for folder in (_PACKAGE / "seeds", _PACKAGE.parent / "seeds"):
        if (folder / "codebook.toml").is_file():
            return folder
    raise LabelerError("The sample captures are missing. Install labeler again.")


def make_demo(folder: Path) -> Steps[Path]:
    """Makes a demo project under a name not yet taken, so that earlier demos stay.

    Args:
        folder: where; made if need be.

    Returns:
        The project file.
    """
    seeds = seeds_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LabelerError(f"The folder {folder} cannot be made ({error.strerror or error}).") from error
    # Made under another name, so that a cancelled demo leaves no half project behind.
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=folder) as unfinished:
        made = Path(unfinished, "demo")
        with Project.create(made, load_codebook(seeds / "codebook.toml"), "Sample project") as project:
            yield from import_paths(project.store, [seeds / "captures"])
            yield from import_labels(project, seeds / "labels.jsonl")
            _submit_answered(project)
        path = _free_name(folder)
        made.rename(path)
    return path


def _submit_answered(project: Project) -> None:
    """The sample annotators are done with what they answered whole."""
    given: dict[tuple[str, str], dict[str, Json]] = {}
    for label in project.store.labels.all():
        given.setdefault((label.annotator, label.unit_id), {})[label.question] = label.value
    with project.store.transaction():
        for annotator in project.store.codebooks.annotators():
            labelling = Labelling(project, annotator)
            for (name, unit), answers in given.items():
                if name == annotator and ":" not in unit and not left_to_answer(project.codebook, answers):
                    labelling.submit(unit)


def _free_name(folder: Path) -> Path:
    number = 1
    while (path := folder / f"demo-{number}{SUFFIX}").exists():
        number += 1
    return path
