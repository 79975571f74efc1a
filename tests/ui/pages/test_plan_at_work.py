"""Three annotators under a plan, by keys in the real window: overlap, hidden repeats, and the figures they lead to."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from labeler.agreed import agreed
from labeler.codebook_files import codebook_from_json
from labeler.flow import again_key
from labeler.importing import import_paths
from labeler.intra import own_agreements
from labeler.plan import Articles, Plan, everybodys
from labeler.planning import Planning, plan_of
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.study import Study
from tests.builders import capture_text, export
from ui.models.article_model import LINE_ROLE
from ui.models.queue_model import PLACE_ROLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.conftest import Person

PEOPLE = ("Ana", "Ben", "Cem")
ARTICLES = 30
BOOK = codebook_from_json(
    {
        "name": "Levy",
        "question": [
            {"key": "topic", "kind": "topic", "values": ["flood", "trade", "port"]},
            {"key": "levy", "kind": "stance", "target": "the levy", "title": "Levy"},
        ],
    }
)


def answers_of(person: str, number: int, *, again: bool) -> tuple[str, str]:
    """What somebody answers: the key of the one topic, and the key of the stance. On some articles people differ."""
    topic = 1 + number % 3
    if person == "Ben" and number % 5 == 0:
        topic = 1 + topic % 3
    if again and (number + len(person)) % 4 == 0:
        topic = 1 + topic % 3
    stance = "FOA"[number % 3]
    if person == "Cem" and number % 4 == 0:
        stance = "A" if stance != "A" else "F"
    if again and person == "Ana" and number % 3 == 0:
        stance = "O"
    return str(topic), stance


@pytest.fixture
def levy_file(tmp_path: Path) -> Path:
    """Thirty invented articles, nothing asked of pairs."""
    captures = tmp_path / "captures"
    captures.mkdir()
    for number in range(ARTICLES):
        (captures / f"{number:02}.txt").write_text(capture_text(number + 1), encoding="utf-8")
    path = tmp_path / "levy.labeler"
    with Project.create(path, BOOK, "Levy") as project:
        run_to_end(import_paths(project.store, [captures]))
    return path


def plan_by_keys(person: Person) -> None:
    """Goes to the plan page and fills it in as a person does."""
    person.press("Ctrl+8", "Tab")
    for words in ("Ana, Ben, Cem", "1", "40", "0", "50", "5", "11"):
        person.press("Ctrl+A")
        person.type(words)
        person.press("Tab")
    person.press("Tab", "Space")  # past the order, to what people may open: not what they like
    person.settle()
    page = person.window.plan_page
    assert page is not None
    person.wait(lambda: page.save.isEnabled())
    assert page.options.refusals() == {}
    person.press("Ctrl+Return")


def label_everything(person: Person, name: str) -> dict[int, list[tuple[str, str]]]:
    """Labels until nothing is left; looks all the while for what would tell a repeat. Number -> answers in turn."""
    given: dict[int, list[tuple[str, str]]] = {}
    model = person.page.queue.model
    total = len(model.items)
    for turn in range(1, total + 1):
        number = person.number
        assert person.page.pane._place.text() == f"{turn} of {total}"
        assert person.page.queue.progress[0].text() == f"{turn - 1} of {total} done, {total - turn + 1} left"
        assert person.state() == "pending"
        assert person.opened.answers == {}
        assert person.page.answers.topics[0]._info.text() == "not answered"
        shown = [model.items[place].article_id for place in model.places]
        assert len(shown) == len(set(shown))
        answers = answers_of(name, number, again=number in given)
        given.setdefault(number, []).append(answers)
        person.press(*answers, "Enter")
    assert person.says == f"All {total} are done."
    assert person.page.queue.progress[0].text() == f"{total} of {total} done, 0 left"
    return given


def alpha_by_hand(units: list[list[str]]) -> float:
    """Krippendorff's α, nominal, from its definition: 1 – observed over expected disagreement."""
    units = [unit for unit in units if len(unit) > 1]
    values = Counter(value for unit in units for value in unit)
    count = sum(values.values())
    observed = sum(
        sum(one != other for one, other in permutations(unit, 2)) / (len(unit) - 1) for unit in units
    )
    expected = sum(values[one] * values[other] for one, other in permutations(values, 2)) / (count - 1)
    return 1 - observed / expected


