"""Widgets side by side, on further lines where the width does not hold them all."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Lines from left to right; `to_right` pushes each line to the right edge."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, to_right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._to_right = to_right
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt calls it
        """Takes one more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt calls it
        """One of them; None beyond the last, as Qt asks for."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt calls it
        """Gives one of them away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt calls it
        """No more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrow is high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as a width asks for."""
        lines = self._lines(width)
        return sum(map(_height, lines)) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:
        """All on one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt calls it
        """The widest of them."""
        sizes = [item.sizeHint() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((s.height() for s in sizes), default=0)
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt calls it
        """Places them."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            widths = [min(item.sizeHint().width(), rect.width()) for item in line]
            used = sum(widths) + self.spacing() * (len(line) - 1)
            left = rect.left() + (rect.width() - used if self._to_right else 0)
            for item, width in zip(line, widths, strict=True):
                item.setGeometry(QRect(QPoint(left, top), QSize(width, item.sizeHint().height())))
                left += width + self.spacing()
            top += _height(line) + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if not lines or left + wide > width:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += wide + self.spacing()
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)


class FlowRow(QWidget):
    """A widget with nothing but a flow of others."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, to_right: bool = False) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, spacing=spacing, to_right=to_right)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def flowing(*parts: QWidget) -> FlowRow:
    """Widgets side by side as a widget, below each other where there is no room."""
    made = FlowRow(spacing=8)
    for part in parts:
        made.flow.addWidget(part)
    return made
