"""Thousands of topics: found by a few letters, the ones at hand first; pinned and recent ones are remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.codebook_files import codebook_from_json
from labeler.importing import import_paths
from labeler.progress import run_to_end
from labeler.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

FIELDS = ["river", "harbour", "tax", "school", "theatre"]
WHAT = ["policy", "festival", "strike", "prices", "repair", "history"]


@pytest.fixture
def many(tmp_path: Path, seeds: Path) -> Path:
    """A project of the sample captures with 5 000 topics; the first five have keys."""
    values = [
        {"value": field, "title": field.capitalize(), "keys": str(n)} for n, field in enumerate(FIELDS, 1)
    ]
    for number in range(4995):
        field, what = FIELDS[number % 5], WHAT[number % 6]
        title = f"{field.capitalize()} {what} {number}"
        values.append({"value": f"{field}_{what}_{number}", "title": title, "parent": field})
    book = {
        "name": "Many",
        "question": [{"key": "topic", "kind": "topic", "title": "Topics", "values": values}],
    }
    path = tmp_path / "many.labeler"
    with Project.create(path, codebook_from_json(book), "Many") as project:
        run_to_end(import_paths(project.store, [seeds / "captures"]))
    return path


@pytest.fixture
def ana(sit_down: Callable[..., Person], many: Path) -> Person:
    return sit_down(many)


def first_rows(person: Person, count: int) -> list[str]:
    model = person.page.answers.topics[0].model
    return [model.row(row).value for row in range(count)]


def pinned(person: Person) -> list[str]:
    model = person.page.answers.topics[0].model
    return [model.row(row).value for row in range(12) if model.row(row).pinned]


def test_a_few_letters_and_enter_give_a_topic_and_typing_goes_on(ana: Person) -> None:
    assert first_rows(ana, 6) == [*FIELDS, FIELDS[0]], "those with a key, then the tree"
    ana.press("T")
    ana.type("fest harb")
    found = first_rows(ana, 1)[0]
    assert found.startswith("harbour_festival_")
    assert ana.page.answers.topics[0].model.row(0).parent_title == "Harbour"
    ana.press("Enter")
    ana.type("rep 4")
    second = first_rows(ana, 1)[0]
    ana.press("Enter")
    assert sorted(ana.stored()["topic"]) == sorted([found, second])
    ana.press("Esc", "1")
    assert "river" in ana.stored()["topic"], "Esc is back where keys answer"


def test_topics_given_are_in_view_and_recent_ones_stand_before_those_with_keys(ana: Person) -> None:
    ana.press("T")
    ana.type("theatre history 2")
    given = first_rows(ana, 1)[0]
    ana.press("Enter", "Esc")
    panel = ana.page.answers.topics[0]
    assert (first_rows(ana, 1), panel.model.row(0).chosen) == ([given], True)
    ana.press("N")
    assert first_rows(ana, 6) == [given, *FIELDS]
    assert not panel.model.row(0).chosen
    ana.press("T")
    ana.type("theatre history")
    assert first_rows(ana, 1) == [given], "and first among those that fit alike"
    rows = [panel.model.row(row) for row in range(panel.model.rowCount())]
    assert not any(row.ends for row in rows)
    ana.press("Esc")
    assert [panel.model.row(row).ends for row in range(7)] == [False] * 5 + [True, False]


def test_a_topic_is_pinned_by_key_and_stays_so_over_sessions(
    ana: Person, sit_down: Callable[..., Person], many: Path
) -> None:
    ana.press("Ctrl+D")
    assert ana.says.startswith("Mark a topic first")
    ana.press("T")
    ana.type("school strike")
    value = first_rows(ana, 1)[0]
    ana.press("Ctrl+D")
    assert ana.says.endswith("is pinned: it stands first from the next article on.")
    assert ana.stored() == {}
    ana.press("Esc", "N")
    assert (first_rows(ana, 2), pinned(ana)) == ([value, "river"], [value])
    ana.window.close()
    again = sit_down(many, "")
    assert pinned(again)[:1] == [value]
    again.command("change annotator")
    again.press("Ctrl+A")
    again.type("Ben")
    again.press("Enter")
    assert pinned(again) == [], "each their own"
    again.press("T")
    again.type("school strike")
    again.press("Ctrl+D", "Ctrl+D")
    assert again.says.endswith("is no longer pinned.")


def test_a_value_that_the_codebook_has_no_more_is_passed_over(ana: Person) -> None:
    ana.page.topics._memory.use("topic", "gone")
    ana.page.topics._memory.turn_pin("topic", "gone")
    ana.page.topics._show(ana.page.answers.topics[0])
    ana.press("N")
    assert first_rows(ana, 5) == FIELDS
