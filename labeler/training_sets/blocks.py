"""Use case: which lines of an article people keep or drop, as one decision for each block."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from labeler.answers import counts
from labeler.corrections import corrected
from labeler.flow import STATE, went_through

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.records import Block, Json
    from labeler.codebook import Question
    from labeler.project import Project
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.scope import Scope

Views = dict[int, dict[str, "Json"]]
"""Place of an article -> annotator -> the corrections given, or None from somebody who submitted it as it was."""


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
    """Who looked at the blocks of which article, and what they corrected.

    Somebody who corrected any block of an article, or submitted it as it was, has answered for all of its blocks.
    """
    versions = {row.digest: row.version for row in project.store.codebooks.all()}
    found: Views = {}
    for key in (STATE, question.key):
        for label in project.store.labels.of_question(key):
            row = scope.row_of.get(label.unit_id)
            if row is None or not counts(
                options.narrowed, label.annotator, label.created_at, versions.get(label.codebook_digest)
            ):
                continue
            if key != STATE:
                found.setdefault(row, {})[label.annotator] = label.value
            elif went_through(label.value):
                found.setdefault(row, {})[label.annotator] = None
    return found


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
