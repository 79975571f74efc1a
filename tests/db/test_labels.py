from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.errors import StoreError
from db.fold import fold
from db.labels import new_event_id
from db.store import Store
from tests.builders import NOW, add_article, event, faults, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import Action, Json, LabelEvent


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "news.labeler", "News", {"name": "Test"}, "labeler test") as made:
        made.codebooks.add_annotator("Ana", NOW)
        made.codebooks.add_annotator("Ben", NOW)
        yield made


@pytest.fixture
def article(store: Store) -> str:
    return add_article(store, "The harbour is closed.")


def give(
    store: Store,
    unit: str,
    action: Action = "answer",
    value: Json = None,
    annotator: str = "Ana",
    undoes: str | None = None,
) -> LabelEvent:
    book = store.codebooks.current().digest
    made = event(unit, "topic", action, value, annotator=annotator, undoes=undoes, codebook=book)
    return store.labels.append([made])[0]


def standing(store: Store) -> dict[tuple[str, str, str], Json]:
    return {(label.annotator, label.unit_id, label.question): label.value for label in store.labels.all()}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE label_events SET value = '\"AGAINST\"'",
        "UPDATE label_events SET created_at = created_at",
        "DELETE FROM label_events",
        "REPLACE INTO label_events SELECT * FROM label_events",
        "INSERT OR REPLACE INTO label_events SELECT * FROM label_events",
        "UPDATE OR REPLACE label_events SET lamport = 7",
        "INSERT INTO label_events SELECT * FROM label_events WHERE true ON CONFLICT (event_id) DO UPDATE SET value = NULL",
        "UPDATE article_raw SET text = ''",
        "DELETE FROM article_raw",
        "INSERT OR REPLACE INTO article_raw SELECT article_id, data, 'other' FROM article_raw",
    ],
)
def test_facts_are_neither_changed_nor_deleted(store: Store, article: str, statement: str) -> None:
    give(store, article, value=["flood"])
    before = tables(store)
    with pytest.raises(StoreError, match=r"are never (changed|deleted)"):
        store._sql.run(statement)
    assert tables(store) == before


def test_an_event_carries_a_random_uuid_and_the_codebook_version(store: Store, article: str) -> None:
    one, other = give(store, article, value=["flood"]), give(store, article, value=[])
    assert one.event_id != other.event_id
    assert {uuid.UUID(each.event_id).version for each in (one, other)} == {4}
    assert one.codebook_digest == store.codebooks.current().digest


def test_events_are_numbered_past_the_greatest_in_the_file(store: Store, article: str) -> None:
    book = store.codebooks.current().digest
    give(store, article, value=["flood"])
    written = store.labels.append(
        [event(article, value=[], codebook=book), event(article, value=[], codebook=book)]
    )
    assert [each.lamport for each in written] == [2, 3]
    assert list(store.labels.events())[1:] == written


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
    store.labels.rebuild()
    assert standing(store)[("Ana", article, "topic")] == ["flood"]


def test_rebuilding_gives_the_same_labels(store: Store, article: str) -> None:
    other = add_article(store, "The harbour is open.")
    for unit, value in ((article, ["flood"]), (other, []), (article, ["trade"])):
        give(store, unit, value=value)
    give(store, other, "clear")
    before = tables(store)["labels"]
    store._sql.run("UPDATE labels SET value = '[\"wrong\"]'")
    store.labels.rebuild()
    assert tables(store)["labels"] == before
    assert standing(store) == {key: label.value for key, label in fold(store.labels.events()).items()}


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
    assert list(store.labels.events()) == []
    assert standing(store) == {}


@pytest.mark.parametrize("action", ["clear", "answer", "undo"])
def test_an_event_that_does_not_fit_its_action_is_refused(store: Store, article: str, action: Action) -> None:
    first = give(store, article, value=["flood"])
    undoes = None if action == "undo" else first.event_id
    with pytest.raises(StoreError, match="CHECK"):
        give(store, article, action, value=["flood"], undoes=undoes)


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
    assert store.labels.last_saved_at("Ana") == NOW
    assert store.labels.last_saved_at("Nobody") is None


def test_values_of_every_shape_come_back_as_they_were(store: Store, article: str) -> None:
    value = {
        "kept": [[0, 5]],
        "note": "emoji 🛳, \u202eright to left, NUL \0, “quotes”",
        "n": 1.5,
        "none": None,
    }
    given = give(store, article, value=value)
    assert store.labels.event(given.event_id) == given
    assert [label.value for label in store.labels.all()] == [value]
    assert store.labels.event(str(uuid.uuid4())) is None


def test_how_an_answer_came_about_is_kept_and_vouched_for(store: Store, article: str) -> None:
    aided = replace(
        event(article, value=["Flood"], codebook=store.codebooks.current().digest),
        context={"shown": ["copies"]},
    )
    unaided = replace(aided, event_id=new_event_id(), annotator="Ben", context={})
    store.labels.append([aided, unaided])
    assert store.labels.contexts("topic") == {aided.event_id: {"shown": ["copies"]}}
    kept = store.labels.event(aided.event_id)
    assert kept is not None
    assert kept.context == {"shown": ["copies"]}
    assert faults(store) == []
    store._sql.run("DROP TRIGGER label_events_no_update")
    store._sql.run("UPDATE label_events SET context = '{}' WHERE event_id = ?", [aided.event_id])
    assert "differs from its digest" in faults(store)[0]
