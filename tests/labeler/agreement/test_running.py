from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.agreement.alpha import alpha, extended, scale_of
from labeler.agreement.coded import Coded
from labeler.agreement.draws import Clusters
from labeler.agreement.intervals import interval
from labeler.agreement.running import RunningAlpha

if TYPE_CHECKING:
    from labeler.agreement.draws import Listed, Tabled

SETS = tuple(frozenset(chosen) for chosen in ("", "a", "b", "ab", "bc"))
ROWS = st.lists(st.lists(st.integers(-1, 4), min_size=3, max_size=3), min_size=2, max_size=8)
CHANGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(-1, 4)), max_size=12)


@pytest.mark.parametrize("distance", ["nominal", "ordinal", "masi"])
@given(rows=ROWS, changes=CHANGES)
def test_changes_one_by_one_give_what_a_fresh_start_gives(
    distance: str, rows: list[list[int]], changes: list[tuple[int, int, int]]
) -> None:
    values = SETS if distance == "masi" else tuple(range(5))
    running = RunningAlpha(np.array(rows, dtype=np.int32), scale_of(values, distance), 5)
    for unit, column, code in changes:
        place = min(unit, len(rows))
        if place == len(rows):
            rows.append([-1, -1, -1])
            running.add_units(1)
        before = sorted(each for each in rows[place] if each >= 0)
        rows[place][column] = code
        after = sorted(each for each in rows[place] if each >= 0)
        moved = running.change([place], [each for each in rows[place] if each >= 0])
        assert moved == (before != after and max(len(before), len(after)) > 1)
    coded = Coded(np.array(rows, dtype=np.int32), values)
    found, fresh = running.measure(), alpha(coded, distance, with_units=True)
    assert found.coefficient().why == fresh.coefficient().why
    assert found.coefficient().value == pytest.approx(fresh.coefficient().value, abs=1e-9)
    assert found.coefficient().observed == pytest.approx(fresh.coefficient().observed, abs=1e-9)
    assert running.times.sum() == np.count_nonzero((coded.codes >= 0).sum(axis=1) > 1)
    # Of clusters, too: every unit is known to be where it is.
    clusters = [row // 2 for row in range(len(rows))]
    wanted = interval(fresh, clusters=clusters)
    for given_as in (clusters, running.members(Clusters.of(clusters))):
        ends = interval(found, clusters=given_as)
        assert ends.why == wanted.why
        assert ends.drawn == wanted.drawn
        assert ends.low == pytest.approx(wanted.low, abs=1e-9)
        assert ends.high == pytest.approx(wanted.high, abs=1e-9)


@given(
    rows=st.lists(st.lists(st.integers(-1, 4), min_size=3, max_size=3), min_size=4, max_size=9),
    changes=CHANGES,
    few_cells=st.booleans(),
)
def test_what_clusters_are_made_of_follows_every_change(
    rows: list[list[int]], changes: list[tuple[int, int, int]], few_cells: bool
) -> None:
    running = RunningAlpha(np.array(rows, dtype=np.int32), scale_of(tuple(range(5)), "nominal"), 5)
    clusters = Clusters.of([row % 3 for row in range(len(rows))])
    with pytest.MonkeyPatch.context() as patched:
        if few_cells:
            patched.setattr("labeler.agreement.running.CELLS", 1)
        running.members(clusters)
        for unit, column, code in changes:
            some = sorted({unit % len(rows), (unit + 1) % len(rows)})
            rows[some[0]][column] = code
            for each in some:
                rows[each] = list(rows[some[0]])
            running.change(some, [each for each in rows[some[0]] if each >= 0])
            fresh = RunningAlpha(np.array(rows, dtype=np.int32), running.scale, 5)
            found, wanted = running.members(clusters), fresh.members(clusters)
            assert found.counts.tolist() == wanted.counts.tolist()
            assert made_of(running, found) == made_of(fresh, wanted)


def made_of(running: RunningAlpha, members: Listed | Tabled) -> dict[tuple[int, tuple[int, ...]], int]:
    """How many units of each pattern are in each cluster, whatever the patterns' numbers are."""
    found: Counter[tuple[int, tuple[int, ...]]] = Counter()
    for item, cluster in zip(*members.each_unit(), strict=True):
        found[int(cluster), tuple(code for code in running.codes[item].tolist() if code >= 0)] += 1
    return dict(found)


def test_a_value_that_comes_later_is_as_far_from_the_others_as_ever() -> None:
    scale = scale_of(SETS[:3], "masi")
    running = RunningAlpha(np.array([[0, 1], [2, 2]], dtype=np.int32), scale, 3)
    running.scale = extended(scale, SETS[:3], SETS[3], "masi")
    running.change([1], [2, 3])
    running.add_units(1)
    running.change([2], [3, 3])
    codes = np.array([[0, 1], [2, 3], [3, 3]], dtype=np.int32)
    wanted = alpha(Coded(codes, SETS[:4]), "masi").coefficient()
    assert running.measure().coefficient().value == pytest.approx(wanted.value, abs=1e-12)
