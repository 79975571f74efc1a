"""Use case: lists of words that are highlighted in every article, such as the names of targets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.project import Project

_EVERYBODYS: Final = "highlights"
_OWN: Final = "highlights_of"
"""The keys of the project's settings: a list of words, and annotator -> list of words."""


def words_of_line(line: str) -> tuple[str, ...]:
    """What people type: words or phrases with commas between them, each once."""
    parts = re.split(r"[,;،、，\n]", without_lone_surrogates(line).replace('"', " "))
    words = (" ".join(part.split()) for part in parts)
    return tuple(dict.fromkeys(word for word in words if any(map(str.isalnum, word))))


def highlights(project: Project, annotator: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The list of the whole project, and this annotator's own."""
    settings = project.store.codebooks.settings()
    return tuple(settings.get(_EVERYBODYS, ())), tuple(settings.get(_OWN, {}).get(annotator, ()))


def set_highlights(project: Project, annotator: str, everybodys: Sequence[str], own: Sequence[str]) -> None:
    """Writes both lists; the lists of others stay."""
    store = project.store
    with store.transaction():
        of_each = {**store.codebooks.settings().get(_OWN, {}), annotator: list(own)}
        store.codebooks.set_setting(_EVERYBODYS, list(everybodys))
        store.codebooks.set_setting(_OWN, {name: words for name, words in of_each.items() if words})
