from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import StoreError
from db.fold import fold
from db.records import pair_id
from labeler.answers import answers_to
from labeler.errors import LabelerError
from labeler.flow import gold_key, is_flow, is_gold, question_of
from labeler.gold import (
    LEAST_CHECKED,
    REASONS,
    Accuracy,
    Adjudication,
    Ruling,
    accuracies,
    ruling_in_words,
    rulings,
)
from labeler.labelling import Labelling, UndoStatus
from labeler.queue import queue, state_of
from labeler.review import agreement
from tests.builders import CODEBOOK, add_article, faults
from tests.labeler.made_answers import answers as made_answers

if TYPE_CHECKING:
    from db.records import Json
    from labeler.project import Project

TOPIC, LEVY, *_ = CODEBOOK.questions


@pytest.fixture
def ids(project: Project) -> list[str]:
    """Three articles: on the first Ana and Ben differ, on the second they agree, on the third only Ana is."""
    ids = [add_article(project.store, f"Number {number}.") for number in range(3)]
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    for place, (one, other) in enumerate([("FAVOR", "NONE"), ("AGAINST", "AGAINST")]):
        ana.answer(ids[place], "stance_levy", one)
        ben.answer(ids[place], "stance_levy", other)
    ana.answer(ids[2], "stance_levy", "FAVOR")
    return ids


def values(project: Project, question: str = "stance_levy") -> dict[str, Json]:
    return {unit: ruling.value for unit, ruling in rulings(project, question).items()}


def test_a_ruling_is_kept_with_where_it_comes_from(project: Project, ids: list[str]) -> None:
    event = Adjudication(project, " Rae  Lund ").rule(
        ids[0], "topic", ["port", "flood"], "slip", " see line 2 "
    )
    assert rulings(project, "topic") == {
        ids[0]: Ruling(
            ids[0],
            "topic",
            ["flood", "port"],
            "adjudicated",
            "Rae Lund",
            "slip",
            "see line 2",
            event.event_id,
            event.created_at,
        )
    }
    assert rulings(project, "stance_levy") == {}
    assert faults(project.store) == []


