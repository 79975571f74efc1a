"""The plan page by keyboard, and what the label page makes of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QScrollArea

from labeler.plan import Plan
from labeler.planning import Planning, plan_of
from labeler.project import Project
from ui.theme import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tests.ui.conftest import Person
    from ui.pages.plan import PlanPage

    SitDown = Callable[..., Person]


def plan_page(person: Person) -> PlanPage:
    """Goes to the plan page."""
    person.press("Ctrl+8")
    page = person.window.plan_page
    assert page is not None
    return page


def fill(person: Person, name: str, words: str) -> None:
    """Goes with Tab to a setting, and writes into it."""
    page = person.window.plan_page
    assert page is not None
    for _ in range(30):
        if page.options.field(name).hasFocus():
            break
        person.press("Tab")
    assert page.options.field(name).hasFocus()
    person.press("Ctrl+A")
    person.type(words)
    person.wait(lambda: not page._soon.isActive())


def rows(page: PlanPage) -> list[list[str]]:
    model = page.table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_the_effect_of_a_setting_is_seen_at_once_and_refusals_stand_below_it(ana: Person) -> None:
    page = plan_page(ana)
    assert page.state.text().startswith("No plan is in force: everybody gets every article")
    assert page.counted.text().endswith("given so far.")
    assert not page.save.isEnabled()
    fill(ana, "roster", "Ana Mora, Ben Osei")
    assert [row[:2] for row in rows(page)] == [["Ana Mora", "20"], ["Ben Osei", "20"]]
    fill(ana, "per_article", "3")
    assert page.options.refusals() == {
        "per_article": "3 annotators an article are wanted, and 2 are named. Name more people, or ask for fewer."
    }
    assert page.options.field("per_article").accessibleDescription() == page.options.refusals()["per_article"]
    fill(ana, "per_article", "1")
    fill(ana, "overlap", "half")
    assert page.options.refusals() == {"overlap": "“half” is no number."}
    ana.press("Ctrl+Return")
    assert ana.says == "“half” is no number."
    fill(ana, "overlap", "20 %")
    assert list(page.options.refusals()) == ["self_chosen"]
    assert not page.save.isEnabled()
    page.options.self_chosen.setFocus()
    ana.press("Space")
    ana.wait(lambda: page.save.isEnabled())
    assert page.state.text().startswith("Not in force yet.")
    shared = int(rows(page)[0][2])
    assert sum(int(row[1]) for row in rows(page)) == 20 + shared
    ana.press("Ctrl+Return")
    assert ana.says == "The plan is in force. Every queue follows it from now on."
    assert page.isAncestorOf(ana.focus())
    assert page.counted.text().endswith("given under the plan in force.")
    assert page.state.text() == "This plan is in force."
    assert ana.window.project is not None
    assert plan_of(ana.window.project).overlap == 0.2
    ana.press("Esc")
    assert len(ana.page.queue.model.items) == int(rows(page)[0][1])


def test_dealing_anew_after_labels_were_given_is_said_and_accepted_by_hand(ana: Person) -> None:
    page = plan_page(ana)
    fill(ana, "roster", "Ana Mora, Ben Osei")
    fill(ana, "per_article", "1")
    ana.press("Ctrl+Return", "Ctrl+1")
    ana.press("1", "F")
    page = plan_page(ana)
    assert page.accept.isHidden()
    fill(ana, "seed", "5")
    assert page.options.refusals()["seed"].startswith("2 labels were given under the old plan.")
    assert not page.save.isEnabled()
    ana.press("Ctrl+Return")
    assert ana.says.startswith("2 labels were given under the old plan.")
    page.accept.setFocus()
    ana.press("Space", "Ctrl+Return")
    assert ana.says == "The plan is in force. Every queue follows it from now on."
    assert ana.window.project is not None
    assert plan_of(ana.window.project).seed == 5


def test_listed_articles_are_assigned_by_name(ana: Person) -> None:
    ana.press("Ctrl+Shift+F")
    ana.type("harbour levy")
    ana.wait(lambda: 0 < ana.page.queue.model.rowCount() < 20)
    listed = ana.page.listing.ids()
    page = plan_page(ana)
    assert page.about_listed.text().startswith(f"The list on the Label page shows {len(listed)} articles.")
    page.names.setFocus()
    ana.type("Ben Osei")
    ana.press("Enter")
    assert ana.window.project is not None
    assert ana.window.project.store.plans.assigned() == dict.fromkeys(listed, frozenset({"Ben Osei"}))
    assert rows(page) == [["Ben Osei", "20", "0", str(len(listed)), "0", "0", "0"]]
    page.unassign_button.setFocus()
    ana.press("Space")
    assert ana.window.project.store.plans.assigned() == {}


def test_where_the_project_sets_the_order_only_what_is_next_opens(
    sit_down: SitDown, project_file: Path
) -> None:
    with Project.open(project_file) as project:
        project.store.codebooks.set_setting("plan", {"self_chosen": False})
    ana = sit_down(project_file)
    assert ana.number == 1
    ana.open_number(5)
    assert ana.number == 1
    assert (
        ana.says == "The project sets the order. Submit or skip the article that is next; Shift N goes there."
    )
    ana.press("N")
    assert ana.number == 1
    ana.press("0", "F", "F", "Enter")
    assert ana.number == 2
    ana.press("P")
    assert ana.number == 1
    ana.press("Shift+P")
    assert ana.number == 2
    ana.press("S", "Enter")
    ana.press("Shift+N")
    assert ana.number == 3
    ana.command("breakwater")
    assert ana.number in (1, 2, 3)


def test_an_article_is_opened_again_by_key_and_that_is_undone(ana: Person) -> None:
    ana.press("0", "F", "F", "Enter", "P")
    assert ana.state() == "submitted"
    ana.press("Shift+R")
    assert ana.state() == "draft"
    assert ana.page.queue.progress[0].text() == "0 of 20 done, 20 left"
    ana.press("Ctrl+Z")
    assert ana.state() == "submitted"
    ana.press("N", "Shift+S", "Enter", "P", "Shift+R")
    assert ana.state() == "pending"
    ana.press("Shift+R")
    assert ana.says == "This article is neither submitted nor skipped."


def test_states_are_gone_through_by_key(ana: Person) -> None:
    ana.press("0", "F", "F", "Enter")
    seen = []
    for _ in range(6):
        ana.press("Ctrl+Shift+S")
        seen.append(ana.page.queue.model.rowCount())
    assert seen == [19, 0, 1, 0, 0, 20]


def test_of_a_list_without_articles_none_is_said_to_be_done(ana: Person) -> None:
    ana.press("Ctrl+Shift+S", "Ctrl+Shift+S", "Shift+N")
    assert ana.page.queue.model.rowCount() == 0
    assert ana.says == "The list is empty. Other words, or Ctrl Shift S, show other articles."


def test_who_is_not_named_is_told_and_may_look(sit_down: SitDown, project_file: Path) -> None:
    with Project.open(project_file) as project:
        project.store.codebooks.set_setting("plan", {"roster": ["Ben Osei"], "self_chosen": False})
    rae = sit_down(project_file, "Rae")
    assert len(rae.page.queue.model.items) == 0
    with Project.open(project_file) as project:
        article = project.store.articles.all()[6].article_id
    rae.window._open_article(article)
    assert rae.number == 7


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1024, 640), (1200, 700), (1440, 900)])
def test_the_table_is_never_cut(
    sit_down: SitDown, project_file: Path, qapp: QApplication, scale: float, size: tuple[int, int]
) -> None:
    with Project.open(project_file) as project:
        Planning(project).put_in_force(Plan(roster=("Ana Mora", "Benedikta Lindqvist"), self_chosen=False))
    ana = sit_down(project_file, width=size[0], height=size[1])
    apply_theme(qapp, "light", scale)
    page = plan_page(ana)
    ana.settle()
    (area,) = page.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert page.table.horizontalHeader().length() <= page.table.viewport().width()
    row = page.table.rowHeight(0)
    assert page.table.viewport().height() >= 2 * row
