"""A draft of a codebook: what each change makes of it, and what it refuses."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.codebook import Value
from labeler.codebook_changes import Step, changes, in_words, moves_of
from labeler.codebook_draft import Draft
from labeler.codebook_files import checked_question, codebook_from_json
from labeler.codebook_tree import indented, outdented, shifted, taken_out, tree_order
from labeler.errors import LabelerError
from tests.builders import CODEBOOK

if TYPE_CHECKING:
    from collections.abc import Callable

DRAFT = Draft.of("0" * 64, CODEBOOK)


def stored(draft: Draft, key: str = "topic") -> list[str]:
    return [value.value for value in draft.codebook.question(key).values]


def new_topic(draft: Draft) -> Draft:
    return draft.add_question("topic", "Sky")[0]


def test_a_new_value_is_stored_as_its_title_says_and_as_nothing_else() -> None:
    draft, added = DRAFT.add("topic", "Flood", "flood")
    assert added == "flood_2"
    assert stored(draft) == ["flood", "flood_2", "trade", "port"]
    draft, added = draft.add("topic", "  Hafen & Häuser  ", "port")
    assert added == "hafen_häuser"
    assert draft.codebook.question("topic").value(added) == Value(added, "Hafen & Häuser", "trade")
    assert draft.add("topic", "…")[1] == "value"
    assert draft.steps == ()


def test_steps_are_kept_for_values_that_labels_can_have_alone() -> None:
    draft, added = DRAFT.add("topic", "Quay")
    draft = draft.store_as("topic", added, "pier").merge("topic", "pier", "port")
    assert draft.steps == ()
    draft = draft.store_as("topic", "flood", "storm").merge("topic", "storm", "port")
    assert [step.kind for step in draft.steps] == ["rename", "merge"]
    assert moves_of(draft.steps, CODEBOOK) == {"topic": {"flood": "port"}}


def test_a_name_given_and_taken_back_moves_nothing() -> None:
    draft = DRAFT.store_as("topic", "flood", "storm").store_as("topic", "storm", "flood")
    assert moves_of(draft.steps, CODEBOOK) == {}
    assert draft.codebook == CODEBOOK


def test_what_stands_below_a_value_follows() -> None:
    assert DRAFT.store_as("topic", "trade", "goods").codebook.question("topic").values[2].parent == "goods"
    assert DRAFT.merge("topic", "trade", "flood").codebook.question("topic").values[1].parent == "flood"
    assert DRAFT.remove("topic", "trade").codebook.question("topic").values[1].parent is None


def test_a_split_stands_in_the_place_of_the_value() -> None:
    draft = DRAFT.split("topic", "trade", ["Goods", "Fares"], 1)
    assert stored(draft) == ["flood", "goods", "fares", "port"]
    assert draft.steps == (Step("split", "topic", ("trade",), ("goods", "fares"), "fares"),)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda draft: draft.edit("topic", "flood", key="x"), "X is taken by “keep or drop the block”"),
        (lambda draft: draft.edit("topic", "flood", key="2"), "2 is taken by “Trade”"),
        (lambda draft: draft.edit("topic", "flood", title=" "), "needs a title"),
        (
            lambda draft: draft.edit("duplicate", "exact", key="9"),
            "The keys of relations and blocks are fixed",
        ),
        (lambda draft: draft.store_as("topic", "flood", " "), "has to be stored as something"),
        (lambda draft: draft.store_as("topic", "flood", "port"), "is another value already"),
        (lambda draft: draft.merge("topic", "trade", "port"), "Merge the other way round"),
        (lambda draft: draft.merge("topic", "trade", "trade"), "is no other value"),
        (lambda draft: draft.split("topic", "flood", ["Storm"], None), "Name at least two values"),
        (lambda draft: draft.add("duplicate", "Alike"), "the program's own"),
        (lambda draft: draft.edit_question("stance_levy", target=""), "needs a title"),
        (lambda draft: draft.store_question_as("topic", "theme"), "is the key of labels by now"),
        (lambda draft: new_topic(draft).store_question_as("sky", "@sky"), "does not begin with “@”"),
        (lambda draft: new_topic(draft).store_question_as("sky", " "), "needs a key"),
        (lambda draft: new_topic(draft).store_question_as("sky", "topic"), "is the key of “Topic” already"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change: Callable[[Draft], object], words: str) -> None:
    with pytest.raises(LabelerError) as refusal:
        change(DRAFT)
    assert words in str(refusal.value)


def test_the_last_value_and_the_last_question_stay() -> None:
    one = codebook_from_json({"name": "N", "question": [{"key": "t", "kind": "topic", "values": ["a"]}]})
    draft = Draft.of("0" * 64, one)
    with pytest.raises(LabelerError, match="needs a value"):
        draft.remove("t", "a")
    with pytest.raises(LabelerError, match="needs a question"):
        draft.remove_question("t")


def test_a_target_is_added_behind_the_others() -> None:
    draft, key = DRAFT.add_question("stance", "Dockers’ union")
    assert key == "stance_dockers_union"
    assert [question.key for question in draft.codebook.questions][1:4] == ["stance_levy", "stance_port", key]
    assert stored(draft, key) == ["FAVOR", "NONE", "AGAINST", "NOT_ADDRESSED"]
    assert draft.codebook.question(key).target == "Dockers’ union"


def test_a_topic_question_is_added_behind_the_others_and_keyed_anew() -> None:
    draft, key = DRAFT.add_question("topic", "Weather")
    assert (key, stored(draft, key)) == ("weather", []), "no word of the program becomes a value"
    assert Draft.from_json(draft.to_json(), CODEBOOK) == draft
    assert [question.key for question in draft.codebook.questions][:2] == ["topic", "weather"]
    draft = draft.store_question_as("weather", " sky ")
    assert [question.key for question in draft.codebook.questions][:2] == ["topic", "sky"]
    assert draft.question_after_title("sky") == (draft.store_question_as("sky", "weather"), "weather")


def test_a_draft_survives_being_kept() -> None:
    draft = DRAFT.merge("topic", "port", "flood").edit("topic", "flood", include="Tides.", examples=("One.",))
    assert Draft.from_json(draft.to_json(), CODEBOOK) == draft


def test_what_differs_is_said_in_words() -> None:
    draft = (
        DRAFT.edit("topic", "flood", title="High water", definition="Water.", examples=("One.",))
        .edit("topic", "trade", key="q")
        .indent("topic", "port", -1)
        .edit_question("stance_levy", guideline="Look twice.")
    )
    draft, _ = draft.add("topic", "Quay")
    found = changes(CODEBOOK, draft.codebook)
    assert in_words(found, draft.steps, {}) == (
        "1 value added, 1 renamed, 1 redefined, 1 moved, 1 with another key, 1 with other examples, 1 question edited"
    )
    topic, levy = found
    assert (topic.added, topic.renamed, topic.redefined, topic.moved, topic.rekeyed) == (
        ("quay",),
        ("flood",),
        ("flood",),
        ("port",),
        ("trade",),
    )
    assert levy.fields == ("guideline",)
    assert all(change.changes_meaning({}) for change in found)


@pytest.mark.parametrize(
    ("draft", "meaning"),
    [
        (DRAFT.edit("topic", "flood", title="High water"), False),
        (DRAFT.edit("topic", "flood", key="q", examples=("One.",)), False),
        (DRAFT.shift("topic", "flood", 1), False),
        (DRAFT.store_as("topic", "flood", "storm"), False),
        (DRAFT.merge("topic", "flood", "trade"), False),
        (DRAFT.split("topic", "flood", ["Storm", "Tide"], 0), True),
        (DRAFT.remove("topic", "flood"), True),
        (DRAFT.edit("topic", "flood", exclude="Tides."), True),
        (DRAFT.edit_question("topic", guideline="Look twice."), True),
        (DRAFT.edit_question("topic", required=False), False),
    ],
)
def test_which_changes_change_what_an_answer_means(draft: Draft, meaning: bool) -> None:
    (change,) = changes(CODEBOOK, draft.codebook)
    assert change.changes_meaning(moves_of(draft.steps, CODEBOOK).get("topic", {})) is meaning


@st.composite
def trees(draw: st.DrawFn) -> tuple[Value, ...]:
    values: list[Value] = []
    for number in range(draw(st.integers(1, 8))):
        parent = draw(st.sampled_from([None, *(value.value for value in values)]))
        values.append(Value(f"v{number}", f"V{number}", parent))
    random.Random(draw(st.integers(0, 9))).shuffle(values)
    return tuple(values)


def shape(values: tuple[Value, ...]) -> list[tuple[str, int]]:
    return [(value.value, depth) for value, depth in tree_order(values)]


@given(trees(), st.data())
def test_a_tree_stays_a_tree_whatever_is_moved(values: tuple[Value, ...], data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(values)).value
    question = CODEBOOK.question("topic")
    moved = [
        shifted(values, value, 1),
        shifted(values, value, -1),
        indented(values, value),
        outdented(values, value),
    ]
    for each in moved:
        assert {entry.value for entry in each} == {entry.value for entry in values}
        assert [entry.value for entry in each] == [name for name, _ in shape(each)]
        checked_question(type(question)("t", "topic", "T", each))
    left = taken_out(values, value)
    assert {entry.value for entry in left} == {entry.value for entry in values} - {value}
    if left:
        checked_question(type(question)("t", "topic", "T", left))


@given(trees(), st.data())
def test_moving_down_and_up_again_changes_nothing(values: tuple[Value, ...], data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(values)).value
    down = shifted(values, value, 1)
    if shape(down) != shape(values):
        assert shape(shifted(down, value, -1)) == shape(values)
