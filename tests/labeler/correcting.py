"""A project whose pages hold what the stripper keeps and people drop, and Ana, who corrects it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from db.store import utc_now
from labeler.flow import STATE
from tests.builders import WORDS, event, import_all, sentences, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from labeler.project import Project

BOX = "FACT BOX:"
SOURCES = ("The Courier", "The Mail")


def page(number: int) -> str:
    """A capture with a box in the middle of its text, no two alike, which the program takes for a paragraph."""
    chance = random.Random(number)
    told = [sentences(1000 * number + part, 4) for part in range(6)]
    box = f"{BOX} {' '.join(chance.choice(WORDS) for _ in range(16)).upper()}."
    headline = f"Council of town {number} votes on the levy after a long debate"
    return "\n".join([headline, f"By {chance.choice(WORDS)} Smith", *told[:2], box, *told[2:]]) + "\n"


def import_pages(project: Project, folder: Path, numbers: Iterable[int]) -> None:
    """Imports such pages of two sources."""
    rows = [{"id": str(n), "source": SOURCES[n % 2], "text": page(n)} for n in numbers]
    import_all(project, write_jsonl(folder / "pages.jsonl", rows))


def correct(project: Project, numbers: Iterable[int], annotator: str = "Ana") -> None:
    """Ana drops every box that is kept, and submits what has none."""
    project.enter_annotator(annotator)
    events = []
    for number in numbers:
        article = project.article_id(str(number))
        text = project.store.articles.raw_text(article)
        extraction = project.store.articles.extraction(article)
        assert extraction is not None
        dropped = [
            [block.start, block.end]
            for block in extraction.blocks
            if block.kept and text.startswith(BOX, block.start)
        ]
        key, value = STATE, {"state": "submitted"}
        if dropped:
            key, value = "boilerplate", {"kept": [], "dropped": dropped}  # type: ignore[dict-item]
        made = event(article, key, value=value, annotator=annotator, codebook=project.codebook_digest)
        events.append(replace(made, created_at=utc_now()))
    project.store.labels.append(events)


def main_text(project: Project, number: int) -> str:
    """What is kept of a page now."""
    return project.store.articles.main_text(project.article_id(str(number)))
