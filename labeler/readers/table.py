"""CSV and TSV with headers: one row, one news item."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.decoding import decode
from labeler.readers.rows import row_source
from labeler.readers.source import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from labeler.readers.source import Source

_LARGEST_FIELD = 64 * 1024 * 1024


def read_table(path: Path) -> Iterator[Source | Failure]:
    """The news items of a CSV (or tab-separated) file whose first row names the columns.

    Raises:
        LabelerError: empty, or no header with “text” or “html”.
        OSError: not readable.
    """
    text, _ = decode(path.read_bytes())
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise LabelerError("It is empty.")
    file_name = name_of(path)
    csv.field_size_limit(_LARGEST_FIELD)
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
        where = f"{file_name}, row {number}"
        try:
            cells = next(rows, None)
            if cells is None:
                return
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise LabelerError(f"It has {len(cells)} fields where the header has {len(header)}.")
            yield row_source(dict(zip(header, cells, strict=True)), where, file_name)
        except csv.Error as error:
            yield Failure(where, f"It cannot be read as CSV: {error}.")
        except LabelerError as error:
            yield Failure(where, str(error))
