"""Four articles and their pairs, and a person at the duplicates page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import Pair
from db.store import Store
from labeler.duplicates.candidates import METHOD
from labeler.project import Project
from tests.builders import CODEBOOK, add_article, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import Person
    from ui.pages.duplicates import DuplicatesPage
    from ui.pages.opened_pair import OpenedPair

QUOTE = "Every month we wait, the sea gains on us, said the harbour master of the town."


def duplicates(person: Person) -> DuplicatesPage:
    """The page, gone to by its key."""
    if person.window._page != "duplicates":
        person.press("Ctrl+2")
    assert person.window.duplicates_page is not None
    return person.window.duplicates_page


def opened(person: Person) -> OpenedPair:
    found = duplicates(person).opened
    assert found is not None
    return found


def listed(person: Person) -> list[str]:
    return list(duplicates(person).list.pairs.pairs.units)


def stored(person: Person, unit: str) -> dict[str, object]:
    assert person.window.project is not None
    with Store.open(person.window.project.path) as store:
        return {label.question: label.value for label in store.labels.of_annotator("Ana Mora", [unit])}


def plant_pairs(folder: Path) -> tuple[Path, list[str]]:
    """Four articles, three of one text, and pairs with known scores; the ids in order."""
    path = folder / "made.labeler"
    paragraphs = [sentences(seed, 2) for seed in range(4)]
    texts = [
        "\n".join([paragraphs[0], QUOTE, *paragraphs[1:]]),
        "\n".join([*paragraphs, QUOTE]),
        "\n".join([paragraphs[0].replace("number", "figure"), *paragraphs[1:3]]),
        "\n".join(sentences(seed, 2) for seed in range(10, 13)),
    ]
    with Project.create(path, CODEBOOK) as project:
        ids = [add_article(project.store, text) for text in texts]
        lone = add_article(project.store, sentences(50))
        assert lone not in ids
        scores = {(0, 1): 0.95, (1, 2): 0.55, (0, 2): 0.7, (2, 3): 0.1}
        pairs = []
        for (one, other), score in scores.items():
            left, right = sorted((ids[one], ids[other]))
            relation = "near_duplicate" if score >= 0.5 else "same_story"
            pairs.append(Pair(left, right, 0.8, 0.6, 0.5, METHOD, score, relation))
        project.store.pairs.replace_candidates(METHOD, pairs, 5)
    return path, ids
