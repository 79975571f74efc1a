"""What is taken back in one go, over windows and sessions, and far back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from labeler.flow import BATCH, CHANGE, gold_key
from labeler.gold import Adjudication
from labeler.labelling import Labelling
from tests.builders import add_article, faults

if TYPE_CHECKING:
    from labeler.project import Project


@pytest.fixture
def ids(project: Project) -> list[str]:
    return [add_article(project.store, f"Report {number}.") for number in range(3)]


def test_another_window_of_the_same_person_counts(project: Project, ids: list[str]) -> None:
    here, there = Labelling(project, "Ana"), Labelling(project, "Ana")
    here.answer(ids[0], "topic", ["flood"])
    there.answer(ids[1], "topic", ["trade"])
    assert here.undo_status.undo_text == "Topic: Trade"
    assert [event.unit_id for event in here.undo()] == [ids[1]]
    assert [event.unit_id for event in there.undo()] == [ids[0]], "not the same one twice"
    assert there.labels_of(ids[0]) == there.labels_of(ids[1]) == {}
    assert [event.unit_id for event in here.redo()] == [ids[0]]
    assert [event.unit_id for event in there.redo()] == [ids[1]]
    assert here.labels_of(ids[1]) == {"topic": ["trade"]}
    assert here.redo() == []


def test_the_answers_of_others_are_left_where_they_are(project: Project, ids: list[str]) -> None:
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    ana.answer(ids[0], "topic", ["flood"])
    ben.answer(ids[0], "topic", ["trade"])
    ana.answer(ids[1], "topic", [])
    assert len(ana.undoing.undo_to(list(ana.undoing.steps())[-1].newest.event_id)) == 2
    assert ben.labels_of(ids[0]) == {"topic": ["trade"]}
    assert ben.undo_status.undo_text == "Topic: Trade"


def test_everything_down_to_a_step_is_taken_back_and_one_redo_brings_it(
    project: Project, ids: list[str]
) -> None:
    ana = Labelling(project, "Ana")
    ana.answer(ids[0], "topic", ["flood"])
    together = ana.answer_together([(each, "stance_levy", "FAVOR") for each in ids], {})
    ana.set_note(ids[0], "a note")
    ana.answer(ids[2], "topic", [])
    before = {each: ana.labels_of(each) for each in ids}
    # Any event of what was written together stands for all of it.
    assert len(ana.undoing.down_to(together[1].event_id)) == 5
    assert len(ana.undoing.undo_to(together[2].event_id)) == 5
    assert [ana.labels_of(each) for each in ids] == [{"topic": ["flood"]}, {}, {}]
    assert ana.undoing.undo_to(together[0].event_id) == [], "it does not stand any more"
    again = Labelling(project, "Ana")
    assert len(again.redo()) == 5
    assert {each: again.labels_of(each) for each in ids} == before
    assert [event.question for event in again.undo()] == ["topic"], "step by step again"
    assert faults(project.store) == []


def test_the_steps_are_told_the_newest_first(project: Project, ids: list[str]) -> None:
    ana = Labelling(project, "Ana")
    ana.answer(ids[0], "topic", ["flood"])
    ana.answer_together([(each, "stance_levy", "FAVOR") for each in ids], {})
    ana.answer_together([(ids[0], "stance_port", "NONE")], {})
    ana.clear(ids[0], "topic")
    ana.undo()
    steps = list(ana.undoing.steps())
    assert [(len(step.events), step.newest.question, step.stands) for step in steps] == [
        (1, "topic", False),
        (1, "stance_port", True),
        (3, "stance_levy", True),
        (1, "topic", True),
    ]
    assert [ana.in_words(step.events) for step in steps] == [
        "Topic cleared",
        "Port: None",
        "Levy: Favor, and 2 more",
        "Topic: Flood",
    ]


def test_rulings_of_earlier_versions_that_were_made_together_are_one_step(
    project: Project, ids: list[str]
) -> None:
    rae = Labelling(project, "Rae")
    content = {"value": "FAVOR", "how": "unanimous", "reason": "", "comment": "", "batch": "x" * 36}
    for each in ids:
        rae.answer(each, gold_key("stance_levy"), content)
    assert len(Adjudication(project, "Rae").undo()) == 3
    # That version undid them one by one, and its events say nothing of the batch.
    events = [event for event in project.store.events.all("Rae") if event.action == "undo"]
    assert {event.context[BATCH] for event in events} == {events[0].context[BATCH]}
    assert len(Adjudication(project, "Rae").redo()) == 3
    for _ in ids:
        target = Labelling(project, "Rae").next_undo
        assert target is not None
        rae._append([rae._event(target.unit_id, target.question, "undo", None, target.event_id)])
    assert len(Adjudication(project, "Rae").redo()) == 3
    assert project.store.labels.count_by_question() == {gold_key("stance_levy"): 3}


def test_what_a_change_of_the_codebook_made_of_an_answer_is_no_step_of_a_person(
    project: Project, ids: list[str]
) -> None:
    ana = Labelling(project, "Ana")
    ana.answer(ids[0], "topic", ["flood"])
    ana.answer_together([(ids[0], "topic", ["trade"])], {CHANGE: project.codebook_digest})
    ana.answer(ids[1], "topic", [])
    assert [step.newest.value for step in ana.undoing.steps()] == [[], ["flood"]]
    ana.undo()
    assert ana.labels_of(ids[0]) == {"topic": ["trade"]}