def test_the_newest_of_two_reviewers_rulings_stands(
    project: Project, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rae, sol = Adjudication(project, "Rae"), Adjudication(project, "Sol")
    sol.rule(ids[0], "stance_levy", "FAVOR")
    # By order, whatever the clock says and whoever comes first by name.
    monkeypatch.setattr("labeler.labelling.utc_now", lambda: "2020-01-01T00:00:00.000+00:00")
    rae.rule(ids[0], "stance_levy", "NONE")
    assert rulings(project, "stance_levy")[ids[0]].by == "Rae"
    sol.rule(ids[0], "stance_levy", "AGAINST")
    assert (rulings(project, "stance_levy")[ids[0]].by, values(project)) == ("Sol", {ids[0]: "AGAINST"})
    sol.withdraw(ids[0], "stance_levy")
    assert values(project) == {ids[0]: "NONE"}


def test_a_ruling_can_be_withdrawn_undone_and_brought_back(project: Project, ids: list[str]) -> None:
    rae = Adjudication(project, "Rae")
    assert rae.undo() == []
    assert rae.redo() == []
    rae.rule(ids[0], "stance_levy", "NONE")
    rae.withdraw(ids[0], "stance_levy")
    assert values(project) == {}
    rae.undo()
    assert values(project) == {ids[0]: "NONE"}
    rae.undo()
    assert values(project) == {}
    rae.redo()
    assert values(project) == {ids[0]: "NONE"}
    rae.rule(ids[0], "stance_levy", "FAVOR")
    rae.undo()
    assert values(project) == {ids[0]: "NONE"}


def test_what_undo_would_take_back_is_said_in_words(project: Project, ids: list[str]) -> None:
    rae = Adjudication(project, "Rae")
    rae.rule(ids[0], "topic", ["flood"])
    assert rae.undo_status == UndoStatus("ruling on Topic: Flood", "")
    rae.rule(ids[0], "topic", [])
    assert rae.undo_status == UndoStatus("ruling on Topic: no topic fits", "")
    rae.withdraw(ids[0], "topic")
    assert rae.undo_status == UndoStatus("ruling on Topic taken back", "")
    rae.undo()
    assert rae.undo_status == UndoStatus("ruling on Topic: no topic fits", "ruling on Topic taken back")


def test_a_ruling_on_a_question_of_an_earlier_codebook_is_still_said(
    project: Project, ids: list[str]
) -> None:
    work = Labelling(project, "Rae")
    content = {"value": "x", "how": "adjudicated", "reason": "", "comment": ""}
    work.answer(ids[0], gold_key("old_question"), content)
    assert work.undo_status.undo_text == "ruling"


def test_rulings_change_no_answer_and_no_agreement(project: Project, ids: list[str]) -> None:
    before = (
        agreement(project),
        [label for label in project.store.labels.all() if not is_gold(label.question)],
    )
    rae, ana = Adjudication(project, "Rae"), Adjudication(project, "Ana")
    rae.rule(ids[0], "stance_levy", "NONE")
    ana.rule(ids[2], "stance_levy", "AGAINST", "truly ambiguous", "mine was hasty")
    rae.rule(ids[0], "topic", [])
    rae.adopt_unanimous(LEVY, answers_to(project, LEVY).given)
    after = agreement(project), [label for label in project.store.labels.all() if not is_gold(label.question)]
    assert after == before


def test_a_ruling_is_no_draft_of_the_article(project: Project, ids: list[str]) -> None:
    rae = Adjudication(project, "Rae")
    rae.rule(ids[0], "stance_levy", "NONE")
    items = queue(project, Labelling(project, "Rae").all_labels())
    assert {item.state for item in items} == {"pending"}
    assert state_of({gold_key("topic"): {}, "topic": []}) == "draft"


def test_the_keys_of_rulings_are_no_codebooks() -> None:
    key = gold_key("topic")
    assert (is_gold(key), is_flow(key), question_of(key)) == (True, True, "topic")
    assert not is_gold("topic")
    assert not is_gold("@note")


def test_a_ruling_on_a_pair_is_stored_as_the_pair_is(project: Project, ids: list[str]) -> None:
    left, right = sorted(ids[:2])
    Labelling(project, "Ana").answer_pair(left, right, "duplicate", "contains")
    rae = Adjudication(project, "Rae")
    rae.rule(pair_id(left, right), "duplicate", "contains")
    assert values(project, "duplicate") == {f"{left}:{right}": "contains"}
    rae.rule(f"{right}:{left}", "duplicate", "contains")
    assert values(project, "duplicate") == {f"{left}:{right}": "contained"}
    rae.withdraw(f"{right}:{left}", "duplicate")
    assert values(project, "duplicate") == {}


@pytest.mark.parametrize(
    ("question", "value", "reason", "says"),
    [
        ("stance_levy", "LIKE", "", "“LIKE” is not a value of “stance_levy”"),
        ("topic", "flood", "", "takes a list of values"),
        ("topic", ["sports"], "", "“sports” is not a value of “topic”"),
        ("mood", [], "", "has no question “mood”"),
        (
            "topic",
            [],
            "bad mood",
            "“bad mood” is not a reason. Reasons are: slip, guideline gap, truly ambiguous.",
        ),
    ],
)
def test_a_refused_ruling_says_why_and_writes_nothing(
    project: Project, ids: list[str], question: str, value: Json, reason: str, says: str
) -> None:
    rae = Adjudication(project, "Rae")
    before = list(project.store.events.all())
    with pytest.raises(LabelerError) as error:
        rae.rule(ids[0], question, value, reason)
    assert says in str(error.value)
    assert list(project.store.events.all()) == before
    assert rae.undo_status == UndoStatus("", "")


def test_every_reason_is_taken(project: Project, ids: list[str]) -> None:
    rae = Adjudication(project, "Rae")
    for reason in REASONS:
        rae.rule(ids[0], "stance_levy", "NONE", reason)
        assert rulings(project, "stance_levy")[ids[0]].reason == reason


def test_unanimous_answers_are_adopted_where_nobody_ruled_and_two_answered(
    project: Project, ids: list[str]
) -> None:
    more = add_article(project.store, "Number 3.")
    for name in ("Ana", "Ben"):
        Labelling(project, name).answer(more, "stance_levy", "FAVOR")
    rae = Adjudication(project, "Rae")
    rae.rule(more, "stance_levy", "NONE")
    answers = answers_to(project, LEVY).given
    # The first is disputed, the third has one answer, the fourth is ruled.
    assert rae.adopt_unanimous(LEVY, answers) == 1
    found = rulings(project, "stance_levy")
    assert {unit: (ruling.value, ruling.how) for unit, ruling in found.items()} == {
        ids[1]: ("AGAINST", "unanimous"),
        more: ("NONE", "adjudicated"),
    }
    assert rae.adopt_unanimous(LEVY, answers) == 0
    assert rae.undo_status.undo_text == "ruling on Levy: Against"
    rae.undo()
    assert set(values(project)) == {more}


def test_what_could_not_be_adopted_whole_is_not_adopted_and_not_offered_for_undo(
    project: Project, ids: list[str]
) -> None:
    rae = Adjudication(project, "Rae")
    answers = {ids[0]: {"Ana": "FAVOR", "Ben": "FAVOR"}, ids[1]: {"Ana": "OLD VALUE", "Ben": "OLD VALUE"}}
    with pytest.raises(LabelerError, match="OLD VALUE"):
        rae.adopt_unanimous(LEVY, answers)
    assert values(project) == {}
    assert rae.undo_status == UndoStatus("", "")
    assert rae.undo() == []


def test_more_units_are_ruled_alike_or_none_of_them_is(project: Project, ids: list[str]) -> None:
    rae = Adjudication(project, "Rae")
    alike = ruling("", "FAVOR", reason="slip")
    with pytest.raises(StoreError):
        rae.rule_alike([ids[0], "no article"], alike)
    assert values(project) == {}
    assert rae.undo() == []
    rae.rule_alike(ids[:2], alike)
    assert values(project) == dict.fromkeys(ids[:2], "FAVOR")
    assert {each.reason for each in rulings(project, "stance_levy").values()} == {"slip"}
    # What was ruled together is taken back together, and comes back so.
    rae.rule(ids[2], "stance_levy", "NONE")
    assert len(rae.undo()) == 1
    assert len(rae.undo()) == 2
    assert values(project) == {}
    assert len(rae.redo()) == 2
    assert values(project) == dict.fromkeys(ids[:2], "FAVOR")
    assert len(rae.redo()) == 1
    assert values(project)[ids[2]] == "NONE"


def ruling(unit: str, value: Json, how: Json = "adjudicated", by: str = "Rae", reason: str = "") -> Ruling:
    return Ruling(unit, "stance_levy", value, how, by, reason, "", "event", "2026-01-01")


def test_annotators_are_checked_against_what_was_decided_not_against_themselves() -> None:
    answers = {
        "u1": {"Ana": "FAVOR", "Ben": "NONE"},
        "u2": {"Ana": "NONE", "Ben": "NONE"},
        "u3": {"Ana": "FAVOR", "Ben": "FAVOR"},
        "u4": {"Ben": "FAVOR"},
    }
    gold = {
        "u1": ruling("u1", "FAVOR"),
        "u2": ruling("u2", "AGAINST"),
        "u3": ruling("u3", "FAVOR", "unanimous"),
        "u4": ruling("u4", "FAVOR"),
        "u5": ruling("u5", "FAVOR"),
    }
    ben, ana, chi = accuracies(made_answers(LEVY, answers), gold, ["Ben", "Ana", "Chi"])
    assert (ana, ben, chi) == (Accuracy("Ana", 2, 1), Accuracy("Ben", 3, 1), Accuracy("Chi", 0, 0))
    assert (ana.share, ben.share, chi.share) == (1 / 2, 1 / 3, None)
    # That Ben changed his answer about u4 after its ruling may have followed it.
    (ben,) = accuracies(made_answers(LEVY, answers), gold, ["Ben"], {"u4 Ben"})
    assert ben.units == 2


@pytest.mark.parametrize(("units", "ranked"), [(29, False), (30, True), (31, True)])
def test_annotators_are_compared_from_thirty_units_on(units: int, ranked: bool) -> None:
    assert LEAST_CHECKED == 30
    answers = {f"u{place}": {"Ana": "FAVOR"} for place in range(units)}
    gold = {unit: ruling(unit, "FAVOR") for unit in answers}
    (ana,) = accuracies(made_answers(LEVY, answers), gold, ["Ana"])
    assert (ana.units, ana.share, ana.ranked) == (units, 1.0, ranked)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (ruling("u1", "FAVOR"), "Favor (Rae)"),
        (ruling("u1", "NONE", by="Ana Mora", reason="guideline gap"), "None (Ana Mora: guideline gap)"),
        (ruling("u1", "FAVOR", "unanimous"), "Favor (all agreed)"),
    ],
)
def test_a_ruling_is_told_in_words(given: Ruling, words: str) -> None:
    assert ruling_in_words(LEVY, given) == words


