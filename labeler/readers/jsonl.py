"""JSON Lines: one object a line, each a news item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.rows import json_object, row_source
from labeler.readers.source import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from labeler.readers.source import Source


def read_jsonl(path: Path) -> Iterator[Source | Failure]:
    """The news items of a JSON Lines file, line by line; a bad line is a failure and the rest goes on.

    Raises:
        LabelerError: no line at all.
        OSError: not readable.
    """
    name = name_of(path)
    empty = True
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            empty = False
            where = f"{name}, line {number}"
            try:
                yield row_source(json_object(line), where, name)
            except LabelerError as error:
                yield Failure(where, str(error))
    if empty:
        raise LabelerError("It is empty.")
