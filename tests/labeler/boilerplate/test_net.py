from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import labeler
from labeler.boilerplate.net import CLIP, DILATIONS, NET, PAGE_AFTER, Net, shipped_net
from labeler.boilerplate.vectors import COLUMNS

CHANNELS = 3


@pytest.fixture
def small() -> Net:
    """A net of three channels over four columns, with any weights."""
    chance = np.random.default_rng(5)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    weights = {"mean": some(4), "deviation": np.abs(some(4)) + 0.5}
    linear = {
        "inp": (CHANNELS, 4),
        "ctx": (CHANNELS, 2 * CHANNELS),
        "o1": (CHANNELS, CHANNELS),
        "out": (1, CHANNELS),
    }
    norms = ["n"]
    for block in range(len(DILATIONS)):
        linear[f"blocks.{block}.pw"] = (CHANNELS, CHANNELS)
        norms.append(f"blocks.{block}.n")
        weights[f"blocks.{block}.conv.weight"] = some(CHANNELS, CHANNELS, 3)
        weights[f"blocks.{block}.conv.bias"] = some(CHANNELS)
    for name, shape in linear.items():
        weights[f"{name}.weight"], weights[f"{name}.bias"] = some(*shape), some(shape[0])
    for name in norms:
        weights[f"{name}.weight"], weights[f"{name}.bias"] = some(CHANNELS), some(CHANNELS)
    return Net(weights)


def spelled_out(net: Net, rows: np.ndarray) -> list[float]:
    """The same line by line and sign by sign, as the papers have it."""
    w = net.weights

    def linear(name: str, value: np.ndarray) -> np.ndarray:
        return np.array([row @ value for row in w[f"{name}.weight"]]) + w[f"{name}.bias"]

    def normed(name: str, value: np.ndarray) -> np.ndarray:
        scaled = (value - value.mean()) / np.sqrt(value.var() + 1e-5)
        return np.asarray(scaled * w[f"{name}.weight"] + w[f"{name}.bias"])

    words = np.expm1(rows[:, 0])
    state = [
        np.maximum(linear("inp", np.clip((row - w["mean"]) / w["deviation"], -CLIP, CLIP)), 0) for row in rows
    ]
    for block, step in enumerate(DILATIONS):
        inside = [normed(f"blocks.{block}.n", value) for value in state]
        kernel = w[f"blocks.{block}.conv.weight"]
        now = []
        for place, value in enumerate(state):
            found = w[f"blocks.{block}.conv.bias"].copy()
            for tap in range(3):
                at = place + (tap - 1) * step
                if 0 <= at < len(rows):
                    found = found + kernel[:, :, tap] @ inside[at]
            now.append(value + linear(f"blocks.{block}.pw", np.maximum(found, 0)))
        state = now
        if block == PAGE_AFTER:
            told = sum(count * value for count, value in zip(words, state, strict=True)) / words.sum()
            page = linear("ctx", np.concatenate([told, np.mean(state, axis=0)]))
            state = [value + page for value in state]
    return [float(linear("out", np.maximum(linear("o1", normed("n", value)), 0))[0]) for value in state]


@pytest.mark.parametrize("lines", [1, 2, 5, 40])
def test_the_net_is_what_it_says_it_is(small: Net, lines: int) -> None:
    rows = np.abs(np.random.default_rng(lines).normal(size=(lines, 4))).astype(np.float32) * 2
    assert small.odds(rows) == pytest.approx(spelled_out(small, rows), abs=1e-3)


def test_a_text_without_lines_has_no_odds(small: Net) -> None:
    assert small.odds(np.empty((0, 4), dtype=np.float32)).shape == (0,)


def test_the_shipped_net_fits_the_rows_and_is_small() -> None:
    net = shipped_net()
    assert (Path(labeler.__path__[0]) / NET).stat().st_size < 200_000
    odds = net.odds(np.zeros((30, COLUMNS), dtype=np.float32))
    assert odds.shape == (30,)
    assert np.isfinite(odds).all()
