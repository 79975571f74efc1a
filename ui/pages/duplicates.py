"""The duplicates page: pairs side by side, the most informative next; clusters, and what contradicts in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.comparing import compare_articles
from labeler.errors import LabelerError
from labeler.flow import STATE
from labeler.pair_queue import PairQueue, pair_queue
from labeler.project import Project
from ui.clock import wall_time
from ui.pages.clusters import contradiction_words, shown_cluster, signs_of
from ui.pages.labelling import Status
from ui.pages.opened_pair import open_pair
from ui.pages.pair_rows import PairRows
from ui.theme import current_theme, theme_hub
from ui.widgets.article_view import ArticleView
from ui.widgets.pair_header import PairHeader
from ui.widgets.pair_legend import PairLegend
from ui.widgets.pair_panel import PairPanel
from ui.widgets.pairs_panel import PairsPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from labeler.labelling import Labelling
    from labeler.progress import Progress, Steps
    from ui.jobs import Job
    from ui.notices import Notices
    from ui.pages.opened_pair import OpenedPair
    from ui.settings import Settings
    from ui.theme import Theme

_NO_QUESTION = "The codebook asks nothing about pairs. Add a question of kind “duplicate” to it."
_NARROW = 1180
"""In a window narrower than this (px at scale 1) the side columns are as narrow as they can be."""
_STALE = "Pairs are from before the last import."


class DuplicatesPage(QWidget):
    """Everything by keyboard; nothing of other annotators is read here but whether they judged a pair at all."""

    status_changed = Signal(Status)
    job_asked = Signal(object)
    """What makes the steps of a job."""
    cancel_asked = Signal()
    compared = Signal()
    """There are new pairs."""

    def __init__(self, project: Project, labelling: Labelling, settings: Settings, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self.labelling = labelling
        self._notices = notices
        questions = project.codebook.of_kind("duplicate")
        self._question = questions[0] if questions else None
        self.queue = PairQueue((), {}, set())
        self.opened: OpenedPair | None = None
        self.rows = PairRows(self.queue, {}, self._question)
        self._only_unjudged = False
        self._mark: tuple[int, ...] = ()
        self._comparing = False
        self._fitted: tuple[bool, Theme] | None = None
        self.list = PairsPanel()
        self.view = ArticleView()
        self.header = PairHeader(self.view)
        self.legend = PairLegend()
        self.panel = PairPanel()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.list, middle, self.panel):
            self._split.addWidget(part)
            self._split.setCollapsible(self._split.indexOf(part), False)
        self._split.setHandleWidth(1)
        self._split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self.view.set_text_px(settings.text_px)
        if self._question is not None:
            self.panel.set_question(self._question)
        self._connect()
        theme_hub().changed.connect(self._on_theme)
        self._on_theme()

    def _connect(self) -> None:
        self.list.pair_opened.connect(self._open_and_focus)
        self.list.list_chosen.connect(self._show_list)
        self.list.filtered.connect(self._show_list)
        self.list.left.connect(self.focus_text)
        self.list.contradiction.clicked.connect(lambda _: self.next_contradiction())
        self.list.stale.clicked.connect(lambda _: self._update_or_cancel())
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

    # -- reading ---------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Shows the pairs as they stand in the file; reads them anew only if something was written since."""
        store = self.project.store
        mark = (
            store.labels.mark(),
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
        self.queue = pair_queue(self.project, self.labelling.all_labels())
        self.rows = PairRows(self.queue, self.project.store.articles.titles(), self._question)
        self._show_stale()
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
        if self._question is None:
            return _NO_QUESTION
        store = self.project.store
        if self._only_unjudged and self.queue.left():
            return "Every pair left was judged by somebody. U shows all pairs."
        total = store.articles.count()
        without = total - len(self.queue.articles)
        words = "1 article has" if without == 1 else f"{without} articles have"
        skipped = self.queue.counts().skipped
        if not total:
            return "No article yet. Import captures with Ctrl I, or drop files here."
        return f"No pair left to judge. {words} no candidate." + (
            f" {skipped} were skipped." if skipped else ""
        )

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
        self.focus_text()

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
            given = opened.read(self.queue.relations.get(unit, ""))
            self.panel.set_pair(given, opened.why(implied))
            first = (opened.left.article_id, opened.right.article_id)
            shown = shown_cluster(self.queue, unit, first, self.rows.titles, self._question)
            self.panel.set_cluster(shown.titles, shown.lines, shown.articles, shown.contradiction)
            self.list.pairs.mark(unit)
        self._tell()

    def _show_list(self) -> None:
        """Lists the pairs anew."""
        words = self.list.field.text().strip().casefold()
        units = self.rows.that_hold(words, self._units()) if words else self._units()
        empty = {"Judged": "No pair is judged yet.", "Clusters": "No two articles are copies so far."}
        current = self.opened.unit_id if self.opened is not None else ""
        self.rows.set_clusters(self._clusters)
        self.list.set_pairs(units, self.rows.row, current, empty.get(self.list.shown(), self._empty()))

    def _units(self) -> list[str]:
        """The pairs of the list that is chosen."""
        self._clusters = {}
        if self.list.shown() == "Clusters":
            self._clusters = {each.unit_id: each for each in self.queue.clusters()}
            return list(self._clusters)
        if self.list.shown() == "Judged":
            return self.queue.judged()
        units = self.queue.left()
        if self._only_unjudged and self._question is not None:
            by_anyone = self.project.store.labels.units_of_question(self._question.key)
            units = [unit for unit in units if unit not in by_anyone]
        return units

    def _tell(self) -> None:
        """Counts, contradictions, and the status line."""
        counts = self.queue.counts()
        self.panel.relations.set_counts(counts.relations)
        skipped = f", {counts.skipped} of them skipped" if counts.skipped else ""
        only = ". Only those not judged by anyone (U)" if self._only_unjudged else ""
        self.list.counts.setText(f"{counts.judged} judged, {counts.left} left{skipped}{only}")
        found = self.queue.contradicting()
        words = "1 contradiction" if len(found) == 1 else f"{len(found)} contradictions"
        self.list.contradiction.set_words(
            words if found else "",
            contradiction_words(signs_of(self.queue, found[0])) if found else "",
        )
        saved = wall_time(self.labelling.last_saved_at() or "")
        undo = self.labelling.undo_status.undo_text
        self.status_changed.emit(Status(saved, undo, counts.judged, counts.judged + counts.left))

    # -- answering -------------------------------------------------------------------------------------------

    def answer_key(self, key: str) -> bool:
        """A digit gives the relation; returns whether the key meant something here."""
        values: Sequence[Any] = self._question.values if self._question is not None else ()
        if not key.isdigit() or not 1 <= int(key) <= len(values):
            return False
        self.judge(values[int(key) - 1].value)
        return True

    def judge(self, relation: str) -> None:
        """Answers how A relates to B, and says so at once; Enter goes on."""
        opened, question = self.opened, self._question
        if opened is None or question is None:
            return
        one, other = opened.left.article_id, opened.right.article_id
        if opened.read(self.queue.relations.get(opened.unit_id, "")) != relation:
            self._write(lambda: self.labelling.answer_pair(one, other, question.key, relation))

    def skip(self) -> None:
        """Puts the pair off and goes on; a judged one is only passed."""
        opened = self.opened
        if opened is None:
            return
        unit = opened.unit_id
        if unit in self.queue.relations or self._write(lambda: self.labelling.skip(unit, "later", "")):
            self.next_pair()

    def _write(self, write: Callable[[], object]) -> bool:
        """Writes; a fault is said, and nothing has changed."""
        opened = self.opened
        if opened is None:
            return False
        try:
            write()
        except (StoreError, LabelerError) as error:
            self._show_answer()
            self._notices.post(str(error), "bad")
            return False
        self._take(opened.unit_id)
        self._show_answer()
        self.list.pairs.viewport().update()
        return True

    def _take(self, unit_id: str) -> None:
        """Takes over what stands in the file about a pair."""
        answers = self.labelling.labels_of(unit_id)
        relation = answers.get(self._question.key, "") if self._question is not None else ""
        skipped = answers.get(STATE, {}).get("state") == "skipped"
        self.queue.take(unit_id, str(relation), skipped=skipped)
        self._mark = (self.project.store.labels.mark(), *self._mark[1:])

    def undo(self, *, back: bool) -> bool:
        """Takes back or brings back the newest answer if it is about a pair, and opens that; else returns False."""
        event = self.labelling.next_undo if back else self.labelling.next_redo
        if event is None:
            self._notices.post("Nothing to undo." if back else "Nothing to redo.")
            return True
        if ":" not in event.unit_id:
            return False
        try:
            _ = self.labelling.undo() if back else self.labelling.redo()
        except StoreError as error:
            self._notices.post(str(error), "bad")
            return True
        if self.queue.has(event.unit_id):
            self._take(event.unit_id)
            self.open(event.unit_id)
            self._show_list()
        else:
            self._mark = ()
            self.reload()
        return True

    # -- going on --------------------------------------------------------------------------------------------

    def next_pair(self) -> None:
        """The next pair: the most informative one if this is judged or put off, else the one after it."""
        opened = self.opened
        if opened is None:
            return
        unit = opened.unit_id
        done = unit in self.queue.relations or unit in self.queue.skipped
        if self.list.shown() != "To judge" or not done:
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
        units = self.list.pairs.pairs.units
        place = self.list.pairs.currentIndex().row() if self.opened is not None else -1
        if 0 <= place + step < len(units):
            self.open(units[place + step])
        else:
            self._notices.post("This is the last pair." if step > 0 else "This is the first pair.")

    def next_difference(self, step: int) -> None:
        """Marks the next or previous difference."""
        if self.opened is not None and not self.view.next_difference(step):
            self._notices.post("No further difference.")

    def swap(self) -> None:
        """Exchanges A and B."""
        if self.opened is not None:
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
        self._show_list()
        self._tell()
        if self.opened is None and self.list.pairs.pairs.units:
            self.open(self.list.pairs.pairs.units[0])
        elif not self.list.pairs.pairs.units:
            self._notices.post(self._empty())

    # -- new pairs -------------------------------------------------------------------------------------------

    def _show_stale(self, progress: Progress | None = None) -> None:
        """Says that the pairs are older than the articles, or how far their update is."""
        store = self.project.store
        if progress is not None:
            total = f" of {_number(progress.total)}" if progress.total else ""
            self.list.stale.set_words(f"Comparing {_number(progress.done)}{total}", "Cancel")
        elif store.pairs.compared() != store.articles.count():
            self.list.stale.set_words(_STALE, "Update now")
        else:
            self.list.stale.set_words("", "")

    def _update_or_cancel(self) -> None:
        if self._comparing:
            self.cancel_asked.emit()
        else:
            self.update_pairs()

    def update_pairs(self) -> None:
        """Compares all articles anew, as a job; labels stay."""
        if self._comparing:
            return
        path = self.project.path

        def begin() -> Steps[int]:
            with Project.open(path) as own:
                found = yield from compare_articles(own.store)
            return found

        self.job_asked.emit(begin)

    def connect_job(self, job: Job) -> None:
        """Shows how far the job is, and what it found."""
        self._comparing = True
        job.progressed.connect(self._show_stale)
        job.succeeded.connect(self._on_compared)
        job.finished.connect(self._on_finished)

    def _on_compared(self, found: int) -> None:
        self._notices.post(f"{_number(found)} pair{'' if found == 1 else 's'} proposed.", "good")
        self.compared.emit()

    def _on_finished(self) -> None:
        self._comparing = False
        self._mark = ()
        self.reload()

    # -- view ------------------------------------------------------------------------------------------------

    def focus_text(self) -> None:
        """Back to the pair, where keys answer."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def filter_pairs(self) -> None:
        """Goes to the filter."""
        self.list.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> bool:
        """From anywhere back to the pair; returns whether there was a way back."""
        if self.view.hasFocus() or self.opened is None:
            return False
        self.focus_text()
        return True


def _number(value: int) -> str:
    """A number as people read it: "4 000"."""
    return f"{value:,}".replace(",", "\u202f")
