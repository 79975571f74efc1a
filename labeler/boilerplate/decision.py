"""The decision: for every line of a text, whether it is kept, why, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from labeler.boilerplate.breaks import find_breaks
from labeler.boilerplate.repeats import summary_lines
from labeler.boilerplate.scoring import evidence, line_odds
from labeler.boilerplate.segments import Chain, Segment, choose, cut
from labeler.boilerplate.titles import Headline, find_headline, nearest_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.features import LineFeatures
    from labeler.boilerplate.lines import Line

Place: TypeAlias = Literal[
    "nowhere", "before", "copy", "headline", "head", "summary", "article", "gap", "after"
]
"""Where a line stands: before the headline, another copy of it, the headline itself, between it and the text, in a
summary that the text repeats, in the text, in a foreign part within it, after its end; or no article was found."""

_LEAST: Final = (
    4.0  # evidence of one good paragraph; with less, and little of the text covered, there is no article
)
_LEAST_SHARE: Final = 0.3

_WINDOW: Final = 3  # lines before and after whose odds say where a line stands
_MARGIN_MAX: Final = 8.0
_ELSEWHERE: Final[dict[Place, float]] = {"copy": -1.2, "summary": -0.7, "gap": -1.5}
_DROPPED_CUES: Final = (
    "end",
    "share",
    "furniture",
    "footer",
    "stamp",
    "byline",
    "caption",
    "contents",
    "link",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A text, looked at.

    Attributes:
        places: where each line stands.
        odds: log-odds that it is kept; kept from 0 on.
        headline: the headline, if one was found.
        segments: the segments of the text, for the reasons.
        alone: log-odds of each line seen alone.
    """

    places: tuple[Place, ...]
    odds: tuple[float, ...]
    headline: Headline | None
    segments: tuple[Segment, ...]
    alone: tuple[float, ...]

    def probability(self, i: int) -> float:
        """The probability that line `i` is kept, rounded to three places; at least 0.5 if and only if it is."""
        p = 1 / (1 + math.exp(-max(-20.0, min(20.0, self.odds[i]))))
        return max(0.5, round(p, 3)) if self.odds[i] >= 0 else min(0.499, round(p, 3))


def judge(lines: Sequence[Line], features: Sequence[LineFeatures], title: str | None) -> Judged:
    """Find the article among the lines and decide on each.

    Args:
        lines: the lines of a text.
        features: their features.
        title: a title known from elsewhere.

    Returns:
        Places and log-odds, one a line.
    """
    alone = line_odds(features)
    values = evidence(features, alone)
    segments = cut(features, values, find_breaks(lines, features))
    chain = choose(lines, features, values, segments, title)
    if chain is None or not _enough(chain, features, values):
        nowhere: list[Place] = ["nowhere" for _ in lines]
        return Judged(
            tuple(nowhere),
            tuple(min(-0.5, max(-4.0, o - 2.0)) for o in alone),
            None,
            tuple(segments),
            tuple(alone),
        )
    headline = find_headline(lines, features, chain.start, chain.stop, title)
    headline = headline or nearest_heading(lines, features, chain.start, chain.stop)
    places = _places(lines, features, chain, headline)
    odds = _odds(features, alone, places, chain, headline)
    return Judged(tuple(places), tuple(odds), headline, tuple(segments), tuple(alone))


def _enough(chain: Chain, features: Sequence[LineFeatures], values: Sequence[float]) -> bool:
    inside = [i for start, stop in chain.parts for i in range(start, stop)]
    if sum(values[i] for i in inside) >= _LEAST:
        return True
    words = sum(f.words for f in features)
    return sum(features[i].words for i in inside) >= _LEAST_SHARE * words


def _places(
    lines: Sequence[Line], features: Sequence[LineFeatures], chain: Chain, headline: Headline | None
) -> list[Place]:
    count = len(lines)
    places: list[Place] = [
        "before" if i < chain.start else "gap" if i < chain.stop else "after" for i in range(count)
    ]
    for start, stop in chain.parts:
        for i in range(start, stop):
            places[i] = "article"
    if headline is None:
        return places
    for i in range(chain.stop):
        if i < headline.index:
            places[i] = "before"
        elif i < chain.start:
            places[i] = "head"
    for i in headline.copies:
        if i < chain.start or i < headline.index:
            places[i] = "copy"
    places[headline.index] = "headline"
    for i in summary_lines(lines, features, headline.index + 1, chain.stop):
        places[i] = "summary"
    return places


def _odds(
    features: Sequence[LineFeatures],
    alone: Sequence[float],
    places: Sequence[Place],
    chain: Chain,
    headline: Headline | None,
) -> list[float]:
    """Log-odds that each line is kept: below 0 whatever lies outside or says itself that it is furniture.

    The place decides; the weights say how sure that is. They come from logistic regressions on the lines of each
    place in labelled pages, rounded, so that of the lines with a probability near p about the share p is article.
    """
    margin = min(chain.margin, _MARGIN_MAX)
    title = min(headline.score, 1.5) if headline else 0.0
    found = []
    for i, place in enumerate(places):
        f, own = features[i], max(-4.0, alone[i])
        near = range(max(0, i - _WINDOW), min(len(places), i + _WINDOW + 1))
        around = sum(max(-4.0, alone[j]) for j in near) / len(near)
        if place == "headline":
            odds = min(3.5, max(0.1, 3.5 * title - 1.5))
        elif place == "article" and (f.cue in _DROPPED_CUES or f.mark):
            odds = min(-0.1, 0.6 + 0.95 * own - 2.6 * f.prose)
        elif place == "article":
            odds = max(0.05, 1.2 + 0.2 * own + 0.4 * around + 0.05 * margin + 0.3 * title)
        elif place == "before":
            odds = 0.9 + 1.2 * around + 1.2 * f.prose - 0.14 * margin - 1.7 * title
        elif place == "head":
            odds = 0.4 + 0.6 * own + 0.7 * around - 1.3 * title
        elif place == "after":
            odds = 0.3 * own + 0.3 * around - 0.65 * margin - 0.7 * f.prose
        else:
            odds = _ELSEWHERE[place]
        found.append(odds if place in ("headline", "article") else min(-0.1, max(-5.0, odds)))
    return found
