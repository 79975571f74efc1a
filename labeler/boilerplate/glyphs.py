"""Characters as numbers: classes, tokens and their hashes for a whole text at once, in any script."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.intp]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64]

CLASSES: Final = (
    "space",
    "lower",
    "upper",
    "letter",
    "digit",
    "han",
    "thai",
    "sign",
    "stop",
    "han stop",
    "comma",
    "colon",
    "closer",
    "opener",
    "bar",
    "bullet",
    "address",
    "other",
)
"""What a character is; "letter" is one without case, "sign" a vowel sign or an accent of its own."""

_PLACE: Final = {name: place for place, name in enumerate(CLASSES)}
_BY_SIGN: Final = {
    "stop": ".!?…؟।॥۔։።",
    "han stop": "。！？｡．",
    "comma": ",،、，;；",
    "colon": ":：",
    "closer": "\"'”’»)]」』】）〉》",
    "opener": "“‘«([「『【（〈《",
    "bar": "|→/▸▶>‹<",
    "bullet": "-–—•·*▪●■◦+",
    "address": "@#©",
}
_STEM: Final = 6  # letters of a word that count, so that inflected forms meet
_LONGEST: Final = 64


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The class, and the lower-case form, of each code point up to U+FFFF."""
    classes = np.full(65_536, _PLACE["other"], dtype=np.uint8)
    lower = np.arange(65_536, dtype=np.uint32)
    for point in range(65_536):
        if 0xD800 <= point < 0xE000:
            continue
        char = chr(point)
        classes[point] = _PLACE[_class_of(char, point)]
        small = char.lower()
        if len(small) == 1:
            lower[point] = ord(small)
    for name, signs in _BY_SIGN.items():
        for sign in signs:
            classes[ord(sign)] = _PLACE[name]
    return classes, lower


def _class_of(char: str, point: int) -> str:
    if char.isspace() or unicodedata.category(char) in ("Zs", "Cc"):
        return "space"
    if 0x3040 <= point <= 0x30FF or 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF:
        return "han"
    if 0x0E00 <= point <= 0x0EFF or 0x1000 <= point <= 0x109F or 0x1780 <= point <= 0x17FF:
        return "thai"
    if char.isdigit():
        return "digit"
    if char.isalpha():
        return "upper" if char.isupper() else "lower" if char.islower() else "letter"
    return "sign" if unicodedata.category(char) in ("Mn", "Mc", "Me") else "other"


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The lines of a text as arrays.

    Attributes:
        counts: how many characters of each class each line has: lines x classes.
        first: the class of each line's first character.
        last: the class of its last character.
        before_last: the class of the character before that.
        sentences: how many sentences end in each line.
        word_line: of each word (or pair of Han signs) the line it stands in.
        word: its hash, the case and all but the first six letters left out; equal words have equal hashes anywhere.
        word_length: its characters.
        capital: whether it begins with a capital or a digit.
        opens: whether it is the first of its line.
        pair: whether it is a pair of Han signs.
    """

    counts: NDArray[np.int64]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    before_last: NDArray[np.uint8]
    sentences: NDArray[np.int64]
    word_line: Ints
    word: Hashes
    word_length: Ints
    capital: Flags
    opens: Flags
    pair: Flags

    def count(self, *names: str) -> Floats:
        """How many characters of some classes each line has."""
        return np.asarray(self.counts[:, [_PLACE[name] for name in names]].sum(axis=1), dtype=np.float64)


def is_class(classes: NDArray[np.uint8], *names: str) -> Flags:
    """Whether each is one of some classes."""
    found = np.zeros(len(CLASSES), dtype=np.bool_)
    found[[_PLACE[name] for name in names]] = True
    return np.asarray(found[classes])


def glyphs_of(lines: Sequence[str]) -> Glyphs:
    """Look at every character of some lines, none of them empty; linear in the characters."""
    table, lower = _tables()
    text = "\n".join(lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    # Beyond the first plane: scripts and pictures; Han signs of the later planes are the ones that matter.
    codes = np.where(codes < 65_536, codes, np.where(codes < 0x20000, 0x2603, 0x4E00)).astype(np.uint32)
    classes = table[codes]
    lengths = np.fromiter(map(len, lines), dtype=np.intp, count=len(lines)) + 1
    ends = np.cumsum(lengths)
    line = np.repeat(np.arange(len(lines)), lengths)
    size = len(CLASSES)
    counts = np.bincount(line * size + classes, minlength=len(lines) * size).reshape(len(lines), size)
    stops = is_class(classes, "stop")
    after = np.append(classes[1:], _PLACE["space"])
    ended = (stops & is_class(after, "space", "closer")) | is_class(classes, "han stop")
    sentences = np.bincount(line[ended], minlength=len(lines))
    starts = ends - lengths
    last, before = classes[ends - 2], classes[np.maximum(ends - 3, starts)]
    words = _words(codes, classes, lower, line)
    return Glyphs(counts, classes[starts], last, before, sentences, *words)


def _words(
    codes: NDArray[np.uint32], classes: NDArray[np.uint8], lower: NDArray[np.uint32], line: Ints
) -> tuple[Ints, Hashes, Ints, Flags, Flags, Flags]:
    inside = is_class(classes, "lower", "upper", "letter", "digit", "sign", "thai")
    begins = inside & ~np.concatenate([[False], inside[:-1]])
    start = np.flatnonzero(begins)
    stop = np.flatnonzero(inside & ~np.append(inside[1:], False)) + 1
    small = lower[codes].astype(np.uint64)
    found = np.zeros(len(start), dtype=np.uint64)
    for place in range(_STEM):
        here = np.minimum(start + place, len(small) - 1)
        found = (found ^ np.where(start + place < stop, small[here], 0)) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
    pairs = np.flatnonzero(is_class(classes[:-1], "han") & is_class(classes[1:], "han"))
    paired = (small[pairs] * np.uint64(0x9E3779B97F4A7C15)) ^ (small[pairs + 1] << np.uint64(17))
    paired ^= paired >> np.uint64(31)
    begin = np.concatenate([start, pairs])
    order = np.argsort(begin, kind="stable")
    begin = begin[order]
    word_line = line[begin]
    length = np.concatenate([stop - start, np.full(len(pairs), 2)])[order]
    opens = np.ones(len(begin), dtype=np.bool_)
    opens[1:] = word_line[1:] != word_line[:-1]
    return (
        word_line,
        np.concatenate([found, paired])[order],
        np.minimum(length, _LONGEST),
        is_class(classes[begin], "upper", "digit"),
        opens,
        np.repeat([False, True], [len(start), len(pairs)])[order],
    )
