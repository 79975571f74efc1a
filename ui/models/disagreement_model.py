"""Disagreements as an item model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeler.disagreements import Disagreement

    Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("Distance", "Article", "Answers")


def shown_figure(value: float) -> str:
    """A coefficient as house style writes it: two digits, no leading zero (".78", "1.00", "–.12")."""
    text = f"{abs(value):.2f}"
    return ("–" if round(value, 2) < 0 else "") + (text[1:] if text.startswith("0") else text)


class DisagreementModel(QAbstractTableModel):
    """One unit a row."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Disagreement] = ()

    def set_rows(self, rows: Sequence[Disagreement]) -> None:
        """Takes a whole new list."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, row: int) -> Disagreement:
        """The disagreement in a row."""
        return self._rows[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Distance, article, answers."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the whole answers as a tooltip."""
        if not index.isValid():
            return None
        found = self._rows[index.row()]
        answers = "   ".join(f"{name}: {words}" for name, words in found.answers)
        texts = (shown_figure(found.distance), found.title, answers)
        if role == Qt.ItemDataRole.DisplayRole:
            return texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(f"{name}: {words}" for name, words in found.answers)
        return None
