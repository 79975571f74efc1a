"""The front door: one open project with its codebook, for windows and commands."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING, Self

from db.connection import BUSY_TIMEOUT_MS
from db.store import Store, utc_now
from labeler.codebook_changes import check_titles
from labeler.codebook_files import codebook_from_json, codebook_to_json
from labeler.errors import LabelerError
from labeler.text import without_lone_surrogates

if TYPE_CHECKING:
    from db.codebooks import CodebookRow
    from labeler.codebook import Codebook

SUFFIX = ".labeler"
"""How project files end, by custom; any name is opened."""

_LONGEST_NAME = 80
_NAMES_HIDDEN = "names_hidden"
_TIMES = "times"


def program_version() -> str:
    """Name and version of this program, as it is written into files."""
    try:
        return f"labeler {importlib.metadata.version('news-labeler')}"
    except importlib.metadata.PackageNotFoundError:
        return "labeler (not installed)"


def checked_annotator(name: str) -> str:
    """An annotator's name without stray white space.

    Raises:
        LabelerError: empty, or too long for a list.
    """
    name = " ".join(without_lone_surrogates(name).split())
    if not name:
        raise LabelerError("An annotator needs a name.")
    if len(name) > _LONGEST_NAME:
        raise LabelerError(f"An annotator's name has at most {_LONGEST_NAME} characters.")
    return name


class Project:
    """One open project file. Belongs to the thread that opened it; a job opens its own."""

    def __init__(self, store: Store) -> None:
        self.store = store
        try:
            self._take(store.codebooks.current())
        except BaseException:
            store.close()
            raise

    @classmethod
    def create(cls, path: Path, codebook: Codebook, name: str | None = None) -> Self:
        """Makes a new project file; its name is the file's unless another is given.

        Raises:
            LabelerError: two values of a question have one title.
            StoreError: the file is there already, or cannot be written.
        """
        check_titles(None, codebook)
        path = Path(path)
        name = without_lone_surrogates(name or path.stem)
        return cls(Store.create(path, name, codebook_to_json(codebook), program_version()))

    @classmethod
    def open(cls, path: Path, wait_ms: int = BUSY_TIMEOUT_MS) -> Self:
        """Opens a project file.

        Args:
            path: the file.
            wait_ms: how long a write waits for another program's before it gives up.

        Raises:
            StoreError: not there, not a project, made by a newer program, locked, or damaged.
        """
        return cls(Store.open(path, wait_ms))

    def follow_codebook(self) -> bool:
        """Takes over the version in force, where another window or command has changed the codebook.

        Returns:
            Whether it was another one.
        """
        if self.store.codebooks.current_digest() == self.codebook_digest:
            return False
        self._take(self.store.codebooks.current())
        return True

    def _take(self, row: CodebookRow) -> None:
        self.codebook: Codebook = codebook_from_json(row.content)
        self.codebook_digest = row.digest
        self.codebook_version = row.version

    @property
    def path(self) -> Path:
        """Where the project file lies."""
        return self.store.path

    @property
    def name(self) -> str:
        """The project's name."""
        return self.store.codebooks.project_name()

    @property
    def names_hidden(self) -> bool:
        """Whether reviewers see who gave which answer only once they have ruled. So it is unless decided otherwise."""
        return bool(self.store.codebooks.settings().get(_NAMES_HIDDEN, True))

    def hide_names(self, hidden: bool) -> None:
        """Decides for the whole project whether names are hidden until a ruling."""
        self.store.codebooks.set_setting(_NAMES_HIDDEN, hidden)

    @property
    def times_recorded(self) -> bool:
        """Whether it is written down how long annotators have articles open. So it is unless decided otherwise."""
        return bool(self.store.codebooks.settings().get(_TIMES, True))

    def record_times(self, recorded: bool) -> None:
        """Decides for the whole project whether times are written down; those that are stay."""
        self.store.codebooks.set_setting(_TIMES, recorded)

    @property
    def exports_folder(self) -> Path:
        """Where exports go unless told otherwise: beside the project file."""
        return self.path.parent / "exports"

    def enter_annotator(self, name: str) -> str:
        """Enters somebody who labels; returns the name as stored.

        Raises:
            LabelerError: not a name.
        """
        name = checked_annotator(name)
        if name not in self.store.codebooks.annotators():
            self.store.codebooks.add_annotator(name, utc_now())
        return name

    def article_id(self, name: str) -> str:
        """The article that a digest, a given id or a file name stands for.

        Raises:
            LabelerError: no article has it, or more than one has.
        """
        found = self.store.articles.ids_named(name)
        if not found:
            raise LabelerError(f"No article has the digest, id or file name “{name}”.")
        if len(found) > 1:
            raise LabelerError(f"“{name}” stands for {len(found)} articles. Use the digest instead.")
        return found[0]

    def close(self) -> None:
        """Closes the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
