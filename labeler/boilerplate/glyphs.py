"""Words and ends of sentences, for the numbers of the learned models: found in a whole text at once, in any script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.characters import CLASS, CLASSES, lower_case, stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.boilerplate.characters import Characters

    Ints = NDArray[np.intp]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64]

_LONGEST: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """The lines of a text as arrays.

    Attributes:
        counts: how many characters of each kind each line has: lines x kinds.
        class_of: the class of each kind.
        first: the class of each line's first character.
        last: the class of its last character.
        sentences: how many sentences end in each line.
        word_line: of each word (or pair of Han signs) the line it stands in.
        word: a number for it, the case and all but the first six letters left out; equal words have equal numbers.
        word_length: its characters.
        capital: whether it begins with a capital or a digit.
        pair: whether it is a pair of Han signs.
    """

    counts: Floats
    class_of: NDArray[np.uint8]
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]
    sentences: NDArray[np.int64]
    word_line: Ints
    word: Hashes
    word_length: Ints
    capital: Flags
    pair: Flags

    def count(self, *names: str) -> Floats:
        """How many characters of some classes each line has."""
        return np.asarray(self.counts @ is_class(self.class_of, *names))


def is_class(classes: NDArray[np.uint8], *names: str) -> Flags:
    """Whether each is one of some classes."""
    found = np.zeros(len(CLASSES), dtype=np.bool_)
    found[[CLASS[name] for name in names]] = True
    return np.asarray(found[classes])


def glyphs_of(text: Characters) -> Glyphs:
    """Look at every character of a text; linear in the characters."""
    class_of = text.class_of
    return Glyphs(
        text.counts,
        class_of,
        class_of[text.kinds[text.starts]],
        class_of[text.kinds[text.ends - 1]],
        _sentences(text),
        *_words(text),
    )


def _sentences(text: Characters) -> NDArray[np.int64]:
    """How many sentences end in each line."""
    stops = np.flatnonzero(text.are("stop", "han stop"))
    ended = text.kinds_that_are("han stop")[text.kinds[stops]]
    ended |= text.kinds_that_are("space", "closer")[text.kinds[stops + 1]]
    return np.bincount(text.line[stops[ended]], minlength=len(text.starts))


def _words(text: Characters) -> tuple[Ints, Hashes, Ints, Flags, Flags]:
    inside = text.are("lower", "upper", "letter", "digit", "sign", "thai")
    # A line feed ends each line, so no word reaches into the next one.
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:
        edges = np.concatenate([[0], edges])
    start, stop = edges[::2], edges[1::2]
    length, pair = stop - start, np.zeros(len(start), dtype=np.bool_)
    han = text.are("han")
    pairs = np.flatnonzero(han[:-1] & han[1:])
    if len(pairs):
        start, length = np.concatenate([start, pairs]), np.concatenate([length, np.full(len(pairs), 2)])
        order = np.argsort(start, kind="stable")
        pair = order >= len(pair)
        start, length = start[order], length[order]
    return (
        text.line[start],
        stems(lower_case(text.codes), start, length),
        np.minimum(length, _LONGEST),
        text.kinds_that_are("upper", "digit")[text.kinds[start]],
        pair,
    )
