"""Use case: what goes into a training set for each unit: one answer, how many gave each value, or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

import numpy as np

from labeler.agreement import patterns
from labeler.agreement.consensus import consensus
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from db.records import Json
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.ratings import Ratings

    Codes = NDArray[np.int32]

Stored: TypeAlias = "tuple[str, ...] | str"
How = Literal["gold", "single", "unanimous", "majority", "dawid_skene", ""]

NOBODY: Final = 0
DIVIDED: Final = 1
"""The places of two answers in every `Decisions.answers`."""


class Answer(NamedTuple):
    """What is written of a unit.

    Attributes:
        value: a value, or the values of a topic set; None where there is none: nobody answered, or they are divided.
        how: where it comes from.
        given: how many annotators answered.
        shares: value -> which part of them gave it, or how probable it is; only of those above 0.
    """

    value: Stored | None
    how: How
    given: int
    shares: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Decisions:
    """What is written of each unit: few answers, and which of them each unit has.

    Attributes:
        answers: NOBODY and DIVIDED first.
        of_unit: the place of each unit's answer.
        disputed: the units (by place) without a ruling that two annotators answered differently.
    """

    answers: list[Answer]
    of_unit: Codes
    disputed: NDArray[np.intp]

    def answer(self, unit: int) -> Answer:
        """What is written of a unit."""
        return self.answers[int(self.of_unit[unit])]


def decided(ratings: Ratings, options: ExportOptions) -> Decisions:
    """Decides every unit. Many units have the same answers, so each pattern of answers is decided once.

    A model's verdict is of one unit each; a ruling stands in the place of all.

    Args:
        ratings: everybody's answers to one question, and its rulings.
        options: how.

    Raises:
        LabelerError: the answers do not bear a model; says why.
    """
    codes = ratings.coded.codes
    found = patterns.rows(codes, len(ratings.coded.values), with_units=True)
    answers = [Answer(None, "", 0), Answer(None, "", 0)]
    places: dict[Answer, int] = {}

    def place(answer: Answer) -> int:
        if answer.value is None and not answer.shares:
            return DIVIDED if answer.given else NOBODY
        if answer not in places:
            places[answer] = len(answers)
            answers.append(answer)
        return places[answer]

    of_pattern = np.array([place(_by_votes(ratings, row, options)) for row in found.codes], dtype=np.int32)
    of_unit = of_pattern[found.of_unit] if len(of_pattern) else np.empty(0, dtype=np.int32)
    if options.labels in ("dawid_skene", "posterior") and codes.size:
        for row, answer in _by_model(ratings, options).items():
            of_unit[row] = place(answer)
    apart = np.array([len({*row[row >= 0].tolist()}) > 1 for row in found.codes], dtype=np.bool_)
    disputed = apart[found.of_unit] if len(apart) else np.empty(0, dtype=np.bool_)
    ruled = ratings.ruled
    disputed[ruled.units] = False
    if options.gold_first and options.labels != "all":
        given = np.count_nonzero(codes[ruled.units] >= 0, axis=1)
        alike = {
            (which, number): place(_ruled(ruled.values[which], number, options))
            for which, number in sorted({*zip(ruled.which.tolist(), given.tolist(), strict=True)})
        }
        of_unit[ruled.units] = [
            alike[each] for each in zip(ruled.which.tolist(), given.tolist(), strict=True)
        ]
    return Decisions(answers, of_unit, np.flatnonzero(disputed))


def _by_votes(ratings: Ratings, codes: Codes, options: ExportOptions) -> Answer:
    """What the votes on a unit come to."""
    cast = codes[codes >= 0].tolist()
    if not cast:
        return Answer(None, "", 0)
    if options.labels == "shares":
        return Answer(None, _how(cast), len(cast), _shares([(ratings.stored[code], 1.0) for code in cast]))
    if options.labels != "majority":
        # Every label goes out by itself, or a model decides: here it only counts that there are some.
        return Answer("", "", len(cast)) if options.labels == "all" else Answer(None, "", len(cast))
    (best, votes), *others = Counter(cast).most_common()
    if others and others[0][1] == votes:
        return Answer(None, "", len(cast))
    return Answer(_fixed(ratings.stored[best]), _how(cast), len(cast))


def _how(cast: list[int]) -> How:
    if len(cast) == 1:
        return "single"
    return "unanimous" if len(set(cast)) == 1 else "majority"


def _by_model(ratings: Ratings, options: ExportOptions) -> dict[int, Answer]:
    """What Dawid-Skene says of each unit that it says anything of."""
    coded = ratings.coded
    try:
        found = consensus(coded, "dawid_skene")
    except ValueError as error:
        raise LabelerError(
            f"{ratings.question.title}: {error}. Choose the majority for it, or leave its task out."
        ) from error
    given = np.count_nonzero(coded.codes >= 0, axis=1)
    place = {value: at for at, value in enumerate(coded.values)}
    answers = {}
    for row, value in enumerate(found.labels):
        if value is None:
            continue
        if options.labels == "dawid_skene":
            answers[row] = Answer(_fixed(ratings.stored[place[value]]), "dawid_skene", int(given[row]))
        else:
            weights = [(ratings.stored[at], float(part)) for at, part in enumerate(found.posterior[row])]
            answers[row] = Answer(None, "dawid_skene", int(given[row]), _shares(weights))
    return answers


def _shares(weighed: list[tuple[list[str] | str, float]]) -> tuple[tuple[str, float], ...]:
    """Value -> its part of the weight of all answers; of topics each by itself, so that they need not add up to 1.

    An empty set is an answer: then no topic has a part in it, and "" stands for it.
    """
    whole = sum(weight for _, weight in weighed)
    found: dict[str, float] = {}
    for value, weight in weighed:
        for each in [value] if isinstance(value, str) else value or [""]:
            found[each] = found.get(each, 0.0) + weight
    return tuple((value, round(part / whole, 6)) for value, part in sorted(found.items()) if part > 0)


def _ruled(value: Json, given: int, options: ExportOptions) -> Answer:
    if options.labels in ("shares", "posterior"):
        return Answer(None, "gold", given, _shares([(value, 1.0)]))
    return Answer(_fixed(value), "gold", given)


def _fixed(value: list[str] | str) -> Stored:
    return value if isinstance(value, str) else tuple(value)
