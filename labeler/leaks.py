"""Use case: what stands in two splits, found in the texts alone: nothing is known here of how they were split."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.duplicates.engines import processes
from labeler.duplicates.fingerprints import SIZE, grams
from labeler.duplicates.search import find
from labeler.duplicates.verdicts import COPIES
from labeler.duplicates.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from labeler.progress import Steps

    Numbers = NDArray[np.uint64]
    Places = NDArray[np.intp]
    Texts = Mapping[str, Callable[[], Iterable[tuple[str, str]]]]
    """Of each split how its (article, text) are read; they are read several times."""

_BATCH: Final = 512


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two articles of different splits that share a passage."""

    one: str
    other: str
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Leaks:
    """What splits share.

    Attributes:
        copies: pairs across splits that are copies; an article that is in two splits itself is paired with itself.
        residue: pairs across splits that share a passage and are no copies (quotations, site furniture), the
            likeliest copies first.
        elsewhere: articles half of whose word 5-grams or more stand in articles of another split: counted over every
            5-gram, without fingerprints, candidates or verdicts.
    """

    copies: tuple[Crossing, ...]
    residue: tuple[Crossing, ...]
    elsewhere: tuple[str, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of pairs of copies, and those that stand elsewhere, each once."""
        of_pairs = [article for each in self.copies for article in (each.one, each.other)]
        return tuple(dict.fromkeys([*of_pairs, *self.elsewhere]))


def leaks_of(texts: Texts) -> Steps[Leaks]:
    """Compares everything across splits: every pair by what it shares, and every 5-gram.

    Args:
        texts: of each split how its articles are read.
    """
    articles: list[str] = []
    sides: list[str] = []

    def all_texts() -> Iterator[str]:
        for split, read in texts.items():
            for article, text in read():
                articles.append(article)
                sides.append(split)
                yield text

    with processes() as executor:
        found = yield from find(all_texts(), executor=executor)
    first: dict[str, int] = {}
    copies = [
        Crossing(article, article, 1.0, 1.0)
        for at, article in enumerate(articles)
        if sides[first.setdefault(article, at)] != sides[at]
    ]
    residue: list[Crossing] = []
    for each in found:
        share = max(each.share_one, each.share_other)
        if sides[each.one] != sides[each.other] and share > 0:
            crossing = Crossing(articles[each.one], articles[each.other], each.score, share)
            (copies if each.relation in COPIES else residue).append(crossing)
    return Leaks(tuple(copies), tuple(residue), tuple(standing_elsewhere(texts)))


def standing_elsewhere(texts: Texts) -> list[str]:
    """The articles half of whose distinct word 5-grams or more stand in articles of another split.

    An exact join of all 5-grams. Those of the first split are only looked up, as it is the largest as a rule: what is
    held is the 5-grams of the others.
    """
    splits = list(texts)
    if len(splits) < 2:
        return []
    known = np.empty(0, dtype=np.uint64)
    held = np.empty(0, dtype=np.uint8)  # of each known gram in which splits it stands, a bit each
    for side in range(1, len(splits)):
        parts = [gram for _, gram, _ in _grams(texts[splits[side]])]
        if parts:
            here = np.unique(np.concatenate(parts))
            every = np.union1d(known, here)
            bits = np.zeros(len(every), dtype=np.uint8)
            bits[np.searchsorted(every, known)] |= held
            bits[np.searchsorted(every, here)] |= np.uint8(1 << side)
            known, held = every, bits
    if not len(known):
        return []
    for _, gram, _ in _grams(texts[splits[0]]):
        at, there = _looked_up(known, gram)
        held[at[there]] |= np.uint8(1)
    found: list[str] = []
    for side, split in enumerate(splits):
        for names, gram, owner in _grams(texts[split]):
            at, there = _looked_up(known, gram)
            elsewhere = there & (held[at] & ~np.uint8(1 << side) != 0)
            total = np.bincount(owner, minlength=len(names))
            shared = np.bincount(owner, weights=elsewhere, minlength=len(names))
            found += [names[place] for place in np.flatnonzero((total > 0) & (shared >= total / 2)).tolist()]
    return found


def _looked_up(known: Numbers, gram: Numbers) -> tuple[Places, NDArray[np.bool_]]:
    """Where each gram is among the known ones, and whether it is."""
    at = np.minimum(np.searchsorted(known, gram), len(known) - 1)
    return at, known[at] == gram


def _grams(read: Callable[[], Iterable[tuple[str, str]]]) -> Iterator[tuple[list[str], Numbers, Places]]:
    """Batch by batch the articles, and their distinct 5-grams with the number of the article in the batch."""
    rows = iter(read())
    while batch := list(islice(rows, _BATCH)):
        words = words_of([text for _, text in batch])
        found = grams(words.hashes)
        owner = words.of_word
        within = np.flatnonzero(owner[: len(found)] == owner[SIZE - 1 :][: len(found)])
        order = within[np.lexsort((found[within], owner[within]))]
        gram, whose = found[order], owner[order]
        new = np.ones(len(gram), dtype=np.bool_)
        new[1:] = (gram[1:] != gram[:-1]) | (whose[1:] != whose[:-1])
        yield [article for article, _ in batch], gram[new], whose[new]
