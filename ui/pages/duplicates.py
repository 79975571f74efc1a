"""The duplicates page: pairs side by side, the most informative next; clusters, and what contradicts in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.duplicates.implied import MOST_CONTRADICTIONS
from ui.clock import wall_time
from ui.pages.clusters import shown_cluster
from ui.pages.labelling import Status
from ui.pages.opened_pair import open_pair
from ui.pages.pair_answering import PairAnswering
from ui.pages.pair_rows import PairRows
from ui.pages.pair_updating import PairUpdating
from ui.theme import current_theme, theme_hub
from ui.widgets.article_view import ArticleView
from ui.widgets.cluster_wall import ClusterWall
from ui.widgets.layouts import column, label
from ui.widgets.pair_header import PairHeader
from ui.widgets.pair_legend import PairLegend
from ui.widgets.pair_panel import PairPanel
from ui.widgets.pairs_panel import PairsPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from labeler.labelling import Labelling
    from labeler.pair_queue import PairQueue
    from labeler.project import Project
    from ui.jobs import Job
    from ui.notices import Notices
    from ui.pages.opened_pair import OpenedPair
    from ui.settings import Settings
    from ui.theme import Theme

_NO_QUESTION = "The codebook asks nothing about pairs. Add a question of kind “duplicate” to it."
_CARDS = "Full line: copies; dashed: same story; dotted: not judged. Enter opens a card, a click on a sign that pair."
_NARROW = 1180
"""In a window narrower than this (px at scale 1) the side columns are as narrow as they can be."""


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
        self.rows = PairRows(self.answering.queue, {}, {}, self.answering.question)
        self._only_unjudged = False
        self._by_anyone: set[str] = set()
        self._mark: tuple[int, ...] = ()
        self._fitted: tuple[bool, Theme] | None = None
        self.list = PairsPanel()
        self.view = ArticleView()
        self.header = PairHeader(self.view)
        self.legend = PairLegend()
        self.panel = PairPanel()
        self.updating = PairUpdating(project, self.list.stale, notices)
        self.wall = ClusterWall()
        self._pair = QWidget()
        self._cards = QWidget()
        self._cards.setLayout(
            column(self.wall, label(_CARDS, "caption", wrap=True), margins=(8, 8, 8, 8), spacing=8)
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self._pair)
        self._middle.addWidget(self._cards)
        middle = column(self.header, self.view, self.legend)
        middle.setStretchFactor(self.view, 1)
        self._pair.setLayout(middle)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list, self._middle, self.panel):
            self._split.addWidget(part)
            self._split.setCollapsible(self._split.indexOf(part), False)
        self._split.setHandleWidth(1)
        self._split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self.view.setAccessibleName("Pair")
        if self.answering.question is not None:
            self.panel.set_question(self.answering.question)
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

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

    def _on_theme(self) -> None:
        theme = current_theme()
        self.list.setMinimumWidth(theme.px(200))
        self.list.setMaximumWidth(theme.px(420))
        self.panel.setMinimumWidth(theme.px(280))
        self.panel.setMaximumWidth(theme.px(480))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow, the texts need the room most."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = current_theme()
        narrow = self.width() < theme.px(_NARROW)
        if (narrow, theme) != self._fitted:
            self._fitted = (narrow, theme)
            left = self.list.minimumWidth() if narrow else theme.size.pairs_width
            right = self.panel.minimumWidth() if narrow else theme.size.relations_width
            self._split.setSizes([left, max(1, self.width() - left - right), right])

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
        articles = self.project.store.articles
        self.rows = PairRows(self.queue, articles.titles(), articles.sources(), self.answering.question)
        self._read_by_anyone()
        self.updating.show()
        wanted = self.opened.unit_id if self.opened is not None else ""
        self.opened = None
        units = self._units()
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
        self.header.clear()
        self.legend.set_alignment(None)
        self.panel.setEnabled(False)
        self.panel.set_pair("", [])
        self.panel.set_cluster([], [], 0, "")
        self.view.set_message(self._empty())
        self._tell()

    def _empty(self) -> str:
        if self.answering.question is None:
            return _NO_QUESTION
        store = self.project.store
        if self._only_unjudged and self.queue.left():
            return "Every pair left was judged by somebody. U shows all pairs."
        if self.list.field.text().strip() and self.queue.left():
            return "No pair left to judge among those that the field shows. Esc in the field shows all."
        total = store.articles.count()
        without = total - len(self.queue.articles)
        words = "1 article has" if without == 1 else f"{without} articles have"
        skipped = self.queue.counts().skipped
        if not total:
            return "No article yet. Import captures with Ctrl I, or drop files here."
        put_off = {0: "", 1: " 1 was skipped."}.get(skipped, f" {skipped} were skipped.")
        return f"No pair left to judge. {words} no candidate.{put_off}"

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
        return self._middle.currentWidget() is self._cards

    def _on_list_chosen(self) -> None:
        self._show_list()
        if self.list.shown() == "Clusters":
            self._show_wall(shown=True)

    def _show_wall(self, *, shown: bool) -> None:
        """Shows the cards, which take the room of the answers as well, or the pair."""
        self._middle.setCurrentWidget(self._cards if shown else self._pair)
        self.panel.setVisible(not shown)
        if shown:
            self.wall.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_contradictions()

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_pair(self, *, keep_place: bool) -> None:
        opened = self.opened
        if opened is None:
            return
        self.header.set_pair(*opened.captions())
        self.legend.set_alignment(opened.found)
        if opened.damage:
            self.view.set_message(opened.damage)
        else:
            self.view.set_rows(opened.rows(), keep_place=keep_place)
        self._show_answer()

    def _show_answer(self) -> None:
        """What stands about the open pair, its cluster, and how far the annotator is."""
        opened = self.opened
        if opened is not None:
            unit = opened.unit_id
            implied = self.queue.implies(unit)
            self.panel.set_pair(opened.read(self.answering.given(unit)), opened.why(implied))
            first = (opened.left.article_id, opened.right.article_id)
            shown = shown_cluster(self.queue, unit, first, self.rows.titles, self.answering.question)
            self.panel.set_cluster(shown.titles, shown.lines, shown.articles, shown.what_to_do)
            self.list.pairs.mark(unit)
        self._tell()

    def _show_list(self) -> None:
        """Lists the pairs anew."""
        empty = {"Judged": "No pair is judged yet.", "Clusters": "No two articles are copies so far."}
        current = self.opened.unit_id if self.opened is not None else ""
        units, said = self._units(), empty.get(self.list.shown(), self._empty())
        self.list.set_pairs(units, self.rows.row, current, said)
        if self.list.shown() == "Clusters":
            self.wall.set_clusters(units, self.rows.card, self._standing_for(units, current), said)
        else:
            self._show_wall(shown=False)

    def _standing_for(self, units: list[str], unit_id: str) -> str:
        """Which of the pairs that stand for clusters is of the same cluster as a pair, "" for none."""
        if not self.queue.has(unit_id):
            return ""
        return next((unit for unit in units if self.queue.are_of_one_cluster(unit, unit_id)), "")

    def _units(self) -> list[str]:
        """The pairs of the list that is chosen."""
        return self.rows.listed(self.list.shown(), self.list.field.text(), self._by_anyone)

    def _read_by_anyone(self) -> None:
        """Which pairs anybody judged, if those are left out."""
        question = self.answering.question
        self._by_anyone = set()
        if self._only_unjudged and question is not None:
            self._by_anyone = self.project.store.labels.units_of_question(question.key)

    def _tell(self) -> None:
        """Counts, contradictions, and the status line."""
        counts = self.queue.counts()
        self.panel.relations.set_counts(counts.relations)
        skipped = f", {counts.skipped} of them skipped" if counts.skipped else ""
        only = ". Only those not judged by anyone (U)" if self._only_unjudged else ""
        self.list.counts.setText(f"{counts.judged} judged, {counts.left} left{skipped}{only}")
        self._tell_contradictions()
        saved = wall_time(self.answering.labelling.last_saved_at() or "")
        undo = self.answering.labelling.undo_status.undo_text
        self.status_changed.emit(Status(saved, undo, counts.judged, counts.judged + counts.left))

    def _tell_contradictions(self) -> None:
        found = self.queue.contradicting()
        more = " or more" if len(found) == MOST_CONTRADICTIONS else ""
        words = "1 contradiction" if len(found) == 1 else f"{len(found)}{more} contradictions"
        self.list.contradiction.set_words(
            words if found else "",
            self._contradiction(found) if found else "",
        )

    def _contradiction(self, found: list[tuple[str, ...]]) -> str:
        """A contradiction in the letters that are seen beside it: those of the open pair, else those of its card."""
        opened = self.opened
        if opened is not None and not self.is_on_wall() and any(opened.unit_id in each for each in found):
            unit, first = opened.unit_id, (opened.left.article_id, opened.right.article_id)
        else:
            unit = found[0][0]
            first = self.queue.pair(unit).left, self.queue.pair(unit).right
        titles, question = self.rows.titles, self.answering.question
        return shown_cluster(self.queue, unit, first, titles, question).contradiction

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
        self._only_unjudged = not self._only_unjudged
        self._read_by_anyone()
        self._show_list()
        self._tell()
        if self.opened is None and self.list.pairs.pairs.units:
            self.open(self.list.pairs.pairs.units[0])
        elif not self.list.pairs.pairs.units:
            self._notices.post(self._empty())

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
        (self.wall if self.is_on_wall() else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def filter_pairs(self) -> None:
        """Goes to the filter."""
        self.list.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        """From anywhere back to the pair, from a pair of a cluster to the cards; returns whether there was a way back."""
        if self.view.hasFocus() and self.list.shown() == "Clusters":
            self._on_list_chosen()
            return True
        if self.wall.hasFocus() or self.view.hasFocus() or self.opened is None:
            return False
        self.focus_text()
        return True
