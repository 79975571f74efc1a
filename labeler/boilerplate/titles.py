"""Finding the headline: the line that names what the text below it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from labeler.boilerplate.words import content_words, normal, sample, share_covered

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from labeler.boilerplate.features import LineFeatures
    from labeler.boilerplate.lines import Line

_ABOVE: Final = 30  # lines above the first paragraph in which a headline is looked for
_LEAD: Final = 10  # paragraphs that say what the article is about
_ENOUGH: Final = 0.45
_OPENS: Final = 0.3
_SITE_NAME: Final = re.compile(r"\s+[|–—·»:-]+\s+|\s*[|｜]\s*")


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline found.

    Attributes:
        index: its line.
        score: how well it fits, 0.45 and up; 1 is good.
        copies: other lines that say the same.
    """

    index: int
    score: float
    copies: tuple[int, ...]


def same_title(one: str, other: str) -> bool:
    """Whether two lines are the same title, a site's name at the end of either aside."""
    a, b = normal(one), normal(other)
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return (
        len(short) >= 12
        and len(short) >= 0.35 * len(long)
        and (long.startswith(short) or long.endswith(short))
    )


def bare_title(text: str) -> str:
    """A page title without the site's name: the longest of its parts between bars and dashes."""
    parts = [p for p in _SITE_NAME.split(text) if p.strip()]
    return max(parts, key=len).strip() if parts else text.strip()


def lead_words(
    lines: Sequence[Line], features: Sequence[LineFeatures], start: int, stop: int
) -> Counter[str]:
    """The telling words of the first paragraphs between two lines."""
    prose = [i for i in range(start, stop) if features[i].prose][:_LEAD]
    return content_words("\n".join(sample(lines[i].text) for i in prose))


def find_headline(
    lines: Sequence[Line], features: Sequence[LineFeatures], start: int, stop: int, given: str | None = None
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
    lead = lead_words(lines, features, start, stop)
    first_prose = [i for i in range(start, stop) if features[i].prose][:2]
    last = first_prose[-1] if first_prose else min(start + 3, stop)
    page_title = given or (
        lines[0].text if lines and features[0].words >= 2 and len(lines[0].text) < 300 else ""
    )
    best: Headline | None = None
    for i in range(max(0, start - _ABOVE), min(last + 1, len(lines))):
        f = features[i]
        if f.prose and f.words > 25:
            continue
        named = bool(page_title) and (given is not None or i > 0) and same_title(lines[i].text, page_title)
        if (not f.heading and not named) or (f.prose and not named):
            continue
        score = _fit(lines, features, i, lead, start) + (0.6 if named else 0.0)
        if i == 0 and features[1:2] and features[1].prose:
            score += _OPENS  # a text that opens with a heading and goes on with its lead
        if score >= _ENOUGH and (best is None or score >= best.score):
            best = Headline(i, score, ())
    if best is None:
        return None
    text = lines[best.index].text
    near = range(max(0, start - 4 * _ABOVE), stop)
    copies = (j for j in {0, *near} if j != best.index and features[j].words <= 40)
    return Headline(
        best.index, best.score, tuple(sorted(j for j in copies if same_title(lines[j].text, text)))
    )


def nearest_heading(
    lines: Sequence[Line], features: Sequence[LineFeatures], start: int, stop: int
) -> Headline | None:
    """A headline that shares no words with its text: the heading right above the first paragraph, if there is one."""
    first = next((i for i in range(start, stop) if features[i].prose), start)
    for i in range(first - 1, max(-1, first - 4), -1):
        f = features[i]
        if f.heading and f.words >= 3 and not (f.item or f.bulleted or f.bars or f.bracketed or f.ends):
            return Headline(i, _ENOUGH, ())
    return None


@lru_cache(maxsize=2048)
def _title_words(text: str) -> Counter[str]:
    """The telling words of a line that may be a headline; it competes for several leads. Not to be changed."""
    return content_words(text)


def _fit(
    lines: Sequence[Line], features: Sequence[LineFeatures], i: int, lead: Counter[str], start: int
) -> float:
    f = features[i]
    words = _title_words(lines[i].text)
    score = 0.7 * share_covered(words, lead) * min(1.0, (sum(words.values()) + 2) / 10)
    score += 0.1 * min(f.words, 8) / 8
    score += 0.15 * (f.repeats in (1, 2)) - 0.2 * (f.repeats > 3)
    below = lines[i + 1] if i + 1 < len(lines) else None
    # A line that goes on in the next one with a small letter is a hard-wrapped sentence.
    wrapped = below is not None and not below.blank_before and below.text[0].islower() and not f.ends
    score -= 0.4 * wrapped + 0.3 * f.item + 0.2 * f.bracketed
    score -= (
        0.3 * f.bulleted
        + 0.2 * (f.bars or f.address)
        + 0.1 * f.colon
        + 0.1 * f.ends * (not lines[i].text.endswith("?"))
    )
    # A headline stands above; distance costs little, as bylines, stamps and share bars come between.
    score -= 0.015 * max(0, start - i) + 0.1 * max(0, i - start)
    return score
