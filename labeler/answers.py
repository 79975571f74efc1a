"""Use case: everybody's standing answers to a question, narrowed by a filter, ready for the coefficients."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from labeler.agreement.ratings import Ratings
from labeler.corrections import corrected
from labeler.duplicates.candidates import copies
from labeler.flow import gold_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

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
        independent: leave out answers that were given after the unit had a ruling: from then on an annotator
            may have known it.
    """

    annotators: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    codebook_version: int | None = None
    independent: bool = False


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

    def ratings(self) -> Ratings:
        """The form the coefficients take: topic sets as frozensets, everything else as text."""
        return Ratings(
            {
                unit: {annotator: rating(self.question, value) for annotator, value in given.items()}
                for unit, given in self.given.items()
            }
        )

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
    an annotator who corrected any block of an article has answered for all of that article's blocks.
    """
    narrowed = narrowed or ReviewFilter()
    found = Answers(question)
    sources = _sources(project) if narrowed.sources else {}
    store = project.store
    late = store.labels.given_after(question.key, gold_key(question.key)) if narrowed.independent else set()
    versions = {row.digest: row.version for row in store.codebooks.all()}
    blocks: dict[str, tuple[Block, ...]] = {}
    for label in store.labels.of_question(question.key):
        articles = tuple(label.unit_id.split(":"))
        if label.event_id in late or not _counts(label, articles, narrowed, sources, versions):
            continue
        if question.kind != "boilerplate":
            _add(found, label.unit_id, label, label.value, articles)
            continue
        if label.unit_id not in blocks:
            extraction = store.articles.extraction(label.unit_id)
            blocks[label.unit_id] = extraction.blocks if extraction else ()
        for block in corrected(blocks[label.unit_id], label.value):
            kept = "kept" if block.kept else "dropped"
            _add(found, f"{label.unit_id}:{block.start}", label, kept, articles)
    return found


def _add(found: Answers, unit: str, label: Label, value: Json, articles: tuple[str, ...]) -> None:
    found.given.setdefault(unit, {})[label.annotator] = value
    found.labels.setdefault(unit, {})[label.annotator] = label
    found.articles[unit] = articles


def _counts(
    label: Label,
    articles: tuple[str, ...],
    narrowed: ReviewFilter,
    sources: Mapping[str, str],
    versions: Mapping[str, int],
) -> bool:
    if narrowed.annotators and label.annotator not in narrowed.annotators:
        return False
    if narrowed.sources and not all(sources.get(article, "") in narrowed.sources for article in articles):
        return False
    day = label.created_at[:10]
    if (narrowed.since and day < narrowed.since) or (narrowed.until and day > narrowed.until):
        return False
    wanted = narrowed.codebook_version
    return wanted is None or versions.get(label.codebook_digest) == wanted


def _sources(project: Project) -> dict[str, str]:
    return {article.article_id: article.source or "" for article in project.store.articles.stream()}


def clusters_of(project: Project, answers: Answers) -> dict[str, str]:
    """What is resampled together: lines of one article; units about copies of one story.

    Forty copies of one wire story are not forty agreements.

    Returns:
        unit id -> name of its cluster.
    """
    if answers.question.kind == "boilerplate":
        return {unit: articles[0] for unit, articles in answers.articles.items()}
    group_of = {article: group[0] for group in copies(project.store.pairs.all()) for article in group}
    return {unit: group_of.get(articles[0], articles[0]) for unit, articles in answers.articles.items()}
