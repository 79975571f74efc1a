from __future__ import annotations

import io

import numpy as np
import pytest

from labeler.boilerplate.boosting import boosted
from labeler.trees import Trees


def nothing(columns: int) -> Trees:
    """A model that says nothing."""
    one, none = np.zeros(1, dtype=np.int32), np.array([np.inf], dtype=np.float32)
    return Trees(one, none, one, one, np.zeros(1, dtype=np.float32), one, 0.0, columns, 0.0)


def loss(odds: np.ndarray, kept: np.ndarray) -> float:
    return float(np.mean(np.logaddexp(0, np.where(kept, -odds, odds))))


@pytest.fixture
def rows() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(900, 6)).astype(np.float32)


def test_what_people_said_is_learned_and_holds_for_other_lines(rows: np.ndarray) -> None:
    kept = (rows[:, 1] > 0.3) ^ ((rows[:, 4] > 0) & (rows[:, 1] < -0.5))
    half = len(rows) // 2
    model = nothing(6)
    learned = boosted(model, rows[:half], np.zeros(half), kept[:half], np.ones(half))
    right = (learned.odds(rows[half:]) >= 0) == kept[half:]
    assert right.mean() > 0.85
    assert loss(learned.odds(rows[half:]), kept[half:]) < 0.7 * loss(model.odds(rows[half:]), kept[half:])
    assert model.odds(rows).tolist() == [0.0] * len(rows)


def test_the_same_lines_teach_the_same_and_a_file_holds_all_of_it(rows: np.ndarray) -> None:
    kept = rows[:, 0] > 0
    once, again = (
        boosted(nothing(6), rows, np.zeros(len(rows)), kept, np.ones(len(rows)), seed=5) for _ in range(2)
    )
    other = boosted(nothing(6), rows, np.zeros(len(rows)), kept, np.ones(len(rows)), seed=6)
    assert once.odds(rows).tolist() == again.odds(rows).tolist() != other.odds(rows).tolist()
    stored = io.BytesIO()
    once.write(stored)
    stored.seek(0)
    assert Trees.read(stored).odds(rows).tolist() == once.odds(rows).tolist()


def test_without_anything_to_tell_lines_apart_only_the_share_is_learned() -> None:
    rows = np.ones((200, 3), dtype=np.float32)
    kept = np.arange(200) % 4 == 0
    learned = boosted(nothing(3), rows, np.zeros(200), kept, np.ones(200))
    (odds,) = set(learned.odds(rows).tolist())
    assert -np.log(3) <= odds < -0.5


def test_lines_that_weigh_nothing_teach_nothing(rows: np.ndarray) -> None:
    kept = rows[:, 2] > 0
    weight = np.where(rows[:, 2] > 0, 1.0, 0.0)
    learned = boosted(nothing(6), rows, np.zeros(len(rows)), kept, weight)
    assert (learned.odds(rows) > 0).all()
