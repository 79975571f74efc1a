"""The labelling page: the queue, the article, the answers. It shows; `Answering` writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.answering import left_in_words
from labeler.flow import FLAG, FROM, NOTE, STATE, again_key, first_key, is_again
from labeler.own_queue import OwnQueue
from labeler.queue import next_unlabelled, skipped_until_later, state_of
from ui.clock import wall_time
from ui.pages.advancing import Advancing
from ui.pages.answering import Answering
from ui.pages.columns import Columns
from ui.pages.evidence import Evidence
from ui.pages.finding import Finding
from ui.pages.going import Going
from ui.pages.highlighting import Highlighting
from ui.pages.history import History
from ui.pages.listing import Listing
from ui.pages.opened import Opened, open_article
from ui.pages.reading import Reading
from ui.pages.same_answering import SameAnswering
from ui.pages.timing import Timing
from ui.pages.topics_at_hand import TopicMemory, TopicsAtHand
from ui.settings import TEXT_PX
from ui.widgets.answer_panel import AnswerPanel
from ui.widgets.article_pane import ArticlePane
from ui.widgets.article_rows import rows_for_article
from ui.widgets.queue_panel import QueuePanel
from ui.widgets.relation_panel import RelationPanel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from db.records import LabelEvent
    from labeler.codebook import Question
    from labeler.flow import SkipUntil
    from labeler.pace import OwnProgress
    from labeler.project import Project
    from ui.notices import Notices
    from ui.settings import Settings
    from ui.widgets.answer_panel import SkipAsked
    from ui.widgets.stance_rows import StanceGiven

_ADVANCING = "Next in a moment", "Everything is answered. Esc stays"
_CONFIRMING = ("Shift+D", "Enter")
"""The keys that do what was offered to an article and its copies."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the status line and the header show of this page.

    Attributes:
        saved_at: wall clock time of the newest answer.
        undo_text: what undo would take back.
        done: articles submitted or skipped.
        total: articles in all.
    """

    saved_at: str
    undo_text: str
    done: int
    total: int


class LabellingPage(QWidget):
    """Everything by keyboard; nothing of other annotators is read here."""

    status_changed = Signal(Status)

    def __init__(self, project: Project, annotator: str, settings: Settings, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self.answering = Answering(project, annotator, notices)
        self.labelling = self.answering.labelling
        self.own = OwnQueue(project, self.labelling.annotator)
        self._settings = settings
        self._notices = notices
        self._place = -1
        self._is_old = False
        self.queue = QueuePanel()
        self.pane = ArticlePane()
        self.answers = AnswerPanel()
        self.relation = RelationPanel()
        self._right = QStackedWidget()
        self._right.addWidget(self.answers)
        self._right.addWidget(self.relation)
        self.columns = Columns(self.queue, self.pane, self._right, settings)
        self.finding = Finding(project, notices, self.pane, self.queue, self)
        self.evidence = Evidence(self.answering, self.pane.view, self.answers, notices, self)
        self.highlighting = Highlighting(
            project, self.labelling.annotator, self.pane.highlight_bar, notices, self
        )
        self.reading = Reading(self.pane, (self.queue, self._right), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self.pane.view.set_text_px(settings.text_px)
        self.pane.set_columns(settings.columns)
        self.answers.set_codebook(project.codebook)
        for question in project.codebook.of_kind("duplicate")[:1]:
            self.relation.set_question(question)
        self.listing = Listing(self.queue, self.pane, self.labelling.annotator)
        self.going = Going(
            self.own, self.queue.model, notices, lambda: self._place, self.open_place, self.open_article_id
        )
        memory = TopicMemory(settings, str(project.path), self.labelling.annotator)
        self.topics = TopicsAtHand(memory, self.answers.topics, self.answering, notices)
        self.advancing = Advancing(settings, self)
        self.same = SameAnswering(self.answering, notices)
        self.timing = Timing(project, self.labelling.annotator, notices, self)
        self.history = History(self.answering, self._title_of, self.answered_again, self)
        self.history.article_asked.connect(self.open_article_id)
        self._connect()

    def _connect(self) -> None:
        answering = self.answering
        self.queue.place_opened.connect(self.open_place)
        self.queue.left.connect(self.focus_text)
        self.finding.changed.connect(lambda: self._show_article(keep_place=True))
        self.highlighting.changed.connect(self._on_highlights)
        self.finding.left.connect(self.leave_find)
        self.pane.step_asked.connect(self.going.step)
        self.pane.view.fold_toggled.connect(self._on_fold)
        self._connect_topics()
        self.answers.left.connect(self.focus_text)
        self.answers.note_written.connect(answering.note)
        self.answers.flag_asked.connect(answering.turn_flag)
        self.answers.skip_asked.connect(self._on_skip)
        self.answers.submit_asked.connect(self.submit)
        self.answers.stances.given.connect(self._on_stance)
        self.answers.stances.marked.connect(answering.mark_target)
        self.answers.candidates.opened.connect(self.open_beside)
        self.relation.chosen.connect(answering.judge)
        self.relation.back_asked.connect(self.leave_pair)
        answering.changed.connect(self._refresh)
        answering.article_done.connect(self.going.on)
        answering.pair_judged.connect(self.leave_pair)
        answering.turned_back.connect(self._on_turned_back)
        answering.changed.connect(self.advancing.stop)
        answering.changed.connect(self.timing.visiting.act)
        answering.completed.connect(self._on_completed)
        self.timing.used.connect(self.advancing.stop)
        self.advancing.waiting.connect(
            lambda waits: self.answers.set_next(*(_ADVANCING if waits else ("", "")))
        )
        self.advancing.due.connect(self._on_due)
        self.same.offered.connect(
            lambda words: self.answers.set_next(words, "Esc leaves them as they are" if words else "")
        )
        self.same.given.connect(self._show_states)

    def _connect_topics(self) -> None:
        for panel in self.answers.topics:
            panel.none_asked.connect(self.answering.turn_no_topic)

    def take_codebook(self) -> None:
        """Asks the questions of the version that is in force now; the article stays open."""
        self.labelling.follow_codebook()
        self.answers.set_codebook(self.project.codebook)
        self._connect_topics()
        self.topics.take(self.answers.topics)
        for question in self.project.codebook.of_kind("duplicate")[:1]:
            self.relation.set_question(question)
        again = self.answering.again
        if self.opened is not None:
            self.opened.refresh(self.project, self.answering.hands(again=again))
        self.answering.begin(self.opened, again=again)
        self.reload()

    def value_in_focus(self) -> str:
        """The value of the open question that is marked in its list, or ""."""
        panels = [panel for panel in self.answers.topics if panel.question.key == self.answering.question]
        return panels[0].marked() if panels else ""

    # -- the queue -------------------------------------------------------------------------------------------

    @property
    def opened(self) -> Opened | None:
        """The article that is open."""
        return self.answering.opened

    @property
    def article_id(self) -> str:
        """Its id, or ""."""
        return self.opened.article.article_id if self.opened else ""

    def _title_of(self, article_id: str) -> str:
        """What an article is called, also one that is not in the queue; "" for one that is not there."""
        article = self.project.store.articles.get(article_id)
        return article.title if article is not None else ""

    def catch_up(self) -> None:
        """Reads the queue anew if articles came, the plan changed or labels were written elsewhere since it was read."""
        if self._is_old or self.own.is_behind():
            self.reload()

    def catch_up_later(self) -> None:
        """Labels were written on another page: the queue is read anew before it is looked at again."""
        self._is_old = True
        self._tell_status()

    def reload(self, article_id: str = "") -> None:
        """Reads the queue anew, and opens the article named, the one that was open, or the first not done."""
        self._is_old = False
        items = self.own.read(self.labelling.all_labels())
        self.queue.model.set_items(items)
        place = self.queue.model.place_of_article(article_id or self.article_id)
        if items and (place < 0 or self.own.refusal(items, place)):
            found = next_unlabelled(items, -1)
            place = next(at for at, item in enumerate(items) if not item.hidden) if found is None else found
        self._right.setEnabled(bool(items))
        is_open = place >= 0 and items[place].article_id == self.article_id
        if is_open and items[place].again == self.answering.again:
            # It is open: nothing half typed goes away, and the focus stays where it is.
            self._place = place
            self.queue.set_current(place)
            if self.opened is not None:
                self.opened.strip_again(self.project, self.answering.labelling)
            self._show_article(keep_place=True)
            self._refresh()
        elif place >= 0:
            self.open_place(place)
        else:
            self._place = -1
            self.answering.begin(None)
            self.pane.set_message(self.own.nothing())
            self._tell_status()

    def open_article_id(self, article_id: str) -> None:
        """Opens an article by its id; one that the plan means for others comes after all others, to be looked at."""
        place = self.queue.model.place_of_article(article_id)
        if place < 0 and (guest := self.own.guest(article_id, self.labelling.all_labels())) is not None:
            self.queue.model.set_items([*self.queue.model.items, guest])
            place = self.queue.model.place_of_article(article_id)
        if place >= 0:
            self.open_place(place)
        elif not self.own.plan.is_open:
            self._notices.post("The project’s plan means this article for others, so it does not open here.")

    def open_place(self, place: int) -> None:
        """Opens the article at a place of the queue."""
        self.answers.keep_note()
        self.hold()
        item = self.queue.model.items[place]
        if place != self._place and (why := self.own.refusal(self.queue.model.items, place)):
            self.queue.set_current(self._place)
            self.focus_text()
            self._notices.post(why, "warn")
            return
        try:
            opened = open_article(self.project, self.answering.hands(again=item.again), item.article_id)
        except StoreError as error:
            self._notices.post(str(error), "bad")
            return
        self._place = place
        done = self.opened is not None and state_of(self.opened.answers) == "submitted"
        self.answering.begin(opened, again=item.again)
        self.finding.take_over()
        self._show_article(keep_place=False)
        self.finding.go_to_first()
        # The text is what people wait for: it stands there before the rest of the window is begun.
        self.pane.view.paint_now()
        self.going.trail.visit(item.article_id)
        if self.isVisible():
            self.timing.begin(again_key(item.article_id) if item.again else item.article_id, submitted=done)
        self.answers.begin(opened.answers.get(NOTE, ""))
        self.queue.set_current(place)
        self._show_answers()
        self.focus_text()
        self._tell_status()

    def answered_again(self) -> set[str]:
        """The articles that are before the annotator for the second time: what they answered first is not shown."""
        return {
            item.article_id
            for item in self.queue.model.items
            if item.again and not item.hidden and item.state != "submitted"
        }

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_article(self, *, keep_place: bool) -> None:
        opened = self.opened
        if opened is None:
            return
        place = f"{self._place + 1} of {len(self.queue.model.items)}"
        if opened.beside is not None:
            self.pane.set_title(
                f"A: {opened.title}", [f"B: {opened.beside.title}", opened.beside.facts], place
            )
            self._right.setCurrentWidget(self.relation)
            self.relation.set_pair(opened.beside_relation(), opened.beside_why())
            self.pane.set_pair(is_pair=True)
            self.pane.set_rows(opened.pair_rows(), *opened.pair_captions(), keep_place=keep_place)
            return
        self.pane.set_pair(is_pair=False)
        self.pane.set_title(opened.title, opened.facts, place)
        self.listing.tell(opened.article.article_id)
        self._right.setCurrentWidget(self.answers)
        if opened.damage:
            self.pane.view.set_message(opened.damage)
            return
        found = self.finding.places_in(opened.text)
        rows = rows_for_article(
            opened.text,
            opened.blocks,
            opened.unfolded,
            opened.corrected,
            evidence=self.evidence.places(),
            found=found,
            listed=self.highlighting.places_in(opened.text),
        )
        self.pane.set_rows(rows, *opened.captions(), keep_place=keep_place)

    def _show_answers(self) -> None:
        opened = self.opened
        if opened is None:
            return
        codebook, target = self.project.codebook, self.answering.target
        self.answers.set_answers(opened.answers)
        self.answers.set_flagged(flagged=FLAG in opened.answers)
        stances = [question.key for question in codebook.of_kind("stance")]
        place = f"target {stances.index(target) + 1} of {len(stances)}" if target in stances else ""
        self.answers.set_open(self.answering.question, target, place)
        self.evidence.show()
        self.answers.set_candidates(opened.candidates, "No candidate: no passage is shared.")
        waiting = sum(not candidate.relation for candidate in opened.candidates)
        self.answers.set_left(state_of(opened.answers), left_in_words(codebook, opened.answers, waiting))

    def look_again(self) -> None:
        """Shows what was answered on another page meanwhile."""
        self._refresh()

    def _refresh(self) -> None:
        """Shows what stands in the file for the open article."""
        opened = self.opened
        if opened is None:
            return
        before = opened.blocks, self.evidence.places()
        opened.refresh(self.project, self.answering.labelling)
        if (opened.blocks, self.evidence.places()) != before and opened.beside is None:
            self._show_article(keep_place=True)
            self.pane.view.paint_now()
        self._show_answers()
        if opened.beside is not None:
            self.relation.set_pair(opened.beside_relation(), opened.beside_why())
        item = self.queue.model.items[self._place]
        state, later = state_of(opened.answers), skipped_until_later(opened.answers)
        after = replace(item, state=state, later=later, flagged=FLAG in opened.answers)
        self.queue.model.replace(self._place, after)
        self.own.note(item, after)
        self._tell_status()

    def _tell_status(self) -> None:
        found = self.queue.model.counts
        self.queue.counts.set_counts(found)
        progress = self._progress()
        self.queue.set_progress(*progress.words)
        saved = wall_time(self.labelling.last_saved_at() or "")
        undo = self.labelling.undo_status.undo_text
        self.status_changed.emit(Status(saved, undo, progress.done, progress.total))

    def _progress(self) -> OwnProgress:
        return self.own.progress(self.queue.model.counts, len(self.queue.model.items))

    # -- what keys and clicks ask for ------------------------------------------------------------------------

    def answer_key(self, key: str) -> bool:
        """A key of an answer; returns whether it meant something here."""
        if self.hold(but=key) and key == "Esc":
            return True
        in_pair = self.opened is not None and self.opened.beside is not None
        if not self.answering.key(key):
            return False
        if not in_pair:
            for panel in self.answers.topics:
                for value in panel.question.values:
                    if panel.question.key == self.answering.question and value.key == key:
                        panel.show_value(value.value)
        return True

    def _on_stance(self, given: StanceGiven) -> None:
        self.answering.target = given.question
        self.answering.stance(given.value)

    def open_history(self) -> None:
        """Everything this annotator answered."""
        self.hold()
        self.history.open()

    def hold(self, but: str = "") -> bool:
        """Any key ends what was about to happen, unless it is the one that does it; returns whether anything was."""
        waited = self.advancing.stop()
        return (but not in _CONFIRMING and self.same.drop()) or waited

    def _on_completed(self) -> None:
        if self.opened is not None and state_of(self.opened.answers) != "submitted":
            self.advancing.start()

    def _on_due(self) -> None:
        """Goes on by itself, if the eyes and hands are still here."""
        focus = self.window().focusWidget()
        here = focus is not None and self.isAncestorOf(focus) and not isinstance(focus, QLineEdit)
        if here and self.isVisible() and self.answering.is_complete():
            self.submit()

    def turn_advancing(self) -> None:
        """Goes on by itself from now on, or by Enter alone."""
        on = self.advancing.turn()
        self._notices.post(
            "The next article opens by itself once everything is answered; Esc stays."
            if on
            else "The next article opens by Enter alone."
        )

    def give_same_answers(self) -> None:
        """The same answers for the article and its copies."""
        self.same.ask({item.article_id for item in self.queue.model.items})

    def _show_states(self, articles: Iterable[str]) -> None:
        """Shows in the queue how some articles stand now."""
        wanted = set(articles)
        for place, item in enumerate(self.queue.model.items):
            if item.article_id in wanted:
                answers = self.answering.hands(again=item.again).labels_of(item.article_id)
                state, later = state_of(answers), skipped_until_later(answers)
                self.queue.model.replace(
                    place, replace(item, state=state, later=later, flagged=FLAG in answers)
                )
        self._tell_status()

    def _on_turned_back(self, events: list[LabelEvent]) -> None:
        """Goes where the undone or redone answers are."""
        self.hold()
        first = events[0]
        articles, again = first.unit_id.split(":"), is_again(first.question)
        if len({event.unit_id for event in events}) > 1:
            oldest = events[-1]
            articles = [oldest.context.get(FROM, oldest.unit_id.split(":")[0])]
        if self.article_id not in articles or again != self.answering.again:
            place = self.queue.model.place_of_article(articles[0], again=again)
            if place < 0:
                self.open_article_id(articles[0])
            else:
                self.open_place(place)
        self._refresh()
        if self._place >= 0 and self.queue.model.items[self._place].hidden:
            self.reload()
        self.answering.mark_open_target()
        if len(articles) > 1 and self.article_id in articles:
            # The other article of the relation stands beside, so that one sees what became of it.
            self.open_beside(articles[articles[0] == self.article_id])
        else:
            self.leave_pair()
        others = {event.unit_id for event in events} - {self.article_id}
        if any(":" not in unit for unit in others):
            self._show_states(others)
        if first_key(first.question) == NOTE and self.opened is not None:
            self.answers.set_note(self.opened.answers.get(NOTE, ""))

    def submit(self) -> None:
        """Submits and goes on; from a pair, goes back to the article; does what was offered, if anything is."""
        self.advancing.stop()
        if self.same.confirm():
            return
        self.answers.keep_note()
        if self.opened is not None and self.opened.beside is not None:
            self.leave_pair()
        else:
            self.answering.submit()
            # Also when Ctrl Enter came from a field: a second Enter, or any key, is the page's again.
            self.focus_text()

    def ask_skip(self, until: SkipUntil) -> None:
        """Opens the field for the reason; an article that is skipped so is taken back among those to do."""
        if self.opened is None:
            return
        self.leave_pair()
        if self.opened.answers.get(STATE, {}).get("when") == until:
            self.answering.clear(STATE)
            self._notices.post("No longer skipped.")
        else:
            self.reading.end()
            self.answers.ask_skip(until)

    def _on_skip(self, asked: SkipAsked) -> None:
        if not self.answering.skip(asked):
            self.answers.ask_skip(asked.until, asked.reason)  # no word is lost

    def write_note(self) -> None:
        """Goes to the note."""
        if self.opened is not None:
            self.leave_pair()
            self.reading.end()
            self.answers.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find_topic(self) -> None:
        """Goes to the search of the open topic question, or of the first."""
        panels = [panel for panel in self.answers.topics if panel.question.key == self.answering.question]
        for panel in (panels or self.answers.topics)[:1]:
            self.leave_pair()
            self.reading.end()
            panel.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_question(self) -> Question | None:
        """The question that the answer keys belong to."""
        key = self.answering.question
        return self.project.codebook.question(key) if key else None

    def turn_block(self) -> None:
        """Keeps or drops the marked block."""
        row = self.pane.view.current_row()
        self.answering.turn_block(-1 if row is None or row.fold_count else row.key)

    def _on_highlights(self) -> None:
        self._show_article(keep_place=True)
        self.focus_text()

    def _on_fold(self, key: int) -> None:
        if self.opened is not None:
            self.opened.turn_fold(key)
            self._show_article(keep_place=True)

    def unfold(self) -> None:
        """Shows the run of dropped lines under the mark; where it is none, selects the first word."""
        row = self.pane.view.current_row()
        if row is not None and row.fold_count:
            self._on_fold(row.fold_key)
        else:
            self.pane.view.walk_across(1)

    def move_mark(self, step: int) -> None:
        """Marks the next or previous block; in a pair, the next or previous difference."""
        view = self.pane.view
        if self.opened is None or self.opened.beside is None:
            view.move_current(step)
        elif not view.next_difference(step):
            self._notices.post("No further difference.")

    def next_unsure(self, step: int) -> None:
        """Marks the next block where the stripper was not sure."""
        if not self.pane.view.next_unsure(step):
            self._notices.post("No further block is unsure.")

    def turn_beside(self) -> None:
        """Opens the first candidate not judged (else the first), then the one after it, then goes back."""
        opened = self.opened
        if opened is None:
            return
        waiting = [each for each in opened.candidates if not each.relation] or opened.candidates
        if opened.beside is not None:
            ids = [each.article_id for each in opened.candidates]
            place = ids.index(opened.beside.article_id) + 1
            if place < len(ids):
                self.open_beside(ids[place])
            else:
                self.leave_pair()
        elif waiting:
            self.open_beside(waiting[0].article_id)
        else:
            self._notices.post("No candidate: no passage is shared.")

    def open_beside(self, other: str) -> None:
        """Shows another article beside this one."""
        if self.opened is not None:
            self.reading.end()
            self.opened.open_beside(self.project, other)
            self._show_article(keep_place=False)
            self.focus_text()

    def leave_pair(self) -> None:
        """Back from the pair to the article."""
        if self.opened is not None and self.opened.beside is not None:
            self.opened.beside = None
            self._show_article(keep_place=False)
            self.focus_text()

    # -- view ------------------------------------------------------------------------------------------------

    def focus_text(self) -> None:
        """Back to the article, where keys answer; from another page that is shown nothing is taken."""
        self.columns.leave_queue()
        if not self.isHidden():
            self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """One step back: from a pair to the article, from looking for words, from anywhere to the text."""
        self.leave_pair()
        self.leave_find()
        self.highlighting.close()
        self.reading.end()
        self.focus_text()

    def find_here(self) -> None:
        """Opens the line for words in this article."""
        if self.opened is not None:
            self.leave_pair()
            self.finding.open()

    def leave_find(self) -> None:
        """Closes that line."""
        self.finding.close()
        self.focus_text()

    def list_only(
        self, articles: Sequence[str], about: str, reasons: Mapping[str, str] | None = None
    ) -> None:
        """Shows only some articles in the queue, says why, and opens the first of them.

        Args:
            articles: their ids.
            about: what they are.
            reasons: why each of them is listed, where that is not one thing; said above the article.
        """
        self.columns.show_queue()
        self.listing.show_only(articles, about, reasons or {})
        shown = self.queue.model.places
        if shown:
            self.open_place(shown[0])
        else:
            self.open_article_id(articles[0])

    def filter_queue(self) -> None:
        """Goes to the queue's filter."""
        self.reading.end()
        self.columns.show_queue()
        self.queue.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn_columns(self) -> None:
        """Raw, both, main text."""
        self._settings.columns = self.pane.turn_columns()

    def zoom(self, step: int) -> None:
        """Larger or smaller article text; 0 is as at first."""
        self._settings.text_px = TEXT_PX if step == 0 else self._settings.text_px + step
        self.pane.view.set_text_px(self._settings.text_px)

    def next_pane(self, step: int) -> None:
        """Queue, text, answers, round and round."""
        last: QWidget = self.answers.topics[0].table if self.answers.topics else self.answers.note
        panes: list[QWidget] = [self.queue.table, self.pane.view, last]
        here = self.window().focusWidget()
        place = 1
        for number, pane in enumerate(panes):
            if here is not None and (pane is here or pane.isAncestorOf(here)):
                place = number
        panes[(place + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """The article is seen: its time is counted."""
        super().showEvent(event)
        self.timing.watch(self.window().windowHandle())
        if self.opened is not None:
            again = self.answering.again
            self.timing.begin(again_key(self.article_id) if again else self.article_id, submitted=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is seen, or none."""
        super().hideEvent(event)
        self.leave()

    def leave(self) -> None:
        """The article is not seen any more: nothing happens by itself, and its time ends."""
        self.hold()
        done = self.opened is not None and state_of(self.opened.answers) == "submitted"
        self.timing.leave(submitted=done)

    def remember(self) -> None:
        """Stores the columns' widths."""
        self.columns.remember()
