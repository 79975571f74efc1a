"""Pure: numbers drawn from a seed and an article's id: the same in every process, whatever else is in the project."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]
    Floats = NDArray[np.float64]

_DIGITS: Final = 16
"""So many hexadecimal digits of an article's id are 64 bits; two articles that share them would share their luck."""

_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_FACTORS: Final = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def bits_of(ids: Sequence[str]) -> Bits:
    """The first 64 bits of each article's id, which is a digest and so as good as drawn."""
    return np.frombuffer(bytes.fromhex("".join(each[:_DIGITS] for each in ids)), dtype=">u8").astype(
        np.uint64
    )


def chances(bits: Bits, *names: object) -> Floats:
    """One number a article, 0 to below 1, spread evenly.

    Args:
        bits: the articles (`bits_of`).
        names: what is drawn for: a seed, a purpose, an annotator. Other names give numbers that have nothing to do
            with these.
    """
    said = "\x1f".join(map(str, names)).encode()
    key = np.frombuffer(hashlib.sha256(said).digest()[:16], dtype="<u8").astype(np.uint64)
    # SplitMix64 (Steele, Lea and Flood 2014), once for each half of the key.
    mixed = _mixed(_mixed(bits ^ key[0]) ^ key[1])
    found: Floats = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found


def _mixed(bits: Bits) -> Bits:
    found = bits + _STEP  # beyond 64 bits it begins anew, as it should
    found = (found ^ (found >> np.uint64(30))) * _FACTORS[0]
    found = (found ^ (found >> np.uint64(27))) * _FACTORS[1]
    return found ^ (found >> np.uint64(31))
