from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.article_layout import (
    PART_LENGTH,
    SPLIT_ABOVE,
    Anchor,
    Columns,
    Frame,
    Heights,
    column_geometry,
    frame_at,
    reveal_anchor,
    shown_rows,
    split_points,
    split_row,
)
from ui.widgets.article_rows import Cell, Row, Span

heights = st.lists(st.integers(1, 400), min_size=1, max_size=40)


def test_columns_stand_as_in_the_design() -> None:
    places = column_geometry(814, "both", 18, 34, 600)
    assert (places.left_x, places.left_width) == (18, 354)
    assert (places.gutter_x, places.gutter_width) == (390, 34)
    assert (places.right_x, places.right_width) == (442, 354)
    assert places.text_x("right") == 442
    assert places.text_width("left") == 354


@given(st.integers(1, 4000), st.sampled_from(["left", "both", "right"]), st.integers(50, 900))
def test_columns_never_overlap_nor_grow_too_wide(width: int, columns: Columns, widest: int) -> None:
    places = column_geometry(width, columns, 18, 34, widest)
    assert places.left_width <= widest
    assert places.right_width <= widest
    assert places.left_x + places.left_width <= places.gutter_x
    assert places.gutter_x + places.gutter_width <= places.right_x
    if width >= 300:
        assert places.right_x + places.right_width <= width


def test_one_column_shows_only_rows_it_has_words_for() -> None:
    both = Row(0, Cell("One"), Cell("One"), "kept")
    gone = Row(1, Cell("Menu", "dropped"), Cell("Dropped: menu", "note"), "dropped")
    fold = Row(2, Cell("9 lines", "note"), Cell("Dropped", "note"), "fold", fold_count=9)
    right = Row(11, Cell("only in B", "note"), Cell("Two"), "only_right")
    rows = [both, gone, fold, right]
    assert shown_rows(rows, "both") == rows
    assert shown_rows(rows, "left") == [both, gone, fold]
    assert shown_rows(rows, "right") == [both, right]


@given(heights)
def test_places_rise_and_every_height_belongs_to_a_part(values: list[int]) -> None:
    places = Heights(values)
    tops = [places.top(index) for index in range(len(values) + 1)]
    assert tops == sorted(tops)
    assert places.total == sum(values)
    for y in range(0, places.total, 7):
        part = places.part_at(y)
        assert places.top(part) <= y < places.top(part) + places.height(part)
    assert places.part_at(-5) == 0
    assert places.part_at(places.total + 5) == len(values) - 1


@given(heights, st.data())
def test_settled_heights_move_what_is_below(values: list[int], data: st.DataObject) -> None:
    places = Heights(values)
    index = data.draw(st.integers(0, len(values) - 1))
    assert places.total == sum(values)
    places.settle(index, 1000)
    assert places.known(index)
    assert places.top(index) == sum(values[:index])
    assert places.top(index + 1) == sum(values[:index]) + 1000
    assert places.total == sum(values) - values[index] + 1000


@given(heights, heights, st.data())
def test_a_frame_covers_the_view_and_measures_what_is_in_it(
    guesses: list[int], truths: list[int], data: st.DataObject
) -> None:
    count = min(len(guesses), len(truths))
    places = Heights(guesses[:count])
    view = data.draw(st.integers(30, 900))
    anchor = Anchor(data.draw(st.integers(-2, count + 2)), data.draw(st.integers(-2000, 2000)))
    frame = frame_at(places, lambda index: truths[index], anchor, view, head=8, tail=16)
    assert 0 <= frame.first < frame.last <= count
    assert all(places.known(index) for index in range(frame.first, frame.last))
    bottom = frame.y + sum(truths[frame.first : frame.last])
    assert frame.y <= (8 if frame.first == 0 else 0)
    assert frame.first == 0 or frame.y + truths[frame.first] > 0
    if frame.last == count and (frame.first > 0 or frame.y < 8):
        assert bottom + 16 >= view
    if frame.last < count:
        assert bottom >= view
    assert frame.scroll == places.top(frame.first) - frame.y + 8


