"""The review page: the figures are those of `labeler.review`, undefined ones are said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from labeler.disagreements import disagreements
from labeler.labelling import Labelling
from labeler.project import Project
from labeler.review import ALPHA, KAPPA, PERCENT, Agreement, agreement
from ui.models.disagreement_model import shown_figure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QLabel

    from tests.ui.conftest import Person
    from ui.pages.review import ReviewPage

    SitDown = Callable[..., Person]


@pytest.fixture
def reviewer(sit_down: SitDown, labelled_file: Path) -> Person:
    """Ana at the review page of the labelled samples."""
    person = sit_down(labelled_file)
    person.press("Ctrl+3")
    return person


def review(person: Person) -> ReviewPage:
    page = person.window.review_page
    assert page is not None
    assert person.window.pages.currentWidget() is page
    return page


def figures(person: Person) -> dict[tuple[str, str], Agreement]:
    assert person.window.project is not None
    return {
        (each.question, each.coefficient): each
        for each in agreement(person.window.project)
        if each.coefficient in (ALPHA, PERCENT)
    }


def facts(page: ReviewPage) -> dict[str, str]:
    """The small table below the figure."""
    labels: list[QLabel] = []
    for place in range(page._facts.count()):
        item = page._facts.itemAt(place)
        widget = item.widget() if item else None
        labels.append(widget)  # type: ignore[arg-type]
    return {name.text(): value.text() for name, value in zip(labels[::2], labels[1::2], strict=True)}


def shown(value: float | None) -> str:
    return "–" if value is None else shown_figure(value)


def test_every_question_has_a_tab_with_its_alpha(reviewer: Person) -> None:
    found = figures(reviewer)
    words = {
        "topic": "Topics",
        "stance_levy": "Stance: Harbour levy",
        "stance_authority": "Stance: Port authority",
        "duplicate": "Duplicates",
        "boilerplate": "Main text",
    }
    tabs = [f"{title} {shown(found[key, ALPHA].value)}" for key, title in words.items()]
    assert review(reviewer).tabs.accessibleName() == "; ".join(tabs)


def test_each_question_shows_the_figures_of_the_core(reviewer: Person) -> None:
    found = figures(reviewer)
    assert reviewer.window.project is not None
    for question in reviewer.window.project.codebook.questions:
        page = review(reviewer)
        alpha, percent = found[question.key, ALPHA], found[question.key, PERCENT]
        assert page._value.text() == shown(alpha.value)
        small = facts(page)
        units = {"duplicate": "Pairs", "boilerplate": "Lines"}.get(question.kind, "Articles")
        assert small[units] == f"{alpha.units} with two or more answers"
        assert small["Left out"] == f"{alpha.units_left_out} with one answer"
        assert small["Annotators"] == str(alpha.annotators)
        assert small["Ratings"] == f"{alpha.ratings}, {alpha.missing} not given"
        if percent.value is not None:
            assert small["Percent agreement"] == f"{percent.value * 100:.0f} %"
        distance = "MASI distance" if question.kind == "topic" else "nominal"
        assert page._name.text() == f"Krippendorff’s α, {distance}"
        reviewer.press("N")


def test_kappas_of_pairs_are_those_of_the_core(reviewer: Person) -> None:
    assert reviewer.window.project is not None
    reviewer.press("N")
    kappas = [
        each
        for each in agreement(reviewer.window.project)
        if each.question == "stance_levy" and each.coefficient == KAPPA and each.pair
    ]
    assert len(kappas) == 3
    words = review(reviewer).grid.accessibleName()
    for each in kappas:
        assert each.pair is not None
        value = "undefined" if each.value is None else shown_figure(each.value)
        assert f"{each.pair[0]} and {each.pair[1]}: {value}, {each.units} in common" in words


def test_next_and_previous_go_round_the_questions(reviewer: Person) -> None:
    page = review(reviewer)
    places = [page._current]
    for key in ("N", "N", "P", "P", "P", "N"):
        reviewer.press(key)
        places.append(page._current)
    assert places == [0, 1, 2, 1, 0, 4, 0]


def test_a_click_chooses_a_tab(reviewer: Person) -> None:
    page = review(reviewer)
    rect = page.tabs._rects()[3]
    reviewer.click(page.tabs, QPoint(round(rect.center().x()), round(rect.center().y())))
    assert page._current == 3


def test_disagreements_are_listed_worst_first_and_open_with_enter(reviewer: Person) -> None:
    assert reviewer.window.project is not None
    project = reviewer.window.project
    page = review(reviewer)
    expected = disagreements(project, project.codebook.questions[0])
    assert [page.model.row(row) for row in range(page.model.rowCount())] == expected
    assert len(expected) > 2
    assert reviewer.focus() is page.table
    reviewer.press("Down")
    assert page._answers.text() == "\n".join(f"{name}: {words}" for name, words in expected[1].answers)
    reviewer.press("Enter")
    assert reviewer.window.pages.currentWidget() is reviewer.page
    assert reviewer.page.article_id == expected[1].article_id
    assert reviewer.focus() is reviewer.page.pane.view


def test_a_question_without_disagreement_opens_nothing(ana: Person) -> None:
    ana.press("Ctrl+3")
    page = review(ana)
    assert page.model.rowCount() == 0
    ana.press("Enter")
    assert ana.window.pages.currentWidget() is page
    assert not page._open.isEnabled()


def test_the_line_for_a_paper_goes_to_the_clipboard(reviewer: Person) -> None:
    alpha, percent = figures(reviewer)["topic", ALPHA], figures(reviewer)["topic", PERCENT]
    assert alpha.value is not None
    assert percent.value is not None
    reviewer.press("C")
    assert QGuiApplication.clipboard().text() == (
        f"Topics: α = {shown_figure(alpha.value)} (Krippendorff, MASI; n = {alpha.units} articles, "
        f"{alpha.annotators} annotators, {alpha.ratings} ratings; {percent.value * 100:.0f} % agreement)."
    )
    assert reviewer.says == "The line was copied."


def test_esc_goes_back_to_labelling(reviewer: Person) -> None:
    reviewer.press("Esc")
    assert reviewer.window.pages.currentWidget() is reviewer.page


def test_new_answers_count_when_the_page_is_shown_again(sit_down: SitDown, project_file: Path) -> None:
    person = sit_down(project_file)
    person.press("Ctrl+3")
    assert review(person)._why.text() == "Nobody has answered this question yet."
    assert review(person)._value.text() == "–"
    person.press("Ctrl+1", "1", "Ctrl+3")
    words = "Two annotators are needed for agreement. So far only one has answered this question."
    assert review(person)._why.text() == words


def label_alone(project_file: Path, answers: dict[str, list[tuple[int, str]]]) -> None:
    """annotator -> [(place of the article, stance towards the levy)]."""
    with Project.open(project_file) as project:
        ids = [article.article_id for article in project.store.articles.all()]
        for name, given in answers.items():
            labelling = Labelling(project, name)
            for place, value in given:
                labelling.answer(ids[place], "stance_levy", value)


def test_undefined_figures_are_said_in_words(sit_down: SitDown, project_file: Path) -> None:
    label_alone(project_file, {"Ana Mora": [(0, "NONE")], "Ben": [(1, "NONE")]})
    person = sit_down(project_file)
    person.press("Ctrl+3", "N")
    words = "No unit was answered by two annotators yet, so α is undefined."
    assert review(person)._why.text() == words
    person.window.close_project()
    label_alone(project_file, {"Ben": [(0, "NONE")]})
    again = sit_down(project_file)
    again.press("Ctrl+3", "N")
    page = review(again)
    assert page._value.text() == "–"
    assert page._why.text().startswith("Undefined, no variation: everyone gave the same answer")
    assert "nan" not in page._line.text().lower()
    assert "undefined, no variation" in page._line.text()
    assert page._answers.text() == "No disagreement."


def test_a_pair_that_is_disputed_opens_its_first_article(sit_down: SitDown, project_file: Path) -> None:
    with Project.open(project_file) as project:
        ids = [article.article_id for article in project.store.articles.all()]
        Labelling(project, "Ana Mora").answer_pair(ids[12], ids[13], "duplicate", "exact")
        Labelling(project, "Ben").answer_pair(ids[13], ids[12], "duplicate", "unrelated")
    person = sit_down(project_file)
    person.press("Ctrl+3", "P", "P")
    page = review(person)
    assert page.model.rowCount() == 1
    assert page._answers.text() == "Ana Mora: Exact copy\nBen: Unrelated"
    person.press("Enter")
    assert person.number in (13, 14)
