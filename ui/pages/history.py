"""The history of one annotator: what they answered, and taking back everything down to a place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from labeler.flow import is_again
from ui.clock import wall_day, wall_time
from ui.models.history_model import HistoryRow
from ui.pages.answering import sentence
from ui.widgets.history_card import HistoryCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from labeler.labelling import Labelling
    from labeler.undoing import Step
    from ui.pages.answering import Answering


class History(QObject):
    """Reads the steps when it is opened, and puts them into words a page at a time."""

    article_asked = Signal(str)

    def __init__(
        self,
        answering: Answering,
        title_of: Callable[[str], str],
        answered_again: Callable[[], set[str]],
        over: QWidget,
    ) -> None:
        """Reads nothing yet.

        Args:
            answering: the annotator's hands.
            title_of: how an article is called.
            answered_again: the articles whose first answers are not shown now.
            over: the widget that the card lies over.
        """
        super().__init__(over)
        self._answered_again = answered_again
        self._answering = answering
        self._title_of = title_of
        self._steps: list[Step] = []
        self.card = HistoryCard(over)
        self.card.marked.connect(self._tell)
        self.card.opened.connect(self._open)
        self.card.undo_asked.connect(self._undo_to)
        self.card.redo_asked.connect(self._redo)

    @property
    def _labelling(self) -> Labelling:
        return self._answering.labelling

    def open(self) -> None:
        """Shows every step, the newest marked."""
        self._read(0)
        self.card.show_steps()

    def _read(self, keep: int) -> None:
        self._steps = []
        self.card.set_rows(self._rows(), keep)
        self._tell(self.card.table.currentIndex().row())

    def _rows(self) -> Iterator[HistoryRow]:
        again = self._answered_again()
        for step in self._labelling.undoing.steps():
            if not any(event.unit_id in again and not is_again(event.question) for event in step.events):
                self._steps.append(step)
                yield self._row(step)

    def _row(self, step: Step) -> HistoryRow:
        event = step.newest
        day = wall_day(event.created_at)
        time = wall_time(event.created_at)
        at = time if day.startswith("today") else f"{day}, {time}"
        titles = [self._title_of(article) for article in self._articles(step)[:2]]
        return HistoryRow(
            at, sentence(self._labelling.in_words(step.events)), " – ".join(titles), step.stands
        )

    @staticmethod
    def _articles(step: Step) -> list[str]:
        return list(dict.fromkeys(article for event in step.events for article in event.unit_id.split(":")))

    def _tell(self, place: int) -> None:
        """Says beforehand what Z would do."""
        if not 0 <= place < len(self._steps):
            self.card.say("")
            return
        steps = sum(step.stands for step in self._steps[: place + 1])
        if not self._steps[place].stands:
            self.card.say("Taken back already.")
        elif steps == 1:
            self.card.say("Z takes back this step.")
        else:
            self.card.say(f"Z takes back {steps} steps: this one and all newer ones.")

    def _open(self, place: int) -> None:
        self.card.close_card()
        self.article_asked.emit(self._articles(self._steps[place])[0])

    def _undo_to(self, place: int) -> None:
        step = self._steps[place]
        if step.stands:
            target = step.newest.event_id
            self._answering.turn_back(
                lambda: self._labelling.undoing.undo_to(target), "Taken back already.", taken=True
            )
            self._come_back(place)

    def _redo(self) -> None:
        self._answering.redo()
        self._come_back(self.card.table.currentIndex().row())

    def _come_back(self, place: int) -> None:
        """What was taken back is shown on the page below; the card stays in front."""
        self._read(place)
        self.card.raise_()
        self.card.table.setFocus()
