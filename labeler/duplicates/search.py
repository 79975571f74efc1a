"""Pure: every pair of articles that may be copies or tell one story, with a verdict on each.

In three parts that need no engine: articles -> words and fingerprints; fingerprints -> pairs that share some; pairs ->
verdicts. Each gives the same bytes wherever and in however many pieces it is run.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.codebook import converse
from labeler.duplicates.fingerprints import Prints, joined_prints, mixed, name_pairs, sampled
from labeler.duplicates.groups import tied
from labeler.duplicates.joining import ties
from labeler.duplicates.passages import COVERED, SIDE, WORDS, Passages, furniture_of
from labeler.duplicates.verdicts import COPY_FROM, relations, scores
from labeler.duplicates.words import joined_words, words_of
from labeler.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from labeler.duplicates.verdicts import Relation
    from labeler.duplicates.words import Words
    from labeler.progress import Steps

    Row = NDArray[np.float32]

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
_STEP: Final = 2000


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


def find(texts: Iterable[str], total: int | None = None) -> Steps[list[Found]]:
    """Every pair that may be copies or tell one story, the likeliest copies first.

    Equal texts are each tied to the first of them, so ten thousand equal articles give ten thousand pairs.

    Args:
        texts: of the articles, in the order of their numbers; read once.
        total: how many there are, for the progress.
    """
    parts: list[Words] = []
    prints: list[tuple[Prints, int]] = []
    names_of: list[tuple[Prints, int]] = []
    keys: list[tuple[int, ...]] = []
    done = 0
    for batch in _batches(texts):
        some = words_of(batch)
        prints.append((sampled(some), done))
        names_of.append((name_pairs(some), done))
        keys += _keys(some)
        parts.append(some.slim())
        done += len(batch)
        yield Progress(done, total, "Reading articles")
    words = joined_words(parts)
    parts.clear()
    stands_for, equal = _equals(keys)
    keys.clear()
    yield Progress(done, done, "Comparing articles")
    shared, told = (
        ties(_taken(each, stands_for), words.texts, least)
        for each, least in ((prints, LEAST_SHARED), (names_of, LEAST_NAMES))
    )
    passages = Passages(words)
    pairs: list[tuple[int, int]] = []
    rows: list[Row] = []
    for done, (one, other) in enumerate(zip(shared.one.tolist(), shared.other.tolist(), strict=True)):
        if done % _STEP == 0:
            yield Progress(done, len(shared.one), "Looking at what they share")
        row = passages.row(one, other)
        if row is not None:
            pairs.append((one, other))
            rows.append(row)
    names = dict(
        zip(zip(told.one.tolist(), told.other.tolist(), strict=True), told.shared.tolist(), strict=True)
    )
    yield Progress(len(pairs), len(pairs), "Looking at what they share")
    judged = _judged(words, passages, pairs, rows, equal, names)
    found = [*judged.values()]
    # What is too short for a 5-gram, or equal to many, is tied to the first of its equals.
    found += [
        Found(one, other, 1.0, "exact", 1.0, 1.0, 1.0)
        for other, one in enumerate(equal)
        if one != other and (one, other) not in judged
    ]
    found += [
        Found(one, other, _STORY * count / (count + _STORY_HALF), "same_story", 0.0, 0.0, 0.0)
        for (one, other), count in names.items()
        if (one, other) not in judged
    ]
    return sorted(found, key=lambda each: (-each.score, each.one, each.other))


def _judged(
    words: Words,
    passages: Passages,
    pairs: list[tuple[int, int]],
    rows: list[Row],
    equal: list[int],
    names: Mapping[tuple[int, int], int],
) -> dict[tuple[int, int], Found]:
    """The verdict on each pair that shares a passage."""
    probable = scores(rows)
    copies = [at for at, score in enumerate(probable) if score >= COPY_FROM]
    ends = np.array([pairs[at] for at in copies], dtype=np.intp).reshape(-1, 2)
    furniture = furniture_of(words, tied(ends[:, 0], ends[:, 1], words.texts))
    kinds = relations([np.concatenate([rows[at], passages.core(*pairs[at], furniture)]) for at in copies])
    of_pair: dict[int, Relation] = dict(zip(copies, kinds, strict=True))
    length = np.diff(words.bounds)
    found = {}
    for at, ((one, other), row, score) in enumerate(zip(pairs, rows, probable, strict=True)):
        if equal[one] == equal[other]:
            found[one, other] = Found(one, other, 1.0, "exact", 1.0, 1.0, 1.0)
            continue
        relation: str = of_pair.get(at, "same_story" if (one, other) in names else "unrelated")
        covered, far_covered = float(row[COVERED]), float(row[SIDE + COVERED])
        count, far_count = float(row[WORDS]), float(row[SIDE + WORDS])
        shares = covered / count, far_covered / far_count
        held = min(covered, far_covered)
        jaccard = held / (count + far_count - held)
        if length[one] > length[other]:
            # The row is seen from the shorter one.
            relation, shares = converse(relation), (shares[1], shares[0])
        found[one, other] = Found(one, other, score, relation, *shares, jaccard)
    return found


def _taken(parts: list[tuple[Prints, int]], stands_for: Sequence[int]) -> Prints:
    """The prints of all runs as one, without the articles that others stand for.

    The runs are let go, as of many articles both would not fit.
    """
    found = joined_prints(parts)
    parts.clear()
    own = (np.array(stands_for, dtype=np.int32) == np.arange(len(stands_for)))[found.owners]
    return Prints(found.hashes[own], found.owners[own])


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    each = iter(texts)
    while batch := list(islice(each, _BATCH)):
        yield batch


def _keys(words: Words) -> list[tuple[int, ...]]:
    """For each text a number of 128 bits that only equal words in the same order have; () for a text without words."""
    place = np.arange(len(words.hashes)) - words.bounds[words.of_word]
    spread = mixed(words.hashes.astype(np.uint64), place.astype(np.uint64))
    some = np.flatnonzero(np.diff(words.bounds))
    found: list[tuple[int, ...]] = [()] * words.texts
    if len(some):
        sums = [np.add.reduceat(each, words.bounds[some]) for each in (spread, mixed(spread, words.hashes))]
        for text, *key in zip(some.tolist(), *(each.tolist() for each in sums), strict=True):
            found[text] = tuple(key)
    return found


def _equals(keys: Sequence[tuple[int, ...]]) -> tuple[list[int], list[int]]:
    """For each text the text it is compared as, and the first text that has the same words.

    Of many equal texts all but the first are not compared themselves. A text without words equals none.
    """
    groups: dict[tuple[int, ...], list[int]] = {}
    for text, key in enumerate(keys):
        if key:
            groups.setdefault(key, []).append(text)
    equal = list(range(len(keys)))
    stands_for = list(range(len(keys)))
    for members in groups.values():
        for text in members:
            equal[text] = members[0]
            if len(members) > _MANY_EQUAL:
                stands_for[text] = members[0]
    return stands_for, equal
