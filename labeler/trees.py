"""Boosted trees as arrays: read from a file of numbers, worked out with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Final

import numpy as np

from labeler.bit_trees import BitTrees

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TEXT, PAGE = "boilerplate/text_model.npz", "boilerplate/page_model.npz"
"""The models that come with the program: for plain text, and for web pages."""

_CHUNK: Final = 1024
"""So many lines at once: what all trees make of them then stays in the cache."""


@dataclass(frozen=True, eq=False)
class Trees:
    """A sum of regression trees over rows of numbers.

    Attributes:
        column: of each node the column it looks at; of a leaf 0.
        bound: a row goes left where its number is at most this; of a leaf infinity, so that it stays.
        left: the node to the left; of a leaf itself.
        right: the node to the right.
        value: what a leaf adds.
        roots: the first node of each tree.
        base: what is added to every sum.
        columns: how many columns a row has.
        keep_from: the log-odds from which a line is kept.
    """

    column: NDArray[np.int32]
    bound: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    base: float
    columns: int
    keep_from: float

    @classmethod
    def read(cls, path: Path | IO[bytes]) -> Trees:
        """From a file written by `write`. Nothing in it is ever run: it holds arrays of numbers only."""
        with np.load(path, allow_pickle=False) as found:
            base, columns, keep_from = found["numbers"].tolist()
            return cls(
                found["column"].astype(np.int32),
                found["bound"],
                found["left"].astype(np.int32),
                found["right"].astype(np.int32),
                found["value"],
                found["roots"].astype(np.int32),
                base,
                int(columns),
                keep_from,
            )

    def with_trees(
        self,
        column: NDArray[np.int32],
        bound: NDArray[np.float32],
        left: NDArray[np.int32],
        right: NDArray[np.int32],
        value: NDArray[np.float32],
        roots: NDArray[np.int32],
    ) -> Trees:
        """These trees and some more; the nodes of those are numbered from 0."""
        first = len(self.column)
        return Trees(
            np.concatenate([self.column, column]),
            np.concatenate([self.bound, bound]),
            np.concatenate([self.left, left + first]).astype(np.int32),
            np.concatenate([self.right, right + first]).astype(np.int32),
            np.concatenate([self.value, value]),
            np.concatenate([self.roots, roots + first]).astype(np.int32),
            self.base,
            self.columns,
            self.keep_from,
        )

    def write(self, path: Path | IO[bytes]) -> None:
        """Writes the arrays, compressed."""
        np.savez_compressed(
            path,
            column=self.column.astype(np.uint16),
            bound=self.bound,
            left=self.left.astype(np.uint16),
            right=self.right.astype(np.uint16),
            value=self.value,
            roots=self.roots.astype(np.uint16),
            numbers=np.array([self.base, self.columns, self.keep_from]),
        )

    def odds(self, rows: NDArray[np.float32]) -> Floats:
        """The log-odds of each row, counted from where lines are kept: 0 and above is for keeping.

        Raises:
            ValueError: rows of another width than the trees were made for.
        """
        if rows.shape[1] != self.columns:
            raise ValueError(f"the model takes {self.columns} numbers a line, not {rows.shape[1]}")
        found = np.full(len(rows), self.base - self.keep_from)
        for start in range(0, len(rows), _CHUNK):
            found[start : start + _CHUNK] += self._laid_out.sums(rows[start : start + _CHUNK])
        return found

    @cached_property
    def _laid_out(self) -> BitTrees:
        return BitTrees.of(self)


@lru_cache
def shipped(name: str) -> Trees:
    """A model that comes with the program: TEXT or PAGE."""
    return Trees.read(files("labeler") / name)  # type: ignore[arg-type]  # a path, as packages are unpacked
