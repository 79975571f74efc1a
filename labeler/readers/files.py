"""One capture a file: plain text and HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from db.records import Capture
from labeler.errors import LabelerError
from labeler.readers.decoding import decode
from labeler.readers.source import HTML, TEXT, Source, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from labeler.progress import Failure

_MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)
_NAMED_HTML = (".html", ".htm", ".xhtml")
_LOOKED_AT = 4000


def looks_like_html(path: Path, text: str) -> bool:
    """Whether a capture is HTML: by its name, else by its first tags."""
    return path.suffix.lower() in _NAMED_HTML or _MARKUP.search(text[:_LOOKED_AT]) is not None


def read_capture(path: Path) -> Iterator[Source | Failure]:
    """The one news item in a file; HTML is known by its markup, whatever the file is called.

    Raises:
        LabelerError: empty, or not text.
        OSError: not readable.
    """
    data = path.read_bytes()
    if not data.strip():
        raise LabelerError("It is empty.")
    text, encoding = decode(data, html=b"<" in data[:_LOOKED_AT])
    if not text.strip():
        raise LabelerError("It is empty.")
    yield Source(
        where=name_of(path),
        data=data,
        content=text,
        media_type=HTML if looks_like_html(path, text) else TEXT,
        encoding=encoding,
        capture=Capture(file_name=name_of(path)),
    )
