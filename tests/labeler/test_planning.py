from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from labeler.errors import LabelerError
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from labeler.plan import Plan
from labeler.planning import Planning, plan_of, urgency_of
from labeler.project import Project
from tests.builders import CODEBOOK, add_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

THREE = Plan(seed=7, overlap=0.2, per_article=1, roster=("Ana", "Ben", "Cem"), self_chosen=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Sixty articles without copies."""
    with Project.create(tmp_path / "plan.labeler", CODEBOOK) as made:
        for number in range(60):
            add_article(made.store, f"Number {number}.")
        yield made


def ids_of(project: Project) -> list[str]:
    return [article.article_id for article in project.store.articles.all()]


def names(project: Project, plan: Plan) -> list[tuple[str, str]]:
    return [(finding.name, finding.setting) for finding in Planning(project).look(plan).findings]


@pytest.mark.parametrize(
    ("change", "name", "setting"),
    [
        ({"overlap": 1.5}, "range", "overlap"),
        ({"gold": -0.1}, "range", "gold"),
        ({"per_article": -1}, "range", "per_article"),
        ({"roster": ()}, "no-roster", "overlap"),
        ({"roster": ("Ana",)}, "one-annotator", "overlap"),
        ({"per_article": 4}, "too-few-annotators", "per_article"),
        ({"per_article": 3}, "idle-overlap", "overlap"),
        ({"per_article": 0}, "idle-overlap", "overlap"),
        ({"self_chosen": True}, "own-choice", "self_chosen"),
        ({"self_chosen": True, "overlap": 0.0, "repeats": 0.1, "distance": 5}, "own-choice", "self_chosen"),
        ({"repeats": 0.1, "distance": 4}, "distance", "distance"),
        ({"repeats": 0.1, "distance": 100}, "no-room", "distance"),
        ({"gold": 0.1}, "no-gold", "gold"),
    ],
)
def test_settings_that_break_a_study_are_refused_with_the_reason(
    project: Project, change: dict[str, object], name: str, setting: str
) -> None:
    wanted = replace(THREE, **change)  # type: ignore[arg-type] # each by the name of its field
    planning = Planning(project)
    findings = planning.look(wanted).findings
    assert (name, setting) in [(finding.name, finding.setting) for finding in findings]
    assert all(finding.words.endswith(".") for finding in findings)
    with pytest.raises(LabelerError) as refused:
        planning.put_in_force(wanted, ["dealt-anew", name])
    assert findings[0].words in str(refused.value)
    assert plan_of(project) == Plan()


def test_a_sound_plan_is_put_in_force_and_its_people_are_entered(project: Project) -> None:
    planning = Planning(project)
    look = planning.look(THREE)
    assert look.findings == ()
    assert (look.articles, look.nobodys) == (60, 0)
    assert [effect.annotator for effect in look.effects] == ["Ana", "Ben", "Cem"]
    assert sum(effect.articles for effect in look.effects) == 60 + 2 * look.overlap
    assert {effect.overlap for effect in look.effects} == {look.overlap}
    planning.put_in_force(replace(THREE, roster=(" Ana ", "Ben", "Cem", "Ana")))
    assert plan_of(project) == planning.plan == THREE
    assert project.store.codebooks.annotators() == ["Ana", "Ben", "Cem"]


def test_a_plan_under_which_labels_were_given_changes_only_by_name(project: Project) -> None:
    planning = Planning(project)
    planning.put_in_force(THREE)
    for person in THREE.roster:
        own = Labelling(project, person)
        for article in ids_of(project)[:10]:
            own.answer(article, "topic", ["flood"])
    planning.reload()
    assert planning.given == {"Ana": 10, "Ben": 10, "Cem": 10}
    anew = replace(planning.plan, seed=8)
    (finding,) = planning.look(anew).findings
    assert (finding.name, finding.setting, finding.allowable) == ("dealt-anew", "seed", True)
    assert finding.words.startswith(
        "30 labels were given under the old plan. Another seed deals all articles anew: "
    )
    with pytest.raises(LabelerError, match="30 labels were given under the old plan"):
        planning.put_in_force(anew)
    assert names(project, replace(planning.plan, overlap=0.3)) == [("dealt-anew", "overlap")]
    # People come and go, and the order changes, without a word: nothing is dealt anew.
    assert names(project, replace(planning.plan, roster=("Ana", "Ben", "Cem", "Dee"), order="shuffled")) == []
    planning.put_in_force(anew, ["dealt-anew"])
    assert plan_of(project).seed == 8
    assert planning.given == {}  # none under the new one


def test_more_annotators_an_article_take_nothing_away(project: Project) -> None:
    planning = Planning(project)
    planning.put_in_force(replace(THREE, per_article=2))
    Labelling(project, "Ana").answer(ids_of(project)[0], "topic", ["flood"])
    assert names(project, replace(planning.plan, per_article=1)) == [("dealt-anew", "per_article")]
    planning.put_in_force(replace(planning.plan, per_article=1), ["dealt-anew"])
    Labelling(project, "Ana").answer(ids_of(project)[1], "topic", ["flood"])
    assert names(project, replace(planning.plan, per_article=2)) == []


def test_ruled_articles_become_hidden_gold(project: Project) -> None:
    for article in ids_of(project)[:30]:
        Adjudication(project, "Rae").rule(article, "topic", ["flood"])
    look = Planning(project).look(replace(THREE, gold=0.1))
    assert look.ruled == 30
    assert look.findings == ()
    for effect in look.effects:
        assert effect.gold == max(1, round(0.1 * (effect.articles - effect.gold)))
    everybody = Plan(roster=("Ana", "Ben"), gold=0.1)
    assert names(project, everybody) == [("no-gold", "gold")]


def test_articles_are_assigned_by_name_and_taken_back(project: Project) -> None:
    planning = Planning(project)
    first, second, *_ = ids_of(project)
    assert planning.assign([first, second], ["Zoe"]) == 2
    assert planning.assign([first], ["Zoe", "Ana"]) == 1
    found = {effect.annotator: effect for effect in planning.look(THREE).effects}
    assert (found["Zoe"].articles, found["Zoe"].assigned) == (2, 2)
    assert found["Ana"].assigned == 1
    assert planning.unassign([first]) == 2
    assert planning.unassign() == 1
    with pytest.raises(LabelerError, match="needs a name"):
        planning.assign([first], [" "])
    assert project.store.plans.assigned() == {}


def test_disputed_articles_and_clusters_in_conflict_are_urgent(seeds_project: Project) -> None:
    project = seeds_project
    by_hand: dict[str, dict[str, set[str]]] = {}
    for label in project.store.labels.all():
        kinds = {question.key: question.kind for question in project.codebook.questions}
        if kinds.get(label.question) in ("topic", "stance"):
            by_hand.setdefault(label.unit_id, {}).setdefault(label.question, set()).add(str(label.value))
    expected = {
        article: sum(len(values) > 1 for values in asked.values()) for article, asked in by_hand.items()
    }
    expected = {article: count for article, count in expected.items() if count}
    assert expected
    assert urgency_of(project, "disputed") == expected
    conflicts = urgency_of(project, "conflicts")
    numbers = {article.article_id: article.number for article in project.store.articles.all()}
    assert {numbers[article] for article in conflicts} >= {1, 2, 3, 4}  # copies of one story, told apart
    assert urgency_of(project, "arrival") == {}
    one = next(iter(expected))
    question = next(key for key, values in by_hand[one].items() if len(values) > 1)
    value = next(
        iter(label.value for label in project.store.labels.of_unit(one) if label.question == question)
    )
    Adjudication(project, "Rae").rule(one, question, value)
    assert urgency_of(project, "disputed").get(one, 0) == expected[one] - 1  # ruled, so no longer disputed
