from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from labeler.agreement.coefficients import NO_PAIR
from labeler.disagreements import Disagreement, disagreements
from labeler.labelling import Labelling
from labeler.review import ALPHA, KAPPA, PERCENT, Agreement, agreement, ratings_of
from tests.builders import CODEBOOK, add_article

if TYPE_CHECKING:
    from labeler.project import Project


@pytest.fixture
def ids(project: Project) -> list[str]:
    """Three articles; Ana answered all, Ben two, Chi one."""
    ids = [add_article(project.store, f"Number {number}.") for number in range(3)]
    ana, ben, chi = (Labelling(project, name) for name in ("Ana", "Ben", "Chi"))
    for place, topics in enumerate((["flood"], ["flood", "port"], [])):
        ana.answer(ids[place], "topic", topics)
    for place, topics in enumerate((["flood"], ["trade"])):
        ben.answer(ids[place], "topic", topics)
    chi.answer(ids[0], "topic", [])
    return ids


def figure(
    project: Project, question: str, coefficient: str, pair: tuple[str, str] | None = None
) -> Agreement:
    (found,) = (
        each
        for each in agreement(project)
        if (each.question, each.coefficient, each.pair) == (question, coefficient, pair)
    )
    return found


def test_alpha_of_topics_measures_sets_and_counts_what_it_counted(project: Project, ids: list[str]) -> None:
    found = figure(project, "topic", ALPHA)
    assert (found.distance, found.units, found.ratings, found.annotators) == ("masi", 2, 5, 3)
    assert (found.units_left_out, found.missing) == (1, 1)
    # Unit 1: f, f, empty; unit 2: fp, t. Do = (2*2/2 + 2) / 5; De over f twice, empty, fp, t.
    apart = 2 * (2 * 1 + 2 * (2 / 3) + 2 * 1 + 1 + 1 + 1)
    assert found.value == pytest.approx(1 - (4 / 5) / (apart / 20))


def test_each_two_annotators_have_their_kappa_over_what_both_answered(
    project: Project, ids: list[str]
) -> None:
    found = figure(project, "topic", KAPPA, ("Ana", "Ben"))
    assert (found.units, found.ratings, found.annotators, found.units_left_out, found.missing) == (
        2,
        4,
        2,
        1,
        0,
    )
    assert found.observed == 0.5
    assert found.value == pytest.approx((0.5 - 0.25) / 0.75)
    apart = figure(project, "topic", KAPPA, ("Ben", "Chi"))
    assert (apart.units, apart.value) == (1, 0.0)


def test_a_figure_that_is_undefined_is_null_and_says_why(project: Project, ids: list[str]) -> None:
    found = figure(project, "stance_levy", ALPHA)
    assert (found.value, found.why) == (None, NO_PAIR)
    as_json = found.to_json()
    assert (as_json["value"], as_json["why"]) == (None, NO_PAIR)
    assert "why" not in figure(project, "topic", PERCENT).to_json()
    assert figure(project, "topic", KAPPA, ("Ana", "Ben")).to_json()["pair"] == ["Ana", "Ben"]
    json.dumps([each.to_json() for each in agreement(project)], allow_nan=False)


def test_pairs_are_compared_by_pair_whichever_was_asked_about_first(project: Project, ids: list[str]) -> None:
    Labelling(project, "Ana").answer_pair(ids[0], ids[1], "duplicate", "contains")
    Labelling(project, "Ben").answer_pair(ids[1], ids[0], "duplicate", "contained")
    Labelling(project, "Ana").answer_pair(ids[0], ids[2], "duplicate", "unrelated")
    Labelling(project, "Ben").answer_pair(ids[0], ids[2], "duplicate", "same_story")
    assert figure(project, "duplicate", PERCENT).value == 0.5


def test_blocks_are_rated_by_everybody_who_corrected_any_of_an_article(
    project: Project, ids: list[str]
) -> None:
    text = project.store.articles.raw_text(ids[0])
    Labelling(project, "Ana").answer(ids[0], "boilerplate", {"dropped": [[0, len(text)]]})
    Labelling(project, "Ben").answer(ids[0], "boilerplate", {})
    Labelling(project, "Ben").answer(ids[1], "boilerplate", {})
    ratings = ratings_of(project, CODEBOOK.question("boilerplate"))
    assert ratings.units == {f"{ids[0]}:0": {"Ana": "dropped", "Ben": "kept"}, f"{ids[1]}:0": {"Ben": "kept"}}


def test_disagreements_come_the_worst_first_with_the_answers_in_words(
    project: Project, ids: list[str]
) -> None:
    first, second = disagreements(project, CODEBOOK.question("topic"))
    assert first == Disagreement(ids[1], "Number 1.", 1.0, (("Ana", "Flood, Port"), ("Ben", "Trade")))
    assert second.article_id == ids[0]
    assert second.distance == pytest.approx(2 / 3)
    assert second.answers == (("Ana", "Flood"), ("Ben", "Flood"), ("Chi", "no topic fits"))
    assert disagreements(project, CODEBOOK.question("stance_levy")) == []


def test_a_disagreement_about_a_pair_names_both(project: Project, ids: list[str]) -> None:
    Labelling(project, "Ana").answer_pair(ids[0], ids[1], "duplicate", "exact")
    Labelling(project, "Ben").answer_pair(ids[0], ids[1], "duplicate", "unrelated")
    (found,) = disagreements(project, CODEBOOK.question("duplicate"))
    assert found.article_id == min(ids[0], ids[1])
    assert sorted(found.title.split(" – ")) == ["Number 0.", "Number 1."]
    assert found.answers == (("Ana", "Exact"), ("Ben", "Unrelated"))
    assert found.distance == 1.0
