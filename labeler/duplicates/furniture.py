"""Which lines of an article are not its story: the sites' (menus, calls to subscribe, bylines of an agency), and teasers of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.duplicates.joining import spread
from labeler.duplicates.reading import lead_openings, line_owners, line_sums, openings

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from labeler.duplicates.fingerprints import Prints
    from labeler.duplicates.index import Index, Run

    Flags = NDArray[np.bool_]
    Marks = NDArray[np.uint8]
    Numbers = NDArray[np.uint64]
    Places = NDArray[np.intp]

FURNITURE, ELSEWHERE, TEASER, TOLD = np.uint8(1), np.uint8(2), np.uint8(4), np.uint8(8)
"""Marks of a line: it stands in three stories or more; in two; it begins as another story's article does; copies hold it, too."""

_STORIES: Final = 3
"""A line in two stories may be one that the other quotes or announces; in three it is furniture."""
_ARTICLES: Final = 1024
_LINES: Final = 1 << 16


class Lines(NamedTuple):
    """The lines of some articles.

    Attributes:
        articles: which, by number, each once, in order.
        bounds: where the lines of each begin, and where those of the last end.
        marks: of each line FURNITURE, ELSEWHERE, TEASER and TOLD, added up.
    """

    articles: Places
    bounds: Places
    marks: Marks

    def of(self, articles: Places) -> Places:
        """The places of the lines of some of them."""
        at = np.searchsorted(self.articles, articles)
        return spread(self.bounds[at], self.bounds[at + 1] - self.bounds[at])


def marked_lines(index: Index, articles: Places, story: Places) -> Lines:
    """The lines of some articles, all but TOLD marked.

    Args:
        index: all articles.
        articles: those whose lines are asked for, by number, each once, in order.
        story: of each article of the index the number of its story.
    """
    owners, sums, begins = _read(index, articles)
    wanted, of_line = np.unique(sums, return_inverse=True)
    stories = _stories(index, wanted, story, lambda run: run.lines)[0][of_line]
    marks = (stories >= _STORIES) * FURNITURE + (stories == _STORIES - 1) * ELSEWHERE
    # What several stories begin with is no story's first sentence.
    some = np.flatnonzero(begins)
    wanted, of_line = np.unique(begins[some], return_inverse=True)
    stories, ties = _stories(index, wanted, story, lambda run: run.leads)
    own = np.isin(of_line * index.articles + story[articles[owners[some]]], ties)
    marks[some[(stories[of_line] > own) & (stories[of_line] < _STORIES)]] |= TEASER
    bounds = np.searchsorted(owners, np.arange(len(articles) + 1))
    return Lines(articles, bounds, marks)


def _read(index: Index, articles: Places) -> tuple[Places, Numbers, Numbers]:
    """Of each line of some articles whose it is, its sum, and how it begins; zero if its article begins so, too."""
    parts = []
    for begin in range(0, len(articles), _ARTICLES):
        words = index.words(articles[begin : begin + _ARTICLES])
        owner, opening = line_owners(words), openings(words)
        opening[opening == lead_openings(words)[owner]] = 0
        parts.append((owner + begin, line_sums(words), opening))
    none = np.zeros(0, dtype=np.uint64)
    owners, sums, begins = zip((none.astype(np.intp), none, none), *parts, strict=True)
    return np.concatenate(owners), np.concatenate(sums), np.concatenate(begins)


def _stories(
    index: Index, wanted: Numbers, story: Places, prints: Callable[[Run], Prints]
) -> tuple[Places, Places]:
    """In how many stories each of some hashes stands; and each with each of them, as one number."""
    found = [np.zeros(0, dtype=np.intp)]
    for first in range(0, len(wanted), _LINES):
        some = wanted[first : first + _LINES]
        parts = []
        for run in index.runs:
            held = prints(run)
            begin = np.searchsorted(held.hashes, some)
            count = np.searchsorted(held.hashes, some, side="right") - begin
            at = spread(begin, count)
            of_hash = np.repeat(np.arange(first, first + len(some)), count)
            parts.append(np.unique(of_hash * index.articles + story[held.owners[at]]))
        found.append(np.unique(np.concatenate(parts)))
    ties = np.concatenate(found)
    return np.bincount(ties // index.articles, minlength=len(wanted)), ties
