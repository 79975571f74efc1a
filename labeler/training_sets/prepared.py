"""Use case: everything about an export that is known before a text is read: answers, sets, splits, balance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.duplicates.groups import components
from labeler.duplicates.verdicts import COPIES
from labeler.progress import Progress
from labeler.split_plan import Facts, Placing, day_of, place
from labeler.splits import ties_of
from labeler.training_sets.blocks import views_of
from labeler.training_sets.columns import sets_of
from labeler.training_sets.decided import DIVIDED, decided
from labeler.training_sets.options import KIND_OF
from labeler.training_sets.people import names_of
from labeler.training_sets.ratings import ratings_of
from labeler.training_sets.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from numpy.typing import NDArray

    from labeler.codebook import Question
    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.split_plan import SplitPlan
    from labeler.training_sets.blocks import Views
    from labeler.training_sets.columns import TrainingSet
    from labeler.training_sets.decided import Decisions
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.ratings import Ratings
    from labeler.training_sets.scope import Scope

WHOLE: Final = "train"
"""The one split of what is not split; data set libraries expect this name."""
_STEP: Final = 2**16


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
    def divided(self) -> NDArray[np.intp]:
        """The units (by place) that annotators are divided on, so that they are left out."""
        return np.flatnonzero(self.decisions.of_unit == DIVIDED)

    def classes(self, options: ExportOptions) -> list[list[str]]:
        """Of each answer the values that its rows carry, of shares every one above 0; of "all", of each code."""
        if options.labels == "all":
            return [_listed(form) for form in self.ratings.stored]
        return [
            [value for value, _ in answer.shares if value] if answer.shares else _listed(answer.value or ())
            for answer in self.decisions.answers
        ]

    def counted(self, which: NDArray[np.bool_], options: ExportOptions) -> Iterator[tuple[list[str], int]]:
        """(values, how many rows of some units carry them).

        Args:
            which: of each unit whether it is one of them.
            options: how answers are written.
        """
        classes = self.classes(options)
        counts = np.zeros(len(classes), dtype=np.int64)
        given, least = (
            (self.ratings.coded.codes, 0)
            if options.labels == "all"
            else (self.decisions.of_unit, DIVIDED + 1)
        )
        for start in range(0, len(which), _STEP):
            codes = given[start : start + _STEP][which[start : start + _STEP]].ravel()
            counts += np.bincount(codes[codes >= least], minlength=len(classes))
        for code, rows in enumerate(counts.tolist()):
            if rows:
                yield classes[code], rows


class Grouped(NamedTuple):
    """Groups of copies.

    Attributes:
        groups: the ids of each, sorted.
        places: of all of them, group by group, the places in the export.
    """

    groups: list[list[str]]
    places: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What an export is going to be.

    Attributes:
        options: what was chosen.
        scope: the articles.
        sets: the training sets.
        asked: question key -> answers, of questions about articles and pairs.
        views: question key -> who looked at the lines of which article.
        clusters: question key -> groups of copies.
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
    clusters: dict[str, Grouped]
    people: Mapping[str, str]
    splits: tuple[str, ...]
    placing: Placing | None
    side: NDArray[np.int8]

    def sides_of(self, key: str) -> NDArray[np.int8]:
        """Of each unit of a question the split (by place); -1 where it is in none, or its articles are in two."""
        judged = self.asked[key].ratings.judged
        if judged is None:
            return self.side
        left, right = self.side[judged.left], self.side[judged.right]
        return np.where(left == right, left, -1).astype(np.int8)

    def articles_with_rows(self) -> NDArray[np.intp]:
        """The articles (by place) that are in a row of any set, in order of arrival."""
        has = np.zeros(len(self.scope), dtype=np.bool_)
        for asked in self.asked.values():
            has[asked.ratings.articles(asked.written)] = True
        for clusters in self.clusters.values():
            has[clusters.places] = True
        for views in self.views.values():
            has[views.articles] = True
        return np.flatnonzero(has)

    def labels(self) -> int:
        """How many labels count; somebody who looked at the lines of an article gave one."""
        given = sum(int(np.count_nonzero(asked.ratings.coded.codes >= 0)) for asked in self.asked.values())
        return given + sum(views.number for views in self.views.values())

    def parted(self, key: str) -> NDArray[np.intp]:
        """The judged pairs (by place) whose articles are in two splits, so that they are left out."""
        written = self.asked[key].written
        return written[self.sides_of(key)[written] < 0]

    def balance(self, training_set: TrainingSet) -> dict[str, Counter[str]]:
        """Split -> value -> how many rows have it ("" for rows in which none fits); not of lines."""
        found: dict[str, Counter[str]] = {split: Counter() for split in self.splits}
        for question in training_set.questions:
            sides = self.sides_of(question.key)
            for at, split in enumerate(self.splits):
                for classes, rows in self.asked[question.key].counted(sides == at, self.options):
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
    clusters: dict[str, Grouped] = {}
    for question in _questions(project, options):
        yield Progress(0, None, f"Reading labels: {question.title}")
        if question.kind == "boilerplate":
            views[question.key] = views_of(project, question, scope, options)
            continue
        ratings = ratings_of(project, question, scope, options)
        asked[question.key] = Asked(ratings, decided(ratings, options))
        if question.kind == "duplicate":
            one_each = decided(ratings, replace(options, labels="majority", gold_first=True))
            clusters[question.key] = _grouped(ratings, one_each)
    older = {key: _older(each) for key, each in asked.items()}
    sets = sets_of(project.codebook, options, older)
    people = names_of(project.store.codebooks.annotators(), options.people)
    side = np.zeros(len(scope), dtype=np.int8)
    found = Prepared(options, scope, sets, asked, views, clusters, people, (WHOLE,), None, side)
    if options.splits is None:
        return found
    yield Progress(0, None, "Splitting")
    return _split(project, found, options.splits, kept)


def _split(project: Project, found: Prepared, plan: SplitPlan, kept: Mapping[str, str]) -> Prepared:
    """The same with every article that is in a row in a split."""
    of_row = found.articles_with_rows()
    with_rows = np.zeros(len(found.scope), dtype=np.bool_)
    with_rows[of_row] = True
    articles, source, day = [], {}, {}
    for at, (article, outlet, published_at) in zip(
        found.scope.along(), project.store.streams.origins(), strict=True
    ):
        if at >= 0 and with_rows[at]:
            articles.append(article)
            if plan.by_source:
                source[article] = outlet
            if plan.train_before:
                day[article] = day_of(published_at)
    name_of = dict(zip(of_row.tolist(), articles, strict=True))
    facts = Facts(_strata(found, name_of) if plan.stratified else {}, source, day, kept)
    placing = place(articles, ties_of(project), plan, facts)
    number = {name: at for at, name in enumerate(plan.names)}
    side = np.full(len(found.scope), -1, dtype=np.int8)
    side[of_row] = [number.get(placing.of_article.get(article, ""), -1) for article in articles]
    return replace(found, splits=plan.names, placing=placing, side=side)


def _grouped(ratings: Ratings, decisions: Decisions) -> Grouped:
    """The groups of copies by what was decided of each pair."""
    judged = ratings.judged
    assert judged is not None, "only pairs make groups"
    ties = []
    place_of: dict[str, int] = {}
    for at, pair in enumerate(judged.ids):
        if decisions.answer(at).value in COPIES:
            left, right = pair.split(":")
            ties.append((left, right))
            place_of[left], place_of[right] = int(judged.left[at]), int(judged.right[at])
    groups = components(ties)
    return Grouped(groups, np.array([place_of[each] for group in groups for each in group], dtype=np.intp))


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


def _strata(prepared: Prepared, name_of: Mapping[int, str]) -> dict[str, list[Hashable]]:
    """What shall be spread evenly: the topics and positions that are written of each article, and that any are.

    Args:
        prepared: what was decided.
        name_of: place of an article -> its id, of those that are in a row.
    """
    found: dict[str, list[Hashable]] = {}
    options = prepared.options
    for key, asked in prepared.asked.items():
        if asked.ratings.judged is not None:
            continue
        named: list[list[Hashable]] = [
            [(key,), *((key, value) for value in classes or [""])] for classes in asked.classes(options)
        ]
        if options.labels == "all":
            for unit, codes in enumerate(asked.ratings.coded.codes.tolist()):
                strata = dict.fromkeys(each for code in codes if code >= 0 for each in named[code])
                if strata:
                    found.setdefault(name_of[unit], []).extend(strata)
        else:
            of_unit = asked.decisions.of_unit
            for unit in asked.written.tolist():
                found.setdefault(name_of[unit], []).extend(named[of_unit[unit]])
    return found
