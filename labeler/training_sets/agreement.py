"""Use case: how far annotators agree at the time of an export, over the labels that count, for its manifest."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from labeler.agreement.coefficients import measure
from labeler.agreement.draws import Clusters
from labeler.duplicates.groups import tied
from labeler.duplicates.verdicts import COPIES
from labeler.figures import figure_of
from labeler.study import Study
from labeler.training_sets.manifest import DIGITS

if TYPE_CHECKING:
    from db.records import Json
    from labeler.codebook import Question
    from labeler.figures import Figure
    from labeler.project import Project
    from labeler.training_sets.prepared import Prepared
    from labeler.training_sets.ratings import Ratings
    from labeler.training_sets.scope import Scope


def agreement(project: Project, prepared: Prepared) -> list[Json]:
    """α and percent agreement of each question that went in, with 95 % intervals, over the labels that count."""
    found = []
    for asked in prepared.asked.values():
        found += _figures(asked.ratings.question, asked.ratings, prepared.scope)
    for key in prepared.views:
        study = Study.of(project, project.codebook.question(key), prepared.options.narrowed)
        units = study.counted
        found += [
            _row(key, "krippendorff_alpha", study.distance, study.headline, units),
            _row(key, "percent_agreement", "nominal", study.percent, units),
        ]
    return found


def _figures(question: Question, ratings: Ratings, scope: Scope) -> list[Json]:
    coded = ratings.coded
    given = coded.given
    clusters = _clusters(ratings, scope, np.flatnonzero(given > 0))
    units = int((given > 1).sum())
    del given
    distance = "ordinal" if question.kind == "stance" and question.ordered else "nominal"
    distance = "masi" if question.kind == "topic" else distance
    rows = []
    # One after the other: of each, the pattern of every unit is held.
    for name, how in (("krippendorff_alpha", distance), ("percent_agreement", None)):
        each = measure(name, coded, distance=how, with_units=True)
        figure = figure_of(each, clusters if each.of_unit is not None else None)
        rows.append(_row(question.key, name, how or "nominal", figure, units))
    return rows


def _clusters(ratings: Ratings, scope: Scope, answered: np.ndarray) -> Clusters:
    """What is resampled together: units about copies of one story, as the program takes it; of pairs by the left article."""
    ends = np.fromiter(chain.from_iterable(scope.streams.pairs_of(COPIES)), dtype=np.int64)
    rows, ends = np.unique(ends, return_inverse=True)
    group = tied(ends[::2], ends[1::2], len(rows))
    places = scope.places(rows)
    group, places = group[places >= 0], places[places >= 0]
    if ratings.judged is None:
        units, at = np.intersect1d(answered, places, assume_unique=True, return_indices=True)[::2]
        return _together(units, group[at], len(ratings))
    group_of = dict(zip(places.tolist(), group.tolist(), strict=True))
    left = ratings.judged.left[answered]
    heads = [group_of.get(place, len(rows) + place) for place in left.tolist()]
    return _together(answered, np.array(heads, dtype=np.intp), len(ratings))


def _together(units: np.ndarray, group: np.ndarray, total: int) -> Clusters:
    """Clusters of some units, ascending, by the group of each, numbered as they come."""
    _, first, which, size = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    several = size > 1
    number = np.empty(len(first), dtype=np.intp)
    number[np.argsort(np.where(several, first, total))] = np.arange(len(first))
    shared = several[which]
    return Clusters(units[shared], number[which[shared]], total)


def _row(question: str, coefficient: str, distance: str, figure: Figure, units: int) -> Json:
    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, DIGITS)

    return {
        "question": question,
        "coefficient": coefficient,
        "distance": distance,
        "value": rounded(figure.value),
        "low": rounded(figure.low),
        "high": rounded(figure.high),
        "interval": figure.method or None,
        "why": figure.why or None,
        "units": units,
    }
