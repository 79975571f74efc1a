from __future__ import annotations

from pathlib import Path

import numpy as np

import labeler
from labeler.boilerplate.reach import (
    REACH,
    STEPS,
    numbers_of,
    reach,
    sets_of,
)
from labeler.boilerplate.vectors import COLUMNS, RULES
from labeler.trees import Trees, shipped


def rows_of(words: list[int], rules: list[float]) -> np.ndarray:
    rows = np.zeros((len(words), COLUMNS), dtype=np.float32)
    rows[:, 0] = np.log1p(words)
    rows[:, RULES] = rules
    return rows


def one_tree(columns: int, column: int, bound: float, below: float, above: float) -> Trees:
    """A model that looks at one number of a set."""
    return Trees(
        np.array([column, 0, 0], dtype=np.int32),
        np.array([bound, np.inf, np.inf], dtype=np.float32),
        np.array([1, 1, 2], dtype=np.int32),
        np.array([2, 1, 2], dtype=np.int32),
        np.array([0.0, below, above], dtype=np.float32),
        np.array([0], dtype=np.int32),
        0.0,
        columns,
        0.0,
    )


def test_sets_are_different_and_none_is_empty() -> None:
    odds = np.array([2.2, -0.3, 2.2, -9.0])
    steps, kept = sets_of(odds)
    # From -.5 on three lines, from 0 on two; -4.5 to -.5 give the same set, so do 0 to 2.
    assert steps.tolist() == [-0.5, 0.0]
    assert kept.tolist() == [[True, True, True, False], [True, False, True, False]]
    assert 0.0 in STEPS.tolist()


def test_where_no_line_can_be_kept_nothing_is_moved() -> None:
    odds = np.array([-8.0, -9.0])
    steps, kept = sets_of(odds)
    assert (len(steps), len(kept)) == (0, 0)
    assert reach(rows_of([5, 5], [0, 0]), odds, np.zeros((1, 2), dtype=bool), one_tree(3, 0, 0, 0, 0)) == 0.0


def test_sets_in_numbers() -> None:
    words, odds = [20, 4, 30, 10], np.array([3.0, -1.2, 2.0, -2.6])
    rows = rows_of(words, [1, -1, 1, 1])
    others = np.array([[True, True, False, False]])
    steps, kept = sets_of(odds)
    found = numbers_of(rows, odds, others, steps, kept)
    assert steps.tolist() == [-3.0, -1.5, 0.0, 2.5]
    np.testing.assert_allclose(found[:, 0], steps)
    np.testing.assert_allclose(found[:, 4], np.log1p([64, 54, 50, 20]), rtol=1e-6)
    np.testing.assert_allclose(found[:, 5], [1, 54 / 64, 50 / 64, 20 / 64], rtol=1e-6)
    np.testing.assert_allclose(found[:, 6], [1, 0.75, 0.5, 0.25])
    chance = np.array(words) / (1 + np.exp(-(odds + 0.5) / 2))
    expected = [2 * chance[some].sum() / (np.array(words)[some].sum() + chance.sum()) for some in kept]
    np.testing.assert_allclose(found[:, 1], expected, rtol=1e-6)
    # How much each set is like what the other opinion keeps (lines 0 and 1), and what the rules keep (0, 2 and 3).
    at = 23
    np.testing.assert_allclose(found[:, at], [48 / 88, 48 / 78, 40 / 74, 40 / 44], rtol=1e-6)
    np.testing.assert_allclose(found[:, at + 3], [120 / 124, 100 / 114, 100 / 110, 40 / 80], rtol=1e-6)


def test_the_set_that_is_worth_most_is_taken() -> None:
    words, odds = [20, 4, 30, 10], np.array([3.0, -1.2, 2.0, -2.6])
    rows, others = rows_of(words, [1, -1, 1, 1]), np.zeros((1, 4), dtype=bool)
    steps, kept = sets_of(odds)
    columns = numbers_of(rows, odds, others, steps, kept).shape[1]
    larger = one_tree(columns, 6, 0.9, below=0.0, above=1.0)  # of its lines all
    assert reach(rows, odds, others, larger) == -3.0
    assert reach(rows, odds, others, one_tree(columns, 6, 0.9, below=0.0, above=0.02)) == 0.0  # hardly more


def test_only_a_long_text_is_made_shorter() -> None:
    odds, others = np.array([3.0, -1.2, 2.0, -2.6]), np.zeros((1, 4), dtype=bool)
    steps, kept = sets_of(odds)
    for words, start in (([150, 4, 120, 10], 2.5), ([150, 4, 90, 10], 0.0)):
        rows = rows_of(words, [1, -1, 1, 1])
        columns = numbers_of(rows, odds, others, steps, kept).shape[1]
        smaller = one_tree(columns, 6, 0.3, below=1.0, above=0.0)
        assert reach(rows, odds, others, smaller) == start


def test_the_shipped_model_fits_what_it_is_given() -> None:
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(60, COLUMNS)).astype(np.float32) ** 2
    odds = chance.normal(size=60) * 3
    assert reach(rows, odds, chance.random((2, 60)) < 0.5, shipped(REACH)) in STEPS.tolist()
    assert (Path(labeler.__file__).parent / REACH).stat().st_size < 100_000
