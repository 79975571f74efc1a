"""Pure: the distances among all values of a question at once, by code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from labeler.agreement.distances import dice, interval, jaccard, masi, nominal, ratio
from labeler.agreement.overlaps import Overlaps

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.distances import Distance

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer]

STORED = 2048
"""Up to so many values the whole table of distances between sets is kept (32 MB); above, it is worked out in parts."""

SETS = {masi: "masi", jaccard: "jaccard", dice: "dice"}
NAMED: dict[str, Distance] = {
    "nominal": nominal,
    "interval": interval,
    "ratio": ratio,
    "masi": masi,
    "jaccard": jaccard,
    "dice": dice,
}


class Space(Protocol):
    """Distances between the values of one question, which are known by their codes."""

    @property
    def reach(self) -> float:
        """How far apart two unlike values usually are: 1, or the mean of a matrix of another scale."""

    def between(self, one: Ints, other: Ints) -> Floats:
        """The distance of each two codes: two arrays of one shape give that shape."""

    def spread(self, counts: Floats) -> Floats:
        """For each row of counts (rows x values): counts @ distances, the same shape."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """0 where alike, else 1; needs no table."""

    reach: float = 1.0

    def between(self, one: Ints, other: Ints) -> Floats:
        """See `Space`."""
        return np.asarray(one != other, dtype=np.float64)

    def spread(self, counts: Floats) -> Floats:
        """See `Space`."""
        found: Floats = counts.sum(axis=-1, keepdims=True) - counts
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Distances as a matrix, values x values: symmetric, 0 on the diagonal."""

    matrix: Floats
    reach: float = 1.0

    def between(self, one: Ints, other: Ints) -> Floats:
        """See `Space`."""
        found: Floats = self.matrix[one, other]
        return found

    def spread(self, counts: Floats) -> Floats:
        """See `Space`."""
        if len(counts) == 1:
            # Not by BLAS, whose threads wait for each other longer than this takes on a busy machine.
            return np.asarray(np.einsum("ij,j->i", self.matrix, counts[0])[None, :])
        found: Floats = counts @ self.matrix
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """Distances between sets held as bits, worked out when asked: for more sets than a table can hold.

    Attributes:
        bits: uint64, values x words: which labels each set holds.
        sizes: how many labels each set holds.
        kind: "masi", "jaccard" or "dice".
        overlaps: the quick way to sums of distances; None where sets are too large for it.
    """

    bits: NDArray[np.uint64]
    sizes: Floats
    kind: str
    overlaps: Overlaps | None = None
    reach: float = 1.0

    def between(self, one: Ints, other: Ints) -> Floats:
        """See `Space`."""
        left, right = self.bits[one], self.bits[other]
        common = np.bitwise_count(left & right).sum(axis=-1, dtype=np.float64)
        return _apart(self.kind, common, self.sizes[one], self.sizes[other])

    def spread(self, counts: Floats) -> Floats:
        """See `Space`."""
        if self.overlaps is not None:
            return self.overlaps.spread(counts)
        found = np.empty(counts.shape)
        for some, distances in self._columns():
            found[..., some] = counts @ distances
        return found

    def table(self) -> Table:
        """All distances as a matrix, filled in parts to keep the memory small."""
        matrix = np.empty((len(self.bits), len(self.bits)))
        for some, distances in self._columns():
            matrix[:, some] = distances
        return Table(matrix)

    def _columns(self) -> Iterator[tuple[Ints, Floats]]:
        codes = np.arange(len(self.bits))
        step = max(1, 2**19 // max(1, self.bits.size))
        for start in range(0, len(codes), step):
            some = codes[start : start + step]
            yield some, self.between(codes[:, None], some[None, :])


def space_of(values: Sequence[Hashable], distance: Distance | str | Floats) -> Space:
    """The distances among values.

    Args:
        values: what the codes stand for.
        distance: a name (nominal, interval, ratio, masi, jaccard, dice), a function of two values, or a
            matrix, values x values, symmetric with zeros on its diagonal. "ordinal" depends on how often
            each value was given and is not a space of its own: see `alpha`.

    Raises:
        TypeError: the distance does not compare such values.
        ValueError: an unknown name, or a matrix that is none of distances.
    """
    if isinstance(distance, np.ndarray):
        return _table(_checked(distance, len(values)))
    if isinstance(distance, str):
        if distance not in NAMED:
            raise ValueError(f"no distance is called {distance!r}")
        distance = NAMED[distance]
    if distance is nominal:
        return Nominal()
    if distance in SETS:
        return _sets(values, SETS[distance])
    return _table(_checked(np.array([[distance(a, b) for b in values] for a in values]), len(values)))


def more(space: Space, values: Sequence[Hashable], value: Hashable, distance: str) -> Space:
    """The distances when one more value is known: quick where they are a table of sets, else a fresh start.

    Args:
        space: the distances among `values`.
        values: the values known so far.
        value: the new one.
        distance: by name.
    """
    size, apart = len(values), NAMED.get(distance)
    if not isinstance(space, Table) or apart not in SETS or apart is None or size >= STORED:
        return space_of([*values, value], distance)
    matrix = np.zeros((size + 1, size + 1))
    matrix[:size, :size] = space.matrix
    matrix[size, :size] = matrix[:size, size] = [apart(value, other) for other in values]
    return Table(matrix)


def _table(matrix: Floats) -> Table:
    apart = matrix[matrix > 0]
    return Table(matrix, float(apart.mean()) if len(apart) else 1.0)


def _checked(matrix: Floats, size: int) -> Floats:
    matrix = np.asarray(matrix, dtype=np.float64) if size else np.empty((0, 0))
    if matrix.shape != (size, size):
        raise ValueError(f"a matrix of {size} x {size} distances is needed, not {matrix.shape}")
    if not np.isfinite(matrix).all() or (matrix < 0).any():
        raise ValueError("distances are finite and not negative")
    if np.diag(matrix).any() or not np.allclose(matrix, matrix.T):
        raise ValueError("distances are symmetric, and 0 between a value and itself")
    return matrix


def _sets(values: Sequence[Hashable], kind: str) -> Sets | Table:
    labels: dict[Hashable, int] = {}
    members: list[list[int]] = []
    for value in values:
        if not isinstance(value, frozenset):
            raise TypeError(f"set distances compare sets, not {value!r}")
        members.append([labels.setdefault(label, len(labels)) for label in value])
    bits = np.zeros((len(values), max(1, -(-len(labels) // 64))), dtype=np.uint64)
    for row, held in enumerate(members):
        for place in held:
            bits[row, place // 64] |= np.uint64(1 << place % 64)
    sizes = np.array([len(held) for held in members], dtype=np.float64)
    if len(values) <= STORED:
        return Sets(bits, sizes, kind).table()
    return Sets(bits, sizes, kind, Overlaps.of(members, partial(_apart, kind)))


def _apart(kind: str, common: Floats, left: Floats, right: Floats) -> Floats:
    """The distance of two sets from how many labels they share and how many each holds."""
    either = left + right - common
    safe = np.maximum(either, 1.0)
    if kind == "dice":
        found = 1.0 - 2.0 * common / np.maximum(left + right, 1.0)
    elif kind == "jaccard":
        found = 1.0 - common / safe
    else:
        within = common == np.minimum(left, right)
        monotonicity = np.where(common == either, 1.0, np.where(within, 2 / 3, 1 / 3))
        found = 1.0 - common / safe * monotonicity
    return np.where(either == 0, 0.0, found)
