from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.errors import StoreError
from db.records import Extraction, Pair, pair_id
from db.store import Store
from tests.builders import NOW, add_article, event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "news.labeler", "News", {"name": "Test"}, "labeler test") as made:
        made.codebooks.add_annotator("Ana", NOW)
        yield made


@pytest.fixture
def ids(store: Store) -> list[str]:
    return sorted(add_article(store, f"Number {number}.") for number in range(4))


def pair(one: str, other: str, share: float = 0.5, method: str = "test") -> Pair:
    return Pair(one, other, share, share / 2, share / 4, method)


def test_a_pair_has_one_id_whichever_article_comes_first() -> None:
    assert pair_id("b", "a") == pair_id("a", "b") == Pair("a", "b", 0, 0, 0, "test").pair_id == "a:b"


def test_new_candidates_take_the_place_of_the_methods_earlier_ones(store: Store, ids: list[str]) -> None:
    a, b, c, d = ids
    store.pairs.replace_candidates("test", [pair(a, b), pair(a, c)], 4)
    store.pairs.replace_candidates("other", [pair(c, d, method="other")], 4)
    store.pairs.replace_candidates("test", [pair(a, c, 0.9)], 4)
    assert store.pairs.all() == [pair(a, c, 0.9), pair(c, d, method="other")]


def test_a_judged_pair_stays_among_the_candidates(store: Store, ids: list[str]) -> None:
    a, b, *_ = ids
    store.pairs.replace_candidates("test", [pair(a, b)], 4)
    book = store.codebooks.current().digest
    store.labels.append([event(pair_id(a, b), "duplicate", value="exact", codebook=book)])
    store.pairs.replace_candidates("test", [], 4)
    assert store.pairs.all() == [pair(a, b)]


def test_a_comparison_is_due_once_a_main_text_is_newer(store: Store, ids: list[str]) -> None:
    assert store.pairs.are_due()
    store.pairs.replace_candidates("test", [], store.articles.newest_extraction())
    assert not store.pairs.are_due()
    store.articles.add_extraction(Extraction(ids[0], "test", "2", "Other.", ()), NOW)
    assert store.pairs.are_due()


def test_a_pair_that_is_there_is_not_added_again(store: Store, ids: list[str]) -> None:
    a, b, *_ = ids
    store.pairs.replace_candidates("test", [pair(a, b)], 4)
    store.pairs.add_if_absent(Pair(a, b, 0, 0, 0, "judged"))
    assert store.pairs.all() == [pair(a, b)]


def test_the_pairs_of_an_article_come_the_most_alike_first(store: Store, ids: list[str]) -> None:
    a, b, c, d = ids
    store.pairs.replace_candidates("test", [pair(a, b, 0.2), pair(b, c, 0.8), pair(b, d, 0.4), pair(a, d)], 4)
    assert store.pairs.of_article(b) == [pair(b, c, 0.8), pair(b, d, 0.4), pair(a, b, 0.2)]
    assert store.pairs.of_article("f" * 64) == []


def test_a_pair_in_the_wrong_order_or_with_itself_is_refused(store: Store, ids: list[str]) -> None:
    a, b, *_ = ids
    for wrong in (Pair(b, a, 0, 0, 0, "test"), Pair(a, a, 0, 0, 0, "test")):
        with pytest.raises(StoreError, match="CHECK"):
            store.pairs.add_if_absent(wrong)
