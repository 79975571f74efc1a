"""One key for an article and its copies: it takes over the answers of one of them, or gives its own to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from labeler.answering import asked_of_article
from labeler.same_answers import SameAnswers, same_answers, take_over
from ui.pages.answering import sentence

if TYPE_CHECKING:
    from collections.abc import Collection

    from ui.notices import Notices
    from ui.pages.answering import Answering


class SameAnswering(QObject):
    """Gives many articles answers at once only after it said how many, and the key was pressed once more."""

    offered = Signal(str)
    """What the next press would do, in the words of a button; "" if nothing is offered any more."""

    given = Signal(object)
    """The articles that got answers."""

    def __init__(self, answering: Answering, notices: Notices) -> None:
        super().__init__(answering)
        self._answering = answering
        self._notices = notices
        self._offer: tuple[str, SameAnswers] | None = None

    def ask(self, among: Collection[str]) -> None:
        """The key was pressed: takes over what is missing here, or offers what stands here, or does what was offered.

        Args:
            among: ids of the articles that this annotator has before them.
        """
        opened = self._answering.opened
        if opened is None or not self._answering.is_alone() or self.confirm():
            return
        project, labelling = self._answering.project, self._answering.labelling
        found = same_answers(project, labelling, opened.article.article_id, among)
        asked = [question.key for question in asked_of_article(project.codebook)]
        if found.source:
            self._take_over(found.source)
        elif not any(key in opened.answers for key in asked):
            self._notices.post(
                "No copy of this article was submitted by you. Answer here, then Shift D gives its copies the same."
            )
        elif not found.untouched:
            stay = " Those that have answers keep them." if found.answered else ""
            self._notices.post(f"This article has no copy without answers.{stay}")
        else:
            self._offer = opened.article.article_id, found
            count = _copies(len(found.untouched))
            stay = f" {found.answered} with answers of their own stay." if found.answered else ""
            self._notices.post(
                f"Enter gives the same answers to {count} without any, and submits them.{stay} Esc leaves it.",
                "warn",
            )
            self.offered.emit(f"Same for {count}")

    def _take_over(self, source: str) -> None:
        answering = self._answering
        written = answering.write_together(
            lambda article_id: take_over(
                answering.project, answering.labelling, source, [article_id], "copies"
            )
        )
        if written:
            article = answering.project.store.articles.get(source)
            title = f" “{article.title}”" if article else ""
            words = sentence(answering.labelling.in_words(written[::-1]))
            self._notices.post(f"{words}{title}. Enter submits, Ctrl Z takes them back.", "good")

    def confirm(self) -> bool:
        """Does what was offered; returns whether anything was."""
        offer, answering = self._offer, self._answering
        if offer is None:
            return False
        self.drop()
        source, found = offer
        written = answering.write_together(
            lambda _: take_over(
                answering.project, answering.labelling, source, found.untouched, "copies", submitted=True
            )
        )
        if written:
            self.given.emit(found.untouched)
            words = sentence(answering.labelling.in_words(written[::-1]))
            self._notices.post(f"{words}, and submitted. Ctrl Z takes all of it back.", "good")
        return True

    def drop(self) -> bool:
        """Another key was pressed: nothing is offered any more; returns whether anything was."""
        if self._offer is None:
            return False
        self._offer = None
        self.offered.emit("")
        return True


def _copies(count: int) -> str:
    return "1 copy" if count == 1 else f"{count} copies"
