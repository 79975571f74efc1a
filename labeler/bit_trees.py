"""Boosted trees laid out so that all of them are worked out at once, for many rows at a time.

A row is a bit. Each distinct condition (this column at most that) is asked of all rows and gives a string of bits in words
of 64; so is each node: the rows that come by it. Those that come by a node and fulfil its condition go left, the others
right: a level of all trees is an "and" of whole strings. The number of the leaf within its tree that a row ends in is
some strings again, one a binary digit; only these are unpacked. (The idea is QuickScorer's, Lucchese et al. 2015, with
a bit for a row instead of a leaf.) Half the time of following each row down each tree, a fifth where rows are many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.trees import Trees

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Words = NDArray[np.uint64]

_WORD: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class BitTrees:
    """The layout.

    Nodes are numbered level by level over all trees: the roots first, then all that lie left below them, then all that lie
    right, and so on. After the last node stands one that no row comes by.

    Attributes:
        questions: each column that is asked for, with the bounds it is compared with (as a column) and their place among all.
        levels: for each level the nodes that fork, and the condition of each.
        nodes: how many nodes there are.
        leaves: places x trees: the node of each leaf; the last node where a tree has fewer leaves than others.
        values: what each leaf adds, tree after tree.
    """

    questions: tuple[tuple[int, NDArray[np.float32], slice], ...]
    levels: tuple[tuple[Ints, Ints], ...]
    nodes: int
    leaves: Ints
    values: NDArray[np.float32]

    @classmethod
    def of(cls, trees: Trees) -> BitTrees:
        """Lays out some trees."""
        inner = trees.left != np.arange(len(trees.left))
        asked = np.stack([trees.column[inner], trees.bound[inner]])
        conditions, which = np.unique(asked, axis=1, return_inverse=True)
        condition = np.zeros(len(inner), dtype=np.intp)
        condition[inner] = which.ravel()
        node, tree = trees.roots.astype(np.intp), np.arange(len(trees.roots))
        order, owner, levels = [node], [tree], []
        first = 0
        while (forks := np.flatnonzero(inner[node])).size:
            levels.append((first + forks, condition[node[forks]]))
            first += len(node)
            tree = np.tile(tree[forks], 2)
            node = np.concatenate([trees.left[node[forks]], trees.right[node[forks]]]).astype(np.intp)
            order.append(node)
            owner.append(tree)
        all_nodes = np.concatenate(order)
        leaves, values = _leaves(~inner[all_nodes], np.concatenate(owner), trees.value[all_nodes])
        return cls(_questions(conditions), tuple(levels), len(all_nodes), leaves, values)

    def sums(self, rows: NDArray[np.float32]) -> Floats:
        """The sum of the leaves that each row ends in."""
        come = self._come_by(_packed(self._answers(rows)))
        places, trees = self.leaves.shape
        words = come.shape[1]
        ended = come[self.leaves.ravel()].reshape(places, trees * words)
        leaf = np.zeros(trees * words * _WORD, dtype=np.uint8)
        while len(ended) > 1:
            # The highest digit is set for what ends in the upper half of the places; then both halves fall together.
            lower, upper = ended[: len(ended) // 2], ended[len(ended) // 2 :]
            leaf <<= 1
            leaf |= np.unpackbits(np.bitwise_or.reduce(upper, axis=0).view(np.uint8), bitorder="little")
            ended = lower | upper
        here = leaf.reshape(trees, words * _WORD)[:, : len(rows)] + (np.arange(trees) * places)[:, None]
        # One tree after another, however many rows there are: a sum would take another order for one row than for many.
        found: Floats = np.add.accumulate(self.values[here], axis=0, dtype=np.float64)[-1]
        return found

    def _answers(self, rows: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Whether each row fulfils each condition: conditions x rows, filled up to whole words."""
        wide = -(-len(rows) // _WORD) * _WORD
        columns = np.zeros((rows.shape[1], wide), dtype=np.float32)
        columns[:, : len(rows)] = rows.T
        found = np.empty((self.questions[-1][2].stop if self.questions else 0, wide), dtype=np.bool_)
        for column, bounds, here in self.questions:
            np.less_equal(columns[column], bounds, out=found[here])
        return found

    def _come_by(self, fulfilled: Words) -> Words:
        """The rows that come by each node."""
        words = fulfilled.shape[1]
        found = np.zeros((self.nodes + 1, words), dtype=np.uint64)
        past = self.leaves.shape[1]
        found[:past] = ~np.uint64(0)
        for forks, condition in self.levels:
            here = found[forks]
            middle = past + len(forks)
            left, right = found[past:middle], found[middle : middle + len(forks)]
            np.bitwise_and(here, fulfilled[condition], out=left)
            np.bitwise_xor(here, left, out=right)
            past = middle + len(forks)
        return found


def _questions(conditions: Floats) -> tuple[tuple[int, NDArray[np.float32], slice], ...]:
    """Sorted pairs of column and bound, by column."""
    columns, first = np.unique(conditions[0].astype(np.intp), return_index=True)
    past = np.append(first, conditions.shape[1])[1:]
    bounds = conditions[1].astype(np.float32)[:, None]
    return tuple(
        (column, bounds[a:b], slice(a, b))
        for column, a, b in zip(columns.tolist(), first.tolist(), past.tolist(), strict=True)
    )


def _leaves(
    is_leaf: NDArray[np.bool_], owner: Ints, value: NDArray[np.float32]
) -> tuple[Ints, NDArray[np.float32]]:
    """The places of the leaves by tree, and their values; the places are a power of two."""
    nodes = np.flatnonzero(is_leaf)
    nodes = nodes[np.argsort(owner[nodes], kind="stable")]
    tree = owner[nodes]
    counts = np.bincount(tree)
    place = np.arange(len(nodes)) - np.repeat(np.cumsum(counts) - counts, counts)
    places = 1 << int(counts.max() - 1).bit_length()
    leaves = np.full((places, len(counts)), len(is_leaf), dtype=np.intp)
    values = np.zeros((len(counts), places), dtype=np.float32)
    leaves[place, tree], values[tree, place] = nodes, value[nodes]
    return leaves, values.ravel()


def _packed(flags: NDArray[np.bool_]) -> Words:
    if not flags.size:
        return np.zeros((len(flags), flags.shape[1] // _WORD), dtype=np.uint64)
    return np.packbits(flags, axis=1, bitorder="little").view(np.uint64)
