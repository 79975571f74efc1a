"""Files that appear under their final names whole, or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from labeler.errors import LabelerError

if TYPE_CHECKING:
    from collections.abc import Callable


class WholeFiles:
    """Several files of one folder, written under other names and renamed together at the end.

    Use as a context manager; leaving it with an exception removes what was begun. Files are renamed in the
    order in which they were begun, so a manifest begun last vouches for the others.

    Raises:
        LabelerError: the folder cannot be made or written, or the disk is full; names the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(folder)
        self._begun: list[tuple[str, Path, IO[bytes]]] = []
        self.digests: dict[str, str] = {}
        self._sums: dict[str, Callable[[bytes], None]] = {}

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._in_words(error) from error
        return self

    def begin(self, name: str) -> Callable[[str], None]:
        """Begins a file; returns the function that writes text to it as UTF-8, line ends as given."""
        try:
            handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=self._folder)
        except OSError as error:
            raise self._in_words(error) from error
        file = os.fdopen(handle, "wb")
        self._begun.append((name, Path(temporary), file))
        digest = hashlib.sha256()

        def write(text: str) -> None:
            data = text.encode("utf-8")
            digest.update(data)
            self.digests[name] = digest.hexdigest()
            try:
                file.write(data)
            except OSError as error:
                raise self._in_words(error) from error

        write("")
        return write

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            for _, temporary, file in self._begun:
                with contextlib.suppress(OSError):
                    file.close()
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)

    def _finish(self) -> None:
        try:
            for _, _, file in self._begun:
                file.flush()
                os.fsync(file.fileno())
                file.close()
            for name, _, _ in self._begun:
                if (self._folder / name).is_dir():
                    raise IsADirectoryError(errno.EISDIR, f"{name} is a folder there")
            self._rename()
        except OSError as error:
            raise self._in_words(error) from error

    def _rename(self) -> None:
        """Gives all files their names, or none: earlier ones are moved aside and come back on a fault."""
        aside: list[tuple[Path, Path]] = []
        placed: list[Path] = []
        try:
            for name, temporary, _ in self._begun:
                target = self._folder / name
                if target.exists():
                    earlier = temporary.with_suffix(".earlier")
                    target.replace(earlier)
                    aside.append((earlier, target))
                temporary.chmod(0o644)
                temporary.replace(target)
                placed.append(target)
        except OSError:
            for target in placed:
                target.unlink(missing_ok=True)
            for earlier, target in aside:
                earlier.replace(target)
            raise
        for earlier, _ in aside:
            earlier.unlink(missing_ok=True)

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
