from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from db.errors import StoreError
from tests.builders import event, give, tables

if TYPE_CHECKING:
    from db.records import Action
    from db.store import Store


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
    assert list(store.events.all())[1:] == written


@pytest.mark.parametrize("action", ["clear", "answer", "undo"])
def test_an_event_that_does_not_fit_its_action_is_refused(store: Store, article: str, action: Action) -> None:
    first = give(store, article, value=["flood"])
    undoes = None if action == "undo" else first.event_id
    with pytest.raises(StoreError, match="CHECK"):
        give(store, article, action, value=["flood"], undoes=undoes)


def test_values_of_every_shape_come_back_as_they_were(store: Store, article: str) -> None:
    value = {
        "kept": [[0, 5]],
        "note": "emoji 🛳, \u202eright to left, NUL \0, “quotes”",
        "n": 1.5,
        "none": None,
    }
    given = give(store, article, value=value)
    assert list(store.events.all()) == [given]
    assert [label.value for label in store.labels.all()] == [value]
