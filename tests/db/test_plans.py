from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import Block, Extraction
from db.store import Store
from tests.builders import NOW, add_article, event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOK = {"name": "Test"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with two annotators."""
    with Store.create(tmp_path / "plan.labeler", "Plan", BOOK, "labeler test") as made:
        with made.transaction():
            made.codebooks.add_annotator("Ana", NOW)
            made.codebooks.add_annotator("Ben", NOW)
        yield made


def extract(store: Store, article: str, *probabilities: float) -> None:
    blocks = tuple(
        Block(place, place + 1, kept=True, reason="paragraph", probability=probability)
        for place, probability in enumerate(probabilities)
    )
    version = str(len(blocks)) + str(probabilities)
    with store.transaction():
        store.articles.add_extraction(Extraction(article, "test", version, "text", blocks), NOW)


def test_unsure_blocks_are_those_of_the_current_extraction(store: Store) -> None:
    one, other = add_article(store, "The harbour is closed."), add_article(store, "The ferry is late.")
    assert store.plans.unsure() == {}
    extract(store, one, 0.3, 0.5, 0.9, 0.75)
    extract(store, other, 0.6)
    assert store.plans.unsure() == {one: 2, other: 1}
    extract(store, one, 0.9, 0.1)
    assert store.plans.unsure() == {other: 1}


def test_labels_are_counted_from_a_mark_on_without_flow_and_repeats(store: Store) -> None:
    codebook = store.codebooks.current().digest
    article = add_article(store, "The harbour is closed.")

    def give(annotator: str, question: str, value: object) -> None:
        store.labels.append([event(article, question, value=value, annotator=annotator, codebook=codebook)])

    give("Ana", "topic", ["flood"])
    give("Ana", "@state", {"state": "submitted"})
    give("Ana", "@again:topic", ["trade"])
    mark = store.events.mark()
    give("Ben", "topic", ["port"])
    assert store.plans.given() == {"Ana": 1, "Ben": 1}
    assert store.plans.given(mark) == {"Ben": 1}
    assert sorted(store.plans.answered()) == [("Ana", article), ("Ben", article)]
    assert sorted(store.plans.values_given(["topic"])) == [
        (article, "topic", '["flood"]'),
        (article, "topic", '["port"]'),
    ]
    assert store.plans.in_order("Ana", ["@state", "@again:@state"]) == [
        (article, "@state", '{"state":"submitted"}')
    ]
    assert store.plans.ruled() == set()
    give("Ben", "@gold:topic", {"value": ["port"]})
    assert store.plans.ruled() == {article}
    assert store.plans.values_given(["topic"]) == []
