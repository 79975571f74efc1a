from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from labeler.agreement.coefficients import (
    NO_PAIR,
    NO_VARIATION,
    cohen_kappa,
    krippendorff_alpha,
    percent_agreement,
)
from labeler.agreement.distances import masi, nominal
from labeler.agreement.ratings import Ratings

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    Table = list[list[Any]]

LABELS = ("a", "b", "c")
SETS = [frozenset(chosen) for size in range(4) for chosen in combinations("abc", size)]


def ratings_of(table: Table) -> Ratings:
    """Ratings from rows of units, columns of annotators; None is missing, a list is a set of values."""
    return Ratings(
        {
            f"unit {place}": {
                f"annotator {column}": frozenset(value) if isinstance(value, list) else value
                for column, value in enumerate(row)
                if value is not None
            }
            for place, row in enumerate(table)
        }
    )


def tables(values: Sequence[Hashable], annotators: int = 4) -> st.SearchStrategy[Table]:
    cell = st.none() | st.sampled_from(values)
    return st.integers(2, annotators).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), max_size=12)
    )


def naive_masi(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Passonneau 2006, spelled out with fractions."""
    if one == other:
        return Fraction(0)
    jaccard = Fraction(len(one & other), len(one | other))
    monotonicity = Fraction(2, 3) if one < other or other < one else Fraction(1, 3)
    return 1 - jaccard * monotonicity


def test_alpha_of_a_hand_worked_table() -> None:
    # Two annotators, units aa aa bb ab. Coincidences: aa 4, bb 2, ab 1, ba 1; n = 8, n_a = 5, n_b = 3.
    # Do = 2/8; De = 2*5*3 / (8*7) = 30/56; alpha = 1 - (1/4) / (15/28) = 8/15.
    found = krippendorff_alpha(ratings_of([["a", "a"], ["a", "a"], ["b", "b"], ["a", "b"]]))
    assert found.value == pytest.approx(8 / 15)
    assert found.observed == pytest.approx(3 / 4)
    assert found.expected == pytest.approx(1 - 30 / 56)


def test_kappa_of_a_hand_worked_table() -> None:
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: po = 35/50, pe = (25*30 + 25*20) / 2500 = 1/2, kappa = 0.4.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = cohen_kappa(pairs)
    assert found.value == pytest.approx(0.4)
    assert (found.observed, found.expected) == (0.7, 0.5)


def test_percent_agreement_of_a_hand_worked_table() -> None:
    # Shares of agreeing pairs: 1, 1/3, and a unit with one rating that does not count.
    found = percent_agreement(ratings_of([["a", "a", "a"], ["a", "a", "b"], ["a", None, None]]))
    assert found.value == pytest.approx(2 / 3)
    assert (found.observed, found.expected) == (found.value, None)


def test_an_empty_set_is_an_answer_and_a_missing_one_is_none() -> None:
    answered = krippendorff_alpha(ratings_of([[["a"], []], [["b"], ["b"]]]), masi)
    missing = krippendorff_alpha(ratings_of([[["a"], None], [["b"], ["b"]]]), masi)
    # Do = 2/4; De = (pairs of unlike answers at distance 1: 2*(1*2 + 1*2 + 1*1)) / 12 = 10/12.
    assert answered.value == pytest.approx(1 - (2 / 4) / (10 / 12))
    assert (missing.value, missing.why) == (None, NO_VARIATION)
    alike = krippendorff_alpha(ratings_of([[[], []], [["b"], ["b"]]]), masi)
    assert alike.value == pytest.approx(1.0)


@pytest.mark.parametrize("table", [[], [["a", None]], [["a", None], [None, "b"]]])
def test_without_a_pair_every_coefficient_is_undefined_and_says_why(table: Table) -> None:
    ratings = ratings_of(table)
    for found in (krippendorff_alpha(ratings), percent_agreement(ratings), cohen_kappa([])):
        assert (found.value, found.observed, found.why) == (None, None, NO_PAIR)


def test_without_variation_alpha_and_kappa_are_undefined_and_say_why() -> None:
    ratings = ratings_of([["a", "a"], ["a", "a"]])
    assert (krippendorff_alpha(ratings).value, krippendorff_alpha(ratings).why) == (None, NO_VARIATION)
    kappa = cohen_kappa([("a", "a")] * 3)
    assert (kappa.value, kappa.observed, kappa.why) == (None, 1.0, NO_VARIATION)
    assert percent_agreement(ratings).value == 1.0


@given(tables(LABELS))
def test_nominal_alpha_agrees_with_the_krippendorff_package(table: Table) -> None:
    found = krippendorff_alpha(ratings_of(table))
    codes = [[np.nan if value is None else LABELS.index(value) for value in row] for row in table]
    pairable = [[value for value in row if value is not None] for row in table]
    if len({value for row in pairable if len(row) > 1 for value in row}) < 2:
        assert found.value is None
        return
    expected = krippendorff.alpha(np.array(codes).T, level_of_measurement="nominal", value_domain=[0, 1, 2])
    assert found.value == pytest.approx(expected, abs=1e-9)


@given(tables(SETS))
def test_alpha_with_masi_agrees_with_the_krippendorff_package(table: Table) -> None:
    found = krippendorff_alpha(ratings_of(table), masi)
    codes = [[np.nan if value is None else SETS.index(value) for value in row] for row in table]
    pairable = [[value for value in row if value is not None] for row in table]
    if len({value for row in pairable if len(row) > 1 for value in row}) < 2:
        assert found.value is None
        return
    distances = np.array([[float(naive_masi(one, other)) for other in SETS] for one in SETS])

    def by_code(one: Any, other: Any, dtype: Any = np.float64, **_: Any) -> Any:
        return distances[one.astype(int), other.astype(int)].astype(dtype)

    metric: Any = by_code
    domain = list(range(len(SETS)))
    expected = krippendorff.alpha(np.array(codes).T, level_of_measurement=metric, value_domain=domain)
    assert found.value == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=20))
def test_kappa_agrees_with_its_definition_in_fractions(pairs: list[tuple[str, str]]) -> None:
    total = len(pairs)
    observed = Fraction(sum(one == other for one, other in pairs), total)
    expected = sum(
        Fraction(sum(one == label for one, _ in pairs) * sum(other == label for _, other in pairs), total**2)
        for label in LABELS
    )
    found = cohen_kappa(pairs)
    if expected == 1:
        assert found.value is None
    else:
        assert found.value == pytest.approx(float((observed - expected) / (1 - expected)))


@given(st.data(), tables(SETS))
def test_the_order_of_units_and_the_names_of_annotators_change_nothing(
    data: st.DataObject, table: Table
) -> None:
    width = len(table[0]) if table else 2
    columns = data.draw(st.permutations(range(width)))
    shuffled = [[row[column] for column in columns] for row in data.draw(st.permutations(table))]
    for distance in (masi, nominal):
        one, other = (
            krippendorff_alpha(ratings_of(table), distance),
            krippendorff_alpha(ratings_of(shuffled), distance),
        )
        assert one.why == other.why
        assert one.value == pytest.approx(other.value, abs=1e-9)
    assert percent_agreement(ratings_of(table)).value == pytest.approx(
        percent_agreement(ratings_of(shuffled)).value
    )


@given(tables(LABELS, annotators=2))
def test_kappa_is_the_same_whoever_is_named_first(table: Table) -> None:
    ratings = ratings_of(table)
    one = cohen_kappa(ratings.of_pair("annotator 0", "annotator 1"))
    other = cohen_kappa(ratings.of_pair("annotator 1", "annotator 0"))
    assert one.value == pytest.approx(other.value)


@given(tables(SETS))
def test_every_unit_twice_changes_only_what_chance_expects(table: Table) -> None:
    once, twice = krippendorff_alpha(ratings_of(table), masi), krippendorff_alpha(ratings_of(table * 2), masi)
    assume(once.value is not None)
    assert twice.observed == pytest.approx(once.observed)
    n = sum(len(values) for values in ratings_of(table).pairable)
    assert once.expected is not None
    assert twice.expected is not None
    assert 1 - twice.expected == pytest.approx((1 - once.expected) * 2 * (n - 1) / (2 * n - 1))
    assert percent_agreement(ratings_of(table)).value == pytest.approx(
        percent_agreement(ratings_of(table * 2)).value
    )


@given(tables(SETS))
def test_units_with_one_answer_change_nothing(table: Table) -> None:
    alone = [[frozenset("a"), *[None] * (len(table[0]) - 1)]] if table else []
    one, other = (
        krippendorff_alpha(ratings_of(table + alone), masi),
        krippendorff_alpha(ratings_of(table), masi),
    )
    assert one.why == other.why
    assert one.value == pytest.approx(other.value, abs=1e-9)
    assert percent_agreement(ratings_of(table + alone)).value == pytest.approx(
        percent_agreement(ratings_of(table)).value
    )


@given(tables(LABELS))
def test_full_agreement_is_one(table: Table) -> None:
    alike = [[next((value for value in row if value is not None), "a")] * len(row) for row in table]
    assert krippendorff_alpha(ratings_of(alike)).value in (None, pytest.approx(1.0))
    assert percent_agreement(ratings_of(alike)).value in (None, pytest.approx(1.0))
