"""The highlight lists on the label page: which words, where they stand in the open article, and the line to change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.errors import StoreError
from labeler.highlights import highlights, set_highlights, words_of_line
from labeler.searching import places_of_words

if TYPE_CHECKING:
    from labeler.project import Project
    from ui.notices import Notices
    from ui.widgets.highlight_bar import HighlightBar


class Highlighting(QObject):
    """Looks once when an article is opened; painting only reads what was found."""

    changed = Signal()
    """Other words are highlighted: the article is to be shown anew."""

    def __init__(
        self, project: Project, annotator: str, bar: HighlightBar, notices: Notices, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._project, self._annotator, self._bar, self._notices = project, annotator, bar, notices
        self._everybodys, self._own = highlights(project, annotator)
        self._text: str | None = None
        self._found: list[tuple[int, int]] = []
        bar.given.connect(self._on_given)
        bar.left.connect(self.close)

    def places_in(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand in the article's text."""
        if text is not self._text:
            self._text = text
            self._found = places_of_words(text, (*self._everybodys, *self._own))
        return self._found

    def open(self) -> None:
        """Opens the line with both lists as they stand now."""
        self._everybodys, self._own = highlights(self._project, self._annotator)
        self._bar.open_with(", ".join(self._everybodys), ", ".join(self._own))

    def close(self) -> None:
        """Closes the line."""
        if not self._bar.isHidden():
            self._bar.hide()
            self.changed.emit()

    def _on_given(self, everybodys: str, own: str) -> None:
        try:
            set_highlights(self._project, self._annotator, words_of_line(everybodys), words_of_line(own))
        except StoreError as error:
            self._notices.post(str(error), "bad")
            return
        self._everybodys, self._own = words_of_line(everybodys), words_of_line(own)
        self._text = None
        self.close()
