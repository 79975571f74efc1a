from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import StoreError
from tests.builders import NOW, add_article, event, faults, give

if TYPE_CHECKING:
    from db.records import Json
    from db.store import Store


def standing(store: Store) -> dict[tuple[str, str, str], Json]:
    return {(label.annotator, label.unit_id, label.question): label.value for label in store.labels.all()}


def test_an_empty_set_is_an_answer_and_a_clear_leaves_none(store: Store, article: str) -> None:
    give(store, article, value=[])
    assert standing(store) == {("Ana", article, "topic"): []}
    give(store, article, "clear")
    assert standing(store) == {}


def test_an_undo_brings_back_the_answer_before(store: Store, article: str) -> None:
    give(store, article, value=["flood"])
    second = give(store, article, value=["trade"])
    taken = give(store, article, "undo", undoes=second.event_id)
    assert standing(store) == {("Ana", article, "topic"): ["flood"]}
    give(store, article, "undo", undoes=taken.event_id)
    assert standing(store) == {("Ana", article, "topic"): ["trade"]}


def test_nobody_takes_back_another_annotators_answer(store: Store, article: str) -> None:
    mine = give(store, article, value=["flood"])
    give(store, article, value=["trade"], annotator="Ben")
    give(store, article, "undo", annotator="Ben", undoes=mine.event_id)
    assert standing(store)[("Ana", article, "topic")] == ["flood"]
    assert faults(store) == []


def test_events_appended_together_add_up_as_if_one_by_one(store: Store, article: str) -> None:
    other = add_article(store, "The harbour is open.")
    book = store.codebooks.current().digest
    first = give(store, article, value=["flood"])
    made = [
        event(article, "topic", "answer", ["trade"], annotator="Ana", codebook=book),
        event(article, "topic", "undo", annotator="Ana", undoes=first.event_id, codebook=book),
        event(other, "topic", "answer", ["port"], annotator="Ana", codebook=book),
        event(other, "topic", "clear", annotator="Ana", codebook=book),
        event(other, "topic", "answer", ["flood"], annotator="Ben", codebook=book),
    ]
    undo = event(article, "topic", "undo", annotator="Ana", undoes=made[0].event_id, codebook=book)
    written = store.labels.append([*made, undo])
    assert [each.lamport for each in written] == list(range(first.lamport + 1, first.lamport + 7))
    assert standing(store) == {("Ben", other, "topic"): ["flood"]}
    assert faults(store) == []


def test_an_append_that_fails_half_way_writes_nothing(store: Store, article: str) -> None:
    book = store.codebooks.current().digest
    good = event(article, value=["flood"], codebook=book)
    bad = event(article, value=["flood"], annotator="Nobody", codebook=book)
    with pytest.raises(StoreError):
        store.labels.append([good, bad])
    assert list(store.events.all()) == []
    assert standing(store) == {}


def test_the_labels_of_more_units_than_sqlite_takes_parameters_are_found(store: Store, article: str) -> None:
    give(store, article, value=["flood"])
    units = [f"{number:064x}" for number in range(300_000)]
    assert [label.value for label in store.labels.of_annotator("Ana", [*units, article])] == [["flood"]]
    assert store.labels.of_annotator("Ana", []) == []


def test_questions_units_and_annotators_are_told_apart(store: Store, article: str) -> None:
    other = add_article(store, "The harbour is open.")
    give(store, article, value=["flood"])
    give(store, other, value=["trade"])
    give(store, article, value=[], annotator="Ben")
    assert [label.value for label in store.labels.of_annotator("Ben")] == [[]]
    assert [label.annotator for label in store.labels.of_unit(article)] == ["Ana", "Ben"]
    assert len(store.labels.of_question("topic")) == 3
    assert store.labels.of_question("other") == []
    assert store.labels.count_by_question() == {"topic": 3}
    assert store.events.last_saved_at("Ana") == NOW
    assert store.events.last_saved_at("Nobody") is None
