"""Parquet: one row, one news item, with the columns of a CSV file."""

from __future__ import annotations

import base64
import io
from datetime import date, datetime, time
from math import isfinite
from typing import TYPE_CHECKING, Any

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.decoding import decode
from labeler.readers.limits import LONGEST, Budget, Growth, in_words
from labeler.readers.rows import clean, row_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Json
    from labeler.readers.opened import Opened
    from labeler.readers.source import Item

MAGIC = b"PAR1"

_AT_ONCE = 16
"""Rows in hand at a time."""

LARGEST_PACKED = 2**30
"""Bytes of a Parquet file that stands in another file, and has to be held whole."""


def read_parquet(opened: Opened) -> Iterator[Item]:
    """The news items of a Parquet file, a few rows at a time; a bad row is a failure and the rest goes on.

    Raises:
        LabelerError: pyarrow is not installed, no column “text” or “html”, damaged, or empty.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise LabelerError("Parquet needs pyarrow: pip install 'news-labeler[parquet]'.") from error
    file = io.BytesIO(opened.whole(LARGEST_PACKED)) if opened.packed_in else opened.stream
    size = file.seek(0, io.SEEK_END)
    declared, growth = (Growth(lambda: size, budget) for budget in (Budget(), opened.budget))
    number = 0
    try:
        # The pages of a column come one by one: a row group may be as large as the file.
        table = ParquetFile(file, pre_buffer=False, buffer_size=2**20)
        columns = [name.strip().lower() for name in table.schema_arrow.names]
        if not {"text", "html"} & set(columns):
            raise LabelerError("One of its columns must be called “text” or “html”.")
        declared.add(sum(table.metadata.row_group(at).total_byte_size for at in range(table.num_row_groups)))
        for batch in table.iter_batches(_AT_ONCE, use_threads=False):
            # A text that stands in many rows is in the file only once.
            growth.add(batch.nbytes)
            for cells in zip(*map(_cells, batch.columns), strict=True):
                number += 1
                where = f"{opened.where}, row {number}"
                try:
                    yield row_source(_row(columns, cells), where, opened.name)
                except LabelerError as error:
                    yield Failure(where, str(error))
    except (pa.ArrowException, OSError, ValueError) as error:
        place = f" after row {number}" if number else ""
        raise LabelerError(f"It is no Parquet file, or damaged{place}: {_first_line(error)}.") from error
    if not number:
        raise LabelerError("It is empty.")


def _cells(column: Any) -> list[Any]:
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):
        # Times that Python cannot hold: years beyond 9999, billionths of a second.
        values = column.cast("string").to_pylist()
    return values


def _row(columns: list[str], cells: tuple[Any, ...]) -> dict[str, Json]:
    row = {}
    for name, value in zip(columns, cells, strict=True):
        if name in ("text", "html") and isinstance(value, str | bytes) and len(value) > LONGEST:
            raise LabelerError(f"Its {name} is longer than {in_words(LONGEST)}, too long for an article.")
        if name in ("text", "html") and isinstance(value, bytes):
            value = decode(value, html=name == "html").text
        row[name] = _plain(value)
    found: dict[str, Json] = clean(row)
    return found


def _plain(value: Any) -> Json:
    """A cell as a JSON value: times in ISO 8601, bytes as text or base64, what is no number as nothing."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return base64.b64encode(value).decode("ascii")
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return str(value)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
