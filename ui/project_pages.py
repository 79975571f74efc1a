"""The pages of an open project besides the label page: each is made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.pages.articles import ArticlesPage
from ui.pages.codebook import CodebookPage
from ui.pages.duplicates import DuplicatesPage
from ui.pages.export import ExportPage
from ui.pages.labelling import Status
from ui.pages.plan import PlanPage
from ui.pages.review import ReviewPage
from ui.pages.stripper import StripperPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from labeler.project import Project
    from ui.commands import Page
    from ui.notices import Notices
    from ui.pages.labelling import LabellingPage
    from ui.settings import Settings

    Shown = DuplicatesPage | ReviewPage | ArticlesPage | CodebookPage | StripperPage | ExportPage | PlanPage


class ProjectPages(QObject):
    """What the pages ask for comes out here, whichever page it was.

    Attributes:
        duplicates, review, articles, codebook, stripper, export, plan: the pages made so far, else None.
    """

    article_opened = Signal(str)
    articles_asked = Signal(str, object)
    worklist_asked = Signal(object)
    export_asked = Signal(object, int)
    queue_is_old = Signal()
    codebook_adopted = Signal()
    draft_undo_told = Signal(str)
    """What Ctrl Z would take back on the codebook page."""
    pair_status = Signal(Status)
    job_asked = Signal(object, object)
    """The page that shows the outcome, and what begins the job."""
    preview_asked = Signal(object, object)
    cancel_asked = Signal()

    def __init__(
        self,
        project: Project,
        label_page: LabellingPage,
        settings: Settings,
        notices: Notices,
        stack: QStackedWidget,
    ) -> None:
        super().__init__(stack)
        self._project = project
        self._label_page = label_page
        self._settings = settings
        self._notices = notices
        self._stack = stack
        self.duplicates: DuplicatesPage | None = None
        self.review: ReviewPage | None = None
        self.articles: ArticlesPage | None = None
        self.codebook: CodebookPage | None = None
        self.stripper: StripperPage | None = None
        self.export: ExportPage | None = None
        self.plan: PlanPage | None = None

    # -- showing ---------------------------------------------------------------------------------------------

    def show(self, page: Page) -> None:
        """Shows a page with what the file holds now; if that cannot be read, the page before stays.

        Keys go where the eyes are: a page that is shown is the current one, or it is not shown.
        """
        made = self._made(page)
        before = self._stack.currentWidget() or made
        self._stack.setCurrentWidget(made)
        try:
            made.reload()
        except BaseException:
            self._stack.setCurrentWidget(before)
            raise

    def _made(self, page: Page) -> Shown:
        if page == "duplicates":
            self.duplicates = self.duplicates or self._make_duplicates()
            return self.duplicates
        if page == "review":
            self.review = self.review or self._make_review()
            return self.review
        if page == "articles":
            self.articles = self.articles or self._make_articles()
            return self.articles
        if page == "codebook":
            self.codebook = self.codebook or self._make_codebook()
            return self.codebook
        if page == "stripper":
            self.stripper = self.stripper or self._make_stripper()
            return self.stripper
        if page == "export":
            self.export = self.export or self._make_export()
            self._label_page.catch_up()
            self.export.set_listed(*self._label_page.listing.narrowed())
            return self.export
        self.plan = self.plan or self._make_plan()
        self._label_page.catch_up()
        self.plan.set_listed(self._label_page.listing.ids())
        return self.plan

    # -- making ----------------------------------------------------------------------------------------------

    def _make_duplicates(self) -> DuplicatesPage:
        """It shares the annotator's answers, and so what can be undone, with the label page."""
        made = DuplicatesPage(self._project, self._label_page.labelling, self._settings, self._notices)
        made.status_changed.connect(self.pair_status)
        made.updating.job_asked.connect(lambda begin: self.job_asked.emit(made, begin))
        made.updating.cancel_asked.connect(self.cancel_asked)
        made.updating.compared.connect(self.queue_is_old)
        self._stack.addWidget(made)
        return made

    def _make_review(self) -> ReviewPage:
        made = ReviewPage(self._project, self._label_page.labelling.annotator, self._notices)
        made.article_opened.connect(self.article_opened)
        self._stack.addWidget(made)
        return made

    def _make_articles(self) -> ArticlesPage:
        page = self._label_page
        made = ArticlesPage(self._project, page.labelling, page.answered_again, self._notices)
        made.article_opened.connect(self.article_opened)
        made.articles_asked.connect(self.articles_asked)
        made.written.connect(page.catch_up_later)  # among very many articles it is felt
        made.export_asked.connect(self.export_asked)
        self._stack.addWidget(made)
        return made

    def _make_codebook(self) -> CodebookPage:
        made = CodebookPage(self._project, self._label_page.labelling.annotator, self._notices)
        made.adopted.connect(self.codebook_adopted)
        made.undo_told.connect(self.draft_undo_told)
        made.worklist_asked.connect(self.worklist_asked)
        self._stack.addWidget(made)
        return made

    def _make_stripper(self) -> StripperPage:
        made = StripperPage(self._project, self._notices)
        made.article_opened.connect(self.article_opened)
        made.stripped.connect(self.queue_is_old)
        made.job_asked.connect(lambda begin: self.job_asked.emit(made, begin))
        self._stack.addWidget(made)
        return made

    def _make_export(self) -> ExportPage:
        made = ExportPage(self._project, self._notices, self._settings)
        made.job_asked.connect(lambda begin: self.job_asked.emit(made, begin))
        made.preview_asked.connect(lambda begin: self.preview_asked.emit(made, begin))
        made.articles_asked.connect(self.articles_asked)
        self._stack.addWidget(made)
        return made

    def _make_plan(self) -> PlanPage:
        made = PlanPage(self._project, self._notices)
        made.changed.connect(self.queue_is_old)
        self._stack.addWidget(made)
        return made

    # -- letting go ------------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Writes a codebook that is being changed: nothing is lost by going elsewhere."""
        if self.codebook is not None:
            self.codebook.leave()

    def drop_with_questions(self) -> None:
        """Lets go of the pages that hold the codebook's questions as they were; they are made anew when asked for."""
        if self.duplicates is not None:
            self.duplicates.updating.leave()
        if self.review is not None:
            self.review.ruling.keep_sights()
        self._drop(self.duplicates, self.review, self.export)
        self.duplicates = self.review = self.export = None

    def drop(self) -> None:
        """Lets go of all of them."""
        self.drop_with_questions()
        self._drop(self.articles, self.codebook, self.stripper, self.plan)
        self.articles = self.codebook = self.stripper = self.plan = None
        self.deleteLater()

    def _drop(self, *pages: Shown | None) -> None:
        for page in pages:
            if page is not None:
                self._stack.removeWidget(page)
                page.deleteLater()
