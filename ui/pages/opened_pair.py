"""The pair that is open on the duplicates page: what was read of both articles, and how they stand level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labeler.codebook import converse
from labeler.counting import counted
from labeler.duplicates.aligning import align
from labeler.duplicates.implied import COPIES_FOLLOW
from labeler.text import isolated, word_count
from ui.numbers import shown_figure
from ui.pages.opened import DAMAGED, begins_with_headline
from ui.widgets.article_pair import rows_for_pair
from ui.widgets.pair_header import SideCaption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.records import Pair
    from labeler.duplicates.aligning import Alignment
    from labeler.project import Project
    from ui.widgets.article_rows import Row

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_MOST_NUMBERS = 6
_MOST_COUNTED = 400_000
"""The words of longer texts are not counted for the caption (characters): that alone would take a second."""


@dataclass(frozen=True, slots=True)
class Side:
    """One article of the pair: its main text, and what is said of it."""

    article_id: str
    title: str
    facts: str
    text: str
    titled: bool
    damaged: bool
    share: float


@dataclass(frozen=True, slots=True)
class OpenedPair:
    """One open pair, A at the left.

    Attributes:
        pair: as it is stored.
        left: article A.
        right: article B.
        found: how A and B stand level; None if a text is damaged.
    """

    pair: Pair
    left: Side
    right: Side
    found: Alignment | None

    @property
    def unit_id(self) -> str:
        """The pair's id."""
        return self.pair.pair_id

    def swapped(self) -> OpenedPair:
        """The same with A and B exchanged."""
        found = self.found.mirrored() if self.found is not None else None
        return OpenedPair(self.pair, self.right, self.left, found)

    @property
    def titled(self) -> bool:
        """Whether both texts begin with their headline."""
        return self.left.titled and self.right.titled

    @property
    def damage(self) -> str:
        """A sentence if a text no longer has its digest, else ""."""
        names = [name for name, side in (("A", self.left), ("B", self.right)) if side.damaged]
        return f"{' and '.join(names)}: {DAMAGED}" if names else ""

    def rows(self) -> list[Row]:
        """Both texts, level by level."""
        if self.found is None:
            return []
        return rows_for_pair(self.left.text, self.right.text, self.found, titled=self.titled)

    def captions(self) -> tuple[SideCaption, SideCaption]:
        """What stands above both columns."""
        left, right, found = self.left, self.right, self.found
        shares = left.share, right.share
        if not has_passages(self.pair) and found is not None:
            # Nobody measured it before the pair was opened.
            shares = found.share_left, found.share_right
        return SideCaption(left.title, left.facts, shares[0]), SideCaption(
            right.title, right.facts, shares[1]
        )

    def read(self, relation: str) -> str:
        """A relation as stored, read as A … B; and the other way round."""
        return relation if self.left.article_id == self.pair.left else converse(relation)

    def why(self, implied: int) -> list[tuple[str, str]]:
        """Why the pair is asked: (what, how much).

        Args:
            implied: what the annotator's other answers imply.
        """
        pair, found = self.pair, self.found
        facts = []
        if pair.relation:
            facts.append(("Found by", "shared passages" if has_passages(pair) else "shared names"))
            facts.append(("Probability of copies", shown_figure(pair.score)))
            facts.append(("Shared of all words", shown_figure(pair.jaccard)))
        else:
            facts.append(("Found by", "your own answer"))
        if found is not None:
            facts.append(("Longest shared passage", f"{found.longest} word{'s' * (found.longest != 1)}"))
            facts.append(("Numbers that differ", self._numbers(found)))
        if implied:
            follows = "copies" if implied == COPIES_FOLLOW else "no copies"
            facts.append(("From your other answers", follows))
        return facts

    def _numbers(self, found: Alignment) -> str:
        """The numbers that stand on one side only: in a template they are what differs."""
        numbers: list[dict[str, None]] = []
        for text, side in ((self.left.text, 0), (self.right.text, 1)):
            changed = [each for each in found.levels if each.kind == "changed"]
            stretches = [
                each for level in changed for each in (level.left_changes, level.right_changes)[side]
            ]
            numbers.append(
                dict.fromkeys(each for start, end in stretches for each in _NUMBER.findall(text[start:end]))
            )
        one, other = numbers
        left, right = [each for each in one if each not in other], [each for each in other if each not in one]
        if not left and not right:
            return "none"
        return " / ".join(_some(each) for each in (left, right))


def _some(numbers: Sequence[str]) -> str:
    more = " …" if len(numbers) > _MOST_NUMBERS else ""
    return (", ".join(numbers[:_MOST_NUMBERS]) or "–") + more


def has_passages(pair: Pair) -> bool:
    """Whether the passages of a pair were measured: not where it was found by names, or judged unasked."""
    return max(pair.share_left, pair.share_right) > 0


def open_pair(project: Project, pair: Pair) -> OpenedPair:
    """Reads both articles of a pair and puts them level by level.

    Raises:
        StoreError: they cannot be read.
    """
    left = _side(project, pair.left, pair.share_left)
    right = _side(project, pair.right, pair.share_right)
    if left.damaged or right.damaged:
        return OpenedPair(pair, left, right, None)
    found = align(left.text, right.text, titled=left.titled and right.titled)
    return OpenedPair(pair, left, right, found)


def _side(project: Project, article_id: str, share: float) -> Side:
    articles = project.store.articles
    article, extraction = articles.get(article_id), articles.extraction(article_id)
    text = extraction.main_text if extraction else ""
    facts = []
    if article is not None:
        facts = [article.source or "", (article.published_at or "")[:10]]
    if len(text) <= _MOST_COUNTED:
        facts.append(counted(word_count(text), "word"))
    return Side(
        article_id=article_id,
        title=article.title if article else "",
        facts=" · ".join(isolated(fact) for fact in facts if fact),
        text=text,
        titled=extraction is not None and begins_with_headline(extraction.blocks),
        damaged=not articles.text_is_intact(article_id, articles.raw_text(article_id)),
        share=share,
    )
