"""What an annotator had been shown stands beside each later answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.flow import SHOWN
from labeler.project import Project
from tests.ui.pages.reviewing import LEVY, article_ids, plant, plant_stances

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person


def shown(person: Person, question: str) -> list[list[str]]:
    """What had been shown before each answer to a question that stands."""
    assert person.window.project is not None
    contexts = person.window.project.store.origins.contexts(question)
    return [context[SHOWN] for context in contexts.values()]


def test_a_pair_is_judged_beside_what_the_program_takes_it_for(ana: Person) -> None:
    ana.press("Ctrl+2", "2")
    assert shown(ana, "duplicate") == [["suggestion"]]


def test_on_the_label_page_a_pair_is_judged_unaided(ana: Person) -> None:
    ana.press("D", "2", "1", "F")
    assert [event.context for event in ana.events()] == [{}] * 3


def test_copied_answers_say_so_and_so_does_what_is_made_of_them(ana: Person) -> None:
    ana.press("1", "F", "A", "Enter", "Shift+C", "2")
    assert shown(ana, "topic") == [["last"]]
    assert ana.stored()["topic"] == ["port", "tax"]


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    path = plant(tmp_path)
    plant_stances(path)
    return path


def test_who_looked_at_how_others_answered_is_not_independent(
    sit_down: Callable[..., Person], planted: Path
) -> None:
    person = sit_down(planted, "Dee")
    person.press("Ctrl+3")
    review = person.window.review_page
    assert review is not None
    while review.question.key != LEVY:
        person.press("N")
    seen = review.ruling.list.marked()
    assert seen in article_ids(planted)
    person.press("Ctrl+1")
    person.page.open_article_id(seen)
    person.press("F")
    assert shown(person, LEVY) == [["ruling"]]
    other = next(article for article in article_ids(planted) if article != seen)
    person.page.open_article_id(other)
    person.press("F")
    assert shown(person, LEVY) == [["ruling"]]
    person.window.close()
    with Project.open(planted) as project:
        assert project.store.sights.has("Dee", seen, LEVY), "also in a later session"
        assert not project.store.sights.has("Dee", other, LEVY)
