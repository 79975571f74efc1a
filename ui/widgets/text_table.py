"""A small read-only table of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.theme import current_theme, theme_hub
from ui.widgets.fields import QuietTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    Index = QModelIndex | QPersistentModelIndex


_FIRST: Final = 130
_READABLE: Final = 64
_LEAST: Final = 40
"""The first column, which names the row, is no narrower than the first (px at scale 1), and no other one is narrower
than what stands in it, up to the second, while there is room for that; none is narrower than the last."""


class TextTableModel(QAbstractTableModel):
    """Texts under named columns."""

    def __init__(self) -> None:
        super().__init__()
        self._header: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()

    def set_table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Takes a whole new table."""
        self.beginResetModel()
        self._header, self._rows = header, rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns."""
        return 0 if parent is not None and parent.isValid() else len(self._header)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if (
            role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            and orientation == Qt.Orientation.Horizontal
        ):
            return self._header[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        return None


class TextTable(QuietTable):
    """The table with its names above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TextTableModel()
        self._wanted: list[int] = []
        self._cells: list[int] = []
        self.setModel(self._model)
        header = self.horizontalHeader()
        header.show()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        theme = current_theme()
        self.set_row_height(theme.size.table_row_dense)
        self.horizontalHeader().setDefaultSectionSize(theme.px(150))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns that do not fit give way."""
        super().resizeEvent(event)
        self._fit()

    def set_table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Takes a whole new table; columns are as wide as their texts, within reason."""
        self._model.set_table(header, rows)
        theme = current_theme()
        self._wanted, self._cells = [], []
        for column in range(len(header)):
            self._cells.append(self.sizeHintForColumn(column))
            wanted = max(self._cells[-1], self.horizontalHeader().sectionSizeHint(column))
            self._wanted.append(max(theme.px(60), min(theme.px(340), wanted + theme.px(20))))
        self._fit()

    def wanted_width(self) -> int:
        """How wide the table is with all that it shows, px."""
        return sum(self._wanted)

    def _fit(self) -> None:
        """Gives each column what it wants; where all together are too wide, the widest ones give way."""
        widths, theme, room = list(self._wanted), current_theme(), self.viewport().width()
        least = theme.px(_LEAST)
        floors = [max(least, min(cells, theme.px(_READABLE))) for cells in self._cells]
        floors[:1] = [max(least, min(theme.px(_FIRST), room - sum(floors[1:])))]
        if sum(floors) > room:
            floors = [least] * len(floors)
        over = sum(widths) - room
        while over > 0 and (wide := [at for at, width in enumerate(widths) if width > floors[at]]):
            widest = max(wide, key=widths.__getitem__)
            next_widest = max([width for width in widths if width < widths[widest]], default=0)
            step = min(over, widths[widest] - max(next_widest, floors[widest]))
            widths[widest] -= step
            over -= step
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
