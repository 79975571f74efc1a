from __future__ import annotations

from labeler.boilerplate.align import align, tokens


def test_lines_are_found_in_order() -> None:
    lines = ["Home", "The lamp failed nine winters ago.", "Share", "It will burn again in November.", "Home"]
    assert align(lines, "The lamp failed nine winters ago.\nIt will burn again in November.") == [
        0,
        1,
        0,
        1,
        0,
    ]


def test_joined_and_parted_paragraphs_are_found() -> None:
    lines = ["The lamp failed", "nine winters ago, said the keeper.", "It will burn again in November."]
    extract = "The lamp failed nine winters ago, said the keeper. It will burn\nagain in November."
    assert align(lines, extract) == [1, 1, 1]


def test_a_line_said_twice_is_taken_where_the_order_wants_it() -> None:
    teaser = "The lamp failed nine winters ago."
    lines = [teaser, "Menu", "A keeper lights the lamp again", teaser, "It will burn again in November."]
    shares = align(lines, f"A keeper lights the lamp again\n{teaser}\nIt will burn again in November.")
    assert shares == [0, 0, 1, 1, 1]


def test_short_lines_count_only_between_their_neighbours() -> None:
    lines = ["Pros", "The lamp burns very bright.", "Cons", "The tower is too high."]
    assert align(lines, "The lamp burns very bright.\nCons\nThe tower is too high.") == [0, 1, 1, 1]


def test_nothing_extracted() -> None:
    assert align(["a line of five words", ""], "") == [0, 0]
    assert align([], "words") == []


def test_signs_of_scripts_without_spaces_are_tokens() -> None:
    assert tokens("灯塔 2031 Lamp") == ["灯", "塔", "2031", "lamp"]
