from __future__ import annotations

from db.records import Block
from ui.widgets.article_rows import Cell, Row, Span, index_of, rows_for_article

Line = tuple[str, bool, str, float]


def article(*lines: Line) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for words, kept, reason, probability in lines:
        start = len(text)
        text += words + "\n"
        blocks.append(Block(start, len(text), kept, reason, probability))
    return text, blocks


def kept(words: str, reason: str = "paragraph", probability: float = 0.97) -> Line:
    return words, True, reason, probability


def dropped(words: str, reason: str = "menu headline", probability: float = 0.02) -> Line:
    return words, False, reason, probability


def test_a_kept_block_stands_level_on_both_sides() -> None:
    text, blocks = article(kept("Water covered two berths."))
    (row,) = rows_for_article(text, blocks)
    assert row.left == row.right == Cell("Water covered two berths.", "text", 0)
    assert (row.key, row.mark, row.hint, row.hint_key) == (0, "kept", "kept: paragraph · drop", "X")


def test_a_dropped_block_says_why_beside_it() -> None:
    text, blocks = article(dropped("Share", "share bar"))
    (row,) = rows_for_article(text, blocks)
    assert row.left == Cell("Share", "dropped", 0)
    assert row.right == Cell("Dropped: share bar", "note")
    assert (row.mark, row.tip, row.hint) == ("dropped", "Dropped: share bar", "keep")


def test_an_unsure_block_tells_its_probability() -> None:
    text, blocks = article(
        kept("Torvald has led the port.", probability=0.54), dropped("Maybe", "short", 0.31)
    )
    sure, other = rows_for_article(text, blocks)
    assert (sure.mark, sure.hint) == ("unsure", "kept, unsure (.54) · drop")
    assert (other.mark, other.hint) == ("unsure", "unsure (.31) · keep")


def test_a_corrected_block_is_sure() -> None:
    text, blocks = article(kept("One.", probability=0.5), dropped("Two", "short", 0.5))
    one, two = rows_for_article(text, blocks, corrected=frozenset({0, 1}))
    assert one.mark == two.mark == "corrected"
    assert one.hint == "kept: by you · drop"
    assert two.right == Cell("Dropped: by you", "note")


def test_the_headline_is_a_title_and_may_be_named() -> None:
    text, blocks = article(kept("Title", "headline"), kept("Under", "subheading"), kept("Text"))
    assert [row.left.style for row in rows_for_article(text, blocks) if row.left] == [
        "title",
        "heading",
        "text",
    ]
    named = rows_for_article(text, blocks, headline=2)
    assert [row.left.style for row in named if row.left] == ["text", "heading", "title"]


def test_cells_know_their_place_in_the_article() -> None:
    text, blocks = article(kept("  One."), kept("Two. \t"))
    for row in rows_for_article(text, blocks):
        assert row.left is not None
        assert text[row.left.offset : row.left.offset + len(row.left.text)] == row.left.text
        assert row.left.text == row.left.text.strip()


def test_evidence_is_shown_in_both_columns() -> None:
    text, blocks = article(kept("Before it."), kept("The levy is large enough."))
    start = text.index("levy")
    first, second = rows_for_article(text, blocks, evidence=[(start, start + 4)])
    assert second.right is not None
    assert second.right.spans == (Span(4, 8, "evidence"),)
    assert second.left == second.right
    assert first.right is not None
    assert first.right.spans == ()


def test_evidence_across_blocks_is_cut_at_their_ends() -> None:
    text, blocks = article(kept("Before it."), kept("After it."))
    first, second = rows_for_article(text, blocks, evidence=[(7, 16)])
    assert first.right is not None
    assert second.right is not None
    assert [first.right.text[span.start : span.end] for span in first.right.spans] == ["it."]
    assert [second.right.text[span.start : span.end] for span in second.right.spans] == ["After"]


