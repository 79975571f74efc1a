from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from backports import zstd
from fastwarc.stream_io import BrotliWriter

from db.digests import sha256_bytes
from labeler.readers import http_body, warc
from labeler.readers.source import HTML, TEXT
from tests.labeler.readers.made_files import PAGE, read, record, response

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def brotli(data: bytes) -> bytes:
    out = io.BytesIO()
    with BrotliWriter(out) as writer:
        writer.write(data)
    return out.getvalue()


def chunked(data: bytes, size: int = 20) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_a_response_is_an_article_with_its_address_and_the_time_of_its_capture(tmp_path: Path) -> None:
    found = read(tmp_path, "crawl.warc", response(PAGE.encode(), "http://bote.example/1"))
    (source,) = found.sources
    assert (source.where, source.data, source.content) == ("crawl.warc, record 1", PAGE.encode(), PAGE)
    assert (source.media_type, source.encoding) == (HTML, "utf-8")
    capture = source.capture
    assert (capture.file_name, capture.url, capture.published_at) == (
        "crawl.warc",
        "http://bote.example/1",
        None,
    )
    assert capture.metadata == {
        "captured_at": "2026-03-01T08:00:00Z",
        "record_id": "urn:uuid:5f1e0000-0000-4000-8000-000000000001",
    }
    assert (found.failures, found.skipped) == ([], [])


def test_texts_converted_from_pages_and_resources_are_articles(tmp_path: Path) -> None:
    data = record(
        "conversion",
        "Der Hafen von Köln".encode(),
        Content_Type="text/plain",
        WARC_Target_URI="http://a.example/",
    ) + record("resource", PAGE.encode(), Content_Type="text/html", WARC_Target_URI="<http://b.example/>")
    text, page = read(tmp_path, "a.warc.wet.gz", gzip.compress(data)).sources
    assert (text.media_type, text.content, text.capture.url) == (
        TEXT,
        "Der Hafen von Köln",
        "http://a.example/",
    )
    assert (page.media_type, page.content, page.capture.url) == (HTML, PAGE, "http://b.example/")


def test_what_holds_no_article_is_skipped_by_kind(tmp_path: Path) -> None:
    data = b"".join(
        [
            record("warcinfo", b"software: x\r\n"),
            record("request", b"GET / HTTP/1.1\r\n\r\n", Content_Type="application/http; msgtype=request"),
            *[response(b"\x89PNG", Content_Type="image/png")] * 3,
            response(b"%PDF", Content_Type="application/pdf"),
            response(b"{}", Content_Type="chemical/x-pdb"),
            response(PAGE.encode(), status="404 Not Found"),
            response(PAGE.encode(), status="301 Moved"),
            response(b"  \n"),
            response(b"no type, no tags", Content_Type=""),
            record("revisit", b"", WARC_Target_URI="http://a.example/"),
            record("metadata", b"x: y"),
            record("odd", b"x"),
            record("response", b"garbage", Content_Type="application/http; msgtype=response"),
        ]
    )
    found = read(tmp_path, "crawl.warc", data)
    assert (found.sources, found.failures) == ([], [])
    assert {skipped.where for skipped in found.skipped} == {"crawl.warc"}
    assert Counter(skipped.why for skipped in found.skipped) == {
        "of kind warcinfo": 1,
        "of kind request": 1,
        "of type image": 3,
        "of type application": 1,
        "of another type than text": 1,
        "HTTP status 404": 1,
        "HTTP status 301": 1,
        "without a text": 1,
        "of no stated type": 1,
        "of kind revisit": 1,
        "of kind metadata": 1,
        "of no known kind": 1,
        "no HTTP status": 1,
    }


@pytest.mark.parametrize(
    "made",
    [
        lambda data: data.replace(b"WARC/1.1", b"WARC/0.18"),
        lambda data: data.replace(b"HTTP/1.1 200 OK", b"HTTP/2 200 Good"),
        lambda data: data.replace(b"Content-Type: application/http; msgtype=response\r\n", b""),
        lambda data: data.replace(b"text/html; charset=utf-8", b"TEXT/HTML; Charset=UTF-8"),
    ],
)
def test_records_of_other_writers_are_read(tmp_path: Path, made: Callable[[bytes], bytes]) -> None:
    assert read(tmp_path, "crawl.warc", made(response(PAGE.encode()))).contents == [PAGE]


