"""WARC and WET: pages that a crawler fetched, one article a record that holds text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecordType

from db.records import Capture
from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.decoding import charset_of, decode
from labeler.readers.files import has_markup
from labeler.readers.http_body import body_of
from labeler.readers.limits import LONGEST, in_words
from labeler.readers.opened import LOOK_AHEAD, Piecemeal
from labeler.readers.source import HTML, TEXT, Skipped, Source
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from fastwarc.warc import WarcRecord

    from labeler.readers.opened import Opened
    from labeler.readers.source import Item

_MEDIA_TYPES = {HTML: HTML, "application/xhtml+xml": HTML, TEXT: TEXT}
_FAMILIES = ("image", "audio", "video", "font", "text", "application")
_WITH_PAGES = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
_BARE = "without a text"
_RECORD_ENDS = (b"\r\n\r\n", b"\n\n")


class _Page(NamedTuple):
    """What the headers of a record say of the page in it."""

    content_type: str
    transfer_encoding: str = ""
    content_encoding: str = ""


def read_warc(opened: Opened) -> Iterator[Item]:
    """The pages of a crawl: responses, resources, and texts converted from them.

    Every record without a text is skipped with its reason. Behind damage nothing is read.

    Raises:
        LabelerError: it is damaged or cut off, or no WARC.
    """
    stream = _Steady(opened.stream)
    records = ArchiveIterator(stream, parse_http=False, stream_detect=False)  # type: ignore[arg-type] # it reads and tells
    number = 0
    while True:
        try:
            record = next(records, None)
        except OSError as error:
            raise stream.fault or _damaged(number) from error
        if record is None:
            break
        number += 1
        where = f"{opened.where}, record {number}"
        if not _has_length(record):
            raise stream.fault or _damaged(number - 1)
        try:
            item = _item(record, where, opened)
        except LabelerError as error:
            item = Failure(where, str(error))
        if item is None:
            raise stream.fault or _damaged(number - 1)
        yield item
    if stream.fault is not None:
        raise stream.fault
    if not number:
        raise LabelerError("It holds no WARC record.")
    if not stream.last.endswith(_RECORD_ENDS):
        raise _damaged(number)


def _has_length(record: WarcRecord) -> bool:
    """Whether a record is as long as it says; one whose headers are cut off counts as empty."""
    said = (record.headers.get("Content-Length") or "").strip()
    return said != "" and (said.lstrip("0") or "0") == str(record.content_length)


def _damaged(whole: int) -> LabelerError:
    after = f"after record {whole}" if whole else "in its first record"
    return LabelerError(f"It is damaged or cut off {after}. Nothing after that place can be read.")


class _Steady(Piecemeal):
    """A stream as the WARC parser wants it: a fault is kept and looks like the end.

    Attributes:
        fault: what is wrong with the file from here on.
        last: the last bytes that were read.
    """

    def __init__(self, stream: io.BufferedReader) -> None:
        super().__init__(stream)
        self._count = 0
        self.fault: LabelerError | None = None
        self.last = b""

    def read(self, size: int = LOOK_AHEAD) -> bytes:
        """The next bytes; none at the end and behind a fault."""
        if self.fault is not None:
            return b""
        try:
            data = super().read(size)
        except LabelerError as error:
            self.fault = error
            return b""
        except OSError as error:
            self.fault = LabelerError(f"It cannot be read any further ({error.strerror or error}).")
            return b""
        self._count += len(data)
        self.last = (self.last + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._count


def _item(record: WarcRecord, where: str, opened: Opened) -> Item | None:
    """What a record comes to; None if the file ends within it.

    Raises:
        LabelerError: its text cannot be read.
    """
    if record.record_type not in _WITH_PAGES:
        kind = without_lone_surrogates(record.headers.get("WARC-Type") or "")
        known = record.record_type != WarcRecordType.unknown
        return Skipped(opened.where, f"of kind {kind}" if known else "of no known kind")
    page = _Page(record.headers.get("Content-Type") or "")
    if record.record_type == WarcRecordType.response and not page.content_type:
        record.is_http = True
    if record.is_http:
        try:
            record.parse_http(auto_decode="none", quirks_mode=True)  # line ends as they come
        except OSError as error:
            raise LabelerError(f"Its HTTP headers cannot be read ({error}).") from error
        headers = record.http_headers
        status = headers.status_code
        if status != 200:
            return Skipped(opened.where, f"HTTP status {status}" if status else "no HTTP status")
        page = _Page(
            headers.get("Content-Type") or record.headers.get("WARC-Identified-Payload-Type") or "",
            headers.get("Transfer-Encoding") or "",
            headers.get("Content-Encoding") or "",
        )
    media_type = page.content_type.partition(";")[0].strip().lower()
    if media_type and media_type not in _MEDIA_TYPES:
        family = media_type.partition("/")[0]
        return Skipped(
            opened.where, f"of type {family}" if family in _FAMILIES else "of another type than text"
        )
    if record.headers.get("WARC-Segment-Number"):
        raise LabelerError("It is one of several segments of a page, which are not put together.")
    data = record.reader.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise LabelerError(f"It is larger than {in_words(LONGEST)}, too long for an article.")
    if len(data) < record.content_length:
        return None
    return _source(record, page, media_type, data, where, opened)


def _source(
    record: WarcRecord, page: _Page, media_type: str, data: bytes, where: str, opened: Opened
) -> Item:
    data = body_of(data, page.transfer_encoding, page.content_encoding)
    if not data.strip():
        return Skipped(opened.where, _BARE)
    text, encoding = decode(data, html=b"<" in data, charset=charset_of(page.content_type))
    if not media_type and not has_markup(text):
        return Skipped(opened.where, "of no stated type")
    metadata = {
        key: without_lone_surrogates(value)
        for key, header in (
            ("captured_at", "WARC-Date"),
            ("record_id", "WARC-Record-ID"),
            ("truncated", "WARC-Truncated"),
        )
        if (value := (record.headers.get(header) or "").strip("<> \t"))
    }
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> \t")
    return Source(
        where=where,
        data=data,
        content=text,
        media_type=_MEDIA_TYPES.get(media_type, HTML),
        encoding=encoding,
        capture=Capture(file_name=opened.name, url=without_lone_surrogates(url) or None, metadata=metadata),
        if_bare=Skipped(opened.where, _BARE),
    )
