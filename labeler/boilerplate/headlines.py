"""The headline, looked for once more when it is known which lines are kept.

The rules look for it above the stretch that they take for the article. The learned models often find that the article
begins earlier: what the rules found then is a heading within it. Besides, a capture's first line mostly is the page's
title, which says what the headline says in other words ("... | The Tarnby Courier"): the line that shares most with it is
the headline, wherever it stands above the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.titles import (
    ENOUGH,
    LEAD,
    OPENS,
    SITE_NAME,
    Headline,
    looks_like_headline,
    same_keys,
    whole_key,
)
from labeler.boilerplate.words import normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_ABOVE: Final = 120  # lines; between headline and text stand share bars, authors, a table of contents
_SAME: Final = 0.3  # says the page's title
_GIVEN: Final = 1.0  # says the title that is known
_FAR: Final = 0.01  # a line
_BELOW: Final = 0.1
_LONGEST: Final = 300  # characters of a page title
_TITLES: Final = 12  # lines that may be the page's title, besides the first
_TITLES_ABOVE: Final = 200
_TITLE_WORDS: Final = 4
_AGAIN: Final = 0.3  # of a line that is said again elsewhere
_LATER: Final = 0.8  # how much such a line tells, compared with the first


def headline_of_kept(
    lines: Sequence[Line], features: Features, kept: Flags, given: str | None
) -> Headline | None:
    """The line that names the lines that are kept.

    Args:
        lines: the lines of the text.
        features: their features.
        kept: for each line whether it is kept.
        given: the title, if it is known from elsewhere.

    Returns:
        The headline, or None when no line fits well enough, or no paragraph is kept.
    """
    told = np.flatnonzero(kept & (features.column("prose") > 0))
    if not len(told):
        return None
    start, last = int(told[0]), int(told[:2][-1])
    vocabulary = features.vocabulary
    lead = vocabulary.shares(vocabulary.of_lines(told[:LEAD]))
    title, like = _page_title(lines, features, given, start)
    best: Headline | None = None
    for i in range(max(0, start - _ABOVE), last + 1):
        f = features[i]
        if f.prose and f.words > 25:
            continue
        named = (
            bool(title) and (given is not None or i > 0) and same_keys(whole_key(lines, features, i), title)
        )
        if (not f.heading and not named) or (f.prose and not named and like[i] < 0.6):
            continue
        score = 0.7 * float(lead[i]) * min(1.0, (float(vocabulary.total[i]) + 2) / 10)
        score += looks_like_headline(lines, f, i) + float(like[i])
        score += named * (_SAME if given is None else _GIVEN)
        score -= _FAR * max(0, start - i) + _BELOW * max(0, i - start)
        if i == 0 and len(features) > 1 and features[1].prose:
            score += OPENS
        if score >= ENOUGH and (best is None or score >= best.score):
            best = Headline(i, score)
    return best


def _page_title(
    lines: Sequence[Line], features: Features, given: str | None, start: int
) -> tuple[str, Floats]:
    """The title that lines are compared by, and how much each line has in common with what may be the page's, 0 to 1.

    The page's title is the first line of most captures. Where menus stand before it, it is a line with the site's name
    behind a bar or a dash, of which there may be others, or one that is said again as the headline. `start` is the first
    paragraph that is kept.
    """
    like = np.zeros(len(lines))
    if given is not None:
        return normal(given), like
    for row in _with_site_name(lines, features, start):
        like = np.maximum(like, _LATER * _in_common(features, row))
    words = features.column("words")
    # An author's name shares all of its words with many a title.
    like *= np.minimum(1.0, (words + 1) / (_TITLE_WORDS + 1))
    like = np.maximum(like, _AGAIN * ((features.column("repeats") > 0) & (words >= _TITLE_WORDS)))
    if features[0].words < 2 or len(lines[0].text) >= _LONGEST:
        return "", like
    return whole_key(lines, features, 0), np.maximum(like, _in_common(features, 0))


def _with_site_name(lines: Sequence[Line], features: Features, start: int) -> list[int]:
    """The lines nearest above the text that may be the page's title, as they hold a site's name behind a bar or a dash."""
    found = [
        row
        for row in range(max(1, start - _TITLES_ABOVE), start)
        if features[row].words >= _TITLE_WORDS
        and len(lines[row].text) < _LONGEST
        and SITE_NAME.search(lines[row].text)
    ]
    return found[-_TITLES:]


def _in_common(features: Features, row: int) -> Floats:
    """How much each other line has in common with one that may be a title.

    That is the harmonic mean of the share of its words that the title has, and of the title's that it has: the name of the
    site is in the title, too, but little of the title is in the name.
    """
    vocabulary = features.vocabulary
    words = vocabulary.of_lines(np.array([row]))
    of_line = vocabulary.shares(words)
    of_title = vocabulary.held(words) / max(1.0, float(words.sum()))
    like: Floats = 2 * of_line * of_title / np.maximum(of_line + of_title, 1e-9)
    like[row] = 0.0  # it is the page's title, not yet the article's
    return like