def test_overlap_and_hidden_repeats_lead_to_the_right_figures(
    levy_file: Path, sit_down: Callable[..., Person], tmp_path: Path
) -> None:
    person = sit_down(levy_file, "Ana")
    plan_by_keys(person)
    person.press("Ctrl+1")
    given = {"Ana": label_everything(person, "Ana")}
    for name in PEOPLE[1:]:
        person.command("change annotator")
        person.press("Ctrl+A")
        person.type(name)
        person.press("Enter")
        given[name] = label_everything(person, name)
    person.press("Ctrl+3")
    person.wait(lambda: person.window.review_page is not None)
    assert person.window.review_page is not None
    summary = person.window.review_page.summary
    person.wait(lambda: not summary.own.isHidden())
    assert summary.own.text().startswith("With themselves, over repeats: Ana ")
    assert [name for name in PEOPLE if f"{name} " in summary.own.text()] == list(PEOPLE)
    person.window.close()

    with Project.open(levy_file) as project:
        ids = [article.article_id for article in project.store.articles.all()]
        overlap = {
            number
            for number, shared in enumerate(everybodys(plan_of(project), Articles.of(ids)).tolist(), start=1)
            if shared
        }
        # Who got what: the overlap everybody, the rest one each.
        got = {name: set(given[name]) for name in PEOPLE}
        assert got["Ana"] & got["Ben"] & got["Cem"] == overlap
        assert 5 <= len(overlap) <= 20
        assert Counter(number for name in PEOPLE for number in got[name] - overlap) == Counter(
            number for number in range(1, ARTICLES + 1) if number not in overlap
        )
        assert all(any(len(turns) == 2 for turns in given[name].values()) for name in PEOPLE)

        # Between annotators: only first answers, of the overlap; by hand.
        for place, key in ((0, "topic"), (1, "levy")):
            study = Study.of(project, project.codebook.question(key))
            units = [[given[name][number][0][place] for name in PEOPLE] for number in sorted(overlap)]
            agreeing = [sum(one == other for one, other in combinations(unit, 2)) / 3 for unit in units]
            assert study.counted == len(overlap)
            assert study.percent.value == pytest.approx(sum(agreeing) / len(agreeing))
            # Sets of one value are equal or have nothing in common: MASI is then nominal.
            assert study.nominal.value == pytest.approx(alpha_by_hand(units))
            assert len(study.answers.given) == ARTICLES
            assert study.annotators == PEOPLE

        # Each with themselves: first against second; by hand.
        for place, key in ((0, "topic"), (1, "levy")):
            found = {each.annotator: each for each in own_agreements(project, project.codebook.question(key))}
            for name in PEOPLE:
                twice = [turns for turns in given[name].values() if len(turns) == 2]
                assert found[name].units == len(twice)
                if len(twice) < 5:
                    assert found[name].percent.value is None
                    assert found[name].percent.why.startswith("too few")
                    continue
                alike = sum(first[place] == second[place] for first, second in twice)
                assert found[name].percent.value == pytest.approx(alike / len(twice))
                by_hand = alpha_by_hand([[first[place], second[place]] for first, second in twice])
                assert found[name].study.nominal.value == pytest.approx(by_hand)

        # Second answers stand apart: no consensus, no export, no count of labels has them.
        second = project.store.labels.of_question(again_key("topic"))
        assert len(second) == sum(len(turns) == 2 for name in PEOPLE for turns in given[name].values())
        whole = agreed(Study.of(project, project.codebook.question("topic")), "majority")
        assert len(whole.units) == ARTICLES
        files = export(project, tmp_path / "out")
        assert b"again" not in files["articles.jsonl"] + files["labels.csv"] + files["articles.csv"]
        assert files["labels.csv"].count(b"\n") == 1 + 2 * sum(len(got[name]) for name in PEOPLE)
        assert sum(project.store.plans.given().values()) == 2 * sum(len(got[name]) for name in PEOPLE)


@pytest.fixture
def at_a_repeat(levy_file: Path, sit_down: Callable[..., Person]) -> Person:
    """Ana, where the first repeat is open."""
    with Project.open(levy_file) as project:
        Planning(project).put_in_force(
            Plan(seed=11, roster=("Ana",), repeats=0.5, distance=5, self_chosen=False)
        )
    ana = sit_down(levy_file, "Ana")
    seen: set[int] = set()
    while ana.number not in seen:
        seen.add(ana.number)
        ana.press("1", "F", "Enter")
    return ana


def test_undo_goes_over_a_repeat_and_back(at_a_repeat: Person) -> None:
    ana, article = at_a_repeat, at_a_repeat.page.article_id
    place = ana.page.pane._place.text()
    first = ana.stored()
    ana.press("2", "A")
    assert ana.stored() == {**first, "@again:topic": ["trade"], "@again:levy": "AGAINST"}
    assert ana.window.status.saved.words().startswith("Saved ")
    assert ana.page.labelling.undo_status.undo_text == "Levy: Against"
    ana.press("Ctrl+Z", "Ctrl+Z")
    assert ana.stored() == first
    assert (ana.page.article_id, ana.page.pane._place.text(), ana.opened.answers) == (article, place, {})
    ana.press("Ctrl+Z")  # the article before is not submitted any more
    assert ana.page.article_id != article
    assert ana.state() == "draft"
    ana.press("Ctrl+Y", "Ctrl+Y")
    assert (ana.page.article_id, ana.opened.answers) == (article, {"topic": ["trade"]})
    ana.press("M")
    ana.type("odd")
    ana.press("Enter", "G", "Enter", "Enter")
    assert ana.stored(article) == {
        **first,
        "@again:topic": ["trade"],
        "@again:@note": "odd",
        "@again:@flag": True,
        "@again:@state": {"state": "submitted"},
    }