def test_more_than_three_dropped_blocks_fold() -> None:
    three = article(*[dropped(f"Item {number}") for number in range(3)], kept("Text"))
    assert [row.mark for row in rows_for_article(*three)] == ["dropped"] * 3 + ["kept"]
    four = article(*[dropped(f"Item {number}") for number in range(4)], kept("Text"))
    fold, text_row = rows_for_article(*four)
    assert (fold.key, fold.mark, fold.fold_count, fold.fold_key) == (0, "fold", 4, 0)
    assert fold.right == Cell("Dropped: menu headline, 4 lines", "note", one_line=True)
    assert fold.left is not None
    assert fold.left.text == "4 lines: \u2068Item 0, Item 1, Item 2, Item 3\u2069"
    assert text_row.key == 4


def test_an_unfolded_run_can_be_folded_again() -> None:
    text, blocks = article(kept("Text"), *[dropped(f"Item {number}") for number in range(5)])
    rows = rows_for_article(text, blocks, unfolded=frozenset({1}))
    assert [row.mark for row in rows] == ["kept", "fold_open", "dropped", "dropped", "dropped", "dropped"]
    assert [row.fold_key for row in rows] == [-1, 1, 1, 1, 1, 1]


def test_runs_fold_by_reason_and_mixtures_fold_too() -> None:
    text, blocks = article(
        dropped("Get the letter", "after the end"),
        *[dropped(f"Other {number}", "another article") for number in range(5)],
        *[dropped(f"Odd {number}", "link" if number % 2 else "short") for number in range(6)],
    )
    rows = rows_for_article(text, blocks)
    assert [(row.mark, row.fold_count) for row in rows] == [("dropped", 0), ("fold", 5), ("fold", 6)]
    assert rows[2].tip == "Dropped: short, link, 6 lines"


def test_unsure_and_corrected_blocks_never_fold() -> None:
    lines = [dropped(f"Item {number}") for number in range(9)]
    lines[4] = dropped("Item 4", "menu headline", 0.4)
    text, blocks = article(*lines)
    assert [row.mark for row in rows_for_article(text, blocks)] == ["fold", "unsure", "fold"]
    decided = rows_for_article(text, blocks, corrected=frozenset({4}))
    assert [row.mark for row in decided] == ["fold", "corrected", "fold"]


def test_empty_blocks_are_left_out_and_bullets_not_quoted() -> None:
    text, blocks = article(*[dropped(words) for words in ("-", "Home", "  ", "City", "•", "Courts")])
    (row,) = rows_for_article(text, blocks)
    assert row.fold_count == 5
    assert row.left is not None
    assert row.left.text == "5 lines: \u2068Home, City, Courts\u2069"


def test_a_long_fold_quotes_only_its_beginning() -> None:
    text, blocks = article(*[dropped("word " * 400) for _ in range(50)])
    (row,) = rows_for_article(text, blocks)
    assert row.left is not None
    assert len(row.left.text) < 300
    assert row.left.text.endswith("…\u2069")


def test_no_block_gives_no_row() -> None:
    assert rows_for_article("", []) == []


def test_index_of_finds_folded_blocks_and_the_first_of_equal_keys() -> None:
    rows = [Row(0, None, None, fold_count=4), Row(4, None, None), Row(4, None, None), Row(9, None, None)]
    assert [index_of(rows, key) for key in (-3, 0, 3, 4, 5, 9, 99)] == [0, 0, 0, 1, 1, 3, 3]
    assert index_of([], 2) == -1


def test_what_is_looked_for_shows_in_both_columns_and_opens_a_fold() -> None:
    text, blocks = article(*[dropped("menu")] * 5, kept("The harbour is closed."))
    assert rows_for_article(text, blocks)[0].mark == "fold"
    start = text.index("harbour")
    rows = rows_for_article(text, blocks, found=[(6, 8), (start, start + 7)])
    assert rows[1].left == Cell("menu", "dropped", 5, (Span(1, 3, "find"),))
    last = rows[-1]
    assert last.left is not None
    assert last.right is not None
    assert last.left.spans == last.right.spans == (Span(4, 11, "find"),)
