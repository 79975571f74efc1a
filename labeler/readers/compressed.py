"""Compressed files: gzip, Zstandard, bzip2 and xz, unpacked while they are read, with limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import sys
import zlib
from dataclasses import replace
from errno import EINVAL
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile

from labeler.errors import LabelerError
from labeler.readers.limits import LONGEST, Growth
from labeler.readers.opened import buffered

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

    from labeler.readers.limits import Budget
    from labeler.readers.opened import Opened

_MAGIC = (
    ("gzip", re.compile(rb"\x1f\x8b\x08")),
    ("zstd", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")),
    ("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)")),
    ("xz", re.compile(rb"\xfd7zXZ\x00")),
)

_DICTIONARY = b"\x5d\x2a\x4d\x18"

DAMAGE = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, zstd.ZstdError, BadZipFile)
"""What the libraries raise at bytes that were not written so."""


class Inner(Protocol):
    """Where unpacked bytes come from."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, or all there are."""

    def read1(self, size: int, /) -> bytes:
        """At most so many bytes, those before any damage; none at the end."""


def compression_of(head: bytes) -> str | None:
    """What some bytes are compressed with, by their first ones; None for anything else."""
    return next((name for name, magic in _MAGIC if magic.match(head)), None)


def decompressor(name: str, stream: io.BufferedReader | io.BytesIO) -> Inner:
    """What unpacks a stream that `compression_of` knows."""
    if name == "gzip":
        return gzip.GzipFile(fileobj=stream)
    if name == "zstd":
        return zstd.ZstdFile(stream)
    if name == "bzip2":
        return bz2.BZ2File(stream)
    return lzma.LZMAFile(stream)


def unpacked(opened: Opened, name: str) -> Opened:
    """The file in a compressed file.

    Raises:
        LabelerError: it is compressed a second time. Damage and bombs are met while reading.
    """
    if set(opened.packed_in) - {"zip"}:
        raise LabelerError("It is compressed more than once. Unpack it first.")
    if opened.head().startswith(_DICTIONARY):
        inner = _with_dictionary(opened.stream)
    else:
        inner = decompressor(name, opened.stream)
    raw = Unpacking(inner, name, opened.stream.tell, opened.budget)
    return replace(opened, stream=buffered(raw), packed_in=(*opened.packed_in, name))


def inflated(name: str, data: bytes) -> bytes:
    """Some compressed bytes, unpacked.

    Raises:
        LabelerError: they are damaged, or too many.
    """
    try:
        found = decompressor(name, io.BytesIO(data)).read(LONGEST + 1)
    except DAMAGE as error:
        raise LabelerError(f"Its {name} data is damaged or cut off.") from error
    if len(found) > LONGEST:
        raise LabelerError("It is too long for an article.")
    return found


def _with_dictionary(stream: io.BufferedReader) -> Inner:
    """Unpacks with the dictionary that some archives of crawls put before everything, in a frame of its own."""
    size = int.from_bytes(stream.read(8)[4:], "little")
    data = stream.read(min(size, LONGEST))
    if compression_of(data) == "zstd":
        data = inflated("zstd", data)
    try:
        return zstd.ZstdFile(stream, zstd_dict=zstd.ZstdDict(data))
    except (ValueError, zstd.ZstdError) as error:
        raise LabelerError("Its zstd data is damaged or cut off in its dictionary.") from error


class Unpacking(io.RawIOBase):
    """A stream of unpacked bytes that ends in a LabelerError where they are damaged or too many.

    Args:
        inner: what unpacks.
        name: what it was packed with, for messages.
        packed_size: how many packed bytes were read so far.
        budget: how many bytes may come out, of the whole file.
    """

    def __init__(self, inner: Inner, name: str, packed_size: Callable[[], int], budget: Budget) -> None:
        self._inner = inner
        self._name = name
        self._growth = Growth(packed_size, budget)
        self._fault: LabelerError | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # any buffer, in truth
        """Fills a buffer as far as there is anything sound; the fault behind that is raised by the next call."""
        view = memoryview(buffer)
        filled = 0
        while filled < len(view) and self._fault is None:
            piece = self._next(len(view) - filled)
            if not piece:
                break
            view[filled : filled + len(piece)] = piece
            filled += len(piece)
        if self._fault is not None and not filled:
            raise self._fault
        return filled

    def _next(self, size: int) -> bytes:
        try:
            piece = self._inner.read1(size)
            self._growth.add(len(piece))
        except LabelerError as error:
            self._fault = error
            return b""
        except DAMAGE as error:
            if isinstance(error, OSError) and error.errno not in (None, EINVAL):
                raise  # the disk, not the data
            self._fault = LabelerError(
                f"Its {self._name} data is damaged or cut off ({str(error) or type(error).__name__}). "
                "Nothing after that place can be read."
            )
            return b""
        return piece
