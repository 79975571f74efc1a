"""The window: header, pages, status line, what lies over them, and the jobs beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QMenuBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import StoreError
from db.store import utc_now
from labeler.codebook_files import load_codebook
from labeler.errors import CodebookChangedError, LabelerError
from labeler.media_topics import default_codebook
from labeler.project import SUFFIX, Project, program_version
from ui.actions import Actions
from ui.clock import wall_time
from ui.dialogs import CapturesToImport, CodebookToUse, FolderToImport, ProjectToMake, ProjectToOpen
from ui.handlers import handlers
from ui.jobs import Job, JobRunner
from ui.keys import key_name
from ui.notices import Notices
from ui.overlays import Overlays
from ui.page_status import PageStatus
from ui.pages.labelling import LabellingPage, Status
from ui.pages.start import StartPage
from ui.project_jobs import ProjectJobs
from ui.project_pages import ProjectPages
from ui.settings import SCALES, Recent
from ui.theme import apply_theme, current_theme
from ui.widgets.header_bar import HeaderBar
from ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent

    from labeler.codebook import Question
    from labeler.queue import Narrowing
    from ui.commands import Page
    from ui.pages.articles import ArticlesPage
    from ui.pages.codebook import CodebookPage
    from ui.pages.duplicates import DuplicatesPage
    from ui.pages.export import ExportPage
    from ui.pages.plan import PlanPage
    from ui.pages.review import ReviewPage
    from ui.pages.stripper import StripperPage
    from ui.settings import Settings
    from ui.theme import ThemeChoice

_WAIT_MS = 500
_REMEMBER_AFTER_MS = 2000


class MainWindow(QMainWindow):
    """One window, one project."""

    project_opened = Signal(str)

    def __init__(self, settings: Settings, demo_folder: Path) -> None:
        super().__init__()
        self.settings = settings
        self.notices = Notices(self)
        self.jobs = JobRunner(self)
        self._demo_folder = demo_folder
        self._page: Page = "start"
        self._way: list[Page] = []
        self.project: Project | None = None
        self.label_page: LabellingPage | None = None
        self._others: ProjectPages | None = None
        self._remember_soon = QTimer(self)
        self._remember_soon.setSingleShot(True)
        self._remember_soon.setInterval(_REMEMBER_AFTER_MS)
        self._new_path: Path | None = None
        self._new_captures: Sequence[Path] = ()
        self.actions_ = Actions(self, handlers(self), self._on_fault)
        self.menus = QMenuBar()
        self.actions_.fill(self.menus)
        self.addActions(list(self.actions_.actions.values()))
        self.header = HeaderBar(self.menus)
        self.header.set_pages(
            [
                ("label", "Label"),
                ("duplicates", "Duplicates"),
                ("review", "Review"),
                ("articles", "Articles"),
                ("stripper", "Stripper"),
                ("export", "Export"),
                ("codebook", "Codebook"),
            ]
        )
        self.start_page = StartPage()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start_page)
        self.status = StatusLine()
        self._told = PageStatus(self.header, self.status)
        self._work = ProjectJobs(self.jobs, self.status, self.notices, self)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(body)
        self.overlays = Overlays(body)
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(*_smallest())
        self.resize(1440, 900)
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)
        self._show_start()

    def _connect(self) -> None:
        self.header.page_asked.connect(self.show_page)
        self.header.palette_asked.connect(self.open_palette)
        self.header.annotator_asked.connect(self.change_annotator)
        self.status.cancel_asked.connect(self.jobs.cancel)
        self.jobs.idle.connect(self.status.end_job)
        self._work.imported.connect(self._reload_queue)
        self.status.saved.details_asked.connect(self._show_details)
        self.notices.posted.connect(self.status.saved.show_notice)
        self.overlays.command_chosen.connect(self.actions_.run)
        self.overlays.article_chosen.connect(self._open_article)
        self.overlays.number.given.connect(self._open_number)
        self.start_page.project_opened.connect(lambda path: self.open_project(Path(path)))
        self.start_page.annotator_given.connect(self.start_labelling)
        self.start_page.new_asked.connect(self.new_project)
        self.start_page.open_asked.connect(self.ask_project)
        self.start_page.demo_asked.connect(self.make_demo)
        self.start_page.left.connect(self._leave_who)
        self.start_page.codebook_given.connect(self._on_codebook)
        self._remember_soon.timeout.connect(self._remember)

    # -- projects --------------------------------------------------------------------------------------------

    def open_project(self, path: Path) -> bool:
        """Opens a project; asks who labels unless that is remembered. Returns whether it was opened."""
        path = path.absolute()
        try:
            # A key press must not wait long for another program's write; it is told and given again.
            project = Project.open(path, wait_ms=_WAIT_MS)
        except (StoreError, LabelerError) as error:
            self.notices.post(str(error), "bad")
            return False
        self._leave_project()
        self.project = project
        known = self.settings.recent_of(str(path))
        if known is not None and known.annotator in project.store.codebooks.annotators():
            self.start_labelling(known.annotator)
        else:
            self._ask_who()
        # After the page was made: what it shows first ends the message before.
        for note in (project.store.journal_note, project.store.update_note):
            if note:
                self.notices.post(note, "warn")
        return True

    def _ask_who(self) -> None:
        if self.project is not None:
            names = self.project.store.codebooks.annotators()
            recent = self.settings.recent
            suggested = recent[0].annotator if recent and recent[0].annotator not in names else ""
            self._show_start()
            self.start_page.ask_who(self.project.name, names, suggested)

    def change_annotator(self) -> None:
        """Asks anew who labels."""
        self._remember()
        self._ask_who()

    def start_labelling(self, annotator: str) -> None:
        """Opens the labelling page for an annotator."""
        project = self.project
        if project is None:
            return
        try:
            page = LabellingPage(project, annotator, self.settings, self.notices)
        except (StoreError, LabelerError) as error:
            self.notices.post(str(error), "bad")
            return
        self._drop_pages()
        self.label_page = page
        self._others = self._make_others(project, page)
        page.status_changed.connect(self._on_status)
        page.timing.told.connect(self.status.set_time)
        self.actions_.used.connect(page.advancing.stop)
        page.answering.codebook_changed.connect(self.follow_codebook)
        self.pages.addWidget(page)
        known = self.settings.recent_of(str(project.path))
        page.reload(known.article_id if known and known.annotator == page.labelling.annotator else "")
        self.header.avatar.set_name(page.labelling.annotator)
        self.status.set_project(f"Codebook v{project.codebook_version}", page.labelling.annotator)
        self.setWindowTitle(f"{project.name} – labeler")
        self.show_page("label")
        self._remember()
        self.project_opened.emit(str(project.path))
        self._work.read_words(project, page)

    def new_project(self) -> None:
        """Asks where, then for a codebook, then makes and opens the project."""
        path = ProjectToMake.ask(self)
        if path is not None:
            self._ask_codebook(path, ())

    def _ask_codebook(self, path: Path, captures: Sequence[Path]) -> None:
        """Asks which codebook a new project gets; `captures` are imported into it afterwards."""
        self._leave_project()
        self._new_path, self._new_captures = path, captures
        self._show_start()
        self.start_page.ask_codebook(path.stem)

    def _on_codebook(self, choice: str) -> None:
        path, captures = self._new_path, self._new_captures
        codebook = CodebookToUse.ask(self) if choice == "file" else None
        if path is None or (choice == "file" and codebook is None):
            return
        if self._make_project(path, codebook):
            self.import_paths(captures)

    def _make_project(self, path: Path, codebook: Path | None) -> bool:
        try:
            questions = load_codebook(codebook) if codebook else default_codebook()
            Project.create(path, questions).close()
        except (StoreError, LabelerError) as error:
            self.notices.post(str(error), "bad")
            return False
        return self.open_project(path)

    def ask_project(self) -> None:
        """Asks for a project file and opens it."""
        path = ProjectToOpen.ask(self)
        if path is not None:
            self.open_project(path)

    def make_demo(self) -> None:
        """Makes a fresh sample project and opens it."""
        from labeler.demo import make_demo

        folder = self._demo_folder
        job = Job(lambda: make_demo(folder))
        job.succeeded.connect(self.open_project)
        self._work.start(job)

    def _leave_who(self) -> None:
        """Esc on the question who labels, or which codebook: one step back."""
        if self.label_page is not None:
            self.show_page("label")
        else:
            self.close_project()

    def _on_fault(self, error: Exception) -> None:
        """A known fault that a command ran into."""
        if isinstance(error, CodebookChangedError):
            self.follow_codebook()
        self.notices.post(str(error), "bad")

    def close_project(self) -> None:
        """Back to the start page."""
        self._leave_project()
        self._show_start()

    def _leave_project(self) -> None:
        self._remember()
        if self._others is not None:
            self._others.keep_draft()
        self.jobs.drain()
        self._drop_pages()
        if self.project is not None:
            self.project.close()
            self.project = None

    def _drop_pages(self) -> None:
        if self.label_page is not None:
            self.label_page.leave()
            self.label_page.timing.write()
        self._told.forget()
        if self._others is not None:
            self._others.drop()
            self._others = None
        if self.label_page is not None:
            self.pages.removeWidget(self.label_page)
            self.label_page.deleteLater()
            self.label_page = None

    def follow_codebook(self) -> None:
        """Shows another version of the codebook, where a window or a command has put one in force."""
        if self.project is not None and self.label_page is not None and self.project.follow_codebook():
            self._show_codebook()
            self.notices.post(
                f"The codebook is version {self.project.codebook_version} now. Answers keep the version that they were "
                "given under.",
            )

    def _show_codebook(self) -> None:
        page, project = self.label_page, self.project
        if page is None or project is None:
            return
        page.take_codebook()
        self.status.set_project(f"Codebook v{project.codebook_version}", page.labelling.annotator)
        if self._others is not None:
            self._others.drop_with_questions()
        if self._page in ("duplicates", "review", "export"):
            self.show_page(self._page)

    def _remember(self) -> None:
        if self.project is None or self.label_page is None:
            return
        page = self.label_page
        page.remember()
        items, done = page.queue.model.items, page.queue.model.counts["done"]
        self.settings.remember(
            Recent(
                str(self.project.path),
                self.project.name,
                page.labelling.annotator,
                done,
                len(items),
                utc_now(),
                page.article_id,
            )
        )

    def forget_project(self) -> None:
        """Takes the chosen project off the list of recent ones."""
        chosen = self.start_page.projects.chosen()
        if chosen is not None:
            self.settings.forget(chosen.path)
            self.start_page.show_recent(self.settings.recent)
            self.notices.post(f"{chosen.name} was taken off the list. The file stays at {chosen.path}.")

    # -- pages -----------------------------------------------------------------------------------------------

    def _show_start(self) -> None:
        self.setWindowTitle("labeler")
        self.status.set_project("", "")
        self.pages.setCurrentWidget(self.start_page)
        self._set_page("start")
        self.start_page.show_recent(self.settings.recent)

    def show_page(self, page: Page) -> None:
        """Goes to a page of the open project."""
        others = self._others
        if others is None or self.label_page is None:
            return
        others.keep_draft()
        self.follow_codebook()
        if page == "label":
            self.pages.setCurrentWidget(self.label_page)
            self.label_page.catch_up()
            self.label_page.look_again()
            self.label_page.focus_text()
        else:
            others.show(page)
        self._set_page(page)

    def _make_others(self, project: Project, label_page: LabellingPage) -> ProjectPages:
        """The other pages, none of them made yet."""
        made = ProjectPages(project, label_page, self.settings, self.notices, self.pages)
        made.article_opened.connect(self._open_article)
        made.articles_asked.connect(self._list_articles)
        made.worklist_asked.connect(self._list_work)
        made.export_asked.connect(self._export_listed)
        made.queue_is_old.connect(self._reload_queue)
        made.codebook_adopted.connect(self._show_codebook)
        made.draft_undo_told.connect(self._told.tell_draft)
        made.pair_status.connect(lambda status: self._told.tell("duplicates", status))
        made.job_asked.connect(self._work.run_for)
        made.preview_asked.connect(self._work.look_for)
        made.cancel_asked.connect(self.jobs.cancel)
        return made

    @property
    def duplicates_page(self) -> DuplicatesPage | None:
        """The duplicates page, once it was asked for."""
        return self._others.duplicates if self._others is not None else None

    @property
    def review_page(self) -> ReviewPage | None:
        """The review page, once it was asked for."""
        return self._others.review if self._others is not None else None

    @property
    def articles_page(self) -> ArticlesPage | None:
        """The table of articles, once it was asked for."""
        return self._others.articles if self._others is not None else None

    @property
    def codebook_page(self) -> CodebookPage | None:
        """The codebook's editor, once it was asked for."""
        return self._others.codebook if self._others is not None else None

    @property
    def stripper_page(self) -> StripperPage | None:
        """The stripper's page, once it was asked for."""
        return self._others.stripper if self._others is not None else None

    @property
    def export_page(self) -> ExportPage | None:
        """The export page, once it was asked for."""
        return self._others.export if self._others is not None else None

    @property
    def plan_page(self) -> PlanPage | None:
        """The plan's page, once it was asked for."""
        return self._others.plan if self._others is not None else None

    def _set_page(self, page: Page) -> None:
        """Notes which page is shown, and by which ones, from the Label page on, one came there; none of them twice."""
        if page in ("start", "label"):
            self._way = []
        elif page in self._way:
            self._way = self._way[: self._way.index(page)]
        elif page != self._page:
            self._way.append("label" if self._page == "start" else self._page)
        self._page = page
        self.header.set_current(page)
        self.actions_.set_page(page)
        self._told.set_page(page)

    def _open_article(self, article_id: str) -> None:
        if self.label_page is not None:
            self.show_page("label")
            self.label_page.open_article_id(article_id)

    def _on_status(self, status: Status) -> None:
        self._remember_soon.start()
        self._told.tell("label", status)

    # -- what lies over the pages ----------------------------------------------------------------------------

    def open_palette(self) -> None:
        """Commands and articles in one list."""
        items = self.label_page.queue.model.items if self.label_page else ()
        self.overlays.open_palette(self.actions_.palette_entries(), items)

    def ask_number(self) -> None:
        """Asks for the number of the article to go to."""
        if self.label_page is not None and self.label_page.queue.model.items:
            self.overlays.number.ask(len(self.label_page.queue.model.items))

    def _open_number(self, number: int) -> None:
        if self.label_page is not None:
            self.label_page.going.number(number)

    def open_history(self) -> None:
        """Everything this annotator answered, over the page where it was answered."""
        if self.label_page is not None:
            self.show_page("label")
            self.label_page.open_history()

    def show_keys(self) -> None:
        """The sheet of all keys."""
        self.overlays.show_keys(self._page)

    def show_guideline(self) -> None:
        """What each answer of the question that is shown means; all keys on a page that shows none."""
        question: Question | None
        in_focus, asked = "", "articles"
        if self._page == "label" and self.label_page is not None:
            question, in_focus = self.label_page.open_question(), self.label_page.value_in_focus()
        elif self._page == "duplicates" and self.duplicates_page is not None:
            question, asked = self.duplicates_page.answering.question, "pairs"
        elif self._page == "review" and self.review_page is not None:
            question = self.review_page.question
        elif self._page == "codebook" and self.codebook_page is not None:
            marked = self.codebook_page.value()
            question, in_focus = self.codebook_page.question(), marked.value if marked else ""
        else:
            self.show_keys()
            return
        if question is None:
            self.notices.post(f"The codebook asks nothing about {asked}.")
        else:
            self.overlays.show_guideline(question, in_focus)

    def _show_details(self) -> None:
        if self.notices.history:
            self.overlays.show_details(self.notices.history[-1])

    # -- jobs ------------------------------------------------------------------------------------------------

    def ask_captures(self) -> None:
        """Asks for captures and imports them."""
        self.import_paths(CapturesToImport.ask(self))

    def ask_folder(self) -> None:
        """Asks for a folder of captures and imports it."""
        folder = FolderToImport.ask(self)
        self.import_paths([folder] if folder else [])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Imports files and folders into the open project, as a job."""
        if self.project is not None and paths:
            self._work.import_into(self.project.path, paths)

    def _reload_queue(self) -> None:
        if self.label_page is not None:
            self.label_page.reload()
        if self.duplicates_page is not None and self._page == "duplicates":
            self.duplicates_page.reload()

    def _export_listed(self, listed: Narrowing, count: int) -> None:
        """The export page, for the articles that the table shows."""
        self.show_page("export")
        if self.export_page is not None and not listed.is_open:
            self.export_page.export_only(listed, count)

    def _list_articles(self, about: str, articles: Sequence[str]) -> None:
        """Shows some articles in the queue, and opens the first of them."""
        if self.label_page is not None and articles:
            self.show_page("label")
            self.label_page.list_only(articles, about)

    def _list_work(self, reasons: Mapping[str, str]) -> None:
        """The same with the articles of the worklist, each with why it is on it."""
        if self.label_page is not None:
            self.show_page("label")
            self.label_page.list_only(list(reasons), "Answers from an older version", reasons)

    # -- small things ----------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Takes back the annotator's newest answer or ruling, and goes where it was."""
        if self._page == "review" and self.review_page is not None:
            self.review_page.undo(back=True)
        elif self._page == "codebook" and self.codebook_page is not None:
            self.codebook_page.undo(back=True)
        elif self._undone_here(back=True):
            return
        elif self.label_page is not None:
            self.show_page("label")
            self.label_page.answering.undo()

    def redo(self) -> None:
        """Brings back what the last undo took, and goes where it was."""
        if self._page == "review" and self.review_page is not None:
            self.review_page.undo(back=False)
        elif self._page == "codebook" and self.codebook_page is not None:
            self.codebook_page.undo(back=False)
        elif self._undone_here(back=False):
            return
        elif self.label_page is not None:
            self.show_page("label")
            self.label_page.answering.redo()

    def _undone_here(self, *, back: bool) -> bool:
        """Whether the page that is shown took the newest step back, or brought it back, and one stays there."""
        page = {"duplicates": self.duplicates_page, "articles": self.articles_page}.get(self._page)
        return page is not None and page.undo(back=back)

    def set_theme(self, theme: ThemeChoice) -> None:
        """Puts other colours on, and remembers them."""
        self.settings.theme = theme
        self._apply_look()

    def scale(self, step: int) -> None:
        """Makes the whole window larger or smaller by a step."""
        place = SCALES.index(self.settings.scale) + step
        if 0 <= place < len(SCALES):
            self.settings.scale = SCALES[place]
            self._apply_look()

    def _apply_look(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.settings.theme, self.settings.scale)

    def copy(self) -> None:
        """Copies the selected text, wherever it is selected."""
        focus = self.focusWidget()
        if isinstance(focus, QLabel) and focus.hasSelectedText():
            QApplication.clipboard().setText(focus.selectedText())
        elif self.label_page is not None:
            self.label_page.pane.view.copy()

    def say_saved(self) -> None:
        """Says when the last answer was written."""
        page = self.label_page
        at = wall_time(page.labelling.last_saved_at() or "") if page else ""
        self.notices.post(
            f"Everything is saved already, last at {at}."
            if at
            else "Nothing to save yet: each answer is written at once."
        )

    def say_about(self) -> None:
        """Says version and licence, and where the project lies."""
        where = f" The project is {self.project.path}." if self.project else ""
        self.notices.post(f"{program_version()}, Apache-2.0.{where}")

    def turn_full_screen(self) -> None:
        """Full screen, and back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def escape(self) -> None:
        """One step back: out of what is open on the page, then to the page that one came from."""
        self.status.saved.end_notice()
        if self._page == "label" and self.label_page is not None:
            self.label_page.escape()
            return
        page = {
            "duplicates": self.duplicates_page,
            "review": self.review_page,
            "articles": self.articles_page,
            "codebook": self.codebook_page,
            "stripper": self.stripper_page,
        }.get(self._page)
        led_back = page is not None and page.escape()
        # From a page of figures the way out is back; on Label and Duplicates one is at work, and a digit would answer
        # something else on the page before.
        if not led_back and self._page not in ("start", "duplicates"):
            self.show_page(self._way[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plain keys that nothing in focus wanted: an answer of the open question, else a command."""
        key = key_name(event)
        page = {
            "label": self.label_page,
            "duplicates": self.duplicates_page,
            "review": self.review_page,
        }.get(self._page)
        if key and ((page is not None and page.answer_key(key)) or self.actions_.run_key(key)):
            event.accept()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window: the codebook may have been changed elsewhere."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            try:
                self.follow_codebook()
            except (StoreError, LabelerError) as error:
                self.notices.post(str(error), "bad")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A project is opened; captures go into the open project, or into a new one."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take_files(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Opens a project, or imports captures, whatever the files are."""
        projects = [path for path in paths if path.suffix == SUFFIX]
        if projects:
            self.open_project(projects[0])
            return
        if paths and self.project is None:
            target = ProjectToMake.ask(self)
            if target is not None:
                self._ask_codebook(target, paths)
            return
        self.import_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers where things stood; every answer is on the disk already."""
        self.settings.geometry = self.saveGeometry()
        self._leave_project()
        super().closeEvent(event)


def _smallest() -> tuple[int, int]:
    theme = current_theme()
    return min(1024, theme.px(1024)), min(640, theme.px(640))
