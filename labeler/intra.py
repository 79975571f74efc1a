"""Use case: how well each annotator agrees with themselves: first answers against those to hidden repeats."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from labeler.agreement.coefficients import measure
from labeler.answers import Answers, Reading, ReviewFilter, clusters_of
from labeler.counting import counted
from labeler.figures import few, shown_percent
from labeler.flow import STATE, again_key, first_key
from labeler.review import ALPHA, KAPPA, PERCENT, Agreement, in_words
from labeler.study import LEAST_UNITS, Study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Label
    from labeler.codebook import Question
    from labeler.figures import Figure
    from labeler.project import Project

FIRST, SECOND = "first answer", "second answer"
"""The two annotators whose agreement is worked out: one person, twice."""


@dataclass(frozen=True, slots=True)
class OwnAgreement:
    """One annotator's agreement with themselves on one question.

    Attributes:
        annotator: who.
        study: their answers, first and second.
        percent: percent agreement with its interval; words where too few units would carry it, as of the others.
        alpha: Krippendorff's α, with the distance of the question.
        kappa: Cohen's κ.
    """

    annotator: str
    study: Study
    percent: Figure
    alpha: Figure
    kappa: Figure

    @property
    def units(self) -> int:
        """How many units were answered twice."""
        return self.study.counted

    def rows(self) -> list[Agreement]:
        """The figures as rows of `labeler agreement`."""
        figures = (
            (PERCENT, "nominal", self.percent),
            (ALPHA, self.study.distance, self.alpha),
            (KAPPA, "nominal", self.kappa),
        )
        return [
            Agreement(
                question=self.study.question.key,
                coefficient=name,
                distance=distance,
                figure=figure,
                units=self.units,
                annotators=1,
                ratings=2 * self.units,
                units_left_out=0,
                missing=0,
                of=("repeats", self.annotator),
            )
            for name, distance, figure in figures
        ]

    def in_words(self) -> str:
        """The figures in one line: “Ana 92 %, α 0.85 [0.60, 0.95], 12 articles”."""
        if self.alpha.value is None and self.percent.value is None:
            return f"{self.annotator} {self.percent.why}"
        share = "" if self.percent.value is None else f"{shown_percent(self.percent.value)}, "
        return (
            f"{self.annotator} {share}α {in_words(self.alpha)}, {counted(self.units, self.study.unit_called)}"
        )


def own_agreements(project: Project, question: Question) -> list[OwnAgreement]:
    """Everybody's agreement with themselves, by name; none where nothing was answered again.

    A repeat of an article counts once it is submitted. Repeats never enter figures between annotators.
    """
    second: dict[str, list[Label]] = {}
    for label in _second_answers(project, question):
        second.setdefault(label.annotator, []).append(label)
    if not second:
        return []
    reading, cluster_of = Reading(project, question, ReviewFilter()), clusters_of(project, question)
    versions = {row.digest: row.version for row in project.store.codebooks.all()}
    found = []
    for annotator, labels in sorted(second.items()):
        answers = Answers(question)
        for label in labels:
            first = _first_answer(project, question, label)
            if first is not None:
                _take(answers, reading, FIRST, first)
                _take(answers, reading, SECOND, replace(label, question=first_key(label.question)))
        both = answers.only([unit for unit, given in answers.given.items() if len(given) > 1])
        if both.given:
            found.append(_figures(annotator, Study(both, cluster_of, versions)))
    return found


def _second_answers(project: Project, question: Question) -> Iterator[Label]:
    store = project.store.labels
    submitted = {
        (label.annotator, label.unit_id): label
        for label in store.of_question(again_key(STATE))
        if label.value["state"] == "submitted"
    }
    answered = store.of_question(again_key(question.key))
    for label in answered:
        if ":" in label.unit_id or (label.annotator, label.unit_id) in submitted:
            yield label
    if question.kind == "boilerplate":
        # Submitted as it was: the lines are as the stripper left them.
        corrected = {(label.annotator, label.unit_id) for label in answered}
        yield from (label for key, label in submitted.items() if key not in corrected)


def _first_answer(project: Project, question: Question, second: Label) -> Label | None:
    """The first answer that an answer is compared with; of lines the submission, where none was corrected."""
    standing = project.store.labels.standing
    first = standing(second.annotator, second.unit_id, question.key)
    if first is None and question.kind == "boilerplate":
        state = standing(second.annotator, second.unit_id, STATE)
        first = state if state is not None and state.value["state"] == "submitted" else None
    return first


def _take(answers: Answers, reading: Reading, who: str, label: Label) -> None:
    for unit, value in reading.units(label):
        answers.given.setdefault(unit, {})[who] = value
        answers.labels.setdefault(unit, {})[who] = label
        answers.articles[unit] = tuple(label.unit_id.split(":"))


def _figures(annotator: str, study: Study) -> OwnAgreement:
    if study.counted < LEAST_UNITS:
        why = few(study.counted, LEAST_UNITS)
        return OwnAgreement(annotator, study, why, why, why)
    kappa = study.figures.figure(measure("cohen_kappa", study.coded, with_units=True))
    return OwnAgreement(annotator, study, study.percent, study.headline, kappa)
