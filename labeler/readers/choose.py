"""Which files to read, and which reader reads each."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.files import read_capture
from labeler.readers.jsonl import read_jsonl
from labeler.readers.source import name_of
from labeler.readers.table import read_table
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from labeler.readers.source import Source

_TABLES = (".csv", ".tsv")
_LINES = (".jsonl", ".ndjson")
_NOT_CAPTURES = (".labeler", ".toml", ".md", ".labeler-wal", ".labeler-shm")


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
                files.extend(
                    Path(folder, name)
                    for name in sorted(names)
                    if not name.startswith(".") and Path(name).suffix.lower() not in _NOT_CAPTURES
                )
        elif is_there:
            files.append(path)
        else:
            failures.append(Failure(without_lone_surrogates(str(path)), "There is no such file or folder."))
    return files, failures


def _unreadable(failures: list[Failure], error: OSError) -> None:
    where = without_lone_surrogates(str(error.filename))
    failures.append(Failure(where, f"It cannot be read ({error.strerror or error})."))


def read_file(path: Path) -> Iterator[Source | Failure]:
    """The news items in one file; whatever cannot be read is a failure with its reason."""
    try:
        suffix = path.suffix.lower()
        if suffix in _TABLES:
            yield from read_table(path)
        elif suffix in _LINES or (suffix == ".json" and _is_json_lines(path)):
            yield from read_jsonl(path)
        else:
            yield from read_capture(path)
    except LabelerError as error:
        yield Failure(name_of(path), str(error))
    except OSError as error:
        yield Failure(name_of(path), f"It cannot be read ({error.strerror or error}).")


def _is_json_lines(path: Path) -> bool:
    data = path.read_bytes()
    if isinstance(_json(data.strip().split(b"\n", 1)[0]), dict):
        return True
    if isinstance(_json(data), list | dict):
        raise LabelerError(
            "It is JSON, but not one object a line. Save it as JSON Lines, then import it again."
        )
    return False


def _json(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
