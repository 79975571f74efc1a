from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from labeler.readers import limits
from labeler.readers.choose import files_in, read_file
from labeler.readers.source import Source
from tests.labeler.readers.made_files import PAGE, archive, read, response, rss

if TYPE_CHECKING:
    from pathlib import Path


def flagged(data: bytes, flag: int) -> bytes:
    """An archive of one file whose entries carry a flag."""
    made = bytearray(data)
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.index(magic) + place
        (flags,) = struct.unpack_from("<H", made, at)
        struct.pack_into("<H", made, at, flags | flag)
    return bytes(made)


def test_its_files_are_read_as_if_they_stood_in_a_folder(tmp_path: Path) -> None:
    files = {
        "deep/er/rows.jsonl": b'{"text": "Row."}\n',
        "page 3.html": PAGE.encode(),
        "deep/a.txt": b"A text.",
        "deep/crawl.warc.gz": gzip.compress(response(b"<p>Crawled</p>")),
        "deep/feed.xml": rss("<description>Entry.</description>"),
        "Küste.txt": "Die Küste.".encode(),
        ".hidden.txt": b"no",
        "__MACOSX/._page.html": b"no",
        ".git/a.txt": b"no",
        "README.md": b"no",
    }
    folder = tmp_path / "folder"
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    unpacked = [
        item for path in files_in([folder])[0] for item in read_file(path) if isinstance(item, Source)
    ]
    found = read(tmp_path, "captures.zip", archive(files))
    assert found.failures == []
    assert [(each.content, each.capture) for each in found.sources] == [
        (each.content, each.capture) for each in unpacked
    ]
    assert [source.where for source in found.sources] == [
        "captures.zip, Küste.txt",
        "captures.zip, page 3.html",
        "captures.zip, deep/a.txt",
        "captures.zip, deep/crawl.warc.gz, record 1",
        "captures.zip, deep/feed.xml, entry 1",
        "captures.zip, deep/er/rows.jsonl, line 1",
    ]


@pytest.mark.parametrize("name", ["captures", "captures.txt"])
def test_it_is_known_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, archive({"a.txt": b"A text."})).contents == ["A text."]


def test_a_bad_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    damaged = archive({"a.txt": b"A text.", "b.txt": b"Another.", "c.txt": b""}, zipfile.ZIP_STORED)
    found = read(tmp_path, "captures.zip", damaged.replace(b"A text.", b"A lost."))
    assert found.contents == ["Another."]
    assert found.reasons["captures.zip, a.txt"].startswith("Its ZIP data is damaged")
    assert found.reasons["captures.zip, c.txt"] == "It is empty."


def test_names_never_reach_the_disk(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    data = archive({"../out.txt": b"One.", "/etc/out.txt": b"Two.", "C:\\out.txt": b"Three."})
    found = read(inside, "captures.zip", data)
    assert sorted(found.contents) == ["One.", "Three.", "Two."]
    assert {source.capture.file_name for source in found.sources} == {"out.txt"}
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "captures.zip"]


@pytest.mark.parametrize("name", ["Küste.txt", "港.txt"])
def test_a_name_in_utf_8_that_does_not_say_so_is_read(tmp_path: Path, name: str) -> None:
    data = archive({"x" * len(name.encode()): b"A text."}).replace(b"x" * len(name.encode()), name.encode())
    (source,) = read(tmp_path, "captures.zip", data).sources
    assert source.capture.file_name == name


def test_an_encrypted_archive_is_refused_in_one_sentence(tmp_path: Path) -> None:
    found = read(tmp_path, "captures.zip", flagged(archive({"a.txt": b"A text."}), 0x1))
    assert found.reasons == {
        "captures.zip": "1 file in it is encrypted. Unpack it with its password, then import the folder."
    }


def test_a_method_that_is_not_known_is_a_failure(tmp_path: Path) -> None:
    made = bytearray(archive({"a.txt": b"A text."}))
    for magic, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", made, made.index(magic) + place, 9)
    assert "cannot be unpacked" in read(tmp_path, "a.zip", bytes(made)).reasons["a.zip, a.txt"]


def test_archives_in_archives_are_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "a.zip", archive({"b.zip": archive({"c.txt": b"x"}), "d.txt": b"A text."}))
    assert found.contents == ["A text."]
    assert found.reasons == {"a.zip, b.zip": "It is an archive in a zip file. Unpack that first."}


def test_a_bomb_is_stopped_by_how_much_it_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_HARMLESS", 100_000)
    found = read(tmp_path, "a.zip", archive({"a.txt": b"0" * 3_000_000, "b.txt": b"A text."}))
    assert found.contents == ["A text."]
    assert "more than 200 times its size" in found.reasons["a.zip, a.txt"]


def test_many_files_together_have_a_limit_and_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 50_000)
    found = read(
        tmp_path, "a.zip", archive({f"{n:03}.txt": os.urandom(500).hex().encode() for n in range(99)})
    )
    assert len(found.sources) == 50
    assert [why.startswith("It unpacks to more than") for why in found.reasons.values()] == [True]


def test_a_size_that_lies_is_noticed(tmp_path: Path) -> None:
    made = bytearray(archive({"a.txt": b"A text. " * 1000}))
    struct.pack_into("<I", made, made.index(b"PK\x01\x02") + 24, 10)
    assert "damaged" in read(tmp_path, "a.zip", bytes(made)).reasons["a.zip, a.txt"]


@pytest.mark.parametrize("top", ["[Content_Types].xml", "mimetype"])
def test_documents_are_not_taken_for_archives(tmp_path: Path, top: str) -> None:
    found = read(tmp_path, "letter.docx", archive({top: b"x", "word/document.xml": b"<w/>"}))
    assert "office document" in found.reasons["letter.docx"]


def test_an_archive_that_is_cut_off_or_empty_says_so(tmp_path: Path) -> None:
    data = archive({"a.txt": b"A text."})
    assert "damaged or cut off" in read(tmp_path, "a.zip", data[:-30]).reasons["a.zip"]
    assert "no capture" in read(tmp_path, "a.zip", archive({})).reasons["a.zip"]
    assert "no capture" in read(tmp_path, "a.zip", archive({"folder/": b"", ".x": b"x"})).reasons["a.zip"]


def test_of_a_wacz_file_the_crawl_is_read(tmp_path: Path) -> None:
    files = {
        "datapackage.json": b'{"resources": []}',
        "pages/pages.jsonl": b'{"url": "http://bote.example/1", "text": "Harbour"}\n',
        "indexes/index.cdx.gz": gzip.compress(b"example,bote)/1 20260301"),
        "archive/data.warc.gz": gzip.compress(response(PAGE.encode())),
    }
    found = read(tmp_path, "crawl.wacz", archive(files))
    assert (found.contents, found.failures) == ([PAGE], [])


def test_a_folder_entry_is_passed_over(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.mkdir("folder")
        made.writestr("folder/a.txt", b"A text.")
    assert read(tmp_path, "a.zip", out.getvalue()).contents == ["A text."]
