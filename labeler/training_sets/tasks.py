"""Pure: the rows of each task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labeler.training_sets.blocks import blocks_decided, seen_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from db.records import Block, Json
    from db.streams import Facts
    from labeler.training_sets.decided import Decisions
    from labeler.training_sets.options import ExportOptions
    from labeler.training_sets.ratings import Ratings


def answers_of(
    unit: int,
    name: str,
    ratings: Ratings,
    decisions: Decisions,
    people: Mapping[str, str],
    options: ExportOptions,
) -> Iterator[Json]:
    """What is written of one unit: the answer with where it comes from; of "all" a piece for each annotator.

    Args:
        unit: its place.
        name: of the column that holds the answer.
        ratings: everybody's answers.
        decisions: what was decided.
        people: annotator -> what stands for them.
        options: how.
    """
    if options.labels == "all":
        for column, code in enumerate(ratings.coded.codes[unit].tolist()):
            if code >= 0:
                given: Json = {name: ratings.stored[code]}
                if options.people != "none":
                    given["annotator"] = people[ratings.coded.annotators[column]]
                yield given
        return
    answer = decisions.answers[decisions.of_unit[unit]]
    if answer.shares:
        shares = {value: part for value, part in answer.shares if value}
        yield {"shares": shares, "how": answer.how, "given": answer.given}
    elif answer.value is not None:
        yield {name: answer.value, "how": answer.how, "given": answer.given}


def article_row(article: Facts) -> Json:
    """What the row of an article begins with."""
    return {
        "article": article.article_id,
        "title": article.title,
        "source": article.source,
        "published_at": article.published_at,
        "language": article.language,
        "text": article.text,
    }


def block_rows(
    article: Json,
    blocks: Sequence[Block],
    views: Mapping[str, Json],
    people: Mapping[str, str],
    options: ExportOptions,
) -> Iterator[Json]:
    """The rows of an article whose lines are kept or dropped.

    Args:
        article: what its row begins with; its text is the raw one.
        blocks: of its current extraction.
        views: annotator -> corrections, of those who looked.
        people: annotator -> what stands for them.
        options: how.
    """
    if options.labels == "all":
        for annotator in sorted(views):
            row = {**article, "blocks": seen_by(blocks, views[annotator])}
            if options.people != "none":
                row["annotator"] = people[annotator]
            yield row
        return
    found = blocks_decided(blocks, views, options)
    yield {**article, "blocks": found.blocks, "how": found.how, "given": found.given}
