"""What a study knows, in the values that the charts take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.behind import NONE_FITS
from ui.widgets.charts import values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from labeler.codebook import Question
    from labeler.figures import Figure
    from labeler.study import Period, Study

UNITS = {
    "topic": ("article", "articles"),
    "stance": ("article", "articles"),
    "duplicate": ("pair", "pairs"),
    "boilerplate": ("line", "lines"),
}
"""What the units of a question are called: one, many."""

NO_TOPIC = "no topic fits"
"""How the charts name the empty answer; a chart's keys may not be empty."""


def figure(found: Figure) -> values.Figure:
    """A figure for a chart."""
    return values.Figure(found.value, found.low, found.high, found.why)


def label_rows(study: Study) -> list[values.LabelRow]:
    """Each value against the rest."""
    return [
        values.LabelRow(each.value or NO_TOPIC, each.title, figure(each.figure), each.share, each.units)
        for each in study.labels
    ]


def pair_figures(study: Study) -> list[values.PairFigure]:
    """Each two annotators."""
    return [values.PairFigure(each.one, each.other, figure(each.figure), each.units) for each in study.pairs]


def left_out(study: Study) -> list[values.LeftOut]:
    """Everybody left out in turn."""
    if len(study.annotators) < 3:
        return []
    return [values.LeftOut(each.annotator, figure(each.figure), each.difference) for each in study.left_out]


def confusion(study: Study, *, named: bool) -> values.Confusion:
    """In how many units which answers met; of two annotators, whose answers are the rows and whose the columns.

    Not `named`: as of any two, so that no cell tells who gave which answer.
    """
    titles = tuple((entry.value, entry.title) for entry in study.question.values)
    names = study.annotators
    agreed = study.counted - len(study.disputed)
    if study.question.kind == "topic":
        found = study.cells()
        counts = {(_key(one), _key(other)): count for (one, other), count in found.cells.items()}
        used = {value for pair in counts for value in pair}
        titles = tuple(each for each in (*titles, (NO_TOPIC, "No topic fits")) if each[0] in used)
    elif named and len(names) == 2:
        found = study.cells(*names)
        one, other = names
        return values.Confusion(titles, dict(found.cells), one, other, f"{one} and {other}", agreed=agreed)
    else:
        found = study.cells()
        counts = dict(found.cells)
    rows, columns = (
        {_key(value): count for value, count in each.items()} for each in (found.rows, found.columns)
    )
    totals = rows, columns, found.total
    return values.Confusion(titles, counts, "one", "another", "Any two", totals, agreed)


def _key(value: str) -> str:
    return value or NO_TOPIC


def periods(found: list[Period]) -> list[values.Period]:
    """Weeks or versions."""
    return [values.Period(each.key, each.title, figure(each.figure), each.units) for each in found]


def two_by_two(study: Study, value: str, *, named: bool) -> tuple[values.TwoByTwo, tuple[str, str]]:
    """One value against the rest, for the first two annotators with most units in common, and who they are."""
    best = max(study.pairs, key=lambda pair: pair.units, default=None)
    if best is None:
        return values.TwoByTwo(0, 0, 0, 0), ("", "")
    stored = NONE_FITS if value == NO_TOPIC else value
    both, only_one, only_other, neither = study.two_by_two(best.one, best.other, stored)
    title = next((each.title for each in study.labels if each.value == stored), value)
    names = (best.one, best.other)
    one, other = names if named else ("one", "the other")
    return values.TwoByTwo(both, only_one, only_other, neither, one, other, title, "not"), names


def clusters(study: Study, titles: Mapping[str, str]) -> list[values.Cluster]:
    """The groups of copies that annotators group differently; `titles` are those of the articles, by id."""
    found = []
    for key, members, by_annotator in study.groupings.apart():
        articles = tuple((article, titles.get(article, article[:12])) for article in members)
        grouped = tuple(values.Grouping(name, group_of) for name, group_of in by_annotator)
        found.append(values.Cluster(key, f"{len(members)} articles", articles, grouped))
    return found


def units_called(question: Question) -> tuple[str, str]:
    """What the units of a question are called: one, many."""
    return UNITS[question.kind]
