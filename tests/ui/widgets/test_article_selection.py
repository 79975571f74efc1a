from __future__ import annotations

import pytest

from ui.widgets.article_layout import Part
from ui.widgets.article_rows import Cell, Row
from ui.widgets.article_selection import Caret, Selection
from ui.widgets.article_words import word_at


def part(key: int, left: Cell | None, right: Cell | None, *, first: bool = True) -> Part:
    return Part(Row(key, left, right), left, right, first=first)


PARTS = [
    part(0, Cell("One two", offset=0), Cell("One two", offset=0)),
    part(1, Cell("Menu", "dropped", 8), Cell("Dropped: menu", "note")),
    part(2, Cell("Three four ", offset=13), Cell("Three four ", offset=13)),
    part(2, Cell("five", offset=24), Cell("five", offset=24), first=False),
]


def test_a_selection_within_a_word() -> None:
    chosen = Selection("right", Caret(0, 4), Caret(0, 7))
    assert chosen.text(PARTS) == "two"
    assert chosen.passage(PARTS) == (4, 7)
    assert chosen.range_in(0, PARTS) == (4, 7)
    assert chosen.range_in(1, PARTS) is None


def test_notes_are_never_selected() -> None:
    assert Selection("right", Caret(0, 4), Caret(2, 5)).text(PARTS) == "two\nThree"
    assert Selection("left", Caret(0, 4), Caret(2, 5)).text(PARTS) == "two\nMenu\nThree"


def test_backwards_is_the_same() -> None:
    there = Selection("left", Caret(2, 5), Caret(0, 4))
    assert there.text(PARTS) == "two\nMenu\nThree"
    assert there.passage(PARTS) == (4, 18)


def test_parts_of_one_row_join() -> None:
    assert Selection("left", Caret(2, 6), Caret(3, 4)).text(PARTS) == "four five"


def test_words_that_are_not_the_articles_have_no_passage() -> None:
    own = [part(0, Cell("only in B", "note"), Cell("Text"))]
    assert Selection("right", Caret(0, 0), Caret(0, 4)).passage(own) is None
    assert Selection("right", Caret(0, 2), Caret(0, 2)).empty


@pytest.mark.parametrize(
    ("text", "offset", "word"),
    [
        ("the dockers’ union", 6, "dockers’"),
        ("the levy.", 8, "levy"),
        ("the levy.", 4, "levy"),
        ("a, b", 2, ""),
        ("cafe\u0301 x", 2, "cafe\u0301"),
        ("港务局", 1, "务"),
        ("", 0, ""),
        ("— x", 0, "—"),
        ("ends", 99, "ends"),
    ],
)
def test_the_word_at_a_place(text: str, offset: int, word: str) -> None:
    start, end = word_at(text, offset)
    assert text[start:end] == word
