"""The codebook page's files: a draft goes out, and what a file says comes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import StoreError
from labeler.errors import LabelerError
from labeler.vocabularies import export_codebook, import_codebook, steps_between
from ui.dialogs import CodebookToRead, CodebookToWrite

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.notices import Notices
    from ui.pages.codebook_drafts import Drafts


class CodebookFiles:
    """Asks for a file; what is wrong with it is said."""

    def __init__(self, drafts: Drafts, notices: Notices, parent: QWidget) -> None:
        self._drafts = drafts
        self._notices = notices
        self._parent = parent

    def ask_export(self, question: str) -> None:
        """Writes the draft: the whole, or the values of a question."""
        path = CodebookToWrite.ask(self._parent, f"{question}.csv")
        if path is None:
            return
        try:
            said = export_codebook(self._drafts.draft.codebook, path, question)
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
        else:
            self._notices.post(said, "good")

    def ask_import(self, question: str) -> bool:
        """Takes a file into the draft; nothing is saved yet. Returns whether the draft is another one."""
        path = CodebookToRead.ask(self._parent)
        if path is None:
            return False
        draft = self._drafts.draft
        try:
            read = import_codebook(draft.codebook, path, question)
            self._drafts.take(draft.taking(read, steps_between(draft.codebook, read, {})))
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
            return False
        self._notices.post(f"{path.name} is in the draft. Look at it, then save it.", "good")
        return True
