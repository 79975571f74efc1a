"""What the lines of a text look like: counts and shares that a scorer weighs. No decision is made here.

All lines are looked at together: what is counted by characters is counted in arrays over the whole text. Only what
short lines say they are (`cues`) is asked of one line after the other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import numpy as np

from labeler.boilerplate.characters import Characters
from labeler.boilerplate.cues import Cue, cues_of
from labeler.boilerplate.vocabulary import vocabulary_of
from labeler.boilerplate.words import CLOSING, normal_lines, sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from labeler.boilerplate.lines import Line
    from labeler.boilerplate.vocabulary import Vocabulary

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]


class LineFeatures(NamedTuple):
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
        bulleted: whether a line with only a list mark stands before it.
        item: whether it opens with a bullet or a dash, as an item of a list does.
        bracketed: whether all of it stands in brackets.
        mark: whether it holds no letter and no digit.
        prose: whether the line reads like sentences, so can carry an article.
        heading: whether the line could be a headline or a subheading.
        repeats: how many other lines of the text say the same.
        cue: what it says it is.
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
    bulleted: bool
    item: bool
    bracketed: bool
    mark: bool
    prose: bool
    heading: bool
    repeats: int
    cue: Cue


_PLACE = {name: place for place, name in enumerate(LineFeatures._fields)}
_SPEAKS = {cue: 0 if not cue else 1 if cue == "caption" else 2 for cue in get_args(Cue)}
"""How much a cue says: nothing; that a line stands beside the text; that it is no text."""


@dataclass(frozen=True, eq=False)
class Features:
    """The features of all lines of a text.

    Attributes:
        lines: of each line.
        table: the same but for the cues as numbers, in the order of the attributes: numbers x lines.
        keys: of each line what it is compared by with others (`words.normal`, or the head of a long line).
        characters: the characters of the lines, or of the samples of very long ones.
    """

    lines: list[LineFeatures]
    table: Floats
    keys: list[str]
    characters: Characters

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, place: int) -> LineFeatures:
        return self.lines[place]

    def __iter__(self) -> Iterator[LineFeatures]:
        return iter(self.lines)

    def column(self, name: str) -> Floats:
        """One number of all lines."""
        found: Floats = self.table[_PLACE[name]]
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The telling words of each line."""
        return vocabulary_of(self.characters)


def line_features(lines: Sequence[Line]) -> Features:
    """Look at every line of a text.

    Args:
        lines: as `lines.split_lines` gives them.

    Returns:
        The features. Time is linear in the characters, of which at most `words.HEAD` + `words.TAIL` a line.
    """
    whole = [line.text for line in lines]
    text = Characters.of([sample(each) for each in whole])
    keys = normal_lines(whole)
    times = Counter(keys)
    cues = cues_of(whole, keys)
    look = _looks(text)
    look["bulleted"] = np.array([line.bulleted for line in lines], dtype=np.bool_)
    cued = np.array([_SPEAKS[cue] for cue in cues], dtype=np.intp)
    look["prose"] = (look["words"] >= 12) & (look["ends"] | (look["sentences"] >= 1)) & (cued <= 1)
    look["heading"] = (cued == 0) & (look["words"] >= 2) & (look["words"] <= 30)
    look["heading"] &= (look["sentences"] <= 2) & (look["digits"] < 0.4)
    look["repeats"] = np.array([times[key] - 1 if key else 0 for key in keys], dtype=np.intp)
    columns = [look[name] for name in LineFeatures._fields[:-1]]
    rows = map(LineFeatures._make, zip(*(column.tolist() for column in columns), cues, strict=True))
    table = np.empty((len(columns), len(whole)))
    for place, column in enumerate(columns):
        table[place] = column
    return Features(list(rows), table, keys, text)