def test_http_headers_may_end_in_single_line_ends(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + PAGE.encode()
    data = record("response", block, Content_Type="application/http; msgtype=response")
    assert read(tmp_path, "crawl.warc", data).contents == [PAGE]


def test_a_record_whose_length_is_not_understood_is_no_empty_one(tmp_path: Path) -> None:
    data = response(PAGE.encode()) + response(PAGE.encode()).replace(
        b"\r\nContent-Length", b"\r\ncontent-length"
    )
    found = read(tmp_path, "crawl.warc", data)
    assert found.contents == [PAGE]
    assert "after record 1" in found.reasons["crawl.warc"]
    assert found.skipped == []


def test_a_page_of_no_stated_type_is_known_by_its_tags(tmp_path: Path) -> None:
    (source,) = read(tmp_path, "crawl.warc", response(PAGE.encode(), Content_Type="")).sources
    assert source.media_type == HTML


@pytest.mark.parametrize(
    ("encode", "headers"),
    [
        (chunked, {"Transfer_Encoding": "chunked"}),
        (gzip.compress, {"Content_Encoding": "gzip"}),
        (lambda page: chunked(gzip.compress(page)), {"Transfer_Encoding": "Chunked", "Content_Encoding": "x-gzip"}),
        (zlib.compress, {"Content_Encoding": "deflate"}),
        (lambda page: zlib.compress(page)[2:-4], {"Content_Encoding": "deflate"}),
        (brotli, {"Content_Encoding": "br"}),
        (zstd.compress, {"Content_Encoding": "zstd"}),
        (lambda page: brotli(gzip.compress(page)), {"Content_Encoding": "gzip, br"}),
        # What crawlers decoded already, with the headers left as they were.
        (bytes, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (bytes, {"Content_Encoding": "br"}),
        (bytes, {"Content_Encoding": "deflate"}),
        (bytes, {"Content_Encoding": "identity"}),
    ],
)  # fmt: skip
def test_an_article_is_known_by_its_payload_however_it_was_sent(
    tmp_path: Path, encode: object, headers: dict[str, str]
) -> None:
    assert callable(encode)
    (source,) = read(tmp_path, "crawl.warc", response(encode(PAGE.encode()), **headers)).sources
    assert sha256_bytes(source.data) == sha256_bytes(PAGE.encode())


@pytest.mark.parametrize(
    ("body", "headers", "why"),
    [
        (chunked(PAGE.encode())[:-30], {"Transfer_Encoding": "chunked"}, "The chunks of its body are damaged"),
        (gzip.compress(PAGE.encode())[:-9], {"Content_Encoding": "gzip"}, "Its gzip data is damaged"),
        (zlib.compress(PAGE.encode())[:-9], {"Content_Encoding": "deflate"}, "Its body is damaged or cut off (d"),
        (brotli(PAGE.encode())[:-9], {"Content_Encoding": "br"}, "Its body is damaged or cut off (br)"),
        (PAGE.encode(), {"Content_Encoding": "compress"}, "Its body is encoded as “compress”"),
        (b"\x89PNG\0\0\0" * 90, {}, "It is not text"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_named_and_the_rest_goes_on(
    tmp_path: Path, body: bytes, headers: dict[str, str], why: str
) -> None:
    found = read(tmp_path, "crawl.warc", response(body, **headers) + response(PAGE.encode()))
    assert found.contents == [PAGE]
    assert found.reasons["crawl.warc, record 1"].startswith(why)


@pytest.mark.parametrize(
    ("page", "written", "header"),
    [
        ("<p>Köln “offen”</p>", "cp1252", "text/html; charset=iso-8859-1"),
        ("<p>Гавань открыта</p>", "koi8-r", 'text/html;charset="KOI8-R"'),
        ("<p>港湾</p>", "iso2022_jp", "text/html; charset=ISO-2022-JP"),
        ("<p>港湾が再開</p>", "utf-16-le", "text/html; charset=utf-16le"),
        # A server's default that the bytes refute.
        ("<p>Köln “offen”</p>", "utf-8", "text/html; charset=iso-8859-1"),
        # The server says more than the page, and nonsense less.
        ('<meta charset="koi8-r"><p>Köln</p>', "cp1252", "text/html; charset=windows-1252"),
        ('<meta charset="windows-1252"><p>Köln</p>', "cp1252", "text/html; charset=unicode_escape"),
    ],
)  # fmt: skip
def test_the_encoding_is_the_one_the_server_names(
    tmp_path: Path, page: str, written: str, header: str
) -> None:
    (source,) = read(tmp_path, "crawl.warc", response(page.encode(written), Content_Type=header)).sources
    assert source.content == page


def test_damage_costs_only_what_is_behind_it(tmp_path: Path) -> None:
    one, two = response(b"<p>One</p>"), response(b"<p>Two</p>")
    found = read(tmp_path, "crawl.warc", one + b"X" + two[1:] + one)
    assert found.contents == ["<p>One</p>"]
    assert found.reasons == {
        "crawl.warc": "It is damaged or cut off after record 1. Nothing after that place can be read."
    }


@pytest.mark.parametrize("lost", [5, 60, 200])
def test_a_crawl_that_is_cut_off_gives_the_records_before(tmp_path: Path, lost: int) -> None:
    data = response(b"<p>One</p>") + response(b"<p>Two and more, and then some</p>" * 5)
    found = read(tmp_path, "crawl.warc", data[:-lost])
    assert found.contents == ["<p>One</p>"]
    assert list(found.reasons) == ["crawl.warc"]
    packed = gzip.compress(response(b"<p>One</p>")) + gzip.compress(response(PAGE.encode()))
    found = read(tmp_path, "crawl.warc.gz", packed[: -lost - 10])
    assert found.contents == ["<p>One</p>"]
    assert "damaged or cut off" in found.reasons["crawl.warc.gz"]


def test_a_crawl_cut_off_within_a_picture_says_so(tmp_path: Path) -> None:
    data = response(PAGE.encode()) + response(b"\x89PNG" * 100, Content_Type="image/png")
    found = read(tmp_path, "crawl.warc", data[:-100])
    assert found.contents == [PAGE]
    assert list(found.reasons) == ["crawl.warc"]


def test_what_the_crawler_cut_is_marked(tmp_path: Path) -> None:
    data = record("resource", b"<p>Half", Content_Type="text/html", WARC_Truncated="length")
    (source,) = read(tmp_path, "crawl.warc", data).sources
    assert source.capture.metadata["truncated"] == "length"


def test_a_page_in_segments_and_one_that_is_too_long_are_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "LONGEST", 1000)
    monkeypatch.setattr(http_body, "LONGEST", 1000)
    data = (
        record("resource", b"<p>1", Content_Type="text/html", WARC_Segment_Number="1")
        + response(b"<p>" + b"x" * 2000)
        + response(brotli(b"<p>" + b"x" * 2000), Content_Encoding="br")
        + response(PAGE.encode())
    )
    found = read(tmp_path, "crawl.warc", data)
    assert found.contents == [PAGE]
    assert ["segments" in why or "too long" in why for why in found.reasons.values()] == [True] * 3


def test_without_the_library_a_sentence_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "labeler.readers.warc")
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    assert "needs FastWARC" in read(tmp_path, "a.warc", response(b"<p>")).reasons["a.warc"]


@pytest.mark.parametrize("name", ["a.warc", "a.wet", "a.warc.gz"])
def test_what_is_only_called_a_crawl_is_refused(tmp_path: Path, name: str) -> None:
    assert "damaged or cut off" in read(tmp_path, name, b"A text that is no crawl.\n").reasons[name]


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_may_bring_the_dictionary_it_was_compressed_with(tmp_path: Path, packed: bool) -> None:
    records = [response(f"<p>The harbour of Kelmar is open, day {day}.</p>".encode()) for day in range(200)]
    dictionary = zstd.train_dict(records, 2000)
    brought = zstd.compress(dictionary.dict_content) if packed else dictionary.dict_content
    data = b"\x5d\x2a\x4d\x18" + len(brought).to_bytes(4, "little") + brought
    data += b"".join(zstd.compress(each, zstd_dict=dictionary) for each in records)
    found = read(tmp_path, "crawl.warc.zst", data)
    assert (len(found.sources), found.failures) == (200, [])
    for length in range(0, 2000, 50):
        assert list(read(tmp_path, "crawl.warc.zst", data[:length]).reasons) == ["crawl.warc.zst"]


def test_a_crawl_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    assert read(tmp_path, "crawl", response(PAGE.encode())).contents == [PAGE]
    assert read(tmp_path, "crawl.open", gzip.compress(response(PAGE.encode()))).contents == [PAGE]
