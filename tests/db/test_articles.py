from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.articles import blocks_from_json, blocks_to_json
from db.records import Block, Capture, Extraction, RawArticle
from db.store import Store
from tests.builders import NOW, add_article, faults, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LATER = "2026-03-02T08:00:00.000+00:00"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "news.labeler", "News", {"name": "Test"}, "labeler test") as made:
        yield made


def raw(text: str, capture: Capture) -> RawArticle:
    return RawArticle(text.encode(), text, "text/plain", "utf-8", capture, "Title", source="Courier")


def test_an_article_is_known_by_the_digest_of_its_bytes(store: Store) -> None:
    added = store.articles.add(raw("The harbour.", Capture("a.txt")), NOW)
    assert added == (hashlib.sha256(b"The harbour.").hexdigest(), True, True)
    article = store.articles.get(added.article_id)
    assert article is not None
    assert (article.number, article.title, article.source, article.imported_at) == (
        1,
        "Title",
        "Courier",
        NOW,
    )
    assert store.articles.raw_text(added.article_id) == "The harbour."
    assert store.articles.raw_size(added.article_id) == 12
    assert store.articles.text_is_intact(added.article_id, "The harbour.")
    assert not store.articles.text_is_intact(added.article_id, "The harbour!")


def test_the_same_bytes_seen_elsewhere_are_one_article_with_two_captures(store: Store) -> None:
    first = store.articles.add(raw("The harbour.", Capture("a.txt", url="http://one.example")), NOW)
    second = store.articles.add(raw("The harbour.", Capture("b.txt", url="http://two.example")), LATER)
    assert (second.article_id, second.is_new, second.new_capture) == (first.article_id, False, True)
    assert [capture.url for capture in store.articles.captures(first.article_id)] == [
        "http://one.example",
        "http://two.example",
    ]
    assert store.articles.count() == 1


def test_adding_the_same_capture_again_changes_nothing(store: Store) -> None:
    capture = Capture(
        "a.txt", "7", "http://one.example", "Title", "Courier", "2026-01-01", {"tags": ["a", 1]}
    )
    store.articles.add(raw("The harbour.", capture), NOW)
    before = tables(store)
    again = store.articles.add(raw("The harbour.", capture), LATER)
    assert (again.is_new, again.new_capture) == (False, False)
    assert tables(store) == before
    assert store.articles.captures(again.article_id) == [capture]


def test_articles_come_in_order_of_arrival(store: Store) -> None:
    ids = [add_article(store, f"Number {number}.") for number in range(5)]
    assert [article.article_id for article in store.articles.all()] == ids
    assert [article.article_id for article in store.articles.stream()] == ids
    assert [article.number for article in store.articles.all()] == [1, 2, 3, 4, 5]
    assert [article_id for article_id, _ in store.articles.main_texts()] == ids


def test_the_newest_extraction_is_the_current_one(store: Store) -> None:
    article = add_article(store, "The harbour.")
    first = store.articles.extraction(article)
    assert first is not None
    newer = replace(first, version="2", main_text="harbour")
    store.articles.add_extraction(newer, LATER)
    store.articles.add_extraction(newer, LATER)
    assert store.articles.extraction(article) == newer
    assert store.articles.main_text(article) == "harbour"
    assert list(store.articles.main_texts()) == [(article, "harbour")]
    assert len(tables(store)["extractions"]) == 2


def test_what_is_not_there_is_empty_not_an_error(store: Store) -> None:
    nothing = "f" * 64
    assert store.articles.get(nothing) is None
    assert store.articles.extraction(nothing) is None
    assert store.articles.raw_text(nothing) == store.articles.main_text(nothing) == ""
    assert store.articles.raw_size(nothing) == 0
    assert not store.articles.has(nothing)
    assert not store.articles.text_is_intact(nothing, "")
    assert store.articles.ids_named("nothing") == []


def test_a_name_is_a_digest_before_an_id_before_a_file(store: Store) -> None:
    one = add_article(store, "One.", Capture("shared.txt", given_id="b.txt"))
    other = add_article(store, "Two.", Capture("b.txt", given_id="x"))
    add_article(store, "Three.", Capture("shared.txt"))
    by_digest = add_article(store, "Four.", Capture("d.txt", given_id=other))
    assert store.articles.ids_named(one) == [one]
    assert store.articles.ids_named(other) == [other] != [by_digest]
    assert store.articles.ids_named("b.txt") == [one]
    assert len(store.articles.ids_named("shared.txt")) == 2


@given(st.text(st.characters(exclude_categories=["Cs"])), st.binary(max_size=50))
def test_every_text_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("text") / "news.labeler"
    capture = Capture(text, text, text, text, text, text, {text: [text, {"a": text}]})
    with Store.create(path, text, {"name": text}, "labeler test") as store:
        added = store.articles.add(RawArticle(data, text, "text/plain", "utf-8", capture, text), NOW)
        block = Block(0, len(text), kept=False, reason=text, probability=0.5)
        extraction = Extraction(added.article_id, "test", "1", text, (block,))
        store.articles.add_extraction(extraction, NOW)
        assert store.articles.raw_text(added.article_id) == text
        assert store.articles.captures(added.article_id) == [capture]
        assert store.articles.extraction(added.article_id) == extraction
        assert store.codebooks.project_name() == text
        assert faults(store) == []


@given(
    st.lists(
        st.builds(
            Block,
            st.integers(0, 10**9),
            st.integers(0, 10**9),
            st.booleans(),
            st.text(),
            st.integers(0, 1000).map(lambda thousandth: thousandth / 1000),
        )
    ).map(tuple)
)
def test_blocks_come_back_as_they_were(blocks: tuple[Block, ...]) -> None:
    assert blocks_from_json(blocks_to_json(blocks)) == blocks
