"""A number with its noun."""

from __future__ import annotations

import pytest

from labeler.counting import counted


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "pair", "1 pair"),
        (0, "pair", "0 pairs"),
        (2, "copy", "2 copies"),
        (1, "copy", "1 copy"),
        (3, "day", "3 days"),
        (2, "class", "2 classes"),
    ],
)
def test_a_noun_stands_in_the_plural_unless_there_is_one(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words
