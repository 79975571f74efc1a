"""From features to evidence: how strongly each line, seen alone, speaks for being article text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.cues import Cue
    from labeler.boilerplate.features import LineFeatures

# Log-odds, found by logistic regression on labelled pages (lines weighted by their words) and rounded by hand.
_BIAS: Final = -1.3
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


def line_odds(features: Sequence[LineFeatures]) -> list[float]:
    """Log-odds of each line that it is article text: a weighted sum of its features. Above 0 is for."""
    return [_odds(f) for f in features]


def _odds(f: LineFeatures) -> float:
    odds = _BIAS + _LOG_WORDS * math.log1p(min(f.words, 80)) + _SENTENCE * min(f.sentences, 4)
    odds += _ENDS * f.ends + _SHORT * (f.words <= 4) + _COLON * f.colon + _CAPITALS * f.capitals
    odds += _DIGITS * f.digits + _COMMA * f.commas + _BARS * f.bars + _ADDRESS * f.address
    odds += _REPEATED * (f.repeats > 0) + _BULLETED * f.bulleted + _MARK * f.mark
    return odds + _CUES.get(f.cue, 0.0)


def evidence(features: Sequence[LineFeatures], odds: Sequence[float]) -> list[float]:
    """Log-odds weighted by what a line weighs: the square root of its words, so a long paragraph outdoes a short link.

    Without a weight, forty menu lines outvote ten paragraphs; with the words themselves, one comment wall
    outvotes an article. The root measured best.
    """
    return [o * math.sqrt(f.words + 1) for f, o in zip(features, odds, strict=True)]


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
