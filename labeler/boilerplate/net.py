"""A small convolutional net over the lines of a text, worked out with numpy: each line judged with what stands around it.

Dilated convolutions (van den Oord et al. 2016) over the numbers of the lines, residual blocks with layer norms (Ba et al. 2016),
and after the third block what the whole page looks like. Trained by `tools/train_stripper.py net`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NET: Final = "boilerplate/text_net.npz"
"""The net that comes with the program, for plain text."""

DILATIONS: Final = (1, 2, 4, 8, 16)
"""How far the neighbours are that each block looks at, in lines."""
PAGE_AFTER: Final = 2
"""After this block every line is told of the page as a whole."""
CLIP: Final = 4.0
"""Numbers further than this from their mean, in standard deviations, are taken for this far."""
_SMALL: Final = np.float32(1e-5)
_ROWS: Final = 32


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """The weights of a net, by name, as its trainer wrote them."""

    weights: Mapping[str, Floats]

    @classmethod
    def read(cls, path: Path) -> Net:
        """From a file of arrays. Nothing in it is ever run."""
        with np.load(path, allow_pickle=False) as found:
            return cls({name: found[name].astype(np.float32) for name in found.files})

    def odds(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The log-odds of each line of one text that it is article.

        Args:
            rows: the numbers of the lines, as `vectors` makes them; the first is the logarithm of the words.
        """
        if not len(rows):
            return np.zeros(0)
        words = np.expm1(rows[:, 0]).astype(np.float32)
        weights = self.weights
        seen = np.clip((rows - weights["mean"]) / weights["deviation"], -CLIP, CLIP)
        state = np.maximum(self._linear("inp", seen), 0)
        for block, step in enumerate(DILATIONS):
            inside = self._normed(f"blocks.{block}.n", state)
            around = np.concatenate([_moved(inside, step), inside, _moved(inside, -step)], axis=1)
            kernel = weights[f"blocks.{block}.conv.weight"]
            flat = np.concatenate([kernel[:, :, tap].T for tap in range(3)])
            found = np.maximum(_product(around, flat) + weights[f"blocks.{block}.conv.bias"], 0)
            state = state + self._linear(f"blocks.{block}.pw", found)
            if block == PAGE_AFTER:
                page = np.concatenate([words @ state / max(float(words.sum()), 1e-6), state.mean(axis=0)])
                state = state + self._linear("ctx", page)
        last = np.maximum(self._linear("o1", self._normed("n", state)), 0)
        return np.asarray(self._linear("out", last)[:, 0], dtype=np.float64)

    def _linear(self, name: str, values: Floats) -> Floats:
        found: Floats = _product(values, self.weights[f"{name}.weight"].T) + self.weights[f"{name}.bias"]
        return found

    def _normed(self, name: str, values: Floats) -> Floats:
        centred = values - values.mean(axis=1, keepdims=True)
        scale = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + _SMALL)
        found: Floats = centred / scale * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return found


def _product(values: Floats, matrix: Floats) -> Floats:
    """The matrix product, some lines at a time: a larger one the library would spread over threads that mostly wait."""
    if len(values) <= _ROWS or values.ndim == 1:
        return np.asarray(values @ matrix)
    return np.concatenate([values[first : first + _ROWS] @ matrix for first in range(0, len(values), _ROWS)])


def _moved(values: Floats, step: int) -> Floats:
    """Each line's values of the line `step` before it (after it where negative); nothing beyond the ends."""
    found = np.zeros_like(values)
    if abs(step) < len(values):
        if step > 0:
            found[step:] = values[:-step]
        else:
            found[:step] = values[-step:]
    return found


@lru_cache(maxsize=1)
def shipped_net() -> Net:
    """The net that comes with the program."""
    return Net.read(files("labeler") / NET)  # type: ignore[arg-type]  # a path, as packages are unpacked
