"""Pure: many texts as one array of word hashes, alike in every process and for every script.

A word is a run of letters and digits after compatibility forms (NFKC), in any case, apostrophes and soft hyphens left out; in
scripts without spaces each character is a word. All of it is array work: a text is read at tens of megabytes a second.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint16]
    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64] | NDArray[np.uint32]
    Numbers = NDArray[np.uint64]
    Marks = NDArray[np.uint8]
    Places = NDArray[np.intp]

_UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xDC00, 0xDFFF),  # the second halves of what lies beyond: rare Han, emoji
)
_DROPPED: Final = "'‘’‚‛′‵`´ʼ＇\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"
_SPACE, _LETTER, _DIGIT, _SINGLE, _DROP, _LINE, _END = range(7)
_CHUNK: Final = 1 << 19  # characters at a time: what a step touches then stays near the processor
_BASE: Final = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio, made odd (Knuth, TAOCP 6.4)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_SHORT_LINE: Final = 6  # words; shorter lines are seldom prose
_BLANK: Final = 32
_ENDS: Final = np.zeros(1 << 16, dtype=np.bool_)
_ENDS[[ord(sign) for sign in ".!?…。！？؟।።\"'’”»›)）」』"]] = True


NUMBER, NAME, PROSE = np.uint8(1), np.uint8(2), np.uint8(4)
"""Marks of a word: it begins with a digit; with a capital; its line has six words or more and ends as a sentence does."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of many texts, one after the other.

    Attributes:
        hashes: of each word, 64 or (`slim`) 32 bits.
        marks: NUMBER, NAME and PROSE of each word, added up.
        lines: where each line with words begins.
        bounds: where each text begins, and where the last one ends: texts + 1.
    """

    hashes: Hashes
    marks: Marks
    lines: Places
    bounds: Places

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self.bounds) - 1

    @property
    def of_word(self) -> Places:
        """The number of each word's text."""
        return np.repeat(np.arange(self.texts), np.diff(self.bounds))

    def slim(self) -> Words:
        """The same with hashes of half the size: enough to compare two texts, not to find one among many."""
        return Words(self.hashes.astype(np.uint32), self.marks, self.lines, self.bounds)


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint8], Numbers, Flags]:
    """For each UTF-16 unit its class, the number it stands for in a hash, and whether it is a capital."""
    kind = np.zeros(1 << 16, dtype=np.uint8)
    small = np.arange(1 << 16, dtype=np.uint64)
    capital = np.zeros(1 << 16, dtype=np.bool_)
    for code in range(1 << 16):
        sign = chr(code)
        category = unicodedata.category(sign)
        if category == "Cs":
            continue
        if sign.isalnum() or category[0] in "LM":
            kind[code] = _DIGIT if sign.isdigit() else _LETTER
        folded = sign.casefold() if len(sign.casefold()) == 1 else sign.lower()
        if len(folded) == 1 and folded != sign:
            small[code], capital[code] = ord(folded), True
    for first, last in _UNSPACED:
        some = kind[first : last + 1]
        some[(some == _LETTER) | (first == 0xDC00)] = _SINGLE
    kind[[ord(sign) for sign in _DROPPED]] = _DROP
    kind[10], kind[0] = _LINE, _END
    return kind, _scattered(small), capital


def _scattered(values: Numbers) -> Numbers:
    """Numbers spread over 64 bits (splitmix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        values = values + np.uint64(_BASE)
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(values ^ (values >> np.uint64(31)))


@lru_cache(maxsize=2)
def _powers(count: int) -> tuple[Numbers, Numbers]:
    """The powers of the base modulo 2**64, and those of its inverse."""
    found = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        powers = np.full(count, base, dtype=np.uint64)
        powers[0] = 1
        with np.errstate(over="ignore"):
            found.append(np.multiply.accumulate(powers))
    return found[0], found[1]


def words_of(texts: Sequence[str]) -> Words:
    """The words of some texts."""
    pieces = [_pieces(text) for text in texts]
    flat = [piece for text in pieces for piece in text]
    parts, begin = [], 0
    while begin < len(flat):
        end, size = begin, 0
        while end < len(flat) and (end == begin or size + len(flat[end]) < _CHUNK):
            size += len(flat[end])
            end += 1
        parts.append(_words([_plain(text) for text in flat[begin:end]]))
        begin = end
    found = joined_words(parts)
    ends = np.cumsum([0, *map(len, pieces)])
    return Words(found.hashes, found.marks, found.lines, found.bounds[ends])


def _pieces(text: str) -> list[str]:
    """A text, or the parts of a huge one, cut where a line or a word ends if one does."""
    found = []
    while len(text) > 2 * _CHUNK:
        cut = max(text.rfind("\n", 0, _CHUNK), text.rfind(" ", 0, _CHUNK)) + 1 or _CHUNK
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]


def joined_words(parts: Sequence[Words]) -> Words:
    """The words of several runs of texts as one."""
    if not parts:
        none = np.zeros(0, dtype=np.intp)
        return Words(
            np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint8), none, np.zeros(1, dtype=np.intp)
        )
    lengths = np.concatenate([np.diff(part.bounds) for part in parts])
    before = np.cumsum([0, *(len(part.hashes) for part in parts)]).tolist()
    return Words(
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.marks for part in parts]),
        np.concatenate([part.lines + first for part, first in zip(parts, before, strict=False)]),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.intp),
    )


def _plain(text: str) -> str:
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.replace("\0", " ")


def _words(texts: Sequence[str]) -> Words:
    kinds, numbers, capital = _tables()
    joined = "\0".join(texts) + "\0"
    units: Codes = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    kind = kinds[units]
    stays = kind != _DROP
    if not stays.all():
        units, kind = units[stays], kind[stays]
    inside = (kind == _LETTER) | (kind == _DIGIT)
    single = kind == _SINGLE
    first = np.flatnonzero((inside & ~np.concatenate([[False], inside[:-1]])) | single)
    past = np.flatnonzero((inside & ~np.concatenate([inside[1:], [False]])) | single) + 1
    count = len(units)
    power, inverse = _powers(1 << max(20, count.bit_length()))
    sums = np.zeros(count + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        np.cumsum(numbers[units] * power[:count], out=sums[1:])
        hashes = (sums[past] - sums[first]) * inverse[first]
        hashes ^= hashes >> np.uint64(32)
        hashes *= _MIX
        hashes ^= hashes >> np.uint64(32)
    breaks = np.flatnonzero(kind >= _LINE)
    line = np.searchsorted(breaks, first)
    in_line = np.bincount(line, minlength=len(breaks))
    solid = np.maximum.accumulate(np.where(units > _BLANK, np.arange(count), 0))
    prose = (in_line >= _SHORT_LINE) & _ENDS[units[solid[breaks]]]
    marks = (kind[first] == _DIGIT) * NUMBER + capital[units[first]] * NAME + prose[line] * PROSE
    lines = np.flatnonzero(np.concatenate([[True], line[1:] != line[:-1]]))[: len(line)]
    bounds = np.concatenate([[0], np.searchsorted(first, np.flatnonzero(kind == _END))])
    return Words(hashes, marks.astype(np.uint8), lines, bounds.astype(np.intp))
