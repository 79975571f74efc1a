"""The values of one question as CSV: for spreadsheets, and for vocabularies that come as tables."""

from __future__ import annotations

import csv
import io
from itertools import dropwhile
from typing import TYPE_CHECKING

from labeler.codebook import Value
from labeler.codebook_files import shown_value
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("value", "title", "parent", "key", "code", "definition", "include", "exclude", "examples")
"""Of these only “value” is needed. “examples” holds one a line; any other column is refused."""


def values_to_csv(values: Sequence[Value]) -> str:
    """Values as a table with all columns; read again, they are the same values."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for value in values:
        table.writerow(
            [
                *(getattr(value, name) or "" for name in COLUMNS[:-1]),
                "\n".join(" ".join(each.split()) for each in value.examples),
            ]
        )
    return out.getvalue()


def values_from_csv(text: str) -> list[Value]:
    """Values from a table; comma, semicolon or tab, told by the first row. Lines before it that begin with # are skipped.

    Raises:
        LabelerError: names the row and what is wrong with it.
    """
    # Only line breaks end lines: the other signs that Python splits at may stand in a text.
    read = io.StringIO(text.removeprefix("\ufeff"), newline="")
    lines = list(dropwhile(lambda line: line.startswith("#"), read))
    first = lines[0] if lines else ""
    separator = max(",;\t", key=first.count)
    rows = csv.reader(lines, delimiter=separator, strict=True)
    try:
        header = [name.strip().casefold() for name in next(rows, [])]
        _check_header(header)
        found = [_value(dict(zip(header, row, strict=False)), rows.line_num) for row in rows if any(row)]
    except csv.Error as error:
        raise LabelerError(f"line {rows.line_num} is not CSV ({error}).") from error
    if not found:
        raise LabelerError("it holds no value. Below the names of the columns, write one value a row.")
    return found


def _check_header(header: list[str]) -> None:
    if "value" not in header:
        raise LabelerError(f"its first row must name the columns, “value” among them: {', '.join(COLUMNS)}.")
    for name in header:
        if name not in COLUMNS:
            raise LabelerError(f"there is no column “{name}”. The columns are {', '.join(COLUMNS)}.")
        if header.count(name) > 1:
            raise LabelerError(f"the column “{name}” is there twice.")


def _value(cells: dict[str, str], line: int) -> Value:
    text = {name: cells.get(name, "").strip() for name in COLUMNS}
    if not text["value"]:
        raise LabelerError(f"line {line} has no value. Fill the column “value”, or take the row out.")
    return Value(
        text["value"],
        text["title"] or shown_value(text["value"]),
        text["parent"] or None,
        text["key"].upper(),
        text["definition"],
        text["include"],
        text["exclude"],
        tuple(filter(None, map(str.strip, text["examples"].split("\n")))),
        text["code"],
    )
