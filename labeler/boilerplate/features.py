"""What a line looks like: counts and shares that a scorer weighs. No decision is made here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.boilerplate.cues import Cue, cue_of
from labeler.boilerplate.words import ends_like_sentence, normal, sample, sentence_ends, unspaced, word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.boilerplate.lines import Line


@dataclass(frozen=True, slots=True)
class LineFeatures:
    """A line as a scorer sees it.

    Attributes:
        words: words, or what stands for them in scripts without spaces (of a very long line: of its sample).
        sentences: sentence ends within the line.
        ends: whether the line ends like a sentence.
        colon: whether it ends with a colon.
        capitals: share of its words after the first that begin with a capital, 0 to 1; 0 in scripts without capitals.
        digits: share of digits among its characters, 0 to 1.
        commas: whether there is a comma within it.
        bars: whether it holds signs that part the items of a menu (bar, guillemet, arrow, bullet).
        address: whether it holds a web or mail address or a handle.
        cue: what it says it is.
        repeats: how many other lines of the text say the same.
        bulleted: whether a line with only a list mark stands before it.
        item: whether it opens with a bullet or a dash, as an item of a list does.
        bracketed: whether all of it stands in brackets.
        mark: whether it holds no letter and no digit.
    """

    words: int
    sentences: int
    ends: bool
    colon: bool
    capitals: float
    digits: float
    commas: bool
    bars: bool
    address: bool
    cue: Cue
    repeats: int
    bulleted: bool
    item: bool
    bracketed: bool
    mark: bool

    @property
    def prose(self) -> bool:
        """Whether the line reads like sentences, so can carry an article."""
        return self.words >= 12 and (self.ends or self.sentences >= 1) and self.cue in ("", "caption")

    @property
    def heading(self) -> bool:
        """Whether the line could be a headline or a subheading."""
        return (
            not self.mark
            and not self.cue
            and 2 <= self.words <= 30
            and self.sentences <= 2
            and self.digits < 0.4
        )


_COMMAS = ",،、，;；"
_BULLETS = "-–—•·*▪●■◦‣»›+"
_BARS = "|›»→·•/▸▶>‹«"


def line_features(lines: Sequence[Line]) -> list[LineFeatures]:
    """Look at every line of a text.

    Args:
        lines: as `lines.split_lines` gives them.

    Returns:
        The features, one a line. Time is linear in the characters, of which at most `words.HEAD` + `words.TAIL` a line.
    """
    keys = [normal(line.text) if len(line.text) <= 200 else line.text[:200] for line in lines]
    seen = Counter(keys)
    return [_look(line, seen[key] - 1 if key else 0) for line, key in zip(lines, keys, strict=True)]


def _look(line: Line, repeats: int) -> LineFeatures:
    text = sample(line.text)
    cue = cue_of(line.text)
    words = word_count(text)
    tokens = text.split()
    ends = ends_like_sentence(text)
    sentences = sentence_ends(text)
    if not ends and words >= 20 and unspaced(text)[1] * 2 > len(text):
        # Thai, Lao, Burmese and Khmer end sentences with a space or nothing; a long line is prose.
        ends, sentences = True, max(1, sentences)
    later = tokens[1:]
    return LineFeatures(
        words=words,
        sentences=sentences,
        ends=ends,
        colon=text.endswith((":", "：")),
        capitals=sum(t[0].isupper() for t in later) / len(later) if later else 0.0,
        digits=sum(map(text.count, "0123456789")) / len(text),
        commas=any(c in text for c in _COMMAS),
        bars=any(c in text for c in _BARS),
        address="http" in text or "www." in text or ("@" in text and words < 12),
        cue=cue,
        repeats=repeats,
        bulleted=line.bulleted,
        item=text[0] in _BULLETS and text[1:2].isspace(),
        bracketed=text[0] in "([（［【" and text[-1] in ")]）］】",
        mark=words == 0,
    )
