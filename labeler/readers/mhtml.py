"""MHTML: a web page that a browser saved with all its parts in one file."""

from __future__ import annotations

import re
from contextlib import suppress
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header, make_header
from typing import TYPE_CHECKING

from db.records import Capture
from labeler.errors import LabelerError
from labeler.readers.dates import iso_date
from labeler.readers.decoding import decode
from labeler.readers.source import HTML, TEXT, Source
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from labeler.readers.opened import Opened
    from labeler.readers.source import Item

_HEADER = re.compile(rb"[!-9;-~]+:")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_IS_MIME = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_IS_RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_MEDIA_TYPES = {HTML: HTML, "application/xhtml+xml": HTML, TEXT: TEXT}

LARGEST = 256 * 2**20
"""Bytes of a page with all its pictures."""


def is_mhtml(head: bytes) -> bool:
    """Whether some first bytes are the headers of a page with its parts."""
    if not _HEADER.match(head):
        return False
    headers = _HEADERS_END.split(head, maxsplit=1)[0]
    return bool(_IS_MIME.search(headers) and _IS_RELATED.search(headers))


def read_mhtml(opened: Opened) -> Iterator[Item]:
    """The one page in a file; pictures and styles are passed over.

    Raises:
        LabelerError: there is no page in it, it is cut off within the page, or it is too large.
    """
    try:
        message = message_from_bytes(opened.whole(LARGEST))
        root = _root(message)
        data = root.get_payload(decode=True) if root is not None else None
        is_cut = root is not None and _is_cut(message, root)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise LabelerError("Its parts cannot be told apart. Save the page again.") from error
    if root is None or not isinstance(data, bytes):
        raise LabelerError("There is no web page in it. Save the page again.")
    if is_cut:
        raise LabelerError("It is cut off within the page. Save the page again.")
    if not data.strip():
        raise LabelerError("The page in it is empty.")
    media_type = _MEDIA_TYPES[root.get_content_type()]
    text, encoding = decode(data, html=media_type == HTML, charset=root.get_content_charset())
    captured_at = _header(message, "Date")
    address = _header(message, "Snapshot-Content-Location") or _header(root, "Content-Location")
    yield Source(
        where=opened.where,
        data=data,
        content=text,
        media_type=media_type,
        encoding=encoding,
        capture=Capture(
            file_name=opened.name,
            url=address if address.startswith(("http://", "https://")) else None,
            title=_header(message, "Subject") or None,
            metadata={"captured_at": iso_date(captured_at)} if captured_at else {},
        ),
    )


def _root(message: Message) -> Message | None:
    """The part that is the page: the one named as the start, else the first that is HTML, else plain text."""
    pages = [
        part for part in message.walk() if "Content-Type" in part and part.get_content_type() in _MEDIA_TYPES
    ]
    start = message.get_param("start")
    for part in pages:
        if start and part.get("Content-ID") == start:
            return part
    return min(pages, key=lambda part: _MEDIA_TYPES[part.get_content_type()] != HTML, default=None)


def _is_cut(message: Message, root: Message) -> bool:
    """Whether the page is the last part of a file that does not end as it should."""
    *_, last = message.walk()
    return last is root and any(
        isinstance(defect, CloseBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects
    )


def _header(message: Message, name: str) -> str:
    value = str(message.get(name, ""))
    with suppress(MessageError, ValueError, LookupError):  # else as it stands
        value = str(make_header(decode_header(value)))
    return without_lone_surrogates(" ".join(value.split()))
