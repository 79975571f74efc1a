"""The middle of the labelling page: title, facts, and the article on its surface, alone or beside a candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from labeler.text import first_strong_is_rtl, isolated
from ui.theme import current_theme, theme_hub
from ui.widgets.article_header import ArticleHeader
from ui.widgets.article_view import ArticleView
from ui.widgets.elided import ElidedLabel
from ui.widgets.find_bar import FindBar
from ui.widgets.highlight_bar import HighlightBar
from ui.widgets.layouts import arrow, hairline, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.article_rows import Row
    from ui.widgets.article_view import Columns


@dataclass(frozen=True, slots=True)
class Caption:
    """The heading of one column: its name, and facts beside it."""

    title: str
    detail: str


class ArticlePane(QWidget):
    """Shows an article; tells where a person wants to go."""

    step_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ArticleView()
        self._wanted: Columns = "both"
        self._narrow = False
        self._is_pair = False
        self.header = ArticleHeader(self.view)
        self.find_bar = FindBar()
        self.highlight_bar = HighlightBar()
        self._title = ElidedLabel("title")
        self._facts = ElidedLabel("caption")
        self._reason = label("", "warn", wrap=True)
        self._reason.hide()
        self._place = label("", "caption")
        self._back = arrow("chevron-left", "Previous article (P)")
        self._on = arrow("chevron-right", "Next article (N)")
        self._back.clicked.connect(lambda _: self.step_asked.emit(-1))
        self._on.clicked.connect(lambda _: self.step_asked.emit(1))
        self._walk = QWidget()
        walk = row(self._place, self._back, self._on, spacing=10)
        self._walk.setLayout(walk)
        self._top = QWidget()
        self._grid = QGridLayout(self._top)
        self._grid.setColumnStretch(0, 1)
        self._place_walk()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addWidget(self._reason)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.highlight_bar)
        layout.addWidget(hairline())
        layout.addWidget(self.header)
        layout.addWidget(self.view, 1)
        self.setProperty("pane", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        inner = self._top.layout()
        if inner is not None:
            margin = theme.space.pane_margin
            inner.setContentsMargins(margin, theme.px(10), margin, theme.px(8))
            inner.setSpacing(theme.px(2))
            self._reason.setContentsMargins(margin, 0, margin, theme.px(8))

    def _place_walk(self) -> None:
        """The arrows stand beside the title; where there is room for one column only, beside the facts."""
        for part in (self._title, self._facts, self._walk):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._title, 0, 0, 1, 2 if self._narrow else 1)
        self._grid.addWidget(self._facts, 1, 0, 1, 1 if self._narrow else 2)
        self._grid.addWidget(self._walk, 1 if self._narrow else 0, 1)

    def set_title(self, title: str, facts: Sequence[str], place: str) -> None:
        """The headline, the facts below it in order, and where in the queue this is."""
        self._title.set_text(title)
        side = Qt.AlignmentFlag.AlignRight if first_strong_is_rtl(title) else Qt.AlignmentFlag.AlignLeft
        self._title.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._facts.set_text(" · ".join(isolated(fact) for fact in facts if fact))
        self._place.setText(place)

    def set_reason(self, why: str) -> None:
        """Why the article is in the list that is shown, below its facts; "" for nothing to say."""
        self._reason.setText(why)
        self._reason.setVisible(bool(why))

    def set_rows(self, rows: Sequence[Row], left: Caption, right: Caption, *, keep_place: bool) -> None:
        """What the surface shows, and the heading of each column."""
        self.header.set_left(left.title, left.detail)
        self.header.set_right(right.title, right.detail)
        self.view.set_rows(rows, keep_place=keep_place)

    def set_message(self, text: str) -> None:
        """One quiet sentence in place of an article."""
        self.set_title("", [], "")
        self.set_reason("")
        self.header.set_left("", "")
        self.header.set_right("", "")
        self.view.set_message(text)

    def set_columns(self, columns: Columns) -> None:
        """Which columns a person wants to see."""
        self._wanted = columns
        if self._is_pair:
            self.view.set_columns("both")
        else:
            self.view.set_columns("right" if columns == "both" and self._narrow else columns)

    @property
    def wanted_columns(self) -> Columns:
        """Which columns a person wants to see, whatever there is room for."""
        return self._wanted

    def set_pair(self, *, is_pair: bool) -> None:
        """Whether two articles are shown: then both columns are, however narrow."""
        if is_pair != self._is_pair:
            self._is_pair = is_pair
            self.set_columns(self._wanted)

    def set_narrow(self, *, narrow: bool) -> None:
        """Whether there is room for one column only."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_walk()
            self.set_columns(self._wanted)

    def turn_columns(self) -> Columns:
        """The next of both, raw only, main text only; returns it."""
        if self._is_pair:
            return self._wanted
        order: tuple[Columns, ...] = ("right", "left") if self._narrow else ("both", "left", "right")
        shown = self.view.columns()
        self.set_columns(order[(order.index(shown) + 1) % len(order)] if shown in order else order[0])
        return self._wanted
