"""Pure: every coefficient by name, and the few that are asked for most as functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.agreement import alpha, chance, twos
from labeler.agreement.coded import Coded
from labeler.agreement.distances import nominal
from labeler.agreement.measure import NO_PAIR, NO_VARIATION, Coefficient
from labeler.agreement.ratings import Ratings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from labeler.agreement.distances import Distance
    from labeler.agreement.measure import Measure

    Floats = NDArray[np.float64]

__all__ = ["NO_PAIR", "NO_VARIATION", "Coefficient"]

WEIGHTED: dict[str, Callable[[Coded, str | Floats | None, bool], Measure]] = {
    "percent_agreement": chance.percent,
    "cohen_kappa": twos.cohen,
    "scott_pi": twos.scott,
    "fleiss_kappa": chance.fleiss,
    "conger_kappa": chance.conger,
    "brennan_prediger": chance.brennan_prediger,
    "gwet_ac1": chance.gwet_ac,
    "gwet_ac2": chance.gwet_ac,
    "light_kappa": twos.light,
}
PLAIN: dict[str, Callable[[Coded, bool], Measure]] = {
    "kappa_max": twos.kappa_max,
    "pabak": twos.pabak,
    "prevalence_index": twos.prevalence_index,
    "bias_index": twos.bias_index,
}
BY_LABEL = ("specific_agreement", "fleiss_kappa_category")
ALPHA = "krippendorff_alpha"
NAMES = (ALPHA, *WEIGHTED, *PLAIN, *BY_LABEL)


def measure(
    name: str,
    coded: Coded,
    *,
    weights: str | Floats | None = None,
    distance: Distance | str | Floats | None = None,
    label: Hashable | None = None,
    with_units: bool = False,
) -> Measure:
    """A coefficient of ratings, ready for its value (`.coefficient()`) and its interval (`intervals`).

    Args:
        name: one of `NAMES`.
        coded: units x annotators; of two annotators for the coefficients made for two.
        weights: agreement weights (`weights.weight_matrix`) for the coefficients of `WEIGHTED`.
        distance: of α only; None is nominal.
        label: one label against the rest: every rating becomes "has it" or "has it not" first.
        with_units: keep which unit is which item, which clusters need.

    Raises:
        ValueError: an unknown name, or weights, a distance or a label where they have no meaning.
    """
    if name not in NAMES:
        raise ValueError(f"no coefficient is called {name!r}")
    if weights is not None and name not in WEIGHTED:
        raise ValueError(f"{name} takes no weights")
    if distance is not None and name != ALPHA:
        raise ValueError(f"{name} takes no distance")
    if name in BY_LABEL and label is None:
        raise ValueError(f"{name} is of one label: say which")
    if label is not None:
        coded = coded.one_vs_rest(label)
    if name == ALPHA:
        return alpha.alpha(coded, nominal if distance is None else distance, with_units)
    if name == "specific_agreement":
        return twos.specific(coded, True, with_units)
    if name == "fleiss_kappa_category":
        return chance.fleiss(coded, None, with_units)
    if name in PLAIN:
        return PLAIN[name](coded, with_units)
    return WEIGHTED[name](coded, weights, with_units)


def coefficient(
    name: str,
    ratings: Ratings | Coded,
    *,
    weights: str | Floats | None = None,
    distance: Distance | str | Floats | None = None,
    label: Hashable | None = None,
) -> Coefficient:
    """The value of a coefficient by name; arguments as for `measure`."""
    coded = ratings.coded() if isinstance(ratings, Ratings) else ratings
    return measure(name, coded, weights=weights, distance=distance, label=label).coefficient()


def percent_agreement(ratings: Ratings | Coded) -> Coefficient:
    """The mean over units with two or more ratings of the share of their pairs that agree (Gwet 2014)."""
    return coefficient("percent_agreement", ratings)


def cohen_kappa(
    pairs: Sequence[tuple[Hashable, Hashable]], weights: str | Floats | None = None
) -> Coefficient:
    """Cohen's κ (1960) of two annotators over the units both rated: (po - pe) / (1 - pe).

    Args:
        pairs: (value of one, value of the other) for each unit.
        weights: agreement weights of Cohen (1968), by name or as a matrix over the values in order.
    """
    return coefficient("cohen_kappa", Coded.from_rows(pairs, annotators=("one", "other")), weights=weights)


def krippendorff_alpha(ratings: Ratings | Coded, distance: Distance | str | Floats = nominal) -> Coefficient:
    """Krippendorff's α (2011, coincidence form): 1 - Do / De. Units with one rating drop out.

    Args:
        ratings: any number of annotators, any missing.
        distance: symmetric, 0 for equal values; MASI for topic sets. A function, a name ("ordinal" too) or a
            matrix over the values in order.
    """
    return coefficient(ALPHA, ratings, distance=distance)
