"""The export page: what will be written, where, and whether anything is half done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from labeler.exporting import export_project, preview
from labeler.project import Project
from ui.theme import current_theme, theme_hub
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, hairline, label, row, scrolling
from ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from labeler.exporting import ExportReport
    from labeler.progress import Steps
    from ui.jobs import Job
    from ui.notices import Notices

_FILES = (
    ("articles.jsonl", "one article a line: raw and main text, blocks, labels, relations, metadata"),
    ("articles.csv", "one row an article: main text and a column for each question and annotator"),
    ("labels.csv", "one row a label: task, worker, label, question, time, codebook version"),
    ("manifest.json", "counts, digests of the files, codebook and program version"),
)


class ExportPage(QWidget):
    """Writes the project's training sets as a job, so the window stays free."""

    job_asked = Signal(object)

    def __init__(self, project: Project, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self._notices = notices
        self.folder = project.exports_folder / project.path.stem
        self._written = False
        self._running = False
        self._counts = QGridLayout()
        self._empty = label("Nothing to export yet: no label was given.", "text2")
        self.rows = TextTable()
        self._folder = label("", selectable=True)
        self._change = button("Change", "quiet")
        self._show_folder = button("Open the folder")
        self.export_button = KeyButton("Export", "Ctrl Enter", primary=True)
        self._build()
        self._change.clicked.connect(lambda _: self.choose_folder())
        self._show_folder.clicked.connect(lambda _: self.open_folder())
        self.export_button.clicked.connect(lambda _: self.run())
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _build(self) -> None:
        files = Card()
        files.body.addWidget(label("Files", "heading"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for place, (name, words) in enumerate(_FILES):
            grid.addWidget(label(name), place, 0)
            grid.addWidget(label(words, "text2", wrap=True), place, 1)
        files.body.addLayout(grid)
        files.body.addStretch(1)
        counts = Card()
        counts.body.addWidget(label("What goes in", "heading"))
        counts.body.addWidget(self._empty)
        counts.body.addLayout(self._counts)
        counts.body.addStretch(1)
        first = Card()
        first.body.addLayout(row(label("First rows", "heading"), label("labels.csv", "caption"), None))
        first.body.addWidget(self.rows, 1)
        top = QHBoxLayout()
        top.addWidget(files, 1)
        top.addWidget(counts, 1)
        content = QWidget()
        self._cards = QVBoxLayout(content)
        self._cards.addLayout(top)
        self._cards.addWidget(first, 1)
        self._foot = row(
            label("Folder", "caption"),
            self._folder,
            self._change,
            None,
            self._show_folder,
            self.export_button,
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolling(content), 1)
        outer.addWidget(hairline())
        outer.addLayout(self._foot)

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._cards.setContentsMargins(margin, margin, margin, margin)
        self._cards.setSpacing(theme.space.card_gap)
        self.rows.setMinimumHeight(theme.size.table_row_dense * 6)
        self._foot.setContentsMargins(margin, theme.px(12), margin, theme.px(12))

    def reload(self) -> None:
        """Counts anew what would be written."""
        found = preview(self.project)
        while self._counts.count():
            item = self._counts.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for place, (name, value) in enumerate(found.counts):
            self._counts.addWidget(label(name, "text2"), place, 0)
            self._counts.addWidget(label(value), place, 1, Qt.AlignmentFlag.AlignRight)
        self._empty.setVisible(found.labels == 0)
        self.rows.set_table(found.header, found.rows)
        self._folder.setText(str(self.folder))
        self._show_folder.setVisible(self._written)
        noun = "article" if found.articles == 1 else "articles"
        self.export_button.setText(f"Export {found.articles} {noun}")
        self.export_button.updateGeometry()
        self.export_button.setEnabled(found.articles > 0 and not self._running)
        self.export_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_folder(self) -> None:
        """Asks for the folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Choose the folder", str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self._written = False
            self.reload()

    def run(self) -> None:
        """Asks for the export to be run as a job."""
        if self._running:
            self._notices.post("An export is being written already. Wait until it is done, or cancel it.")
            return
        if not self.export_button.isEnabled():
            self._notices.post("Nothing to export yet: the project has no article.", "warn")
            return
        path, folder = self.project.path, self.folder

        def begin() -> Steps[ExportReport]:
            with Project.open(path) as own:
                report = yield from export_project(own, folder)
            return report

        self.job_asked.emit(begin)

    def connect_job(self, job: Job) -> None:
        """Shows the outcome of the job on this page."""
        self._running = True
        self.export_button.setEnabled(False)
        # Methods, not lambdas: Qt lets go of them when the page goes before the job ends.
        job.succeeded.connect(self._on_written)
        job.finished.connect(self._on_finished)

    def _on_written(self, report: ExportReport) -> None:
        self._written = True
        self._show_folder.show()
        self._notices.post(report.sentence(), "good")

    def _on_finished(self) -> None:
        self._running = False
        self.export_button.setEnabled(True)

    def open_folder(self) -> None:
        """Opens the folder in the system's file manager."""
        if not self.folder.is_dir():
            self._notices.post(f"{self.folder} does not exist yet. Export first.", "warn")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder))):
            self._notices.post(f"No file manager answered. The folder is {self.folder}.", "warn")