def test_nothing_shows_both_a_repeat_and_its_first_answers(at_a_repeat: Person) -> None:
    ana, model = at_a_repeat, at_a_repeat.page.queue.model
    title, article = ana.opened.title, ana.page.article_id
    shown = [model.items[place] for place in model.places]
    assert [(item.state, item.flagged) for item in shown if item.article_id == article] == [
        ("pending", False)
    ]
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert tips == [item.title for item in shown]  # a number that is left out would tell
    below = {model.index(row, 0).data(PLACE_ROLE) for row in range(model.rowCount())}
    assert below <= {"not seen", "draft", "submitted", "skipped"}
    ana.press("Ctrl+K")
    model_of = ana.window.overlays.palette.model
    ana.type(title)
    assert [model_of.entry(row).title for row in range(model_of.rowCount())].count(title) == 1
    ana.press("Esc")
    for _ in range(3):  # not seen, draft, submitted
        ana.press("Ctrl+Shift+S")
    assert article not in [model.items[place].article_id for place in model.places]
    for _ in range(3):
        ana.press("Ctrl+Shift+S")
    ana.press("P")
    ana.press("Shift+N")
    assert (ana.page.article_id, ana.opened.answers) == (article, {})
    ana.press("Ctrl+2", "Ctrl+1")
    assert (ana.page.article_id, ana.opened.answers) == (article, {})
    hidden = next(at for at, item in enumerate(model.items) if item.article_id == article and item.hidden)
    ana.press("Ctrl+G")
    ana.type(str(hidden + 1))
    ana.press("Enter")
    assert ana.says.startswith("The project sets the order.")
    ana.press("Ctrl+Shift+H")
    assert ana.page.history._steps
    assert not [step for step in ana.page.history._steps if step.newest.unit_id == article]
    ana.press("Esc", "Ctrl+4")
    assert ana.window.articles_page is not None
    table = ana.window.articles_page.list.articles
    lines = [table.index(row, 0).data(LINE_ROLE) for row in range(table.rowCount())]
    assert [(line.state, line.answers) for line in lines if line.article_id == article] == [("pending", {})]


def test_a_repeat_that_was_begun_is_open_again_the_next_day(
    at_a_repeat: Person, sit_down: Callable[..., Person], levy_file: Path
) -> None:
    article, place = at_a_repeat.page.article_id, at_a_repeat.page.pane._place.text()
    at_a_repeat.press("3")
    at_a_repeat.window.close()
    ana = sit_down(levy_file)
    assert ana.page.labelling.annotator == "Ana"
    assert (ana.page.article_id, ana.page.pane._place.text()) == (article, place)
    assert ana.opened.answers == {"topic": ["port"]}
    ana.press("O")
    assert ana.stored()["@again:levy"] == "NONE"


def test_a_first_answer_is_undone_under_its_repeat(at_a_repeat: Person) -> None:
    ana, article = at_a_repeat, at_a_repeat.page.article_id
    model = ana.page.queue.model
    first = model.place_of_article(article, again=False)
    while "@state" in ana.stored(article):
        ana.press("Ctrl+Z")
    assert ana.page.article_id == article
    assert ana.opened.answers == {"topic": ["flood"], "levy": "FAVOR"}
    assert (model.items[first].state, model.items[first].hidden) == ("draft", False)
    assert model.items[model.place_of_article(article, again=True)].hidden
    assert ana.page.pane._place.text().startswith(f"{first + 1} of ")
    while ana.page.labelling.undo_status.redo_text:
        ana.press("Ctrl+Y")
    ana.press("Shift+N")
    assert ana.opened.answers == {}
    assert len([item for item in model.items if item.done]) > first


def test_the_worklist_opens_the_first_answer_under_its_repeat_until_it_is_given_again(
    at_a_repeat: Person,
) -> None:
    ana, article = at_a_repeat, at_a_repeat.page.article_id
    ana.press("Ctrl+7", "A")
    ana.type("Ferry")
    ana.press("Enter", "Ctrl+Return")
    ana.settle()
    page = ana.window.codebook_page
    assert page is not None
    before = len(page._work[0].units)
    assert article in page._work[0].units
    ana.press("W")
    ana.settle()
    model = ana.page.queue.model
    assert len(model.places) == before
    assert not any(model.items[place].again for place in model.places)
    while ana.page.article_id != article:
        ana.press("N")
    assert ana.opened.answers["topic"] == ["flood"]
    ana.press("Enter")
    ana.press("Ctrl+7")
    ana.settle()
    assert len(page._work[0].units) == before - 1
    assert article not in page._work[0].units
