"""Use case: how far annotators agree at the time of an export, over the labels that count, for its manifest."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from db.articles import blocks_from_json
from db.streams import along
from labeler.agreement.alpha import alpha_of
from labeler.agreement.chance import percent_of
from labeler.agreement.coded import MISSING
from labeler.agreement.coefficients import measure
from labeler.agreement.draws import Clusters, Tabled
from labeler.agreement.patterns import Patterns
from labeler.corrections import corrected
from labeler.duplicates.groups import tied
from labeler.duplicates.verdicts import COPIES
from labeler.figures import figure_of
from labeler.training_sets.manifest import DIGITS

if TYPE_CHECKING:
    from db.records import Json
    from labeler.codebook import Question
    from labeler.figures import Figure
    from labeler.project import Project
    from labeler.training_sets.blocks import Views
    from labeler.training_sets.prepared import Prepared
    from labeler.training_sets.ratings import Ratings
    from labeler.training_sets.scope import Scope

_LINES: Final = ("kept", "dropped")


def agreement(project: Project, prepared: Prepared) -> list[Json]:
    """α and percent agreement of each question that went in, with 95 % intervals, over the labels that count."""
    found = []
    for asked in prepared.asked.values():
        found += _figures(asked.ratings.question, asked.ratings, prepared.scope)
    for key, views in prepared.views.items():
        found += _of_lines(project, prepared, key, views)
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
        "units": int(units),
    }


def _of_lines(project: Project, prepared: Prepared, key: str, views: Views) -> list[Json]:
    """The figures of a question about lines: those of an article are resampled together.

    Lines are many: what is held is how many of each article have each pattern of answers.
    """
    looked = np.count_nonzero(views.seen, axis=1).astype(np.int16)
    kinds = _kinds(int(looked.max(initial=0)))
    place = {kind: at for at, kind in enumerate(kinds)}
    table = np.zeros((int(np.count_nonzero(looked)), len(kinds)), dtype=np.int32)
    streams = project.store.streams
    corrections = along(streams.answers(key))
    row = 0
    for at, (number, stored) in zip(prepared.scope.along(), streams.blocks(), strict=True):
        given = corrections(number)
        if at >= 0 and looked[at]:
            blocks = blocks_from_json(stored)
            seen = views.of(at, dict(given)).values()
            votes = zip(*([block.kept for block in corrected(blocks, view)] for view in seen), strict=True)
            for (dropped, kept), lines in Counter(
                (each.count(False), each.count(True)) for each in votes
            ).items():
                table[row, place[dropped, kept]] = lines
            row += 1
    codes = np.full((len(kinds), int(looked.max(initial=0))), MISSING, dtype=np.int32)
    for at, (dropped, kept) in enumerate(kinds):
        answers = [_LINES.index("dropped")] * dropped + [_LINES.index("kept")] * kept
        codes[at, : len(answers)] = sorted(answers)
    times = table.sum(axis=0)
    there, paired = times > 0, (times > 0) & (np.count_nonzero(codes >= 0, axis=1) > 1)
    none = np.empty(0, dtype=np.int32)
    alpha = alpha_of(Patterns(codes[paired], times[paired], none), _LINES)
    percent = percent_of(Patterns(codes[there], times[there], none), len(_LINES))
    return [
        _row(
            key,
            name,
            "nominal",
            figure_of(each, Tabled(table[:, which]), of_articles=True),
            times[paired].sum(),
        )
        for name, each, which in (
            ("krippendorff_alpha", alpha, paired),
            ("percent_agreement", percent, there),
        )
    ]


def _kinds(most: int) -> list[tuple[int, int]]:
    """How many of up to so many people may drop a line, and how many keep it."""
    return [
        (dropped, kept) for dropped in range(most + 1) for kept in range(most + 1 - dropped) if dropped + kept
    ]
