"""Pure: a text as the set of its word 5-grams, hashed alike on every machine and in every process."""

from __future__ import annotations

import functools
import hashlib

import numpy as np
import numpy.typing as npt

from labeler.text import tokens

Hashes = npt.NDArray[np.uint64]

SIZE = 5
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio, made odd (Knuth, TAOCP 6.4)
_SHARE_KEPT = np.uint64(4)
_SMALLEST_KEPT = 32


@functools.lru_cache(maxsize=200_000)
def _token_hash(token: str) -> int:
    return int.from_bytes(hashlib.blake2b(token.encode("utf-8"), digest_size=8).digest(), "little")


def shingles(text: str) -> Hashes:
    """The sorted, distinct 64-bit hashes of a text's word 5-grams.

    A text of one to four words is one shorter shingle; a text without words has none. Words are single
    characters in scripts without spaces.
    """
    words = tokens(text)
    if not words:
        return np.empty(0, dtype=np.uint64)
    hashes = np.fromiter(map(_token_hash, words), dtype=np.uint64, count=len(words))
    size = min(SIZE, len(words))
    mixed = np.zeros(len(words) - size + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(size):
            mixed = (mixed ^ hashes[offset : offset + len(mixed)]) * _MULTIPLIER
            mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def sample(hashes: Hashes) -> Hashes:
    """The shingles that are compared first: one in four by value, and always the 32 smallest.

    Choosing by value keeps the same shingles in both copies (Broder 1997, modulus sketch), and the smallest
    ones keep short texts whole.
    """
    chosen = hashes % _SHARE_KEPT == 0
    chosen[:_SMALLEST_KEPT] = True
    kept: Hashes = hashes[chosen]
    return kept


def shared(left: Hashes, right: Hashes) -> int:
    """How many shingles two sorted, distinct sets have in common."""
    return int(np.intersect1d(left, right, assume_unique=True).size)
