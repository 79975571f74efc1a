"""Properties that all coefficients share, hand-worked tables, and what the arguments mean."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import NAMES, WEIGHTED, coefficient, krippendorff_alpha
from labeler.agreement.measure import NO_PAIR, NO_VARIATION
from labeler.agreement.twos import NOT_BINARY, NOT_TWO, PARTLY
from labeler.agreement.weights import NAMES as WEIGHTS
from labeler.agreement.weights import weight_matrix

OF_TWO = ("cohen_kappa", "scott_pi", "kappa_max", "pabak", "prevalence_index", "bias_index")
BY_LABEL = ("specific_agreement", "fleiss_kappa_category")
Table = list[list[str | None]]


def tables(values: str = "abc", annotators: int = 4, units: int = 10) -> st.SearchStrategy[Table]:
    cell = st.none() | st.sampled_from(values)
    return st.integers(2, annotators).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=units)
    )


def value_of(name: str, table: Table, values: str = "abc", **options: object) -> float | None:
    rows = [row[:2] for row in table] if name in OF_TWO else table
    if name in ("prevalence_index", "bias_index"):
        values = "ab"
        rows = [[None if cell == "c" else cell for cell in row] for row in rows]
    label = "a" if name in BY_LABEL else None
    return coefficient(name, Coded.from_rows(rows, list(values)), label=label, **options).value  # type: ignore[arg-type]


@given(tables(), st.sampled_from(NAMES), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(table: Table, name: str, random: object) -> None:
    shuffled = list(table)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert value_of(name, shuffled) == pytest.approx(value_of(name, table), abs=1e-9)


@given(tables(), st.sampled_from([name for name in NAMES if name != "bias_index"]))
def test_the_order_of_annotators_changes_nothing(table: Table, name: str) -> None:
    turned = [row[1::-1] + row[2:] for row in table]
    assert value_of(name, turned) == pytest.approx(value_of(name, table), abs=1e-9)


@given(
    tables(),
    st.sampled_from([name for name in NAMES if name not in (*BY_LABEL, "prevalence_index", "bias_index")]),
)
def test_the_names_of_labels_change_nothing(table: Table, name: str) -> None:
    other = {"a": "c", "b": "a", "c": "b", None: None}
    renamed = [[other[cell] for cell in row] for row in table]
    assert value_of(name, renamed) == pytest.approx(value_of(name, table), abs=1e-9)


@given(tables(), st.sampled_from([name for name in NAMES if name not in ("krippendorff_alpha", *OF_TWO[4:])]))
def test_the_study_twice_is_the_study_once(table: Table, name: str) -> None:
    assert value_of(name, table * 2) == pytest.approx(value_of(name, table), abs=1e-9)


@given(tables(), st.sampled_from([name for name in NAMES if name not in OF_TWO[4:]]))
def test_full_agreement_is_one_or_undefined(table: Table, name: str) -> None:
    alike: Table = [[row[0] or "a"] * len(row) for row in table]
    assert value_of(name, alike) in (None, pytest.approx(1.0))


@given(tables(), st.sampled_from([*WEIGHTED]), st.sampled_from(WEIGHTS))
def test_no_value_is_above_one_or_without_a_reason(table: Table, name: str, weights: str) -> None:
    coded = Coded.from_rows([row[:2] for row in table], list("abc"))
    found = coefficient(name, coded, weights=weights)
    assert (found.value is None) == bool(found.why)
    assert found.value is None or found.value <= 1 + 1e-9


@given(tables(annotators=2, units=12))
def test_of_two_complete_annotators_families_meet(table: Table) -> None:
    complete: Table = [row for row in table if None not in row]
    assert value_of("conger_kappa", complete) == pytest.approx(value_of("cohen_kappa", complete), abs=1e-9)
    assert value_of("light_kappa", complete) == pytest.approx(value_of("cohen_kappa", complete), abs=1e-9)
    assert value_of("fleiss_kappa", complete) == pytest.approx(value_of("scott_pi", complete), abs=1e-9)
    assert value_of("brennan_prediger", complete) == pytest.approx(value_of("pabak", complete), abs=1e-9)


@given(tables("abcd", 4, 12))
def test_ordinal_alpha_agrees_with_the_krippendorff_package(table: Table) -> None:
    found = krippendorff_alpha(Coded.from_rows(table, list("abcd")), "ordinal")
    pairable = [cell for row in table if sum(c is not None for c in row) > 1 for cell in row if cell]
    if len(set(pairable)) < 2:
        assert found.value is None
        return
    codes = np.array([[np.nan if cell is None else "abcd".index(cell) for cell in row] for row in table])
    expected = krippendorff.alpha(codes.T, level_of_measurement="ordinal", value_domain=[0, 1, 2, 3])
    assert found.value == pytest.approx(expected, abs=1e-9)


@given(
    st.lists(
        st.lists(st.none() | st.sampled_from([0, 1, 2.5, 7]), min_size=3, max_size=3), min_size=1, max_size=9
    ),
    st.sampled_from(["interval", "ratio"]),
)
def test_numeric_alpha_agrees_with_the_krippendorff_package(
    rows: list[list[float | None]], scale: Literal["interval", "ratio"]
) -> None:
    found = krippendorff_alpha(Coded.from_rows(rows), scale)
    pairable = [
        cell for row in rows if sum(c is not None for c in row) > 1 for cell in row if cell is not None
    ]
    if len(set(pairable)) < 2:
        assert found.value is None
        return
    codes = np.array([[np.nan if cell is None else cell for cell in row] for row in rows], dtype=float)
    expected = krippendorff.alpha(codes.T, level_of_measurement=scale)
    assert found.value == pytest.approx(expected, abs=1e-9)


@given(tables())
def test_gwet_ac1_agrees_with_its_definition_in_fractions(table: Table) -> None:
    rated = [[cell for cell in row if cell] for row in table if any(row)]
    paired = [row for row in rated if len(row) > 1]
    found = coefficient("gwet_ac1", Coded.from_rows(table, list("abc")))
    if not paired or len({cell for row in rated for cell in row}) < 2:
        assert found.value is None
        return
    observed = sum(
        Fraction(sum(row.count(k) * (row.count(k) - 1) for k in "abc"), len(row) * (len(row) - 1))
        for row in paired
    ) / len(paired)
    shares = [sum(Fraction(row.count(k), len(row)) for row in rated) / len(rated) for k in "abc"]
    expected = sum(share * (1 - share) for share in shares) / 2
    assert found.value == pytest.approx(float((observed - expected) / (1 - expected)), abs=1e-9)


def test_weights_of_three_values_are_gwets() -> None:
    expected = {
        "linear": [1, 0.5, 0],
        "quadratic": [1, 0.75, 0],
        "ordinal": [1, 2 / 3, 0],
        "radical": [1, 1 - 0.5**0.5, 0],
        "ratio": [1, 1 - (1 / 9) / (1 / 4), 0],
        "circular": [1, 0, 0],
        "bipolar": [1, 1 - (1 / 3) / 1, 0],
    }
    for name, row in expected.items():
        matrix = weight_matrix(["x", "y", "z"], name)
        assert matrix is not None
        assert matrix[0] == pytest.approx(row)
        assert np.array_equal(matrix, matrix.T)
    assert weight_matrix(["x"], "linear") is not None
    assert weight_matrix(["x", "y"], "identity") is None
    numeric = weight_matrix([1, 2, 5], "linear")
    assert numeric is not None
    assert numeric[0] == pytest.approx([1, 0.75, 0])


def test_undefined_cases_say_why() -> None:
    alike, alone = Coded.from_rows([["a", "a"]] * 3), Coded.from_rows([["a", None], [None, "b"]])
    for name in NAMES:
        label = "a" if name in BY_LABEL else None
        if name not in ("percent_agreement", "specific_agreement", "prevalence_index", "bias_index"):
            found = coefficient(name, alike, label=label)
            assert (found.value, found.why) == (None, NO_VARIATION)
        lonely = coefficient(name, alone, label=label)
        assert lonely.value is None
        assert lonely.why == NO_PAIR or name == "specific_agreement"
        nothing = coefficient(name, Coded.from_rows([], ["a", "b"], ["one", "other"]), label=label)
        assert nothing.value is None
        assert nothing.why
    three = Coded.from_rows([["a", "b", "c"], ["a", "a", "a"]])
    assert coefficient("cohen_kappa", three).why == NOT_TWO
    assert coefficient("pabak", three).why == NOT_TWO
    assert coefficient("kappa_max", three).why == NOT_TWO
    assert coefficient("bias_index", three.columns([0, 1])).why == NOT_BINARY
    mixed = Coded.from_rows([["a", "a", "a"], ["a", "a", "b"]])
    assert coefficient("light_kappa", mixed).why == PARTLY


def test_arguments_without_a_meaning_are_refused() -> None:
    coded = Coded.from_rows([["a", "b"], ["b", "b"]])
    refused: tuple[tuple[str, dict[str, Any]], ...] = (
        ("kappa", {}),
        ("krippendorff_alpha", {"weights": "linear"}),
        ("cohen_kappa", {"distance": "masi"}),
        ("specific_agreement", {}),
        ("cohen_kappa", {"weights": "heavy"}),
        ("cohen_kappa", {"weights": np.eye(3)}),
        ("krippendorff_alpha", {"distance": "far"}),
        ("krippendorff_alpha", {"distance": np.eye(2)}),
        ("krippendorff_alpha", {"distance": np.zeros((3, 3))}),
    )
    for name, options in refused:
        with pytest.raises(ValueError, match=r".+"):
            coefficient(name, coded, **options)
    with pytest.raises(TypeError, match="compare sets"):
        coefficient("krippendorff_alpha", coded, distance="masi")
    with pytest.raises(TypeError, match="compares numbers"):
        coefficient("krippendorff_alpha", coded, distance="interval")


def test_an_own_distance_may_be_a_function_or_a_matrix() -> None:
    coded = Coded.from_rows([["a", "b"], ["b", "b"], ["c", "a"]])

    def apart(one: object, other: object) -> float:
        return 0.0 if one == other else 0.5 if "b" in (one, other) else 1.0

    matrix = np.array([[0, 0.5, 1], [0.5, 0, 0.5], [1, 0.5, 0]])
    assert krippendorff_alpha(coded, apart) == krippendorff_alpha(coded, matrix)
