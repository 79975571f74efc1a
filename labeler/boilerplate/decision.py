"""The decision: for every line of a text, whether it is kept, why, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

import numpy as np

from labeler.boilerplate.breaks import find_breaks
from labeler.boilerplate.listing import lists_articles
from labeler.boilerplate.repeats import summary_lines
from labeler.boilerplate.scoring import evidence, line_odds
from labeler.boilerplate.segments import Chain, Segment, choose, cut
from labeler.boilerplate.titles import Headline, copies_of, find_headline, nearest_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line

    Floats = NDArray[np.float64]

Place: TypeAlias = Literal[
    "nowhere", "before", "copy", "headline", "head", "summary", "article", "gap", "after"
]
"""Where a line stands: before the headline, another copy of it, the headline itself, between it and the text, in a
summary that the text repeats, in the text, in a foreign part within it, after its end; or no article was found."""

_LEAST: Final = (
    4.0  # evidence of one good paragraph; with less, and little of the text covered, there is no article
)
_LEAST_SHARE: Final = 0.3
_NAMED: Final = 1.0  # score of a headline that says what the page's title says

_WINDOW: Final = 3  # lines before and after whose odds say where a line stands
_MARGIN_MAX: Final = 8.0
_ELSEWHERE: Final[dict[Place, float]] = {"copy": -1.2, "summary": -0.7, "gap": -1.5}
_NUMBER: Final[dict[Place, int]] = {place: number for number, place in enumerate(get_args(Place))}
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


@dataclass(frozen=True, slots=True, eq=False)
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
    odds: Floats
    headline: Headline | None
    segments: tuple[Segment, ...]
    alone: Floats

    def decisions(self) -> list[tuple[bool, float]]:
        """For each line whether it is kept, and the probability of that, rounded to three places; at least 0.5 if and only if it is."""
        kept = self.odds >= 0
        share = np.round(1 / (1 + np.exp(-np.clip(self.odds, -20.0, 20.0))), 3)
        share = np.where(kept, np.maximum(0.5, share), np.minimum(0.499, share))
        return list(zip(kept.tolist(), share.tolist(), strict=True))


def judge(lines: Sequence[Line], features: Features, title: str | None) -> Judged:
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
    headline = find_headline(lines, features, chain.start, chain.stop, title) if chain else None
    if chain is None or lists_articles(features) or not _enough(chain, features, values, headline):
        nowhere: list[Place] = ["nowhere" for _ in lines]
        return Judged(
            tuple(nowhere),
            np.minimum(-0.5, np.maximum(-4.0, alone - 2.0)),
            None,
            tuple(segments),
            alone,
        )
    copies = copies_of(lines, features, headline, chain.start, chain.stop) if headline else ()
    headline = headline or nearest_heading(lines, features, chain.start, chain.stop)
    places = _places(lines, features, chain, headline, copies)
    odds = _odds(features, alone, places, chain, headline)
    return Judged(tuple(places), odds, headline, tuple(segments), alone)


def _enough(chain: Chain, features: Features, values: Floats, headline: Headline | None) -> bool:
    inside = [i for start, stop in chain.parts for i in range(start, stop)]
    # A news item may be a single paragraph: below the headline that the page is called by, less will do.
    named = headline is not None and headline.score >= _NAMED
    if values[inside].sum() >= (_LEAST / 2 if named else _LEAST):
        return True
    words = features.column("words")
    return bool(words[inside].sum() >= _LEAST_SHARE * words.sum())


def _places(
    lines: Sequence[Line],
    features: Features,
    chain: Chain,
    headline: Headline | None,
    copies: Sequence[int],
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
    for i in copies:
        if i < chain.start or i < headline.index:
            places[i] = "copy"
    places[headline.index] = "headline"
    for i in summary_lines(lines, features, headline.index + 1, chain.stop):
        places[i] = "summary"
    return places


def _odds(
    features: Features,
    alone: Floats,
    places: Sequence[Place],
    chain: Chain,
    headline: Headline | None,
) -> Floats:
    """Log-odds that each line is kept: below 0 whatever lies outside or says itself that it is furniture.

    The place decides; the weights say how sure that is. They come from logistic regressions on the lines of each
    place in labelled pages, rounded, so that of the lines with a probability near p about the share p is article.
    """
    margin = min(chain.margin, _MARGIN_MAX)
    title = min(headline.score, 1.5) if headline else 0.0
    own = np.maximum(-4.0, alone)
    around = _means_around(own)
    prose, mark = features.column("prose"), features.column("mark") > 0
    where = np.array([_NUMBER[place] for place in places])
    says = mark | np.array([f.cue in _DROPPED_CUES for f in features], dtype=np.bool_)
    outside: dict[Place, Floats | float] = {
        "before": 0.9 + 1.2 * around + 1.2 * prose - 0.14 * margin - 1.7 * title,
        "head": 0.4 + 0.6 * own + 0.7 * around - 1.3 * title,
        "after": 0.3 * own + 0.3 * around - 0.65 * margin - 0.7 * prose,
        **_ELSEWHERE,
    }
    odds = np.zeros(len(places))
    for place, values in outside.items():
        odds = np.where(where == _NUMBER[place], values, odds)
    odds = np.minimum(-0.1, np.maximum(-5.0, odds))
    dropped = np.minimum(-0.1, 0.6 + 0.95 * own - 2.6 * prose)
    kept = np.maximum(0.05, 1.2 + 0.2 * own + 0.4 * around + 0.05 * margin + 0.3 * title)
    odds = np.where(where == _NUMBER["article"], np.where(says, dropped, kept), odds)
    if headline:
        odds[headline.index] = min(3.5, max(0.1, 3.5 * title - 1.5))
    return odds


def _means_around(values: Floats) -> Floats:
    """The mean of each line and of the lines next to it."""
    wide = 2 * _WINDOW + 1
    padded = np.zeros((2, len(values) + wide - 1))
    padded[:, _WINDOW : _WINDOW + len(values)] = values, np.ones(len(values))
    total, count = np.sum([padded[:, step : step + len(values)] for step in range(wide)], axis=0)
    return np.asarray(total / count)
