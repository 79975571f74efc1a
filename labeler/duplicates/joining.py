"""Pure: which articles share fingerprints, and how many: the reduce step, bucket by bucket of the hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from labeler.duplicates.fingerprints import Prints

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.uint64]
    Owners = NDArray[np.int32]
    Places = NDArray[np.intp]

_MOST_HOLDERS: Final = 64
"""What more articles hold ties each only to the eight that came before it: no quadratic growth, no chain broken."""
_NEIGHBOURS: Final = 8
_MOST: Final = 24
"""Candidates of one article."""
_LOOKED_AT: Final = 256
"""So many pairs are looked at for each article, on average, at most: of a million articles fewer may hold one fingerprint."""
_BUCKET: Final = 1 << 22
"""Fingerprints handled at once, about."""
_SAMPLE: Final = 4
"""The hashes that begin with four zero bits tell how many pairs there will be: the same ones however many buckets."""
_SHIFT: Final = np.uint64(32)
_SIDES: Final[tuple[Literal["left", "right"], ...]] = ("left", "right")
_LOW: Final = np.uint64(0xFFFFFFFF)


class Ties(NamedTuple):
    """Pairs of article numbers, `one` < `other`, and how many fingerprints each shares; sorted."""

    one: Places
    other: Places
    shared: Places


def ties(runs: Sequence[Prints], compared: Flags, least: int, known: int = 0, new_from: int = 0) -> Ties:
    """Pairs that share at least so many fingerprints: of each article the 24 that share most.

    Args:
        runs: the prints of all articles in order, each run sorted by hash.
        compared: of each article whether it is compared at all.
        least: fewer shared ones make no pair.
        known: so many of the runs were compared with one another already; only pairs with an article of a later one are
            wanted, and the 24 best are those of the later ones.
        new_from: the first article of the later ones.
    """
    if known:
        keys = _new_keys(*_gathered(runs, compared, known), new_from)
    else:
        most = _holders(runs, compared)
        grown = bytearray()  # grows in place: of a million articles two copies of it would be gigabytes
        for prints in _buckets(runs, compared):
            grown += _keys(prints, most).tobytes()
        keys = np.frombuffer(grown, dtype=np.uint64)
    keys.sort()
    # Most keys stand there once: what is looked for are runs of equal ones.
    late = keys[least - 1 :]
    key = np.unique(late[keys[: len(late)] == late])
    shared = np.searchsorted(keys, key, side="right") - np.searchsorted(keys, key)
    one, other = (key >> _SHIFT).astype(np.intp), (key & _LOW).astype(np.intp)
    return _best(Ties(one, other, shared), len(compared), new_from)


def _buckets(runs: Sequence[Prints], compared: Flags) -> Iterator[Prints]:
    """All prints by ranges of their hash, sorted by hash and then by article."""
    total = sum(len(run.hashes) for run in runs)
    bits = max(0, (total // _BUCKET).bit_length())
    for number in range(1 << bits):
        yield _range(runs, compared, number, bits)


def _range(runs: Sequence[Prints], compared: Flags, number: int, bits: int) -> Prints:
    """The prints whose hash begins with these bits."""
    width = 1 << (64 - bits)
    low, high = np.uint64(number * width), np.uint64((number + 1) * width - 1)
    parts = []
    for run in runs:
        begin = int(np.searchsorted(run.hashes, low))
        end = int(np.searchsorted(run.hashes, high, side="right"))
        hashes, owners = run.hashes[begin:end], run.owners[begin:end]
        own = compared[owners]
        parts.append((hashes, owners) if own.all() else (hashes[own], owners[own]))
    hashes = np.concatenate([part[0] for part in parts]) if parts else np.empty(0, dtype=np.uint64)
    owners = np.concatenate([part[1] for part in parts]) if parts else np.empty(0, dtype=np.int32)
    if len(parts) > 1:
        order = np.argsort(hashes, kind="stable")
        hashes, owners = hashes[order], owners[order]
    return Prints(hashes, owners)


def _holders(runs: Sequence[Prints], compared: Flags) -> int:
    """Up to how many holders of one fingerprint all are paired: fewer if that made too many pairs."""
    sample = _range(runs, compared, 0, _SAMPLE)
    sizes = np.diff(np.append(np.flatnonzero(_changes(sample.hashes)), len(sample.hashes)))
    counts = np.bincount(sizes[sizes <= _MOST_HOLDERS], minlength=_MOST_HOLDERS + 1)
    each = np.arange(_MOST_HOLDERS + 1)
    pairs = np.cumsum(counts * (each * (each - 1) // 2)) << _SAMPLE
    return max(2, int(np.searchsorted(pairs, _LOOKED_AT * len(compared), side="right")) - 1)


def _gathered(runs: Sequence[Prints], compared: Flags, known: int) -> tuple[Prints, Places]:
    """The prints of the later runs with all that are equal to them, and how many articles hold each.

    Of what more hold than are paired, the last few before the new ones are enough.
    """
    wanted = np.unique(np.concatenate([run.hashes[compared[run.owners]] for run in runs[known:]]))
    # What is not compared holds nothing: neither does it count, nor is it one of the last few.
    live = [None if compared.all() else np.flatnonzero(compared[run.owners]) for run in runs]
    begins, ends = (
        [
            _rank(np.searchsorted(run.hashes, wanted, side=side), some)
            for run, some in zip(runs, live, strict=True)
        ]
        for side in _SIDES
    )
    holders = np.sum(ends, axis=0) - np.sum(begins, axis=0)
    hashes, owners, sizes = [], [], []
    for place, (run, some, begin, end) in enumerate(zip(runs, live, begins, ends, strict=True)):
        few = np.maximum(begin, end - _NEIGHBOURS)
        start = np.where((holders > _MOST_HOLDERS) & (place < known), few, begin)
        count = end - start
        at = spread(start, count)
        hashes.append(np.repeat(wanted, count))
        owners.append(run.owners[at if some is None else some[at]])
        sizes.append(np.repeat(holders, count))
    found, whose = np.concatenate(hashes), np.concatenate(owners)
    order = np.lexsort((whose, found))
    return Prints(found[order], whose[order]), np.concatenate(sizes)[order]


def _keys(prints: Prints, most: int) -> Numbers:
    """One number, `one` * 2**32 + `other`, for each fingerprint that two articles share.

    Args:
        prints: sorted by hash and then by article.
        most: of what more articles hold, neighbours only are paired.
    """
    hashes, owners = prints
    starts = np.flatnonzero(_changes(hashes))
    sizes = np.diff(np.append(starts, len(hashes)))
    keys = [np.empty(0, dtype=np.uint64)]
    # Groups of one size are handled together: all i < j of a group as one array operation.
    for size in range(2, most + 1):
        begin = starts[sizes == size]
        if len(begin):
            members = owners[begin[:, None] + np.arange(size)]
            firsts, seconds = np.triu_indices(size, k=1)
            keys.append(joined(members[:, firsts], members[:, seconds]).ravel())
    group = np.repeat(np.arange(len(starts)), sizes)
    keys += _neighbours(owners, group, np.flatnonzero(np.repeat(sizes > most, sizes)))
    return np.concatenate(keys)


def _rank(places: Places, live: Places | None) -> Places:
    """Of places among all prints those among the ones that are compared; None: all are."""
    return places if live is None else np.searchsorted(live, places)


def _new_keys(prints: Prints, holders: Places, new_from: int) -> Numbers:
    """The same, only of pairs with an article from `new_from` on.

    Args:
        prints: sorted by hash and then by article, so that of a hash the new articles come last.
        holders: how many articles hold each of them, also those that are not here.
        new_from: the first new article.
    """
    hashes, owners = prints
    starts = np.flatnonzero(_changes(hashes))
    group = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(hashes))))
    new = np.flatnonzero((owners >= new_from) & (holders <= _MOST_HOLDERS))
    before = new - starts[group[new]]
    keys = [joined(owners[spread(starts[group[new]], before)], np.repeat(owners[new], before))]
    keys += _neighbours(owners, group, np.flatnonzero(holders > _MOST_HOLDERS))
    key = np.concatenate(keys)
    return key[(key & _LOW) >= np.uint64(new_from)]


def _neighbours(owners: Owners, group: Places, some: Places) -> list[Numbers]:
    """Pairs of some holders with the few that come next in their group."""
    found = []
    for step in range(1, _NEIGHBOURS + 1):
        both = some[:-step][group[some[:-step]] == group[some[step:]]]
        found.append(joined(owners[both], owners[both + step]))
    return found


def joined(one: Places | Owners, other: Places | Owners) -> Numbers:
    """Two article numbers as one."""
    return (one.astype(np.uint64) << _SHIFT) | other.astype(np.uint64)


def spread(begins: Places, counts: Places) -> Places:
    """The places `begin`, `begin` + 1, … of each of some stretches, one after the other."""
    before = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp) if len(counts) else counts
    return np.repeat(begins - before, counts) + np.arange(counts.sum())


def _changes(values: Numbers) -> Flags:
    """Where a sorted array has another value than just before."""
    if not len(values):
        return np.zeros(0, dtype=np.bool_)
    return np.concatenate([[True], values[1:] != values[:-1]])


def _best(found: Ties, articles: int, new_from: int) -> Ties:
    """The pairs that are among the best of one of their articles, of the new ones."""
    pairs = np.arange(len(found.one))
    article = np.concatenate([found.one, found.other])
    pair = np.concatenate([pairs, pairs])
    order = np.lexsort((pair, -found.shared[pair], article))
    first = np.searchsorted(article[order], np.arange(articles))
    rank = np.arange(len(order)) - first[article[order]]
    chosen = np.unique(pair[order][(rank < _MOST) & (article[order] >= new_from)])
    return Ties(found.one[chosen], found.other[chosen], found.shared[chosen])
