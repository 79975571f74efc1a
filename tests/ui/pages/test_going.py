"""Going to an article by its number, back and forward over those opened; and taking a skip back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import StoreError
from ui.pages.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person
    from ui.widgets.number_card import NumberCard


def card(person: Person) -> NumberCard:
    return person.window.overlays.number


def test_a_number_leads_to_its_article(ana: Person) -> None:
    ana.press("Ctrl+G")
    assert ana.focus() is card(ana).field
    assert card(ana).says.text() == "1 to 20. Enter goes there, Esc closes."
    ana.type("17")
    ana.press("Enter")
    assert not card(ana).isVisible()
    assert ana.page.pane._place.text() == "17 of 20"
    assert ana.focus() is ana.page.pane.view


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("21", "There is no article 21: they go from 1 to 20."),
        ("0", "There is no article 0: they go from 1 to 20."),
        ("port", "“port” is no number. They go from 1 to 20."),
        ("²", "“²” is no number. They go from 1 to 20."),
    ],
)
def test_what_is_no_number_of_an_article_is_said(ana: Person, typed: str, says: str) -> None:
    ana.press("Ctrl+G")
    ana.type(typed)
    ana.press("Enter")
    assert card(ana).says.text() == says
    assert card(ana).isVisible()
    ana.press("Esc")
    assert not card(ana).isVisible()
    assert (ana.number, ana.stored()) == (1, {})


def test_back_and_forward_go_over_what_was_opened_as_in_a_browser(ana: Person) -> None:
    ana.press("Alt+Left")
    assert ana.says == "No article was open before."
    ana.press("N", "N")
    ana.open_number(9)
    ana.press("Alt+Left")
    assert ana.number == 3
    ana.press("Alt+Left", "Alt+Left")
    assert ana.number == 1
    ana.press("Alt+Right")
    assert ana.number == 2
    ana.open_number(5)
    ana.press("Alt+Right")
    assert ana.says == "No article was open after this."
    ana.press("Alt+Left")
    assert ana.number == 2


def test_an_article_opened_again_where_it_was_is_one_place_on_the_way() -> None:
    trail = Trail()
    for article in ("a", "b", "b", "c"):
        trail.visit(article)
    assert [trail.step(-1), trail.step(-1), trail.step(-1)] == ["b", "a", ""]
    trail.visit("a")
    assert [trail.step(1), trail.step(1), trail.step(1)] == ["b", "c", ""]


@pytest.mark.parametrize(("key", "other"), [("S", "Shift+S"), ("Shift+S", "S")])
def test_a_skip_is_taken_back_by_the_same_key(ana: Person, key: str, other: str) -> None:
    ana.press(key, "Enter", "P")
    assert ana.state() == "skipped"
    ana.press(other)
    assert ana.focus() is ana.page.answers.skip_field, "the other level asks for its reason"
    ana.press("Esc", key)
    assert ana.says == "No longer skipped."
    assert (ana.state(), ana.stored()) == ("pending", {})
    ana.press("Ctrl+Z")
    assert ana.state() == "skipped"


def test_a_reason_that_could_not_be_written_is_still_there(
    ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr("db.labels.Labels.append", full)
        ana.press("S")
        ana.type("because")
        ana.press("Enter")
        assert ana.says == "The disk is full."
    field = ana.page.answers.skip_field
    assert (field.isVisible(), field.text(), field.hasFocus()) == (True, "because", True)
    before = ana.number
    ana.press("Enter")
    assert ana.number != before


@pytest.mark.parametrize("key", ["N", "P", "Shift+N", "Shift+P"])
def test_in_an_empty_project_going_says_what_to_do(
    sit_down: Callable[..., Person], empty_file: Path, key: str
) -> None:
    person = sit_down(empty_file)
    person.press(key)
    assert person.says == "No article yet. Import captures with Ctrl I, or drop files here."
