"""A small convolutional net over the lines of a text, worked out with numpy: each line judged with what stands around it.

Dilated convolutions (van den Oord et al. 2016) over the numbers of the lines, residual blocks with layer norms (Ba et al. 2016),
and after the third block what the whole page looks like. Trained by `tools/train_stripper.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
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
"""So many lines at a time: a product of these sizes stays below what the library cuts up for several threads."""


@dataclass(frozen=True, eq=False)
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
        count = len(rows)
        if not count:
            return np.zeros(0)
        weights = self.weights
        words = np.expm1(rows[:, 0]).astype(np.float32)
        # Filled up to whole blocks of lines; what is made of the lines beyond the last is never looked at.
        seen = np.zeros((-(-count // _ROWS) * _ROWS, rows.shape[1]), dtype=np.float32)
        np.subtract(rows, weights["mean"], out=seen[:count])
        seen[:count] /= weights["deviation"]
        np.clip(seen, -CLIP, CLIP, out=seen)
        state = np.maximum(self._linear("inp", seen), 0)
        around = np.zeros((len(state), 3 * state.shape[1]), dtype=np.float32)
        for block, step in enumerate(DILATIONS):
            inside = self._normed(f"blocks.{block}.n", state)
            _set_beside(around, inside[:count], step)
            found = _product(around, self._kernels[block]) + weights[f"blocks.{block}.conv.bias"]
            np.maximum(found, 0, out=found)
            state += self._linear(f"blocks.{block}.pw", found)
            if block == PAGE_AFTER:
                there = state[:count]
                page = np.concatenate([words @ there / max(float(words.sum()), 1e-6), there.mean(axis=0)])
                state += page @ weights["ctx.weight"].T + weights["ctx.bias"]
        last = np.maximum(self._linear("o1", self._normed("n", state)), 0)
        return np.asarray(self._linear("out", last)[:count, 0], dtype=np.float64)

    @cached_property
    def _kernels(self) -> list[Floats]:
        """Each convolution as one matrix, over the values of the line before, the line and the line after, side by side."""
        kernels = (self.weights[f"blocks.{block}.conv.weight"] for block in range(len(DILATIONS)))
        return [np.concatenate([kernel[:, :, tap].T for tap in range(3)]) for kernel in kernels]

    def _linear(self, name: str, values: Floats) -> Floats:
        found = _product(values, self.weights[f"{name}.weight"].T)
        found += self.weights[f"{name}.bias"]
        return found

    def _normed(self, name: str, values: Floats) -> Floats:
        # Sums along short rows are quicker as products.
        channels = values.shape[1]
        centred = values - (values @ np.full(channels, 1 / channels, dtype=np.float32))[:, None]
        scale = np.sqrt(np.einsum("ij,ij->i", centred, centred) / np.float32(channels) + _SMALL)
        centred /= scale[:, None]
        centred *= self.weights[f"{name}.weight"]
        centred += self.weights[f"{name}.bias"]
        return centred


def _product(values: Floats, matrix: Floats) -> Floats:
    """The matrix product, a block of lines at a time: a larger one the library would spread over threads that mostly wait."""
    found: Floats = values.reshape(-1, _ROWS, values.shape[1]) @ matrix
    return found.reshape(len(values), -1)


def _set_beside(around: Floats, values: Floats, step: int) -> None:
    """Writes, for each line, the values of the line `step` before it, its own, and of the line `step` after it, side by side.

    Beyond the first and the last line there is nothing.
    """
    count, channels = values.shape
    before, own, after = (around[:count, part * channels : (part + 1) * channels] for part in range(3))
    own[:] = values
    before[:step], after[max(0, count - step) :] = 0, 0
    if step < count:
        before[step:], after[: count - step] = values[:-step], values[step:]


@lru_cache(maxsize=1)
def shipped_net() -> Net:
    """The net that comes with the program."""
    return Net.read(files("labeler") / NET)  # type: ignore[arg-type]  # a path, as packages are unpacked
