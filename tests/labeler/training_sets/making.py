"""Small projects with labels for the tests of training sets."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from labeler.exporting import export_project
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from tests.builders import contents, import_all, sentences, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from db.records import Json
    from labeler.exporting import ExportReport
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions

ANYTHING = ("conflicts", "empty-sets", "untrained-classes")
"""What small projects are allowed to be."""


def paragraphs(number: int, count: int = 4) -> list[str]:
    """Invented paragraphs, no two numbers sharing a passage."""
    return [sentences(100 * number + part, 4) for part in range(count)]


def bring(project: Project, folder: Path, texts: Mapping[str, str | dict[str, Json]]) -> dict[str, str]:
    """Imports texts, or rows with a text; their ids by name."""
    rows = [
        {"id": name, **(given if isinstance(given, dict) else {"text": given})}
        for name, given in texts.items()
    ]
    import_all(project, write_jsonl(folder / "rows.jsonl", rows))
    return {name: project.article_id(name) for name in texts}


def bring_many(project: Project, folder: Path, count: int, start: int = 0) -> dict[str, str]:
    """Imports articles that have nothing to do with each other."""
    return bring(
        project,
        folder,
        {str(number): "\n".join(paragraphs(number)) for number in range(start, start + count)},
    )


def give(project: Project, article: str, question: str, **answers: Json) -> None:
    """Answers of several annotators to one question."""
    for name, value in answers.items():
        Labelling(project, name).answer(article, question, value)


def written(
    project: Project, folder: Path, options: ExportOptions, allowed: Collection[str] = ANYTHING
) -> tuple[ExportReport, dict[str, bytes]]:
    """Exports; the report, and the files by their names."""
    report = run_to_end(export_project(project, folder, options, allowed))
    return report, contents(folder)


def lines(data: bytes) -> list[Any]:
    """The rows of JSON Lines."""
    return [json.loads(line) for line in data.decode().splitlines()]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
