"""The review page: its figures are those of `labeler.study`, undefined ones are said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from labeler.figures import shown_percent
from labeler.project import Project
from labeler.review import paper_line
from tests.ui.pages.reviewing import LEVY, TOPIC, Desk, article_ids, give, plant, plant_stances, plant_topics
from ui.numbers import shown_figure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

    SitDown = Callable[..., Person]

UNITS = {"duplicate": "Pairs", "boilerplate": "Lines"}


@pytest.fixture
def desk(sit_down: SitDown, labelled_file: Path) -> Desk:
    """Ana at the review page of the labelled samples."""
    return Desk(sit_down(labelled_file))


def shown(value: float | None) -> str:
    return "–" if value is None else shown_figure(value)


def test_every_question_has_a_tab_with_its_alpha(desk: Desk) -> None:
    titles = {
        "topic": "Topics",
        "stance_levy": "Stance: Harbour levy",
        "stance_authority": "Stance: Port authority",
        "duplicate": "Duplicates",
        "boilerplate": "Main text",
    }
    tabs = [f"{title} {shown(desk.study(key).headline.value)}" for key, title in titles.items()]
    assert desk.page.tabs.accessibleName() == "; ".join(tabs)


def test_n_and_p_go_round_the_questions_and_a_click_chooses_one(desk: Desk) -> None:
    keys = [question.key for question in desk.project.codebook.questions]
    places = []
    for key in ("N", "N", "P", "P", "P", "N"):
        desk.press(key)
        places.append(keys.index(desk.page.question.key))
    assert places == [1, 2, 1, 0, 4, 0]
    desk.click_tab(3)
    assert desk.page.question.key == "duplicate"
    assert desk.page.summary.line.text().startswith("Duplicates: ")


def test_each_question_shows_the_figures_of_its_study(desk: Desk) -> None:
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        study, page = desk.study(), desk.page
        figure = study.headline
        assert page.summary.value.text() == shown(figure.value)
        if figure.low is None or figure.high is None:
            assert page.summary.interval.text() == ""
        else:
            ends = f"{shown_figure(figure.low)} to {shown_figure(figure.high)}"
            assert page.summary.interval.text() == f"95 % interval\n{ends}"
        assert (page.summary.bar._figure.value, page.summary.bar._figure.low) == (figure.value, figure.low)
        words = {"topic": "MASI distance"}.get(question.kind, "ordinal" if question.is_scale else "nominal")
        assert page.summary.name.text() == f"Krippendorff’s α, {words}"
        ratings = sum(len(study.answers.given[unit]) for unit in study.pairable)
        missing = len(study.pairable) * len(study.annotators) - ratings
        assert study.percent.value is not None
        assert desk.facts() == {
            UNITS.get(question.kind, "Articles"): f"{len(study.pairable)} of {len(study.answers.given)}",
            "Ratings": f"{ratings}; {missing} missing, left out",
            "Observed": f"{shown_percent(study.percent.value)} agreement",
            "Interval": figure.method or figure.why,
            "Annotators": "3",
            "Codebook": "v1",
            "Blind": "yes: nobody sees others’ answers",
            "Ruled": f"0 of {len(study.disputed)} disputed",
        }


def test_the_verdict_is_a_sentence_about_the_lower_end(desk: Desk) -> None:
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        figure, words = desk.study().headline, desk.page.summary.verdict.text()
        assert figure.value is not None
        if figure.value >= 0.667 and figure.low is None:
            assert words.startswith("Unproven: ")
            assert words.endswith("has no interval, so its lower end is not known.")
        elif figure.low is None or figure.value < 0.667:
            assert words.startswith("Too low to use: ")
        elif figure.low >= 0.8:
            assert words.startswith("Reliable: the lower end, ")
        elif figure.low >= 0.667:
            assert words.startswith("Tentative: the lower end, ")
        else:
            assert words.startswith("Unproven: ")
        assert shown_figure(figure.value) in desk.page.summary.bar.accessibleName()


def test_a_stance_has_two_stages_and_duplicates_have_groups(desk: Desk) -> None:
    assert desk.page.summary.second_look.isHidden()
    desk.go_to("stance_levy")
    study = desk.study()
    assert study.addressed is not None
    assert study.position is not None
    assert desk.page.summary.second_look.isVisible()
    figures = [study.addressed, study.position]
    stages = [
        shown_figure(each.value or 0.0)
        + (f" ({shown_figure(each.low)} to {shown_figure(each.high or 0.0)})" if each.low is not None else "")
        for each in figures
    ]
    assert desk.page.summary.second_look.text() == (
        f"Two stages. Is the target addressed: α {stages[0]}; which position: α {stages[1]}."
    )
    desk.go_to("duplicate")
    assert desk.page.summary.second_look.isVisible()
    assert desk.page.summary.second_look.text().startswith("Groups of copies")


def test_the_line_for_a_paper_goes_to_the_clipboard(desk: Desk) -> None:
    desk.press("C")
    assert QGuiApplication.clipboard().text() == paper_line(desk.study()) == desk.page.summary.line.text()
    assert desk.person.says == "The line was copied."
    desk.go_to("duplicate")
    desk.person.click(desk.page.summary.copy)
    assert QGuiApplication.clipboard().text() == paper_line(desk.study("duplicate"))


def test_new_answers_count_when_the_page_is_shown_again(ana: Person) -> None:
    desk = Desk(ana)
    assert desk.page.summary.verdict.text() == "Nobody has answered this question yet."
    assert desk.page.summary.value.text() == "–"
    desk.press("Ctrl+1", "1", "Ctrl+3")
    words = "Two annotators are needed for agreement. So far only Ana Mora has answered."
    assert desk.page.summary.verdict.text() == words
    assert desk.facts()["Articles"] == "0 of 1"


def test_a_project_without_articles_says_so_everywhere(sit_down: SitDown, empty_file: Path) -> None:
    desk = Desk(sit_down(empty_file))
    for question in desk.project.codebook.questions:
        desk.go_to(question.key)
        assert desk.page.summary.verdict.text() == "Nobody has answered this question yet."
        assert desk.page.summary.interval.text() == ""
        assert desk.facts()["Interval"] == "none"
        assert desk.listed() == []
        assert desk.page.ruling.list.units._empty == "No disagreement."
    desk.press("Enter", "1", "X", "A", "O", "Shift+U", "Shift+N", "R", "Ctrl+Z", "Ctrl+Y")
    assert desk.is_shown
    assert desk.gold() == {}
    assert not desk.page.ruling.own.isVisible()


def test_undefined_figures_are_said_in_words(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path, 3)
    ids = article_ids(path)
    with Project.open(path) as project:
        give(project, "Ana Mora", ids[0], LEVY, "NONE")
        give(project, "Ben Osei", ids[1], LEVY, "NONE")
        for name in ("Ana Mora", "Ben Osei"):
            give(project, name, ids[0], TOPIC, ["flood"])
    desk = Desk(sit_down(path))
    for key in (TOPIC, LEVY):
        desk.go_to(key)
        why = desk.study().headline.why
        assert desk.study().headline.value is None
        assert desk.page.summary.value.text() == "–"
        assert desk.page.summary.verdict.text() == f"{why[0].upper()}{why[1:]}."
        assert why in desk.page.summary.line.text()
        assert "nan" not in desk.page.summary.line.text().lower()
        assert desk.listed() == []


def test_ordinary_and_ordered_stances_name_their_distance(sit_down: SitDown, tmp_path: Path) -> None:
    path = plant(tmp_path)
    plant_topics(path)
    plant_stances(path)
    desk = Desk(sit_down(path))
    assert desk.page.summary.name.text() == "Krippendorff’s α, MASI distance"
    desk.go_to(LEVY)
    assert desk.page.summary.name.text() == "Krippendorff’s α, nominal"
    assert len(desk.study().annotators) == 2
    assert desk.facts()["Annotators"] == "2"


def test_esc_goes_back_to_labelling(desk: Desk) -> None:
    desk.press("Esc")
    assert desk.person.window.pages.currentWidget() is desk.person.page
