"""JSON Lines: one object a line, each a news item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.limits import LONGEST, in_words
from labeler.readers.rows import json_object, row_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labeler.readers.opened import Opened
    from labeler.readers.source import Item


def read_jsonl(opened: Opened) -> Iterator[Item]:
    """The news items of a JSON Lines file, line by line; a bad line is a failure and the rest goes on.

    Raises:
        LabelerError: no line at all, or damaged.
    """
    number = 0
    empty = True
    while line := opened.stream.readline(LONGEST + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        empty = False
        where = f"{opened.where}, line {number}"
        if len(line) > LONGEST:
            while line and not line.endswith(b"\n"):
                line = opened.stream.readline(LONGEST)
            yield Failure(where, f"It is longer than {in_words(LONGEST)}, too long for an article.")
            continue
        try:
            yield row_source(json_object(line), where, opened.name)
        except LabelerError as error:
            yield Failure(where, str(error))
    if empty:
        raise LabelerError("It is empty.")
