"""Counting words, sentences and names in any script, without a dictionary."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Scripts written without spaces between words. Two Han or kana signs make a word of the usual weight; the
# South-East Asian alphabets need about five letters and vowel signs.
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_THAI = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_CLOSERS = "\"'”’»›)\\]」』】）〉》"
_SENTENCE_END = re.compile(rf"[.!?…؟।॥۔։።][{_CLOSERS}]*(?=\s|$)|[。！？｡．]")
_TAIL = re.compile(rf"[.!?…؟।॥۔։።。！？｡．][{_CLOSERS}]*$")
# Vowel signs and points of Hebrew, Arabic and the Indic scripts are no letters to Python, but belong to words.
_SIGNS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff"
_TOKEN = re.compile(rf"[^\W_][\w'’{_SIGNS}-]*")
_NOT_WORD = re.compile(rf"[^\w{_SIGNS}]+|[\d_]+")

_NOT_LATIN = re.compile(
    r"[\u0370-\u1dff\u2c00-\ua71f\ua800-\ufdff\ufe70-\ufeff\uff66-\uffdc\U00010000-\U0001d3ff\U00020000-\U0003ffff]"
)

_SHORT = 200
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


def word_count(text: str) -> int:
    """Words of a text; scripts without spaces are counted by their characters.

    Returns:
        Two Han or kana signs, or five Thai, Lao, Burmese or Khmer ones, count as a word.
    """
    spaced = sum(1 for w in text.split() if not _is_punctuation(w))
    han, thai = unspaced(text)
    if 2 * (han + thai) < len(text) - text.count(" ") and han + thai < 8:
        return spaced
    return max(spaced, han // 2 + thai // 5)


def _is_punctuation(word: str) -> bool:
    return not any(c.isalnum() for c in word)


def sentence_ends(text: str) -> int:
    """How many sentences end in a text: Western, Arabic, Indic, Armenian, Ethiopic and East Asian full stops."""
    return len(_SENTENCE_END.findall(text))


def ends_like_sentence(text: str) -> bool:
    """Whether the last sign of a text, closing quotes and brackets aside, ends a sentence."""
    return _TAIL.search(text[-12:]) is not None


def normal(text: str) -> str:
    """A short text as cue lists and comparisons see it: case folded, only letters, single spaces."""
    return _normal(text) if len(text) <= _SHORT else _NOT_WORD.sub(" ", text.casefold()).strip()


@lru_cache(maxsize=8192)
def _normal(text: str) -> str:
    # The lines of a page are compared many times over, and menus come again on every page of a site.
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def content_words(text: str) -> Counter[str]:
    """The telling words of a text with their weights: long words, names and numbers.

    Without a dictionary, length stands for rarity; a capital within a line or a digit marks a name or a
    figure. For scripts without spaces, every pair of neighbouring signs stands for a word.

    Args:
        text: any text; callers pass what `sample` leaves of a line.

    Returns:
        Case-folded words (cut to a stem of six letters, so that inflected forms meet) and weights from 1 to 4.
    """
    found: Counter[str] = Counter()
    for word in _TOKEN.findall(text):
        han, thai = unspaced(word)
        if han + thai >= 2:
            for i in range(len(word) - 1):
                found[word[i : i + 2]] = 1
            continue
        if len(word) < 3:
            continue
        # A short word with a capital more often begins a sentence than names something.
        name = word[0].isdigit() or (word[0].isupper() and (len(word) > 3 or word.isupper()))
        weight = 2 if name else 0
        weight += 0 if len(word) < 4 else 1 if len(word) < 7 else 2
        if weight:
            key = word.casefold()[:6]
            found[key] = max(found[key], weight)
    return found


def share_covered(words: Counter[str], other: Iterable[str]) -> float:
    """Which weighted share of the words the other text holds too, 0 to 1; 0 for no words."""
    total = sum(words.values())
    if not total:
        return 0.0
    known = other if isinstance(other, dict | set | frozenset) else set(other)
    return sum(weight for word, weight in words.items() if word in known) / total
