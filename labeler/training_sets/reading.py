"""Use case: the rows of all training sets with their texts, one by one; only what is written is held."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from db.streams import along
from labeler.training_sets.beside import Beside
from labeler.training_sets.columns import BESIDE
from labeler.training_sets.decided import DIVIDED
from labeler.training_sets.tasks import answers_of, article_row, block_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Json
    from labeler.project import Project
    from labeler.training_sets.beside import Lost
    from labeler.training_sets.columns import TrainingSet
    from labeler.training_sets.prepared import Prepared

Row = tuple["TrainingSet", int, "Json"]
"""A training set, the place of a split, and a row of it."""


def rows_of(
    project: Project, prepared: Prepared, lost: dict[str, Lost] | None = None
) -> Iterator[Row | None]:
    """Every row of every training set; None after each article and pair, written or not, to tell how far it is.

    Args:
        project: an open project, which belongs to this thread.
        prepared: what is written.
        lost: training set -> what became of its passages of evidence, counted along.
    """
    lost = {} if lost is None else lost
    of_articles = [each for each in prepared.sets if each.task in ("topics", "stance")]
    if of_articles:
        yield from _of_articles(project, prepared, of_articles, lost)
    for training_set in prepared.sets:
        if training_set.task == "boilerplate":
            yield from _of_lines(project, prepared, training_set)
        elif training_set.paired:
            yield from _of_pairs(project, prepared, training_set)
        elif training_set.task == "duplicates":
            yield from _of_clusters(project, prepared, training_set)


def _of_articles(
    project: Project, prepared: Prepared, sets: list[TrainingSet], lost: dict[str, Lost]
) -> Iterator[Row | None]:
    options, people = prepared.options, prepared.people
    # Looked up once: this is the path of every article. A memory view gives plain numbers, and holds none of its own.
    side = prepared.side.data
    parts = []
    for training_set in sets:
        name = "labels" if training_set.task == "topics" else "label"
        for question in training_set.questions:
            asked = prepared.asked[question.key]
            told = {"target": question.target, "question": question.key} if name == "label" else {}
            beside = None
            if asked_beside := [each for each in BESIDE if each in training_set.names]:
                counted = lost.setdefault(training_set.name, Counter())
                beside = Beside(project, asked.ratings, options, asked_beside, counted)
            parts.append((training_set, told, name, asked, asked.decisions.of_unit.data, beside))
    articles = project.store.streams.facts(options.text)
    # Of a preview, articles that came meanwhile are none of it: they are the last.
    for unit, article in zip(prepared.scope.along(), articles, strict=False):
        if unit >= 0 and side[unit] >= 0:
            facts = article_row(article)
            for training_set, told, name, asked, of_unit, beside in parts:
                if of_unit[unit] > DIVIDED:
                    answers = answers_of(unit, name, asked.ratings, asked.decisions, people, options)
                    for answer in answers if beside is None else beside.beside(article, unit, answers):
                        yield training_set, side[unit], {**facts, **told, **answer}
        yield None


def _of_lines(project: Project, prepared: Prepared, training_set: TrainingSet) -> Iterator[Row | None]:
    (question,) = training_set.questions
    views = prepared.views[question.key]
    looked = np.any(views.seen, axis=1).data
    extractions = along(project.store.streams.extractions())
    corrections = along(project.store.streams.answers(question.key))
    articles = project.store.streams.facts("raw")
    for unit, article in zip(prepared.scope.along(), articles, strict=False):
        stripped, given = extractions(article.number), corrections(article.number)
        if unit >= 0 and looked[unit] and stripped and prepared.side[unit] >= 0:
            rows = block_rows(
                article_row(article),
                stripped[0].blocks,
                views.of(unit, dict(given)),
                prepared.people,
                prepared.options,
            )
            for row in rows:
                yield training_set, int(prepared.side[unit]), row
        yield None


def _of_pairs(project: Project, prepared: Prepared, training_set: TrainingSet) -> Iterator[Row | None]:
    (question,) = training_set.questions
    asked = prepared.asked[question.key]
    judged, sides = asked.ratings.judged, prepared.sides_of(question.key)
    assert judged is not None, "the units are pairs"
    for unit in sorted(asked.written.tolist(), key=judged.ids.__getitem__):
        left, right = judged.ids[unit].split(":")
        side = int(sides[unit])
        if side >= 0:
            texts = {"article": left, "other": right, "text": _text(project, prepared, left)}
            texts["other_text"] = _text(project, prepared, right)
            for answer in answers_of(
                unit, "relation", asked.ratings, asked.decisions, prepared.people, prepared.options
            ):
                yield training_set, side, {**texts, **answer}
        yield None


def _of_clusters(project: Project, prepared: Prepared, training_set: TrainingSet) -> Iterator[Row | None]:
    (question,) = training_set.questions
    clusters = prepared.clusters[question.key]
    sides = iter(prepared.side[clusters.places].tolist())
    for group in clusters.groups:
        for article in group:
            side = next(sides)
            if side >= 0:
                row = {"article": article, "cluster": group[0], "text": _text(project, prepared, article)}
                yield training_set, side, row
            yield None


def _text(project: Project, prepared: Prepared, article: str) -> str:
    articles = project.store.articles
    return articles.main_text(article) if prepared.options.text == "main" else articles.raw_text(article)


def steps_in(project: Project, prepared: Prepared) -> int:
    """How many times `rows_of` says how far it is."""
    per_pass = project.store.articles.count()
    passes = int(any(each.task in ("topics", "stance") for each in prepared.sets))
    passes += sum(each.task == "boilerplate" for each in prepared.sets)
    pairs = sum(len(prepared.asked[each.questions[0].key].written) for each in prepared.sets if each.paired)
    grouped = sum(len(clusters.places) for clusters in prepared.clusters.values())
    return passes * per_pass + pairs + grouped
