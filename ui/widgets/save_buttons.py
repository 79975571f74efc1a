"""Two quiet buttons beside a chart: save it as a picture, save its figures as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.layouts import button, row

if TYPE_CHECKING:
    from ui.widgets.charts.chart import Chart


class SaveButtons(QWidget):
    """Tells which chart shall be saved, and under which name.

    Args:
        chart: the one to save.
        name: what it is called in a file's name.
    """

    picture_asked = Signal(object, str)
    table_asked = Signal(object, str)

    def __init__(self, chart: Chart, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart, self.name = chart, name
        self.picture, self.table = button("Save picture", "quiet"), button("Save table", "quiet")
        self.picture.clicked.connect(lambda _: self.picture_asked.emit(self.chart, self.name))
        self.table.clicked.connect(lambda _: self.table_asked.emit(self.chart, self.name))
        for made, what in ((self.picture, "as a picture"), (self.table, "as a table")):
            made.setAccessibleName(f"Save {name.replace('-', ' ')} {what}")
        self.setLayout(row(self.picture, self.table, spacing=2))
