"""Articles as an item model: places come in whole, lines are made when they are seen, nothing is queried while painting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from labeler.article_table import ArticleLine, Column

    Index = QModelIndex | QPersistentModelIndex

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The ArticleLine of a row."""

CHIPS_ROLE = Qt.ItemDataRole.UserRole + 2
"""The answers of a row in words; None where the article was not answered."""

HEADS: Final = ("", "Title", "Source", "Date", "Lang.", "Your answers", "Copies")
SORTED_BY: Final[tuple[Column | None, ...]] = ("state", "title", "source", "date", "language", None, "copies")
_STATES: Final = {"pending": "not seen", "draft": "draft", "submitted": "submitted", "skipped": "skipped"}
MARK_COLUMN, TITLE_COLUMN, ANSWERS_COLUMN = 0, 1, 5


class ArticleModel(QAbstractTableModel):
    """One article a row."""

    def __init__(self) -> None:
        super().__init__()
        self._places: Sequence[int] = ()
        self._line: Callable[[int], ArticleLine] | None = None
        self._chips: Callable[[ArticleLine], Sequence[str] | None] | None = None

    def set_rows(
        self,
        places: Sequence[int],
        line: Callable[[int], ArticleLine],
        chips: Callable[[ArticleLine], Sequence[str] | None],
    ) -> None:
        """Takes a whole new list.

        Args:
            places: which articles, in order.
            line: makes the line of a place.
            chips: says a line's answers in words.
        """
        self.beginResetModel()
        self._places, self._line, self._chips = places, line, chips
        self.endResetModel()

    @property
    def places(self) -> Sequence[int]:
        """The places shown, in order."""
        return self._places

    def rowCount(self, parent: Index | None = None) -> int:
        """How many articles."""
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as there are heads."""
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The heads; numbers do not left-align."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, or the whole line."""
        roles = Qt.ItemDataRole
        wanted = (LINE_ROLE, CHIPS_ROLE, roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole)
        if not index.isValid() or role not in wanted or self._line is None or self._chips is None:
            return None
        line = self._line(self._places[index.row()])
        if role == LINE_ROLE:
            return line
        if role == CHIPS_ROLE:
            return self._chips(line)
        return self._words(line, index.column())

    def _words(self, line: ArticleLine, column: int) -> str:
        if column == MARK_COLUMN:
            return _STATES[line.state] + (", flagged" if line.flagged else "")
        if column == ANSWERS_COLUMN:
            said = self._chips(line) if self._chips is not None else None
            return "not seen" if said is None else ", ".join(said)
        return (line.title, line.source, line.date, line.language, "", str(line.copies or ""))[column - 1]
