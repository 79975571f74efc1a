"""Pure: which articles share fingerprints, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.duplicates.fingerprints import Prints

    Places = NDArray[np.intp]

_MOST_HOLDERS: Final = 64
"""What more articles hold ties each only to the eight that came before it: no quadratic growth, no chain broken."""
_NEIGHBOURS: Final = 8
_MOST: Final = 24
"""Candidates of one article."""


class Ties(NamedTuple):
    """Pairs of article numbers, `one` < `other`, and how many fingerprints each shares; sorted."""

    one: Places
    other: Places
    shared: Places


def ties(prints: Prints, articles: int, least: int) -> Ties:
    """Pairs that share at least so many fingerprints: of each article the 24 that share most.

    Args:
        prints: of all articles, by article.
        articles: how many there are.
        least: fewer shared ones make no pair.
    """
    order = np.argsort(prints.hashes, kind="stable")
    hashes, owners = prints.hashes[order], prints.owners[order]
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]]))[: len(hashes)]
    sizes = np.diff(np.append(starts, len(hashes)))
    keys = [np.empty(0, dtype=np.intp)]
    # Groups of one size are handled together: all i < j of a group as one array operation.
    for size in range(2, _MOST_HOLDERS + 1):
        begin = starts[sizes == size]
        if len(begin):
            members = owners[begin[:, None] + np.arange(size)].astype(np.intp)
            firsts, seconds = np.triu_indices(size, k=1)
            keys.append((members[:, firsts] * articles + members[:, seconds]).ravel())
    large = np.flatnonzero(sizes > _MOST_HOLDERS)
    if len(large):
        group = np.repeat(np.arange(len(starts)), sizes)
        some = np.flatnonzero(np.isin(group, large))
        for step in range(1, _NEIGHBOURS + 1):
            both = some[:-step][group[some[:-step]] == group[some[step:]]]
            keys.append(owners[both].astype(np.intp) * articles + owners[both + step])
    key = np.sort(np.concatenate(keys))
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))[: len(key)]
    shared = np.diff(np.append(begins, len(key)))
    enough = shared >= least
    one, other = np.divmod(key[begins[enough]], max(1, articles))
    return _best(Ties(one, other, shared[enough]), articles)


def _best(found: Ties, articles: int) -> Ties:
    """The pairs that are among the best of one of their articles."""
    pairs = np.arange(len(found.one))
    article = np.concatenate([found.one, found.other])
    pair = np.concatenate([pairs, pairs])
    order = np.lexsort((pair, -found.shared[pair], article))
    first = np.searchsorted(article[order], np.arange(articles))
    rank = np.arange(len(order)) - first[article[order]]
    chosen = np.unique(pair[order][rank < _MOST])
    return Ties(found.one[chosen], found.other[chosen], found.shared[chosen])
