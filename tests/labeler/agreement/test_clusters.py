from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.agreement.clusters import ALL_ALIKE, NO_TWO, NO_UNIT, Clusterings, Parted
from labeler.agreement.coefficients import cohen_kappa

GROUPINGS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12)


@given(GROUPINGS)
def test_pair_kappa_is_cohens_over_all_pairs_and_the_adjusted_rand_index(
    pairs: list[tuple[int, int]],
) -> None:
    found = Clusterings(pairs)
    together = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(pairs, 2)]
    kappa = cohen_kappa(together)
    assert found.pair_kappa().value == pytest.approx(kappa.value, abs=1e-9)
    assert found.adjusted_rand().value == pytest.approx(kappa.value, abs=1e-9)
    assert found.rand().value == pytest.approx(kappa.observed)


@given(GROUPINGS)
def test_precision_one_way_is_recall_the_other(pairs: list[tuple[int, int]]) -> None:
    one, other = Clusterings(pairs), Clusterings([(b, a) for a, b in pairs])
    assert one.precision().value == pytest.approx(other.recall().value)
    assert one.splits() == other.merges()
    assert 0 < (one.f1().value or 0) <= 1
    same = Clusterings([(a, a) for a, _ in pairs])
    assert same.f1().value == 1.0
    assert not same.splits()


def test_splits_and_merges_are_listed_with_their_units() -> None:
    found = Clusterings([("A", 1), ("A", 1), ("A", 2), ("B", 2), (None, 2), ("C", 3)])
    assert found.units == 5
    assert found.splits() == [Parted("A", (0, 1, 2), ((1, (0, 1)), (2, (2,))))]
    assert found.merges() == [Parted(2, (2, 3), (("A", (2,)), ("B", (3,))))]


def test_undefined_cases_say_why() -> None:
    none, one = Clusterings([(None, 1)]), Clusterings([(1, 1)])
    assert none.precision().why == none.recall().why == none.f1().why == NO_UNIT
    assert one.rand().why == one.adjusted_rand().why == one.pair_kappa().why == NO_TWO
    for alike in (Clusterings([(1, 1), (2, 2)]), Clusterings([(1, 1), (1, 1)])):
        assert alike.adjusted_rand().why == alike.pair_kappa().why == ALL_ALIKE
        assert alike.rand().value == 1.0


@given(GROUPINGS)
def test_as_sums_over_what_hangs_together_they_are_the_same_numbers(pairs: list[tuple[int, int]]) -> None:
    found = Clusterings(pairs)
    assert found.measure("f1").coefficient().value == pytest.approx(found.f1().value)
    adjusted = found.adjusted_rand().value
    assert found.measure("adjusted_rand").coefficient().value == (
        None if adjusted is None else pytest.approx(adjusted)
    )
    assert found.measure("f1").items.totals[2] == found.units
