from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.agreement import patterns
from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import measure
from labeler.agreement.ratings import Ratings
from labeler.agreement.spaces import NAMED, Sets, space_of

arrays = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(-1, 3), min_size=width, max_size=width), min_size=1, max_size=20
    ).map(lambda rows: np.array(rows, dtype=np.int32))
)


@given(arrays, st.sampled_from([4, 40, 5000]), st.sampled_from([2, 2**16]))
def test_units_are_grouped_by_their_answers_whoever_gave_them(
    codes: np.ndarray, size: int, step: int
) -> None:
    spread = np.where(codes < 0, -1, codes * (size // 4)).astype(np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patterns, "STEP", step)
        found = patterns.multisets(spread, size, with_units=True)
    expected = Counter(tuple(sorted(code for code in row if code >= 0)) for row in spread.tolist())
    rows = [tuple(code for code in row if code >= 0) for row in found.codes.tolist()]
    assert dict(zip(rows, found.times.tolist(), strict=True)) == expected
    assert [rows[item] for item in found.of_unit] == [
        tuple(sorted(code for code in row if code >= 0)) for row in spread.tolist()
    ]


@given(arrays, st.sampled_from([4, 2**20]), st.sampled_from([2, 2**16]))
def test_units_are_grouped_by_who_answered_what(codes: np.ndarray, size: int, step: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patterns, "STEP", step)
        found = patterns.rows(codes, size, with_units=True)
    rows = [tuple(row) for row in found.codes.tolist()]
    assert dict(zip(rows, found.times.tolist(), strict=True)) == Counter(map(tuple, codes.tolist()))
    assert [rows[item] for item in found.of_unit] == list(map(tuple, codes.tolist()))


@given(arrays, st.integers(0, 3))
def test_patterns_of_fewer_answers_are_left_out(codes: np.ndarray, least: int) -> None:
    every = patterns.multisets(codes, 4, with_units=True)
    found = every.answered(least)
    enough = np.count_nonzero(codes >= 0, axis=1) >= least
    assert ((found.of_unit >= 0) == enough).all()
    assert found.times.tolist() == np.bincount(found.of_unit[enough], minlength=len(found.times)).tolist()
    assert (found.codes[found.of_unit[enough]] == every.codes[every.of_unit[enough]]).all()


def test_equal_hashes_of_unequal_patterns_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        patterns, "_random", lambda size, stream=0: np.ones(size, dtype=np.int64) * (stream + 1)
    )
    codes = np.array([[0, 900], [1, 899], [900, 0]], dtype=np.int32)
    assert patterns.multisets(codes, 1000).times.tolist() == [2, 1]
    wide = np.tile(codes, 4)
    assert sorted(patterns.rows(wide, 1000).times.tolist()) == [1, 1, 1]


SETS = st.frozensets(st.integers(0, 90), max_size=4)


@given(st.lists(SETS, min_size=1, max_size=8, unique=True), st.sampled_from(["masi", "jaccard", "dice"]))
def test_distances_of_sets_at_once_are_those_one_by_one(values: list[frozenset[int]], name: str) -> None:
    space = space_of(values, name)
    codes = np.arange(len(values))
    table = np.array([[NAMED[name](one, other) for other in values] for one in values])
    assert space.between(codes[:, None], codes[None, :]) == pytest.approx(table)
    counts = np.arange(1.0, 1 + len(values))[None, :]
    assert space.spread(counts) == pytest.approx(counts @ table)


@pytest.mark.parametrize("name", ["masi", "jaccard", "dice"])
@pytest.mark.parametrize("most", [2**23, 10])
def test_more_sets_than_a_table_holds_are_worked_out_otherwise(
    monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    values = [frozenset({number, number // 2, number // 3}) for number in range(300)] + [frozenset()]
    whole = space_of(values, name)
    monkeypatch.setattr("labeler.agreement.spaces.STORED", 10)
    monkeypatch.setattr("labeler.agreement.overlaps.MOST", most)
    parts = space_of(values, name)
    assert isinstance(parts, Sets)
    assert (parts.overlaps is None) is (most == 10)
    counts = np.random.default_rng(0).random((2, 301))
    assert parts.spread(counts) == pytest.approx(whole.spread(counts))


def test_coded_ratings_keep_empty_sets_apart_from_missing_ones() -> None:
    ratings = Ratings(
        {"u": {"Ana": frozenset(), "Ben": frozenset("a")}, "v": {"Ben": frozenset("a")}, "w": {}}
    )
    coded = ratings.coded()
    assert coded.values == (frozenset(), frozenset("a"))
    assert coded.codes.tolist() == [[0, 1], [-1, 1], [-1, -1]]
    assert (coded.annotators, coded.units) == (("Ana", "Ben"), ("u", "v", "w"))
    assert coded.given.tolist() == [2, 1, 0]
    assert coded.one_vs_rest("a").codes.tolist() == [[0, 1], [-1, 1], [-1, -1]]
    assert coded.rows(np.array([1])).units == ("v",)
    assert coded.columns([1]).pruned().values == (frozenset("a"),)
    assert Ratings({}).coded().codes.shape == (0, 0)


def test_coded_ratings_refuse_what_they_cannot_hold() -> None:
    with pytest.raises(ValueError, match="not among the values"):
        Coded.from_rows([["a", "b"]], ["a"])
    with pytest.raises(ValueError, match="one cell for each annotator"):
        Coded.from_rows([["a", "b"], ["a"]])
    with pytest.raises(ValueError, match="listed twice"):
        Coded.from_rows([["a"]], ["a", "a"])
    with pytest.raises(ValueError, match="outside the values"):
        Coded(np.array([[1]], dtype=np.int32), ("a",))


def test_items_too_many_for_a_matrix_are_summed_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    items = measure(
        "fleiss_kappa", Coded.from_rows([["a", "b", None], ["b", "b", "a"], ["c", "c", "c"]])
    ).items
    weights = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]])
    whole = items.weighted(weights)
    monkeypatch.setattr("labeler.agreement.items.CELLS", 0)
    assert items.weighted(weights) == pytest.approx(whole)
