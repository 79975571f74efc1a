"""Boosted trees as arrays: read from a file of numbers, worked out with numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO, TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TEXT, PAGE = "boilerplate/text_model.npz", "boilerplate/page_model.npz"
"""The models that come with the program: for plain text, and for web pages."""

_CHUNK: Final = 512
"""So many lines at once: what a tree step touches then stays in the cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """A sum of regression trees over rows of numbers.

    Attributes:
        column: of each node the column it looks at; of a leaf 0.
        bound: a row goes left where its number is at most this; of a leaf infinity, so that it stays.
        left: the node to the left; of a leaf itself.
        right: the node to the right.
        value: what a leaf adds.
        roots: the first node of each tree.
        active: for each step down how many trees, from the first on, have leaves that are not reached yet.
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
    active: tuple[int, ...]
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
                tuple(found["active"].tolist()),
                base,
                int(columns),
                keep_from,
            )

    @classmethod
    def made(
        cls,
        column: NDArray[np.int32],
        bound: NDArray[np.float32],
        left: NDArray[np.int32],
        right: NDArray[np.int32],
        value: NDArray[np.float32],
        roots: NDArray[np.int32],
        base: float,
        columns: int,
        keep_from: float,
    ) -> Trees:
        """From the arrays, the trees in any order."""
        depth = np.zeros(len(roots), dtype=np.intp)
        level = [roots]
        while True:
            # All nodes of a level of each tree, widened until only leaves are left.
            nodes = level[-1].reshape(len(roots), -1)
            open_here = (left[nodes] != nodes).any(axis=1)
            if not open_here.any():
                break
            depth += open_here
            below = [np.unique(np.concatenate([left[row], right[row]])) for row in nodes]
            wide = max(map(len, below))
            level.append(np.array([np.pad(each, (0, wide - len(each)), mode="edge") for each in below]))
        order = np.argsort(-depth, kind="stable")
        active = tuple(int((depth > step).sum()) for step in range(int(depth.max(initial=0))))
        return cls(column, bound, left, right, value, roots[order], active, base, columns, keep_from)

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
        return Trees.made(
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
            active=np.array(self.active, dtype=np.uint16),
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
            some = rows[start : start + _CHUNK]
            flat, width = np.ascontiguousarray(some).ravel(), some.shape[1]
            offset = (np.arange(len(some), dtype=np.int32) * width)[:, None]
            node = np.repeat(self.roots[None, :], len(some), axis=0)
            for active in self.active:
                # The deeper trees come first: those whose leaves are reached are left alone.
                here = node[:, :active]
                goes_left = flat[offset + self.column[here]] <= self.bound[here]
                node[:, :active] = np.where(goes_left, self.left[here], self.right[here])
            found[start : start + len(some)] += self.value[node].sum(axis=1)
        return found


@lru_cache
def shipped(name: str) -> Trees:
    """A model that comes with the program: TEXT or PAGE."""
    return Trees.read(files("labeler") / name)  # type: ignore[arg-type]  # a path, as packages are unpacked
