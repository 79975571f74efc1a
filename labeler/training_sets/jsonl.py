"""Pure: the rows of a training set as JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.records import Json

SUFFIX = "jsonl"


def line(row: Json) -> bytes:
    """A row as one line."""
    try:
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        # A whole number of more than 64 bits, which JSON allows and somebody's metadata may hold.
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class JsonLines:
    """Writes rows, a line each."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def write(self, row: Json) -> None:
        """Writes a row; keys are in the order given."""
        self._write(line(row))

    def close(self) -> None:
        """Nothing is held back."""


def rows_in(path: Path) -> Iterator[Json]:
    """The rows of a file as they were written."""
    with path.open("rb") as file:
        for each in file:
            yield orjson.loads(each)
