"""Words and sentences of any script, and selecting by them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.article_layout import Part
from ui.widgets.article_rows import Cell, Row, without
from ui.widgets.article_selection import Caret, Selection
from ui.widgets.article_walk import caret_of, extended, unit_after, unit_before
from ui.widgets.article_words import character_end, units

if TYPE_CHECKING:
    from ui.widgets.article_words import Unit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The dockers’ union, 2,100 strong.", ["The", "dockers’", "union", "2", "100", "strong"]),
        ("café cafe\u0301 — «Ça» l'été", ["café", "cafe\u0301", "Ça", "l'été"]),
        ("हिन्दी में लिखा", ["हिन्दी", "में", "लिखा"]),
        ("العَرَبِيَّة كتاب", ["العَرَبِيَّة", "كتاب"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
        ("น้ำท่า", ["น้ำ", "ท่", "า"]),
        ("港务局。北岸", ["港", "务", "局", "北", "岸"]),
        ("👩‍👩‍👧 ok 👍🏽 🇦🇶🇳🇴x", ["👩‍👩‍👧", "ok", "👍🏽", "🇦🇶", "🇳🇴", "x"]),
        (" … ", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in units(text, "word")] == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He said. “No.” Then 3.5 m rose!", ["He said.", "“No.”", "Then 3.5 m rose!"]),
        ("好。他说：「不。」然后", ["好。", "他说：「不。」", "然后"]),
        ("قال ذلك؟ نعم.", ["قال ذلك؟", "نعم."]),
        ("यह है। वह भी।", ["यह है।", "वह भी।"]),
        ("  no end  ", ["no end"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in units(text, "sentence")] == sentences


@given(st.text(max_size=60), st.sampled_from(["word", "sentence"]))
def test_units_lie_in_order_and_cut_no_character(text: str, unit: Unit) -> None:
    found = units(text, unit)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    ends, place = {0}, 0
    while place < len(text):
        place = character_end(text, place)
        ends.add(place)
    if unit == "word":
        assert {place for each in found for place in each} <= ends


def part(key: int, text: str, offset: int, *, dropped: bool = False) -> Part:
    left = Cell(text, "dropped" if dropped else "text", offset)
    right = Cell("Dropped: menu", "note") if dropped else left
    return Part(Row(key, left, right), left, right)


PARTS = [part(0, "One two", 0), part(1, "Menu", 8, dropped=True), part(2, "Three four", 13)]


def test_the_next_word_passes_over_what_is_dropped() -> None:
    assert unit_after(PARTS, "right", Caret(0, 7), "word") == (Caret(2, 0), Caret(2, 5))
    assert unit_after(PARTS, "left", Caret(0, 7), "word") == (Caret(1, 0), Caret(1, 4))
    assert unit_before(PARTS, "right", Caret(2, 0), "word") == (Caret(0, 4), Caret(0, 7))
    assert unit_after(PARTS, "right", Caret(2, 6), "word") == (Caret(2, 6), Caret(2, 10))
    assert unit_after(PARTS, "right", Caret(2, 7), "word") is None
    assert unit_before(PARTS, "right", Caret(0, 2), "word") is None


def test_a_selection_grows_shrinks_and_turns_round() -> None:
    def step(chosen: Selection | None, by: int) -> Selection | None:
        assert chosen is not None
        return extended(PARTS, chosen, by, "word")

    two = Selection("right", Caret(0, 4), Caret(0, 7))
    grown = step(two, 1)
    assert grown == Selection("right", Caret(0, 4), Caret(2, 5))
    assert step(grown, -1) == two
    turned = step(two, -1)
    assert turned == Selection("right", Caret(0, 7), Caret(0, 0))
    assert step(turned, -1) is None
    back = step(turned, 1)
    assert back is not None
    assert (back.start, back.end) == (Caret(0, 4), Caret(0, 7))
    assert step(Selection("right", Caret(2, 0), Caret(2, 10)), 1) is None


def test_a_place_of_the_article_in_a_column() -> None:
    assert caret_of(PARTS, "right", 13, at_end=False) == Caret(2, 0)
    assert caret_of(PARTS, "right", 7, at_end=True) == Caret(0, 7)
    assert caret_of(PARTS, "right", 8, at_end=False) is None
    assert caret_of(PARTS, "left", 8, at_end=False) == Caret(1, 0)


def test_a_selection_as_passages_without_what_is_dropped() -> None:
    whole = Selection("right", Caret(0, 4), Caret(2, 5))
    assert whole.passages(PARTS) == [(4, 7), (13, 18)]
    assert Selection("left", Caret(0, 4), Caret(2, 5)).passages(PARTS) == [(4, 18)]
    assert Selection("left", Caret(1, 1), Caret(1, 3)).passages(PARTS) == [(9, 11)]


places = st.lists(st.integers(0, 30), max_size=8, unique=True).map(
    lambda marks: list(zip(*[iter(sorted(marks))] * 2, strict=False))
)


@given(places, places)
def test_what_others_stand_on_is_taken_away(
    mine: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    left = without(mine, others)
    covered = {at for start, end in mine for at in range(start, end)}
    assert {at for start, end in left for at in range(start, end)} == covered - {
        at for start, end in others for at in range(start, end)
    }
