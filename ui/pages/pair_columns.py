"""The three columns of the duplicates page: the list, the pair or the cards of clusters, the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.layouts import column, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.theme import Theme
    from ui.widgets.article_view import ArticleView
    from ui.widgets.cluster_wall import ClusterWall
    from ui.widgets.pair_header import PairHeader
    from ui.widgets.pair_legend import PairLegend
    from ui.widgets.pair_panel import PairPanel
    from ui.widgets.pairs_panel import PairsPanel

_CARDS: Final = "Full line: copies; dashed: same story; dotted: not judged. Enter opens a card, a click on a sign that pair."
_NARROW: Final = 1180
"""In a window narrower than this (px at scale 1) the side columns are as narrow as they can be."""
_ALL_FIT_FROM: Final = 760
"""In a still narrower one the list steps aside for the answers, until it is asked for."""


class PairColumns(QSplitter):
    """Cards take the room of the answers as well.

    Args:
        pairs: the left column.
        pair: what shows a pair, from top to bottom; the text takes what is left over.
        wall: the cards, in the place of the pair.
        panel: the right column.
    """

    def __init__(
        self,
        pairs: PairsPanel,
        pair: tuple[PairHeader, ArticleView, PairLegend],
        wall: ClusterWall,
        panel: PairPanel,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._pairs, self._wall, self._panel = pairs, wall, panel
        self._fitted: tuple[Theme, bool, bool, bool] | None = None
        self._listed = False
        self._pair, self._cards = QWidget(), QWidget()
        layout = column(*pair)
        layout.setStretchFactor(pair[1], 1)
        self._pair.setLayout(layout)
        self._cards.setLayout(
            column(wall, label(_CARDS, "caption", wrap=True), margins=(8, 8, 8, 8), spacing=8)
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self._pair)
        self._middle.addWidget(self._cards)
        for part in (pairs, self._middle, panel):
            self.addWidget(part)
            self.setCollapsible(self.indexOf(part), False)
        self.setHandleWidth(1)
        self.setStretchFactor(1, 1)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        self._pairs.setMinimumWidth(theme.px(200))
        self._pairs.setMaximumWidth(theme.px(420))
        self._panel.setMaximumWidth(theme.px(480))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow, the texts need the room most."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = current_theme()
        narrow, tight = self.width() < theme.px(_NARROW), self.width() < theme.px(_ALL_FIT_FROM)
        listed = self._listed or self.is_wall_shown()
        self._pairs.setVisible(listed or not tight)
        self._panel.setVisible(not self.is_wall_shown() and not (tight and listed))
        if (theme, narrow, tight, tight and listed) != self._fitted:
            self._fitted = (theme, narrow, tight, tight and listed)
            self._panel.setMinimumWidth(theme.px(256 if tight else 280))
            self._middle.setMinimumWidth(theme.px(200) if tight else 0)
            left = self._pairs.minimumWidth() if narrow else theme.size.pairs_width
            right = self._panel.minimumWidth() if narrow else theme.size.relations_width
            beside = (left if listed else right) if tight else left + right
            self.setSizes([left, max(1, self.width() - beside), right])

    def show_list(self) -> None:
        """Shows the list, where there is no room for all in the place of the answers, until `leave_list`."""
        self._listed = True
        self._fit()

    def leave_list(self) -> None:
        """The list is left: the answers take its place where there is no room for both."""
        self._listed = False
        self._fit()

    def is_wall_shown(self) -> bool:
        """Whether the cards are shown in the place of a pair."""
        return self._middle.currentWidget() is self._cards

    def show_wall(self, *, shown: bool) -> None:
        """Shows the cards, or the pair."""
        self._middle.setCurrentWidget(self._cards if shown else self._pair)
        self._fit()
        if shown:
            self._wall.setFocus(Qt.FocusReason.OtherFocusReason)
