"""Files that appear under their final names whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Self

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor, Future

    from _typeshed import ReadableBuffer

_PIECE: Final = 1 << 18
"""So many bytes are gathered before they are written: lines are short, and each step has its price."""


_DATABASE: Final = b"SQLite format 3\0"


class WholeFiles:
    """Several files of one folder, written under other names and renamed together at the end.

    Use as a context manager; leaving it with an exception removes what was begun. Files are renamed in the
    order in which they were begun, so a manifest begun last vouches for the others.

    Raises:
        LabelerError: the folder cannot be made or written, or the disk is full; names the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(folder)
        self._begun: dict[str, _Part] = {}
        self._dropped: list[str] = []
        self._beside = ThreadPoolExecutor(1, "files")

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._in_words(error) from error
        return self

    def begin(self, name: str) -> Callable[[str], None]:
        """Begins a file; returns the function that writes text to it as UTF-8, line ends as given."""
        write = self.begin_bytes(name)
        return lambda text: write(text.encode("utf-8"))

    def begin_bytes(self, name: str) -> Callable[[bytes], None]:
        """Begins a file; returns the function that writes bytes to it.

        Args:
            name: a file of the folder, or "sub/file"; the folder in between is made at the end.
        """
        return self._begin(name).write_bytes

    def begin_binary(self, name: str) -> io.RawIOBase:
        """Begins a file; returns it as a binary file to hand to a library. Closing it changes nothing."""
        return self._begin(name)

    def _begin(self, name: str) -> _Part:
        _refuse_database(self._folder / name)
        try:
            handle, temporary = tempfile.mkstemp(
                prefix=f".{name.replace('/', '~')}.", suffix=".part", dir=self._folder
            )
        except OSError as error:
            raise self._in_words(error) from error
        part = _Part(os.fdopen(handle, "wb"), Path(temporary), self._in_words, self._beside)
        self._begun[name] = part
        return part

    @property
    def digests(self) -> dict[str, str]:
        """The SHA-256 of each file as written so far, in the order in which they were begun."""
        return {name: part.digest() for name, part in self._begun.items()}

    @property
    def sizes(self) -> dict[str, int]:
        """How many bytes each file has so far."""
        for part in self._begun.values():
            part.empty()
        return {name: part.size for name, part in self._begun.items()}

    def written(self, name: str) -> Path:
        """Where a file lies until all are renamed, with all that was written to it: to read it back."""
        part = self._begun[name]
        part.empty()
        return part.path

    def drop(self, names: Iterable[str]) -> None:
        """Files of an earlier time that go when the new ones appear; those that are written anew are replaced."""
        self._dropped = [*names]

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._beside.shutdown()
            for part in self._begun.values():
                with contextlib.suppress(OSError):
                    part.file.close()
                with contextlib.suppress(OSError):
                    part.path.unlink(missing_ok=True)

    def _finish(self) -> None:
        try:
            for part in self._begun.values():
                part.empty()
                os.fsync(part.file.fileno())
                part.file.close()
            for name in self._begun:
                if (self._folder / name).is_dir():
                    raise IsADirectoryError(errno.EISDIR, f"{name} is a folder there")
            self._rename()
        except OSError as error:
            raise self._in_words(error) from error

    def _rename(self) -> None:
        """Gives all files their names, or none: earlier ones are moved aside and come back on a fault."""
        aside: list[tuple[Path, Path]] = []
        placed: list[Path] = []
        made: list[Path] = []
        try:
            for name, part in self._begun.items():
                target = self._folder / name
                if not target.parent.is_dir():
                    target.parent.mkdir(parents=True)
                    made.append(target.parent)
                if target.exists():
                    aside.append((part.path.with_suffix(".earlier"), target))
                    target.replace(aside[-1][0])
                part.path.chmod(0o644)
                part.path.replace(target)
                placed.append(target)
            for name in self._dropped:
                target = self._folder / name
                if name not in self._begun and target.is_file():
                    aside.append((self._folder / f".{name.replace('/', '~')}.earlier", target))
                    target.replace(aside[-1][0])
        except OSError:
            _put_back(placed, aside, made)
            raise
        for earlier, target in aside:
            earlier.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                if target.parent != self._folder:
                    target.parent.rmdir()  # only if nothing is left in it

    def _in_words(self, error: OSError) -> LabelerError:
        if isinstance(error, PermissionError):
            return LabelerError(
                f"Nothing was written to {self._folder}: a file there is open in another program, or the folder "
                "cannot be written. Close the file or choose another folder."
            )
        reason = error.strerror or str(error)
        return LabelerError(
            f"Nothing was written to {self._folder} ({reason}). Free some space or choose another folder."
        )


def _put_back(placed: list[Path], aside: list[tuple[Path, Path]], made: list[Path]) -> None:
    """After a fault everything is as it was: without what has its name already, with what was moved aside."""
    for target in placed:
        target.unlink(missing_ok=True)
    for earlier, target in aside:
        if earlier.exists():
            earlier.replace(target)
    for folder in made:
        folder.rmdir()


def _refuse_database(target: Path) -> None:
    """A project is never replaced by what is written out of it."""
    with contextlib.suppress(OSError), target.open("rb") as file:
        if file.read(len(_DATABASE)) == _DATABASE:
            raise LabelerError(f"{target} is a project or another database. Choose another name.")


class _Part(io.RawIOBase):
    """One file under its other name, hashed as it grows: beside the caller, who makes the next lines meanwhile."""

    def __init__(
        self, file: IO[bytes], path: Path, in_words: Callable[[OSError], LabelerError], beside: Executor
    ) -> None:
        super().__init__()
        self.file = file
        self.path = path
        self.size = 0
        self._in_words = in_words
        self._beside = beside
        self._last: Future[None] | None = None
        self._sum = hashlib.sha256()
        self._gathered: list[bytes] = []
        self._waiting = 0

    def writable(self) -> bool:
        """It is only written."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Takes bytes from a library's writer."""
        piece = bytes(data)
        self.write_bytes(piece)
        return len(piece)

    def write_bytes(self, data: bytes) -> None:
        """Takes bytes; they are written when enough have come together."""
        self._gathered.append(data)
        self._waiting += len(data)
        if self._waiting >= _PIECE:
            self._hand_over()

    def _hand_over(self) -> None:
        self._wait()
        if not self._gathered:
            return
        data = b"".join(self._gathered)
        self._gathered, self._waiting = [], 0
        self.size += len(data)
        self._last = self._beside.submit(self._take, data)

    def _take(self, data: bytes) -> None:
        self._sum.update(data)
        self.file.write(data)

    def _wait(self) -> None:
        """Waits until what was handed over is written; no more than one piece is ever on its way."""
        last, self._last = self._last, None
        if last is not None:
            try:
                last.result()
            except OSError as error:
                raise self._in_words(error) from error

    def empty(self) -> None:
        """Writes what was gathered, and lets the system have it."""
        self._hand_over()
        self._wait()
        try:
            self.file.flush()
        except OSError as error:
            raise self._in_words(error) from error

    def digest(self) -> str:
        """The SHA-256 of all bytes so far."""
        self._hand_over()
        self._wait()
        return self._sum.hexdigest()
