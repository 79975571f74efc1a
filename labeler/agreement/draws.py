"""Pure: what a sample was drawn from: units, or clusters of units that come and go together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.items import summed

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.items import Items
    from labeler.agreement.measure import Measure

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Counts = NDArray[np.integer]
    Flags = NDArray[np.bool_]

EXACT = 2**16
"""Up to so many numbers (items x sums) every item is really left out; beyond, its effect is taken to be linear."""
MANY_UNITS = 2000
"""Among more units than this, too: what one of them does is linear but for less than a thousandth."""
MANY = 4000
"""Up to so many items are drawn one by one; beyond, as random groups."""
GROUPS = 2000
CELLS = 2**22
STEP = 2**16


@dataclass(frozen=True, eq=False)
class Clusters:
    """Units that come and go together. Units that are alone in their cluster are not listed.

    Attributes:
        rows: the units that share their cluster with others.
        cluster: the number of the cluster of each of them, 0 and up.
        units: how many units there are in all.
    """

    rows: Places
    cluster: Places
    units: int

    @classmethod
    def of(cls, clusters: Sequence[Hashable] | Places) -> Clusters:
        """From the cluster of each unit, by name or by number."""
        if not isinstance(clusters, np.ndarray):
            names: dict[Hashable, int] = {}
            clusters = np.array([names.setdefault(name, len(names)) for name in clusters], dtype=np.intp)
        sizes = np.bincount(clusters) if len(clusters) else np.empty(0, dtype=np.intp)
        several = sizes > 1
        rows = np.flatnonzero(several[clusters]) if len(clusters) else np.empty(0, dtype=np.intp)
        return cls(rows, (np.cumsum(several) - 1)[clusters[rows]], len(clusters))

    @property
    def groups(self) -> int:
        """How many clusters of several units there are."""
        return int(self.cluster.max()) + 1 if len(self.cluster) else 0

    @cached_property
    def of_unit(self) -> Places:
        """The cluster of each unit; -1 for those that are alone."""
        found = np.full(self.units, -1, dtype=np.intp)
        found[self.rows] = self.cluster
        return found


@dataclass(frozen=True, eq=False)
class Listed:
    """What clusters of several units are made of: a row for each such unit that counts.

    Attributes:
        item: the item of each unit.
        cluster: its cluster, 0 to `groups` - 1.
        groups: how many such clusters there are.
    """

    item: Places
    cluster: Places
    groups: int

    @classmethod
    def of(cls, of_unit: Counts, clusters: Clusters) -> Listed:
        """From the item of each unit, -1 for those that do not count."""
        item = of_unit[clusters.rows].astype(np.intp)
        counts = item >= 0
        return cls(item[counts], clusters.cluster[counts], clusters.groups)

    def inside(self, items: int) -> Counts:
        """How many units of each item are in these clusters: shape (items,)."""
        return np.bincount(self.item, minlength=items)

    @cached_property
    def counts(self) -> Flags:
        """Which clusters have a unit that counts: shape (groups,)."""
        return np.bincount(self.cluster, minlength=self.groups) > 0

    def summed(self, effect: Floats) -> Floats:
        """The effect of each cluster, its units' effects summed: shape (groups,)."""
        found = np.bincount(self.cluster, weights=effect[self.item], minlength=self.groups)
        return found.astype(np.float64)  # of no unit at all the sums are whole numbers

    def each_unit(self) -> tuple[Places, Places]:
        """The item and the cluster of each unit."""
        return self.item, self.cluster


@dataclass(frozen=True, eq=False)
class Tabled:
    """The same as `Listed`, as a table: quicker where many units of a cluster are of one item.

    Attributes:
        table: clusters x items, how many units of an item are in a cluster; there may be room for more items.
    """

    table: NDArray[np.integer]

    @property
    def groups(self) -> int:
        """See `Listed`."""
        return len(self.table)

    def inside(self, items: int) -> Counts:
        """See `Listed`."""
        return np.asarray(self.table[:, :items].sum(axis=0))

    @cached_property
    def counts(self) -> Flags:
        """See `Listed`."""
        return np.asarray(self.table.any(axis=1))

    def summed(self, effect: Floats) -> Floats:
        """See `Listed`. Some rows at a time, as whole numbers are turned into fractions first."""
        found = np.empty(len(self.table))
        for start in range(0, len(found), STEP):
            found[start : start + STEP] = self.table[start : start + STEP, : len(effect)] @ effect
        return found

    def each_unit(self) -> tuple[Places, Places]:
        """See `Listed`."""
        cluster, item = np.nonzero(self.table)
        units = self.table[cluster, item]
        return np.repeat(item, units), np.repeat(cluster, units)


