"""Pure: the rows of a file of labels: JSON Lines, a JSON list, a table, or an archive of them."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.decoding import decode
from labeler.readers.rows import json_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.records import Json

COLUMNS = ("task", "worker", "label")
"""The columns that a plain table of labels has at least."""

_ARCHIVE = b"PK\x03\x04"
_MARK = b"\xef\xbb\xbf"
_LARGEST_FIELD = 64 * 1024 * 1024
_LARGEST_ARCHIVE = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a file of labels.

    Attributes:
        where: file and line or item, for messages.
        file: the name of the file without its ending.
        packed: whether that file lay in an archive.
        fields: what it says.
    """

    where: str
    file: str
    packed: bool
    fields: dict[str, Json]


def rows_of(data: bytes, name: str) -> Iterator[Row | Failure]:
    """The rows of a file, whatever its form; a bad one is a failure and the rest goes on.

    Args:
        data: the bytes of the file.
        name: its name.

    Raises:
        LabelerError: nothing in it can be read; says why.
    """
    if data.startswith(_ARCHIVE):
        yield from _archive(data, name)
        return
    data = data.removeprefix(_MARK)
    start = data.lstrip()[:1]
    if start in (b"[", b"{"):
        yield from _json(data, name, packed=False)
    elif data.strip():
        yield from _table(data, name)


def _json(data: bytes, name: str, *, packed: bool) -> Iterator[Row | Failure]:
    file = PurePosixPath(name).stem
    whole = _one_value(data, name)
    if whole is not None:
        for number, fields in enumerate(whole, start=1):
            where = f"{name}, item {number}"
            if isinstance(fields, dict):
                yield Row(where, file, packed, fields)
            else:
                yield Failure(where, "It is not an object { … }.")
        return
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            where = f"{name}, line {number}"
            try:
                yield Row(where, file, packed, json_object(line))
            except LabelerError as error:
                yield Failure(where, str(error))


def _one_value(data: bytes, name: str) -> list[Json] | None:
    """The items if the file is one JSON value over many lines, or a list; None if it is JSON Lines.

    Raises:
        LabelerError: it is a list that breaks off or is faulty.
    """
    data = data.strip()
    is_list = data.startswith(b"[")
    if not is_list and _is_json(data.partition(b"\n")[0]):
        return None
    try:
        # In a wrapper, so that a list is read with the same care as an object.
        value = json_object(b'{"all":' + data + b"}")["all"]
    except LabelerError as error:
        if not is_list or _is_json(data.partition(b"\n")[0]):
            return None
        raise LabelerError(f"{name} cannot be read. {error}") from error
    return value if isinstance(value, list) else [value]


def _is_json(line: bytes) -> bool:
    try:
        json_object(b'{"all":' + line + b"}")
    except LabelerError:
        return False
    return True


def _table(data: bytes, name: str) -> Iterator[Row | Failure]:
    try:
        text = decode(data).text.removeprefix("\ufeff")
    except LabelerError as error:
        raise LabelerError(f"{name} cannot be read. {error}") from error
    csv.field_size_limit(_LARGEST_FIELD)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [column.strip().lower() for column in next(lines)]
    except (csv.Error, StopIteration) as error:
        raise LabelerError(f"{name} cannot be read: its first row is no row of a table.") from error
    number = 1
    while True:
        number += 1
        where = f"{name}, row {number}"
        try:
            cells = next(lines, None)
        except csv.Error as error:
            yield Failure(where, f"It cannot be read as CSV: {error}.")
            continue
        if cells is None:
            return
        if not any(cells):
            continue
        if len(cells) == len(header):
            yield Row(where, PurePosixPath(name).stem, False, dict(zip(header, cells, strict=True)))
        else:
            yield Failure(where, f"It has {len(cells)} fields where the header has {len(header)}.")


def _archive(data: bytes, name: str) -> Iterator[Row | Failure]:
    left = _LARGEST_ARCHIVE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [
                member
                for member in archive.namelist()
                if member.endswith((".jsonl", ".json")) and not PurePosixPath(member).name.startswith(".")
            ]
            if not members:
                raise LabelerError(f"{name} holds no .jsonl and no .json file.")
            for member in members:
                with archive.open(member) as file:
                    # What an archive says of its sizes may be a lie, so what comes out is counted.
                    found = file.read(left + 1)
                left -= len(found)
                if left < 0:
                    raise LabelerError(
                        f"{name} unpacks to more than 1 GiB. Unpack it, then import its files."
                    )
                yield from _json(found.removeprefix(_MARK), PurePosixPath(member).name, packed=True)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # RuntimeError: it has a password.
        raise LabelerError(
            f"{name} cannot be unpacked ({error}). Unpack it, then import its files."
        ) from error
