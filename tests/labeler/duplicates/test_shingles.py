from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.duplicates.shingles import SIZE, sample, shared, shingles
from labeler.text import tokens
from tests.builders import sentences

WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "ümlaut", "港", "نص"]))


def test_a_long_text_has_one_shingle_for_each_five_words_in_a_row() -> None:
    assert shingles("one two three four five six seven").size == 3
    assert shingles("one two three four five").size == 1


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("… !", 0), ("word", 1), ("one two three", 1), ("港", 1)]
)
def test_short_texts_are_one_shingle_and_empty_ones_none(text: str, count: int) -> None:
    assert shingles(text).size == count


@given(WORDS)
def test_shingles_are_the_distinct_word_5_grams(words: list[str]) -> None:
    text = " ".join(words)
    found = tokens(text)
    size = min(SIZE, len(found))
    grams = {tuple(found[place : place + size]) for place in range(len(found) - size + 1)} if found else set()
    hashes = shingles(text)
    assert hashes.size == len(grams)
    assert (np.diff(hashes.astype(object)) > 0).all()


@given(WORDS, WORDS)
def test_shared_counts_the_5_grams_in_both(one: list[str], other: list[str]) -> None:
    left, right = shingles(" ".join(one)), shingles(" ".join(other))
    assert shared(left, right) == shared(right, left) == len(set(left.tolist()) & set(right.tolist()))
    assert shared(left, left) == left.size


def test_the_order_of_the_words_of_a_shingle_counts() -> None:
    assert shared(shingles("a b c d e"), shingles("e d c b a")) == 0


def test_a_sample_keeps_the_same_shingles_in_both_copies_and_short_texts_whole() -> None:
    text = sentences(1, 60)
    longer = sample(shingles(text + " " + sentences(2, 60)))
    whole = shingles(text)
    by_value = [value for value in sample(whole).tolist() if value % 4 == 0]
    assert len(by_value) > 100
    assert set(by_value) <= set(longer.tolist())
    short = shingles(sentences(3, 2))
    assert sample(short).tolist() == short.tolist()


def test_hashes_are_the_same_in_another_process_with_another_hash_seed() -> None:
    code = "from labeler.duplicates.shingles import shingles; print(shingles('Der Hafen öffnet früh 港口 نص').tolist())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {str(shingles("Der Hafen öffnet früh 港口 نص").tolist())}
