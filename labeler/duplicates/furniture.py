"""Which lines are the sites' and no story's: menus, calls to subscribe, bylines of an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.duplicates.joining import spread
from labeler.duplicates.reading import line_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.duplicates.index import Index
    from labeler.duplicates.words import Words

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.uint64]
    Places = NDArray[np.intp]

_STORIES: Final = 3
"""A line in two stories may be one that the other quotes or announces; in three it is furniture."""
_ARTICLES: Final = 1024
_LINES: Final = 1 << 16


def furniture_of(index: Index, articles: Places, story: Places) -> Numbers:
    """The lines of some articles that stand in three stories or more, as sums of their words' hashes, in order.

    Args:
        index: all articles.
        articles: those whose lines are asked for, by number, each once, in order.
        story: of each article of the index the number of its story.
    """
    begins = range(0, len(articles), _ARTICLES)
    lines = [line_sums(index.words(articles[begin : begin + _ARTICLES])) for begin in begins]
    wanted = np.unique(np.concatenate(lines)) if lines else np.empty(0, dtype=np.uint64)
    found = [
        some[_stories(index, some, story) >= _STORIES]
        for some in (wanted[begin : begin + _LINES] for begin in range(0, len(wanted), _LINES))
    ]
    return np.concatenate([wanted[:0], *found])


def in_furniture(words: Words, furniture: Numbers) -> Flags:
    """For each word whether its line is furniture."""
    flags = np.isin(line_sums(words), furniture)
    return np.repeat(flags, np.diff(np.append(words.lines, len(words.hashes))))


def _stories(index: Index, lines: Numbers, story: Places) -> Places:
    """In how many stories each of some lines stands."""
    parts = []
    for run in index.runs:
        begin = np.searchsorted(run.lines.hashes, lines)
        count = np.searchsorted(run.lines.hashes, lines, side="right") - begin
        at = spread(begin, count)
        of_line = np.repeat(np.arange(len(lines)), count)
        parts.append(np.unique(of_line * index.articles + story[run.lines.owners[at]]))
    of_line = np.unique(np.concatenate(parts)) // index.articles
    return np.bincount(of_line, minlength=len(lines))
