"""Pure: which tool wrote a file of labels, by its content, and what its rows say."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, get_args

from labeler.errors import LabelerError
from labeler.interchange import doccano, label_studio, own, prodigy, table
from labeler.interchange.rows import COLUMNS, Row, rows_of
from labeler.progress import Failure

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from db.records import Json
    from labeler.interchange.given import Item

FormName = Literal["label-studio", "doccano", "prodigy", "table", "labeler"]
FORMS: tuple[FormName, ...] = get_args(FormName)

TITLES: dict[FormName, str] = {
    "label-studio": "Label Studio",
    "doccano": "doccano",
    "prodigy": "Prodigy",
    "table": "a table of task, worker, label",
    "labeler": "labeler’s own form",
}
"""The forms as people call them."""

_LOOKED_AT = 50
_OWN = {"annotator", "article", "question", "value"}
_LABELS = {"label", "labels", "cats", "entities"}


def read_labels(
    data: bytes, name: str, form: FormName | None, known: Container[str]
) -> tuple[FormName, Iterator[Item]]:
    """What a file of labels says, in order; a bad row is a failure and the rest goes on.

    Args:
        data: the bytes of the file.
        name: its name.
        form: what wrote it; None to tell by its content.
        known: what questions may be called.

    Raises:
        LabelerError: nothing in it can be read, or nothing tells what wrote it.
    """
    rows = rows_of(data, name)
    first = list(islice(rows, _LOOKED_AT))
    if form is None:
        form = _form_of(first, name)
    return form, _items(form, chain(first, rows), known)


def _form_of(rows: list[Row | Failure], name: str) -> FormName:
    found = [row.fields for row in rows if isinstance(row, Row)]
    for fields in found:
        if (form := _form_of_one(fields)) is not None:
            return form
    if not found:
        return "labeler"  # nothing in it, or nothing that can be read: each line is reported
    raise LabelerError(
        f"Nothing in {name} tells which tool wrote it. Say it: --from {', '.join(FORMS[:-1])} or {FORMS[-1]}."
    )


def _form_of_one(fields: dict[str, Json]) -> FormName | None:
    keys = fields.keys()
    if keys >= _OWN:
        return "labeler"
    if keys >= set(COLUMNS):
        return "table"
    if isinstance(fields.get("data"), dict) and keys & {"annotations", "completions", "predictions"}:
        return "label-studio"
    if {"annotation_id", "annotator"} <= keys:
        return "label-studio"
    if fields.get("answer") in ("accept", "reject", "ignore") or "_task_hash" in keys:
        return "prodigy"
    if isinstance(fields.get("text"), str) and keys & _LABELS:
        return "doccano"
    return "labeler" if len(keys & _OWN) > 1 else None


def _items(form: FormName, rows: Iterable[Row | Failure], known: Container[str]) -> Iterator[Item]:
    for row in rows:
        if isinstance(row, Failure):
            yield row
            continue
        try:
            match form:
                case "label-studio":
                    yield from label_studio.items(row, known)
                case "doccano":
                    yield from doccano.items(row)
                case "prodigy":
                    yield from prodigy.items(row)
                case "table":
                    yield from table.items(row)
                case "labeler":
                    yield from own.items(row)
        except LabelerError as error:
            yield Failure(row.where, str(error))
