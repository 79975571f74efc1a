from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.article_pair import rows_for_pair, word_differences

LEVY = "The port authority will charge nine crowns more for every loaded container from April."
LEVY_B = "The port authority will charge nine crowns more for each loaded container, it said, from April."
WATER = "Water covered two berths for eleven hours."
QUOTE = "Every month we wait, the sea gains on us, said the harbour master."
UNION = "The dockers' union asked for a hearing first."
VOTE = "The council votes on 3 December, and work begins in spring."


def test_equal_lines_stand_level() -> None:
    rows = rows_for_pair([LEVY, WATER], [LEVY, WATER])
    assert [row.mark for row in rows] == ["kept", "kept"]
    assert [row.key for row in rows] == [0, 1]


def test_case_spacing_and_punctuation_do_not_differ() -> None:
    (row,) = rows_for_pair([WATER], [WATER.upper().replace(" ", "  ").replace(".", "!")])
    assert row.mark == "kept"


def test_words_that_differ_are_marked_on_their_side() -> None:
    (row,) = rows_for_pair([LEVY], [LEVY_B])
    assert row.mark == "differs"
    assert row.left is not None
    assert row.right is not None
    left, right = row.left, row.right
    assert [left.text[span.start : span.end] for span in left.spans] == ["every"]
    assert [right.text[span.start : span.end] for span in right.spans] == ["each", ", it said,"]
    assert {span.kind for span in left.spans} == {"only_left"}
    assert {span.kind for span in right.spans} == {"only_right"}


def test_lines_on_one_side_only() -> None:
    rows = rows_for_pair([LEVY, UNION, WATER], [LEVY, WATER, VOTE])
    assert [row.mark for row in rows] == ["kept", "only_left", "kept", "only_right"]
    assert rows[1].right is not None
    assert rows[1].right.text == "only in A"
    assert rows[3].left is not None
    assert rows[3].left.text == "only in B"


def test_a_moved_line_points_at_its_other_place() -> None:
    rows = rows_for_pair([LEVY, QUOTE, WATER, VOTE], [LEVY, WATER, VOTE, QUOTE])
    assert [row.mark for row in rows] == ["kept", "moved_down", "kept", "kept", "moved_up"]
    assert rows[1].right is not None
    assert rows[1].right.text == "moved, stands 3 paragraphs below"
    assert rows[4].left is not None
    assert rows[4].left.text == "moved, stands 3 paragraphs above"


def test_a_moved_line_may_be_edited() -> None:
    rows = rows_for_pair([QUOTE, LEVY, WATER], [LEVY, WATER, QUOTE.replace("month", "week")])
    first, last = rows[0], rows[-1]
    assert (first.mark, last.mark) == ("moved_down", "moved_up")
    assert first.left is not None
    assert [first.left.text[span.start : span.end] for span in first.left.spans] == ["month"]
    assert last.right is not None
    assert [last.right.text[span.start : span.end] for span in last.right.spans] == ["week"]


def test_titles_stand_level_whatever_they_say() -> None:
    rows = rows_for_pair(["Levy raised", WATER], ["Fee up after flood", WATER], titled=True)
    assert [row.mark for row in rows] == ["differs", "kept"]
    assert rows[0].left is not None
    assert rows[0].left.style == "title"


def test_empty_sides() -> None:
    assert rows_for_pair([], []) == []
    assert [row.mark for row in rows_for_pair(["", " "], [WATER])] == ["only_right"]
    assert [row.mark for row in rows_for_pair([WATER], [])] == ["only_left"]


def test_chinese_is_compared_by_character() -> None:
    left, right = word_differences("港务局将提高费用", "港务局不提高费用")
    assert [(span.start, span.end) for span in left] == [(3, 4)]
    assert [(span.start, span.end) for span in right] == [(3, 4)]


def test_long_texts_are_compared_at_their_ends_only() -> None:
    left = "same " + "left " * 9000 + "end"
    right = "same " + "right " * 9000 + "end"
    (span,), (other,) = word_differences(left, right)
    assert left[: span.start] == "same "
    assert left[span.end :] == " end"
    assert right[other.end :] == " end"


def test_many_lines_without_likeness_are_paired_cheaply() -> None:
    lefts = [f"alpha{number} beta{number} gamma{number} delta{number}" for number in range(400)]
    rights = [f"epsilon{number} zeta{number} eta{number} theta{number}" for number in range(400)]
    rows = rows_for_pair(lefts, rights)
    assert len(rows) == 800
    assert {row.mark for row in rows} == {"only_left", "only_right"}


words = st.sampled_from(["flood", "levy", "port", "Quay", "a", "港", "مرسى", "3", "—"])
lines = st.lists(st.lists(words, max_size=6).map(" ".join), max_size=9)


@given(lines, lines)
def test_every_line_stands_once_and_in_order_unless_moved(lefts: list[str], rights: list[str]) -> None:
    rows = rows_for_pair(lefts, rights)
    own_left = [row.left.text for row in rows if row.left and row.left.style != "note"]
    own_right = [row.right.text for row in rows if row.right and row.right.style != "note"]
    assert own_left == [line for line in lefts if line.strip()]
    assert own_right == [line for line in rights if line.strip()]
    assert [row.key for row in rows] == list(range(len(rows)))
    for row in rows:
        for cell in (row.left, row.right):
            for span in cell.spans if cell else ():
                assert 0 <= span.start < span.end <= len(cell.text if cell else "")


@given(lines)
def test_a_text_against_itself_has_no_difference(both: list[str]) -> None:
    assert {row.mark for row in rows_for_pair(both, both)} <= {"kept"}
