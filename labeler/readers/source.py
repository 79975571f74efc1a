"""What a reader yields before the article is stripped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from labeler.progress import Failure
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Capture

TEXT = "text/plain"
HTML = "text/html"


def name_of(path: Path) -> str:
    """A file's name as it is stored and shown; bytes that are no UTF-8 become U+FFFD."""
    return without_lone_surrogates(path.name)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that by its nature holds no article. It is no failure; equal ones are counted.

    Attributes:
        where: the file it is in.
        why: what it is, of few kinds ("HTTP status 404").
    """

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one news item and what they say.

    Attributes:
        where: the file, row or line it came from, for messages.
        data: the bytes as they came in; for a row or the entry of a feed, the UTF-8 bytes of its text.
        content: the bytes decoded.
        media_type: TEXT or HTML.
        encoding: what they were decoded with.
        capture: where the file or row says it came from.
        if_bare: what it counts as if it turns out to hold no text; None if that is a failure.
    """

    where: str
    data: bytes
    content: str
    media_type: str
    encoding: str
    capture: Capture
    if_bare: Skipped | None = None


Item: TypeAlias = Source | Failure | Skipped
"""What readers yield."""
