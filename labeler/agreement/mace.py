"""Pure: MACE (Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013): annotators who know, and annotators who spam."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.votes import Votes, most_probable

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

    from labeler.agreement.coded import Coded

    Floats = NDArray[np.float64]

SMOOTHING = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Mace:
    """What the model found.

    Attributes:
        values: what the classes stand for.
        posterior: units x values: how probable each value is; NaN for a unit nobody rated.
        quality: for each annotator the probability that an answer was given knowingly ("competence").
        spamming: annotators x values: what each answers when not knowing; rows sum to 1.
        log_likelihood: of all answers, in nats, of the best restart.
        converged: whether the best restart came to rest before its rounds ran out.
    """

    values: tuple[Hashable, ...]
    posterior: Floats
    quality: Floats
    spamming: Floats
    log_likelihood: float
    converged: bool

    def labels(self) -> list[Hashable | None]:
        """The most probable value of each unit (the first of equal ones); None where nobody rated it."""
        return most_probable(self.values, self.posterior)


def mace(coded: Coded, restarts: int = 10, rounds: int = 200, seed: int = 0, tolerance: float = 1e-8) -> Mace:
    """Fit MACE by EM and keep the most likely of several seeded starts.

    An answer is the true value with probability θ of its annotator, else drawn from the annotator's own habits
    ξ; the true value is any with equal probability. Counts are smoothed by 0.01 / values in each round, as the
    authors do, so that nobody ends at certainty.

    Args:
        coded: units x annotators, any missing.
        restarts: how many random starts.
        rounds: at most so many rounds each.
        seed: equal seeds give equal results.
        tolerance: stop once the log-likelihood of a rating moves by no more than this.

    Raises:
        ValueError: no ratings at all.
    """
    votes = Votes.of(coded)
    generator = np.random.default_rng(seed)
    best: Mace | None = None
    for _ in range(max(1, restarts)):
        knowing = generator.uniform(0.5, 1.0, votes.observers)
        spamming = generator.dirichlet(np.full(votes.size, 10.0), votes.observers)
        found = _fitted(coded, votes, knowing, spamming, rounds, tolerance)
        if best is None or found.log_likelihood > best.log_likelihood:
            best = found
    assert best is not None
    return best


def _fitted(
    coded: Coded, votes: Votes, knowing: Floats, spamming: Floats, rounds: int, tolerance: float
) -> Mace:
    likelihood, done, rest = -np.inf, 0, False
    smoothing = SMOOTHING / votes.size
    while True:
        guess = (1.0 - knowing)[:, None] * spamming
        given = np.repeat(guess[:, None, :], votes.size, axis=1)
        right = np.arange(votes.size)
        given[:, right, right] += knowing[:, None]
        scores = votes.collected(np.log(given)) - np.log(votes.size)
        top = scores.max(axis=1, keepdims=True)
        weights = np.exp(scores - top)
        total = weights.sum(axis=1, keepdims=True)
        posterior = weights / total
        now = float((top + np.log(total)).sum())
        rest = abs(now - likelihood) <= tolerance * len(votes.unit)
        likelihood, done = now, done + 1
        if rest or done >= rounds:
            break
        knew = posterior[votes.unit, votes.code] * (
            knowing[votes.observer] / given[votes.observer, votes.code, votes.code]
        )
        known = np.bincount(votes.observer, weights=knew, minlength=votes.observers)
        answers = np.bincount(votes.observer, minlength=votes.observers)
        cell = votes.observer * votes.size + votes.code
        spammed = np.bincount(cell, weights=1.0 - knew, minlength=votes.observers * votes.size)
        habits = spammed.reshape(votes.observers, votes.size) + smoothing
        knowing = (known + smoothing) / (answers + 2 * smoothing)
        spamming = habits / habits.sum(axis=1, keepdims=True)
    return Mace(coded.values, votes.spread(posterior), knowing, spamming, likelihood, rest)
