from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from labeler.duplicates.aligning import align
from ui.widgets.article_pair import rows_for_pair

if TYPE_CHECKING:
    import pytest

    from ui.widgets.article_rows import Cell, Row

LEVY = "The port authority will charge nine crowns more for every loaded container from April."
LEVY_B = "The port authority will charge nine crowns more for each loaded container, it said, from April."
WATER = "Water covered two berths for eleven hours."
QUOTE = "Every month we wait, the sea gains on us, said the harbour master."
UNION = "The dockers' union asked for a hearing first."
VOTE = "The council votes on 3 December, and work begins in spring."


def rows_of(left: list[str], right: list[str], *, titled: bool = False) -> list[Row]:
    one, other = "\n".join(left), "\n".join(right)
    return rows_for_pair(one, other, align(one, other, titled=titled), titled=titled)


def marked(cell: Cell | None) -> list[str]:
    assert cell is not None
    return [cell.text[span.start : span.end] for span in cell.spans]


def said(cell: Cell | None) -> str:
    assert cell is not None
    assert cell.style == "note"
    return cell.text


def test_equal_lines_stand_level() -> None:
    rows = rows_of([LEVY, WATER], [LEVY, WATER])
    assert [row.mark for row in rows] == ["kept", "kept"]
    assert [row.key for row in rows] == [0, 1]


def test_words_that_differ_are_marked_on_their_side() -> None:
    (row,) = rows_of([LEVY], [LEVY_B])
    assert row.mark == "differs"
    assert marked(row.left) == ["every"]
    assert marked(row.right) == ["each", "it said"]
    assert row.left is not None
    assert {span.kind for span in row.left.spans} == {"only_left"}
    assert row.right is not None
    assert {span.kind for span in row.right.spans} == {"only_right"}


def test_lines_on_one_side_only() -> None:
    rows = rows_of([LEVY, UNION, WATER], [LEVY, WATER, VOTE])
    assert [row.mark for row in rows] == ["kept", "only_left", "kept", "only_right"]
    assert said(rows[1].right) == "only in A"
    assert said(rows[3].left) == "only in B"


def test_a_moved_line_points_at_its_other_place() -> None:
    rows = rows_of([LEVY, QUOTE, WATER, VOTE], [LEVY, WATER, VOTE, QUOTE.replace("month", "week")])
    assert [row.mark for row in rows] == ["kept", "moved_down", "kept", "kept", "moved_up"]
    assert said(rows[1].right) == "moved, stands 3 paragraphs below"
    assert said(rows[4].left) == "moved, stands 3 paragraphs above"
    assert marked(rows[1].left) == ["month"]
    assert marked(rows[4].right) == ["week"]


def test_titles_stand_level_whatever_they_say() -> None:
    rows = rows_of(["Levy raised", WATER], ["Fee up after flood", WATER], titled=True)
    assert [row.mark for row in rows] == ["differs", "kept"]
    assert rows[0].left is not None
    assert rows[0].left.style == "title"
    assert rows[1].left is not None
    assert rows[1].left.style == "text"


def test_a_title_that_stands_alone_is_no_title_of_both() -> None:
    rows = rows_of([LEVY, WATER], [WATER], titled=True)
    assert [row.left.style for row in rows if row.left] == ["text", "text"]


def test_empty_sides() -> None:
    assert rows_of([], []) == []
    assert [row.mark for row in rows_of(["", " "], [WATER])] == ["only_right"]
    assert [row.mark for row in rows_of([WATER], [])] == ["only_left"]


def test_what_was_not_compared_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("labeler.duplicates.matching.MOST_WORDS", 7)
    rows = rows_of([WATER, UNION], [WATER, VOTE])
    assert [row.mark for row in rows] == ["kept", "none", "none"]
    notes = [cell.text for row in rows[1:] for cell in (row.left, row.right) if cell and cell.style == "note"]
    assert notes == ["not compared: too long"] * 2


def test_a_wrapped_paragraph_reads_on_and_paragraphs_stay_apart() -> None:
    (row,) = rows_of(
        ["The port authority will charge", "nine crowns more.", "It said so."], [LEVY[:60] + " It said so."]
    )
    assert row.left is not None
    assert row.left.text == "The port authority will charge nine crowns more.\nIt said so."
    (row,) = rows_of(["港务局将提高", "费用。"], ["港务局将提高费用。"])
    assert row.left is not None
    assert row.left.text == "港务局将提高\u200b费用。"


words = st.sampled_from(["flood", "levy", "port", "Quay", "a", "港", "مرسى", "3", "—"])
lines = st.lists(st.lists(words, max_size=6).map(" ".join), max_size=9)


@given(lines, lines)
def test_every_word_stands_once_and_in_order(lefts: list[str], rights: list[str]) -> None:
    rows = rows_of(lefts, rights)
    own_left = [row.left.text for row in rows if row.left and row.left.style != "note"]
    own_right = [row.right.text for row in rows if row.right and row.right.style != "note"]
    for own, given_lines in ((own_left, lefts), (own_right, rights)):
        assert " ".join(own).replace("\u200b", " ").split() == " ".join(given_lines).split()
    assert [row.key for row in rows] == list(range(len(rows)))
    for row in rows:
        for cell in (row.left, row.right):
            for span in cell.spans if cell else ():
                assert 0 <= span.start < span.end <= len(cell.text if cell else "")
