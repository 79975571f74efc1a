"""Every pair of articles that may be copies or tell one story, with a verdict on each.

In three steps that are pure and need no engine: articles -> words and fingerprints (`reading`); fingerprints -> pairs that share some
(`joining`); pairs -> verdicts (`looking`). Each gives the same bytes wherever and in however many pieces it is run.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.duplicates.engines import in_order
from labeler.duplicates.furniture import TOLD, marked_lines
from labeler.duplicates.groups import tied
from labeler.duplicates.index import Index
from labeler.duplicates.joining import Ties, joined, ties
from labeler.duplicates.looking import NOTHING, kinds, looked_at, told
from labeler.duplicates.reading import read
from labeler.duplicates.verdicts import COPIES, RELATIONS
from labeler.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from labeler.duplicates.looking import Looked
    from labeler.duplicates.words import Words
    from labeler.progress import Steps

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Kinds = NDArray[np.int8]
    Numbers = NDArray[np.uint64]
    Places = NDArray[np.intp]
    Rows = NDArray[np.float32]

LEAST_SHARED: Final = 4
"""Articles that share fewer of their sampled 5-grams are not compared: a passage of sixty words shares fourteen."""

LEAST_NAMES: Final = 6
"""So many shared twos of names (four names) are one story, perhaps."""

_MANY_EQUAL: Final = 24
"""Of more equal texts than this only the first is compared with others."""
_STORY: Final = 0.2
_STORY_HALF: Final = 20
"""A pair that shares nothing but names is no copy; the more names, the sooner it is shown."""
_BATCH: Final = 512
_PAIRS: Final = 1024
_LINES: Final = 1 << 16
_EXACT, _SAME_STORY, _UNRELATED = (RELATIONS.index(name) for name in ("exact", "same_story", "unrelated"))
_COPIES: Final = np.array([name in COPIES for name in RELATIONS])


class Found(NamedTuple):
    """Two articles, by number, `one` < `other`.

    Attributes:
        score: probability that they are copies; where they share no passage, how many names they share, below .2.
        relation: how `one` relates to `other`.
        share_one: the part of its words that passages shared with the other cover.
        share_other: the same of the other.
        jaccard: the words that those passages cover over all words of both.
    """

    one: int
    other: int
    score: float
    relation: str
    share_one: float
    share_other: float
    jaccard: float


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """Pairs as arrays, the likeliest copies first; iterated, each is a `Found`. See there."""

    one: Places
    other: Places
    score: Floats
    relation: Kinds
    share_one: Floats
    share_other: Floats
    jaccard: Floats

    def __len__(self) -> int:
        return len(self.one)

    def __iter__(self) -> Iterator[Found]:
        for begin in range(0, len(self), _LINES):
            some = slice(begin, begin + _LINES)
            yield from map(
                Found,
                self.one[some].tolist(),
                self.other[some].tolist(),
                self.score[some].tolist(),
                [RELATIONS[kind] for kind in self.relation[some].tolist()],
                self.share_one[some].tolist(),
                self.share_other[some].tolist(),
                self.jaccard[some].tolist(),
            )

    def copies(self) -> Places:
        """The pairs of copies, as two numbers each: pairs x 2."""
        some = _COPIES[self.relation]
        return np.stack([self.one[some], self.other[some]], axis=1)


NO_PAIRS: Final = {
    **dict.fromkeys(("one", "other"), np.empty(0, dtype=np.intp)),
    **dict.fromkeys(("score", "share_one", "share_other", "jaccard"), np.empty(0)),
    "relation": np.empty(0, dtype=np.int8),
}


def find(texts: Iterable[str], total: int | None = None, executor: Executor | None = None) -> Steps[Verdicts]:
    """Every pair of some articles that may be copies or tell one story, the likeliest copies first.

    Equal texts are each tied to the first of them, so ten thousand equal articles give ten thousand pairs.

    Args:
        texts: of the articles, in the order of their numbers; read once.
        total: how many there are, for the progress.
        executor: who runs the steps; None: this thread.
    """
    index = Index()
    try:
        yield from add(index, texts, total, executor)
        return (yield from compare(index, executor=executor))
    finally:
        index.close()


def add(
    index: Index, texts: Iterable[str], total: int | None = None, executor: Executor | None = None
) -> Steps[None]:
    """Adds articles to an index."""
    done = 0
    for some in in_order(executor, read, ((batch,) for batch in _batches(texts))):
        index.add(some)
        done += some.articles
        yield Progress(done, total, "Reading articles")


def compare(
    index: Index,
    known: int = 0,
    copies: Places | None = None,
    gone: Places | None = None,
    executor: Executor | None = None,
) -> Steps[Verdicts]:
    """The verdicts on every pair of which one article at least is new.

    Args:
        index: all articles.
        known: so many of its runs hold articles that were compared with one another before.
        copies: the pairs of copies among these, two numbers each.
        gone: articles that are no more, by number.
        executor: who runs the steps; None: this thread.
    """
    runs = index.runs
    if known >= len(runs):
        return _sorted([])
    new_from = runs[known].first
    yield Progress(index.articles, index.articles, "Comparing articles")
    equals = Equals.of(np.concatenate([run.keys for run in runs]), gone)
    shared = ties([run.grams for run in runs], equals.compared, LEAST_SHARED, known, new_from)
    by_name = ties([run.names for run in runs], equals.compared, LEAST_NAMES, known, new_from)
    found = yield from _judged(index, _ends(shared), copies, executor)
    # Where two share a passage, too, names add nothing but the name of what is no copy.
    in_words = _key(found)
    is_told = np.isin(in_words, _key(by_name))
    found.relation[is_told & (found.relation == _UNRELATED)] = _SAME_STORY
    same = equals.first[found.one] == equals.first[found.other]
    found.relation[same] = _EXACT
    for numbers in (found.score, found.share_one, found.share_other, found.jaccard):
        numbers[same] = 1.0
    # What is too short for a 5-gram, or equal to many, is tied to the first of its equals.
    return _sorted([found, equals.pairs(new_from, in_words), _by_name(by_name, in_words)])


class Equals(NamedTuple):
    """Which articles have the same words.

    Attributes:
        first: of each article the first that has the same words; one without words equals none.
        compared: whether it is compared with others itself: of many equal ones only the first is.
    """

    first: Places
    compared: Flags

    @classmethod
    def of(cls, keys: Numbers, gone: Places | None) -> Equals:
        """From the keys of all articles (see `Read`); those that are gone equal none."""
        count = len(keys)
        counts = np.asarray(keys.any(axis=1))
        if gone is not None:
            counts[gone] = False
        some = np.flatnonzero(counts)
        # Two different texts with one first number are not to be expected among 2**32.
        order = some[np.argsort(keys[some, 0], kind="stable")]
        new: Flags = np.ones(len(order), dtype=np.bool_)
        new[1:] = (keys[order[1:]] != keys[order[:-1]]).any(axis=1)
        begins = np.flatnonzero(new)
        sizes = np.diff(np.append(begins, len(order)))
        first = np.arange(count)
        first[order] = np.repeat(order[begins], sizes)
        compared = np.ones(count, dtype=np.bool_)  # one without words holds nothing that could be compared
        if gone is not None:
            compared[gone] = False
        compared[order] = np.repeat(sizes <= _MANY_EQUAL, sizes) | new
        return cls(first, compared)

    def pairs(self, new_from: int, but: Numbers) -> Verdicts:
        """Each new article with the first of its equals, but for these pairs."""
        other = np.flatnonzero(self.first != np.arange(len(self.first)))
        other = other[other >= new_from]
        one = self.first[other]
        rest = ~np.isin(joined(one, other), but)
        one, other = one[rest], other[rest]
        ones = np.ones(len(one))
        return Verdicts(one, other, ones, np.full(len(one), _EXACT, dtype=np.int8), ones, ones, ones)


def _judged(index: Index, ends: Places, known: Places | None, executor: Executor | None) -> Steps[Verdicts]:
    """The verdicts on pairs, by what they share."""
    note = "Looking at what they share"
    parts: list[Looked] = []
    for looked in in_order(executor, looked_at, _pieces(index, ends)):
        begin = len(parts) * _PAIRS
        parts.append(looked._replace(place=looked.place + begin, copies=looked.place[looked.copies] + begin))
        yield Progress(min(begin + _PAIRS, len(ends)), len(ends), note)
    yield Progress(len(ends), len(ends), note)
    place, score, share_one, share_other, jaccard, copies, rows = (
        np.concatenate([nothing, *(part[at] for part in parts)]) for at, nothing in enumerate(NOTHING)
    )
    relation = np.full(len(place), _UNRELATED, dtype=np.int8)
    relation[np.searchsorted(place, copies)] = yield from _related(index, ends[copies], rows, known, executor)
    one, other = ends[place].T
    return Verdicts(one, other, score, relation, share_one, share_other, jaccard)


def _related(
    index: Index, pairs: Places, rows: Rows, known: Places | None, executor: Executor | None
) -> Steps[Kinds]:
    """How the copies of each pair relate; other copies of either tell what of it is story, too."""
    every = pairs if known is None else np.concatenate([known, pairs])
    near = every[np.isin(every, pairs).any(axis=1)]
    lines = marked_lines(index, np.unique(near), tied(every[:, 0], every[:, 1], index.articles))
    for some, held in zip(_cuts(near), in_order(executor, told, _pieces(index, near)), strict=True):
        lines.marks[lines.of(np.unique(near[some]))[held]] |= TOLD
        yield Progress(some.start, len(near), "Looking at what several hold")
    pieces = (
        (*piece, rows[some], lines.marks[lines.of(np.unique(pairs[some]))])
        for some, piece in zip(_cuts(pairs), _pieces(index, pairs), strict=True)
    )
    parts = [np.empty(0, dtype=np.int8)]
    for found in in_order(executor, kinds, pieces):
        parts.append(found)
        yield Progress(sum(map(len, parts)), len(pairs), "Looking at how copies relate")
    return np.concatenate(parts)


def _cuts(pairs: Places) -> Iterator[slice]:
    """Some pairs at a time."""
    return (slice(begin, begin + _PAIRS) for begin in range(0, len(pairs), _PAIRS))


def _pieces(index: Index, pairs: Places) -> Iterator[tuple[Words, Places]]:
    """Some pairs at a time with the words of their articles, as `looked_at` and `told` take them."""
    for some in _cuts(pairs):
        articles = np.unique(pairs[some])
        yield index.words(articles), np.searchsorted(articles, pairs[some])


def _by_name(told: Ties, but: Numbers) -> Verdicts:
    """Pairs that share names, but for these."""
    rest = ~np.isin(_key(told), but)
    one, other, shared = (numbers[rest] for numbers in told)
    nothing = np.zeros(len(one))
    score = _STORY * shared / (shared + _STORY_HALF)
    relation = np.full(len(one), _SAME_STORY, dtype=np.int8)
    return Verdicts(one, other, score, relation, nothing, nothing, nothing)


def _sorted(parts: Sequence[Verdicts]) -> Verdicts:
    names = Verdicts.__slots__
    whole = {
        name: np.concatenate([NO_PAIRS[name], *(getattr(part, name) for part in parts)]) for name in names
    }
    order = np.lexsort((whole["other"], whole["one"], -whole["score"]))
    return Verdicts(**{name: whole[name][order] for name in names})


def _ends(pairs: Ties) -> Places:
    return np.stack([pairs.one, pairs.other], axis=1)


def _key(pairs: Ties | Verdicts) -> Numbers:
    return joined(pairs.one, pairs.other)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    each = iter(texts)
    while batch := list(islice(each, _BATCH)):
        yield batch
