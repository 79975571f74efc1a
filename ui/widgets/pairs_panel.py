"""The left column of the duplicates page: what is to be done first, the list of pairs, and how far one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current_theme, theme_hub
from ui.widgets.banner import Banner
from ui.widgets.fields import Field
from ui.widgets.layouts import hairline, label, row
from ui.widgets.pair_list import PairList
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.models.pair_model import PairRow

ListName = Literal["To judge", "Judged", "Clusters"]
LISTS: tuple[ListName, ...] = get_args(ListName)
_ORDERS: dict[ListName, str] = {
    "To judge": "unsure first",
    "Judged": "likeliest first",
    "Clusters": "most to judge first",
}


class PairsPanel(QWidget):
    """Values in, wishes out; it holds no project."""

    pair_opened = Signal(str)
    list_chosen = Signal()
    filtered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = label("Pairs", "heading")
        self._order = label("unsure first", "caption")
        self.field = Field("Filter pairs", "search", "Ctrl F")
        self.lists = Segments(LISTS)
        self.stale = Banner()
        self.contradiction = Banner("V")
        self.pairs = PairList()
        self.counts = label("", "caption", wrap=True)
        self._top = QWidget()
        top = QVBoxLayout(self._top)
        head = row(self._head, None, self._order)
        top.addLayout(head)
        top.addWidget(self.field)
        top.addWidget(self.lists)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.addWidget(self.counts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addWidget(self.stale)
        layout.addWidget(self.contradiction)
        layout.addWidget(self.pairs, 1)
        layout.addWidget(hairline())
        layout.addWidget(self._foot)
        self.stale.hide()
        self.contradiction.hide()
        self.lists.chosen.connect(lambda _: self.list_chosen.emit())
        self.field.textChanged.connect(lambda _: self.filtered.emit())
        self.field.accepted.connect(self._open_first)
        self.field.left.connect(self._leave_field)
        self.field.moved.connect(lambda _: self.pairs.setFocus(Qt.FocusReason.OtherFocusReason))
        self.pairs.opened.connect(lambda place: self.pair_opened.emit(self.pairs.pairs.units[place]))
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.px(12)
        for part in (self._top, self._foot):
            layout = part.layout()
            if layout is not None:
                layout.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
                layout.setSpacing(theme.px(8))

    def shown(self) -> ListName:
        """Which list is chosen."""
        return LISTS[self.lists.current()]

    def next_list(self) -> None:
        """Chooses the list after this one."""
        self.lists.choose((self.lists.current() + 1) % len(LISTS))
        self.list_chosen.emit()

    def set_pairs(
        self, units: Sequence[str], make: Callable[[str], PairRow], current: str, empty: str
    ) -> None:
        """Lists pairs."""
        self._order.setText(_ORDERS[self.shown()])
        words = self.field.text().strip()
        self.pairs.set_pairs(
            units, make, current, f"No pair here whose titles hold “{words}”." if words else empty
        )

    def _open_first(self) -> None:
        if self.pairs.pairs.rowCount():
            self.pair_opened.emit(self.pairs.pairs.units[0])
        self.left.emit()

    def _leave_field(self) -> None:
        self.field.clear()
        self.left.emit()
