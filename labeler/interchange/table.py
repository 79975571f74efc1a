"""Pure: labels as a plain table of task, worker, label, with question and time if there are such columns."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from db.digests import canonical_json
from labeler.errors import LabelerError
from labeler.export_rows import label_cell
from labeler.interchange.given import Aside, Cell, Given, Named, word
from labeler.interchange.outgoing import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labeler.codebook import Question
    from labeler.interchange.given import Tally
    from labeler.interchange.outgoing import OutUnit
    from labeler.interchange.rows import Row

_HEADER = ("task", "worker", "label", "question", "time")
_PAIR = re.compile(r"([0-9a-f]{64}):([0-9a-f]{64})")


def items(row: Row) -> Iterator[Given | Aside]:
    """The one answer of a row; an empty cell is none.

    Raises:
        LabelerError: it names no task.
    """
    fields = row.fields
    task = word(fields.get("task"))
    if task is None:
        raise LabelerError("It has no task.")
    label = fields.get("label")
    if label is None or label == "":
        yield Aside("rows without a label", row.where)
        return
    pair = _PAIR.fullmatch(task)
    yield Given(
        row.where,
        Named(pair[1] if pair else task),
        word(fields.get("worker")),
        word(fields.get("question")),
        Cell(label if isinstance(label, str) else canonical_json(label)),
        fields.get("time") or None,
        Named(pair[2]) if pair else None,
    )


def _entries(unit: OutUnit, _: Sequence[Question], __: Tally) -> list[str]:
    task = ":".join(article.article_id for article in unit.articles)
    return [
        _line((task, sheet.annotator, label_cell(label.value), question.key, label.created_at))
        for sheet in unit.sheets
        for question, label in sheet.labels
    ]


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


FORM = Form(_entries, head=_line(_HEADER))
