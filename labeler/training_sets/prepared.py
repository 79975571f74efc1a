"""Use case: everything about an export that is known before a text is read: answers, sets, splits, balance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.duplicates.groups import components
from labeler.duplicates.verdicts import COPIES
from labeler.gold import rulings
from labeler.progress import Progress
from labeler.split_plan import Facts, Placing, day_of, place
from labeler.splits import ties_of
from labeler.training_sets.blocks import views_of
from labeler.training_sets.columns import sets_of
from labeler.training_sets.decided import DIVIDED, decided
from labeler.training_sets.options import KIND_OF
from labeler.training_sets.people import names_of
from labeler.training_sets.scope import ratings_of, scope_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from numpy.typing import NDArray

    from labeler.codebook import Question
    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.training_sets.blocks import Views
    from labeler.training_sets.columns import TrainingSet
    from labeler.training_sets.decided import Decisions
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.scope import Ratings, Scope

WHOLE: Final = "train"
"""The one split of what is not split; data set libraries expect this name."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One question about articles or pairs, with what was answered and what is written."""

    ratings: Ratings
    decisions: Decisions

    @property
    def written(self) -> NDArray[np.intp]:
        """The units (by place) that have something to write."""
        return np.flatnonzero(self.decisions.of_unit > DIVIDED)

    @property
    def divided(self) -> list[str]:
        """The units that annotators are divided on, so that they are left out."""
        return [self.ratings.units[at] for at in np.flatnonzero(self.decisions.of_unit == DIVIDED).tolist()]

    def classes(self, options: ExportOptions) -> list[list[str]]:
        """Of each answer the values that its rows carry, of shares every one above 0; of "all", of each code."""
        if options.labels == "all":
            return [_listed(form) for form in self.ratings.stored]
        return [
            [value for value, _ in answer.shares if value] if answer.shares else _listed(answer.value or ())
            for answer in self.decisions.answers
        ]

    def counted(self, units: NDArray[np.intp], options: ExportOptions) -> Iterator[tuple[list[str], int]]:
        """(values, how many rows of some units carry them)."""
        if options.labels == "all":
            codes = self.ratings.coded.codes[units].ravel()
            codes = codes[codes >= 0]
        else:
            codes = self.decisions.of_unit[units]
            codes = codes[codes > DIVIDED]
        classes = self.classes(options)
        for code, rows in enumerate(np.bincount(codes, minlength=len(classes)).tolist()):
            if rows:
                yield classes[code], rows


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What an export is going to be.

    Attributes:
        options: what was chosen.
        scope: the articles.
        sets: the training sets.
        asked: question key -> answers, of questions about articles and pairs.
        views: question key -> who looked at the lines of which article.
        clusters: question key -> groups of copies, each sorted.
        people: annotator -> what stands for them.
        splits: their names.
        placing: which article is where; None where everything is one set.
        side: for each article of the scope the place of its split in `splits`; -1: it is in none.
    """

    options: ExportOptions
    scope: Scope
    sets: list[TrainingSet]
    asked: dict[str, Asked]
    views: dict[str, Views]
    clusters: dict[str, list[list[str]]]
    people: Mapping[str, str]
    splits: tuple[str, ...]
    placing: Placing | None
    side: NDArray[np.int8]

    def side_of(self, *articles: str) -> int:
        """The split (by place) that some articles share; -1 if they do not, or are in none."""
        sides = {int(self.side[self.scope.row_of[article]]) for article in articles}
        return sides.pop() if len(sides) == 1 else -1

    def articles_with_rows(self) -> list[str]:
        """The articles that are in a row of any set, in order of arrival."""
        has = np.zeros(len(self.scope.ids), dtype=np.bool_)
        for key, asked in self.asked.items():
            if asked.ratings.question.kind == "duplicate":
                units = [asked.ratings.units[at] for at in asked.written.tolist()]
                several = [unit.split(":") for unit in units] + self.clusters[key]
                has[[self.scope.row_of[article] for each in several for article in each]] = True
            else:
                has[asked.written] = True
        for views in self.views.values():
            has[list(views)] = True
        return [self.scope.ids[at] for at in np.flatnonzero(has).tolist()]

    def labels(self) -> int:
        """How many labels count; somebody who looked at the lines of an article gave one."""
        given = sum(int((asked.ratings.coded.codes >= 0).sum()) for asked in self.asked.values())
        return given + sum(len(people) for views in self.views.values() for people in views.values())

    def parted(self, question: str) -> list[str]:
        """The judged pairs whose articles are in two splits, so that they are left out."""
        asked = self.asked[question]
        units = [asked.ratings.units[at] for at in asked.written.tolist()]
        return [unit for unit in units if self.side_of(*unit.split(":")) < 0]

    def balance(self, training_set: TrainingSet) -> dict[str, Counter[str]]:
        """Split -> value -> how many rows have it ("" for rows in which none fits); not of lines."""
        found: dict[str, Counter[str]] = {split: Counter() for split in self.splits}
        for question in training_set.questions:
            asked = self.asked[question.key]
            side = self.side
            if training_set.paired:
                sides = [self.side_of(*unit.split(":")) for unit in asked.ratings.units]
                side = np.array(sides, dtype=np.int8)
            for at, split in enumerate(self.splits):
                for classes, rows in asked.counted(np.flatnonzero(side == at), self.options):
                    found[split].update(dict.fromkeys(classes or [""], rows))
        return found


def prepare(project: Project, options: ExportOptions, kept: Mapping[str, str]) -> Steps[Prepared]:
    """Decides what is written of every unit, and which split it is in.

    Args:
        project: an open project, which belongs to this thread.
        options: what is chosen.
        kept: article -> the split it was in at an earlier export, where it stays.

    Raises:
        LabelerError: the answers do not bear what was chosen.
    """
    yield Progress(0, None, "Reading labels")
    scope = scope_of(project, options)
    asked: dict[str, Asked] = {}
    views: dict[str, Views] = {}
    clusters: dict[str, list[list[str]]] = {}
    for question in _questions(project, options):
        yield Progress(0, None, f"Reading labels: {question.title}")
        if question.kind == "boilerplate":
            views[question.key] = views_of(project, question, scope, options)
            continue
        gold = {
            unit: ruling
            for unit, ruling in rulings(project, question.key).items()
            if all(article in scope.row_of for article in unit.split(":"))
        }
        ratings = ratings_of(project, question, scope, options, gold)
        asked[question.key] = Asked(ratings, decided(ratings, gold, options))
        if question.kind == "duplicate":
            one_each = decided(ratings, gold, replace(options, labels="majority", gold_first=True))
            same = [
                (left, right)
                for at, unit in enumerate(ratings.units)
                if one_each.answer(at).value in COPIES
                for left, right in [unit.split(":")]
            ]
            clusters[question.key] = components(same)
    older = {key: _older(each) for key, each in asked.items()}
    sets = sets_of(project.codebook, options, older)
    people = names_of(project.store.codebooks.annotators(), options.people)
    side = np.zeros(len(scope.ids), dtype=np.int8)
    found = Prepared(options, scope, sets, asked, views, clusters, people, (WHOLE,), None, side)
    if options.splits is None:
        return found
    yield Progress(0, None, "Splitting")
    facts = Facts(
        _strata(found) if options.splits.stratified else {},
        dict(zip(scope.ids, scope.source, strict=True)),
        dict(zip(scope.ids, map(day_of, scope.published_at), strict=True)),
        kept,
    )
    placing = place(found.articles_with_rows(), ties_of(project), options.splits, facts)
    side.fill(-1)
    number = {name: at for at, name in enumerate(options.splits.names)}
    for article, split in placing.of_article.items():
        side[scope.row_of[article]] = number[split]
    return replace(found, splits=options.splits.names, placing=placing)


def _questions(project: Project, options: ExportOptions) -> list[Question]:
    return [question for task in options.tasks for question in project.codebook.of_kind(KIND_OF[task])]


def _older(asked: Asked) -> list[str]:
    """The values in use that the codebook has no more."""
    known = {value.value for value in asked.ratings.question.values}
    used: dict[str, None] = {}
    forms = [*asked.ratings.stored, *(answer.value for answer in asked.decisions.answers if answer.value)]
    for form in forms:
        used.update(dict.fromkeys([form] if isinstance(form, str) else form))
    return sorted(value for value in used if value and value not in known)


def _listed(value: str | list[str] | tuple[str, ...]) -> list[str]:
    return [value] if isinstance(value, str) else [*value]


def _strata(prepared: Prepared) -> dict[str, list[Hashable]]:
    """What shall be spread evenly: the topics and positions that are written of each article, and that any are."""
    found: dict[str, list[Hashable]] = {}
    options, ids = prepared.options, prepared.scope.ids
    for key, asked in prepared.asked.items():
        if asked.ratings.question.kind == "duplicate":
            continue
        named: list[list[Hashable]] = [
            [(key,), *((key, value) for value in classes or [""])] for classes in asked.classes(options)
        ]
        if options.labels == "all":
            for unit, codes in enumerate(asked.ratings.coded.codes.tolist()):
                strata = dict.fromkeys(each for code in codes if code >= 0 for each in named[code])
                if strata:
                    found.setdefault(ids[unit], []).extend(strata)
        else:
            of_unit = asked.decisions.of_unit.tolist()
            for unit in asked.written.tolist():
                found.setdefault(ids[unit], []).extend(named[of_unit[unit]])
    return found
