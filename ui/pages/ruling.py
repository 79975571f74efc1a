"""The right side of the review page: the units behind a figure, and the ruling on the one that is marked."""

from __future__ import annotations

import contextlib
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import StoreError
from labeler.answers import rating
from labeler.gold import ruling_in_words
from ui.pages.adjudicating import Adjudicating
from ui.pages.gold_layer import GoldLayer
from ui.pages.unit_lists import UnitLists
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.layouts import hairline, label, row
from ui.widgets.own_answer import OwnAnswer
from ui.widgets.ruling_panel import GivenAnswer, RulingPanel

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from PySide6.QtGui import QHideEvent

    from db.records import Json, LabelEvent
    from labeler.codebook import Question
    from labeler.project import Project
    from labeler.study import Study
    from ui.notices import Notices

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
        self._adjudicating = Adjudicating(project, reviewer, notices)
        self._notices = notices
        self._study: Study | None = None
        self._values: list[Json] = []
        self._same: list[str] = []
        self._just_ruled = ""
        self._seen: set[tuple[str, str]] = set()
        self._gold = GoldLayer(project)
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
                self.project.store.sights.add(self._adjudicating.reviewer, sorted(self._seen))
                self._seen.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left."""
        self.keep_sights()
        super().hideEvent(event)

    # -- which units -----------------------------------------------------------------------------------------

    def set_study(self, study: Study) -> None:
        """Another question, or the same one read anew."""
        self._study = study
        self._adjudicating.read_anew()
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
        before = self._gold.rulings.get(unit)
        if touched is None or self._gold.is_touched(study.question.key, touched):
            self._read_gold(study)
        self._show_unit(unit, again=self._gold.rulings.get(unit) == before)
        self.progress.setText(self._gold.progress(study))

    def refresh_list(self) -> None:
        """Brings the list up to date after `refresh`; it takes longer than the figures, which do not wait for it."""
        self.list.refresh(self._just_ruled)

    def _read_gold(self, study: Study) -> None:
        self._gold.read(study.question.key)
        self.list.gold = self._gold.rulings

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
            self.progress.setText(self._gold.progress(self._study))

    def settled(self) -> tuple[int, int]:
        """How many disputed units are ruled, and how many there are."""
        if self._study is None:
            return 0, 0
        return self._study.dispute_counts(self._gold.rulings)

    def late_answers(self) -> int:
        """How many of the answers that count were given after their unit had a ruling."""
        return 0 if self._study is None else self._gold.late_answers(self._study)

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
        if unit in self._gold.rulings or given.keys() - {self._adjudicating.reviewer}:
            lines = study.question.kind == "boilerplate"
            self._seen.add((unit.partition(":")[0] if lines else unit, study.question.key))
        ruling = self._gold.rulings.get(unit)
        groups = _by_answer(study, unit)
        self._values = [given[names[0]] for names in groups]
        # Letters in the order shown, so that A is no person: which answer is whose nobody can tell.
        hidden = ruling is None and self.project.names_hidden
        shown = {
            name: chr(ord("A") + place) if hidden else name
            for place, name in enumerate(chain.from_iterable(groups))
        }
        answers = [
            GivenAnswer(
                study.in_words(unit, names[0]),
                tuple(shown[name] for name in names),
                ruling is not None and ruling.value == given[names[0]],
            )
            for names in groups
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
        return [each for each in study.with_same_conflict(unit) if each not in self._gold.rulings]

    def answer_key(self, key: str) -> bool:
        """A digit adopts that answer; returns whether it meant something."""
        if key.isdigit() and 1 <= int(key) <= len(self._values):
            self.adopt(int(key) - 1)
            return True
        return False

    def adopt(self, place: int) -> None:
        """Makes one of the answers the gold label, and goes on to the next open unit."""
        self._rule_value(self._values[place])

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
        if self._adjudicating.stands(self._gold.rulings.get(unit), value, reason, comment):
            self.list.mark_open_after(unit)
            return
        if not self._adjudicating.rule(unit, question, value, reason, comment):
            return
        self._just_ruled = unit
        self._reload(unit)
        if not self._same and not self.list.narrowed:
            # Nothing more to decide here: on to the next open one. Else the offer stays in view.
            self.list.mark_open_after(unit)
        self.ruled.emit()

    def _amend(self) -> None:
        """Writes another reason or comment into this reviewer's own ruling of the marked unit, if there is one."""
        unit = self.list.marked()
        ruling = self._gold.rulings.get(unit)
        if ruling is not None and self._adjudicating.is_own(ruling):
            self._adjudicating.amend(ruling, self.panel.reason(), self.panel.comment.text())
            self._reload(unit)

    def rule_same(self) -> None:
        """Gives the ruling of the marked unit to the other units with the same conflict."""
        unit = self.list.marked()
        ruling, same = self._gold.rulings.get(unit), self._same
        if ruling is not None and same and self._adjudicating.rule_alike(same, ruling):
            self._reload(unit)
            self.list.mark_open_after(unit)
            self.ruled.emit()

    def adopt_unanimous(self) -> None:
        """Makes gold of every unit on which all who answered agree, whoever is filtered out now."""
        study = self._study
        if study is not None and self._question_to_rule() and self._adjudicating.adopt_unanimous(study):
            self._reload(self.list.marked())
            self.ruled.emit()

    def withdraw(self) -> None:
        """Takes this reviewer's ruling of the marked unit back."""
        unit = self.list.marked()
        ruling = self._gold.rulings.get(unit)
        if ruling is not None and self._adjudicating.withdraw(ruling):
            self._reload(unit)
            self.ruled.emit()

    def undo(self, *, back: bool) -> LabelEvent | None:
        """Takes back this person's newest ruling; an answer of the labelling page is taken back there."""
        return self._adjudicating.undo(back=back)

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
        if self.list.marked() == unit or self.list.marked() in self._gold.rulings:
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


def _by_answer(study: Study, unit: str) -> list[list[str]]:
    """Who gave a unit one answer, for each answer, the most frequent first."""
    groups: dict[Hashable, list[str]] = {}
    for annotator, value in study.answers.given[unit].items():
        groups.setdefault(rating(study.question, value), []).append(annotator)
    # By the answer, not by who gave it: the order must not tell either.
    return sorted(groups.values(), key=lambda names: (-len(names), study.in_words(unit, names[0])))
