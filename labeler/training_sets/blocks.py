"""Use case: which lines of an article people keep or drop, as one decision for each block."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from labeler.answers import counts
from labeler.corrections import corrected
from labeler.flow import STATE, went_through

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from db.records import Block, Json
    from labeler.codebook import Question
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.scope import Scope

_SOME: Final = 5000
_LOOKED: Final = 1
_CORRECTED: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """Who looked at the lines of which article: a byte for each annotator and article.

    Attributes:
        question: the key of the question.
        annotators: everybody, by name.
        seen: articles (by place) x annotators: not at all, looked and left all as it was, or corrected.
    """

    question: str
    annotators: tuple[str, ...]
    seen: NDArray[np.int8]

    @property
    def articles(self) -> NDArray[np.intp]:
        """The articles (by place) that anybody looked at."""
        return np.flatnonzero(self.seen.any(axis=1))

    @property
    def number(self) -> int:
        """How often somebody looked at an article."""
        return int(np.count_nonzero(self.seen))

    def of(self, place: int, corrections: Mapping[str, Json]) -> dict[str, Json]:
        """Of those who looked at an article what they corrected; None where they left all as it was.

        Args:
            place: the article.
            corrections: annotator -> corrections, as they stand whether they count or not.
        """
        return {
            annotator: corrections[annotator] if seen == _CORRECTED else None
            for annotator, seen in zip(self.annotators, self.seen[place].tolist(), strict=True)
            if seen
        }


class BlocksDecided(NamedTuple):
    """What is written of one article.

    Attributes:
        blocks: {"start", "end", "kept"} each; blocks on which people are divided are left out.
        how: "single", "unanimous" or "majority": whether all who looked agree on every block.
        given: how many people looked.
        divided: how many blocks are left out.
    """

    blocks: list[Json]
    how: str
    given: int
    divided: int


def views_of(project: Project, question: Question, scope: Scope, options: ExportOptions) -> Views:
    """Who looked at the blocks of which article.

    Somebody who corrected any block of an article, or submitted it as it was, has answered for all of its blocks.
    """
    versions = {row.digest: row.version for row in project.store.codebooks.all()}
    names = sorted(project.store.codebooks.annotators())
    column = {name: at for at, name in enumerate(names)}
    seen = np.zeros((len(scope), len(names)), dtype=np.int8)
    for key, what in ((STATE, _LOOKED), (question.key, _CORRECTED)):
        labels = project.store.streams.given_when(key)
        while some := list(islice(labels, _SOME)):
            places = scope.places(label.rows[0] for label in some).tolist()
            for label, place in zip(some, places, strict=True):
                version = versions.get(label.codebook_digest)
                if place < 0 or not counts(options.narrowed, label.annotator, label.created_at, version):
                    continue
                if what == _CORRECTED or went_through(json.loads(label.value)):
                    seen[place, column[label.annotator]] = what
    return Views(question.key, tuple(names), seen)


def seen_by(blocks: Sequence[Block], corrections: Json) -> list[Json]:
    """The blocks as one person left them."""
    return [
        {"start": block.start, "end": block.end, "kept": block.kept}
        for block in corrected(blocks, corrections)
    ]


def blocks_decided(
    blocks: Sequence[Block], views: Mapping[str, Json], options: ExportOptions
) -> BlocksDecided:
    """One decision for each block: that of the majority, or the part of people who keep it. Blocks have no rulings.

    Args:
        blocks: of the article's current extraction.
        views: annotator -> corrections, of those who looked: one or more.
        options: how.
    """
    kept = [[block.kept for block in corrected(blocks, given)] for given in views.values()]
    weighed = options.labels in ("shares", "posterior")
    found: list[Json] = []
    divided, differ = 0, False
    for at, block in enumerate(blocks):
        votes = [view[at] for view in kept]
        differ |= len(set(votes)) > 1
        if weighed:
            found.append({"start": block.start, "end": block.end, "kept": round(sum(votes) / len(votes), 6)})
        elif 2 * sum(votes) == len(votes):
            divided += 1
        else:
            found.append({"start": block.start, "end": block.end, "kept": 2 * sum(votes) > len(votes)})
    how = "majority" if differ else "unanimous" if len(views) > 1 else "single"
    return BlocksDecided(found, how, len(views), divided)
