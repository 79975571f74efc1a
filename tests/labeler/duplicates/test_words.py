from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.duplicates.fingerprints import grams, name_pairs, sampled
from labeler.duplicates.words import NAME, NUMBER, PROSE, joined_words, words_of
from labeler.text import tokens
from tests.builders import sentences

TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            ["alpha", "Beta", "it's", "ümlaut", "ÜMLAUT", "42", "港", "نص", "ไทย", "–", "\n", ". "]
        )
    ).map(" ".join),
    max_size=6,
)


def lists(texts: list[str]) -> list[list[int]]:
    words = words_of(texts)
    return [words.hashes[a:b].tolist() for a, b in zip(words.bounds[:-1], words.bounds[1:], strict=True)]


@given(TEXTS)
def test_equal_words_have_equal_hashes_and_others_have_others(texts: list[str]) -> None:
    known: dict[int, str] = {}
    for text, hashes in zip(texts, lists(texts), strict=True):
        plain = [token.replace("'", "") for token in tokens(text)]
        assert len(hashes) == len(plain)
        for value, token in zip(hashes, plain, strict=True):
            assert known.setdefault(value, token) == token
    assert len(set(known.values())) == len(known)


@given(TEXTS)
def test_words_do_not_depend_on_what_stands_before_them(texts: list[str]) -> None:
    together, alone = words_of(texts), joined_words([words_of([text]) for text in texts])
    for name in ("hashes", "marks", "lines", "bounds"):
        assert np.array_equal(getattr(together, name), getattr(alone, name)), name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the crew’s ship", "THE CREW'S SHIP"),
        ("co\u00adoperate", "cooperate"),
        ("ﬁnd the caf\u0065\u0301", "find the café"),
        ("الـــعربية", "العربية"),
        ("ＡＢＣ １２", "abc 12"),
    ],
)
def test_spelling_that_nobody_sees_does_not_count(one: str, other: str) -> None:
    assert lists([one]) == lists([other])


def test_numbers_names_and_prose_are_told() -> None:
    words = words_of(
        [
            "In May 2024 the mayor of Ostrand opened a bridge.\nShare\nthe old bridge of the town is closed today"
        ]
    )
    assert [at for at, flag in enumerate((words.marks & NUMBER).tolist()) if flag] == [2]
    assert [at for at, flag in enumerate((words.marks & NAME).tolist()) if flag] == [0, 1, 6, 10]
    # A line of prose is long and ends as a sentence does.
    assert ((words.marks & PROSE) > 0).tolist() == [True] * 10 + [False] * 10


def test_a_huge_text_is_read_in_parts_and_is_one_text_still() -> None:
    text = " ".join(sentences(number, 3) for number in range(9000))
    assert len(text) > 2_000_000
    whole, (same,) = words_of(["before", text, "after"]), [words_of([text])]
    assert whole.texts == 3
    assert np.array_equal(whole.hashes[1:-1], same.hashes)
    assert len(same.hashes) == len(tokens(text))
    assert words_of(["x" * 3_000_000]).texts == 1


def test_scripts_without_spaces_are_read_sign_by_sign() -> None:
    assert [len(each) for each in lists(["港口 เรือ ship 𠀀"])] == [2 + 4 + 1 + 1]


def test_a_zero_in_a_text_ends_nothing() -> None:
    assert [len(each) for each in lists(["one\0two", "three"])] == [2, 1]
    assert lists([""]) == [[]]
    assert lists([]) == []


def test_grams_are_those_of_five_words_in_order() -> None:
    one = grams(words_of(["a b c d e f"]).hashes).tolist()
    assert len(one) == 2
    assert len(grams(words_of(["a b c d"]).hashes)) == 0
    assert grams(words_of(["e d c b a"]).hashes).tolist() != one[:1]


def test_a_sample_keeps_the_same_grams_in_both_copies_and_short_texts_whole() -> None:
    text = sentences(1, 60)
    prints = sampled(words_of([text, f"{text} {sentences(2, 60)}", sentences(3, 2)]))
    of_text = [set(prints.hashes[prints.owners == at].tolist()) for at in range(3)]
    assert len(of_text[0]) > 100
    assert of_text[0] <= of_text[1]
    assert len(of_text[2]) == len(words_of([sentences(3, 2)]).hashes) - 4


def test_names_by_twos_are_those_of_a_story_in_any_wording() -> None:
    one = "Kim met Lund in Ostrand. Haddad, said Lund, will go to Kelmar. The harbour was open."
    other = "Kelmar expects Haddad on Friday; Kim and Lund spoke of it in Ostrand, while the harbour slept."
    prints = name_pairs(words_of([one, other, "the harbour was open and the sea was calm in the morning"]))
    left, right, none = (set(prints.hashes[prints.owners == at].tolist()) for at in range(3))
    assert len(left & right) >= 10
    assert none == set()


def test_hashes_are_the_same_in_another_process_with_another_hash_seed() -> None:
    code = "from labeler.duplicates.words import words_of; print(words_of(['Der Hafen öffnet 港口 نص']).hashes.tolist())"
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
    assert found == {str(words_of(["Der Hafen öffnet 港口 نص"]).hashes.tolist())}
