"""From what was clicked in a chart to the units behind it, and the words over their list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.behind import NONE_FITS
from ui.pages import review_charts

if TYPE_CHECKING:
    from labeler.periods import PeriodKind
    from labeler.study import Study
    from ui.widgets.charts.values import Pick, TwoByTwo


def units_behind(study: Study, pick: Pick, *, named: bool) -> tuple[list[str], str]:
    """The units that a pick counts, and what they have in common; `named`: whether names may be told with answers."""
    kind, key = pick.kind, pick.key
    if kind == "label":
        return study.units_with(_stored(key[0])), f"given “{_title(study, key[0])}”"
    if kind == "pair":
        return study.units_of_pair(key[0], key[1]), f"answered by {key[0]} and {key[1]}"
    if kind == "without":
        return study.units_without(key[0]), f"answered by two or more besides {key[0]}"
    if kind == "cluster":
        return _in_cluster(study, key[0]), "in this group of copies"
    if kind in ("cell", "row", "column"):
        return _in_confusion(study, pick, named)
    return study.pairable, "with two or more answers"


def units_of_period(study: Study, pick: Pick, kind: PeriodKind) -> tuple[list[str], str]:
    """The units of a week, of a batch, or of a version of the codebook."""
    key = pick.key[0]
    words = {
        "week": f"last answered in {key}",
        "batch": f"imported on {key}",
        "version": f"last answered under codebook v{int(key) if kind == 'version' else ''}",
    }[kind]
    return study.units_in_period(kind, key), words


def units_of_paradox(
    study: Study, counts: TwoByTwo, names: tuple[str, str], value: str, pick: Pick
) -> tuple[list[str], str]:
    """The units in a cell of the paradox check: of two annotators, with and without one value."""
    row = pick.key[0] if pick.kind in ("cell", "row") else ""
    column = pick.key[-1] if pick.kind in ("cell", "column") else ""
    wanted = [None if not cell else cell == "yes" for cell in (row, column)]
    found = study.units_met(*names, value, *wanted)
    told = [
        f"{'with' if cell == 'yes' else 'without'} “{counts.yes}” by {name}"
        for name, cell in ((counts.one, row), (counts.other, column))
        if cell
    ]
    return found, ", ".join(told) or f"answered by {names[0]} and {names[1]}"


def _stored(key: str) -> str:
    return NONE_FITS if key == review_charts.NO_TOPIC else key


def _title(study: Study, key: str) -> str:
    value = _stored(key)
    return next((each.title for each in study.labels if each.value == value), key)


def _in_cluster(study: Study, key: str) -> list[str]:
    members = study.groupings.members(key)
    return [unit for unit, both in study.answers.articles.items() if members.issuperset(both)]


def _in_confusion(study: Study, pick: Pick, named: bool) -> tuple[list[str], str]:
    row = _stored(pick.key[0]) if pick.kind in ("cell", "row") else None
    column = _stored(pick.key[-1]) if pick.kind in ("cell", "column") else None
    of_two = named and len(study.annotators) == 2 and study.question.kind != "topic"
    names = study.annotators if of_two else ("", "")
    told = [
        f"“{_title(study, value or review_charts.NO_TOPIC)}” by {name}"
        for value, name in ((row, names[0] or "one"), (column, names[1] or "another"))
        if value is not None
    ]
    return study.units_in_cell(row, column, *names), f"with {', '.join(told)}"
