"""Use case: words in all articles, and where they stand in one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from db.words import spaced, wanted
from labeler.progress import Progress

if TYPE_CHECKING:
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
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(_plain(text)))
    kept: list[tuple[int, int]] = []
    for start, end in found:
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
