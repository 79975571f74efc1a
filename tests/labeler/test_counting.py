"""A number with its noun."""

from __future__ import annotations

import pytest

from labeler.counting import counted
from labeler.stripping import AgainReport


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


def test_reports_of_one_stand_in_the_singular() -> None:
    one = AgainReport(changed=1, left=1, kept=1).sentence()
    assert one == (
        "1 article stripped again, 1 changed. 1 with labels was left as it is. "
        "1 page is rendered otherwise now and was left as it is."
    )
