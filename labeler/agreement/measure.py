"""Pure: a coefficient of one set of ratings, ready to be worked out under any weighting of its units."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from labeler.agreement.items import Items

    Floats = NDArray[np.float64]

NO_VARIATION = "undefined, no variation: every answer is the same"
NO_PAIR = "undefined: no unit was answered by two annotators"
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A coefficient with the parts it is made of.

    Attributes:
        value: the coefficient, at most 1; None where it is undefined.
        observed: observed agreement, 0 to 1; None where there is no pair.
        expected: agreement expected by chance, 0 to 1; None where it has no meaning.
        why: why the value is undefined, else "".
    """

    value: float | None
    observed: float | None
    expected: float | None
    why: str = ""


class Parts(NamedTuple):
    """A coefficient worked out several times: arrays of one length, NaN where undefined."""

    value: Floats
    observed: Floats
    expected: Floats


@dataclass(frozen=True, eq=False)
class Measure:
    """A coefficient as a function of sums over units.

    Attributes:
        items: what each pattern of answers adds to the sums.
        evaluate: totals (rows x items.width) to the coefficient of each row.
        slopes: totals (items.width,) to the derivatives of the value and of the observed agreement by each of
            them; None: by differences.
        why: why the coefficient is undefined for these ratings whatever the sums; "" if it may be defined.
        of_unit: the item of each unit, where it was asked for: -1 for units that do not count.
        dissent: the observed disagreement of a unit on which one annotator dissents: the scale of an interval
            where nobody does. 0 where the coefficient is no agreement (an index).
        unanimous: for each value in use, what a unit adds on which all agree on it; intervals allow for them.
    """

    items: Items
    evaluate: Callable[[Floats], Parts]
    slopes: Callable[[Floats], tuple[Floats, Floats]] | None = None
    why: str = ""
    of_unit: NDArray[np.integer] | None = None
    dissent: float = 0.0
    unanimous: Items | None = None

    def coefficient(self) -> Coefficient:
        """The coefficient over all units, each counted once."""
        return self._coefficient

    @cached_property
    def _coefficient(self) -> Coefficient:
        if not self.items.units:
            return Coefficient(None, None, None, self.why or NO_PAIR)
        found = self.evaluate(self.items.totals[None, :])
        value, observed, expected = (_defined(part[0]) for part in found)
        if self.why:
            return Coefficient(None, observed, expected, self.why)
        if value is None:
            return Coefficient(None, observed, expected, NO_PAIR if observed is None else NO_VARIATION)
        return Coefficient(value, observed, expected)

    @cached_property
    def gradients(self) -> tuple[Floats, Floats]:
        """The derivatives of value and observed agreement by each total, at the totals of all units."""
        totals = self.items.totals
        if self.slopes is not None:
            return self.slopes(totals)
        step = 1e-5 * np.maximum(np.abs(totals), 1.0)
        shift = np.diag(step)
        up, down = self.evaluate(totals + shift), self.evaluate(totals - shift)
        return (up.value - down.value) / (2 * step), (up.observed - down.observed) / (2 * step)


def corrected(observed: Floats, expected: Floats) -> Parts:
    """(observed - expected) / (1 - expected), NaN where chance alone gives full agreement."""
    room = 1.0 - expected
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(np.abs(room) > TINY, (observed - expected) / room, np.nan)
    return Parts(value, observed, expected)


def share(part: Floats, whole: Floats) -> Floats:
    """Part / whole, NaN where there is no whole."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, part / whole, np.nan)


def plain(value: Floats) -> Parts:
    """A share that no chance agreement is taken off."""
    return Parts(value, value, np.full(value.shape, np.nan))


def _defined(number: np.float64) -> float | None:
    return float(number) if np.isfinite(number) else None
