"""Shift D: the same answers for an article and its copies, from the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.flow import FROM, SHOWN

if TYPE_CHECKING:
    from tests.ui.conftest import Person

GIVEN = {"topic": ["port"], "stance_levy": "FAVOR", "stance_authority": "AGAINST"}
SUBMITTED = {"@state": {"state": "submitted", "opened": False}}


def ids(person: Person) -> list[str]:
    return [item.article_id for item in person.page.queue.model.items]


def button(person: Person) -> str:
    return person.page.answers.submit_button.text()


@pytest.mark.parametrize("again", ["Shift+D", "Enter", "click"])
def test_an_answered_article_gives_its_copies_the_same_once_confirmed(ana: Person, again: str) -> None:
    ana.press("1", "F", "A", "Shift+D")
    assert (
        ana.says == "Enter gives the same answers to 3 copies without any, and submits them. Esc leaves it."
    )
    assert button(ana) == "Same for 3 copies"
    articles = ids(ana)
    assert ana.stored(articles[1]) == {}
    ana.click(ana.page.answers.submit_button) if again == "click" else ana.press(again)
    assert ana.says == "9 answers given to 3 copies, and submitted. Ctrl Z takes all of it back."
    assert ana.number == 1
    assert button(ana) == "Submit and next"
    assert ana.stored() == GIVEN, "it is not submitted itself"
    assert all(ana.stored(article) == {**GIVEN, **SUBMITTED} for article in articles[1:4])
    assert [item.state for item in ana.page.queue.model.items[:5]] == ["draft", *["submitted"] * 3, "pending"]
    events = ana.events()[3:]
    assert {event.context[FROM] for event in events} == {articles[0]}
    assert all(event.context[SHOWN] == ["copies"] for event in events if event.question != "@state")
    ana.press("Enter")
    assert ana.number == 5
    ana.press("Ctrl+Z", "Ctrl+Z")
    assert ana.says == "Taken back: 9 answers given to 3 copies."
    assert ana.number == 1
    assert [item.state for item in ana.page.queue.model.items[:4]] == ["draft", *["pending"] * 3]
    assert all(ana.stored(article) == {} for article in articles[1:4])
    ana.press("Ctrl+Y")
    assert [item.state for item in ana.page.queue.model.items[:4]] == ["draft", *["submitted"] * 3]
    assert ana.window.status._done.text() == "3 / 20"


@pytest.mark.parametrize("key", ["Esc", "N", "J", "2"])
def test_any_other_key_leaves_the_offer(ana: Person, key: str) -> None:
    ana.press("1", "F", "A", "Shift+D", key)
    assert button(ana) == "Submit and next"
    ana.press("Shift+D") if key == "N" else ana.press("Esc")
    assert all(ana.stored(article) == {} for article in ids(ana)[1:4])


def test_an_article_without_answers_takes_over_those_of_a_submitted_copy(ana: Person) -> None:
    ana.press("Shift+D")
    assert ana.says.startswith("No copy of this article was submitted by you.")
    ana.press("1", "F", "A", "Enter", "Shift+D")
    assert ana.number == 2
    assert ana.stored() == GIVEN
    assert ana.says.startswith("3 answers taken over from a copy “Coast assembly approves")
    assert ana.page.answers._left_text.text().startswith("3 left: 3 candidates")
    ana.press("Ctrl+Z")
    assert ana.stored() == {}
    ana.press("O", "Shift+D")
    assert ana.stored() == {**GIVEN, "stance_levy": "NONE"}, "what was answered stays"


def test_what_has_answers_of_its_own_stays_and_is_counted(ana: Person) -> None:
    ana.press("N", "2", "N", "S", "Enter", "P", "P", "P")
    ana.open_number(1)
    ana.press("Ctrl+F", "Esc", "1", "F", "A", "Shift+D")
    assert ana.says == (
        "Enter gives the same answers to 1 copy without any, and submits them. "
        "1 with answers of their own stay. Esc leaves it."
    )
    ana.press("Enter")
    articles = ids(ana)
    assert ana.stored(articles[1]) == {"topic": ["tax"]}
    assert "topic" not in ana.stored(articles[2])
    ana.press("Shift+D")
    assert ana.says == "This article has no copy without answers. Those that have answers keep them."


def test_an_article_without_copies_says_so(ana: Person) -> None:
    ana.open_number(5)
    ana.press("1", "Shift+D")
    assert ana.says == "This article has no copy without answers."
