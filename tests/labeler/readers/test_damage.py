"""Whatever happened to a file, it gives news items and sentences, and never an exception."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from backports import zstd
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.labeler.readers.made_files import PAGE, Read, archive, atom, mhtml, read, record, response, rss

if TYPE_CHECKING:
    from pathlib import Path


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": ["One.", "Two."], "published_at": [1, None]}), out)
    return out.getvalue()


_LINES = b"".join(json.dumps({"text": f"Line {number} ö."}).encode() + b"\n" for number in range(3))
_CRAWL = (
    record("warcinfo", b"software: x\r\n")
    + response(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    + record("conversion", "Köln.".encode(), Content_Type="text/plain")
    + response(b"\x89PNG", Content_Type="image/png")
)
_FEED = rss(
    "<title>One</title><content:encoded><![CDATA[<p>One</p>]]></content:encoded>", "<title>Two</title>"
)
FILES = {
    "crawl.warc": _CRAWL,
    "crawl.warc.gz": gzip.compress(_CRAWL[:400]) + gzip.compress(_CRAWL[400:]),
    "page.mhtml": mhtml(),
    "feed.rss": _FEED,
    "feed.atom": atom("<title>One</title><content type='html'>&lt;p&gt;One</content>"),
    "rows.parquet": _parquet(),
    "rows.jsonl.gz": gzip.compress(_LINES),
    "rows.zst": zstd.compress(_LINES),
    "rows.json.bz2": bz2.compress(_LINES),
    "table.csv.xz": lzma.compress(b"text,title\nOne.,Two\n"),
    "captures.zip": archive({"a.html": PAGE.encode(), "b/rows.jsonl.gz": gzip.compress(_LINES), "feed.xml": _FEED}),
}  # fmt: skip


def check(found: Read) -> None:
    """What came out can be stored and shown."""
    for failure in found.failures:
        assert failure.why.endswith(".")
        assert "\n" not in failure.where + failure.why
        failure.where.encode()
    for source in found.sources:
        assert source.data.strip()
        source.content.encode()
        json.dumps(source.capture.metadata, allow_nan=False).encode()


@pytest.mark.parametrize("name", FILES)
def test_a_whole_file_has_no_fault_but_those_it_was_made_with(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, name, FILES[name])
    check(found)
    assert found.sources
    assert {failure.why for failure in found.failures} <= {"There is no text in it."}


@pytest.mark.parametrize("name", FILES)
def test_cut_off_at_any_byte_it_gives_what_was_before_and_says_so(tmp_path: Path, name: str) -> None:
    whole = read(tmp_path, name, FILES[name])
    for length in range(len(FILES[name])):
        found = read(tmp_path, name, FILES[name][:length])
        check(found)
        assert found.contents == whole.contents[: len(found.contents)]
        if len(found.contents) < len(whole.contents):
            # Between two records nobody can know that there were more.
            assert found.failures or FILES[name][:length].endswith(b"\r\n\r\n")


@settings(max_examples=300)
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_changed_anywhere_it_gives_items_and_sentences(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    changed = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed)))
        gone = data.draw(st.integers(0, 8))
        changed[at : at + gone] = data.draw(st.binary(max_size=8))
    check(read(tmp_path_factory.mktemp("changed"), name, bytes(changed)))


@example(name="feed.rss", data=b"<rss><a:title xmlns:a='{'/></rss>")
@example(name="a", data=b"MIME-Version: 1\nContent-Type: multipart/related; boundary*=x''%FF\n\n--")
@given(name=st.sampled_from([*sorted(FILES), "a", "a.txt", "a.json"]), data=st.binary())
def test_any_bytes_under_any_name_give_items_and_sentences(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes
) -> None:
    check(read(tmp_path_factory.mktemp("any"), name, data))
