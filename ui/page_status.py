"""What header and status line say of the page that is shown: how far one is, what was saved, what Ctrl Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.commands import Page
    from ui.pages.labelling import Status
    from ui.widgets.header_bar import HeaderBar
    from ui.widgets.status_line import StatusLine


class PageStatus:
    """Keeps what each page told last, and shows what belongs to the current one."""

    def __init__(self, header: HeaderBar, line: StatusLine) -> None:
        self._header = header
        self._line = line
        self._page: Page = "start"
        self._saved = ("", "")
        self._draft_undo = ""
        self._progress: dict[Page, tuple[int, int]] = {}

    def set_page(self, page: Page) -> None:
        """Another page is shown."""
        self._page = page
        self._show()

    def tell(self, page: Page, status: Status) -> None:
        """Takes what a page says of itself; it need not be the one that is shown."""
        left = status.total - status.done
        self._header.set_count(page, str(left) if left else "")
        self._progress[page] = status.done, status.total
        self._saved = status.saved_at, status.undo_text
        if page == self._page:
            self._line.saved.end_notice()
        self._show()

    def tell_draft(self, undo: str) -> None:
        """Takes what Ctrl Z would take back of the codebook's draft; "" for nothing."""
        self._draft_undo = undo
        self._show()

    def forget(self) -> None:
        """The project is left: what its pages told counts no longer."""
        for page in self._progress:
            self._header.set_count(page, "")
        self._progress.clear()
        self._saved, self._draft_undo = ("", ""), ""
        self._show()

    def _show(self) -> None:
        saved, undo = self._saved if self._page != "start" else ("", "")
        # On these pages it takes back no answer.
        undo = {"codebook": self._draft_undo, "review": ""}.get(self._page, undo)
        self._line.saved.set_saved(saved, undo)
        # Pages that go through nothing have no progress.
        self._line.set_progress(*self._progress.get(self._page, (0, 0)))
