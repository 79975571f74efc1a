from __future__ import annotations

from ui.widgets.article_find import find_in_rows
from ui.widgets.article_rows import Cell, Row, Span


def test_words_are_found_on_both_sides_without_case() -> None:
    rows = [Row(0, Cell("The Levy"), Cell("the levy, a levy")), Row(1, Cell("None"), None)]
    found, keys = find_in_rows(rows, " LEVY ")
    assert keys == [0]
    assert found[0].left == Cell("The Levy", spans=(Span(4, 8, "find"),))
    assert found[0].right == Cell("the levy, a levy", spans=(Span(4, 8, "find"), Span(12, 16, "find")))
    assert found[1] is rows[1]


def test_other_highlights_are_cut_where_they_meet() -> None:
    cell = Cell("one two three", spans=(Span(0, 13, "evidence"),))
    ((row,), _) = find_in_rows([Row(0, None, cell)], "two")
    assert row.right is not None
    assert row.right.spans == (Span(0, 4, "evidence"), Span(4, 7, "find"), Span(7, 13, "evidence"))


def test_blank_words_clear_what_was_found() -> None:
    rows, _ = find_in_rows([Row(0, Cell("a.b"), None)], ".")
    assert rows[0].left == Cell("a.b", spans=(Span(1, 2, "find"),))
    cleared, keys = find_in_rows(rows, "  ")
    assert keys == []
    assert cleared[0].left == Cell("a.b")
