"""The export page: what is chosen at the left, what comes of it at once at the right, then the writing as a job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from labeler.export_preview import preview
from labeler.exporting import export_project
from labeler.project import Project
from labeler.queue import Narrowing
from ui.pages.export_presets import PresetBar
from ui.pages.export_shown import ExportShown
from ui.pages.review_filters import choices, filter_of
from ui.theme import current_theme, theme_hub
from ui.widgets.elided import ElidedLabel
from ui.widgets.export_options import ExportOptionsPanel
from ui.widgets.filter_bar import FilterBar
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import button, hairline, label, row, scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from labeler.export_preview import Preview
    from labeler.exporting import ExportReport
    from labeler.progress import Steps
    from labeler.training_sets.options import ExportOptions
    from ui.jobs import Job
    from ui.notices import Notices
    from ui.settings import Settings
    from ui.widgets.filter_bar import Choice

_SOON_MS = 150


class ExportPage(QWidget):
    """Writes the project, or training sets of it, as a job; the preview is one, too, so the window stays free."""

    job_asked = Signal(object)
    preview_asked = Signal(object)
    """What makes the steps of a preview: a job of which nothing is said but on this page."""
    articles_asked = Signal(str, object)
    """A finding in words, and its article ids: to be looked at."""

    def __init__(self, project: Project, notices: Notices, settings: Settings) -> None:
        super().__init__()
        self.project = project
        self._notices = notices
        self.folder = project.exports_folder / project.path.stem
        self._folder_chosen = False
        self._written = False
        self._running = False
        self._listed = Narrowing()
        self._mark: tuple[int, int] | None = None
        self._previewing: Job | None = None
        self.shown_preview: Preview | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self.presets = PresetBar(settings)
        self.options = ExportOptionsPanel()
        self.filters = FilterBar()
        self.as_listed = QCheckBox("")
        self.shown = ExportShown()
        self._folder = ElidedLabel()
        self._change = button("Change", "quiet")
        self._show_folder = button("Open the folder")
        self.export_button = KeyButton("Export", "Ctrl Enter", primary=True)
        self._build()
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()
        self._take_preset(self.presets.current())

    def _build(self) -> None:
        left = QWidget()
        self._left = left
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.presets)
        column.addWidget(hairline())
        options = QWidget()
        self._narrowing = QVBoxLayout(options)
        self._narrowing.addWidget(self.options)
        self._narrowing.addWidget(label("Only some labels and articles", "caption"))
        self._narrowing.addWidget(self.filters)
        self._narrowing.addWidget(self.as_listed)
        self._narrowing.addStretch(1)
        column.addWidget(scrolling(options), 1)
        self._foot = row(
            label("Folder", "caption"), self._folder, self._change, self._show_folder, self.export_button
        )
        self._foot.setStretch(1, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(scrolling(self.shown), 1)
        right.addWidget(hairline())
        right.addLayout(self._foot)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(left)
        outer.addLayout(right, 1)

    def _connect(self) -> None:
        self.presets.chosen.connect(self._take_preset)
        self.options.changed.connect(self._on_options)
        self.filters.changed.connect(self._on_filters)
        self.as_listed.toggled.connect(lambda _: self._on_filters(self.filters.chosen()))
        self.shown.findings.articles_asked.connect(self.articles_asked)
        self.shown.findings.allowed_changed.connect(self._show_button)
        self._change.clicked.connect(lambda _: self.choose_folder())
        self._show_folder.clicked.connect(lambda _: self.open_folder())
        self.export_button.clicked.connect(lambda _: self.run())
        self._soon.timeout.connect(self.look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards stand below one another where there is no room beside."""
        super().resizeEvent(event)
        self.shown.set_room(self.width() - self._left.width())

    def _on_theme(self) -> None:
        theme = current_theme()
        margin = theme.space.page_margin
        self._left.setFixedWidth(theme.size.options_width + theme.px(12))
        self._narrowing.setContentsMargins(0, 0, 0, margin)
        for at in range(1, 4):
            item = self._narrowing.itemAt(at)
            widget = item.widget() if item else None
            if widget is not None:
                widget.setContentsMargins(theme.space.panel_margin, 0, theme.space.panel_margin, 0)
        self._foot.setContentsMargins(margin, theme.px(12), margin, theme.px(12))

    # -- what is chosen --------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Looks anew at what would be written: labels may have come since."""
        store = self.project.store
        mark = store.events.mark(), store.articles.mark()
        if mark != self._mark:
            self._mark = mark
            self.filters.set_choices(choices(self.project, store.streams.sources()))
        self._folder.set_text(str(self.folder))
        self._show_folder.setVisible(self._written)
        self.look()
        self.options.tasks["topics"].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_listed(self, listed: Narrowing, count: int) -> None:
        """Takes what the list of articles is narrowed to, and how many articles it shows."""
        self._listed = listed
        self.as_listed.setVisible(not listed.is_open)
        shows = "Only the article" if count == 1 else f"Only the {count} articles"
        self.as_listed.setText(f"{shows} that the list shows")
        if listed.is_open:
            self.as_listed.setChecked(False)
        self._on_filters(self.filters.chosen())

    def export_only(self, listed: Narrowing, count: int) -> None:
        """Chooses to export only what a list shows."""
        self.set_listed(listed, count)
        self.as_listed.setChecked(True)

    def _take_preset(self, options: ExportOptions) -> None:
        chosen = self.options.options()
        self.options.set_options(replace(options, narrowed=chosen.narrowed, listed=chosen.listed))
        self._take_folder()
        self._soon.start()

    def _take_folder(self) -> None:
        """Each preset has a folder of its own, or one export would replace another; until somebody chose one."""
        name = "-".join(filter(None, [self.project.path.stem, self.presets.folder_name()]))
        folder = self.project.exports_folder / name
        if not self._folder_chosen and folder != self.folder:
            self.folder = folder
            self._written = False
            self._folder.set_text(str(folder))
            self._show_folder.setVisible(False)

    def _on_options(self) -> None:
        self.presets.remember(self.options.options())
        self._soon.start()

    def _on_filters(self, chosen: tuple[Choice, ...]) -> None:
        listed = self._listed if self.as_listed.isChecked() else Narrowing()
        options = replace(self.options.options(), narrowed=filter_of(chosen), listed=listed)
        if options != self.options.options():
            self.options.set_options(options)
            self._soon.start()

    # -- the preview -----------------------------------------------------------------------------------------

    def look(self) -> None:
        """Asks for a preview of what is chosen; one that is under way is let go."""
        self._soon.stop()
        if self._previewing is not None:
            self._previewing.cancel()
        self.shown.set_waiting()
        path, folder, options = self.project.path, self.folder, self.options.options()

        def begin() -> Steps[Preview]:
            with Project.open(path) as own:
                found = yield from preview(own, folder, options)
            return found

        self.preview_asked.emit(begin)

    def connect_preview(self, job: Job) -> None:
        """Shows the outcome of a preview."""
        self._previewing = job
        job.succeeded.connect(self._on_preview)
        job.failed.connect(self._on_no_preview)

    def _on_preview(self, found: Preview) -> None:
        if self.sender() is not self._previewing:
            return
        self.shown_preview = found
        self.shown.set_preview(found, self.options.options())
        self._show_button()

    def _on_no_preview(self, why: str) -> None:
        if self.sender() is self._previewing:
            self.shown_preview = None
            self.shown.set_failed(why)
            self._show_button()

    def _show_button(self) -> None:
        found = self.shown_preview
        articles = found.articles if found else 0
        noun = "article" if articles == 1 else "articles"
        self.export_button.setText(f"Export {articles} {noun}" if found else "Export")
        self.export_button.updateGeometry()
        self.export_button.setEnabled(articles > 0 and not self._running)
        self.shown.set_blocking()

    # -- the writing -----------------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """Asks for the folder."""
        chosen = QFileDialog.getExistingDirectory(self, "Choose the folder", str(self.folder.parent))
        if chosen:
            self.folder = Path(chosen)
            self._folder_chosen = True
            self._written = False
            self.reload()

    def run(self) -> None:
        """Asks for the export to be run as a job."""
        if self._running:
            self._notices.post("An export is being written already. Wait until it is done, or cancel it.")
            return
        if self.project.store.articles.count() == 0:
            self._notices.post("Nothing to export yet: the project has no article.", "warn")
            return
        blocking = self.shown.findings.blocking
        if blocking:
            self._notices.post(
                f"Errors stand in the way: {', '.join(blocking)}. Settle them, or write all the same.", "warn"
            )
            return
        path, folder, options = self.project.path, self.folder, self.options.options()
        allowed = self.shown.findings.allowed

        def begin() -> Steps[ExportReport]:
            with Project.open(path) as own:
                report = yield from export_project(own, folder, options, allowed)
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
        self.shown.set_written(report)
        self._notices.post(report.sentence(), "good", report.notes)

    def _on_finished(self) -> None:
        self._running = False
        self._show_button()

    def open_folder(self) -> None:
        """Opens the folder in the system's file manager."""
        if not self.folder.is_dir():
            self._notices.post(f"{self.folder} does not exist yet. Export first.", "warn")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder))):
            self._notices.post(f"No file manager answered. The folder is {self.folder}.", "warn")
