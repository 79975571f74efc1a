from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from labeler.boilerplate.lines import is_mark, split_lines


def test_all_three_line_ends_are_one_end_each() -> None:
    lines = split_lines("one\r\ntwo\rthree\nfour")
    assert [x.text for x in lines] == ["one", "two", "three", "four"]
    assert [x.blank_before for x in lines] == [0, 0, 0, 0]


def test_other_separators_do_not_end_a_line() -> None:
    assert [x.text for x in split_lines("a\x0cb\u2028c\x85d\x00e")] == ["a\x0cb\u2028c\x85d\x00e"]


def test_blank_lines_are_counted_and_list_marks_remembered() -> None:
    lines = split_lines("\n \u00a0\n-\nharbour\n\n\nquay")
    assert [(x.text, x.blank_before, x.bulleted) for x in lines] == [
        ("-", 2, False),
        ("harbour", 0, True),
        ("quay", 2, False),
    ]


def test_marks() -> None:
    assert is_mark("-")
    assert is_mark("* *")
    assert not is_mark("a")
    assert not is_mark("----")


@given(st.text(alphabet=st.sampled_from("a \u00a0\n\r\t\x00.")))
def test_lines_are_slices_and_leave_nothing_out(raw: str) -> None:
    lines = split_lines(raw)
    assert all(raw[x.start : x.end] == x.text == x.text.strip() != "" for x in lines)
    assert all(a.end <= b.start for a, b in itertools.pairwise(lines))
    covered = {i for x in lines for i in range(x.start, x.end)}
    assert all(i in covered for i, c in enumerate(raw) if not c.isspace())
