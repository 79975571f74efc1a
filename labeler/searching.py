"""Use case: words in all articles, and where they stand in one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from db.words import spaced, wanted
from labeler.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.store import Store
    from labeler.progress import Steps


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
    found = []
    for first, pattern in patterns:
        if first not in plain:  # most words stand in few articles, and looking for a text is quickest
            continue
        for match in pattern.finditer(plain):
            end = match.end()
            while end < len(plain) and unicodedata.combining(plain[end]) not in (0, 9):
                end += 1  # accents written as signs of their own
            if end == len(plain) or unicodedata.category(plain[end])[0] != "M" or _is_unspaced(match.group()):
                found.append((match.start(), end))
    return _apart(found)


@lru_cache(maxsize=1024)
def _whole(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each part of a word or phrase that is found by itself, with its first letters."""
    quoted = wanted(f'"{_plain(word)}"')
    return tuple((re.split(r"[\W_]+", said.strip())[0], _pattern(said, is_open)) for said, is_open in quoted)


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
    words = [word for word in re.split(r"[\W_]+", said) if word]
    inside = (
        r"[\W_]*".join(map(re.escape, words)) if _is_unspaced(said) else r"[\W_]+".join(map(re.escape, words))
    )
    if _is_unspaced(said):
        return re.compile(inside)
    return re.compile(rf"(?<![^\W_]){inside}" + (r"[^\W_]*" if is_open else r"(?![^\W_])"))


def _is_unspaced(said: str) -> bool:
    return any(spaced(sign) != sign for sign in said)


def _plain(text: str) -> str:
    """A text of the same length without case and accents."""
    return text.translate({ord(sign): _plain_sign(sign) for sign in set(text) if sign > "@"})


def _plain_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFD", sign)[0].casefold()
    return plain if len(plain) == 1 else sign
