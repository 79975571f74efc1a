from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from labeler.duplicates.furniture import FURNITURE, TEASER, TOLD
from labeler.duplicates.looking import told
from labeler.duplicates.lookup import Lookup, closed, spanned
from labeler.duplicates.own_shares import OWN_COLUMNS, OwnShares
from labeler.duplicates.passages import SIDE, SIDES, Passages
from labeler.duplicates.verdicts import related
from labeler.duplicates.words import words_of
from tests.builders import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

CORE = SIDE + len(SIDES[0])
"""The column of an article's words without furniture."""
OWN = CORE + 3
TAKEN = OWN + 13
"""The column of its words that the other holds, too, with what was changed between them."""

BODY = sentences(1, 8).replace(". ", ".\n")
OTHER = sentences(2, 3).replace(". ", ".\n")


def rows(
    one: str, other: str, marks: Sequence[int | np.unsignedinteger[Any]]
) -> tuple[list[float], list[float]]:
    words = words_of([one, other]).slim()
    row = Passages(words).row(0, 1)
    assert row is not None
    first, second = OwnShares(words, np.array(marks, dtype=np.uint8)).rows(0, 1, row)
    assert len(first) == len(second) == OWN_COLUMNS
    assert first[: OWN_COLUMNS // 2].tolist() == second[OWN_COLUMNS // 2 :].tolist()
    return first.tolist(), second.tolist()


def test_lines_that_are_furniture_or_announce_other_stories_are_told_from_its_own() -> None:
    page = f"{BODY}\nSign up for the letter of this site today.\n{OTHER}\nHarbour news"
    marks = [TOLD] * 8 + [TOLD] * 8 + [FURNITURE] + [TEASER] * 3 + [0]
    of_body, of_page = rows(BODY, page, marks)
    words, others = len(BODY.split()), len(OTHER.split())
    assert of_body[OWN] == of_body[CORE] == words
    assert of_page[CORE] == words + others + 2
    assert of_page[OWN] == words + others


def test_words_changed_inside_a_passage_were_taken_over_with_it() -> None:
    changed = [
        "another" if at % 7 == 3 and word.isalpha() else word for at, word in enumerate(BODY.split(" "))
    ]
    of_body, _ = rows(BODY, " ".join(changed), [TOLD] * 16)
    assert of_body[0] < 0.9 * len(BODY.split()) < of_body[TAKEN]


def test_a_line_is_told_where_the_greater_part_of_it_stands_in_the_other_article() -> None:
    rest = BODY.split("\n")[1:]
    words = words_of([BODY, "\n".join([OTHER, *rest])]).slim()
    found = told(words, np.array([[0, 1]])).tolist()
    assert found == [False] + [True] * 7 + [False] * 3 + [True] * 7


@pytest.mark.parametrize(
    ("shares", "relation"),
    [
        ((0.9, 0.3), "contained"),
        ((0.3, 0.9), "contains"),
        ((0.9, 0.6), "near_duplicate"),
        ((0.84, 0.3), "near_duplicate"),
        ((0.5, 0.5), "near_duplicate"),
    ],
)
def test_what_lies_in_an_article_that_has_much_more_is_contained(
    shares: tuple[float, float], relation: str
) -> None:
    assert related(np.array([shares])) == [relation]


def test_places_are_those_of_equal_hashes() -> None:
    lookup = Lookup()
    one, other = np.array([5, 7, 9, 7], dtype=np.uint64), np.array([7, 5, 1 << 20 | 9], dtype=np.uint64)
    here, there = lookup.places(one, other)
    assert (here.tolist(), there.tolist()) == ([0, 1, 3], [1, 0, 0])
    assert [each.tolist() for each in lookup.places(other[2:], one)] == [[], []]


def test_runs_are_spanned_and_narrow_gaps_closed() -> None:
    flags = spanned(np.array([1, 5]), 10, 2)
    assert np.flatnonzero(flags).tolist() == [1, 2, 5, 6]
    assert np.flatnonzero(closed(flags, 2)).tolist() == [1, 2, 3, 4, 5, 6]
    assert closed(flags, 1).tolist() == flags.tolist()
    assert not closed(np.zeros(3, dtype=np.bool_), 2).any()
