"""The right side of the review page: the units behind a figure, and the ruling on the one that is marked."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.answers import answers_to, rating
from labeler.errors import LabelerError
from labeler.event_words import answer_in_words
from labeler.flow import gold_key
from labeler.gold import Adjudication, accuracies, ruling_in_words, rulings
from labeler.gold import Ruling as GoldRuling
from ui.pages.unit_lists import UnitLists
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import hairline, label, row
from ui.widgets.own_answer import OwnAnswer
from ui.widgets.ruling_panel import GivenAnswer, RulingPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from PySide6.QtGui import QHideEvent

    from db.records import Json, LabelEvent
    from labeler.codebook import Question
    from labeler.project import Project
    from labeler.study import Study
    from ui.notices import Notices

_RULING = "ruling"
"""How the words of undo begin where a ruling is taken back."""
_CORRECT_LINES = "Lines are corrected in the article itself: open it with Enter and press X."


class Ruling(QWidget):
    """Holds the project for one reviewer; each ruling is written at once and can be undone."""

    article_opened = Signal(str)
    ruled = Signal()
    wanted = Signal()
    """Somebody asked for units: the list shall be in view."""

    def __init__(self, project: Project, reviewer: str, notices: Notices) -> None:
        super().__init__()
        self.project = project
        self.adjudication = Adjudication(project, reviewer)
        self._notices = notices
        self._study: Study | None = None
        self._values: list[Json] = []
        self._same: list[str] = []
        self._just_ruled = ""
        self._seen: set[tuple[str, str]] = set()
        self.gold: dict[str, GoldRuling] = {}
        self.late: set[str] = set()
        self.changed: set[str] = set()
        self.list = UnitLists(project)
        self.panel = RulingPanel()
        self.progress = label("", "text2", wrap=True)
        self.unanimous = KeyButton("Adopt all unanimous", "Shift U")
        self.own = OwnAnswer(self)
        card = Card()
        card.body.addWidget(self.list, 1)
        card.body.addWidget(hairline())
        card.body.addWidget(self.panel)
        card.body.addWidget(hairline())
        card.body.addWidget(self.progress)
        card.body.addLayout(row(None, self.unanimous))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.list.list_chosen.connect(self._on_list)
        self.list.unit_marked.connect(self._show_unit)
        self.list.opened.connect(self.open_article)
        self.panel.adopted.connect(self.adopt)
        self.panel.own_asked.connect(self.ask_own)
        self.panel.open_asked.connect(self.open_article)
        self.panel.withdraw_asked.connect(self.withdraw)
        self.panel.same_asked.connect(self.rule_same)
        self.panel.amended.connect(self._amend)
        self.panel.left.connect(self.focus_list)
        self.unanimous.clicked.connect(lambda _: self.adopt_unanimous())
        self.own.given.connect(self._rule_value)

    def keep_sights(self) -> None:
        """Remembers whose answers were shown here: what this person answers afterwards is not independent."""
        if self._seen:
            with contextlib.suppress(StoreError):  # it is tried again when the page is left the next time
                self.project.store.sights.add(self.adjudication.reviewer, sorted(self._seen))
                self._seen.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left."""
        self.keep_sights()
        super().hideEvent(event)

    # -- which units -----------------------------------------------------------------------------------------

    def set_study(self, study: Study) -> None:
        """Another question, or the same one read anew."""
        self._study = study
        # What can be taken back is read from the file: the labelling page and the command line write there too.
        self.adjudication = Adjudication(self.project, self.adjudication.reviewer)
        self._just_ruled = ""
        self.list.set_study(study)
        self._reload()

    def refresh(self, study: Study, touched: Iterable[tuple[str, str, str]] | None = None) -> None:
        """The same question after somebody answered or ruled: the list stays under the reviewer's hands.

        Args:
            study: the figures as they are now.
            touched: annotator, unit and stored question of the labels that changed; None if that is not known.
        """
        self._study = study
        unit = self.list.marked()
        before = self.gold.get(unit)
        key = study.question.key
        if touched is None or any(
            question == gold_key(key) or (question == key and at in self.gold) for _, at, question in touched
        ):
            self._read_gold(study)
        self._show_unit(unit, again=self.gold.get(unit) == before)
        self._show_progress(study)

    def refresh_list(self) -> None:
        """Brings the list up to date after `refresh`; it takes longer than the figures, which do not wait for it."""
        self.list.refresh(self._just_ruled)

    def _read_gold(self, study: Study) -> None:
        key = study.question.key
        self.gold = self.list.gold = rulings(self.project, key)
        origins = self.project.store.origins
        self.late = origins.given_after(key, gold_key(key)) if self.gold else set()
        self.changed = origins.changed_after(key, gold_key(key)) if self.late else set()

    def show_units(self, units: Sequence[str], about: str) -> None:
        """Lists some units: those behind a figure that was clicked. Esc goes back to the disagreements."""
        self.list.show_units(units, about)
        self.wanted.emit()

    def show_disagreements(self) -> bool:
        """Back from the units of a figure to the disagreements; returns whether there was a way back."""
        return self.list.show_disagreements()

    def _reload(self, keep: str = "") -> None:
        if self._study is not None:
            self._read_gold(self._study)
            self.list.reload(keep, self._just_ruled)
            self._show_progress(self._study)

    def settled(self) -> tuple[int, int]:
        """How many disputed units are ruled, and how many there are."""
        if self._study is None:
            return 0, 0
        return self._study.dispute_counts(self.gold)

    def late_answers(self) -> int:
        """How many of the answers that count were given after their unit had a ruling."""
        if self._study is None:
            return 0
        labels = self._study.answers.labels
        return sum(
            label.event_id in self.late for unit in self.gold for label in labels.get(unit, {}).values()
        )

    def _show_progress(self, study: Study) -> None:
        settled, disputed = self.settled()
        words = f"{settled} of {disputed} disagreements ruled."
        checked = accuracies(study.answers, self.gold, study.annotators, self.changed)
        told = [
            f"{each.annotator} {each.correct} of {each.units}"
            + ("" if each.ranked else ", too few to compare")
            for each in checked
            if each.units
        ]
        self.progress.setText(f"{words} Same as gold: {'; '.join(told)}." if told else words)

    def _on_list(self) -> None:
        self._just_ruled = ""
        self._reload()

    def focus_list(self) -> None:
        """Back to the list, where keys rule."""
        self.list.focus()

    # -- the marked unit -------------------------------------------------------------------------------------

    def _show_unit(self, unit: str, *, again: bool = False) -> None:
        """Shows a unit; `again`: what is being written about it stays."""
        study = self._study
        if study is None or unit not in study.answers.given:
            self.panel.set_unit((), "", "", "")
            self._values = []
            return
        given = study.answers.given[unit]
        if unit in self.gold or given.keys() - {self.adjudication.reviewer}:
            lines = study.question.kind == "boilerplate"
            self._seen.add((unit.partition(":")[0] if lines else unit, study.question.key))
        groups: dict[Hashable, list[str]] = {}
        for annotator, value in given.items():
            groups.setdefault(rating(study.question, value), []).append(annotator)
        # By the answer, not by who gave it: the order must not tell either.
        ordered = sorted(groups.values(), key=lambda names: (-len(names), study.in_words(unit, names[0])))
        self._values = [given[names[0]] for names in ordered]
        ruling = self.gold.get(unit)
        hidden = ruling is None and self.project.names_hidden
        # Letters in the order shown, so that A is no person: which answer is whose nobody can tell.
        order = [name for names in ordered for name in names]
        shown = {name: chr(ord("A") + place) if hidden else name for place, name in enumerate(order)}
        answers = [
            GivenAnswer(
                study.in_words(unit, names[0]),
                tuple(shown[name] for name in names),
                ruling is not None and ruling.value == given[names[0]],
            )
            for names in ordered
        ]
        words = ruling_in_words(study.question, ruling) if ruling else ""
        reason, comment = (ruling.reason, ruling.comment) if ruling else ("", "")
        if again:
            reason, comment = self.panel.reason(), self.panel.comment.text()
        self.panel.set_unit(answers, words, reason, comment)
        self._same = self._with_same_conflict(study, unit) if ruling else []
        self.panel.set_same(len(self._same))

    def _with_same_conflict(self, study: Study, unit: str) -> list[str]:
        """Other open units on which the same answers stand against each other."""
        return [each for each in study.with_same_conflict(unit) if each not in self.gold]

    def answer_key(self, key: str) -> bool:
        """A digit adopts that answer; returns whether it meant something."""
        if key.isdigit() and 1 <= int(key) <= len(self._values):
            self.adopt(int(key) - 1)
            return True
        return False

    def adopt(self, place: int) -> None:
        """Makes one of the answers the gold label, and goes on to the next open unit."""
        self._rule_value(self._values[place])

    def _write(self, write: Callable[[], object]) -> bool:
        """Writes; a fault is said, and nothing has changed. Returns whether it was written."""
        try:
            write()
        except (StoreError, LabelerError) as error:
            self._notices.post(str(error), "bad")
            return False
        return True

    def _question_to_rule(self) -> Question | None:
        """The question, if its units can be ruled; lines cannot, and it is said where they are corrected."""
        if self._study is None:
            return None
        if self._study.question.kind == "boilerplate":
            self._notices.post(_CORRECT_LINES, "warn")
            return None
        return self._study.question

    def _rule_value(self, value: Json) -> None:
        unit, question = self.list.marked(), self._question_to_rule()
        if not unit or question is None:
            return
        reason, comment = self.panel.reason(), self.panel.comment.text()
        if self._stands(unit, value, reason, comment):
            self.list.mark_open_after(unit)
            return
        if not self._write(lambda: self.adjudication.rule(unit, question.key, value, reason, comment)):
            return
        self._notices.post(f"Ruled: {answer_in_words(question, value)}. Ctrl Z takes it back.", "good")
        self._just_ruled = unit
        self._reload(unit)
        if not self._same and not self.list.narrowed:
            # Nothing more to decide here: on to the next open one. Else the offer stays in view.
            self.list.mark_open_after(unit)
        self.ruled.emit()

    def _stands(self, unit: str, value: Json, reason: str, comment: str) -> bool:
        """Whether this reviewer ruled exactly so already; then nothing is written a second time."""
        ruling, mine = self.gold.get(unit), self.adjudication.reviewer
        return ruling is not None and (
            ruling.value,
            ruling.by,
            ruling.how,
            ruling.reason,
            ruling.comment,
        ) == (
            value,
            mine,
            "adjudicated",
            reason,
            comment.strip(),
        )

    def _amend(self) -> None:
        """Writes another reason or comment into this reviewer's own ruling of the marked unit, if there is one."""
        unit = self.list.marked()
        ruling = self.gold.get(unit)
        if ruling is None or ruling.by != self.adjudication.reviewer or ruling.how != "adjudicated":
            return
        reason, comment = self.panel.reason(), self.panel.comment.text()
        if self._write(lambda: self.adjudication.rule(unit, ruling.question, ruling.value, reason, comment)):
            self._notices.post("The ruling has the reason and the comment shown.", "good")
        self._reload(unit)

    def rule_same(self) -> None:
        """Gives the ruling of the marked unit to the other units with the same conflict."""
        unit = self.list.marked()
        ruling, same = self.gold.get(unit), self._same
        if ruling is None or not same:
            return

        if self._write(lambda: self.adjudication.rule_alike(same, ruling)):
            self._notices.post(f"{len(same)} more ruled the same way.", "good")
            self._reload(unit)
            self.list.mark_open_after(unit)
            self.ruled.emit()

    def adopt_unanimous(self) -> None:
        """Makes gold of every unit on which all who answered agree, whoever is filtered out now."""
        study, question = self._study, self._question_to_rule()
        if study is None or question is None:
            return
        of_all = answers_to(self.project, question).only(study.answers.given)
        count = 0

        def adopt() -> None:
            nonlocal count
            count = self.adjudication.adopt_unanimous(question, of_all.given)

        if self._write(adopt):
            noun = "answer" if count == 1 else "answers"
            self._notices.post(f"{count} unanimous {noun} adopted.", "good")
            self._reload(self.list.marked())
            self.ruled.emit()

    def withdraw(self) -> None:
        """Takes this reviewer's ruling of the marked unit back."""
        unit = self.list.marked()
        ruling = self.gold.get(unit)
        if ruling is None:
            return
        if ruling.by != self.adjudication.reviewer:
            self._notices.post(
                f"{ruling.by} ruled this, and nobody else can take it back. A ruling of yours would replace it.",
                "warn",
            )
        elif self._write(lambda: self.adjudication.withdraw(unit, ruling.question)):
            self._notices.post("The ruling was taken back: the unit is open again.", "good")
            self._reload(unit)
            self.ruled.emit()

    def undo(self, *, back: bool) -> LabelEvent | None:
        """Takes back this person's newest ruling; an answer of the labelling page is taken back there."""
        status = self.adjudication.undo_status
        words = status.undo_text if back else status.redo_text
        if not words:
            self._notices.post("Nothing to undo." if back else "Nothing to redo.")
            return None
        if not words.startswith(_RULING):
            self._notices.post(f"The newest is no ruling ({words}). Ctrl 1 leads to where it is taken back.")
            return None
        events: list[LabelEvent] = []
        if self._write(lambda: events.extend(self.adjudication.undo() if back else self.adjudication.redo())):
            more = f", and {len(events) - 1} more that were made with it" if len(events) > 1 else ""
            self._notices.post(f"{'Taken back' if back else 'Brought back'}: {words}{more}.", "good")
        return events[0] if events else None

    def show_turned(self, event: LabelEvent) -> None:
        """Marks the unit whose ruling was taken back or brought back."""
        self._just_ruled = event.unit_id
        self._reload(event.unit_id)
        self.ruled.emit()

    def next_open(self) -> None:
        """The next unit that is disputed and not ruled."""
        unit = self.list.marked()
        self.list.show_open()
        self._reload(unit)
        if self.list.marked() == unit or self.list.marked() in self.gold:
            self.list.mark_open_after(self.list.marked())
        self.focus_list()
        self.wanted.emit()

    def ask_own(self) -> None:
        """Opens the question, to rule with an answer that nobody gave."""
        question = self._question_to_rule()
        if question is not None and self.list.marked():
            self.own.ask(question)

    def write_comment(self) -> None:
        """Goes to the comment."""
        self.panel.comment.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_article(self) -> None:
        """Opens the article of the marked unit on the labelling page."""
        unit, study = self.list.marked(), self._study
        if study is not None and unit in study.answers.articles:
            self.article_opened.emit(study.answers.articles[unit][0])
