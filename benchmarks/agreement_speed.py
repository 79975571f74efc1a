"""How long α with its interval takes on a million ratings, against krippendorff and NLTK in the same run.

    python -m benchmarks.agreement_speed [--quick]

Counted is the time from an array of codes (units x annotators, int32, -1 missing) and the list of values to α and
its 95 % interval: grouping, distances among all values, α, the interval. Not counted is making the data. The peers
get the array in the form they take, which is not counted either, and do α without an interval; what a thousand
resamples would take them is a thousand times that.
"""

from __future__ import annotations

import resource
import sys
from functools import partial
from itertools import combinations
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance

sys.path.insert(0, str(Path(__file__).parents[1]))  # as a script, too, without an installation

from labeler.agreement.alpha import scale_of
from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import measure
from labeler.agreement.draws import Clusters
from labeler.agreement.intervals import interval
from labeler.agreement.ratings import Ratings
from labeler.agreement.running import RunningAlpha

if TYPE_CHECKING:
    from collections.abc import Callable

SETS = tuple(frozenset(chosen) for size in range(4) for chosen in combinations(range(17), size))


def made(units: int, annotators: int, size: int, seed: int) -> np.ndarray[Any, np.dtype[np.int32]]:
    """Ratings that agree about three times in four, common values more common, one in twenty missing."""
    generator = np.random.default_rng(seed)
    share = 1 / np.arange(1, size + 1)
    share /= share.sum()
    true = generator.choice(size, units, p=share)
    other = generator.choice(size, (units, annotators), p=share)
    codes = np.where(generator.random((units, annotators)) < 0.87, true[:, None], other)
    codes[generator.random((units, annotators)) < 0.05] = -1
    return codes.astype(np.int32)


def timed(what: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The least seconds of some runs, and the last result."""
    least, found = np.inf, None
    for _ in range(times):
        start = perf_counter()
        found = what()
        least = min(least, perf_counter() - start)
    return least, found


def ours(data: Coded, distance: str, method: str) -> tuple[float, float, float]:
    """α and its interval."""
    found = measure("krippendorff_alpha", Coded(data.codes, data.values), distance=distance)
    bounds = interval(found, method=method)
    value = found.coefficient().value
    assert value is not None
    assert bounds.low is not None
    assert bounds.high is not None
    return value, bounds.low, bounds.high


def row(what: str, seconds: float, found: tuple[float, ...] = (), ours: float | None = None) -> None:
    """One line of the table; for a peer, how many times as long it takes as ours."""
    figures = " ".join(f"{each:.4f}" for each in found)
    ratio = f"{seconds / ours:10.1f} x ours" if ours else ""
    print(f"{what:<62}{seconds * 1000:>12.1f} ms  {figures:<22}{ratio}")


def run(distance: str, coded: Coded) -> float:
    """Ours on a million ratings; the seconds with a thousand resamples."""
    given = np.count_nonzero(coded.codes >= 0)
    print(f"\n{distance}: {len(coded.codes):,} units x 4, {given:,} ratings, {len(coded.values)} values")
    resampled, found = timed(lambda: ours(coded, distance, "bca"))
    row("ours: α and an interval of 1000 resamples", resampled, found)
    score, found = timed(lambda: ours(coded, distance, "score"))
    row("ours: α and the score interval (the default)", score, found)
    point, value = timed(lambda: measure("krippendorff_alpha", coded, distance=distance).coefficient().value)
    row("ours: α alone", point, (value,))
    return resampled


def peers(distance: str, coded: Coded, resampled: float, few: int) -> None:
    """The krippendorff package on the same data (it has no MASI), NLTK on the first units of it."""
    print()
    if distance == "nominal":
        table = np.where(coded.codes >= 0, coded.codes, np.nan).astype(float).T
        seconds, found = timed(lambda: krippendorff.alpha(table, level_of_measurement="nominal"), 1)
        row("krippendorff: nominal α alone, the same ratings", seconds, (found,), resampled)
    part = Coded(coded.codes[:few], coded.values).pruned()
    triples = [
        (f"a{column}", unit, part.values[code])
        for unit, given in enumerate(part.codes.tolist())
        for column, code in enumerate(given)
        if code >= 0
    ]
    apart = apart_nominal if distance == "nominal" else apart_masi
    seconds, found = timed(lambda: AnnotationTask(data=triples, distance=apart).alpha(), 1)
    small, same = timed(lambda: ours(part, distance, "bca"))
    row(f"NLTK: {distance} α alone, {len(triples):,} ratings", seconds, (found,), small)
    row("ours: α and an interval of 1000 resamples, the same ratings", small, same)


def apart_nominal(one: object, other: object) -> float:
    """0 if alike, else 1."""
    return float(one != other)


def apart_masi(one: frozenset[int], other: frozenset[int]) -> float:
    """NLTK's MASI, which divides by zero for two empty sets."""
    return 0.0 if one == other else float(masi_distance(one, other))


def refreshed(distance: str) -> None:
    """One changed label among 100 000: α and its interval anew, two units a cluster."""
    values = tuple(range(5)) if distance == "nominal" else SETS
    codes = made(25_000, 4, len(values), 2)
    running = RunningAlpha(codes, scale_of(values, distance), len(values))
    clusters = Clusters.of(np.arange(25_000) // 2)
    generator = np.random.default_rng(3)
    taken = []
    value: float | None = None
    for _ in range(200):
        unit, column, code = (
            int(generator.integers(25_000)),
            generator.integers(4),
            int(generator.integers(len(values))),
        )
        codes[unit, column] = code
        after = [each for each in codes[unit].tolist() if each >= 0]
        start = perf_counter()
        running.change([unit], after)
        found = running.measure()
        value = found.coefficient().value
        interval(found, clusters=running.members(clusters))
        taken.append(perf_counter() - start)
    fresh = measure("krippendorff_alpha", Coded(codes, values), distance=distance)
    wanted = fresh.coefficient().value
    assert value is not None
    assert wanted is not None
    assert abs(value - wanted) < 1e-9
    middle, worst = np.median(taken), np.quantile(taken, 0.95)
    row(f"{distance}, {len(running.times):,} patterns: median of 200 changes", float(middle))
    row(f"{distance}: 95th percentile", float(worst))


def encoded(units: int) -> None:
    """Answers as a dictionary of dictionaries, encoded."""
    codes = made(units, 4, 5, 1).tolist()
    given = {
        f"u{unit}": {f"a{column}": code for column, code in enumerate(answers) if code >= 0}
        for unit, answers in enumerate(codes)
    }
    seconds, found = timed(partial(Ratings(given).coded), 2)
    row(f"encoding {units * 4:,} cells from dictionaries", seconds)
    assert len(found.values) == 5


def main() -> None:
    """Print the table."""
    quick = "--quick" in sys.argv[1:]
    units = 26_400 if quick else 264_000
    print("counted: from an array of codes to α and its 95 % interval; the least of three runs")
    data = {
        "nominal": Coded(made(units, 4, 5, 1), tuple(range(5))),
        "masi": Coded(made(units, 4, len(SETS), 1), SETS),
    }
    seconds = {distance: run(distance, coded) for distance, coded in data.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\ngreatest memory of the process so far, interpreter and data included: {peak:.0f} MB")
    for distance, coded in data.items():
        peers(distance, coded, seconds[distance], 1_000 if quick else 26_400)
    print("\nα and its score interval after one changed label among 100,000")
    refreshed("nominal")
    refreshed("masi")
    print()
    encoded(units)


if __name__ == "__main__":
    main()
