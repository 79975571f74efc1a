from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.searching import places


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The harbour levy. A HARBOUR!", "harbour", ["harbour", "HARBOUR"]),
        ("The harbours", "harb", ["harbours"]),
        ("The harbours", '"harb"', []),
        ("arbour harbour", "arbour", ["arbour"]),
        ("The harbour\nlevy; levy harbour", '"harbour levy"', ["harbour\nlevy"]),
        ("Die Fähre, die FÄHRE", "fahre", ["Fähre", "FÄHRE"]),
        ("Crème brûlée", "creme", ["Crème"]),
        ("港口今天关闭了", "今天 港口", ["港口", "今天"]),
        ("港口今天关闭了", "口港", []),
        ("ท่าเรือปิดวันนี้", "เรือ", ["เรือ"]),
        ("أُغلق الميناء اليوم", "الميناء", ["الميناء"]),
        ("ferry ferryman", "ferry ferryman", ["ferry", "ferryman"]),
        ("anything", "", []),
        ("anything", '"', []),
        ("a_b c++", "c++", ["c"]),
    ],
)
def test_where_words_stand(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in places(text, words)] == found


@given(text=st.text(max_size=60), words=st.text(max_size=12))
def test_places_lie_in_the_text_in_order_and_apart(text: str, words: str) -> None:
    before = 0
    for start, end in places(text, words):
        assert before <= start < end <= len(text)
        before = end
