"""Pure: the body of an HTTP response as the server meant it, out of its chunks and its compression."""

from __future__ import annotations

import io
import re
import zlib

from fastwarc.stream_io import BrotliReader

from labeler.errors import LabelerError
from labeler.readers.compressed import compression_of, inflated
from labeler.readers.limits import LONGEST

_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def body_of(data: bytes, transfer_encoding: str, content_encoding: str) -> bytes:
    """The payload of a response: its body without chunks and compression.

    Some crawlers store the body decoded already and keep the headers of the response as it was; such a body is
    taken as it is.

    Args:
        data: what follows the headers.
        transfer_encoding: the header of that name, or "".
        content_encoding: the header of that name, or "".

    Raises:
        LabelerError: it is damaged, too long, or encoded in a way that is not known.
    """
    if "chunked" in transfer_encoding.lower():
        data = _without_chunks(data)
    for name in reversed([name.strip().lower() for name in content_encoding.split(",")]):
        data = _decoded(data, name.removeprefix("x-"))
    return data


def _without_chunks(data: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(data, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces)
        at = found.end() + size
        if at > len(data):
            break
        pieces.append(data[found.end() : at])
    if not pieces:
        return data
    raise LabelerError("The chunks of its body are damaged or cut off.")


def _decoded(data: bytes, name: str) -> bytes:
    if not data or name in ("", "identity", "none", "utf-8"):
        return data
    if name in ("gzip", "zstd"):
        return inflated(name, data) if compression_of(data) == name else data
    if name not in ("deflate", "br"):
        raise LabelerError(f"Its body is encoded as “{name[:40]}”, which is not known.")
    try:
        found = _inflated_deflate(data) if name == "deflate" else _inflated_brotli(data)
    except (zlib.error, OSError) as error:
        if _is_text(data):
            return data
        raise LabelerError(f"Its body is damaged or cut off ({name}).") from error
    if len(found) > LONGEST:
        raise LabelerError("It is too long for an article.")
    return found


def _inflated_deflate(data: bytes) -> bytes:
    try:
        inflating = zlib.decompressobj()
        found = inflating.decompress(data, LONGEST + 1)
    except zlib.error:
        # Many servers leave out the frame of zlib, and browsers take that.
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        found = inflating.decompress(data, LONGEST + 1)
    if not inflating.eof and len(found) <= LONGEST:
        raise zlib.error("cut off")
    return found


def _inflated_brotli(data: bytes) -> bytes:
    return BrotliReader(io.BytesIO(data)).read(LONGEST + 1)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.lstrip().startswith(b"<")
    return b"\0" not in data
