"""CSV and TSV with headers: one row, one news item."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.decoding import decode
from labeler.readers.limits import LONGEST
from labeler.readers.rows import row_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labeler.readers.opened import Opened
    from labeler.readers.source import Item

LARGEST = 2**30
"""Bytes of a table, which is held whole: only then is it known in which encoding it is."""


def read_table(opened: Opened) -> Iterator[Item]:
    """The news items of a CSV (or tab-separated) file whose first row names the columns.

    Raises:
        LabelerError: empty, no header with “text” or “html”, too large, or damaged.
    """
    text, _ = decode(opened.whole(LARGEST))
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise LabelerError("It is empty.")
    csv.field_size_limit(LONGEST)
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
    except csv.Error as error:
        raise LabelerError(f"Its first row cannot be read: {error}.") from error
    if not {"text", "html"} & set(header):
        raise LabelerError("Its first row must name the columns, one of them “text” or “html”.")
    number = 1
    while True:
        number += 1
        where = f"{opened.where}, row {number}"
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise LabelerError(f"It has {len(cells)} fields where the header has {len(header)}.")
            yield row_source(dict(zip(header, cells, strict=True)), where, opened.name)
        except csv.Error as error:
            yield Failure(where, f"It cannot be read as CSV: {error}.")
        except LabelerError as error:
            yield Failure(where, str(error))