def _looks(text: Characters) -> dict[str, NDArray[Any]]:
    """What is told by the characters of each line."""
    lines, counts = len(text.starts), text.counts
    length = text.ends - text.starts

    def count(*names: str) -> Ints:
        return (counts @ text.kinds_that_are(*names)).astype(np.intp)

    def at(places: Ints, *names: str) -> Flags:
        return text.kinds_that_are(*names)[text.kinds[places]]

    token_line, capital, worded = _tokens(text)
    tokens = np.bincount(token_line, minlength=lines)
    words = np.bincount(token_line[worded], minlength=lines)
    han, thai = count("han letter"), count("thai letter")
    if han.any() or thai.any():
        # Two Han or kana signs, or five Thai, Lao, Burmese or Khmer ones, count as a word.
        spaced = (2 * (han + thai) < length - count("blank")) & (han + thai < 8)
        words = np.where(spaced, words, np.maximum(words, han // 2 + thai // 5))
    ends, sentences = _ends(text), _sentences(text)
    # Thai, Lao, Burmese and Khmer end sentences with a space or nothing; a long line is prose.
    unmarked = ~ends & (words >= 20) & (2 * thai > length)
    # The first word of a line has a capital anyway.
    later = np.bincount(token_line[capital], minlength=lines) - at(text.starts, "capital")
    first, last = text.starts, text.ends - 1
    address = _holds(text, "http") | _holds(text, "www.") | ((count("at") > 0) & (words < 12))
    return {
        "words": words,
        "sentences": np.where(unmarked, np.maximum(1, sentences), sentences),
        "ends": ends | unmarked,
        "colon": at(last, "colon"),
        "capitals": later / np.maximum(1, tokens - 1),
        "digits": count("0 to 9") / length,
        "commas": count("comma") > 0,
        "bars": count("parts a menu") > 0,
        "address": address,
        "item": at(first, "marks an item") & at(first + 1, "white") & (length > 1),
        "bracketed": at(first, "opens a bracket") & at(last, "closes a bracket"),
        "mark": words == 0,
    }


def _tokens(text: Characters) -> tuple[Ints, Flags, Flags]:
    """Of each piece of text between white space: its line, whether it begins with a capital, and holds letters or digits."""
    black = ~text.are("white")
    starts = np.flatnonzero(black[1:] & ~black[:-1]) + 1
    if len(black) and black[0]:
        starts = np.concatenate([[0], starts])
    if not len(starts):
        return starts, np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.bool_)
    worded = np.logical_or.reduceat(text.are("alnum"), starts)
    return text.line[starts], text.kinds_that_are("capital")[text.kinds[starts]], worded


def _ends(text: Characters) -> Flags:
    """Whether the last sign of each line, closing quotes and brackets aside, ends a sentence (`words.ends_like_sentence`)."""
    closes = text.kinds_that_are("closes a sentence")
    place, least = text.ends - 1, np.maximum(text.starts, text.ends - CLOSING)
    while True:
        goes_on = closes[text.kinds[place]] & (place > least)
        if not goes_on.any():
            return text.kinds_that_are("stop", "han stop")[text.kinds[place]]
        place = place - goes_on


def _sentences(text: Characters) -> Ints:
    """How many sentences end in each line: Western, Arabic, Indic, Armenian, Ethiopic and East Asian full stops."""
    closes = text.kinds_that_are("closes a sentence")
    stops = np.flatnonzero(text.are("stop", "han stop"))
    after = stops + 1
    while True:
        goes_on = closes[text.kinds[after]]
        if not goes_on.any():
            break
        after = after + goes_on
    ended = (
        text.kinds_that_are("white")[text.kinds[after]] | text.kinds_that_are("han stop")[text.kinds[stops]]
    )
    return np.bincount(text.line[stops[ended]], minlength=len(text.starts))


def _holds(text: Characters, piece: str) -> Flags:
    """Which lines hold a piece of text."""
    found = np.zeros(len(text.starts), dtype=np.bool_)
    place = text.text.find(piece)
    while place >= 0:
        found[text.line[place]] = True
        # On to the next line.
        place = text.text.find(piece, int(text.ends[text.line[place]]))
    return found
