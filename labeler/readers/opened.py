"""A capture file that is being read: its name, and its bytes with a look ahead."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from labeler.errors import LabelerError
from labeler.readers.limits import LONGEST, Budget, in_words
from labeler.readers.source import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOOK_AHEAD = 2**16
"""Bytes that are looked at to tell what a file is."""

COMPRESSED = (".gz", ".zst", ".bz2", ".xz")
"""Endings that say how a file is packed, not what is in it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, or one that was in another, as its readers see it.

    Attributes:
        name: its own name, as captures remember it.
        where: how messages call it ("captures.zip, page 3.html").
        stream: its bytes; they may turn out to be damaged, which is a LabelerError.
        packed_in: what it was taken out of, if anything: "gzip", "zip" ...
        budget: how far it may still be unpacked.
    """

    name: str
    where: str
    stream: io.BufferedReader
    packed_in: tuple[str, ...] = ()
    budget: Budget = field(default_factory=Budget)

    @property
    def suffix(self) -> str:
        """The ending that says what is in it."""
        return suffix_of(self.name)

    def head(self) -> bytes:
        """The first bytes, which will be read again."""
        return self.stream.peek(LOOK_AHEAD)

    def whole(self, longest: int = LONGEST) -> bytes:
        """All bytes.

        Raises:
            LabelerError: there are more than `longest`, or they are damaged.
        """
        data = self.stream.read(longest + 1)
        if len(data) > longest:
            raise LabelerError(
                f"It is larger than {in_words(longest)}, too large to be read at once. "
                "Save what is in it as JSON Lines, which are read one by one."
            )
        return data


class Piecemeal:
    """A stream that gives what there is: what stands before damage is not lost with it."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream

    def read(self, size: int = LOOK_AHEAD) -> bytes:
        """The next bytes, at most so many; none at the end.

        Raises:
            LabelerError: damaged from here on.
        """
        return self._stream.read1(size)


@contextmanager
def open_file(path: Path) -> Iterator[Opened]:
    """A file of the disk.

    Raises:
        OSError: not readable.
    """
    with path.open("rb", buffering=LOOK_AHEAD) as stream:
        yield Opened(name_of(path), name_of(path), cast("io.BufferedReader", stream))


def suffix_of(name: str) -> str:
    """The ending of a name that says what is in the file, in lower case: ".jsonl" for "dump.jsonl.gz"."""
    path = PurePosixPath(name.lower())
    while path.suffix in COMPRESSED:
        path = path.with_suffix("")
    return path.suffix


def buffered(raw: io.RawIOBase | BinaryIO) -> io.BufferedReader:
    """A stream that can look as far ahead as `head` asks."""
    return io.BufferedReader(cast("io.RawIOBase", raw), LOOK_AHEAD)
