"""What the review page can be narrowed to, and what a choice of it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.answers import ReviewFilter
from ui.widgets.filter_bar import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from labeler.project import Project

_DAYS = 60
"""So many of the newest days are offered."""


def choices(project: Project, sources: Iterable[str]) -> list[Choice]:
    """Everything there is to choose from; `sources` are those of the articles."""
    found = [Choice("Annotator", name, name) for name in project.store.codebooks.annotators()]
    found += [Choice("Source", source, source) for source in sources]
    days = project.store.labels.days()[-_DAYS:]
    found += [Choice("From this day on", day, f"since {day}") for day in days]
    found += [Choice("Up to this day", day, f"until {day}") for day in days]
    versions = [row.version for row in project.store.codebooks.all()]
    found += [Choice("Codebook", str(version), f"Codebook v{version}") for version in versions]
    return [*found, Choice("Labels", "independent", "Independent labels only")]


def filter_of(chosen: Iterable[Choice]) -> ReviewFilter:
    """The filter that some choices make."""
    keys: dict[str, list[str]] = {}
    for choice in chosen:
        keys.setdefault(choice.group, []).append(choice.key)
    version = keys.get("Codebook")
    return ReviewFilter(
        annotators=frozenset(keys.get("Annotator", ())),
        sources=frozenset(keys.get("Source", ())),
        since=max(keys.get("From this day on", ("",))),
        until=min(keys.get("Up to this day", ("",))),
        codebook_version=int(version[-1]) if version else None,
        independent="Labels" in keys,
    )
