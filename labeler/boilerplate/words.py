"""What single lines are compared by, and what script they are in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Scripts written without spaces between words. Two Han or kana signs make a word of the usual weight; the
# South-East Asian alphabets need about five letters and vowel signs.
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_THAI = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_CLOSERS = "\"'”’»›)\\]」』】）〉》"
_TAIL = re.compile(rf"[.!?…؟।॥۔։።。！？｡．][{_CLOSERS}]*$")
# Vowel signs and points of Hebrew, Arabic and the Indic scripts are no letters to Python, but belong to words.
_SIGNS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff"
_NOT_WORD = re.compile(rf"[^\w{_SIGNS}]+|[\d_]+")
_NOT_WORD_OR_END = re.compile(rf"[^\w{_SIGNS}\n]+|[\d_]+")

_NOT_LATIN = re.compile(
    r"[\u0370-\u1dff\u2c00-\ua71f\ua800-\ufdff\ufe70-\ufeff\uff66-\uffdc\U00010000-\U0001d3ff\U00020000-\U0003ffff]"
)

SHORT = 200
"""A line of up to so many characters is compared as a whole."""
CLOSING = 12
"""Closing quotes and brackets, and the stop before them, are looked for in so many last characters."""
HEAD, TAIL = 1500, 300
"""Of a very long line only this many first and last characters are looked at: enough to know what it is."""


def sample(text: str) -> str:
    """The part of a line that features look at: all of it, or its head and tail."""
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"


def unspaced(text: str) -> tuple[int, int]:
    """How many Han or kana signs, and how many South-East Asian ones, a text holds."""
    if text.isascii():
        return 0, 0
    return len(_HAN.findall(text)), len(_THAI.findall(text))


def mostly_latin(text: str) -> bool:
    """Whether most letters of a text (of its first hundred thousand characters) are Latin ones."""
    text = text[:100_000]
    others = len(_NOT_LATIN.findall(text))
    # Few texts have any, so what is slower is seldom done.
    return not others or 2 * others <= sum(map(str.isalpha, text))


def ends_like_sentence(text: str) -> bool:
    """Whether the last sign of a text, closing quotes and brackets aside, ends a sentence."""
    return _TAIL.search(text[-CLOSING:]) is not None


def normal(text: str) -> str:
    """A short text as cue lists and comparisons see it: case folded, only letters, single spaces."""
    return _normal(text) if len(text) <= SHORT else _NOT_WORD.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=8192)
def _normal(text: str) -> str:
    # The lines of a page are compared many times over, and menus come again on every page of a site.
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def normal_lines(lines: Sequence[str]) -> list[str]:
    """What each line of a text is compared by with the others: `normal`, of a long one its head as it is.

    What holds letters and single spaces only is ready when it is folded; the other short lines go through the
    expressions all at once.
    """
    keys = [line.casefold() if len(line) <= SHORT else line[:SHORT] for line in lines]
    odd = [
        place
        for place, (key, line) in enumerate(zip(keys, lines, strict=True))
        if len(line) <= SHORT and ("  " in key or key != key.strip(" ") or not key.replace(" ", "").isalpha())
    ]
    done = _NOT_WORD_OR_END.sub(" ", "\n".join([keys[place] for place in odd])).split("\n")
    for place, key in zip(odd, done, strict=False):
        keys[place] = key.strip(" ")
    return keys
