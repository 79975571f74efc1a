"""Pure: Dawid & Skene (1979): who errs how, and what is true, from the answers alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.votes import Votes, most_probable

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class DawidSkene:
    """What the model found.

    Attributes:
        values: what the classes stand for.
        posterior: units x values: how probable each value is; NaN for a unit nobody rated.
        prevalence: the share of each value among units.
        error_rates: annotators x values x values: row the true value, column the answer given; rows sum to 1.
        quality: for each annotator the probability of a right answer, Σ prevalence_k error_rates[k, k].
        log_likelihood: of all answers, in nats.
        rounds: how many rounds of EM were run.
        converged: whether it came to rest before the rounds ran out.
    """

    values: tuple[Hashable, ...]
    posterior: Floats
    prevalence: Floats
    error_rates: Floats
    quality: Floats
    log_likelihood: float
    rounds: int
    converged: bool

    def labels(self) -> list[Hashable | None]:
        """The most probable value of each unit (the first of equal ones); None where nobody rated it."""
        return most_probable(self.values, self.posterior)


def dawid_skene(
    coded: Coded, observers: Sequence[int] | None = None, rounds: int = 5000, tolerance: float = 1e-10
) -> DawidSkene:
    """Fit the model of Dawid & Skene (1979) by EM, started from the share of votes for each value.

    Args:
        coded: units x annotators, any missing.
        observers: which annotator each column is, 0 upwards, where one judged a unit several times; None: each
            column is an annotator of its own.
        rounds: at most so many rounds.
        tolerance: stop once no probability moves by more than this.

    Raises:
        ValueError: no ratings at all, or `observers` of another length.
    """
    votes = Votes.of(coded, observers)
    size = len(coded.values)
    posterior = votes.shares()
    errors = np.zeros((votes.observers, size, size))
    done, moved = 0, np.inf
    while True:
        prevalence = posterior.mean(axis=0)
        errors = _errors(votes, posterior, errors)
        scores = _scores(votes, prevalence, errors)
        top = scores.max(axis=1, keepdims=True)
        weights = np.exp(scores - top)
        total = weights.sum(axis=1, keepdims=True)
        moved = float(np.abs(weights / total - posterior).max())
        posterior = weights / total
        done += 1
        if moved <= tolerance or done >= rounds:
            break
    prevalence = posterior.mean(axis=0)
    errors = _errors(votes, posterior, errors)
    right = np.einsum("okk->ok", errors)
    return DawidSkene(
        coded.values,
        votes.spread(posterior),
        prevalence,
        errors,
        right @ prevalence,
        float((top + np.log(total)).sum()),
        done,
        moved <= tolerance,
    )


def _errors(votes: Votes, posterior: Floats, before: Floats) -> Floats:
    counts = votes.summed(posterior)
    totals = counts.sum(axis=2, keepdims=True)
    # A value that is true of no unit this annotator saw says nothing: what was known of it stays.
    return np.asarray(np.divide(counts, totals, out=before.copy(), where=totals > 0))


def _scores(votes: Votes, prevalence: Floats, errors: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return votes.collected(np.log(errors)) + np.log(prevalence)