@dataclass(frozen=True, eq=False)
class Draws:
    """What is left out and drawn.

    A unit that is alone in its cluster is a unit like any: it is told apart by its item only, and of items there are
    far fewer to reckon with.

    Attributes:
        measure: the coefficient.
        members: the clusters of several units.
    """

    measure: Measure
    members: Listed | Tabled

    @classmethod
    def of(cls, measure: Measure, clusters: Sequence[Hashable] | Clusters | Listed | Tabled | None) -> Draws:
        """Units, or clusters where they are given: one for each row of the ratings, by name.

        Raises:
            ValueError: clusters for a measure made without `with_units`, or not one for each unit.
        """
        if isinstance(clusters, Listed | Tabled):
            return cls(measure, clusters)
        if clusters is None or not measure.items.units:
            none = np.empty(0, dtype=np.intp)
            return cls(measure, Listed(none, none, 0))
        if measure.of_unit is None:
            raise ValueError("clusters need a measure that was made with_units")
        if not isinstance(clusters, Clusters):
            clusters = Clusters.of(clusters)
        if clusters.units != len(measure.of_unit):
            raise ValueError("every unit needs a cluster")
        return cls(measure, Listed.of(measure.of_unit, clusters))

    @cached_property
    def number(self) -> int:
        """How many units, or clusters, there are."""
        return int(self.times.sum())

    @property
    def size(self) -> float:
        """The mean number of units in a cluster; 1 without clusters."""
        return self.measure.items.units / max(1, self.number)

    @cached_property
    def times(self) -> NDArray[np.integer]:
        """How many units are drawn alone, by item, and then 1 for each cluster of several, 0 if none of it counts."""
        times, members = self.measure.items.times, self.members
        if not members.groups:
            return times
        return np.concatenate([times - members.inside(len(times)), members.counts.astype(np.int64)])

    def effects(self) -> tuple[Floats, Floats, NDArray[np.integer]]:
        """What each unit or cluster does to value and observed agreement, times their number, and how many are so.

        From leaving it out (Efron & Stein 1981) or, for many, from the derivatives (Jaeckel 1972). Both have mean 0.
        """
        items = self.measure.items
        rows = len(self.times)
        if rows * items.width <= EXACT and items.units <= MANY_UNITS:
            exact = self._left_out(self._items())
            if exact is not None:
                return exact
        value, observed = (
            self._summed(self.number * items.project(slope)) for slope in self.measure.gradients
        )
        return _centred(value, self.times), _centred(observed, self.times), self.times

    def resampled(self, resamples: int, seed: int) -> Floats:
        """The value of each resample in which it is defined: shape (at most resamples,)."""
        generator = np.random.default_rng(seed)
        items = self._groups(generator) if len(self.times) > MANY else self._items()
        drawn = items.units
        found = []
        for start in range(0, resamples, 250):
            some = min(250, resamples - start)
            if (items.times == 1).all():
                picks = generator.integers(0, drawn, size=(some, drawn))
                picks += drawn * np.arange(some)[:, None]
                weights = np.bincount(picks.ravel(), minlength=some * drawn).reshape(some, drawn)
            else:
                weights = generator.multinomial(drawn, items.times / drawn, size=some)
            found.append(self.measure.evaluate(items.weighted(weights.astype(np.float64))).value)
        every = np.concatenate(found)
        return np.asarray(every[np.isfinite(every)])

    def _left_out(self, items: Items) -> tuple[Floats, Floats, NDArray[np.integer]] | None:
        totals, times = items.totals, items.times
        whole = self.measure.evaluate(totals[None, :])
        rest = self.measure.evaluate(totals - items.matrix())
        value = (self.number - 1) * (whole.value - rest.value)
        observed = (self.number - 1) * (whole.observed - rest.observed)
        value[times == 0] = observed[times == 0] = 0.0
        if not np.isfinite(value).all():
            return None
        return _centred(value, times), _centred(observed, times), times

    def _summed(self, effect: Floats) -> Floats:
        """The effects in the order of `times`."""
        return np.concatenate([effect, self.members.summed(effect)]) if self.members.groups else effect

    def _items(self) -> Items:
        items = self.measure.items
        if not self.members.groups:
            return items
        together = items.gathered(*self.members.each_unit(), self.members.groups)
        return summed(np.vstack([items.matrix(), together.dense]), self.times)

    def _groups(self, generator: np.random.Generator) -> Items:
        """Units or clusters put into groups of nearly equal size by lot."""
        items = self.measure.items
        groups = max(200, min(GROUPS, CELLS // items.width))
        lot = np.arange(self.number) % groups
        generator.shuffle(lot)
        alone = np.repeat(np.arange(len(items.times)), self.times[: len(items.times)])
        item, cluster = self.members.each_unit()
        of_unit = np.concatenate([alone, item])
        numbered = np.cumsum(self.members.counts) - 1
        place = np.concatenate([np.arange(len(alone)), len(alone) + numbered[cluster]])
        return items.gathered(of_unit, lot[place], groups)


def _centred(effect: Floats, times: NDArray[np.integer]) -> Floats:
    found: Floats = effect - float((times * effect).sum()) / float(times.sum())
    return found
