"""Use case: words in all articles, and where they stand in one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from db.words import spaced, wanted
from labeler.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.store import Store
    from labeler.progress import Steps


_ACCENTS: Final = (
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]"
)
"""Accents written as signs of their own, the points of Hebrew and Arabic among them; they do not count."""

_SIGNS: Final = "[\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0b4d\u0b82-\u0bcd\u0c00-\u0c4d\u0c81-\u0ccd\u0d00-\u0d4d\u0d81-\u0ddf]"
"""Vowel signs and joiners of the scripts of India, without which a word is another; Python takes them for no letters."""

_ACCENT: Final = re.compile(_ACCENTS)
_WORD: Final = re.compile(rf"(?:[^\W_]|{_SIGNS})+")


def read_words(store: Store) -> Steps[int]:
    """Makes the words of articles that came since findable; returns how many articles these were."""
    total, done = store.words.behind(), 0
    for done in store.words.catch_up():
        yield Progress(done, total, "Reading words")
    return done


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where in a text any of the words stand that an article was found by, as (start, end) in code points.

    They follow one another and do not overlap. Case and accents do not count.
    """
    patterns = [_pattern(said, is_open) for said, is_open in wanted(_plain(words))]
    if not patterns:
        return []
    plain = _plain(text)
    return _apart([match.span() for pattern in patterns for match in pattern.finditer(plain)])


def places_of_words(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a text any words or phrases stand as a whole; in scripts without spaces, wherever their signs do.

    They follow one another and do not overlap. Case and accents do not count.
    """
    patterns = [each for word in words for each in _whole(word)]
    plain = _plain(text) if patterns else ""
    bare = _ACCENT.sub("", plain)
    found: list[tuple[int, int]] = []
    for first, pattern in patterns:
        # Most words stand in few articles, and looking for a text is quickest.
        if first in bare:
            found += (match.span() for match in pattern.finditer(plain))
    return _apart(found)


@lru_cache(maxsize=1024)
def _whole(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each part of a word or phrase that is found by itself, with its first letters."""
    quoted = wanted(f'"{_plain(word)}"')
    return tuple((_words(said)[0], _pattern(said, is_open)) for said, is_open in quoted)


def _apart(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order; those that overlap are one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if kept and start < kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept


def _pattern(said: str, is_open: bool) -> re.Pattern[str]:
    """Words side by side, whatever stands between them that is no word."""
    words = [f"{_ACCENTS}*".join(map(re.escape, word)) + f"{_ACCENTS}*" for word in _words(said)]
    if _is_unspaced(said):
        return re.compile(r"[\W_]*".join(words))
    # A vowel sign goes on with a word as a letter does.
    letter = rf"[^\W_]|{_SIGNS}"
    inside = r"[\W_]+".join(words)
    return re.compile(
        rf"(?<![^\W_]){inside}" + (rf"(?:{letter}|{_ACCENTS})*" if is_open else rf"(?!{letter})")
    )


def _words(said: str) -> list[str]:
    """The words of what people look for: letters and digits with the signs that belong to them, without accents."""
    return [word for word in _WORD.findall(_ACCENT.sub("", said)) if word]


def _is_unspaced(said: str) -> bool:
    return any(spaced(sign) != sign for sign in said)


def _plain(text: str) -> str:
    """A text of the same length without case and accents."""
    return text.translate({ord(sign): _plain_sign(sign) for sign in set(text) if sign > "@"})


def _plain_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFD", sign)[0].casefold()
    return plain if len(plain) == 1 else sign
