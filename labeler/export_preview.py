"""Use case: an export before it is written: what there is to know, how values are spread, the first rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import numpy as np

from labeler.duplicates.verdicts import COPIES
from labeler.export_rows import LABEL_COLUMNS, label_row
from labeler.exporting import Checked, check_export
from labeler.flow import is_flow
from labeler.training_sets.csv_files import cell
from labeler.training_sets.reading import rows_of
from labeler.whole_export import counted_labels

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.prepared import Prepared

_CELL: Final = 60
_NONE_FITS: Final = "none fits"


@dataclass(frozen=True, slots=True)
class Spread:
    """One value in each split.

    Attributes:
        value: as it is stored, or that none fits.
        counts: rows that have it, by split in order.
    """

    training_set: str
    value: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would write, for a look before it.

    Attributes:
        articles: how many articles go in.
        labels: how many labels count.
        splits: (name, articles) in order; one where everything is one set.
        groups: how many groups of articles that stay together there are; 0 without splits.
        spreads: each value in each split.
        crossing: pairs that count as copies, by the program or by people, and cross the splits; None without splits.
            In the written files they are counted again.
        checked: what there is to know.
        table: what the first rows are of.
        header: its columns.
        rows: the first rows, long cells cut.
    """

    articles: int
    labels: int
    splits: tuple[tuple[str, int], ...]
    groups: int
    spreads: tuple[Spread, ...]
    crossing: int | None
    checked: Checked
    table: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(project: Project, folder: Path, options: ExportOptions, rows: int = 12) -> Steps[Preview]:
    """Works out what an export would write, and makes its first rows. Reads few texts.

    Args:
        project: an open project, which belongs to this thread.
        folder: where the export would go.
        options: what is chosen.
        rows: how many rows to make.

    Raises:
        LabelerError: the options do not go together, or the answers do not bear them.
    """
    checked = yield from check_export(project, folder, options)
    prepared = checked.prepared
    labels = prepared.labels() if options.tasks else _labels_of_all(project, prepared)
    sizes = prepared.placing.sizes(prepared.splits) if prepared.placing else {}
    with_rows = len(prepared.articles_with_rows() if options.tasks else prepared.scope)
    articles = sum(sizes.values()) if sizes else with_rows
    header, first = (
        _first_rows(project, prepared, rows) if options.tasks else _first_labels(project, prepared, rows)
    )
    table = prepared.sets[0].name if options.tasks and prepared.sets else "labels.csv"
    return Preview(
        articles,
        labels,
        tuple(sizes.items()) or ((prepared.splits[0], articles),),
        prepared.placing.groups if prepared.placing else 0,
        tuple(_spreads(prepared)),
        _crossing(project, prepared) if prepared.placing else None,
        checked,
        table,
        header,
        first,
    )


def _labels_of_all(project: Project, prepared: Prepared) -> int:
    """How many labels the export of a whole project writes."""
    if prepared.scope.inside is None and prepared.options.narrowed.is_open:
        counts = project.store.labels.count_by_question()
        return sum(count for key, count in counts.items() if not is_flow(key))
    return sum(not is_flow(label.question) for label in counted_labels(project, prepared))


def _spreads(prepared: Prepared) -> list[Spread]:
    found = []
    for training_set in prepared.sets:
        classes = next((column.classes for column in training_set.columns if column.classes), ())
        if not classes:
            continue
        balance = prepared.balance(training_set)
        for value in [*classes, *([""] if training_set.task == "topics" else [])]:
            counts = tuple(balance[split][value] for split in prepared.splits)
            # What no row has is among the findings.
            if any(counts):
                found.append(Spread(training_set.name, value or _NONE_FITS, counts))
    return found


def _crossing(project: Project, prepared: Prepared) -> int:
    """How many pairs of copies that are known before the texts are compared again cross the splits."""
    ends = prepared.scope.places(chain.from_iterable(project.store.streams.pairs_of(COPIES)))
    one, other = prepared.side[ends[::2]], prepared.side[ends[1::2]]
    inside = (ends[::2] >= 0) & (ends[1::2] >= 0)
    return int(np.count_nonzero(inside & (one >= 0) & (other >= 0) & (one != other)))


def _first_rows(
    project: Project, prepared: Prepared, rows: int
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if not prepared.sets:
        return (), ()
    first = prepared.sets[0]
    names = first.names
    made = (row for row in rows_of(project, prepared) if row is not None and row[0] is first)
    found = tuple(
        (prepared.splits[side], *(_cut(cell(row.get(name))) for name in names))
        for _, side, row in islice(made, rows)
    )
    return ("split", *names), found


def _first_labels(
    project: Project, prepared: Prepared, rows: int
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    versions = {row.digest: row.version for row in project.store.codebooks.all()}
    labels = (each for each in counted_labels(project, prepared) if not is_flow(each.question))
    return LABEL_COLUMNS, tuple(
        tuple(map(_cut, label_row(label, versions, prepared.people))) for label in islice(labels, rows)
    )


def _cut(text: str) -> str:
    line = " ".join(text[: 2 * _CELL].split())
    return line if len(line) <= _CELL else line[: _CELL - 1] + "…"
