"""Characters as numbers: what each character of some lines is, looked up for all of them at once, in any script."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]
    Codes = NDArray[np.uint32]

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
"""What a character is, one of these; "letter" is one without case, "sign" a vowel sign or an accent of its own."""

CLASS: Final = {name: place for place, name in enumerate(CLASSES)}

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
_SIGNS: Final = (
    (0x300, 0x36F),
    (0x591, 0x5C7),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x900, 0xDFF),
)
"""Vowel signs and points of Hebrew, Arabic and the Indic scripts: no letters to Python, but they belong to words."""
_HAN: Final = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_THAI: Final = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF))
_PLAIN: Final = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xF8FF))
"""Ranges whose characters are all alike (Han, Hangul, none): one of each is looked at, which keeps loading short."""

_BY_METHOD: Final[dict[str, Callable[[str], bool]]] = {
    "white": str.isspace,
    "alnum": str.isalnum,
    "capital": str.isupper,
    "small": str.islower,
    "title": str.istitle,
    "figure": str.isdigit,
    "alpha": str.isalpha,
}
_BY_SET: Final = {
    "0 to 9": "0123456789",
    "parts a menu": "|›»→·•/▸▶>‹«",
    "closes a sentence": "\"'”’»›)]」』】）〉》",
    "joins a word": "_'’-",
    "blank": " ",
    "at": "@",
    "marks an item": "-–—•·*▪●■◦‣»›+",
    "opens a bracket": "([（［【",
    "closes a bracket": ")]）］】",
}
FLAGS: Final = (*_BY_METHOD, *_BY_SET, "han letter", "thai letter", "in word")
"""What else a character may be, several at a time."""

_STEM: Final = 6  # letters of a word that count, so that inflected forms meet
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_FACTORS: Final = np.array(
    [pow(0xBF58476D1CE4E5B9, power, 1 << 64) for power in range(1, _STEM + 1)], dtype=np.uint64
)
_PLANE: Final = 65_536
_ROOM: Final = 32  # above the number of classes


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """What is looked up. Characters of one kind agree in their class and in all flags.

    Attributes:
        kind: of each code point up to U+FFFF its kind.
        traits: of each kind its class, and each flag as a bit above that, in one number.
        lower: of each code point up to U+FFFF the lower-case form.
        folded: its case-folded form; itself where that is more than one character.
    """

    kind: Ints
    traits: NDArray[np.int64]
    lower: Codes
    folded: Codes


def _bit(name: str) -> int:
    return _ROOM << FLAGS.index(name)


def _in_ranges(points: Ints, ranges: Sequence[tuple[int, int]]) -> Flags:
    found = np.zeros(len(points), dtype=np.bool_)
    for first, last in ranges:
        found |= (points >= first) & (points <= last)
    return found


def _traits(points: Ints) -> NDArray[np.int64]:
    """The class of each code point, and its flags as bits above that."""
    chars = list(map(chr, points.tolist()))
    has = {
        name: np.fromiter(map(is_so, chars), dtype=np.bool_, count=len(chars))
        for name, is_so in _BY_METHOD.items()
    }
    for name, signs in _BY_SET.items():
        has[name] = np.isin(points, [ord(sign) for sign in signs])
    has["han letter"], has["thai letter"] = _in_ranges(points, _HAN), _in_ranges(points, _THAI)
    has["in word"] = has["alnum"] | has["joins a word"] | _in_ranges(points, _SIGNS)
    categories = list(map(unicodedata.category, chars))
    blank = np.fromiter((each in ("Zs", "Cc") for each in categories), dtype=np.bool_, count=len(chars))
    accent = np.fromiter(
        (each in ("Mn", "Mc", "Me") for each in categories), dtype=np.bool_, count=len(chars)
    )
    in_han = has["han letter"] | _in_ranges(points, ((0x4DC0, 0x4DFF), (0x20000, 0x10FFFF)))
    tests = {
        "space": has["white"] | blank,
        "han": in_han,
        "thai": has["thai letter"],
        "other": points >= _PLANE,  # of the later planes only the Han signs matter
        "digit": has["figure"],
        "upper": has["alpha"] & has["capital"],
        "lower": has["alpha"] & has["small"],
        "letter": has["alpha"],
        "sign": accent,
    }
    found = np.select(list(tests.values()), [CLASS[name] for name in tests], CLASS["other"]).astype(np.int64)
    for name, signs in _BY_SIGN.items():
        found[np.isin(points, [ord(sign) for sign in signs])] = CLASS[name]
    for name in FLAGS:
        found |= has[name] * np.int64(_bit(name))
    return found


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    like = np.arange(_PLANE)
    for first, last in _PLAIN:
        like[first : last + 1] = first
    looked, place = np.unique(like, return_inverse=True)
    traits, kind = np.unique(_traits(looked), return_inverse=True)
    lower, folded = np.arange(_PLANE, dtype=np.uint32), np.arange(_PLANE, dtype=np.uint32)
    for table, form_of in ((lower, str.lower), (folded, str.casefold)):
        forms = map(form_of, map(chr, looked.tolist()))
        table[looked] = [
            ord(form) if len(form) == 1 else point for form, point in zip(forms, looked.tolist(), strict=True)
        ]
    return _Tables(kind[place], traits, lower, folded)


@dataclass(frozen=True, eq=False)
class Characters:
    """The characters of some lines, one after the other, a line feed after each line.

    Attributes:
        text: the lines with a line feed after each.
        codes: their code points.
        kinds: what kind each is.
        traits: of each kind its class, and its flags as bits.
        line: the line in which each stands.
        starts: where each line begins.
        ends: where its line feed stands.
    """

    text: str
    codes: Codes
    kinds: Ints
    traits: NDArray[np.int64]
    line: Ints
    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, lines: Sequence[str]) -> Characters:
        """Look at every character of some lines, none of them empty; linear in the characters."""
        tables = _tables()
        text = "\n".join(lines) + "\n" if lines else ""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        lengths = np.fromiter(map(len, lines), dtype=np.intp, count=len(lines))
        ends = np.cumsum(lengths + 1) - 1
        line = np.repeat(np.arange(len(lines)), lengths + 1)
        beyond = np.flatnonzero(codes >= _PLANE)
        if not len(beyond):
            return cls(text, codes, tables.kind[codes], tables.traits, line, ends - lengths, ends)
        kinds = tables.kind[np.minimum(codes, _PLANE - 1)]
        points, place = np.unique(codes[beyond], return_inverse=True)
        traits, more = np.unique(_traits(points.astype(np.intp)), return_inverse=True)
        kinds[beyond] = len(tables.traits) + more[place]
        return cls(text, codes, kinds, np.concatenate([tables.traits, traits]), line, ends - lengths, ends)

    @property
    def class_of(self) -> NDArray[np.uint8]:
        """The class of each kind."""
        return (self.traits % _ROOM).astype(np.uint8)

    def are(self, *names: str) -> Flags:
        """Whether each character is of one of some classes, or has one of some flags."""
        return self.kinds_that_are(*names)[self.kinds]

    def kinds_that_are(self, *names: str) -> Flags:
        """The same for each kind."""
        usual = _usual_kinds_that_are(names)
        more = self.traits[len(usual) :]
        return np.concatenate([usual, _have(more, names)]) if len(more) else usual

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """How many characters of each kind each line has: lines x kinds."""
        size, lines = len(self.traits), len(self.starts)
        found = np.bincount(self.line * size + self.kinds, minlength=lines * size)
        return found.reshape(lines, size).astype(np.float64)


def _have(traits: NDArray[np.int64], names: Sequence[str]) -> Flags:
    bits = sum(_bit(name) for name in names if name in FLAGS)
    classes = np.zeros(_ROOM, dtype=np.bool_)
    classes[[CLASS[name] for name in names if name in CLASS]] = True
    return ((traits & bits) > 0) | classes[traits % _ROOM]


@lru_cache
def _usual_kinds_that_are(names: tuple[str, ...]) -> Flags:
    return _have(_tables().traits, names)


def lower_case(codes: Codes) -> Codes:
    """Of each code point the lower-case form."""
    return _looked_up(_tables().lower, codes)


def case_folded(codes: Codes) -> Codes:
    """Of each code point the case-folded form; itself where that is more than one character."""
    return _looked_up(_tables().folded, codes)


def _looked_up(table: Codes, codes: Codes) -> Codes:
    if len(codes) and codes.max() >= _PLANE:
        return np.where(codes < _PLANE, table[np.minimum(codes, _PLANE - 1)], codes)
    return table[codes]


def stems(codes: Codes, starts: Ints, lengths: Ints) -> NDArray[np.uint64]:
    """A number for each word that is the same for words whose first six characters are the same.

    Args:
        codes: the code points of a text, in the form in which words are compared.
        starts: where each word begins.
        lengths: how many characters each has.
    """
    found = np.zeros(len(starts), dtype=np.uint64)
    wide = codes.astype(np.uint64)
    for place, factor in enumerate(_FACTORS):
        # A word that is shorter has nothing there; what stands behind it does not count.
        here = wide[np.minimum(starts + place, max(0, len(wide) - 1))]
        found += here * factor * (lengths > place)
    found *= _MIX
    return found ^ (found >> np.uint64(31))
