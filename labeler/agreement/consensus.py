"""Pure: one answer from several: the majority, or a model where the ratings can bear one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.dawid_skene import dawid_skene
from labeler.agreement.mace import mace

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded

    Floats = NDArray[np.float64]

LABELS_EACH = 100
PER_UNIT = 3
METHODS = ("majority", "dawid_skene", "mace")


@dataclass(frozen=True, slots=True)
class Vote:
    """How the vote on one unit ended.

    Attributes:
        leading: the values with the most votes: one, several where they are tied, none where nobody voted.
        votes: how many votes each of them has.
        cast: how many votes there are in all.
    """

    leading: tuple[Hashable, ...]
    votes: int
    cast: int

    @property
    def winner(self) -> Hashable | None:
        """The value with the most votes; None in a tie or without votes."""
        return self.leading[0] if len(self.leading) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Consensus:
    """One answer for each unit, with how far each annotator is to be trusted.

    Attributes:
        method: "majority", "dawid_skene" or "mace".
        labels: the answer of each unit; None where there is none (a tie, or too few ratings for a model).
        posterior: units x values: how probable each value is; for the majority the shares of votes. NaN where
            there is no answer to be had.
        quality: annotator (or column number) -> 0 to 1: share of answers in line with the vote of the others,
            probability of a right answer (Dawid-Skene), of a knowing one (MACE); None where nothing tells.
        error_rates: Dawid-Skene only: annotators x values x values, row the true value, column the answer.
    """

    method: str
    labels: list[Hashable | None]
    posterior: Floats
    quality: dict[str, float | None]
    error_rates: Floats | None = None


def majority(coded: Coded) -> list[Vote]:
    """The vote on each unit; ties stay ties."""
    counts = _counts(coded)
    best = counts.max(axis=1, initial=0)
    leads = (counts == best[:, None]) & (counts > 0)
    return [
        Vote(tuple(coded.values[code] for code in np.flatnonzero(lead)), int(most), int(cast))
        for lead, most, cast in zip(leads, best, counts.sum(axis=1), strict=True)
    ]


def refusal(coded: Coded) -> str:
    """Why no model should be fitted to these ratings; "" where they bear one.

    A model has an error rate to find for each annotator and value. It is offered over the units with three
    ratings or more, if there everybody has given a hundred labels or more.
    """
    enough = coded.given >= PER_UNIT
    if not enough.any():
        return f"no unit has {PER_UNIT} labels yet; a model of annotators needs {PER_UNIT} or more on each"
    each = np.count_nonzero(coded.codes[enough] >= 0, axis=0)
    few = np.flatnonzero(each < LABELS_EACH)
    if len(few):
        who = ", ".join(f"{_name(coded, column)} {each[column]}" for column in few[:5])
        return (
            f"a model of annotators needs {LABELS_EACH} labels or more of each, on units with {PER_UNIT} labels"
            f" or more; there are: {who}{' …' if len(few) > 5 else ''}"
        )
    if len(coded.used) < 2:
        return "every answer is the same: there is nothing to model"
    return ""


def consensus(coded: Coded, method: str = "majority", seed: int = 0) -> Consensus:
    """One answer for each unit.

    Args:
        coded: units x annotators.
        method: "majority", "dawid_skene" or "mace"; the models over the units with three ratings or more.
        seed: of MACE's restarts.

    Raises:
        ValueError: the ratings do not bear a model (the message says why), or there is no such method.
    """
    if method not in METHODS:
        raise ValueError(f"there is no consensus method {method!r}; there are {', '.join(METHODS)}")
    if method == "majority":
        return _by_vote(coded)
    why = refusal(coded)
    if why:
        raise ValueError(why)
    enough = np.flatnonzero(coded.given >= PER_UNIT)
    part = coded.rows(enough)
    found = dawid_skene(part, tolerance=1e-7) if method == "dawid_skene" else mace(part, seed=seed)
    posterior = np.full((len(coded.codes), len(coded.values)), np.nan)
    posterior[enough] = found.posterior
    labels: list[Hashable | None] = [None] * len(coded.codes)
    for row, label in zip(enough, found.labels(), strict=True):
        labels[row] = label
    quality = {_name(coded, column): float(value) for column, value in enumerate(found.quality)}
    errors = getattr(found, "error_rates", None)
    return Consensus(method, labels, posterior, dict(quality), errors)


def _by_vote(coded: Coded) -> Consensus:
    counts = _counts(coded)
    cast = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, cast, out=np.full(counts.shape, np.nan), where=cast > 0)
    rows = np.arange(len(counts))
    quality: dict[str, float | None] = {}
    for column in range(coded.codes.shape[1]):
        mine = coded.codes[:, column]
        others = counts.copy()
        others[rows[mine >= 0], mine[mine >= 0]] -= 1
        best = others.max(axis=1, initial=0)
        leads = (others == best[:, None]) & (others > 0)
        counted = (mine >= 0) & (best > 0)
        # A tie among the others is shared: of two leading values each is half right.
        right = leads[rows, np.maximum(mine, 0)] / np.maximum(leads.sum(axis=1), 1)
        quality[_name(coded, column)] = float(right[counted].mean()) if counted.any() else None
    return Consensus("majority", [vote.winner for vote in majority(coded)], shares, quality)


def _counts(coded: Coded) -> NDArray[np.int64]:
    size = max(1, len(coded.values))
    row, column = np.nonzero(coded.codes >= 0)
    flat = np.bincount(row * size + coded.codes[row, column], minlength=len(coded.codes) * size)
    return np.asarray(flat.reshape(len(coded.codes), size), dtype=np.int64)


def _name(coded: Coded, column: int) -> str:
    return coded.annotators[column] if coded.annotators else str(column)
