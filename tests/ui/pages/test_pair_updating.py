"""Pairs that are older than the articles, and their update beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.records import pair_id
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import add_article, sentences
from tests.ui.pages.judging import QUOTE, duplicates, listed, stored

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]


def test_old_pairs_are_said_and_updated_in_the_background(
    sit_down: SitDown, made: tuple[Path, list[str]]
) -> None:
    path, ids = made
    with Project.open(path) as project:
        ben = Labelling(project, "Ana Mora")
        ben.answer_pair(ids[0], ids[1], "duplicate", "exact")
        add_article(project.store, "\n".join([QUOTE, *(sentences(seed, 2) for seed in range(4))]))
    person = sit_down(path)
    page = duplicates(person)
    assert page.list.stale.text() == "Pairs are from before the last import."
    assert page.list.stale.below() == "Update now"
    person.click(page.list.stale)
    person.wait_for_jobs()
    assert page.list.stale.isHidden()
    assert any("proposed." in said for said in person.said)
    assert stored(person, pair_id(ids[0], ids[1])) == {"duplicate": "exact"}
    assert page.queue.counts().judged == 1
    assert page.queue.counts().left >= 2


def test_an_update_can_be_cancelled_and_nothing_is_lost(
    sit_down: SitDown, made: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from labeler.progress import Progress

    path, _ = made
    with Project.open(path) as project:
        add_article(project.store, sentences(77))
    person = sit_down(path)
    page = duplicates(person)
    before = listed(person)

    def endless(_: object) -> object:
        done = 0
        while True:
            done += 1
            yield Progress(done, 4000, "Comparing")

    monkeypatch.setattr("ui.pages.pair_updating.compare_articles", endless)
    person.click(page.list.stale)
    person.wait(lambda: page.list.stale.text().startswith("Comparing "))
    assert page.list.stale.text().endswith("of 4\u202f000")
    person.click(page.list.stale)
    person.wait_for_jobs()
    assert page.list.stale.text() == "Pairs are from before the last import."
    assert listed(person) == before
    # Nor does it matter if the project is closed meanwhile.
    person.click(page.list.stale)
    person.wait(lambda: page.list.stale.text().startswith("Comparing "))
    person.window.close_project()
    person.settle()
    assert person.window._page == "start"
