"""Small values for tests, each with only the parts a test names."""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING

from db.events import new_event_id
from db.records import Block, Capture, Extraction, LabelEvent, RawArticle
from labeler.codebook_files import codebook_from_json
from labeler.exporting import export_project
from labeler.importing import import_paths
from labeler.label_import import import_labels
from labeler.progress import run_to_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from db.records import Action, Json
    from db.store import Store
    from labeler.codebook import Codebook
    from labeler.importing import ImportReport
    from labeler.label_import import LabelImportReport
    from labeler.project import Project

NOW = "2026-03-01T08:00:00.000+00:00"
CODEBOOK = codebook_from_json(
    {
        "name": "Small",
        "question": [
            {
                "key": "topic",
                "kind": "topic",
                "values": ["flood", "trade", {"value": "port", "parent": "trade"}],
            },
            {
                "key": "stance_levy",
                "kind": "stance",
                "target": "the levy",
                "title": "Levy",
                "values": ["FAVOR", "NONE", "AGAINST"],
            },
            {
                "key": "stance_port",
                "kind": "stance",
                "target": "the port",
                "title": "Port",
                "values": ["FAVOR", "NONE", "AGAINST"],
            },
            {"key": "duplicate", "kind": "duplicate"},
            {"key": "boilerplate", "kind": "boilerplate"},
        ],
    }
)
"""A codebook with every kind of question."""

WORDS = [
    "harbour",
    "council",
    "levy",
    "ferry",
    "bridge",
    "market",
    "storm",
    "minister",
    "report",
    "river",
    "school",
    "engine",
    "crane",
    "pilot",
    "budget",
    "winter",
    "coast",
    "island",
    "mayor",
    "union",
    "strike",
    "auction",
    "letter",
    "record",
    "tunnel",
    "vessel",
    "cargo",
    "quay",
    "debate",
    "ballot",
]


def sentences(seed: int, count: int = 12) -> str:
    """Invented news prose, the same for the same seed; different seeds share no passage."""
    chosen = random.Random(seed)
    lines = []
    for _ in range(count):
        words = [chosen.choice(WORDS) for _ in range(14)]
        lines.append(" ".join(words).capitalize() + f" number {chosen.randrange(10**6)}.")
    return " ".join(lines)


def capture_text(seed: int) -> str:
    """A plain-text capture: a headline, then three paragraphs."""
    headline = f"Council of town {seed} votes on the levy after a long debate"
    return "\n\n".join([headline, *(sentences(1000 * seed + part, 5) for part in range(3))]) + "\n"


def add_article(store: Store, text: str, capture: Capture | None = None) -> str:
    """Puts an article with one kept block straight into a store; returns its id."""
    data = text.encode()
    raw = RawArticle(data, text, "text/plain", "utf-8", capture or Capture(), text[:40].strip() or "untitled")
    added = store.articles.add(raw, NOW)
    block = Block(0, len(text), kept=True, reason="paragraph", probability=0.9)
    store.articles.add_extraction(Extraction(added.article_id, "test", "1", text, (block,)), NOW)
    return added.article_id


def event(
    unit_id: str,
    question: str = "topic",
    action: Action = "answer",
    value: Json = None,
    *,
    annotator: str = "Ana",
    undoes: str | None = None,
    codebook: str = "0" * 64,
    lamport: int = 0,
    event_id: str | None = None,
) -> LabelEvent:
    """A label event."""
    return LabelEvent(
        event_id or new_event_id(),
        lamport,
        annotator,
        unit_id,
        question,
        action,
        value,
        undoes,
        codebook,
        NOW,
    )


def give(
    store: Store,
    unit: str,
    action: Action = "answer",
    value: Json = None,
    annotator: str = "Ana",
    undoes: str | None = None,
) -> LabelEvent:
    """Writes an event about a unit's topics under the codebook in force."""
    book = store.codebooks.current().digest
    made = event(unit, "topic", action, value, annotator=annotator, undoes=undoes, codebook=book)
    return store.labels.append([made])[0]


def write_jsonl(path: Path, rows: Iterable[Json]) -> Path:
    """Writes a JSON Lines file."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def titles_differ(book: Codebook) -> bool:
    """Whether no two questions of a codebook, and no two values of one, have one title, as a project asks of it."""
    groups = [[question.title for question in book.questions]]
    groups += [[value.title for value in question.values] for question in book.questions]
    plain = [[" ".join(title.casefold().split()) for title in titles] for titles in groups]
    return all(len(set(titles)) == len(titles) for titles in plain)


def import_all(project: Project, *paths: Path) -> ImportReport:
    """Imports files and folders to the end."""
    return run_to_end(import_paths(project.store, paths))


def import_label_rows(project: Project, folder: Path, rows: Sequence[Json]) -> LabelImportReport:
    """Imports labels given as objects, through a file."""
    number = next(_files)
    return run_to_end(import_labels(project, write_jsonl(folder / f"labels-{number}.jsonl", rows)))


_files = itertools.count(1)


def faults(store: Store) -> list[str]:
    """Everything the store's own check finds."""
    return [fault for _, _, found in store.check() for fault in found]


def tables(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, to compare before and after."""
    names = [row[0] for row in store._sql.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: sorted(store._sql.rows(f"SELECT * FROM {name}"), key=repr) for name in names}


def export(project: Project, folder: Path) -> dict[str, bytes]:
    """Exports a project; the files by their names."""
    run_to_end(export_project(project, folder))
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names, those of folders in it among them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
