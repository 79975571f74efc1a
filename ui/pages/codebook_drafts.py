"""The draft of a codebook while it is edited: every state can be taken back, and none is lost on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import StoreError
from labeler.codebook_draft import Draft
from labeler.codebook_editing import adopt, plan, touched
from labeler.codebook_files import codebook_from_json
from labeler.errors import LabelerError

if TYPE_CHECKING:
    from labeler.codebook_editing import Plan, Touched
    from labeler.project import Project
    from ui.notices import Notices

_SETTING = "codebook_draft"
_KEEP_AFTER_MS = 400


class Drafts(QObject):
    """Holds the project's one draft.

    Attributes:
        draft: as it is now.
        plan: what saving it would do, or None where it cannot be saved.
        fault: why it cannot, in words; "" where it can.
    """

    planned = Signal()
    """What saving would do was worked out anew."""

    def __init__(self, project: Project, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self.project = project
        self._notices = notices
        self.draft = Draft.of(project.codebook_digest, project.codebook)
        self.plan: Plan | None = None
        self.fault = ""
        self._past: list[tuple[Draft, object]] = []
        self._future: list[Draft] = []
        self._kept = True
        self._touched: tuple[object, Touched] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_KEEP_AFTER_MS)
        self._soon.timeout.connect(self.keep)

    def read(self) -> None:
        """Reads what was kept of a draft, unless one is open that began with the version in force."""
        digest = self.project.codebook_digest
        if self.draft.base == digest and (self.draft.is_changed or self._past):
            return
        self._past, self._future = [], []
        self.draft = Draft.of(digest, self.project.codebook)
        stored = self.project.store.codebooks.settings().get(_SETTING)
        if stored is not None:
            try:
                rows = self.project.store.codebooks.all()
                before = next(row for row in rows if row.digest == stored["base"])
                self.draft = Draft.from_json(stored, codebook_from_json(before.content))
            except (LabelerError, KeyError, TypeError, StopIteration):
                self._notices.post("The draft of the codebook cannot be read, so it begins anew.", "warn")
        self._plan()

    @property
    def is_old(self) -> bool:
        """Whether the draft began with a version that is no longer in force."""
        return self.draft.base != self.project.codebook_digest

    @property
    def undo_text(self) -> str:
        """What undo would take back; "" for nothing."""
        return "the newest change of the draft" if self._past else ""

    def take(self, draft: Draft, about: object = None) -> None:
        """Takes a changed draft. Changes about one thing, one after the other, are taken back together."""
        if draft.codebook == self.draft.codebook and draft.steps == self.draft.steps:
            return
        if about is None or not self._past or self._past[-1][1] != about:
            self._past.append((self.draft, about))
        self._future.clear()
        self._become(draft)

    def undo(self, *, back: bool) -> bool:
        """Takes the last change back, or brings it back; returns whether there was one."""
        if back and self._past:
            before, _ = self._past.pop()
            self._future.append(self.draft)
            self._become(before)
        elif not back and self._future:
            self._past.append((self.draft, None))
            self._become(self._future.pop())
        else:
            return False
        return True

    def discard(self) -> None:
        """Goes back to the version in force; the draft can be brought back by undo while the page is open."""
        self.take(Draft.of(self.project.codebook_digest, self.project.codebook))

    def save(self) -> Plan | None:
        """Makes the draft the version in force; returns what was done, or None where it could not be."""
        if self.is_old:
            self._notices.post(self.fault, "warn")
            return None
        self._soon.stop()
        try:
            with self.project.store.transaction():
                done = adopt(self.project, self.draft.codebook, self.draft.steps)
                self.project.store.codebooks.set_setting(_SETTING, None)
        except (StoreError, LabelerError) as error:
            self.project.follow_codebook()
            self._notices.post(str(error), "bad")
            return None
        self._kept = True
        self._past, self._future = [], []
        self.draft = Draft.of(self.project.codebook_digest, self.project.codebook)
        self._plan()
        return done

    def keep(self) -> None:
        """Writes the draft into the project, so that nothing is lost whatever happens."""
        self._soon.stop()
        if self._kept:
            return
        stored = self.draft.to_json() if self.draft.is_changed else None
        try:
            self.project.store.codebooks.set_setting(_SETTING, stored)
        except StoreError as error:
            self._notices.post(f"The draft is not saved yet: {error}", "bad")
            return
        self._kept = True

    def _become(self, draft: Draft) -> None:
        self.draft = draft
        self._kept = False
        self._soon.start()
        self._plan()

    def _plan(self) -> None:
        self.plan, self.fault = None, ""
        if self.is_old:
            self.fault = (
                f"The codebook is version {self.project.codebook_version} by now, and this draft began before it. "
                "Export the draft, or discard it and begin again."
            )
        else:
            try:
                self.plan = plan(self.project, self.draft.codebook, self.draft.steps, self._labels_touched())
            except (StoreError, LabelerError) as error:
                self.fault = str(error)
        self.planned.emit()

    def _labels_touched(self) -> Touched:
        """Worked out once for each state of labels, steps and questions: not for every key that is pressed."""
        draft = self.draft
        keys = tuple(question.key for question in draft.codebook.questions)
        state = (self.project.store.events.mark(), draft.base, draft.steps, keys)
        if self._touched is None or self._touched[0] != state:
            self._touched = state, touched(self.project, draft.codebook, draft.steps)
        return self._touched[1]
