"""Finding the headline: the line that names what the text below it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.words import SHORT, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.features import Features, LineFeatures
    from labeler.boilerplate.lines import Line

_ABOVE: Final = 30  # lines above the first paragraph in which a headline is looked for
LEAD: Final = 10  # paragraphs that say what the article is about
ENOUGH: Final = 0.45
OPENS: Final = 0.3
SITE_NAME: Final = re.compile(r"\s+[|–—·»:-]+\s+|\s*[|｜]\s*")


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline found.

    Attributes:
        index: its line.
        score: how well it fits, 0.45 and up; 1 is good.
    """

    index: int
    score: float


def same_title(one: str, other: str) -> bool:
    """Whether two lines are the same title, a site's name at the end of either aside."""
    return same_keys(normal(one), normal(other))


def same_keys(a: str, b: str) -> bool:
    """The same for lines as `normal` leaves them."""
    if a == b:
        return bool(a)
    short, long = (a, b) if len(a) < len(b) else (b, a)
    return (
        len(short) >= 12
        and len(short) >= 0.35 * len(long)
        and (long.startswith(short) or long.endswith(short))
    )


def says_title(texts: Sequence[str], keys: Sequence[str], title: str | None) -> list[bool]:
    """Which lines are the same title as a given one.

    Args:
        texts: the lines.
        keys: what they are compared by, as `words.normal_lines` gives it.
        title: the title, or None: no line says it.
    """
    if title is None:
        return [False] * len(texts)
    wanted = normal(title)
    return [
        same_keys(key if len(text) <= SHORT else normal(text), wanted)
        for text, key in zip(texts, keys, strict=True)
    ]


def bare_title(text: str) -> str:
    """A page title without the site's name: the longest of its parts between bars and dashes."""
    parts = [p for p in SITE_NAME.split(text) if p.strip()]
    return max(parts, key=len).strip() if parts else text.strip()


def find_headline(
    lines: Sequence[Line], features: Features, start: int, stop: int, given: str | None = None
) -> Headline | None:
    """The line that names the text between `start` and `stop`.

    The headline is looked for, not classified: the lines above the first paragraphs compete, and the winner
    shares most of its telling words with the lead, says what the given title or the first line of the text
    says, is repeated, and stands close above. Of equal copies the last one above the lead wins.

    Args:
        lines: the lines of the whole text.
        features: their features.
        start: first line of the article's body as far as known.
        stop: line past its last.
        given: a title known from elsewhere (metadata), if any.

    Returns:
        The headline, or None when no line fits well enough.
    """
    prose = start + np.flatnonzero(features.column("prose")[start:stop])
    last = int(prose[:2][-1]) if len(prose) else min(start + 3, stop)
    page_title = ""
    if given is not None:
        page_title = normal(given)
    elif lines and features[0].words >= 2 and len(lines[0].text) < 300:
        page_title = whole_key(lines, features, 0)
    vocabulary = features.vocabulary
    lead = vocabulary.shares(vocabulary.of_lines(prose[:LEAD]))
    found, best = -1, 0.0
    for i in range(max(0, start - _ABOVE), min(last + 1, len(lines))):
        f = features[i]
        if f.prose and f.words > 25:
            continue
        named = (
            bool(page_title)
            and (given is not None or i > 0)
            and same_keys(whole_key(lines, features, i), page_title)
        )
        if (not f.heading and not named) or (f.prose and not named):
            continue
        score = 0.7 * float(lead[i]) * min(1.0, (float(vocabulary.total[i]) + 2) / 10)
        score += looks_like_headline(lines, f, i) + (0.6 if named else 0.0)
        # A headline stands above; distance costs little, as bylines, stamps and share bars come between.
        score -= 0.015 * max(0, start - i) + 0.1 * max(0, i - start)
        if i == 0 and len(features) > 1 and features[1].prose:
            score += OPENS  # a text that opens with a heading and goes on with its lead
        if score >= ENOUGH and score >= best:
            found, best = i, score
    return Headline(found, best) if found >= 0 else None


def copies_of(
    lines: Sequence[Line], features: Features, headline: Headline, start: int, stop: int
) -> tuple[int, ...]:
    """The other lines that say what the headline says, around the text between `start` and `stop`."""
    key = whole_key(lines, features, headline.index)
    found = []
    for j in sorted({0, *range(max(0, start - 4 * _ABOVE), stop)} - {headline.index}):
        own, f = features.keys[j], features[j]
        # The same title begins or ends in the same way; most lines do neither.
        if len(lines[j].text) <= SHORT and own[:1] != key[:1] and own[-1:] != key[-1:]:
            continue
        if f.words <= 40 and same_keys(whole_key(lines, features, j), key):
            found.append(j)
    return tuple(found)


def whole_key(lines: Sequence[Line], features: Features, i: int) -> str:
    """What a line is compared by with titles: all of it, also where it is long."""
    text = lines[i].text
    return features.keys[i] if len(text) <= SHORT else normal(text)


def nearest_heading(lines: Sequence[Line], features: Features, start: int, stop: int) -> Headline | None:
    """A headline that shares no words with its text: the heading right above the first paragraph, if there is one."""
    first = next((i for i in range(start, stop) if features[i].prose), start)
    for i in range(first - 1, max(-1, first - 4), -1):
        f = features[i]
        if f.heading and f.words >= 3 and not (f.item or f.bulleted or f.bars or f.bracketed or f.ends):
            return Headline(i, ENOUGH)
    return None


def looks_like_headline(lines: Sequence[Line], f: LineFeatures, i: int) -> float:
    """How much a line looks like a headline, whatever it says and wherever it stands."""
    score = 0.1 * min(f.words, 8) / 8
    score += 0.15 * (f.repeats in (1, 2)) - 0.2 * (f.repeats > 3)
    below = lines[i + 1] if i + 1 < len(lines) else None
    # A line that goes on in the next one with a small letter is a hard-wrapped sentence.
    wrapped = below is not None and not below.blank_before and below.text[0].islower() and not f.ends
    score -= 0.4 * wrapped + 0.3 * f.item + 0.2 * f.bracketed
    return score - (
        0.3 * f.bulleted
        + 0.2 * (f.bars or f.address)
        + 0.1 * f.colon
        + 0.1 * f.ends * (not lines[i].text.endswith("?"))
    )
