from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.agreement.distances import masi, nominal

SETS = st.frozensets(st.sampled_from("abcde"))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("a", "a", 0),
        ("", "a", 1),
        ("a", "b", 1),
        ("a", "ab", 1 - 1 / 2 * 2 / 3),
        ("ab", "abcd", 2 / 3),  # the example of the NLTK documentation
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
        ("abc", "abd", 1 - 2 / 4 * 1 / 3),
    ],
)
def test_masi_of_hand_worked_sets(one: str, other: str, distance: float) -> None:
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(distance)


@given(SETS, SETS)
def test_masi_is_symmetric_and_between_none_and_one(one: frozenset[str], other: frozenset[str]) -> None:
    assert masi(one, other) == masi(other, one)
    assert 0 <= masi(one, other) <= 1
    assert (masi(one, other) == 0) is (one == other)
    assert nominal(one, other) == float(one != other)


def test_masi_compares_sets_only() -> None:
    with pytest.raises(TypeError, match="compares sets"):
        masi("ab", frozenset("ab"))
