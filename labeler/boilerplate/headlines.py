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
    title, like = _page_title(lines, features, given)
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


def _page_title(lines: Sequence[Line], features: Features, given: str | None) -> tuple[str, Floats]:
    """The title that lines are compared by, and how much each line has in common with the page's, 0 to 1.

    That is the harmonic mean of the share of its words that the title has, and of the title's that it has: the name of the
    site is in the title, too, but little of the title is in the name.
    """
    none = np.zeros(len(lines))
    if given is not None:
        return normal(given), none
    if features[0].words < 2 or len(lines[0].text) >= _LONGEST:
        return "", none
    vocabulary = features.vocabulary
    words = vocabulary.of_lines(np.zeros(1, dtype=np.intp))
    of_line = vocabulary.shares(words)
    of_title = vocabulary.held(words) / max(1.0, float(words.sum()))
    like = 2 * of_line * of_title / np.maximum(of_line + of_title, 1e-9)
    like[0] = 0.0  # it is the page's title, not yet the article's
    return whole_key(lines, features, 0), like
