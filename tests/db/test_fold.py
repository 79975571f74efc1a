from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from db.fold import UndoStacks, fold, in_order
from tests.builders import event

if TYPE_CHECKING:
    from db.records import LabelEvent

UNITS = ("a" * 64, "b" * 64)
ANNOTATORS = ("Ana", "Ben")


@st.composite
def histories(draw: st.DrawFn) -> list[LabelEvent]:
    """Events as any number of machines may have written them: equal lamports, undos of anything."""
    found: list[LabelEvent] = []
    for number in range(draw(st.integers(0, 14))):
        action = draw(st.sampled_from(["answer", "answer", "clear", "undo"]))
        target = draw(st.sampled_from(found)) if found and action == "undo" else None
        found.append(
            event(
                target.unit_id if target else draw(st.sampled_from(UNITS)),
                "topic",
                "undo" if target else "clear" if action == "clear" else "answer",
                [str(number)] if action != "clear" and target is None else None,
                annotator=draw(st.sampled_from(ANNOTATORS)),
                undoes=target.event_id if target else None,
                lamport=draw(st.integers(1, 8)),
                event_id=f"{draw(st.integers(0, 10**6)):08d}-{number:027d}",
            )
        )
    return found


def stacks(events: list[LabelEvent]) -> tuple[list[LabelEvent], list[LabelEvent]]:
    """What can be undone and redone after some events, the next one last."""
    made = UndoStacks(events)
    return list(made.done.values()), list(made.undone.values())


@given(st.data())
def test_the_fold_does_not_depend_on_the_order_given(data: st.DataObject) -> None:
    events = data.draw(histories())
    assert fold(data.draw(st.permutations(events))) == fold(events)


@given(st.data())
def test_two_files_united_either_way_give_the_same_labels(data: st.DataObject) -> None:
    events = data.draw(histories())
    mine = [each for each in events if data.draw(st.booleans())]
    theirs = [each for each in events if each not in mine or data.draw(st.booleans())]
    one_way = {each.event_id: each for each in mine + theirs}
    other_way = {each.event_id: each for each in theirs + mine}
    assert fold(one_way.values()) == fold(other_way.values()) == fold(events)


@given(histories())
def test_what_others_do_never_touches_my_labels(events: list[LabelEvent]) -> None:
    alone = fold(each for each in events if each.annotator == "Ana")
    assert {key: label for key, label in fold(events).items() if key[0] == "Ana"} == alone


@given(histories())
def test_units_do_not_touch_each_other(events: list[LabelEvent]) -> None:
    together = fold(events)
    apart = [fold(each for each in events if each.unit_id == unit) for unit in UNITS]
    assert together == {**apart[0], **apart[1]}


@given(histories())
def test_a_standing_label_is_the_newest_answer_that_nobody_took_back(events: list[LabelEvent]) -> None:
    by_id = {each.event_id: each for each in events}
    for key, label in fold(events).items():
        answer = by_id[label.event_id]
        assert (answer.annotator, answer.unit_id, answer.question) == key
        assert (answer.action, answer.value) == ("answer", label.value)
        undone_by = {
            each.event_id
            for each in events
            if each.undoes == answer.event_id and each.annotator == answer.annotator
        }
        later = [
            each
            for each in in_order(events)
            if (each.lamport, each.event_id) > (answer.lamport, answer.event_id)
        ]
        if not any(each.action == "undo" for each in later):
            assert not any((each.annotator, each.unit_id) == key[:2] for each in later)
            assert not undone_by & {each.event_id for each in later}


def test_an_undo_of_an_undo_of_an_undo_is_an_undo() -> None:
    answer = event(UNITS[0], value=["flood"], lamport=1)
    chain = [answer]
    for lamport, stands in zip(range(2, 8), itertools.cycle([False, True]), strict=False):
        chain.append(event(UNITS[0], action="undo", undoes=chain[-1].event_id, lamport=lamport))
        assert bool(fold(chain)) is stands


def test_of_two_answers_at_the_same_time_every_machine_takes_the_same() -> None:
    one = event(UNITS[0], value=["flood"], lamport=5, event_id="1" * 36)
    other = replace(one, value=["trade"], event_id="2" * 36)
    assert [label.value for label in fold([one, other]).values()] == [["trade"]]
    assert fold([one, other]) == fold([other, one])


def test_a_new_answer_clears_what_could_be_redone() -> None:
    first = event(UNITS[0], value=["flood"], lamport=1)
    undo = event(UNITS[0], action="undo", undoes=first.event_id, lamport=2)
    assert stacks([first, undo]) == ([], [undo])
    second = event(UNITS[0], value=["trade"], lamport=3)
    assert stacks([first, undo, second]) == ([second], [])


def test_what_was_redone_is_the_next_to_be_undone() -> None:
    first = event(UNITS[0], value=["flood"], lamport=1)
    second = event(UNITS[1], value=["trade"], lamport=2)
    undo = event(UNITS[1], action="undo", undoes=second.event_id, lamport=3)
    redo = event(UNITS[1], action="undo", undoes=undo.event_id, lamport=4)
    assert stacks([first, second, undo, redo]) == ([first, second], [])


def test_an_undo_of_an_event_that_is_not_there_is_passed_over() -> None:
    assert stacks([event(UNITS[0], action="undo", undoes="9" * 36, lamport=1)]) == ([], [])
    assert fold([event(UNITS[0], action="undo", undoes="9" * 36, lamport=1)]) == {}


def test_a_change_of_the_codebook_closes_what_was_answered_before_it() -> None:
    first = event(UNITS[0], value=["flood"], lamport=1)
    elsewhere = event(UNITS[1], value=["flood"], lamport=2)
    undo = event(UNITS[0], action="undo", undoes=first.event_id, lamport=3)
    change = replace(event(UNITS[0], value=["storm"], lamport=4), context={"change": "0" * 64, "batch": "1"})
    assert stacks([first, elsewhere, undo]) == ([elsewhere], [undo])
    assert stacks([first, elsewhere, undo, change]) == ([elsewhere], [])
    after = event(UNITS[0], value=["trade"], lamport=5)
    assert stacks([first, elsewhere, undo, change, after]) == ([elsewhere, after], [])
    # An undo from a session that had not heard of the change changes nothing.
    late = event(UNITS[0], action="undo", undoes=first.event_id, lamport=5)
    assert stacks([first, elsewhere, change, late]) == ([elsewhere], [])
    (label,) = fold([first, change, late]).values()
    assert label.value == ["storm"]
