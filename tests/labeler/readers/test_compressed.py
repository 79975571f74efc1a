from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
from typing import TYPE_CHECKING

import pytest
from backports import zstd

from labeler.readers import compressed, jsonl, limits, opened
from labeler.readers.choose import read_file
from labeler.readers.source import Source
from tests.labeler.readers.made_files import PAGE, archive, mhtml, read, response, rss

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": zstd.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}
LINES = b"".join(json.dumps({"text": f"Line {number}."}).encode() + b"\n" for number in range(3))
TEXTS = ["Line 0.", "Line 1.", "Line 2."]


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("rows.jsonl", LINES, TEXTS),
        ("rows.json", LINES, TEXTS),
        ("rows", LINES, TEXTS),
        ("table.csv", b"text\nOne.\n", ["One."]),
        ("page.html", PAGE.encode(), [PAGE]),
        ("notes.txt", b"A text.", ["A text."]),
        ("notes", b"A text.", ["A text."]),
        ("feed.xml", rss("<description>One.</description>"), ["One."]),
        ("page.mhtml", mhtml(), [PAGE]),
        ("crawl.warc", response(PAGE.encode()), [PAGE]),
    ],
)
def test_a_compressed_file_is_read_as_the_file_in_it(
    tmp_path: Path, suffix: str, name: str, data: bytes, texts: list[str]
) -> None:
    found = read(tmp_path, name + suffix, COMPRESS[suffix](data))
    assert (found.contents, found.failures) == (texts, [])
    assert {source.capture.file_name for source in found.sources} == {name + suffix}


@pytest.mark.parametrize("suffix", COMPRESS)
def test_it_is_known_by_its_first_bytes_and_parts_in_a_row_are_one(tmp_path: Path, suffix: str) -> None:
    data = COMPRESS[suffix](LINES) + COMPRESS[suffix](LINES)
    assert read(tmp_path, "rows.jsonl", data).contents == TEXTS * 2


@pytest.mark.parametrize("name", ["rows.jsonl.gz", "rows.jsonl.zst", "rows.jsonl.zip"])
def test_a_file_that_is_only_called_compressed_is_read_as_it_is(tmp_path: Path, name: str) -> None:
    if name.endswith(".zip"):
        name = "rows.txt.zip"
        assert read(tmp_path, name, b"A text as it is.").contents == ["A text as it is."]
    else:
        assert read(tmp_path, name, LINES).contents == TEXTS


@pytest.mark.parametrize("name", ["a.gz", "a.zst", "a.zip", "a.txt.xz"])
def test_what_is_called_compressed_and_is_no_text_is_refused(tmp_path: Path, name: str) -> None:
    assert "but is not" in read(tmp_path, name, b"\0\1\2" + os.urandom(50)).reasons[name]


@pytest.mark.parametrize("suffix", COMPRESS)
def test_damage_costs_only_what_is_behind_it(tmp_path: Path, suffix: str) -> None:
    lines = b"".join(json.dumps({"text": os.urandom(40).hex()}).encode() + b"\n" for _ in range(20_000))
    data = COMPRESS[suffix](lines)
    found = read(tmp_path, f"rows.jsonl{suffix}", data[: len(data) // 2])
    assert 1000 < len(found.sources) < 20_000
    assert [source.content for source in found.sources[:2]] == [
        json.loads(line)["text"] for line in lines.splitlines()[:2]
    ]
    *_, last = found.failures
    assert "data is damaged or cut off" in last.why
    assert len(found.failures) <= 2  # the line that was cut, and the reason


def test_of_a_damaged_file_no_half_article_is_taken(tmp_path: Path) -> None:
    found = read(tmp_path, "page.html.gz", gzip.compress(os.urandom(5000).hex().encode())[:-100])
    assert found.sources == []
    assert list(found.reasons) == ["page.html.gz"]


@pytest.mark.parametrize("suffix", COMPRESS)
def test_a_bomb_is_stopped_by_how_much_it_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(limits, "_HARMLESS", 100_000)
    lines = LINES * 20 + b'{"text": "' + b"0" * 40_000_000 + b'"}\n'
    found = read(tmp_path, f"rows.jsonl{suffix}", COMPRESS[suffix](lines))
    assert "more than 200 times its size" in found.reasons[f"rows.jsonl{suffix}"]
    assert len(found.contents) <= 60


def test_ordinary_repetition_is_no_bomb(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"id": n, "text": "The harbour is open. " * 40}).encode() + b"\n" for n in range(3000)
    )
    assert len(read(tmp_path, "rows.jsonl.gz", gzip.compress(lines)).sources) == 3000


def test_all_that_a_file_unpacks_to_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 300_000)
    lines = b"".join(json.dumps({"text": os.urandom(500).hex()}).encode() + b"\n" for _ in range(1000))
    found = read(tmp_path, "rows.jsonl.zst", zstd.compress(lines))
    assert "unpacks to more than" in found.reasons["rows.jsonl.zst"]
    assert 0 < len(found.sources) < 1000


def test_a_line_too_long_is_a_failure_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 1000)
    long = json.dumps({"text": "x" * 5000}).encode() + b"\n"
    found = read(tmp_path, "rows.jsonl.gz", gzip.compress(LINES + long + LINES + long.strip()))
    assert found.contents == TEXTS * 2
    assert list(found.reasons) == ["rows.jsonl.gz, line 4", "rows.jsonl.gz, line 8"]


@pytest.mark.parametrize("name", ["page.html", "page.html.gz"])
def test_a_page_too_long_for_an_article_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(opened.Opened.whole, "__defaults__", (1000,))
    data = b"<p>" + b"x" * 2000
    found = read(tmp_path, name, gzip.compress(data) if name.endswith("gz") else data)
    assert "too large to be read at once" in found.reasons[name]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.gz", gzip.compress(gzip.compress(b"text")), "It is compressed more than once"),
        ("a.zst", zstd.compress(gzip.compress(b"text")), "It is compressed more than once"),
        ("a.gz", gzip.compress(archive({"a.txt": b"text"})), "It is an archive in a gzip file"),
        ("a.tar.gz", gzip.compress(b"a" * 257 + b"ustar\x0000" + b"\0" * 300), "It is a tar archive"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 30, "It is a 7z archive"),
        ("a.rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 30, "It is a RAR archive"),
        ("a.gz", b"", "It is empty"),
        ("a.txt.gz", gzip.compress(b""), "It is empty"),
        ("a.warc.gz", gzip.compress(b""), "It is empty"),
    ],
)
def test_what_cannot_be_unpacked_is_refused_in_words(
    tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    assert read(tmp_path, name, data).reasons[name].startswith(why)


def test_a_dump_is_unpacked_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl.gz"
    with gzip.open(path, "wb") as out:
        for _ in range(2000):
            out.write(json.dumps({"text": os.urandom(500).hex()}).encode() + b"\n")
    items = read_file(path)
    with path.open("r+b") as file:
        assert isinstance(next(items), Source)
        file.truncate(path.stat().st_size // 2)  # what is gone was not read yet
    rest = list(items)
    assert 0 < len(rest) < 1999
    assert "cut off" in str(rest[-1])


def test_a_stream_goes_on_after_a_look_ahead() -> None:
    data = os.urandom(300_000)
    budget = limits.Budget()
    raw = compressed.Unpacking(
        gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(data))), "gzip", lambda: 1000, budget
    )
    stream = opened.buffered(raw)
    assert data.startswith(stream.peek(10))
    assert stream.read() == data
    assert budget.left == limits.MOST_UNPACKED - len(data)
