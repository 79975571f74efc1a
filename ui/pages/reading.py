"""Reading without distraction: one pane with the main text; queue and answers step aside until it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.widgets.article_pane import ArticlePane
    from ui.widgets.article_view import Columns


class Reading(QObject):
    """Knows what to bring back. Answer keys go on working: the status line says what each did."""

    def __init__(self, pane: ArticlePane, aside: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._pane, self._aside = pane, aside
        self._columns: Columns = "both"
        self.is_on = False

    def turn(self) -> None:
        """Begins or ends it."""
        if self.is_on:
            self.end()
            return
        self.is_on = True
        self._columns = self._pane.wanted_columns
        for part in self._aside:
            part.hide()
        self._pane.set_columns("right")

    def end(self) -> None:
        """Brings everything back, as before something is shown there."""
        if self.is_on:
            self.is_on = False
            for part in self._aside:
                part.show()
            self._pane.set_columns(self._columns)
