"""Pure: what a sample was drawn from: units, or clusters of units that come and go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.items import Items
    from labeler.agreement.measure import Measure

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

EXACT = 2**16
"""Up to so many numbers (items x sums) every item is really left out; beyond, its effect is taken to be linear."""
MANY = 4000
"""Up to so many items are drawn one by one; beyond, as random groups."""
GROUPS = 2000
CELLS = 2**22


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """What is left out and drawn.

    Attributes:
        measure: the coefficient.
        number: how many units, or clusters, there are.
        of_unit: with clusters the item of each unit that counts; else None.
        cluster: with clusters the cluster of each unit that counts, 0 to `number` - 1; else None.
    """

    measure: Measure
    number: int
    of_unit: Places | None = None
    cluster: Places | None = None

    @classmethod
    def of(cls, measure: Measure, clusters: Sequence[Hashable] | None) -> Draws:
        """Units, or clusters where they are given: one for each row of the ratings.

        Raises:
            ValueError: clusters for a measure made without `with_units`, or not one for each unit.
        """
        if clusters is None:
            return cls(measure, measure.items.units)
        if measure.of_unit is None:
            raise ValueError("clusters need a measure that was made with_units")
        if len(clusters) != len(measure.of_unit):
            raise ValueError("every unit needs a cluster")
        counts = measure.of_unit >= 0
        counts[counts] = measure.items.times[measure.of_unit[counts]] > 0
        names: dict[Hashable, int] = {}
        here = (cluster for cluster, counted in zip(clusters, counts.tolist(), strict=True) if counted)
        group = np.array([names.setdefault(name, len(names)) for name in here], dtype=np.intp)
        return cls(measure, len(names), measure.of_unit[counts], group)

    @property
    def size(self) -> float:
        """The mean number of units in a cluster; 1 without clusters."""
        return 1.0 if self.of_unit is None else len(self.of_unit) / max(1, self.number)

    def effects(self) -> tuple[Floats, Floats, NDArray[np.integer]]:
        """What each unit or cluster does to value and observed agreement, times their number, and how many are so.

        From leaving it out (Efron & Stein 1981) or, for many, from the derivatives (Jaeckel 1972). Both have mean 0.
        """
        items = self.measure.items
        rows = len(items.times) if self.cluster is None else self.number
        if rows * items.width <= EXACT:
            exact = self._left_out(self._items(self.cluster, self.number))
            if exact is not None:
                return exact
        slopes = self.measure.gradients()
        value, observed = (self._summed(self.number * items.project(slope)) for slope in slopes)
        times = items.times if self.cluster is None else np.ones(self.number, dtype=np.int64)
        return _centred(value, times), _centred(observed, times), times

    def resampled(self, resamples: int, seed: int) -> Floats:
        """The value of each resample in which it is defined: shape (at most resamples,)."""
        generator = np.random.default_rng(seed)
        if (len(self.measure.items.times) if self.cluster is None else self.number) > MANY:
            items = self._groups(generator)
        else:
            items = self._items(self.cluster, self.number)
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
        totals, times = items.totals(), items.times
        whole = self.measure.evaluate(totals[None, :])
        rest = self.measure.evaluate(totals - items.matrix())
        value = (self.number - 1) * (whole.value - rest.value)
        observed = (self.number - 1) * (whole.observed - rest.observed)
        value[times == 0] = observed[times == 0] = 0.0
        if not np.isfinite(value).all():
            return None
        return _centred(value, times), _centred(observed, times), times

    def _summed(self, effect: Floats) -> Floats:
        if self.of_unit is None or self.cluster is None:
            return effect
        found = np.bincount(self.cluster, weights=effect[self.of_unit], minlength=self.number)
        return found.astype(np.float64)

    def _items(self, group: Places | None, groups: int) -> Items:
        if group is None or self.of_unit is None:
            return self.measure.items
        return self.measure.items.gathered(self.of_unit, group, groups)

    def _groups(self, generator: np.random.Generator) -> Items:
        """Units or clusters put into groups of nearly equal size by lot."""
        items = self.measure.items
        groups = max(200, min(GROUPS, CELLS // items.width))
        lot = np.arange(self.number) % groups
        generator.shuffle(lot)
        if self.of_unit is None or self.cluster is None:
            return items.gathered(np.repeat(np.arange(len(items.times)), items.times), lot, groups)
        return items.gathered(self.of_unit, lot[self.cluster], groups)


def _centred(effect: Floats, times: NDArray[np.integer]) -> Floats:
    found: Floats = effect - float((times * effect).sum()) / float(times.sum())
    return found
