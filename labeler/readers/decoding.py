"""Bytes to text: which encoding a capture is in, and the text in it."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from labeler.errors import LabelerError
from labeler.text import without_lone_surrogates

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_HEAD = 2048
_DETECTED = 200_000
_UTF_16_ZEROS = 0.3
"""From this share of zero bytes on, a text without a mark is looked at as UTF-16: Latin text has half."""
_NO_TEXT = "It is not text: it holds zero bytes and is no Unicode encoding."
# Browsers read these labels as their larger Windows relatives (WHATWG Encoding Standard).
_READ_AS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}
# Bytes in these can be valid UTF-8, or look like no text. Each has a byte in it that other texts do not hold.
_TELL_TALES = {"utf-16": b"\0", "utf-32": b"\0", "iso2022": b"\x1b"}
# Python's codecs for other things than charsets, and one that no browser reads.
_NO_CHARSETS = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")


class Decoded(NamedTuple):
    """A text and the name of its encoding."""

    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False, charset: str | None = None) -> Decoded:
    """The text in some bytes: by byte order mark, UTF-8 if it is valid, what is declared, else detection.

    Args:
        data: the bytes.
        html: whether they are a page, which may declare its encoding.
        charset: what the server declared, which goes before the page.

    Raises:
        LabelerError: the bytes are no text in any known encoding.
    """
    if marked := mark_of(data):
        try:
            return Decoded(data.decode(marked), marked)
        except UnicodeDecodeError as error:
            raise LabelerError(f"It begins as {marked} but goes on otherwise: {error.reason}.") from error
    served = _known(charset) if charset else None
    for family, tell_tale in _TELL_TALES.items():
        if (
            served
            and served.startswith(family)
            and tell_tale in data
            and (found := _decoded_as(data, served))
        ):
            return found
    if data[:_HEAD].count(0) > _UTF_16_ZEROS * len(data[:_HEAD]):
        return _utf_16_without_mark(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    for declared in (served, _declared(data) if html else None):
        if declared and (found := _decoded_as(data, declared)):
            return found
    if b"\0" in data[:_HEAD]:
        raise LabelerError(_NO_TEXT)
    best = from_bytes(data[:_DETECTED]).best()
    if best is not None:
        try:
            return Decoded(data.decode(best.encoding), best.encoding)
        except UnicodeDecodeError:
            # The part that was looked at fits; a stray byte further on does not.
            return Decoded(data.decode(best.encoding, errors="replace"), best.encoding)
    raise LabelerError("Its encoding is not known. Save it as UTF-8, then import it again.")


def decode_again(data: bytes, encoding: str) -> str:
    """The text that `decode` found in the same bytes, by the encoding it named."""
    return without_lone_surrogates(data.decode(encoding, errors="replace"))


def mark_of(data: bytes) -> str | None:
    """The encoding that a byte order mark stands for, or None."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def charset_of(content_type: str) -> str | None:
    """The charset in a header such as “text/html; charset=utf-8”, or None."""
    found = _DECLARED.search(content_type.encode("ascii", errors="replace"))
    return found.group(1).decode("ascii") if found else None


def _decoded_as(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(without_lone_surrogates(data.decode(encoding)), encoding)
    except (UnicodeError, LookupError):
        return None


def _utf_16_without_mark(data: bytes) -> Decoded:
    """Many zero bytes are UTF-16 if they stand on one side of the other bytes, and else no text."""
    head = data[:_HEAD]
    for encoding, zeros, others in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        if 0 in zeros and 0 not in others:
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                break
    raise LabelerError(_NO_TEXT)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    return _known(found.group(1).decode("ascii"))


def _known(charset: str) -> str | None:
    """Python's name of a charset, or None if it has none."""
    name = charset.strip().lower()
    try:
        known = codecs.lookup(_READ_AS.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return None if known in _NO_CHARSETS else known
