from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from labeler.progress import Failure
from labeler.readers.choose import files_in, read_file
from labeler.readers.source import HTML, TEXT, Source
from tests.builders import write_jsonl


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def reason(path: Path) -> str:
    """Why a file cannot be read as a whole; fails if it can."""
    (failure,) = read_file(path)
    assert isinstance(failure, Failure)
    assert failure.where == path.name
    return failure.why


def test_folders_are_searched_whole_in_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/deep/er/x.txt", ".hidden.txt", ".git/config", "a/.cache/y.txt"):
        write(tmp_path / name, "text")
    for name in ("news.labeler", "news.labeler-wal", "codebook.toml", "README.md", "index.cdx.gz"):
        write(tmp_path / name, "not a capture")
    files, failures = files_in([tmp_path])
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        "b.txt",
        "a/z.html",
        "a/deep/er/x.txt",
    ]
    assert failures == []


def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    named = [write(tmp_path / ".hidden.txt", "text"), write(tmp_path / "README.md", "text")]
    assert files_in(named) == (named, [])


def test_a_path_that_is_not_there_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    there = write(tmp_path / "a.txt", "text")
    files, (failure,) = files_in([tmp_path / "missing", there])
    assert files == [there]
    assert failure == Failure(str(tmp_path / "missing"), "There is no such file or folder.")


def test_a_name_too_long_for_the_system_is_a_failure(tmp_path: Path) -> None:
    files, (failure,) = files_in([tmp_path / ("x" * 300)])
    assert files == []
    assert "cannot be read" in failure.why


def test_a_folder_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    closed = write(tmp_path / "closed" / "a.txt", "text").parent
    there = write(tmp_path / "open" / "b.txt", "text")
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("this user may read everything")
        files, (failure,) = files_in([tmp_path])
    finally:
        closed.chmod(0o755)
    assert files == [there]
    assert failure.where == str(closed)
    assert "cannot be read" in failure.why


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    closed = write(tmp_path / "closed.txt", "text")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read everything")
    assert "cannot be read" in reason(closed)


def test_a_link_to_nothing_is_a_failure(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")
    files, failures = files_in([tmp_path])
    assert (files, failures) == ([link], [])
    assert "cannot be read" in reason(link)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.txt", "", "It is empty."),
        ("blank.txt", " \n\t\r\n ", "It is empty."),
        ("mark.txt", b"\xef\xbb\xbf\n", "It is empty."),
        ("empty.html", "", "It is empty."),
        ("empty.jsonl", "\n\n", "It is empty."),
        ("empty.csv", "", "It is empty."),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "It is not text"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "It is not text"),
        ("headless.csv", "1,2\n3,4\n", "Its first row must name the columns"),
        ("open.csv", '"text', "Its first row cannot be read"),
        ("list.json", json.dumps([{"text": "One."}], indent=1), "It is JSON, but not one object a line"),
        ("pretty.json", json.dumps({"text": "One."}, indent=1), "It is JSON, but not one object a line"),
    ],
)
def test_a_bad_file_is_named_with_its_reason(
    tmp_path: Path, name: str, content: str | bytes, why: str
) -> None:
    assert reason(write(tmp_path / name, content)).startswith(why)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.txt", "A plain text with 3 < 4.", TEXT),
        ("a", "No ending at all.", TEXT),
        ("page.html", "No tags at all.", HTML),
        ("page.HTM", "No tags at all.", HTML),
        ("saved.txt", "<!DOCTYPE html><html><body><p>A page.</p></body></html>", HTML),
        ("saved", "\n  <div class='x'>A page.</div>", HTML),
        ("code.json", "not JSON at all", TEXT),
    ],
)
def test_a_capture_is_html_by_its_name_or_its_tags(
    tmp_path: Path, name: str, content: str, media_type: str
) -> None:
    path = write(tmp_path / name, content)
    (source,) = read_file(path)
    assert isinstance(source, Source)
    assert (source.media_type, source.content, source.data) == (media_type, content, content.encode())
    assert source.capture.file_name == path.name


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.ndjson", "ROWS.JSONL", "rows.json"])
def test_json_lines_are_known_by_their_name_or_first_line(tmp_path: Path, name: str) -> None:
    path = write_jsonl(tmp_path / name, [{"text": "One."}, {"text": "Two."}])
    assert [item.content for item in read_file(path) if isinstance(item, Source)] == ["One.", "Two."]


def test_a_name_that_is_no_text_is_stored_as_one(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        path.write_text("The harbour.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (source,) = read_file(path)
    assert isinstance(source, Source)
    assert source.capture.file_name == source.where == "caf\ufffd.txt"
