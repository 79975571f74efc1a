"""The telling words of a text, by number: what a line, a stretch of lines or a headline is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.characters import case_folded, stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.boilerplate.characters import Characters

    Ints = NDArray[np.intp]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Hashes = NDArray[np.uint64]

_PAIR: Final = np.uint64(1) << np.uint64(63)
"""Tells a pair of signs from a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The telling words of each line.

    Without a dictionary, length stands for rarity; a capital within a line or a digit marks a name or a figure. For
    scripts without spaces, every pair of neighbouring signs stands for a word. Words of one stem (six letters, the
    case left out) have one number, so that inflected forms meet.

    Attributes:
        size: how many different words there are.
        line: the line of each word, ascending; a line holds a word once.
        word: its number, from 0.
        weight: 1 to 4.
        first: of each line where its words begin in these arrays, and the end of the last one.
        total: the weight of all words of each line.
    """

    size: int
    line: Ints
    word: Ints
    weight: Floats
    first: Ints
    total: Floats

    def of_lines(self, lines: Ints) -> Floats:
        """The words of some lines taken together: of each word the greatest weight it has there, 0 where it is in none."""
        found = np.zeros(self.size)
        chosen = np.zeros(len(self.total), dtype=np.bool_)
        chosen[lines] = True
        here = chosen[self.line]
        np.maximum.at(found, self.word[here], self.weight[here])
        return found

    def held(self, known: Floats) -> Floats:
        """Of each line what the words weigh that it has in common with a text: the weight is that of the text."""
        return np.asarray(
            np.bincount(self.line, weights=known[self.word], minlength=len(self.total)), dtype=np.float64
        )

    def shares(self, known: Floats) -> Floats:
        """Of each line which weighted share of its words a text holds too, 0 to 1; 0 for a line without words."""
        held = np.bincount(self.line, weights=self.weight * (known[self.word] > 0), minlength=len(self.total))
        return held / np.maximum(self.total, 1.0)


def share_covered(words: Floats, known: Floats) -> float:
    """Which weighted share of some words a text holds too, 0 to 1; 0 for no words."""
    total = float(words.sum())
    return float(words[known > 0].sum()) / total if total else 0.0


def vocabulary_of(text: Characters) -> Vocabulary:
    """Find the telling words of all lines; linear in the characters, times a logarithm for the sorting."""
    inside = text.are("in word")
    line, number, weight = _telling(text, inside, *_tokens(text, inside))
    size, word = numbered(number)
    lines = len(text.starts)
    # Sorted by line, word and weight: of equal words of a line the last one weighs most.
    key = (line * max(1, size) + word) * 8 + weight
    key.sort()
    pair = key >> 3
    last = np.flatnonzero(np.append(pair[1:] != pair[:-1], True)) if len(pair) else np.zeros(0, dtype=np.intp)
    key = key[last]
    found_line, rest = np.divmod(key >> 3, max(1, size))
    weights = (key & 7).astype(np.float64)
    first = np.searchsorted(found_line, np.arange(lines + 1))
    total = np.asarray(np.bincount(found_line, weights=weights, minlength=lines), dtype=np.float64)
    return Vocabulary(size, found_line, rest, weights, first, total)


def numbered(hashes: Hashes) -> tuple[int, Ints]:
    """How many different ones there are, and the place of each among them."""
    order, first = sorted_places(hashes)
    number = np.empty(len(hashes), dtype=np.intp)
    number[order] = np.cumsum(first) - 1
    return int(first.sum()), number


def sorted_places(hashes: Hashes) -> tuple[Ints, Flags]:
    """The places of some hashes so that equal ones stand together, in the order of the text; and which is the first of its kind.

    The last bits of each hash make room for its place: then numbers are sorted, which is several times as fast as
    working out an order. Of a text of a million words 44 bits are left: two words that agree in those are rare.
    """
    room = np.uint64(max(1, len(hashes)).bit_length())
    key = ((hashes >> room) << room) | np.arange(len(hashes), dtype=np.uint64)
    key.sort()
    word = key >> room
    first = np.ones(len(key), dtype=np.bool_)
    first[1:] = word[1:] != word[:-1]
    return (key & ((np.uint64(1) << room) - np.uint64(1))).astype(np.intp), first


def _tokens(text: Characters, inside: Flags) -> tuple[Ints, Ints]:
    """Where words begin, and how long they are: runs of word characters, from the first letter or digit on."""
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:
        edges = np.concatenate([[0], edges])
    start, stop = edges[::2], edges[1::2]
    opens = text.kinds_that_are("alnum")[text.kinds[start]]
    if not opens.all():
        # A run that opens with a dash or an apostrophe: its word begins later, if there is one.
        letters = np.append(np.flatnonzero(text.are("alnum")), len(inside))
        start = np.where(opens, start, letters[np.searchsorted(letters, start)])
        some = start < stop
        start, stop = start[some], stop[some]
    return start, stop - start


def _telling(text: Characters, inside: Flags, start: Ints, length: Ints) -> tuple[Ints, Hashes, Ints]:
    """Line, number and weight of the words that tell something."""
    codes = case_folded(text.codes)
    kind = text.kinds[start]
    capital = text.kinds_that_are("capital")[kind]
    short = np.flatnonzero(capital & (length == 3))
    if len(short):
        # A short word with a capital more often begins a sentence than names something, unless all of it is capitals.
        small = text.kinds_that_are("small", "title") & ~text.kinds_that_are("capital")
        capital[short] = ~(small[text.kinds[start[short] + 1]] | small[text.kinds[start[short] + 2]])
    name = text.kinds_that_are("figure")[kind] | capital
    weight = 2 * name + (length >= 4) + (length >= 7)
    unspaced = text.kinds_that_are("han letter", "thai letter")
    signs = np.zeros(len(start), dtype=np.bool_)
    if len(start) and unspaced[text.kinds].any():
        signs = np.add.reduceat(unspaced[text.kinds] & inside, start, dtype=np.intp) >= 2
    telling = (weight > 0) & (length >= 3) & ~signs
    start_of, weight = start[telling], weight[telling]
    number = stems(codes, start_of, length[telling]) & ~_PAIR
    if not signs.any():
        return text.line[start_of], number, weight
    pairs = np.concatenate(
        [np.arange(a, a + size - 1) for a, size in zip(start[signs], length[signs], strict=True)]
    )
    paired = stems(text.codes, pairs, np.full(len(pairs), 2)) | _PAIR
    line = np.concatenate([text.line[start_of], text.line[pairs]])
    return (
        line,
        np.concatenate([number, paired]),
        np.concatenate([weight, np.ones(len(pairs), dtype=np.intp)]),
    )
