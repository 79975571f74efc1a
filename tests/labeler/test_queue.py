from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import Pair
from labeler.flow import FLAG, NOTE, STATE, is_flow
from labeler.labelling import Labelling
from labeler.queue import QueueItem, counts, next_unlabelled, queue, state_of
from tests.builders import add_article

if TYPE_CHECKING:
    from db.records import Json
    from labeler.flow import State
    from labeler.project import Project


def item(number: int, state: State, *, later: bool = False) -> QueueItem:
    return QueueItem(str(number), number, "Title", "", "", state, flagged=False, copies=0, later=later)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, "pending"),
        ({FLAG: True, NOTE: "look"}, "pending"),
        ({"topic": []}, "draft"),
        ({FLAG: True, "stance_levy": "NONE"}, "draft"),
        ({"topic": [], STATE: {"state": "submitted"}}, "submitted"),
        ({STATE: {"state": "skipped", "when": "later", "reason": ""}}, "skipped"),
    ],
)
def test_the_state_of_an_article_follows_from_its_answers(answers: dict[str, Json], state: State) -> None:
    assert state_of(answers) == state


def test_the_flows_own_questions_begin_with_an_at() -> None:
    assert all(map(is_flow, (STATE, FLAG, NOTE)))
    assert not is_flow("topic")


def test_the_queue_shows_every_article_in_order_with_one_annotators_states(project: Project) -> None:
    ids = [add_article(project.store, f"Number {number}.") for number in range(4)]
    project.store.pairs.replace_candidates(
        "test",
        [
            Pair(min(pair), max(pair), 0.9, 0.9, 0.8, "test", 0.9, "near_duplicate")
            for pair in ((ids[0], ids[1]), (ids[1], ids[2]))
        ],
        4,
    )
    ana, ben = Labelling(project, "Ana"), Labelling(project, "Ben")
    ana.answer(ids[1], "topic", [])
    ana.submit(ids[2])
    ana.set_flag(ids[3], flagged=True)
    ana.answer_pair(ids[0], ids[3], "duplicate", "unrelated")
    ben.submit(ids[0])
    found = queue(project, ana.all_labels())
    assert [each.article_id for each in found] == ids
    assert [each.state for each in found] == ["pending", "draft", "submitted", "pending"]
    assert [each.flagged for each in found] == [False, False, False, True]
    assert [each.copies for each in found] == [2, 2, 2, 0]
    assert counts(found) == {"pending": 2, "draft": 1, "submitted": 1, "flagged": 1, "done": 1}
    assert [each.state for each in queue(project, ben.all_labels())] == [
        "submitted",
        "pending",
        "pending",
        "pending",
    ]


@pytest.mark.parametrize(
    ("start", "step", "expected"),
    [(0, 1, 2), (2, 1, 4), (4, 1, 2), (3, 1, 4), (0, -1, 4), (4, -1, 2), (2, -1, 4)],
)
def test_the_next_open_article_is_found_going_round_once(start: int, step: int, expected: int) -> None:
    states: list[State] = ["submitted", "skipped", "pending", "submitted", "draft"]
    items = [item(number, state) for number, state in enumerate(states)]
    assert next_unlabelled(items, start, step) == expected


def test_an_article_skipped_until_later_is_not_done_and_comes_last(project: Project) -> None:
    ids = [add_article(project.store, f"Number {number}.") for number in range(3)]
    work = Labelling(project, "Ana")
    work.skip(ids[0], "later", "too long")
    work.skip(ids[1], "never", "no news")
    found = queue(project, work.all_labels())
    assert [(each.state, each.later, each.done) for each in found] == [
        ("skipped", True, False),
        ("skipped", False, True),
        ("pending", False, False),
    ]
    assert next_unlabelled(found, 1) == 2
    assert next_unlabelled([found[0], found[1]], 1) == 0
    assert counts(found)["done"] == 1


def test_where_we_are_is_looked_at_last() -> None:
    assert next_unlabelled([item(0, "pending"), item(1, "submitted")], 0) == 0
    assert next_unlabelled([item(0, "submitted"), item(1, "skipped")], 0) is None
    assert next_unlabelled([], 0) is None
