"""Ruling on the review page: answers are adopted with keys and clicks, and written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from labeler.project import Project
from tests.ui.pages.reviewing import (
    DUPLICATE,
    LEVY,
    PEOPLE,
    TOPIC,
    Desk,
    article_ids,
    give,
    plant,
    plant_pairs,
    plant_stances,
    plant_topics,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]

ANA, BEN, CHI = PEOPLE


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A project with three people's answers about topics, two people's about the levy and pairs."""
    path = plant(tmp_path)
    plant_topics(path)
    plant_stances(path)
    plant_pairs(path)
    return path


@pytest.fixture
def desk(sit_down: SitDown, planted: Path) -> Desk:
    """Ana at the review page of the planted project."""
    return Desk(sit_down(planted))


@pytest.fixture
def ids(planted: Path) -> list[str]:
    """Its articles."""
    return article_ids(planted)


def test_disagreements_stand_furthest_apart_first_and_the_first_is_marked(desk: Desk, ids: list[str]) -> None:
    study = desk.study()
    assert desk.listed() == study.disputed
    assert sorted(desk.listed()) == sorted(ids[place] for place in (6, 7, 8, 9, 10))
    assert desk.marked == study.disputed[0]
    assert desk.listed()[-1] == ids[9] or study.spread(desk.listed()[-1]) == study.spread(ids[10])
    assert set(desk.marks()) == {"disputed"}
    assert desk.page.ruling.list.count.text() == "5 articles"
    assert desk.person.focus() is desk.page.ruling.list.units


def test_people_are_letters_until_the_ruling_and_names_after_it(desk: Desk, ids: list[str]) -> None:
    desk.mark(ids[9])
    assert desk.words() == [("Port", ("A", "B")), ("no topic fits", ("C",))]
    assert desk.gold_words == "Not ruled yet."
    desk.press("1")
    desk.mark(ids[9])
    assert desk.words() == [("Port", (BEN, CHI)), ("no topic fits", (ANA,))]
    assert [each.adopted for each in desk.given] == [True, False]
    assert desk.gold_words == f"Gold: Port ({ANA})"
    desk.mark(ids[10])
    assert desk.words() == [("Flood", ("A",)), ("Flood, Trade", ("B",))]


@pytest.mark.parametrize("by", ["key", "click"])
def test_an_answer_is_adopted_written_at_once_and_the_list_goes_on(
    desk: Desk, ids: list[str], by: str
) -> None:
    desk.mark(ids[10])
    following = desk.listed()[(desk.listed().index(ids[10]) + 1) % 5]
    desk.press("1") if by == "key" else desk.adopt(0)
    assert desk.gold_values() == {ids[10]: ["flood"]}
    ruling = desk.gold()[ids[10]]
    assert (ruling.by, ruling.how, ruling.reason, ruling.comment) == (ANA, "adjudicated", "", "")
    assert desk.person.says == "Ruled: Flood. Ctrl Z takes it back."
    assert desk.marked == following
    assert desk.facts()["Ruled"] == "1 of 5 disputed"


def test_all_disagreements_are_ruled_with_one_key_each(desk: Desk) -> None:
    disputed = desk.listed()
    for number in range(1, len(disputed) + 1):
        desk.press("1")
        assert len(desk.gold()) == number
        if number < len(disputed):
            # Where the same conflict could be ruled alike, the list waits; the same answer again goes on.
            desk.press(*["1"] * (desk.marked in desk.gold()))
            assert len(desk.gold()) == number
    assert sorted(desk.gold()) == sorted(disputed)
    desk.press("Shift+N")
    desk.show_list("All")
    desk.show_list("Open")
    assert desk.listed() == []
    assert desk.page.ruling.list.units._empty == "All disagreements are ruled."
    assert desk.page.ruling.panel._ruling.text() == ""


def test_keys_beyond_the_answers_rule_nothing(desk: Desk) -> None:
    desk.press("3", "9", "0", "Shift+1")
    assert desk.gold() == {}


def test_the_same_conflict_can_be_ruled_the_same_way(desk: Desk, ids: list[str]) -> None:
    desk.mark(ids[7])
    assert desk.page.ruling.panel.same_button.isHidden()
    desk.press("A")
    assert desk.gold() == {}
    desk.press("R", "M")
    desk.person.type("see page 4")
    desk.press("Enter", "1")
    assert desk.marked == ids[7]
    assert desk.page.ruling.panel.same_button.isVisible()
    words = "Same for 2 others with this conflict"
    assert desk.page.ruling.panel.same_button.text() == words
    desk.press("A")
    assert desk.gold_values() == {unit: ["flood"] for unit in ids[6:9]}
    assert {(each.reason, each.comment) for each in desk.gold().values()} == {("slip", "see page 4")}
    assert desk.person.says == "2 more ruled the same way."
    assert desk.marked in (ids[9], ids[10])


def test_the_same_ruling_is_that_of_the_marked_unit_not_of_the_newest(desk: Desk, ids: list[str]) -> None:
    desk.mark(ids[6])
    desk.press("1")
    desk.mark(ids[10])
    desk.press("2")
    desk.show_list("All")
    desk.mark(ids[6])
    desk.person.click(desk.page.ruling.panel.same_button)
    assert desk.gold_values() == {ids[10]: ["flood", "trade"], **{unit: ["flood"] for unit in ids[6:9]}}


