"""From features to evidence: how strongly each line, seen alone, speaks for being article text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.cues import Cue
    from labeler.boilerplate.features import Features

    Floats = NDArray[np.float64]

# Log-odds, found by logistic regression on labelled pages (lines weighted by their words) and rounded by hand.
_BIAS: Final = -1.3
_MANY: Final = 80  # words; more of them say no more
_LOG_WORDS: Final = 0.6
_ENDS: Final = 1.0
_SENTENCE: Final = -0.15  # each; very many sentence ends in a line are abbreviations, prices, ratings
_SHORT: Final = -0.2
_COLON: Final = 1.5  # announces something that follows
_CAPITALS: Final = -0.9  # a title in capitals is a link more often than not
_DIGITS: Final = 0.6
_COMMA: Final = 0.35
_BARS: Final = -0.2
_ADDRESS: Final = -0.6
_REPEATED: Final = -1.1
_BULLETED: Final = -0.5
_MARK: Final = -2.0
_CUES: Final[dict[Cue, float]] = {
    "end": -2.5,
    "share": -2.5,
    "furniture": -2.5,
    "footer": -4.0,
    "stamp": -1.5,
    "byline": -2.0,
    "caption": -1.8,
    "contents": -2.0,
    "link": -2.5,
}


_LOGS: Final = np.array([math.log1p(words) for words in range(_MANY + 1)])


def line_odds(features: Features) -> Floats:
    """Log-odds of each line that it is article text: a weighted sum of its features. Above 0 is for."""
    of = features.column
    words = of("words")
    odds = _BIAS + _LOG_WORDS * _LOGS[np.minimum(words, _MANY).astype(np.intp)]
    odds += _SENTENCE * np.minimum(of("sentences"), 4)
    odds += _ENDS * of("ends") + _SHORT * (words <= 4) + _COLON * of("colon") + _CAPITALS * of("capitals")
    odds += _DIGITS * of("digits") + _COMMA * of("commas") + _BARS * of("bars") + _ADDRESS * of("address")
    odds += _REPEATED * (of("repeats") > 0) + _BULLETED * of("bulleted") + _MARK * of("mark")
    return np.asarray(odds + np.array([_CUES.get(f.cue, 0.0) for f in features]))


def evidence(features: Features, odds: Floats) -> Floats:
    """Log-odds weighted by what a line weighs: the square root of its words, so a long paragraph outdoes a short link.

    Without a weight, forty menu lines outvote ten paragraphs; with the words themselves, one comment wall
    outvotes an article. The root measured best.
    """
    return odds * np.sqrt(features.column("words") + 1)


def best_run(values: Sequence[float]) -> tuple[int, int, float]:
    """The stretch of values with the greatest sum (Kadane), as body text extraction looks for the main text.

    Returns:
        First index, index past the last, and the sum; ``(0, 0, 0.0)`` when no value is above 0.
    """
    best = (0, 0, 0.0)
    total = 0.0
    start = 0
    for i, value in enumerate(values):
        if total <= 0:
            total, start = 0.0, i
        total += value
        if total > best[2]:
            best = (start, i + 1, total)
    return best
