"""The duplicates page: pairs side by side, the most informative next; clusters, and what contradicts in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import StoreError
from ui.clock import wall_time
from ui.pages.labelling import Status
from ui.pages.opened_pair import open_pair
from ui.pages.pair_answering import PairAnswering
from ui.pages.pair_columns import PairColumns
from ui.pages.pair_listing import PairListing
from ui.pages.pair_showing import PairShowing
from ui.pages.pair_updating import PairUpdating
from ui.widgets.article_view import ArticleView
from ui.widgets.cluster_wall import ClusterWall
from ui.widgets.pair_header import PairHeader
from ui.widgets.pair_legend import PairLegend
from ui.widgets.pair_panel import PairPanel
from ui.widgets.pairs_panel import PairsPanel

if TYPE_CHECKING:
    from labeler.labelling import Labelling
    from labeler.pair_queue import PairQueue
    from labeler.project import Project
    from ui.jobs import Job
    from ui.notices import Notices
    from ui.pages.opened_pair import OpenedPair
    from ui.settings import Settings


class DuplicatesPage(QWidget):
    """Everything by keyboard; nothing of other annotators is read here but whether they judged a pair at all."""

    status_changed = Signal(Status)

    def __init__(self, project: Project, labelling: Labelling, settings: Settings, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self.answering = PairAnswering(project, labelling, notices)
        self._notices = notices
        self._settings = settings
        self.opened: OpenedPair | None = None
        self._mark: tuple[int, ...] = ()
        self.list = PairsPanel()
        self.view = ArticleView()
        self.header = PairHeader(self.view)
        self.legend = PairLegend()
        self.panel = PairPanel()
        self.updating = PairUpdating(project, self.list.stale, notices)
        self.wall = ClusterWall()
        self.listing = PairListing(project, self.answering, self.list, self.wall)
        pair = (self.header, self.view, self.legend)
        self._showing = PairShowing(self.answering, self.listing, pair, self.panel)
        self._columns = PairColumns(self.list, pair, self.wall, self.panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._columns)
        self.view.setAccessibleName("Pair")
        if self.answering.question is not None:
            self.panel.set_question(self.answering.question)
        self._connect()

    def _connect(self) -> None:
        self.list.pair_opened.connect(self._open_and_focus)
        self.list.list_chosen.connect(self._on_list_chosen)
        self.list.filtered.connect(self._show_list)
        self.wall.pair_asked.connect(self._open_and_focus)
        self.list.left.connect(self.focus_text)
        self.list.contradiction.clicked.connect(lambda _: self.next_contradiction())
        self.updating.ended.connect(self._on_updated)
        self.panel.chosen.connect(self.judge)
        self.panel.pair_asked.connect(self._open_and_focus)
        self.panel.skip.clicked.connect(lambda _: self.skip())
        self.panel.next.clicked.connect(lambda _: self.next_pair())

    @property
    def queue(self) -> PairQueue:
        """The pairs as they stand for the annotator."""
        return self.answering.queue

    # -- reading ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Shows the pairs as they stand in the file; reads them anew only if something was written since."""
        self.view.set_text_px(self._settings.text_px)
        store = self.project.store
        mark = (
            store.events.mark(),
            store.articles.mark(),
            store.articles.newest_extraction(),
            store.pairs.compared(),
        )
        if mark != self._mark:
            self._mark = mark
            self._read()
        else:
            self._tell()
        if self.isVisible():
            self.focus_text()

    def _read(self) -> None:
        """Reads all pairs; the one that was open stays so if it is still there."""
        self.answering.read()
        self.listing.read()
        self.updating.show()
        wanted = self.opened.unit_id if self.opened is not None else ""
        self.opened = None
        units = self.listing.units()
        if not self.queue.has(wanted):
            wanted = units[0] if units else ""
        if wanted:
            self.open(wanted)
        else:
            self._show_none()
        self._show_list()

    def _show_none(self) -> None:
        """No pair is open: why, and what else there is."""
        self.opened = None
        self._showing.show_none(self.listing.why_empty())
        self._columns.show_list()
        self._tell()

    def open(self, unit_id: str) -> None:
        """Opens a pair. If it cannot be read, what was open stays."""
        try:
            opened = open_pair(self.project, self.queue.pair(unit_id))
        except StoreError as error:
            self._notices.post(str(error), "bad")
            return
        self.opened = opened
        self.panel.setEnabled(True)
        self._show_pair(keep_place=False)

    def _open_and_focus(self, unit_id: str) -> None:
        self.open(unit_id)
        self._show_wall(shown=False)
        self.focus_text()

    # -- the cards -------------------------------------------------------------------------------------------

    def is_on_wall(self) -> bool:
        """Whether the cards of the clusters are shown in place of a pair."""
        return self._columns.is_wall_shown()

    def _on_list_chosen(self) -> None:
        self._show_list()
        self._columns.show_list()
        if self.list.shown() == "Clusters":
            self._show_wall(shown=True)

    def _show_wall(self, *, shown: bool) -> None:
        """Shows the cards, or the pair."""
        self._columns.show_wall(shown=shown)
        self._tell_contradictions()

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_pair(self, *, keep_place: bool) -> None:
        if self.opened is not None:
            self._showing.show(self.opened, keep_place=keep_place)
            self._show_answer()

    def _show_answer(self) -> None:
        """What stands about the open pair, its cluster, and how far the annotator is."""
        if self.opened is not None:
            self._showing.show_answer(self.opened)
            self._columns.leave_list()
            self.list.pairs.mark(self.opened.unit_id)
        self._tell()

    def _show_list(self) -> None:
        """Lists the pairs anew."""
        self.listing.show(self.opened.unit_id if self.opened is not None else "")
        if self.list.shown() != "Clusters":
            self._show_wall(shown=False)

    def _tell(self) -> None:
        """Counts, contradictions, and the status line."""
        counts = self.queue.counts()
        self.panel.relations.set_counts(counts.relations)
        self.listing.show_counts()
        self._tell_contradictions()
        saved = wall_time(self.answering.labelling.last_saved_at() or "")
        undo = self.answering.labelling.undo_status.undo_text
        self.status_changed.emit(Status(saved, undo, counts.judged, counts.judged + counts.left))

    def _tell_contradictions(self) -> None:
        opened = None if self.is_on_wall() else self.opened
        self.list.contradiction.set_words(*self._showing.contradictions(opened))

    # -- answering -------------------------------------------------------------------------------------------

    def answer_key(self, key: str) -> bool:
        """A digit gives the relation; returns whether the key meant something here."""
        question = self.answering.question
        values = question.values if question is not None else ()
        if self.is_on_wall() or not key.isdigit() or not 1 <= int(key) <= len(values):
            return False
        self.judge(values[int(key) - 1].value)
        return True

    def judge(self, relation: str) -> None:
        """Answers how A relates to B, and says so at once; Enter goes on."""
        if self.opened is not None:
            self._show_written(done=self.answering.judge(self.opened, relation))

    def skip(self) -> None:
        """Puts the pair off and goes on; a judged one is only passed."""
        if (
            self.opened is not None
            and not self.is_on_wall()
            and self._show_written(done=self.answering.skip(self.opened.unit_id))
        ):
            self.next_pair()

    def _show_written(self, *, done: bool) -> bool:
        """Shows what stands now; where nothing was written, why stays to be read."""
        if done:
            mark = self.project.store.events.mark()
            if self._mark and mark == self._mark[0] + 1:
                # The only thing written is this answer, so nothing has to be read anew for it.
                self._mark = (mark, *self._mark[1:])
            self._show_answer()
            self.list.pairs.viewport().update()
        return done

    def undo(self, *, back: bool) -> bool:
        """Takes back or brings back the newest answer if it is about a pair, and opens that; else returns False."""
        event = self.answering.next_back(back=back)
        if event is None:
            self._notices.post("Nothing to undo." if back else "Nothing to redo.")
            return True
        if ":" not in event.unit_id:
            return False
        if self.answering.turn_back(back=back):
            if self.queue.has(event.unit_id):
                self.answering.take(event.unit_id)
                self._show_written(done=True)
                self.open(event.unit_id)
                self._show_list()
                self._show_wall(shown=False)
            else:
                self.reload()
        return True

    # -- going on --------------------------------------------------------------------------------------------

    def next_pair(self) -> None:
        """The next pair: the most informative one if this is judged or put off, else the one after it."""
        opened = self.opened
        if self.is_on_wall():
            self.wall.open_marked()
            return
        if opened is None:
            return
        unit = opened.unit_id
        if self.list.shown() != "To judge" or not self.answering.is_done(unit):
            self.step(1)
            return
        self._show_list()
        units = self.list.pairs.pairs.units
        fresh = next((each for each in units if each != unit and each not in self.queue.skipped), None)
        fresh = fresh or next((each for each in units if each != unit), None)
        if fresh is None:
            self._show_none()
        else:
            self.open(fresh)

    def step(self, step: int) -> None:
        """The next or previous pair of the list."""
        if self.is_on_wall():
            self.wall.step(step)
            return
        units = self.list.pairs.pairs.units
        place = self.list.pairs.currentIndex().row() if self.opened is not None else -1
        if 0 <= place + step < len(units):
            self.open(units[place + step])
        else:
            self._notices.post("This is the last pair." if step > 0 else "This is the first pair.")

    def next_difference(self, step: int) -> None:
        """Marks the next or previous difference."""
        if self.opened is not None and not self.is_on_wall() and not self.view.next_difference(step):
            self._notices.post("No further difference.")

    def swap(self) -> None:
        """Exchanges A and B."""
        if self.opened is not None and not self.is_on_wall():
            self.opened = self.opened.swapped()
            self._show_pair(keep_place=True)

    def next_contradiction(self) -> None:
        """Opens the next of the pairs that contradict each other: judged anew, one of them settles it."""
        units = list(dict.fromkeys(unit for each in self.queue.contradicting() for unit in each))
        if not units:
            self._notices.post("No contradiction in your answers.", "good")
            return
        unit = self.opened.unit_id if self.opened is not None else ""
        self._open_and_focus(units[(units.index(unit) + 1) % len(units)] if unit in units else units[0])

    def turn_unjudged(self) -> None:
        """Only pairs that nobody judged, or all; never what was judged."""
        self.listing.turn_unjudged()
        self._show_list()
        self._tell()
        if self.opened is None and self.list.pairs.pairs.units:
            self.open(self.list.pairs.pairs.units[0])
        elif not self.list.pairs.pairs.units:
            self._notices.post(self.listing.why_empty())

    def connect_job(self, job: Job) -> None:
        """Shows the outcome of a comparison on this page."""
        self.updating.connect_job(job)

    def _on_updated(self) -> None:
        self._mark = ()
        if self.isVisible():
            self.reload()

    # -- view ------------------------------------------------------------------------------------------------

    def focus_text(self) -> None:
        """Back to the pair, where keys answer, or to the cards."""
        if self.opened is not None:
            self._columns.leave_list()
        (self.wall if self.is_on_wall() else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def filter_pairs(self) -> None:
        """Goes to the filter."""
        self._columns.show_list()
        self.list.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        """From anywhere back to the pair, from a pair of a cluster to the cards; returns whether there was a way back."""
        if self.view.hasFocus() and self.list.shown() == "Clusters":
            self._on_list_chosen()
            return True
        away = self.opened is not None and not self.wall.hasFocus() and not self.view.hasFocus()
        self.focus_text()
        return away
