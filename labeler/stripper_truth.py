"""Use case: what annotators said of the stripper's work, as truth to measure and to learn from."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.corrections import corrected
from labeler.flow import STATE, went_through

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.records import Article, Block, Label
    from labeler.project import Project


@dataclass(frozen=True, slots=True)
class Checked:
    """An article whose blocks somebody corrected, or submitted as they were.

    Attributes:
        article: the article.
        views: for each of those people the blocks as they left them.
        corrected: whether anybody turned a block.
    """

    article: Article
    views: tuple[tuple[Block, ...], ...]
    corrected: bool

    def kept(self, spans: Sequence[tuple[int, int]]) -> list[bool | None]:
        """For stretches of the raw text what most of these people say; None where they do not say, or are divided.

        Args:
            spans: from where to where, in order.
        """
        found: list[bool | None] = []
        starts = [[block.start for block in view] for view in self.views]
        for start, end in spans:
            votes = [
                vote
                for view, begins in zip(self.views, starts, strict=True)
                if (vote := _kept(view, begins, start, end)) is not None
            ]
            found.append(None if 2 * sum(votes) == len(votes) else 2 * sum(votes) > len(votes))
        return found


def _kept(view: Sequence[Block], starts: Sequence[int], start: int, end: int) -> bool | None:
    """Whether most of a stretch is kept in one person's view; None if it has no part in it."""
    kept = dropped = 0
    for block in view[max(0, bisect.bisect_right(starts, start) - 1) :]:
        if block.start >= end:
            break
        shared = max(0, min(end, block.end) - max(start, block.start))
        if block.kept:
            kept += shared
        else:
            dropped += shared
    return kept > dropped if kept or dropped else None


def checked_articles(project: Project) -> Iterator[Checked]:
    """Every article whose blocks somebody has judged, in order of arrival.

    Somebody who corrected a block, or submitted the article, has judged all of its blocks; what they saw is the
    extraction that was current then.
    """
    labels: dict[str, dict[str, Label]] = {}
    for label in project.store.labels.of_question(STATE):
        if went_through(label.value):
            labels.setdefault(label.unit_id, {})[label.annotator] = label
    for question in project.codebook.questions:
        if question.kind == "boilerplate":
            for label in project.store.labels.of_question(question.key):
                labels.setdefault(label.unit_id, {})[label.annotator] = label
    for article in project.store.articles.stream():
        given = labels.get(article.article_id, {})
        views, turned = [], False
        for label in given.values():
            extraction = project.store.articles.extraction_at(article.article_id, label.created_at)
            if extraction is not None:
                corrections = None if label.question == STATE else label.value
                turned |= bool(corrections)
                views.append(corrected(extraction.blocks, corrections))
        if views:
            yield Checked(article, tuple(views), turned)
