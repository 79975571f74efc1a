"""How often the 95 % intervals hold the true coefficient: a simulation.

    python -m benchmarks.agreement_coverage [--quick] [--methods]

Each row draws data sets from one population and counts how often the interval covers the population's coefficient,
which comes from 400 000 units of it. Annotators give a unit's true value with the probability said, else one drawn
from the shares of the values; in "mixed" populations three units in ten are hard (two fifths of the probability).
No value is rare: the rarest share is one in ten. Label sets are the seven
non-empty sets of three labels and the empty one. `--methods` sets the bootstraps beside the default.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation

from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import measure
from labeler.agreement.intervals import METHODS, interval

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

SETS = tuple(frozenset(chosen) for size in range(4) for chosen in combinations("abc", size))
SHARES = {
    "even": (0.5, 0.5),
    "1 to 4": (0.8, 0.2),
    "three": (0.5, 0.3, 0.2),
    "five": (0.35, 0.25, 0.15, 0.15, 0.1),
    "sets": (0.2, 0.15, 0.15, 0.1, 0.1, 0.1, 0.1, 0.1),
}
LOW = 0.93


@dataclass(frozen=True, slots=True)
class Population:
    """Where data sets are drawn from.

    Attributes:
        shares: key of `SHARES`.
        annotators: how many.
        right: the probability of the true value.
        missing: the share of ratings not given.
        mixed: whether some units are hard.
    """

    shares: str
    annotators: int
    right: float
    missing: float
    mixed: bool

    def __str__(self) -> str:
        """In a few words."""
        extra = (" mixed" if self.mixed else "") + (f" {self.missing:.0%} missing" if self.missing else "")
        return f"{self.shares}, {self.annotators} annotators, {self.right:.2f}{extra}"

    @property
    def values(self) -> tuple[Hashable, ...]:
        """The values."""
        return SETS if self.shares == "sets" else tuple(range(len(SHARES[self.shares])))

    def draw(self, units: int, generator: np.random.Generator) -> Coded:
        """Ratings of so many units."""
        shares = np.array(SHARES[self.shares])
        shape = (units, self.annotators)
        true = generator.choice(len(shares), units, p=shares)
        right: NDArray[np.float64] = np.full(units, self.right)
        if self.mixed:
            hard = generator.random(units) < 0.3
            right = np.where(hard, 0.4 * self.right, np.minimum(1.0, 1.1 * self.right))
        other = generator.choice(len(shares), shape, p=shares)
        codes = np.where(generator.random(shape) < right[:, None], true[:, None], other)
        codes[generator.random(shape) < self.missing] = -1
        return Coded(codes.astype(np.int32), self.values)


COEFFICIENTS: dict[str, tuple[str, str | None]] = {
    "α nominal": ("krippendorff_alpha", "nominal"),
    "α MASI": ("krippendorff_alpha", "masi"),
    "κ": ("cohen_kappa", None),
    "AC1": ("gwet_ac1", None),
}


def populations(name: str, quick: bool) -> list[Population]:
    """The populations of one coefficient."""
    shares = (
        ("sets",)
        if name == "α MASI"
        else ("even", "1 to 4")
        if quick
        else ("even", "1 to 4", "three", "five")
    )
    rights = (0.5, 0.9) if quick else (0.0, 0.3, 0.5, 0.75, 0.9, 0.95, 0.98)
    settings = ((2, 0.0, False),) if name == "κ" else ((2, 0.0, False), (3, 0.0, True), (4, 0.2, False))
    return [
        Population(share, annotators, right, missing, mixed)
        for share in shares
        for annotators, missing, mixed in settings
        for right in rights
    ]


def coverage(
    name: str, population: Population, units: int, data_sets: int, method: str
) -> tuple[float, float, float]:
    """The true coefficient, the share of intervals that hold it, and their mean width."""
    coefficient, distance = COEFFICIENTS[name]
    large = population.draw(400_000, np.random.default_rng(1))
    true = measure(coefficient, large, distance=distance).coefficient().value
    assert true is not None
    generator = np.random.default_rng([2, units, crc32(f"{name} {population}".encode())])
    held, width, counted = 0, 0.0, 0
    for _ in range(data_sets):
        found = interval(
            measure(coefficient, population.draw(units, generator), distance=distance), method=method
        )
        if found.low is None or found.high is None:
            continue
        counted += 1
        held += found.low <= true <= found.high
        width += found.high - found.low
    return true, held / counted, width / counted


def articles(number: int, generator: np.random.Generator) -> tuple[Coded, NDArray[np.intp]]:
    """Lines of articles, kept or dropped by two annotators, of whom one in five articles finds one careless."""
    lines = generator.integers(5, 40, number)
    article = np.repeat(np.arange(number), lines)
    kept = generator.beta(2, 2, number)[article]
    true = generator.random(len(article)) < kept
    right = np.where(generator.random((number, 2)) < 0.2, 0.6, 0.97)[article]
    wrong = generator.random((len(article), 2)) > right
    return Coded(
        np.where(wrong, ~true[:, None], true[:, None]).astype(np.int32), ("dropped", "kept")
    ), article


def of_lines(data_sets: int) -> None:
    """How often intervals over lines hold α, drawn by lines and by articles."""
    large, _ = articles(20_000, np.random.default_rng(1))
    true = measure("krippendorff_alpha", large).coefficient().value
    assert true is not None
    print(f"\nboilerplate lines, 30 or 60 articles of 5 to 39 lines, true α {true:.2f}\n")
    print("| articles | by lines | by articles |\n| --- | --- | --- |")
    for number in (30, 60):
        generator = np.random.default_rng(2)
        held = [0, 0]
        for _ in range(data_sets):
            coded, article = articles(number, generator)
            found = measure("krippendorff_alpha", coded, with_units=True)
            for place, clusters in enumerate((None, article.tolist())):
                ends = interval(found, clusters=clusters)
                assert ends.low is not None
                assert ends.high is not None
                held[place] += ends.low <= true <= ends.high
        print(f"| {number} | {held[0] / data_sets:.3f} | {held[1] / data_sets:.3f} |", flush=True)


def main() -> None:
    """Print the tables."""
    quick, compared = "--quick" in sys.argv[1:], "--methods" in sys.argv[1:]
    data_sets, sizes = (500, (50,)) if quick else (1000, (50, 100, 500))
    methods = METHODS if compared else METHODS[:1]
    start = perf_counter()
    print(
        f"{data_sets} data sets a row; a share of 0.95 is itself known to ±{1.96 * (0.0475 / data_sets) ** 0.5:.3f}\n"
    )
    print(
        "| coefficient | interval | units | rows | true values | least | mean | rows below 0.93 | mean width |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    low = []
    for name in COEFFICIENTS:
        for units in sizes:
            for method in methods:
                rows = [
                    (population, *coverage(name, population, units, data_sets, method))
                    for population in populations(name, quick)
                ]
                trues = [true for _, true, _, _ in rows]
                shares = [share for _, _, share, _ in rows]
                widths = [width for _, _, _, width in rows]
                below = [row for row in rows if row[2] < LOW]
                low += [(name, method, units, row) for row in below]
                print(
                    f"| {name} | {method} | {units} | {len(rows)} | {min(trues):.2f} to {max(trues):.2f}"
                    f" | {min(shares):.3f} | {np.mean(shares):.3f} | {len(below)} | {np.mean(widths):.3f} |",
                    flush=True,
                )
    print("\nrows below 0.93:" if low else "\nno row is below 0.93")
    for name, method, units, (population, true, share, _) in low:
        print(f"  {name}, {method}, {units} units, {population}: true {true:.3f}, held {share:.3f}")
    of_lines(data_sets)
    print(f"\n{perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
