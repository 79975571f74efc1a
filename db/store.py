"""The front door of a project file: create, open, migrate, check, close."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from db import checking
from db.articles import Articles
from db.codebooks import Codebooks
from db.connection import APPLICATION_ID, BUSY_TIMEOUT_MS, Connection
from db.errors import StoreError
from db.events import Events
from db.labels import Labels
from db.migrations import migrations
from db.origins import Origins
from db.pairs import Pairs
from db.plans import Plans
from db.sights import Sights
from db.streams import Streams
from db.strippers import Strippers
from db.visits import Visits
from db.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from db.records import Json


def utc_now() -> str:
    """The time now, UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@contextlib.contextmanager
def _unusable_names_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"“{path}” cannot be used ({reason}). Choose another file or folder.") from error


class Store:
    """One open project file. Belongs to the thread that opened it."""

    def __init__(self, sql: Connection, copy: Path | None = None) -> None:
        """`copy` is where the file lies as it was before it was updated, if it was."""
        self._sql = sql
        self._copy = copy
        self.path = sql.path
        self.articles = Articles(sql)
        self.events = Events(sql)
        self.labels = Labels(sql, self.events)
        self.origins = Origins(sql)
        self.pairs = Pairs(sql)
        self.codebooks = Codebooks(sql)
        self.strippers = Strippers(sql)
        self.words = Words(sql)
        self.plans = Plans(sql)
        self.streams = Streams(sql)
        self.sights = Sights(sql)
        self.visits = Visits(sql)

    @classmethod
    def create(cls, path: Path, name: str, codebook: Json, program: str) -> Self:
        """Makes a new project file.

        Args:
            path: where; nothing may be there yet.
            name: the project's name.
            codebook: the first codebook version as plain JSON.
            program: name and version of the program, for the record.

        Raises:
            StoreError: the file is there already, or the folder cannot be written.
        """
        path = Path(path)
        with _unusable_names_in_words(path):
            if path.exists():
                raise StoreError(f"“{path.name}” is there already. Choose another name, or open it.")
            if not path.parent.is_dir():
                raise StoreError(f"The folder {path.parent} does not exist. Make it, or choose another.")
        sql = Connection(path, create=True)
        try:
            sql.run(f"PRAGMA application_id = {APPLICATION_ID}")
            sql.prepare_for_writing()
            with sql.transaction(), sql.in_words():
                migrations.apply(sql.db)
                store = cls(sql)
                now = utc_now()
                row = store.codebooks.add(codebook, now)
                store.codebooks.start_project(name, row.digest, program, now)
        except BaseException:
            sql.close()
            path.unlink(missing_ok=True)
            raise
        return store

    @classmethod
    def open(cls, path: Path, wait_ms: int = BUSY_TIMEOUT_MS) -> Self:
        """Opens a project file and brings it to today's form, after a copy was laid beside it.

        A file that cannot be written is opened for reading only.

        Args:
            path: the file.
            wait_ms: how long a write waits for another program's before it gives up.

        Raises:
            StoreError: not there, not a project, made by a newer program, locked, or damaged.
        """
        path = Path(path)
        with _unusable_names_in_words(path):
            if not path.is_file():
                raise StoreError(
                    f"There is no file {path}. Check the name, or make a project with “labeler new”."
                )
        sql = Connection(path, wait_ms=wait_ms)
        copy = None
        try:
            cls._refuse_foreign(sql)
            sql.prepare_for_writing()
            with sql.in_words():
                if migrations.pending(sql.db):
                    copy = cls._back_up(sql)
                    migrations.apply(sql.db)
            if sql.value("SELECT count(*) FROM project") != 1:
                raise StoreError(f"“{path.name}” is not a whole project: its project row is missing.")
        except BaseException:
            sql.close()
            raise
        return cls(sql, copy)

    @staticmethod
    def _refuse_foreign(sql: Connection) -> None:
        name = sql.path.name
        if sql.application_id != APPLICATION_ID:
            raise StoreError(f"“{name}” is not a labeler project. Choose another file.")
        known = {migration.name for migration in migrations._migrations}  # noqa: SLF001 - no public list exists
        with sql.in_words():
            newer = [step.name for step in migrations.applied(sql.db) if step.name not in known]
        if newer:
            raise StoreError(
                f"“{name}” was made by a newer version of labeler (it has the step “{newer[-1]}”). "
                "Nothing was changed; update labeler, then open it again."
            )

    @staticmethod
    def _back_up(sql: Connection) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        copy = sql.path.with_name(f"{sql.path.name}.before-update-{stamp}")
        sql.rows("VACUUM INTO ?", [str(copy)])
        return copy

    def transaction(self) -> AbstractContextManager[None]:
        """One write of several steps: all of it or nothing."""
        return self._sql.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Reads that all see one state of the file."""
        return self._sql.snapshot()

    @property
    def journal_note(self) -> str | None:
        """A line for people when the file is only read, or SQLite forced the slower journal; else None."""
        if self._sql.read_only:
            return f"“{self.path.name}” cannot be written here, so it is only read. Copy it to label in it."
        if self._sql.journal == "wal":
            return None
        return "This SQLite is too old for the fast journal, so a slower and safe one is used."

    @property
    def update_note(self) -> str | None:
        """A line for people when opening brought an older file to today's form, with where the copy lies; else None."""
        if self._copy is None:
            return None
        return f"“{self.path.name}” was of an older form and was updated. As it was before, it lies in {self._copy}."

    def check(self) -> Iterator[tuple[int, int, list[str]]]:
        """Re-hashes the whole file step by step.

        Yields:
            (steps done, steps in all, faults found in this step as sentences).
        """
        with self._sql.damaged_text_readable():
            ids = [article.article_id for article in self.articles.all()]
            total = len(ids) + 2
            yield 1, total, _faults(checking.check_file(self._sql))
            for done, article_id in enumerate(ids, start=2):
                yield done, total, _faults(checking.check_article(self._sql, article_id))
            yield total, total, _faults(checking.check_events(self._sql))

    def close(self) -> None:
        """Closes the file, which is then one self-contained file."""
        self._sql.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _faults(found: Iterator[str]) -> list[str]:
    """The faults of one step; a step that the damage itself ends is one."""
    faults: list[str] = []
    try:
        faults.extend(found)
    except StoreError as error:
        faults.append(str(error))
    return faults