def test_topics_of_a_ruling_are_told_in_words() -> None:
    assert ruling_in_words(TOPIC, ruling("u1", ["flood", "trade"])) == "Flood, Trade (Rae)"
    assert ruling_in_words(TOPIC, ruling("u1", [])) == "no topic fits (Rae)"


def test_a_first_answer_after_the_ruling_is_a_hidden_check_and_a_changed_one_is_none(
    project: Project, ids: list[str]
) -> None:
    Labelling(project, "Ana").answer(ids[0], "stance_levy", "NONE")
    Adjudication(project, "Rae").rule(ids[0], "stance_levy", "FAVOR")
    Labelling(project, "Ana").answer(ids[0], "stance_levy", "FAVOR")
    Labelling(project, "Dan").answer(ids[0], "stance_levy", "FAVOR")
    given = {
        label.annotator: label.event_id
        for label in project.store.labels.of_question("stance_levy")
        if label.unit_id == ids[0]
    }
    origins = project.store.origins
    late = origins.given_after("stance_levy", gold_key("stance_levy"))
    assert {given["Ana"], given["Dan"]} <= late
    changed = origins.changed_after("stance_levy", gold_key("stance_levy"))
    assert changed == {given["Ana"]}
    found = accuracies(answers_to(project, LEVY), rulings(project, "stance_levy"), ["Ana", "Dan"], changed)
    assert found == [Accuracy("Ana", 0, 0), Accuracy("Dan", 1, 1)]


def test_the_events_of_two_files_put_together_keep_rulings_and_answers(
    project: Project, ids: list[str]
) -> None:
    Labelling(project, "Ana").answer(ids[0], "stance_levy", "NONE")
    Adjudication(project, "Rae").rule(ids[0], "stance_levy", "FAVOR")
    here = list(project.store.events.all())
    common = here[:-2]
    Labelling(project, "Dan").answer(ids[0], "stance_levy", "AGAINST")
    Labelling(project, "Ana").answer(ids[1], "stance_levy", "FAVOR")
    there = [*common, *list(project.store.events.all())[len(here) :]]
    for order in ([*here, *there], [*there, *here]):
        united = fold({event.event_id: event for event in order}.values())
        assert united["Rae", ids[0], gold_key("stance_levy")].value["value"] == "FAVOR"
        assert united["Ana", ids[0], "stance_levy"].value == "NONE"
        assert united["Dan", ids[0], "stance_levy"].value == "AGAINST"
