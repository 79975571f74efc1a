"""Capture files of every kind, made for tests: bytes by hand, as other programs write them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from labeler.progress import Failure
from labeler.readers.choose import read_file
from labeler.readers.source import Skipped, Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGE = (
    "<html><head><title>Harbour</title></head><body><p>The harbour of Kelmar is open again.</p></body></html>"
)


class Read(NamedTuple):
    """What a file came to."""

    sources: list[Source]
    failures: list[Failure]
    skipped: list[Skipped]

    @property
    def contents(self) -> list[str]:
        """The texts."""
        return [source.content for source in self.sources]

    @property
    def reasons(self) -> dict[str, str]:
        """Why, by where."""
        return {failure.where: failure.why for failure in self.failures}


def read(folder: Path, name: str, data: bytes) -> Read:
    """Reads some bytes as a file of this name."""
    path = folder / name
    path.write_bytes(data)
    items = list(read_file(path))
    return Read(
        [item for item in items if isinstance(item, Source)],
        [item for item in items if isinstance(item, Failure)],
        [item for item in items if isinstance(item, Skipped)],
    )


def record(kind: str, block: bytes, **headers: str) -> bytes:
    """A WARC record; "_" in the name of a header stands for "-"."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:5f1e0000-0000-4000-8000-000000000001>",
        "WARC-Date": "2026-03-01T08:00:00Z",
        **{name.replace("_", "-"): value for name, value in headers.items()},
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def response(
    body: bytes, url: str = "http://bote.example/1", status: str = "200 OK", **headers: str
) -> bytes:
    """A WARC record of a page that a server sent, HTML unless its Content_Type says otherwise."""
    sent = {"Content_Type": "text/html; charset=utf-8", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in sent.items() if value)
    return record(
        "response",
        f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body,
        Content_Type="application/http; msgtype=response",
        WARC_Target_URI=url,
    )


def mhtml(page: str = PAGE, charset: str = "utf-8", url: str = "https://bote.example/hafen") -> bytes:
    """A page as a browser saves it, with a picture beside it."""
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {url}\r\n"
        "Subject: =?utf-8?Q?Der=20Hafen=20=C3=B6ffnet?=\r\n"
        "Date: Sun, 1 Mar 2026 08:00:00 -0000\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Bound----"\r\n'
        "\r\n\r\n------Bound----\r\n"
        f"Content-Type: text/html; charset={charset}\r\n"
        "Content-ID: <frame-1@mhtml.blink>\r\n"
        "Content-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: {url}\r\n\r\n"
    )
    picture = (
        "\r\n------Bound----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://bote.example/a.png\r\n\r\niVBORw0KGgo=\r\n\r\n------Bound------\r\n"
    )
    return head.encode() + page.encode(charset) + picture.encode()


def rss(*items: str, title: str = "Kelmarer Bote") -> bytes:
    """An RSS feed of the insides of some items."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>{title}</title><link>http://bote.example/</link>{inside}</channel></rss>"
    ).encode()


def atom(*entries: str, title: str = "Kelmarer Bote") -> bytes:
    """An Atom feed of the insides of some entries."""
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>'
        f'<link href="http://bote.example/"/>{inside}</feed>'
    ).encode()


def archive(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()
