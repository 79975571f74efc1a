"""Use case: how well annotators agree, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.agreement.coefficients import cohen_kappa, krippendorff_alpha, percent_agreement
from labeler.agreement.distances import masi, nominal
from labeler.agreement.ratings import Ratings
from labeler.corrections import corrected

if TYPE_CHECKING:
    from collections.abc import Hashable

    from db.records import Block, Json, Label
    from labeler.agreement.coefficients import Coefficient
    from labeler.codebook import Question
    from labeler.project import Project

ALPHA = "krippendorff_alpha"
PERCENT = "percent_agreement"
KAPPA = "cohen_kappa"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One coefficient of one question.

    Attributes:
        question: the codebook key.
        distance: "masi" or "nominal".
        pair: the two annotators of a κ, else None.
        value: the coefficient; None where undefined, and then `why` says so.
        observed: observed agreement, 0 to 1.
        expected: agreement expected by chance.
        units: units with at least two ratings among these annotators: the ones that count.
        annotators: how many annotators rated anything here.
        ratings: ratings of the units that count.
        units_left_out: units that only one annotator rated.
        missing: ratings not given of the units that count.
    """

    question: str
    coefficient: str
    distance: str
    pair: tuple[str, str] | None
    value: float | None
    observed: float | None
    expected: float | None
    units: int
    annotators: int
    ratings: int
    units_left_out: int
    missing: int
    why: str

    def to_json(self) -> Json:
        """The form that `labeler agreement --json` prints (docs/formats.md)."""
        found: Json = {
            "question": self.question,
            "coefficient": self.coefficient,
            "distance": self.distance,
            "value": self.value,
            "observed": self.observed,
            "expected": self.expected,
            "units": self.units,
            "annotators": self.annotators,
            "ratings": self.ratings,
            "units_left_out": self.units_left_out,
            "missing": self.missing,
        }
        if self.pair is not None:
            found["pair"] = list(self.pair)
        if self.value is None:
            found["why"] = self.why
        return found


def ratings_of(project: Project, question: Question) -> Ratings:
    """Everybody's standing answers to a question, in the form the coefficients take.

    Units are articles for topics and stances, pairs for duplicates, and single blocks for boilerplate: there
    an annotator who corrected any block of an article has rated all of that article's blocks.
    """
    labels = project.store.labels.of_question(question.key)
    if question.kind == "boilerplate":
        return _block_ratings(project, labels)
    units: dict[str, dict[str, Hashable]] = {}
    for label in labels:
        value: Hashable = frozenset(label.value) if question.kind == "topic" else str(label.value)
        units.setdefault(label.unit_id, {})[label.annotator] = value
    return Ratings(units)


def _block_ratings(project: Project, labels: list[Label]) -> Ratings:
    units: dict[str, dict[str, Hashable]] = {}
    blocks: dict[str, tuple[Block, ...]] = {}
    for label in labels:
        if label.unit_id not in blocks:
            extraction = project.store.articles.extraction(label.unit_id)
            blocks[label.unit_id] = extraction.blocks if extraction else ()
        for block in corrected(blocks[label.unit_id], label.value):
            unit = f"{label.unit_id}:{block.start}"
            units.setdefault(unit, {})[label.annotator] = "kept" if block.kept else "dropped"
    return Ratings(units)


def agreement(project: Project) -> list[Agreement]:
    """Every coefficient of every question: α, percent agreement, and κ of each two annotators."""
    found: list[Agreement] = []
    for question in project.codebook.questions:
        ratings = ratings_of(project, question)
        distance, name = (masi, "masi") if question.kind == "topic" else (nominal, "nominal")
        found.append(_figure(question, ALPHA, name, krippendorff_alpha(ratings, distance), ratings))
        found.append(_figure(question, PERCENT, "nominal", percent_agreement(ratings), ratings))
        for pair in ratings.pairs():
            of_pair = Ratings(
                {
                    unit: {annotator: given[annotator] for annotator in pair if annotator in given}
                    for unit, given in ratings.units.items()
                    if given.keys() & set(pair)
                }
            )
            kappa = cohen_kappa(ratings.of_pair(*pair))
            found.append(_figure(question, KAPPA, "nominal", kappa, of_pair, pair))
    return found


def _figure(
    question: Question,
    coefficient: str,
    distance: str,
    figure: Coefficient,
    ratings: Ratings,
    pair: tuple[str, str] | None = None,
) -> Agreement:
    annotators = len(ratings.annotators)
    pairable = ratings.pairable
    rated = sum(map(len, pairable))
    return Agreement(
        question=question.key,
        coefficient=coefficient,
        distance=distance,
        pair=pair,
        value=figure.value,
        observed=figure.observed,
        expected=figure.expected,
        units=len(pairable),
        annotators=annotators,
        ratings=rated,
        units_left_out=len(ratings.units) - len(pairable),
        missing=annotators * len(pairable) - rated,
        why=figure.why,
    )
