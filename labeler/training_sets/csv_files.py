"""Pure: the rows of a training set as CSV (RFC 4180: comma, CRLF, quotes doubled), for machines or for people."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

from db.digests import canonical_json
from labeler.training_sets.formula_cells import guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from db.records import Json
    from labeler.training_sets.columns import Column

SUFFIX = "csv"

_SPECIAL = re.compile('[",\r\n]')


def cell(value: Json) -> str:
    """A value as one cell: a text as itself, nothing as nothing, all else as JSON; an empty list is “[]”."""
    if isinstance(value, str):
        return value
    return "" if value is None else canonical_json(value)


class Table:
    """Writes rows of cells under a header, of two columns or more."""

    def __init__(
        self, write: Callable[[str], None], header: Sequence[str], *, for_people: bool = False
    ) -> None:
        self._write = write
        self._for_people = for_people
        self.write_cells(header)

    def write_cells(self, cells: Sequence[str]) -> None:
        """Writes a row.

        By hand, as the writer of the standard library goes through long texts sign by sign.
        """
        if self._for_people:
            cells = [guarded(cell) for cell in cells]
        quoted = [_quoted(cell) if _SPECIAL.search(cell) else cell for cell in cells]
        self._write(",".join(quoted) + "\r\n")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


class CsvRows:
    """Writes rows of a training set, a column each."""

    def __init__(self, write: Callable[[str], None], columns: Sequence[Column], *, for_people: bool) -> None:
        self._names = [column.name for column in columns]
        self._table = Table(write, self._names, for_people=for_people)

    def write(self, row: Json) -> None:
        """Writes a row."""
        self._table.write_cells([cell(row.get(name)) for name in self._names])

    def close(self) -> None:
        """Nothing is held back."""


def rows_in(path: Path, columns: Sequence[Column], *, for_people: bool) -> Iterator[Json]:
    """The rows of a file as they were written, but that nothing and an empty text are one."""
    kinds = {column.name: column.kind for column in columns}
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            cells = {name: unguarded(each) for name, each in row.items()} if for_people else row
            yield {
                name: each if kinds[name] in ("text", "class") else json.loads(each) if each else None
                for name, each in cells.items()
            }
