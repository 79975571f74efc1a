"""One news item a row: what JSONL, CSV and Parquet have in common."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING

from db.records import Capture
from labeler.errors import LabelerError
from labeler.readers.source import HTML, TEXT, Source
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from db.records import Json

_CAPTURE_FIELDS = {
    "id": "given_id",
    "url": "url",
    "title": "title",
    "source": "source",
    "published_at": "published_at",
}


_DEEPEST = 100
_LONGEST_NUMBER = 1000


def clean(value: Json, depth: int = 0) -> Json:
    """A JSON value without half characters, which no file could hold.

    Raises:
        LabelerError: lists in lists in lists, deeper than any file could hold.
    """
    if isinstance(value, str):
        return without_lone_surrogates(value)
    if depth > _DEEPEST:
        raise LabelerError(f"It is nested more than {_DEEPEST} levels deep.")
    if isinstance(value, list):
        return [clean(entry, depth + 1) for entry in value]
    if isinstance(value, dict):
        return {clean(key): clean(entry, depth + 1) for key, entry in value.items()}
    return value


def json_object(line: bytes) -> dict[str, Json]:
    """The object in one line of JSON Lines, without half characters.

    Raises:
        LabelerError: not UTF-8, not JSON (“NaN” is not), not an object, or too deep.
    """
    try:
        value = json.loads(
            line.decode("utf-8"), parse_constant=_constant, parse_float=_float, parse_int=_whole
        )
    except UnicodeDecodeError as error:
        raise LabelerError(f"It is not UTF-8: {error.reason} at byte {error.start}.") from error
    except (ValueError, RecursionError) as error:
        raise LabelerError(f"It is not valid JSON: {error}.") from error
    if not isinstance(value, dict):
        raise LabelerError("It is not an object { … }.")
    found: dict[str, Json] = clean(value)
    return found


def _constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _float(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError(f"{digits} is too large a number")
    return number


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise ValueError(f"a number has more than {_LONGEST_NUMBER} digits")
    return int(digits)


def row_source(row: dict[str, Json], where: str, file_name: str) -> Source:
    """The news item of one row: `text` or `html`, known fields, and everything else as metadata.

    Args:
        row: column or key -> value, without half characters.
        where: the row, for messages.
        file_name: the file the row stands in.

    Raises:
        LabelerError: no text in it.
    """
    for field, media_type in (("html", HTML), ("text", TEXT)):
        content = row.get(field)
        if content is not None and not isinstance(content, str):
            raise LabelerError(f"Its {field} is not a text.")
        if content and content.strip():
            return Source(
                where=where,
                data=content.encode("utf-8"),
                content=content,
                media_type=media_type,
                encoding="utf-8",
                capture=_capture(row, file_name, field),
            )
    if "text" in row or "html" in row:
        raise LabelerError("Its text is empty.")
    if {"annotator", "article", "question"} <= row.keys():
        raise LabelerError("It is a label, not an article. Use “labeler labels import” for this file.")
    raise LabelerError("It has neither “text” nor “html”.")


def _capture(row: dict[str, Json], file_name: str, content_field: str) -> Capture:
    known: dict[str, str | None] = {}
    for field, attribute in _CAPTURE_FIELDS.items():
        value = row.get(field)
        known[attribute] = None if value is None or value == "" else str(value).strip()
    metadata = {
        key: value
        for key, value in row.items()
        if key not in _CAPTURE_FIELDS and key != content_field and value not in (None, "")
    }
    return Capture(
        file_name=file_name,
        given_id=known["given_id"],
        url=known["url"],
        title=known["title"],
        source=known["source"],
        published_at=known["published_at"],
        metadata=metadata,
    )
