"""How far the article reaches: sets of lines judged as wholes, and the one taken that is likeliest to be the article.

Line by line the models rank the lines of a page well, but on some pages all of their log-odds are too high or too low: of a
long guide the later half is lost, or a list of teasers comes along. So the log-odds from which lines are kept are looked for
on each page. For each of some seventeen, the lines kept then are told in numbers as one set, and trees say how right it is.
Trained by `tools/train_stripper.py`, on what models say of pages that they did not see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.boilerplate.vectors import COHESION, FIT, RULES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from labeler.trees import Trees

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

REACH: Final = "boilerplate/text_reach.npz"
"""The model that comes with the program, for plain text. In web pages, whose mark-up tells where an article ends, it gained nothing."""

STEPS: Final = np.arange(-4.5, 3.75, 0.5)
"""Log-odds from which lines may be kept; 0 is one of them."""

_FLAT: Final = 2.0
_LIFT: Final = 0.5
"""Models are surer than they are right: their log-odds are lifted and flattened so before chances are made of them."""
_LONG: Final = 12
"""Words of a line that is a paragraph rather than a heading or an item."""
_SURE: Final = 1.5
"""Log-odds from which a line belongs to the core that the rest is compared with."""
_GAP: Final = 3
_TOP: Final = 5
_GAIN: Final = 0.03
"""So much more must another set be worth than the usual one: less is guessed, and a menu line more is no gain to anybody."""
_SHORT: Final = 250
"""Fewer words are never made fewer still: to cut so short a text lost more than it won."""
_NONE: Final = -1.0
"""For what there is none of."""


def reach(rows: NDArray[np.float32], odds: Floats, others: Flags, trees: Trees) -> float:
    """The log-odds from which the lines of a page are to be kept.

    Args:
        rows: the numbers of the lines, as `vectors` makes them.
        odds: what the models say of the lines; 0 is where lines are kept otherwise.
        others: what others keep: opinions x lines.
        trees: the model that judges sets.

    Returns:
        One of `STEPS`: 0, or the nearest one that keeps any line, unless another set is worth clearly more.
    """
    steps, kept = sets_of(odds)
    if len(steps) < 2:
        return float(steps[0]) if len(steps) else 0.0
    worth = trees.odds(numbers_of(rows, odds, others, steps, kept))
    usual = int(np.argmin(np.abs(steps)))
    if np.expm1(rows[kept[usual], 0]).sum() < _SHORT:
        worth[steps > steps[usual]] = -np.inf
    best = int(np.argmax(worth))
    return float(steps[best if worth[best] > worth[usual] + _GAIN else usual])


def sets_of(odds: Floats) -> tuple[Floats, Flags]:
    """The different sets of lines to choose from, the largest first; each with the step nearest to 0 that gives it.

    Returns:
        The steps, and sets x lines; no set is empty.
    """
    kept = odds >= STEPS[:, None]
    count = kept.sum(axis=1)
    nearest = np.lexsort((np.abs(STEPS), -count))
    first = np.ones(len(nearest), dtype=np.bool_)
    first[1:] = count[nearest[1:]] != count[nearest[:-1]]
    chosen = nearest[first & (count[nearest] > 0)]
    return STEPS[chosen], kept[chosen]


def numbers_of(
    rows: NDArray[np.float32], odds: Floats, others: Flags, steps: Floats, kept: Flags
) -> NDArray[np.float32]:
    """Each set in numbers: sets x columns.

    Args:
        rows: the numbers of the lines.
        odds: what the models say of them.
        others: what others keep.
        steps: the step of each set, as `sets_of` gives it.
        kept: the sets.
    """
    words: Floats = np.expm1(rows[:, 0]).astype(np.float64)
    long = np.where(words >= _LONG, words, 0.0)
    chance = words / (1 + np.exp(-(odds + _LIFT) / _FLAT))
    rules = rows[:, RULES] >= 0
    told = np.array([words, chance, words >= _LONG, long, *(words * each for each in (*others, rules))])
    held, whole = kept @ told.T, np.maximum(told.sum(axis=1), 1e-9)
    size = np.maximum(held[:, 0], 1e-9)
    count, lines = kept.sum(axis=1), kept.shape[1]
    first, last = kept.argmax(axis=1), lines - 1 - kept[:, ::-1].argmax(axis=1)
    upto, kept_upto = (np.concatenate([[0.0], np.cumsum(each)]) for each in (words, long))
    columns = [
        steps,
        *(2 * held[:, 1] / (held[:, 0] + whole[1]), held[:, 1] / size, held[:, 1] / whole[1]),
        *(np.log1p(held[:, 0]), held[:, 0] / whole[0], count / lines),
        *(np.full(len(steps), lines), np.full(len(steps), np.log1p(whole[0]))),
        *_gaps(kept).T,
        *((last - first + 1) / lines, first / lines, last / lines, lines - 1 - last),
        count / (last - first + 1),
        (upto[last + 1] - upto[first] - held[:, 0]) / size,
        *(held[:, 0] / count, held[:, 2] / count),
        *(np.full(len(steps), odds.max()), np.full(len(steps), np.sort(odds)[-_TOP:].mean())),
        *((kept_upto[-1] - kept_upto[last + 1]) / size, (whole[3] - held[:, 3]) / size),
    ]
    for place in range(4, len(told)):
        both = held[:, place]
        columns += [2 * both / (held[:, 0] + whole[place]), both / size, both / whole[place]]
    near = (odds < steps[:, None] + 1) & kept
    below = (odds >= steps[:, None] - 1) & ~kept
    columns += [near @ words / size, below @ words / size]
    columns += _beyond_core(odds, kept, words, size)
    columns += _cohesion(rows, odds, kept, words)
    return np.array(columns, dtype=np.float32).T


def _gaps(kept: Flags) -> Floats:
    """Of each set: how many gaps of more than a few lines it has, and the longest gap."""
    found = [np.diff(np.flatnonzero(each)) for each in kept]
    return np.array(
        [(np.count_nonzero(gaps > _GAP), gaps.max(initial=0)) for gaps in found], dtype=np.float64
    )


def _beyond_core(odds: Floats, kept: Flags, words: Floats, size: Floats) -> list[Floats]:
    """How much of each set is not of the core: altogether, after it, before it, and lines within it."""
    core = odds > _SURE
    if not core.any():
        return [np.full(len(kept), _NONE)] * 4
    rows = np.flatnonzero(core)
    place = np.arange(len(odds))
    within = (place >= rows[0]) & (place <= rows[-1]) & ~core
    told = np.array([words * ~core, words * (place > rows[-1]), words * (place < rows[0])])
    return [*((kept @ told.T) / size[:, None]).T, kept @ within / len(odds)]


def _cohesion(rows: NDArray[np.float32], odds: Floats, kept: Flags, words: Floats) -> list[Floats]:
    """How much the lines of the core, the other lines of each set, and the longer lines outside share with the text."""
    values = np.concatenate([rows[:, COHESION], rows[:, FIT]], axis=1).astype(np.float64)
    core = kept & (odds > _SURE)
    core[~core.any(axis=1)] = kept[~core.any(axis=1)]
    found: list[Floats] = []
    for some in (core, kept & ~core, ~kept & (words >= _LONG)):
        weight = some @ words
        means = ((some * words) @ values) / np.maximum(weight, 1e-9)[:, None]
        found += list(np.where(weight[:, None] > 0, means, _NONE).T)
    return found
