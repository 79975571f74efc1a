from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.events import new_event_id
from tests.builders import event, faults

if TYPE_CHECKING:
    from db.store import Store


def test_how_an_answer_came_about_is_kept_and_vouched_for(store: Store, article: str) -> None:
    aided = replace(
        event(article, value=["Flood"], codebook=store.codebooks.current().digest),
        context={"shown": ["copies"]},
    )
    unaided = replace(aided, event_id=new_event_id(), annotator="Ben", context={})
    store.labels.append([aided, unaided])
    assert store.origins.contexts("topic") == {aided.event_id: {"shown": ["copies"]}}
    assert [event.context for event in store.events.all()] == [aided.context, {}]
    assert faults(store) == []
    store._sql.run("DROP TRIGGER label_events_no_update")
    store._sql.run("UPDATE label_events SET context = '{}' WHERE event_id = ?", [aided.event_id])
    assert "differs from its digest" in faults(store)[0]
