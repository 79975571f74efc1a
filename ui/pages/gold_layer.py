"""The rulings on one question as the review page reads them, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.flow import gold_key
from labeler.gold import accuracies, rulings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from labeler.gold import Ruling
    from labeler.project import Project
    from labeler.study import Study


class GoldLayer:
    """Read from the file when it is told to; nothing here writes.

    Attributes:
        rulings: unit id -> the ruling that stands.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.rulings: dict[str, Ruling] = {}
        self._late: set[str] = set()
        self._changed: set[str] = set()

    def read(self, question: str) -> None:
        """Reads the rulings on a question, and which answers were given after them."""
        self.rulings = rulings(self._project, question)
        origins, gold = self._project.store.origins, gold_key(question)
        self._late = origins.given_after(question, gold) if self.rulings else set()
        self._changed = origins.changed_after(question, gold) if self._late else set()

    def is_touched(self, question: str, touched: Iterable[tuple[str, str, str]]) -> bool:
        """Whether changed labels (annotator, unit, stored question) are rulings, or answers to what is ruled."""
        gold = gold_key(question)
        return any(key == gold or (key == question and unit in self.rulings) for _, unit, key in touched)

    def late_answers(self, study: Study) -> int:
        """How many of the answers that count were given after their unit had a ruling."""
        labels = study.answers.labels
        return sum(
            label.event_id in self._late for unit in self.rulings for label in labels.get(unit, {}).values()
        )

    def progress(self, study: Study) -> str:
        """How many disagreements are ruled, and how often each annotator said what the rulings say."""
        settled, disputed = study.dispute_counts(self.rulings)
        words = f"{settled} of {disputed} disagreements ruled."
        checked = accuracies(study.answers, self.rulings, study.annotators, self._changed)
        told = [
            f"{each.annotator} {each.correct} of {each.units}"
            + ("" if each.ranked else ", too few to compare")
            for each in checked
            if each.units
        ]
        return f"{words} Same as gold: {'; '.join(told)}." if told else words
