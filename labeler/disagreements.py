"""Use case: the units on which annotators differ, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from labeler.agreement.distances import masi, nominal
from labeler.labelling import answer_in_words
from labeler.review import ratings_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from labeler.codebook import Question
    from labeler.project import Project


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One unit with differing answers.

    Attributes:
        article_id: the article, or the first of a pair.
        title: its title; both titles of a pair.
        distance: mean distance between its answers, above 0, at most 1.
        answers: (annotator, answer in words), by name.
    """

    article_id: str
    title: str
    distance: float
    answers: tuple[tuple[str, str], ...]


def disagreements(project: Project, question: Question) -> list[Disagreement]:
    """The units of a question on which not all annotators gave one answer, the greatest distance first."""
    distance = masi if question.kind == "topic" else nominal
    titles = {article.article_id: article.title for article in project.store.articles.stream()}
    places = {article_id: place for place, article_id in enumerate(titles)}
    found: list[Disagreement] = []
    for unit, given in ratings_of(project, question).units.items():
        pairs = list(combinations(given.values(), 2))
        mean = sum(distance(one, other) for one, other in pairs) / len(pairs) if pairs else 0.0
        if mean <= 0:
            continue
        articles = [part for part in unit.split(":") if part in titles]
        answers = tuple((name, _words(question, given[name])) for name in sorted(given))
        found.append(Disagreement(articles[0], " – ".join(titles[each] for each in articles), mean, answers))
    return sorted(found, key=lambda each: (-each.distance, places[each.article_id]))


def _words(question: Question, value: Hashable) -> str:
    if isinstance(value, frozenset):
        return answer_in_words(question, [entry.value for entry in question.values if entry.value in value])
    return question.title_of(str(value))
