from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.boilerplate.characters import Characters
from labeler.boilerplate.vocabulary import Vocabulary, numbered, share_covered, vocabulary_of
from labeler.boilerplate.words import unspaced

TOKEN = re.compile(r"[^\W_][\w'’\u0900-\u0dff-]*")
SIGNS = "abzÄǅ01²,.'’-_ABZ\u0e01\u0e31\u0915\u093f中々ー𝐀 "
TEXTS = st.lists(st.text(alphabet=SIGNS, min_size=1, max_size=50), min_size=1, max_size=6)


def of(*lines: str) -> Vocabulary:
    return vocabulary_of(Characters.of(lines))


def weights_of(found: Vocabulary, line: int) -> list[int]:
    return sorted(found.weight[found.first[line] : found.first[line + 1]].astype(int).tolist())


def telling_words(text: str) -> dict[str, int]:
    """The same word by word."""
    found: dict[str, int] = {}
    for word in TOKEN.findall(text):
        if sum(unspaced(word)) >= 2:
            found |= {word[i : i + 2]: 1 for i in range(len(word) - 1)}
            continue
        if len(word) < 3:
            continue
        name = word[0].isdigit() or (word[0].isupper() and (len(word) > 3 or word.isupper()))
        weight = 2 * name + (len(word) >= 4) + (len(word) >= 7)
        if weight:
            key = word.casefold()[:6]
            found[key] = max(found.get(key, 0), weight)
    return found


@given(TEXTS)
def test_the_words_of_all_lines_are_those_of_each(lines: list[str]) -> None:
    found = of(*lines)
    spelled_out = [telling_words(line) for line in lines]
    assert [weights_of(found, place) for place in range(len(lines))] == [
        sorted(each.values()) for each in spelled_out
    ]
    assert found.size == len(set().union(*spelled_out))
    assert found.total.tolist() == [sum(each.values()) for each in spelled_out]


def test_names_and_long_words_tell_more() -> None:
    found = of(
        "The mayor of Tarnby opened the new lighthouse in 2031", "Tarnby", "mayor", "the of", "港口开放"
    )
    assert found.total.tolist()[1:4] == [3, 1, 0]
    assert weights_of(found, 0) == [1, 1, 2, 3, 3]
    assert weights_of(found, 4) == [1, 1, 1]


def test_words_of_one_stem_meet() -> None:
    found = of("The lighthouse keeper", "LIGHTHOUSES", "keep")
    both = found.of_lines(np.array([0]))
    assert found.shares(both).tolist() == [1.0, 1.0, 0.0]
    assert share_covered(both, found.of_lines(np.array([1]))) == pytest.approx(2 / 3)
    assert share_covered(np.zeros(found.size), both) == 0.0


def test_lines_taken_together_have_the_greatest_weight_of_each_word() -> None:
    found = of("tarnby", "Tarnby", "tide")
    assert sorted(found.of_lines(np.array([0, 1])).tolist()) == [0, 3]
    assert found.held(found.of_lines(np.array([1]))).tolist() == [3, 3, 0]


@given(st.lists(st.integers(0, 5)))
def test_equal_hashes_get_one_number(values: list[int]) -> None:
    hashes = np.array(values, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    size, number = numbered(hashes)
    assert size == len(set(values))
    assert len(set(zip(values, number.tolist(), strict=True))) == size
