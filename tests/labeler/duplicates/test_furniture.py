from __future__ import annotations

import numpy as np

from labeler.duplicates.furniture import ELSEWHERE, FURNITURE, TEASER, Lines, marked_lines
from labeler.duplicates.index import Index
from labeler.duplicates.reading import read
from tests.builders import sentences

MENU = "Front page Markets Ferries Weather"
STORIES = [sentences(number, 6) for number in range(6)]


def leads(number: int) -> str:
    """The first sentence of a story."""
    return STORIES[number].split(". ")[0] + "."


def marked(texts: list[str], story: list[int]) -> list[list[int]]:
    """The marks of the lines of each text."""
    index = Index()
    index.add(read(texts[:2]))
    _ = index.runs
    index.add(read(texts[2:]))
    lines = marked_lines(index, np.arange(len(texts)), np.array(story))
    return [lines.marks[lines.of(np.array([at]))].tolist() for at in range(len(texts))]


def test_stories_count_and_not_their_copies() -> None:
    texts = [f"{MENU}\n{STORIES[number]}" for number in range(3)]
    assert marked(texts, [0, 1, 2]) == [[FURNITURE, 0]] * 3
    assert marked(texts, [0, 0, 1]) == [[ELSEWHERE, 0]] * 3
    assert marked(texts, [0, 0, 0]) == [[0, 0]] * 3


def test_a_line_that_begins_as_another_story_does_is_a_teaser() -> None:
    texts = [STORIES[0], STORIES[1], f"{STORIES[2]}\n{leads(0)}\n{leads(1)}"]
    assert marked(texts, [0, 1, 2]) == [[0], [0], [0, TEASER, TEASER]]
    # A copy of its own story, or one whose article begins the same, announces nothing.
    assert marked(texts, [0, 1, 1]) == [[0], [0], [0, TEASER, 0]]
    assert marked([STORIES[0], f"{leads(0)}\n{STORIES[1]}\n{leads(0)}"], [0, 1])[1] == [0, 0, 0]


def test_what_three_stories_begin_with_announces_none_of_them() -> None:
    begin = "Sign up for our morning letter and read more."
    texts = [f"{begin}\n{STORIES[number]}" for number in range(3)] + [f"{STORIES[3]}\n{begin}"]
    assert marked(texts, [0, 1, 2, 3])[3] == [0, FURNITURE]


def test_lines_of_some_articles_are_those_of_each_one_after_the_other() -> None:
    lines = Lines(np.array([2, 5, 9]), np.array([0, 2, 3, 6]), np.zeros(6, dtype=np.uint8))
    assert lines.of(np.array([2, 9])).tolist() == [0, 1, 3, 4, 5]


def test_an_index_without_articles_has_no_lines() -> None:
    found = marked_lines(Index(), np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))
    assert len(found.marks) == 0
