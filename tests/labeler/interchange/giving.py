"""Files of labels as other tools write them, given to a project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from db.records import Capture
from labeler.interchange.matching import Names
from labeler.label_import import import_labels
from labeler.progress import run_to_end
from tests.builders import add_article

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json
    from labeler.interchange.choose import FormName
    from labeler.interchange.given import LeftOut
    from labeler.label_import import LabelImportReport
    from labeler.project import Project

FLOOD = "The river left its bed at Kelmar on Monday.\nNobody was hurt."
TRADE = "The port of Velmora sold more timber 🚢 than ever.\nMore on this page."
MARKET = "The fish market opens at six."


def add_articles(project: Project) -> tuple[str, str, str]:
    """Three articles, found by file name, given id and text; their ids."""
    flood = add_article(project.store, FLOOD, Capture("flood.txt", given_id="a-1"))
    trade = add_article(project.store, TRADE, Capture("rows.jsonl", given_id="a-2"))
    market = add_article(project.store, MARKET, Capture("rows.jsonl", given_id="a-3"))
    return flood, trade, market


def give(
    project: Project,
    path: Path,
    content: Json,
    names: Names | None = None,
    form: FormName | None = None,
) -> LabelImportReport:
    """Writes a file and imports it: bytes as they are, a text as UTF-8, a list of objects as JSON Lines or as JSON.

    JSON Lines are written if the file is called .jsonl.
    """
    if isinstance(content, str):
        content = content.encode()
    elif not isinstance(content, bytes):
        lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in content]
        content = (
            "".join(lines) if path.suffix == ".jsonl" else json.dumps(content, ensure_ascii=False, indent=2)
        ).encode()
    path.write_bytes(content)
    return run_to_end(import_labels(project, path, form, names))


def standing(project: Project) -> dict[tuple[str, str, str], Json]:
    """The labels that stand: (annotator, unit, question) -> value."""
    return {(each.annotator, each.unit_id, each.question): each.value for each in project.store.labels.all()}


def times(project: Project) -> dict[tuple[str, str, str], str]:
    """When the labels that stand were given."""
    labels = project.store.labels.all()
    return {(each.annotator, each.unit_id, each.question): each.created_at for each in labels}


def counts(rows: list[LeftOut]) -> dict[str, int]:
    """What was left out or refused, and how often."""
    return {row.what: row.count for row in rows}


NAMED = Names(annotator="Ana", question="topic")
"""For files that name neither."""
