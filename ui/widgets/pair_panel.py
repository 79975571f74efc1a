"""The right column of the duplicates page: how the two relate, why they are asked, and their cluster."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.cluster_graph import ClusterGraph
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import hairline, label, row, scrolling
from ui.widgets.relation_panel import RelationList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from labeler.codebook import Question
    from ui.models.cluster_model import ClusterLine

_FACTS = 6
_HEADED_FROM = 264
"""px at scale 1: in a narrower panel nothing stands beside the heading."""
_LETTERED = {"contains": "A contains B", "contained": "B contains A"}


class PairPanel(QWidget):
    """Values in, wishes out; it holds no project."""

    chosen = Signal(str)
    pair_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = label("How do they relate?", "heading")
        self._so_far = label("judged so far", "caption")
        self.relations = RelationList(compact=True)
        self._why_head = label("Why this pair", "heading")
        self._facts = [(label("", "text2"), label("", wrap=True)) for _ in range(_FACTS)]
        self._cluster_head = label("Cluster", "heading")
        self._cluster_count = label("", "caption")
        self.contradiction = label("", "text2", wrap=True)
        self.graph = ClusterGraph()
        self.skip = KeyButton("Skip", "S")
        self.next = KeyButton("Next pair", "Enter", primary=True)
        self._parts: list[QWidget] = []
        self._content = QWidget()
        self._build()
        self.relations.chosen.connect(self.chosen)
        self.graph.pair_asked.connect(self.pair_asked)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        body = QVBoxLayout(self._content)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        for part in (
            self._row(self._head, self._so_far),
            self.relations,
            hairline(),
            self._row(self._why_head),
        ):
            body.addWidget(part)
        grid_box = QWidget()
        grid = QGridLayout(grid_box)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(self._facts):
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place, 1)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._parts.append(grid_box)
        body.addWidget(grid_box)
        body.addWidget(hairline())
        for part in (
            self._row(self._cluster_head, self._cluster_count),
            self._row(self.contradiction),
            self._row(self.graph),
        ):
            body.addWidget(part)
        body.addStretch(1)
        foot = QWidget()
        buttons = QVBoxLayout(foot)
        line = row(self.skip, self.next)
        line.setStretch(1, 1)
        buttons.addLayout(line)
        self._parts.append(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        area = scrolling(self._content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addWidget(area, 1)
        layout.addWidget(hairline())
        layout.addWidget(foot)

    def _row(self, first: QWidget, last: QWidget | None = None) -> QWidget:
        """A part with the panel's margins, another one at its right end."""
        made = QWidget()
        line = row(first, last) if last is not None else row(first)
        line.setStretch(0, 1)
        made.setLayout(line)
        self._parts.append(made)
        return made

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.panel_margin
        for part in self._parts:
            layout = part.layout()
            if layout is not None:
                layout.setContentsMargins(margin, theme.px(8), margin, theme.px(6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the heading stands alone."""
        super().resizeEvent(event)
        self._so_far.setVisible(self.width() >= current_theme().px(_HEADED_FROM))

    def set_question(self, question: Question) -> None:
        """Takes the relations; which article holds which is said by letter."""
        self.relations.set_values(
            tuple(replace(value, title=_LETTERED.get(value.value, value.title)) for value in question.values)
        )

    def set_pair(self, given: str, why: Sequence[tuple[str, str]]) -> None:
        """The relation that stands ("" if none), and why the pair is asked."""
        self.relations.set_given(given)
        for place, (name, value) in enumerate(self._facts):
            shown = place < len(why)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(why[place][0])
                value.setText(why[place][1])

    def set_cluster(
        self, titles: Sequence[str], lines: Sequence[ClusterLine], articles: int, contradiction: str
    ) -> None:
        """The articles shown and what stands between them; how many there are in all; what contradicts, in words."""
        more = articles - len(titles)
        self._cluster_count.setText(f"{articles} articles" + (f", {more} more not shown" if more else ""))
        self.contradiction.setText(contradiction)
        box = self.contradiction.parentWidget()
        if box is not None:
            box.setVisible(bool(contradiction))
        self.graph.set_cluster(titles, lines)