def test_reason_and_comment_are_written_with_the_ruling_and_can_be_amended(
    desk: Desk, ids: list[str]
) -> None:
    desk.mark(ids[9])
    desk.press("R", "R")
    assert desk.page.ruling.panel._reason_button.text() == "Reason: guideline gap"
    desk.press("M")
    desk.person.type("1 is a digit here")
    desk.press("Esc")
    assert desk.gold() == {}
    assert desk.person.focus() is desk.page.ruling.list.units
    desk.press("1")
    ruling = desk.gold()[ids[9]]
    assert (ruling.reason, ruling.comment) == ("guideline gap", "1 is a digit here")
    assert desk.page.ruling.panel._reason_button.text() == "Reason: not said"
    desk.mark(ids[9])
    assert desk.page.ruling.panel.comment.text() == "1 is a digit here"
    assert desk.gold_words == f"Gold: Port ({ANA}: guideline gap)"
    desk.press("R")
    assert desk.gold()[ids[9]].reason == "truly ambiguous"
    desk.press("M", "Ctrl+A")
    desk.person.type("ask Chi")
    desk.press("Enter")
    assert (desk.gold()[ids[9]].comment, desk.gold()[ids[9]].value) == ("ask Chi", ["port"])
    desk.person.click(desk.page.ruling.panel._reason_button)
    assert desk.gold()[ids[9]].reason == ""


def test_an_own_answer_about_topics_is_given_with_their_keys(desk: Desk, ids: list[str]) -> None:
    own = desk.page.ruling.own
    desk.mark(ids[6])
    desk.press("O")
    assert own.isVisible()
    desk.press("Enter")
    assert own.isVisible()
    desk.press("3", "1", "1", "2", "Enter")
    assert not own.isVisible()
    assert desk.gold_values() == {ids[6]: ["trade", "port"]}
    assert desk.gold_words.startswith("Gold: Trade, Port")
    assert [each.adopted for each in desk.given] == [False, False]


def test_an_own_answer_can_be_searched_be_empty_or_be_left(desk: Desk, ids: list[str]) -> None:
    own = desk.page.ruling.own
    desk.mark(ids[6])
    desk.person.click(desk.page.ruling.panel._own)
    desk.press("T")
    desk.person.type("po")
    desk.press("Enter", "Esc", "Enter")
    assert desk.gold_values() == {ids[6]: ["port"]}
    desk.press("O", "1", "Esc")
    assert not own.isVisible()
    assert desk.is_shown
    assert desk.gold_values() == {ids[6]: ["port"]}
    desk.press("O", "1", "1", "Enter")
    assert own.isVisible()
    desk.press("0", "Enter")
    assert desk.gold_values() == {ids[6]: []}
    assert desk.gold_words.startswith("Gold: no topic fits")


def test_an_own_answer_can_be_given_with_clicks(desk: Desk, ids: list[str]) -> None:
    own = desk.page.ruling.own
    desk.mark(ids[6])
    desk.press("O")
    panel = own._topics
    assert panel is not None
    desk.person.settle()
    desk.person.click(panel.table.viewport(), panel.table.visualRect(panel.model.index(1, 0)).center())
    desk.person.click(own._give)
    assert desk.gold_values() == {ids[6]: ["trade"]}
    desk.press("O")
    desk.person.settle()
    desk.person.click(own, QPoint(2, 2))
    assert not own.isVisible()


def test_an_own_answer_about_a_stance_or_a_pair_is_one_digit(desk: Desk) -> None:
    desk.go_to(LEVY)
    unit = desk.marked
    desk.press("O", "9")
    assert desk.page.ruling.own.isVisible()
    desk.press("1")
    assert desk.gold_values() == {unit: "FAVOR"}
    desk.go_to(DUPLICATE)
    unit = desk.marked
    desk.press("O", "5")
    assert desk.gold_values() == {unit: "same_story"}
    desk.press("O", "Esc")
    desk.press("O")
    desk.person.settle()
    values = desk.page.ruling.own._values
    desk.person.click(values, values._cards()[5].center().toPoint())
    assert desk.gold_values() == {unit: "unrelated"}


def test_lines_are_not_ruled_and_it_is_said_where_to_correct_them(
    sit_down: SitDown, labelled_file: Path
) -> None:
    desk = Desk(sit_down(labelled_file))
    desk.go_to("boilerplate")
    assert desk.listed() == desk.study().disputed
    words = "Lines are corrected in the article itself: open it with Enter and press X."
    for key in ("1", "2", "O", "Shift+U"):
        desk.press("Ctrl+Z")
        assert desk.person.says != words
        desk.press(key)
        assert desk.person.says == words
    assert desk.gold() == {}
    article = desk.marked.split(":")[0]
    start = int(desk.marked.split(":")[1])
    title = desk.page.ruling.list.units.units.row(0).title
    assert desk.project.store.articles.raw_text(article)[start:].startswith(title.split(" · ")[0])
    desk.press("Enter")
    assert desk.person.page.article_id == article


def test_a_ruling_of_somebody_else_stands_until_a_newer_one(sit_down: SitDown, planted: Path) -> None:
    desk = Desk(sit_down(planted, BEN))
    unit = desk.marked
    desk.press("1")
    desk.person.command("change annotator")
    desk.press("Ctrl+A")
    desk.person.type(ANA)
    desk.press("Enter", "Ctrl+3")
    desk.show_list("Ruled")
    assert desk.listed() == [unit]
    desk.press("X")
    assert desk.person.says.startswith(f"{BEN} ruled this, and nobody else can take it back.")
    assert desk.gold()[unit].by == BEN
    desk.press("R")
    assert desk.gold()[unit].reason == ""
    desk.press("2")
    assert desk.gold()[unit].by == ANA


def test_more_people_than_there_is_room_for(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path, 1)
    (article,) = article_ids(path)
    with Project.open(path) as project:
        for number in range(30):
            give(project, f"Person {number:02d}", article, TOPIC, ["flood"] if number else [])
    desk = Desk(sit_down(path))
    desk.person.settle()
    desk.page.grab()
    assert [len(each.by) for each in desk.given] == [29, 1]
