"""Use case: what one annotator says beside an answer: evidence, whose stance it is, how sure they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from labeler.about import About
from labeler.flow import about_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.records import Json, LabelEvent
    from labeler.about import Confidence
    from labeler.labelling import Labelling
    from labeler.project import Project


class Details:
    """Beside the answers of one annotator; everything starts from what stands in the file at that moment."""

    def __init__(self, project: Project, labelling: Labelling) -> None:
        self._project, self._labelling = project, labelling

    def about(self, article_id: str, question: str) -> About:
        """What stands beside the answer to a question at this moment."""
        return About.from_json(self._labelling.labels_of(article_id).get(about_key(question)))

    def turn_evidence(
        self, article_id: str, question: str, value: str | None, places: Sequence[tuple[int, int]]
    ) -> LabelEvent:
        """Marks passages as evidence, or takes them back.

        Args:
            article_id: the article.
            question: the question.
            value: the topic that they are evidence for; None for the answer to a stance.
            places: (start, end) in the raw text, in code points.
        """
        return self._say(article_id, question, lambda about: about.turned(value, places))

    def set_confidence(self, article_id: str, question: str, confidence: Confidence | None) -> LabelEvent:
        """Says how sure the annotator is of an answer; None takes that back."""
        return self._say(article_id, question, lambda about: replace(about, confidence=confidence))

    def take_stance(
        self, article_id: str, question: str, value: str, *, quoted: bool = False
    ) -> list[LabelEvent]:
        """Gives a position, the author's or of somebody quoted; once more takes it back.

        What is changed beside the answer is written with it as one. Evidence stays where it is.
        """
        with self._project.store.transaction():
            standing = self._labelling.labels_of(article_id).get(question)
            about = self.about(article_id, question)
            answers: dict[str, Json] = {}
            if standing == value and (about.whose == "quoted") == quoted:
                said = replace(about, whose=None, confidence=None)
                given = None
            else:
                said = replace(about, whose="quoted" if quoted else None)
                given = self._project.codebook.question(question).check(value)
            if said != about:
                answers[about_key(question)] = said.to_json()
            # The answer comes last: it is the one that is named.
            return self._labelling.change_together(article_id, {**answers, question: given})

    def _say(self, article_id: str, question: str, change: Callable[[About], About]) -> LabelEvent:
        with self._project.store.transaction():
            said = change(self.about(article_id, question)).to_json()
            return self._labelling.change_together(article_id, {about_key(question): said})[-1]
