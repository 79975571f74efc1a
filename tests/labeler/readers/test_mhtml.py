from __future__ import annotations

import base64
import quopri
from typing import TYPE_CHECKING

import pytest

from labeler.readers import mhtml as reader
from labeler.readers.mhtml import is_mhtml
from labeler.readers.source import HTML, TEXT
from tests.labeler.readers.made_files import PAGE, mhtml, read

if TYPE_CHECKING:
    from pathlib import Path


def parts(*made: str, kind: str = "related", more: str = "") -> bytes:
    """A message of parts, each with its headers."""
    inside = "".join(f"--B\n{part}\n" for part in made)
    return (
        f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="B"{more}\n\n{inside}--B--\n'.encode()
    )


def test_the_page_is_read_with_its_address_and_title(tmp_path: Path) -> None:
    found = read(tmp_path, "page.mhtml", mhtml())
    (source,) = found.sources
    assert (source.data, source.media_type, source.where) == (PAGE.encode(), HTML, "page.mhtml")
    capture = source.capture
    assert (capture.url, capture.title, capture.published_at) == (
        "https://bote.example/hafen",
        "Der Hafen öffnet",
        None,
    )
    assert capture.metadata == {"captured_at": "2026-03-01T08:00:00"}
    assert found.failures == []


@pytest.mark.parametrize("name", ["page.mht", "page.txt", "page"])
def test_it_is_known_by_its_name_or_its_headers(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, mhtml()).contents == [PAGE]


def test_the_charset_of_the_part_counts(tmp_path: Path) -> None:
    page = "<p>Гавань снова открыта</p>"
    (source,) = read(tmp_path, "page.mht", mhtml(page, "koi8-r")).sources
    assert (source.content, source.encoding, source.data) == (page, "koi8-r", page.encode("koi8-r"))


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_the_part_is_decoded(tmp_path: Path, encoding: str) -> None:
    page = "<p>Köln = offen</p>"
    sent = {
        "quoted-printable": quopri.encodestring(page.encode()).decode(),
        "base64": base64.b64encode(page.encode()).decode(),
        "8bit": page,
    }[encoding]
    data = parts(f"Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{sent}")
    (source,) = read(tmp_path, "page.mht", data).sources
    assert source.data == page.encode()


def test_the_start_goes_before_the_first_page_and_a_page_before_a_text(tmp_path: Path) -> None:
    frame = "Content-Type: text/html\nContent-ID: <frame>\n\n<p>A frame</p>"
    page = "Content-Type: text/html\nContent-ID: <page>\n\n<p>The page</p>"
    text = "Content-Type: text/plain\n\nA text"
    assert read(tmp_path, "a.mht", parts(frame, page)).contents == ["<p>A frame</p>"]
    assert read(tmp_path, "a.mht", parts(frame, page, more='; start="<page>"')).contents == [
        "<p>The page</p>"
    ]
    assert read(tmp_path, "a.mht", parts(text, page)).contents == ["<p>The page</p>"]
    (source,) = read(tmp_path, "a.mht", parts(text)).sources
    assert (source.media_type, source.content) == (TEXT, "A text")


def test_a_page_saved_from_a_disk_has_no_address(tmp_path: Path) -> None:
    (source,) = read(tmp_path, "a.mht", mhtml(url="file:///C:/page.html")).sources
    assert source.capture.url is None


def test_cut_off_within_the_page_it_is_refused_and_behind_it_taken(tmp_path: Path) -> None:
    data = mhtml()
    end_of_page = data.index(b"</html>")
    assert "cut off within the page" in read(tmp_path, "a.mht", data[:end_of_page]).reasons["a.mht"]
    assert read(tmp_path, "a.mht", data[: data.index(b"iVBOR")]).contents == [PAGE]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (parts("Content-Type: image/png\n\nx"), "There is no web page in it"),
        (parts("Content-Type: text/html\n\n \n"), "The page in it is empty"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nx", "There is no web page in it"),
    ],
)
def test_without_a_page_a_sentence_says_so(tmp_path: Path, data: bytes, why: str) -> None:
    assert read(tmp_path, "a.mht", data).reasons["a.mht"].startswith(why)


def test_one_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST", 100)
    assert "It is larger than" in read(tmp_path, "a.mht", mhtml()).reasons["a.mht"]


@pytest.mark.parametrize(
    "text",
    [
        b"A text about MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        b"Subject: A letter\nMIME-Version: 1.0\nContent-Type: text/plain\n\nmultipart/related",
        b"<p>MIME-Version:</p>",
        b"",
    ],
)
def test_other_texts_are_not_taken_for_one(text: bytes) -> None:
    assert not is_mhtml(text)
