"""Use case: which articles and labels an export is about: what the list of articles shows, what the review counts."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.coded import MISSING, Coded, in_order
from labeler.answers import counts, rating
from labeler.codebook_worklist import outdated_units
from labeler.flow import gold_key
from labeler.progress import run_to_end
from labeler.queue import queue, searched_words
from labeler.searching import read_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from labeler.codebook import Question
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles of an export.

    Attributes:
        ids: in order of arrival.
        row_of: article id -> place in `ids`.
        source: of each.
        published_at: of each, as captured.
    """

    ids: list[str]
    row_of: dict[str, int]
    source: list[str]
    published_at: list[str]


def scope_of(project: Project, options: ExportOptions) -> Scope:
    """The articles that fit what the list is narrowed to, and the sources of the review."""
    listed, wanted, sources = options.listed, options.listed.wanted, options.narrowed.sources
    in_state: set[str] | None = None
    if listed.state:
        labels = project.store.labels.of_annotator(listed.annotator)
        in_state = {item.article_id for item in queue(project, labels) if listed.fits_state(item)}
    if listed.is_open and not sources:
        ids, of_source, days = project.store.streams.columns()
        return Scope(ids, dict(zip(ids, range(len(ids)), strict=True)), of_source, days)
    store = project.store
    if wanted:
        run_to_end(read_words(store))  # of a project that an earlier version of the program has made
    in_text = store.words.found(wanted)
    found = Scope([], {}, [], [])
    for number, article_id, title, source, published_at in project.store.streams.listed():
        if sources and source not in sources:
            continue
        if in_state is not None and article_id not in in_state:
            continue
        if wanted and wanted not in searched_words(title, source) and number not in in_text:
            continue
        found.row_of[article_id] = len(found.ids)
        found.ids.append(article_id)
        found.source.append(source)
        found.published_at.append(published_at)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Everybody's answers to one question that count.

    Attributes:
        question: the question.
        units: what was asked about: every article of the scope, or the pairs that somebody judged.
        coded: units x annotators, the annotators by name.
        stored: of each value of `coded` its stored form.
        outdated: the units with an answer from before the question was changed.
    """

    question: Question
    units: list[str]
    coded: Coded
    stored: list[list[str] | str]
    outdated: list[str] = field(default_factory=list)


def ratings_of(
    project: Project, question: Question, scope: Scope, options: ExportOptions, ruled: Iterable[str]
) -> Ratings:
    """Reads everybody's answers to a question about articles or pairs, as an array.

    Args:
        project: an open project.
        question: the question.
        scope: the articles.
        options: which answers count.
        ruled: units of these articles that somebody ruled: a pair is there even if nobody judged it.
    """
    of_pairs = question.kind == "duplicate"
    counting, outdated = _looked_through(project, question, scope, options)
    row_of: dict[str, int] = {} if of_pairs else scope.row_of
    units = [] if of_pairs else scope.ids
    if of_pairs:
        units += sorted(ruled)
        row_of.update((unit, row) for row, unit in enumerate(units))
    code_of = _Numbered()
    columns: dict[str, tuple[list[int], list[int]]] = {}
    for annotator, some in project.store.streams.given(question.key):
        if of_pairs:
            for unit, _ in some:
                if unit not in row_of and all(article in scope.row_of for article in unit.split(":")):
                    row_of[unit] = len(units)
                    units.append(unit)
        if counting is not None:
            some = [(unit, value) for unit, value in some if (annotator, unit) in counting]
        if some:
            answered, values = zip(*some, strict=True)
            # Whole lists at a time: a loop of our own over millions of labels would be most of an export.
            rows = list(map(row_of.get, answered))
            codes = list(map(code_of.__getitem__, values))
            if None in rows:
                codes = [code for code, row in zip(codes, rows, strict=True) if row is not None]
                rows = [row for row in rows if row is not None]
            column = columns.setdefault(annotator, ([], []))
            column[0].extend(rows)  # type: ignore[arg-type] # None was taken out
            column[1].extend(codes)
    names = sorted(columns)
    coded = np.full((len(units), len(names)), MISSING, dtype=np.int32)
    for at, name in enumerate(names):
        places, given = columns.pop(name)
        coded[places, at] = given
    return _in_codebook_order(question, units, coded, list(code_of), names, outdated)


class _Numbered(dict[str, int]):
    """Texts by number, each given one when it is first asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


def _looked_through(
    project: Project, question: Question, scope: Scope, options: ExportOptions
) -> tuple[set[tuple[str, str]] | None, list[str]]:
    """Which labels (annotator, unit) count, None for all; and the units labelled before the question was changed."""
    narrowed = options.narrowed
    changed = outdated_units(project, question.key)
    if narrowed.is_open and not changed:
        return None, []
    versions = {row.digest: row.version for row in project.store.codebooks.all()}
    late = (
        project.store.labels.given_after(question.key, gold_key(question.key))
        if narrowed.independent
        else set()
    )
    counting: set[tuple[str, str]] = set()
    outdated: dict[str, None] = {}
    for annotator, unit, event, digest, created_at in project.store.streams.given_when(question.key):
        if event in late or not counts(narrowed, annotator, created_at, versions.get(digest)):
            continue
        if not all(article in scope.row_of for article in unit.split(":")):
            continue
        counting.add((annotator, unit))
        if (annotator, unit) in changed:
            outdated[unit] = None
    return None if narrowed.is_open else counting, list(outdated)


def _in_codebook_order(
    question: Question,
    units: list[str],
    codes: np.ndarray,
    spelled: list[str],
    names: list[str],
    outdated: list[str],
) -> Ratings:
    """The same with the values in the order of the codebook (sets: in any fixed order), so that models agree."""
    stored = [json.loads(text) for text in spelled]
    values: list[Hashable] = [rating(question, value) for value in stored]
    if question.kind == "topic":
        ordered = in_order(set(values))
    else:
        known: list[Hashable] = [entry.value for entry in question.values]
        ordered = [*known, *in_order(set(values).difference(known))]
    place = {value: at for at, value in enumerate(ordered)}
    # The last entry is where -1 looks: missing stays missing.
    turned = np.array([*(place[value] for value in values), MISSING], dtype=np.int32)
    in_codebook = [entry.value for entry in question.values]
    forms: list[list[str] | str] = [
        sorted(value, key=lambda each: in_codebook.index(each) if each in in_codebook else len(in_codebook))
        if isinstance(value, frozenset)
        else str(value)
        for value in ordered
    ]
    return Ratings(
        question, units, Coded(turned[codes], tuple(ordered), tuple(names), tuple(units)), forms, outdated
    )
