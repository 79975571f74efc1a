"""What is said beside the answers of the open article: passages of evidence, whose a stance is, how sure somebody is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from labeler.about import CONFIDENCES, About, Passage, united, without_ends
from labeler.about_words import CONFIDENCE_WORDS
from labeler.flow import about_key

if TYPE_CHECKING:
    from labeler.codebook import Question
    from ui.notices import Notices
    from ui.pages.answering import Answering
    from ui.widgets.answer_panel import AnswerPanel
    from ui.widgets.article_view import ArticleView


class Subject(NamedTuple):
    """What a passage is evidence for: the answer to a stance (no value), or a topic."""

    question: Question
    value: str | None

    @property
    def title(self) -> str:
        """Its name as people read it."""
        return self.question.title if self.value is None else self.question.title_of(self.value)


class Evidence(QObject):
    """E, and what belongs to it; `Answering` writes, the page shows the article anew when something changed."""

    def __init__(
        self,
        answering: Answering,
        view: ArticleView,
        panel: AnswerPanel,
        notices: Notices,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._answering, self._view, self._panel, self._notices = answering, view, panel, notices

    # -- what stands -----------------------------------------------------------------------------------------

    def about(self, question: str) -> About:
        """What stands beside the answer to a question."""
        opened = self._answering.opened
        return About.from_json(opened.answers.get(about_key(question)) if opened else None)

    def passages(self) -> list[tuple[Subject, Passage]]:
        """All evidence that speaks for an answer that stands, or for a target, in the order of the text."""
        opened = self._answering.opened
        if opened is None:
            return []
        found = [
            (Subject(question, passage.value), passage)
            for question in self._answering.codebook_questions
            for passage in self.about(question.key).standing(opened.answers.get(question.key))
        ]
        return sorted(found, key=lambda each: (each[1].start, each[1].end))

    def places(self) -> list[tuple[int, int]]:
        """Where in the raw text any evidence stands, in order and apart."""
        return united((passage.start, passage.end) for _, passage in self.passages())

    def show(self) -> None:
        """Shows beside each target and topic what stands beside its answer."""
        subject = self.subject()
        captions = {
            question.key: stance_caption(self.about(question.key))
            for question in self._answering.project.codebook.of_kind("stance")
        }
        of_target = subject.question.key if subject and subject.value is None else ""
        self._panel.stances.set_captions(captions, of_target)
        for panel in self._panel.topics:
            about = self.about(panel.question.key)
            here = subject.value if subject and subject.question == panel.question else None
            panel.model.set_passages(Counter(each.value for each in about.evidence if each.value), here or "")

    # -- what keys ask for -----------------------------------------------------------------------------------

    def subject(self) -> Subject | None:
        """What E marks evidence for: the topic answered or focused last, else the marked target."""
        codebook, target = self._answering.project.codebook, self._answering.target
        for panel in self._panel.topics:
            if not panel.question.evidence or panel.question.key != self._answering.question:
                continue
            if self._answering.at_topics or panel.table.hasFocus():
                index = panel.table.currentIndex()
                value = panel.model.row(index.row()).value if index.isValid() else self._answering.topic
                # After “no topic fits” there is nothing that a passage could show; least of all a stance.
                return Subject(panel.question, value) if panel.question.value(value) else None
        if target and codebook.question(target).evidence:
            return Subject(codebook.question(target), None)
        return None

    def mark(self) -> None:
        """The selected words, or else the marked block, are evidence; once more, they are not."""
        opened, subject = self._answering.opened, self.subject()
        if opened is None or not self._answering.is_alone() or opened.damage:
            return
        if subject is None:
            self._say_nothing_to_mark()
            return
        given = opened.answers.get(subject.question.key)
        if subject.value is not None and subject.value not in (given or ()):
            self._notices.post(f"“{subject.title}” is not given. Give it first, then E marks evidence.")
            return
        selected = without_ends(opened.text, self._view.selected_passages())
        row = self._view.current_row()
        if not selected and row is not None and not row.fold_count and 0 <= row.key < len(opened.blocks):
            block = opened.blocks[row.key]
            places = without_ends(opened.text, [(block.start, block.end)])
        else:
            places = selected
        if not places:
            self._notices.post(
                "Select words or mark a line with J and K first; → shows folded lines.", "warn"
            )
            return
        self._answering.turn_evidence(subject.question.key, subject.value, places)
        if selected:
            # So that the same key takes the same passage back, or marks it for another target.
            self._view.select_passage(selected[0][0], selected[-1][1])

    def _say_nothing_to_mark(self) -> None:
        questions = self._answering.codebook_questions
        if any(question.evidence for question in questions):
            self._notices.post("Give a topic or mark a target first, then E marks evidence for it.")
        else:
            self._notices.post(
                "The codebook asks for no evidence. A question that has evidence = true does.", "warn"
            )

    def next(self) -> None:
        """Selects the next passage of what E marks evidence for, or of any where that has none; goes round."""
        subject, found = self.subject(), self.passages()
        found = [each for each in found if each[0] == subject] or found
        if not found:
            self._notices.post("No passage is marked as evidence here.")
            return
        selected = self._view.selected_passage()
        places = [(passage.start, passage.end) for _, passage in found]
        later = [number for number, place in enumerate(places) if selected and place > selected]
        number = later[0] if later else 0
        about, passage = found[number]
        if not self._view.select_passage(passage.start, passage.end):
            self._notices.post("That passage stands in dropped text. F8 shows the raw text.")
            return
        self._notices.post(f"Evidence for {about.title}, {number + 1} of {len(found)}.")

    def turn_confidence(self) -> None:
        """How sure: unsure, fairly sure, sure, not said."""
        opened, target = self._answering.opened, self._answering.target
        if opened is None or not self._answering.is_alone() or not target:
            return
        question = self._answering.project.codebook.question(target)
        if not question.confidence:
            self._notices.post(f"The codebook does not ask how sure you are of “{question.title}”.", "warn")
            return
        order = (None, *CONFIDENCES)
        now = self.about(target).confidence
        self._answering.set_confidence(target, order[(order.index(now) + 1) % len(order)])


def stance_caption(about: About) -> str:
    """What stands beside a stance, in a few words: “quoted · unsure · 2 passages”."""
    count = len(about.evidence)
    parts = [
        "quoted" if about.whose == "quoted" else "",
        CONFIDENCE_WORDS[about.confidence] if about.confidence else "",
        passages_in_words(count) if count else "",
    ]
    return " · ".join(part for part in parts if part)


def passages_in_words(count: int) -> str:
    """So many passages: “1 passage”."""
    return "1 passage" if count == 1 else f"{count} passages"
