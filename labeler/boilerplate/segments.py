"""Segments: stretches of lines between breaks, and the chain of them that is the article."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from labeler.boilerplate.scoring import best_run
from labeler.boilerplate.titles import find_headline, same_title
from labeler.boilerplate.vocabulary import share_covered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.breaks import Break, BreakKind
    from labeler.boilerplate.features import Features
    from labeler.boilerplate.lines import Line

    Floats = NDArray[np.float64]

_ANCHORS: Final = 8  # segments that compete to be the article's beginning
_TITLE_WORTH: Final = 0.5  # a headline that fits fully makes a segment worth half as much again
_TITLE_MAX: Final = 1.6
_HALF_VALUE: Final = 50.0  # evidence of about six paragraphs
_RIVAL: Final = 28.0  # an earlier segment of this evidence
_LATER: Final = 0.45  # makes all later ones worth this much less
# Log-odds that a stretch continues an article, from its share of words that the article holds, the size of
# the article's vocabulary and its own; logistic regression on halves of articles against their likeliest rivals.
_LINK: Final = (3.6, 18.0, -2.58, 1.0)
_LINK_TRUST: Final = 0.7
_LINK_PRIOR: Final = 4.0
_LINK_MIN_WORDS: Final = 8
_SOFT: Final = ("list", "time stamp", "blank lines")
_SKIPPED: Final = 1.0  # each segment that was left out makes going on less likely


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of lines between two breaks.

    Attributes:
        start: first line.
        stop: line past the last.
        strength: of the break before it, 0 for the first segment.
        kind: of that break, "" for the first segment.
        run_start: first line of its best run of article-like lines.
        run_stop: line past the last of that run.
        value: the run's evidence.
    """

    start: int
    stop: int
    strength: float
    kind: BreakKind | Literal[""]
    run_start: int
    run_stop: int
    value: float


@dataclass(frozen=True, slots=True)
class Chain:
    """The article as segments.

    Attributes:
        parts: stretches of lines, first and past the last, that make it up; what lies between them is not article.
        margin: by how much, in log-odds, the closest yes or no of the chain was decided; small is unsure.
    """

    parts: tuple[tuple[int, int], ...]
    margin: float

    @property
    def start(self) -> int:
        """First line of the body."""
        return self.parts[0][0]

    @property
    def stop(self) -> int:
        """The line past the last: here the article has ended."""
        return self.parts[-1][1]


def cut(features: Features, values: Floats, breaks: Sequence[Break]) -> list[Segment]:
    """Cut a text at its breaks; every line belongs to exactly one segment."""
    inner = [b for b in breaks if b.index > 0]
    starts = [0, *(b.index for b in inner)]
    stops = [*(b.index for b in inner), len(features)]
    weighed = values.tolist()
    found = []
    for start, stop, opening in zip(starts, stops, [None, *inner], strict=True):
        first, past, value = best_run(weighed[start:stop])
        strength = opening.strength if opening else 0.0
        found.append(
            Segment(
                start, stop, strength, opening.kind if opening else "", start + first, start + past, value
            )
        )
    return found


def choose(
    lines: Sequence[Line],
    features: Features,
    values: Floats,
    segments: Sequence[Segment],
    title: str | None,
) -> Chain | None:
    """The chain of segments that is the article.

    The segment that is worth most with its headline is the anchor. Going on from it in both directions, a
    segment joins when its words fit those of the chain so far better than the break between them parts the two.

    Args:
        lines: the lines.
        features: their features.
        values: their evidence.
        segments: as `cut` makes them.
        title: a title known from elsewhere.

    Returns:
        The chain, or None when no segment holds article-like lines.
    """
    ranked = sorted((s for s in segments if s.value > 0), key=lambda s: -s.value)[:_ANCHORS]
    if not ranked:
        return None
    anchor = _anchor(lines, features, sorted(ranked, key=lambda s: s.start), title)
    place = segments.index(anchor)
    core = _words(features, anchor)
    forward, margin_after = _extend(
        features, segments[place + 1 :], core, [s.strength for s in segments[place + 1 :]]
    )
    before = list(reversed(segments[:place]))
    parting = [s.strength for s in reversed(segments[1 : place + 1])]
    backward, margin_before = _extend(features, before, core, parting)
    joined = {s.start for s in (*backward, anchor, *forward)}
    return Chain(_parts(values, segments, joined), min(margin_after, margin_before))


