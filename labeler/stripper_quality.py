"""Use case: the stripper's precision and recall against what annotators left, by source and by article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.progress import Progress
from labeler.stripper_truth import checked_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.records import Block
    from labeler.progress import Steps
    from labeler.project import Project
    from labeler.stripper_truth import Checked

_WORD = re.compile(r"\w+")
_EVERY = 50
"""So many articles between two reports of progress."""
NO_SOURCE = "no source"


@dataclass(frozen=True, slots=True)
class Quality:
    """Words of main text, found and missed.

    Attributes:
        right: words that the stripper keeps and people keep.
        wrong: words that it keeps and they drop.
        missed: words that it drops and they keep.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Of the words kept the share that people keep; None where none is kept."""
        kept = self.right + self.wrong
        return self.right / kept if kept else None

    @property
    def recall(self) -> float | None:
        """Of the words that people keep the share that is kept; None where they keep none."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else None

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where neither keeps a word."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 1.0

    def __add__(self, other: Quality) -> Quality:
        return Quality(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class ArticleQuality:
    """One article that people have judged."""

    article_id: str
    title: str
    source: str
    quality: Quality
    corrected: bool


@dataclass(frozen=True, slots=True)
class SourceQuality:
    """The articles of one source: their words together, and how many articles there are and were corrected."""

    source: str
    quality: Quality
    articles: int
    corrected: int


def quality_of(text: str, blocks: Sequence[Block], checked: Checked) -> Quality:
    """How well some blocks fit what people left. Blocks on which they are divided do not count."""
    right = wrong = missed = 0
    truth = checked.kept([(block.start, block.end) for block in blocks])
    for block, wanted in zip(blocks, truth, strict=True):
        if wanted is None or not (block.kept or wanted):
            continue
        words = len(_WORD.findall(text, block.start, block.end))
        right += words * (block.kept and wanted)
        wrong += words * (block.kept and not wanted)
        missed += words * (wanted and not block.kept)
    return Quality(right, wrong, missed)


def article_qualities(project: Project) -> Steps[list[ArticleQuality]]:
    """Every article that people have judged, the worst first."""
    found: list[ArticleQuality] = []
    for checked in checked_articles(project):
        article = checked.article
        if len(found) % _EVERY == _EVERY - 1:
            yield Progress(len(found), None, "Comparing with what people left")
        extraction = project.store.articles.extraction(article.article_id)
        if extraction is None:
            continue
        text = project.store.articles.raw_text(article.article_id)
        quality = quality_of(text, extraction.blocks, checked)
        source = article.source or NO_SOURCE
        found.append(ArticleQuality(article.article_id, article.title, source, quality, checked.corrected))
    return sorted(found, key=lambda each: (each.quality.f1, -each.quality.wrong - each.quality.missed))


def source_qualities(articles: Iterable[ArticleQuality]) -> list[SourceQuality]:
    """The same by source, the worst first."""
    by_source: dict[str, list[ArticleQuality]] = {}
    for each in articles:
        by_source.setdefault(each.source, []).append(each)
    found = [
        SourceQuality(
            source,
            sum((each.quality for each in some), Quality()),
            len(some),
            sum(each.corrected for each in some),
        )
        for source, some in by_source.items()
    ]
    return sorted(found, key=lambda each: (each.quality.f1, each.source))
