"""ZIP archives: their files, as if they stood in a folder. Nothing is written to the disk."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.compressed import Unpacking
from labeler.readers.opened import buffered
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from labeler.readers.opened import Opened

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")

_ENCRYPTED = 0x1
_UTF_8 = 0x800
_WACZ_CRAWL = "archive/"
_DOCUMENTS = {"[Content_Types].xml", "mimetype"}
"""What Office files and e-books have at their top."""


def members(opened: Opened, wanted: Callable[[str], bool]) -> Iterator[Opened | Failure]:
    """The files in an archive, those of a folder before its folders, each in order of name.

    Args:
        opened: the archive.
        wanted: whether a file at this path in the archive is a capture.

    Raises:
        LabelerError: it is no archive of captures, is packed itself, or is damaged.
    """
    if opened.packed_in:
        raise LabelerError(f"It is an archive in a {opened.packed_in[0]} file. Unpack that first.")
    try:
        with zipfile.ZipFile(opened.stream) as archive:
            yield from _members(archive, opened, wanted)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise LabelerError(
            f"It begins as a ZIP archive, but its list of files is damaged or cut off ({error}). "
            "Fetch it again."
        ) from error


def _members(
    archive: zipfile.ZipFile, opened: Opened, wanted: Callable[[str], bool]
) -> Iterator[Opened | Failure]:
    found = [(_path_in(info), info) for info in archive.infolist()]
    if any(path in _DOCUMENTS for path, _ in found):
        raise LabelerError(
            "It is an office document or an e-book. Save it as text or HTML, then import that."
        )
    if opened.suffix == ".wacz":
        # Beside the crawl itself it holds lists of the pages.
        found = [(path, info) for path, info in found if path.startswith(_WACZ_CRAWL)]
    found = [(path, info) for path, info in found if path[-1:] not in ("", "/") and wanted(path)]
    if not found:
        raise LabelerError("There is no capture in it.")
    locked = sum(1 for _, info in found if info.flag_bits & _ENCRYPTED)
    if locked:
        files = "1 file in it is" if locked == 1 else f"{locked} files in it are"
        yield Failure(
            opened.where, f"{files} encrypted. Unpack it with its password, then import the folder."
        )
    for path, info in sorted(found, key=lambda each: _place(each[0])):
        if info.flag_bits & _ENCRYPTED:
            continue
        try:
            file = cast("zipfile.ZipExtFile", archive.open(info))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            yield Failure(f"{opened.where}, {path}", f"It cannot be unpacked ({str(error) or 'cut off'}).")
            continue
        with file:
            yield _opened(file, info, path, opened)


def _opened(file: zipfile.ZipExtFile, info: zipfile.ZipInfo, path: str, archive: Opened) -> Opened:
    raw = Unpacking(file, "ZIP", lambda: info.compress_size, archive.budget)
    return replace(
        archive,
        name=path.rpartition("/")[2],
        where=f"{archive.where}, {path}",
        stream=buffered(raw),
        packed_in=("zip",),
    )


def _path_in(info: zipfile.ZipInfo) -> str:
    """A member's path; UTF-8 that does not say so, as some systems write it, is recognised."""
    name = info.filename
    if not info.flag_bits & _UTF_8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return without_lone_surrogates(name.replace("\\", "/")).lstrip("/")


def _place(path: str) -> list[tuple[bool, str]]:
    *folders, name = path.split("/")
    return [*((True, folder) for folder in folders), (False, name)]
