"""One open SQLite file: settings, short transactions, and errors turned into words."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from db.driver import sqlite3
from db.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    Row = tuple[Any, ...]

APPLICATION_ID = 0x4C41424C
"""Marks a SQLite file as a labeler project ("LABL")."""

BUSY_TIMEOUT_MS = 5000

_WAL_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite releases whose WAL can no longer lose a commit: 3.51.3 and later, and two patched older lines."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite version holds the fix without which a WAL can lose commits."""
    newest, *patched = _WAL_FIXED
    return version >= newest or any(version[:2] == fixed[:2] and version >= fixed for fixed in patched)


def describe(path: Path, error: Exception) -> str:
    """The sentence for a SQLite fault on a file."""
    text = str(error).lower()
    name = f"“{path.name}”"
    if "locked" in text or "busy" in text:
        return f"{name} is being written by another program. Wait for it to finish, then try again."
    if "disk is full" in text:
        return "The disk is full, so the last write was not made. Free some space, then do it again."
    if "readonly" in text or "read-only" in text:
        return f"{name} is read-only, so nothing was written. Allow writing to the file and its folder."
    if "not a database" in text:
        return f"{name} is not a labeler project. Choose another file."
    if "could not decode to utf-8" in text:
        return f"{name} is damaged (a text in it is no longer text). Keep a copy, then run “labeler check”."
    if "malformed" in text or "corrupt" in text:
        return f"{name} is damaged ({error}). Keep a copy of it, then open a backup or run “labeler check”."
    if "unable to open" in text:
        return f"{name} cannot be opened in {path.parent}. Check that the folder exists and can be written."
    return f"{name} could not be read or written ({error})."


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a name stands for now, or None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _only_readable(path: Path) -> bool:
    """Whether a file that is there cannot be written, or its folder cannot hold the journal beside it."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


class Connection:
    """SQL on one project file; every fault leaves as a StoreError.

    Attributes:
        read_only: whether the file or its folder cannot be written; then it is only read.
    """

    def __init__(self, path: Path, *, create: bool = False, wait_ms: int = BUSY_TIMEOUT_MS) -> None:
        """`wait_ms`: how long a write waits for another program's before it gives up."""
        self.path = path
        self.read_only = not create and _only_readable(path)
        mode = "rwc" if create else "rw"
        if self.read_only:
            # A WAL beside it means that somebody may be writing: then the file is not taken for immutable.
            mode = "ro" if path.with_name(path.name + "-wal").exists() else "ro&immutable=1"
        with self.in_words(), contextlib.ExitStack() as on_failure:
            raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)
            on_failure.callback(raw.close)
            raw.execute(f"PRAGMA busy_timeout = {int(wait_ms)}")
            raw.execute("PRAGMA trusted_schema = OFF")
            raw.execute("PRAGMA foreign_keys = ON")
            self.db = Database(raw, execute_plugins=False)
            # The first read: a file that is no database fails here, before anything is written.
            self.application_id: int = raw.execute("PRAGMA application_id").fetchone()[0]
            on_failure.pop_all()
        self._identity = _identity(path)
        self.journal = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"

    def prepare_for_writing(self) -> None:
        """Sets the journal; called once the file is known to be ours."""
        if self.read_only:
            return
        with self.in_words():
            self.db.conn.execute(f"PRAGMA journal_mode = {self.journal}")
            self.db.conn.execute("PRAGMA synchronous = FULL")

    @contextlib.contextmanager
    def in_words(self) -> Iterator[None]:
        """Within it, a fault of SQLite leaves as a StoreError."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(describe(self.path, error)) from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """One write, begun IMMEDIATE so that reading and then writing cannot fail half-way; nests by joining."""
        if self.db.conn.in_transaction:
            yield
            return
        if _identity(self.path) != self._identity:
            # SQLite would go on writing into a file that no name leads to any more.
            raise StoreError(
                f"{self.path} was moved or deleted while it was open, so nothing was written. Put it back, or "
                "open the project where it is now."
            )
        with self.in_words():
            self.db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.rollback()
                raise
            try:
                self.db.conn.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads that all see the file as it is at the first of them, whatever others write meanwhile."""
        with self.in_words():
            self.db.conn.execute("BEGIN")
            try:
                yield
            finally:
                self.db.rollback()

    @contextlib.contextmanager
    def damaged_text_readable(self) -> Iterator[None]:
        """Within it, bytes that are no text any more read as U+FFFD instead of ending the query."""
        before = self.db.conn.text_factory
        self.db.conn.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            yield
        finally:
            self.db.conn.text_factory = before

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with self.in_words():
            return list(self.db.conn.execute(sql, parameters))

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query one by one, for results larger than memory should hold."""
        with self.in_words():
            yield from self.db.conn.execute(sql, parameters)

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        with self.in_words():
            found: Row | None = self.db.conn.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Executes one statement inside a transaction; returns the number of rows it changed."""
        with self.transaction(), self.in_words():
            return int(self.db.conn.execute(sql, parameters).rowcount)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Executes one statement for each row inside a transaction."""
        with self.transaction(), self.in_words():
            self.db.conn.executemany(sql, rows)

    def close(self) -> None:
        """Closes the file; the last one to close folds the journal back, so the project is one file again."""
        with self.in_words():
            self.db.conn.close()
