"""Finding again, in the lines of a page, the text that an extractor took out of it.

The extractor's paragraphs tell lines of the page in the same order, with blanks, marks and some joints changed.
Runs of four words that both hold propose places; a heaviest chain of increasing places decides; short lines
are looked for between their neighbours. All of it is linear in the words, times a logarithm.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]|\w+"
)
_GRAM: Final = 4
_PLACES: Final = 6  # of a run of words that the text says often, so many places are considered
_CANDIDATES: Final = 3  # of a line
_COVERED: Final = 0.5  # share of a line's runs that a place must hold
_TRIES: Final = 20  # places of its first word at which a short line is tried


def tokens(text: str) -> list[str]:
    """Words in lower case; each sign of the scripts without spaces is a word."""
    return _TOKEN.findall(text.casefold())


def align(lines: Sequence[str], extracted: str) -> list[float]:
    """How much of each line the extracted text holds, in the lines' order.

    Args:
        lines: the lines of a page.
        extracted: the text that was extracted from the same page.

    Returns:
        A share from 0 to 1 a line. A line that stands in the extracted text only out of order has 0.
    """
    return align_tokens([tokens(line) for line in lines], tokens(extracted))


def align_tokens(own: Sequence[list[str]], wanted: Sequence[str]) -> list[float]:
    """The same for lines and text as `tokens` cuts them."""
    shares = [0.0] * len(own)
    places = _long_lines(own, wanted, shares)
    _short_lines(own, wanted, places, shares)
    return shares


def _long_lines(
    own: Sequence[list[str]], wanted: Sequence[str], shares: list[float]
) -> dict[int, tuple[int, int]]:
    """Place the lines of four words and more; returns first and past-the-last token of each."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, gram in enumerate(_grams(wanted)):
        spots = where[gram]
        if len(spots) < _PLACES:
            spots.append(i)
    candidates: list[tuple[int, int, float]] = []  # line, place, share
    for n, words in enumerate(own):
        grams = len(words) - _GRAM + 1
        if grams < 1:
            continue
        votes: Counter[int] = Counter()
        for k, gram in enumerate(_grams(words)):
            for spot in where.get(gram, ()):
                votes[spot - k] += 1
        # Places within a few words of each other are the same place with a word more or less.
        for place, _ in votes.most_common(_CANDIDATES):
            share = (
                sum(v for p, v in votes.items() if abs(p - place) <= 8) / grams
                if len(votes) < 50
                else votes[place] / grams
            )
            if share >= _COVERED:
                candidates.append((n, max(0, place), min(1.0, share)))
    chosen = _heaviest_chain(candidates, own, len(wanted))
    places = {}
    for n, place, share in chosen:
        shares[n] = share
        places[n] = (place, min(len(wanted), place + len(own[n])))
    return places


def _grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_GRAM)), strict=False)


def _heaviest_chain(
    candidates: Sequence[tuple[int, int, float]], own: Sequence[list[str]], size: int
) -> list[tuple[int, int, float]]:
    """The heaviest choice of candidates with increasing lines and increasing places (Fenwick tree of maxima)."""
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 2)
    before = [-1] * len(candidates)
    # Within a line, later places first: two candidates of one line must not follow each other.
    order = sorted(range(len(candidates)), key=lambda c: (candidates[c][0], -candidates[c][1]))
    best = (0.0, -1)
    for c in order:
        line, place, share = candidates[c]
        at = place
        reach = (0.0, -1)
        while at > 0:
            reach = max(reach, tree[at])
            at -= at & -at
        weight = reach[0] + share * len(own[line])
        before[c] = reach[1]
        best = max(best, (weight, c))
        at = place + 1
        while at < len(tree):
            tree[at] = max(tree[at], (weight, c))
            at += at & -at
    chain = []
    c = best[1]
    while c >= 0:
        chain.append(candidates[c])
        c = before[c]
    return chain[::-1]


def _short_lines(
    own: Sequence[list[str]], wanted: Sequence[str], places: dict[int, tuple[int, int]], shares: list[float]
) -> None:
    """Place the lines of one to three words in the tokens between the places of their neighbours."""
    ceiling = [len(wanted)] * len(own)
    limit = len(wanted)
    for n in range(len(own) - 1, -1, -1):
        if n in places:
            limit = places[n][0]
        ceiling[n] = limit
    where: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(wanted):
        where[word].append(i)
    at = 0
    for n, words in enumerate(own):
        if n in places:
            at = max(at, places[n][1])
            continue
        if not words or len(words) >= _GRAM:
            continue
        spots = where.get(words[0], [])
        first = bisect_left(spots, at)
        for i in spots[first : first + _TRIES]:
            if i + len(words) > ceiling[n]:
                break
            if list(wanted[i : i + len(words)]) == words:
                shares[n] = 1.0
                at = i + len(words)
                break