def _anchor(
    lines: Sequence[Line], features: Features, ranked: Sequence[Segment], title: str | None
) -> Segment:
    """The segment that the article most likely begins with; `ranked` stands in text order, worth above 0."""
    best, best_worth, rival = ranked[0], -1.0, False
    for segment in ranked:
        headline = find_headline(lines, features, segment.run_start, segment.run_stop, title)
        fit = min(_TITLE_MAX, headline.score) if headline else 0.0
        # Beyond some paragraphs, more text does not make an article more likely the captured one.
        worth = segment.value / (segment.value + _HALF_VALUE) * (1 + _TITLE_WORTH * fit)
        named = title is not None and headline is not None and same_title(lines[headline.index].text, title)
        # The article that was captured stands before those that the site added, unless its title is known.
        if named:
            worth *= 2
        elif rival:
            worth *= _LATER
        if worth > best_worth:
            best, best_worth = segment, worth
        rival = rival or segment.value > _RIVAL
    return best


def _extend(
    features: Features,
    candidates: Sequence[Segment],
    core: Floats,
    strengths: Sequence[float],
) -> tuple[list[Segment], float]:
    """Segments that join, going away from the anchor, and the smallest margin of the decisions made."""
    joined: list[Segment] = []
    margin = math.inf
    against = 0.0
    for segment, strength in zip(candidates, strengths, strict=True):
        against += strength
        if against > 12:
            break  # nothing can overcome this
        if segment.value <= 0:
            continue
        words = _words(features, segment)
        odds = link_odds(words, core) - against
        margin = min(margin, abs(odds))
        if odds > 0:
            joined.append(segment)
            np.maximum(core, words, out=core)  # going backwards, what was joined ahead counts, too
            against = 0.0
        else:
            against += _SKIPPED
    return joined, margin


def link_odds(words: Floats, core: Floats) -> float:
    """Log-odds that a stretch with these words continues the article whose words are `core`, no break seen."""
    own, known = int(np.count_nonzero(words)), int(np.count_nonzero(core))
    if own < _LINK_MIN_WORDS or not known:
        return _LINK_PRIOR
    bias, covered, core_size, own_size = _LINK
    fit = bias + covered * share_covered(words, core)
    fit += core_size * math.log(known) + own_size * math.log(own)
    return _LINK_PRIOR + _LINK_TRUST * fit


def _words(features: Features, segment: Segment) -> Floats:
    inside = slice(segment.run_start, segment.run_stop)
    prose = segment.run_start + np.flatnonzero(features.column("prose")[inside])
    return features.vocabulary.of_lines(prose)


def _parts(values: Floats, segments: Sequence[Segment], joined: set[int]) -> tuple[tuple[int, int], ...]:
    """The stretches of lines that the joined segments make up, weak ends trimmed.

    A segment without article-like lines between two joined ones (a table, a list of dates) belongs to the
    article too, unless a headline or an end cue opened it.
    """
    first, last = min(joined), max(joined)
    stretches: list[tuple[int, int]] = []
    waiting: list[Segment] = []
    for s in segments:
        if s.start not in joined:
            waiting.append(s)
            continue
        soft = all(w.kind in _SOFT for w in waiting)
        if stretches and soft:
            stretches[-1] = (stretches[-1][0], s.stop)
        elif first <= s.start <= last:
            stretches.append((s.start, s.stop))
        waiting.clear()
    inside = [i for start, stop in stretches for i in range(start, stop)]
    run_first, run_past, _ = best_run(values[inside].tolist())
    start, stop = inside[run_first], inside[run_past - 1] + 1
    return tuple((max(a, start), min(b, stop)) for a, b in stretches if b > start and a < stop)
