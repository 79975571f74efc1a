from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store import Store
from db.words import spaced
from tests.builders import add_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = (
    "The harbour levy is too high, said the crew of the Ferry.",
    "A levy on harbours. The crew of the ferry is angry.",
    "港口今天关闭了。船员很生气。",
    "ท่าเรือปิดวันนี้ ลูกเรือโกรธ",
    "أُغلق الميناء اليوم",
    "बंदरगाह आज बंद है",
    "Die Fähre fährt über die Straße; c++ und “Zitat”",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "news.labeler", "News", {"name": "Test"}, "labeler test") as store:
        for text in TEXTS:
            add_article(store, text)
        assert store.words.behind() == len(TEXTS)
        assert list(store.words.catch_up()) == [len(TEXTS)]
        yield store


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("levy", {1, 2}),
        ("levy crew", {1, 2}),
        ("harb", {1, 2}),
        ('"harbour levy"', {1}),
        ('"levy harbour"', set()),
        ("LEVY angry", {2}),
        ("arbour", set()),
        ("港口", {3}),
        ("口港", set()),
        ("船员 关闭", {3}),
        ("ท่าเรือ", {4}),
        ("เรือท่า", set()),
        ("الميناء", {5}),
        ("बंदरगाह", {6}),
        ("fahre straße", {7}),
        ("FÄHRE", {7}),
        ("c++", {1, 2, 7}),  # a word that begins with c
        ("Zitat", {7}),
        ("", set()),
        ("  ", set()),
        ('"', set()),
        ("* AND NOT (", set()),
        ("levy -angry", {2}),
    ],
)
def test_words_are_found_in_any_script_and_no_sign_means_anything(
    store: Store, words: str, found: set[int]
) -> None:
    assert store.words.found(words) == found


@given(words=st.text(max_size=30))
def test_whatever_is_typed_is_looked_for(store: Store, words: str) -> None:
    assert store.words.found(words) <= set(range(1, len(TEXTS) + 1))


def test_what_came_later_is_read_once(store: Store) -> None:
    assert list(store.words.catch_up()) == []
    add_article(store, "The pilot is on strike.")
    assert store.words.behind() == 1
    assert store.words.found("pilot") == set()
    assert list(store.words.catch_up()) == [1]
    assert store.words.found("pilot strike") == {8}
    assert store.words.behind() == 0


def test_signs_of_unspaced_scripts_are_words_of_their_own() -> None:
    assert spaced("港口 ferry") == " 港  口  ferry"
