"""Use case: everybody's standing answers to a question, narrowed by a filter, ready for the coefficients."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labeler.corrections import corrected
from labeler.flow import SHOWN, STATE, gold_key, went_through
from labeler.queue import groups_of_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from db.records import Block, Json, Label
    from labeler.codebook import Question
    from labeler.project import Project


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which labels count. An empty field narrows nothing.

    Attributes:
        annotators: only these people.
        sources: only articles of these sources; a pair counts if both of its articles do.
        since: only labels given on this day or later (ISO date, UTC).
        until: only labels given on this day or earlier.
        codebook_version: only labels given under this version.
        independent: leave out answers that were given after the unit had a ruling (from then on an annotator
            may have known it), and those given by somebody who had been shown another answer to it.
    """

    annotators: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    codebook_version: int | None = None
    independent: bool = False

    @property
    def is_open(self) -> bool:
        """Whether every label counts."""
        return self == ReviewFilter()


def counts(narrowed: ReviewFilter, annotator: str, created_at: str, version: int | None) -> bool:
    """Whether a label counts, as far as the label alone tells: sources and rulings are looked at elsewhere.

    Args:
        narrowed: the filter.
        annotator: who gave it.
        created_at: when, UTC, ISO 8601.
        version: of the codebook it was given under.
    """
    if narrowed.annotators and annotator not in narrowed.annotators:
        return False
    day = created_at[:10]
    if (narrowed.since and day < narrowed.since) or (narrowed.until and day > narrowed.until):
        return False
    return narrowed.codebook_version is None or version == narrowed.codebook_version


def dependent(project: Project, question: str) -> set[str]:
    """The labels of a question, by event id, that are not independent: given after a ruling, or with aid.

    Aid is whatever stands in the event's context as shown: answers of a copy or of the article before, a note or the
    answers of others, a proposal of the program.
    """
    origins = project.store.origins
    shown = {event for event, context in origins.contexts(question).items() if context.get(SHOWN)}
    return origins.given_after(question, gold_key(question)) | shown


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one question.

    Attributes:
        question: the question.
        given: unit id -> annotator -> the answer in its stored form; for boilerplate "kept" or "dropped".
        labels: unit id -> annotator -> the label it comes from.
        articles: unit id -> the articles it is about.
    """

    question: Question
    given: dict[str, dict[str, Json]] = field(default_factory=dict)
    labels: dict[str, dict[str, Label]] = field(default_factory=dict)
    articles: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def only(self, units: Iterable[str]) -> Answers:
        """The same answers, of some units."""
        kept = [unit for unit in units if unit in self.given]
        return Answers(
            self.question,
            {unit: self.given[unit] for unit in kept},
            {unit: self.labels[unit] for unit in kept},
            {unit: self.articles[unit] for unit in kept},
        )

    def article_ids(self, units: Iterable[str]) -> list[str]:
        """The articles that some units are about, each once, in the units' order."""
        return list(dict.fromkeys(article for unit in units for article in self.articles[unit]))


def rating(question: Question, value: Json) -> Hashable:
    """One stored answer as a value that can be compared and counted."""
    return frozenset(value) if question.kind == "topic" else str(value)


def answers_to(project: Project, question: Question, narrowed: ReviewFilter | None = None) -> Answers:
    """Everybody's standing answers to a question.

    Units are articles for topics and stances, pairs for duplicates, and single blocks for boilerplate: there
    an annotator who corrected any block of an article, or submitted it as it was, has answered for all of its
    blocks.
    """
    return Reading(project, question, narrowed or ReviewFilter()).all()


