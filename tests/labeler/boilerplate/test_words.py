from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.boilerplate.words import SHORT, ends_like_sentence, normal, normal_lines, unspaced


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("He said: “We sail.”", True),
        ("Version 2.5 of the tide table", False),
        ("渡轮今晨离港。乘客都很高兴！", True),
        ("هل أبحرت السفينة؟ نعم.", True),
        ("नाव चली गई। सब खुश थे॥", True),
    ],
)
def test_lines_that_end_like_sentences(text: str, ends: bool) -> None:
    assert ends_like_sentence(text) is ends


def test_normal_drops_signs_and_digits_but_keeps_vowel_signs() -> None:
    assert normal("» Read MORE (12)") == "read more"
    assert normal("यह भी पढ़ें:") == "यह भी पढ़ें"


@given(st.lists(st.text(min_size=1, max_size=40).map(lambda text: text.replace("\n", " ")).filter(str.strip)))
def test_lines_are_made_normal_together_as_one_by_one(lines: list[str]) -> None:
    assert normal_lines(lines) == [normal(line) for line in lines]


def test_of_a_long_line_only_the_head_is_compared() -> None:
    line = "The tide turned. " * 40
    assert normal_lines(["Tide", line, "12 Tides"]) == ["tide", line[:SHORT], "tides"]


def test_signs_of_scripts_without_spaces() -> None:
    assert unspaced("港口 port ท่าเรือ") == (2, 7)
    assert unspaced("harbour") == (0, 0)
