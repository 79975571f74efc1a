"""Words, sentences and the characters people see, in any script; by these the keyboard selects. No Qt."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Unit = Literal["word", "sentence"]

_ZWJ = "\u200d"
_UNSPACED = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u2e80", "\ud7ff"),
    ("\uf900", "\ufaff"),
)
"""Scripts written without spaces: a step takes one character there, not a whole sentence."""

_IN_WORDS = "_’'\u0640"
_SENTENCE_END = re.compile(r"[.!?…؟।]+[\"”’»)\]]*(?=\s)|[。！？]+[」』”’）]*")


def _extends(character: str) -> bool:
    """Whether a character belongs to the one before it: marks, joiners, skin tones, Thai and Lao AM."""
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200c\u200d\u0e33\u0eb3"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def character_end(text: str, start: int) -> int:
    """Where the character that people see ends which begins at a place (code points)."""
    end = start + 1
    if end < len(text) and _is_flag(text[start]) and _is_flag(text[end]):
        end += 1
    while end < len(text) and (
        _extends(text[end]) or (text[end - 1] == _ZWJ and unicodedata.category(text[end]) == "So")
    ):
        end += 1
    return end


def _is_unspaced(character: str) -> bool:
    return any(low <= character <= high for low, high in _UNSPACED)


def _joins(character: str) -> bool:
    """Whether a character goes on with a word beside it."""
    return not _is_unspaced(character) and (character.isalnum() or character in _IN_WORDS)


def _is_gap(character: str) -> bool:
    """Whether a character is no word by itself: white space and punctuation."""
    return character.isspace() or unicodedata.category(character)[0] in "PZC"


@lru_cache(maxsize=64)
def units(text: str, unit: Unit) -> tuple[tuple[int, int], ...]:
    """The words or sentences of a text, in order, as (start, end) in code points.

    In scripts without spaces each character is a word; so is an emoji, whatever it is composed of.
    """
    return tuple(_sentences(text) if unit == "sentence" else _words(text))


def _words(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    place, begun = 0, -1
    while place < len(text):
        end = character_end(text, place)
        if _joins(text[place]):
            begun = place if begun < 0 else begun
        else:
            if begun >= 0:
                found.append((begun, place))
                begun = -1
            if not _is_gap(text[place]):
                found.append((place, end))
        place = end
    if begun >= 0:
        found.append((begun, len(text)))
    return [each for each in found if text[slice(*each)].strip(_IN_WORDS)]


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _SENTENCE_END.finditer(text)] + [len(text)]
    found, start = [], 0
    for end in ends:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        if first < last:
            found.append((first, last))
        start = max(start, end)
    return found


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word round a place, for a double click; beside white space empty, on punctuation that character."""
    if not text:
        return 0, 0
    place = min(max(offset, 0), len(text) - 1)
    start = max(0, place - 200)
    for first, last in units(text[start : place + 200], "word"):
        if start + first <= place < start + last:
            return start + first, start + last
    if place and not _joins(text[place]) and not _extends(text[place]) and _joins(text[place - 1]):
        return word_at(text, place - 1)
    return (place, place) if text[place].isspace() else (place, character_end(text, place))
