"""One capture a file: plain text and HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.records import Capture
from labeler.errors import LabelerError
from labeler.readers.decoding import decode
from labeler.readers.source import HTML, TEXT, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labeler.readers.opened import Opened
    from labeler.readers.source import Item

_MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)
_NAMED_HTML = (".html", ".htm", ".xhtml")
_LOOKED_AT = 4000


def looks_like_html(suffix: str, text: str) -> bool:
    """Whether a capture is HTML: by the ending of its name, else by its first tags."""
    return suffix.lower() in _NAMED_HTML or has_markup(text)


def has_markup(text: str) -> bool:
    """Whether the tags of a page stand near the beginning of a text."""
    return _MARKUP.search(text[:_LOOKED_AT]) is not None


def read_capture(opened: Opened) -> Iterator[Item]:
    """The one news item in a file; HTML is known by its markup, whatever the file is called.

    Raises:
        LabelerError: empty, not text, or too long.
    """
    data = opened.whole()
    if not data.strip():
        raise LabelerError("It is empty.")
    text, encoding = decode(data, html=b"<" in data[:_LOOKED_AT])
    if not text.strip():
        raise LabelerError("It is empty.")
    yield Source(
        where=opened.where,
        data=data,
        content=text,
        media_type=HTML if looks_like_html(opened.suffix, text) else TEXT,
        encoding=encoding,
        capture=Capture(file_name=opened.name),
    )
