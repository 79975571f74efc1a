"""Which files to read, and which reader reads each."""

from __future__ import annotations

import io
import json
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.compressed import compression_of, unpacked
from labeler.readers.feed import is_feed, read_feed
from labeler.readers.files import read_capture
from labeler.readers.jsonl import read_jsonl
from labeler.readers.mhtml import is_mhtml, read_mhtml
from labeler.readers.opened import COMPRESSED, LOOK_AHEAD, Opened, buffered, open_file, suffix_of
from labeler.readers.parquet import MAGIC as PARQUET
from labeler.readers.parquet import read_parquet
from labeler.readers.source import Item, name_of
from labeler.readers.table import read_table
from labeler.readers.zipped import MAGIC as ZIP
from labeler.readers.zipped import members
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WARC = b"WARC/"

_NOT_CAPTURES = (".labeler", ".toml", ".md", ".labeler-wal", ".labeler-shm", ".cdx", ".cdxj")
_MAY_BE_LINES = (".json", "")
_CALLED_PACKED = (*COMPRESSED, ".zip")
_SMALLEST_PACKED = 14
"""Bytes: with fewer it is cut off before one can tell what it was."""
_OTHER_ARCHIVES = (
    (b"ustar", 257, "a tar archive"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7z archive"),
    (b"Rar!\x1a\x07", 0, "a RAR archive"),
)


def files_in(paths: Iterable[Path]) -> tuple[list[Path], list[Failure]]:
    """Every file to read, folders searched whole in order of name; hidden files are passed over.

    Returns:
        (files, paths that do not exist as failures).
    """
    files: list[Path] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except OSError as error:
            _unreadable(failures, error)
            continue
        if is_folder:
            for folder, folders, names in os.walk(path, onerror=partial(_unreadable, failures)):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                files.extend(Path(folder, name) for name in sorted(names) if _is_wanted(name))
        elif is_there:
            files.append(path)
        else:
            failures.append(Failure(without_lone_surrogates(str(path)), "There is no such file or folder."))
    return files, failures


def _is_wanted(name: str) -> bool:
    """Whether a file found in a folder or an archive is read."""
    return not name.startswith(".") and suffix_of(name) not in _NOT_CAPTURES


def _is_wanted_within(path: str) -> bool:
    *folders, name = path.split("/")
    hidden = (folder.startswith(".") for folder in folders if folder not in (".", ".."))
    return _is_wanted(name) and not any(hidden)


def _unreadable(failures: list[Failure], error: OSError) -> None:
    where = without_lone_surrogates(str(error.filename))
    failures.append(Failure(where, f"It cannot be read ({error.strerror or error})."))


def read_file(path: Path) -> Iterator[Item]:
    """The news items in one file; whatever cannot be read is a failure with its reason."""
    try:
        with open_file(path) as opened:
            yield from read_opened(opened)
    except OSError as error:
        yield Failure(name_of(path), f"It cannot be read ({error.strerror or error}).")


def read_opened(opened: Opened) -> Iterator[Item]:
    """The news items in a file, or in all files in it."""
    try:
        head = opened.head()
        while compression := compression_of(head):
            opened = unpacked(opened, compression)
            head = opened.head()
        if not head:
            raise LabelerError("It is empty.")
        if head.startswith(ZIP):
            yield from _read_members(opened)
        else:
            yield from _reader(opened, head)(opened)
    except LabelerError as error:
        yield Failure(opened.where, str(error))


def _read_members(opened: Opened) -> Iterator[Item]:
    for member in members(opened, _is_wanted_within):
        if isinstance(member, Failure):
            yield member
            continue
        yield from read_opened(member)
        if opened.budget.left < 0:
            return  # one sentence, not one for every file behind it


def _reader(opened: Opened, head: bytes) -> Callable[[Opened], Iterator[Item]]:
    """What reads a file: by its first bytes where they say it, else by its name.

    Raises:
        LabelerError: nothing does.
    """
    for magic, place, name in _OTHER_ARCHIVES:
        if head[place : place + len(magic)] == magic:
            raise LabelerError(f"It is {name}. Unpack it, then import the folder.")
    by_content = (
        (head.startswith(WARC), _read_warc),
        (head.startswith(PARQUET), read_parquet),
        (is_mhtml(head), read_mhtml),
        (is_feed(head), read_feed),
    )
    named = _BY_NAME.get(opened.suffix)
    for is_so, reader in by_content:
        if is_so and named not in (read_table, read_jsonl):
            return reader
    called = Path(opened.name).suffix.lower()
    if called in _CALLED_PACKED and not opened.packed_in and (b"\0" in head or len(head) < _SMALLEST_PACKED):
        raise LabelerError(f"It is called “{called}” but is not. Fetch it again.")
    if named is not None:
        return named
    if opened.suffix in _MAY_BE_LINES and _are_json_lines(head):
        return read_jsonl
    if opened.suffix == ".json":
        return _read_json
    return read_capture


def _read_warc(opened: Opened) -> Iterator[Item]:
    try:
        from labeler.readers.warc import read_warc
    except ImportError as error:
        raise LabelerError("WARC needs FastWARC: pip install fastwarc.") from error
    yield from read_warc(opened)


def _are_json_lines(head: bytes) -> bool:
    """Whether the first line is an object; one too long to be seen whole is taken for one if it begins so."""
    first, line_end, _ = head.lstrip().partition(b"\n")
    return isinstance(_json(first), dict) or (not line_end and len(head) >= LOOK_AHEAD and first[:1] == b"{")


def _read_json(opened: Opened) -> Iterator[Item]:
    data = opened.whole()
    if isinstance(_json(data), list | dict):
        raise LabelerError(
            "It is JSON, but not one object a line. Save it as JSON Lines, then import it again."
        )
    yield from read_capture(replace(opened, stream=buffered(io.BytesIO(data))))


def _json(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


_BY_NAME: dict[str, Callable[[Opened], Iterator[Item]]] = {
    ".csv": read_table,
    ".tsv": read_table,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".parquet": read_parquet,
    ".mht": read_mhtml,
    ".mhtml": read_mhtml,
    ".rss": read_feed,
    ".atom": read_feed,
    ".warc": _read_warc,
    ".wet": _read_warc,
}
