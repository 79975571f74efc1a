"""Pure: which pairs of articles share enough passages to be asked about."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from db.digests import sha256_text
from db.records import Pair
from labeler.duplicates.groups import components
from labeler.duplicates.shingles import Hashes, sample, shared, shingles
from labeler.progress import Progress
from labeler.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from labeler.progress import Steps

METHOD = "word 5-grams"
"""What the candidates of this module are stored under."""

LEAST_SHARE = 0.10
"""A pair is proposed when one article shares this much of its 5-grams with the other …"""

LEAST_SHARED = 4
"""… and at least this many of them: two headlines in common are no copy."""

COPY_SHARE = 0.45
"""From this share on, a pair counts as copies before anybody judged it."""

_MOST_HOLDERS = 64
_MOST_CANDIDATES = 24
_STEP = 200


def candidate_pairs(
    texts: Iterable[tuple[str, str]], total: int, text_of: Callable[[str], str]
) -> Steps[list[Pair]]:
    """Compares every article with every other through the 5-grams they share.

    Exact copies (by the digest of the normalised text) are tied to the first of them, so ten thousand equal
    articles give ten thousand pairs, not fifty million. A 5-gram that more than 64 articles hold ties nothing.

    Args:
        texts: (article id, main text), each article once.
        total: how many there are, for the progress.
        text_of: the main text of an article id, read again for the pairs that are verified.

    Returns:
        Pairs with exact shares on both sides, the most alike first; at most 24 an article.
    """
    first_with: dict[str, str] = {}
    exact: list[tuple[str, str]] = []
    ids: list[str] = []
    samples: list[Hashes] = []
    for done, (article_id, text) in enumerate(texts, start=1):
        words = normalise(text)
        if words:
            original = first_with.setdefault(sha256_text(words), article_id)
            if original != article_id:
                exact.append((original, article_id))
            else:
                ids.append(article_id)
                samples.append(sample(shingles(text)))
        if done % _STEP == 0:
            yield Progress(done, total, "Comparing articles")
    yield Progress(total, total, "Comparing articles")
    found = [_pair(one, other, 1.0, 1.0, 1.0) for one, other in exact]

    @functools.lru_cache(maxsize=4096)
    def whole(index: int) -> Hashes:
        return shingles(text_of(ids[index]))

    proposed = list(_joined(samples))
    for done, (one, other) in enumerate(proposed, start=1):
        common = shared(whole(one), whole(other))
        share_one, share_other = common / whole(one).size, common / whole(other).size
        short = min(whole(one).size, whole(other).size)
        if common >= min(LEAST_SHARED, short) and max(share_one, share_other) >= LEAST_SHARE:
            jaccard = common / (whole(one).size + whole(other).size - common)
            found.append(_pair(ids[one], ids[other], share_one, share_other, jaccard))
        if done % _STEP == 0:
            yield Progress(done, len(proposed), "Verifying candidates")
    return _best(found)


def _pair(one: str, other: str, share_one: float, share_other: float, jaccard: float) -> Pair:
    if one > other:
        one, other, share_one, share_other = other, one, share_other, share_one
    return Pair(one, other, share_one, share_other, jaccard, METHOD)


def _joined(samples: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Index pairs (smaller first) that share sampled 5-grams, the best 24 of each article."""
    if not samples:
        return
    hashes = np.concatenate(samples)
    owners = np.repeat(np.arange(len(samples), dtype=np.int64), [each.size for each in samples])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    ends = np.append(starts[1:], hashes.size)
    sizes = ends - starts
    counts: dict[tuple[int, int], int] = {}
    # Groups of one size are handled together: all i < j of a group as one array operation.
    for size in range(2, _MOST_HOLDERS + 1):
        of_size = starts[sizes == size]
        if not of_size.size:
            continue
        members = owners[of_size[:, None] + np.arange(size)]
        firsts, seconds = np.triu_indices(size, k=1)
        keys = members[:, firsts].ravel() * len(samples) + members[:, seconds].ravel()
        distinct, times = np.unique(keys, return_counts=True)
        for key, count in zip(distinct.tolist(), times.tolist(), strict=True):
            pair = divmod(key, len(samples))
            counts[pair] = counts.get(pair, 0) + count
    best: dict[int, list[tuple[int, int]]] = {}
    for (one, other), count in counts.items():
        best.setdefault(one, []).append((count, other))
        best.setdefault(other, []).append((count, one))
    chosen: set[tuple[int, int]] = set()
    for index, others in best.items():
        for _, other in sorted(others, reverse=True)[:_MOST_CANDIDATES]:
            chosen.add((min(index, other), max(index, other)))
    yield from sorted(chosen)


def _best(pairs: list[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-max(pair.share_left, pair.share_right), pair.left, pair.right))


def copies(pairs: Iterable[Pair]) -> list[list[str]]:
    """Groups of articles tied by pairs that count as copies (connected components).

    Returns:
        Each group's ids sorted; the groups sorted by their first id.
    """
    return components(
        (pair.left, pair.right) for pair in pairs if max(pair.share_left, pair.share_right) >= COPY_SHARE
    )