class Reading:
    """How the labels of a project become answers to a question under a filter."""

    def __init__(self, project: Project, question: Question, narrowed: ReviewFilter) -> None:
        self._store = project.store
        self._question = question
        self._narrowed = narrowed
        self._sources = _sources(project) if narrowed.sources else {}
        self._versions = {row.digest: row.version for row in self._store.codebooks.all()}
        self._blocks: dict[str, tuple[Block, ...]] = {}
        key = question.key
        self._late = dependent(project, key) if narrowed.independent else set()

    def all(self) -> Answers:
        """Every answer that counts."""
        found = Answers(self._question)
        labels = self._store.labels.of_question(self._question.key)
        if self._question.kind == "boilerplate":
            corrected_by = {(label.annotator, label.unit_id) for label in labels}
            seen = self._store.labels.of_question(STATE)
            labels += [
                label
                for label in seen
                if went_through(label.value) and (label.annotator, label.unit_id) not in corrected_by
            ]
        for label in labels:
            for unit, value in self.units(label):
                found.given.setdefault(unit, {})[label.annotator] = value
                found.labels.setdefault(unit, {})[label.annotator] = label
                found.articles[unit] = tuple(label.unit_id.split(":"))
        return found

    def reads(self, key: str) -> bool:
        """Whether labels under a stored key can change the answers."""
        return key == self._question.key or (key == STATE and self._question.kind == "boilerplate")

    def again(self, answers: Answers, annotator: str, unit_id: str) -> list[str]:
        """Reads one label anew, after it was given, changed or taken back.

        Not for independent answers only: which these are, other people's rulings decide.

        Args:
            answers: what was read before; holds the new state afterwards.
            annotator: whose label.
            unit_id: an article or a pair.

        Returns:
            The units that changed: for boilerplate the blocks of the article.
        """
        before = self._all_units(unit_id)
        label = self._store.labels.standing(annotator, unit_id, self._question.key)
        if label is None and self._question.kind == "boilerplate":
            seen = self._store.labels.standing(annotator, unit_id, STATE)
            label = seen if seen is not None and went_through(seen.value) else None
        now = dict(self.units(label)) if label is not None else {}
        for unit in before:
            if unit not in now and annotator in answers.given.get(unit, {}):
                del answers.given[unit][annotator], answers.labels[unit][annotator]
                if not answers.given[unit]:
                    del answers.given[unit], answers.labels[unit], answers.articles[unit]
        for unit, value in now.items():
            assert label is not None
            answers.given.setdefault(unit, {})[annotator] = value
            answers.labels.setdefault(unit, {})[annotator] = label
            answers.articles[unit] = tuple(unit_id.split(":"))
        return list(dict.fromkeys([*before, *now]))

    def units(self, label: Label) -> Iterator[tuple[str, Json]]:
        """The units that a label answers, with the answers; none if it does not count."""
        if label.event_id in self._late or not self._counts(label):
            return
        if self._question.kind != "boilerplate":
            yield label.unit_id, label.value
            return
        corrections = label.value if label.question == self._question.key else None
        for block in corrected(self._blocks_of(label.unit_id), corrections):
            yield f"{label.unit_id}:{block.start}", "kept" if block.kept else "dropped"

    def _all_units(self, unit_id: str) -> list[str]:
        """All units that a label of an article or a pair can answer."""
        if self._question.kind != "boilerplate":
            return [unit_id]
        return [f"{unit_id}:{block.start}" for block in self._blocks_of(unit_id)]

    def _blocks_of(self, article: str) -> tuple[Block, ...]:
        if article not in self._blocks:
            extraction = self._store.articles.extraction(article)
            self._blocks[article] = extraction.blocks if extraction else ()
        return self._blocks[article]

    def _counts(self, label: Label) -> bool:
        sources = self._narrowed.sources
        if sources and not all(
            self._sources.get(article, "") in sources for article in label.unit_id.split(":")
        ):
            return False
        version = self._versions.get(label.codebook_digest)
        return counts(self._narrowed, label.annotator, label.created_at, version)


def _sources(project: Project) -> dict[str, str]:
    return {article.article_id: article.source or "" for article in project.store.articles.stream()}


def batches_of(project: Project) -> Callable[[str], str]:
    """Of a unit id the batch that its (first) article came with: the day of its import (UTC, ISO date)."""
    days = project.store.articles.days_of_import()
    return lambda unit: days.get(unit.partition(":")[0], "")


def clusters_of(project: Project, question: Question) -> Callable[[str], str]:
    """What is resampled together: lines of one article; units about copies of one story.

    Forty copies of one wire story are not forty agreements.

    Returns:
        Of a unit id the name of its cluster.
    """
    if question.kind == "boilerplate":
        return lambda unit: unit.partition(":")[0]
    group_of = {article: group[0] for group in groups_of_copies(project) for article in group}

    def cluster(unit: str) -> str:
        article = unit.partition(":")[0]
        return group_of.get(article, article)

    return cluster
