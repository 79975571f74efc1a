"""The captions above the article's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current_theme, theme_hub

if TYPE_CHECKING:
    from ui.widgets.article_view import ArticleView


class ArticleHeader(QWidget):
    """Says what each column is ("Raw capture") and how much it holds ("70 lines, 4.1 kB, utf-8").

    Args:
        view: the article view below; captions stand where its columns do.
    """

    def __init__(self, view: ArticleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._left = ("", "")
        self._right = ("", "")
        view.geometry_changed.connect(self.update)
        theme_hub().changed.connect(self._on_theme)

    def set_left(self, title: str, detail: str) -> None:
        """Set the caption of the left column."""
        self._left = (title, detail)
        self._tell()

    def set_right(self, title: str, detail: str) -> None:
        """Set the caption of the right column."""
        self._right = (title, detail)
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(
            ". ".join(" ".join(words) for words in (self._left, self._right) if any(words))
        )
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One row, in px."""
        theme = current_theme()
        return QSize(theme.px(280), theme.size.table_row)

    def minimumSizeHint(self) -> QSize:
        """As high as the row, as narrow as need be."""
        return QSize(0, current_theme().size.table_row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both captions and the hairline below."""
        theme, painter = current_theme(), QPainter(self)
        places = self._view.geometry_of_columns()
        painter.fillRect(self.rect(), theme.color.pane)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color.line)
        for (title, detail), side in ((self._left, "left"), (self._right, "right")):
            x, width = (
                (places.left_x, places.left_width) if side == "left" else (places.right_x, places.right_width)
            )
            if not width or not (title or detail):
                continue
            bold = theme.font(theme.type.small, bold=True)
            painter.setFont(bold)
            painter.setPen(theme.color.text)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            height = self.height() - 1
            metrics = QFontMetricsF(bold)
            title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(x, 0, width, height), flags, title)
            used = metrics.horizontalAdvance(title) + (theme.px(14) if title else 0)
            small = theme.font(theme.type.small)
            painter.setFont(small)
            painter.setPen(theme.color.text3)
            detail = QFontMetricsF(small).elidedText(
                detail, Qt.TextElideMode.ElideRight, max(0.0, width - used)
            )
            painter.drawText(QRectF(x + used, 0, max(0.0, width - used), height), flags, detail)
        painter.end()