@given(heights, heights, st.integers(1, 300))
def test_scrolling_up_from_guesses_moves_by_just_that_much(
    guesses: list[int], truths: list[int], step: int
) -> None:
    count = min(len(guesses), len(truths))
    places = Heights(guesses[:count])
    frame = frame_at(places, lambda index: truths[index], Anchor(count - 1, 0), 200)
    before = frame.y
    moved = frame_at(places, lambda index: truths[index], Anchor(frame.first, before + step), 200)
    # The part that stood at the top now stands `step` lower, unless the beginning was reached.
    now = moved.y + sum(truths[moved.first : frame.first])
    assert now == before + step or (moved.first == 0 and moved.y == 0)


def test_a_frame_of_nothing() -> None:
    assert frame_at(Heights([]), lambda _: 1, Anchor(0, 0), 100) == Frame(0, 0, 0, 0)


def test_content_shorter_than_the_view_stays_at_the_top() -> None:
    frame = frame_at(Heights([10, 10]), lambda _: 20, Anchor(1, -500), 400, head=8)
    assert frame == Frame(0, 2, 8, 0)


def test_far_rows_are_not_measured() -> None:
    measured: list[int] = []

    def measure(index: int) -> int:
        measured.append(index)
        return 50

    frame_at(Heights([50] * 10_000), measure, Anchor(5000, 0), 500)
    assert set(measured) == set(range(5000, 5010))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (5, None),  # in view
        (4, Anchor(4, 30)),  # just above
        (9, Anchor(9, 220)),  # just below
        (2, Anchor(2, 100)),  # far above
        (15, Anchor(15, 100)),  # far below
    ],
)
def test_reveal_scrolls_as_far_as_needed(row: int, expected: Anchor | None) -> None:
    places = Heights([50] * 20)
    frame = Frame(4, 9, -20, 220)
    assert reveal_anchor(frame, places, range(row, row + 1), 50, 300, 30) == expected


def test_reveal_of_a_row_higher_than_the_view() -> None:
    places = Heights([50, 4000, 50])
    inside = frame_at(places, lambda _: 50, Anchor(1, -800), 300)
    places.settle(1, 4000)
    inside = Frame(1, 2, -800, 850)
    assert reveal_anchor(inside, places, range(1, 2), 4000, 300, 30) is None
    above = Frame(0, 2, 0, 0)
    assert reveal_anchor(above, places, range(1, 2), 4000, 300, 30) == Anchor(1, 30)


@given(st.text(max_size=300), st.integers(5, 60))
def test_split_points_cut_into_short_pieces(text: str, length: int) -> None:
    points = split_points(text, length)
    ends = [0, *points, len(text)]
    assert ends == sorted(ends)
    assert all(0 < later - earlier <= length for earlier, later in pairwise(points))
    assert len(text) - (points[-1] if points else 0) <= length


def test_a_cut_falls_after_a_sentence_else_after_a_word() -> None:
    text = "x" * 42 + ". " + "y y y " + "z" * 50
    assert split_points(text, 50)[0] == 44
    assert split_points(text.replace(".", "x"), 50)[0] == 50
    assert split_points("word " * 30, 52)[0] == 50
    assert split_points("a" * 9 + "\u0301" + "b", 9)[0] == 8


def test_a_row_of_usual_length_is_one_part() -> None:
    row = Row(3, Cell("x" * SPLIT_ABOVE), None)
    (part,) = split_row(row)
    assert part.row is row
    assert part.first
    assert part.last


def test_a_long_row_is_split_with_its_offsets_and_spans() -> None:
    text = "word " * 4000
    span = Span(PART_LENGTH - 20, PART_LENGTH + 20, "find")
    row = Row(3, Cell(text, offset=100), Cell(text[:50], spans=()), "kept")
    marked = Row(4, Cell(text, offset=100, spans=(span,)), None)
    parts = split_row(row)
    assert "".join(part.left.text for part in parts if part.left) == text
    assert [part.first for part in parts] == [True] + [False] * (len(parts) - 1)
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]
    assert parts[1].right is None
    assert parts[1].left is not None
    assert parts[1].left.offset == 100 + len(parts[0].left.text if parts[0].left else "")
    pieces = [part.left for part in split_row(marked) if part.left and part.left.spans]
    quoted = "".join(piece.text[each.start : each.end] for piece in pieces for each in piece.spans)
    assert quoted == text[span.start : span.end]
