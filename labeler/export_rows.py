"""Pure: what one article and one label look like in the exported files (docs/formats.md)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import orjson

from db.digests import canonical_json
from labeler.codebook import converse
from labeler.flow import JUDGED, NOTE, answer_of_about, is_again, is_flow, is_gold, question_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from db.records import Capture, Json, Label, Pair
    from db.streams import Whole
    from labeler.codebook import Codebook

LABEL_COLUMNS = ("task", "worker", "label", "question", "time", "codebook_version")

_ARTICLE_COLUMNS = (
    "article",
    "id",
    "file",
    "title",
    "url",
    "source",
    "published_at",
    "language",
    "main_text",
)


def label_cell(value: Json) -> str:
    """A label as one cell: a text as itself, a set or an object as JSON; an empty set is “[]”, never empty."""
    if isinstance(value, str):
        return value
    return _set_cell(tuple(value)) if isinstance(value, list) else canonical_json(value)


@lru_cache(4096)
def _set_cell(values: tuple[str, ...]) -> str:
    """Of topic sets few differ, and each is spelled once."""
    return canonical_json(values)


def label_row(label: Label, codebook_versions: dict[str, int], people: Mapping[str, str]) -> list[str]:
    """One row of labels.csv; `people` says what stands for each annotator."""
    return [
        label.unit_id,
        people[label.annotator],
        label_cell(label.value),
        label.question,
        label.created_at,
        str(codebook_versions[label.codebook_digest]),
    ]


def article_columns(codebook: Codebook, annotators: Sequence[str]) -> list[str]:
    """The header of articles.csv: facts, then a column for each question about articles and each annotator."""
    asked = [question.key for question in codebook.questions if question.kind != "duplicate"]
    return [*_ARTICLE_COLUMNS, *(f"{key}/{annotator}" for key in asked for annotator in annotators)]


def article_row(exported: Json, columns: Sequence[str]) -> list[str]:
    """One row of articles.csv from the object of articles.jsonl; an empty label cell means not seen."""
    capture = exported["captures"][0] if exported["captures"] else {}
    facts = {**exported, "id": capture.get("id"), "file": capture.get("file")}
    row = [str(facts[column]) if facts.get(column) is not None else "" for column in _ARTICLE_COLUMNS]
    given = {
        f"{key}/{annotator}": value
        for annotator, answers in exported["labels"].items()
        for key, value in answers.items()
    }
    row += [
        label_cell(given[column]) if column in given else "" for column in columns[len(_ARTICLE_COLUMNS) :]
    ]
    return row


def article_object(
    article: Whole,
    captures: Sequence[Capture],
    labels: Sequence[Label],
    pairs: Sequence[Pair],
    pair_labels: Sequence[Label],
    gold: Container[str],
    people: Mapping[str, str],
    *,
    own_words: bool,
) -> Json:
    """One line of articles.jsonl.

    Args:
        article: the article; the blocks' offsets count in its raw text.
        captures: every sighting of it.
        labels: everybody's standing labels of it.
        pairs: the pairs it is in.
        pair_labels: everybody's standing labels of those pairs.
        gold: event ids of the rulings that stand: where several people ruled, the newest.
        people: annotator -> what stands for them.
        own_words: whether notes and comments go in: where nobody is named, they might name somebody.
    """
    given: dict[str, dict[str, Json]] = {}
    flow: dict[str, dict[str, Json]] = {}
    about: dict[str, dict[str, Json]] = {}
    for label in labels:
        if is_gold(label.question) or is_again(label.question):
            continue
        if label.question == NOTE and not own_words:
            continue
        if asked := answer_of_about(label.question):
            about.setdefault(people[label.annotator], {})[asked] = label.value
            continue
        side = flow if is_flow(label.question) else given
        side.setdefault(people[label.annotator], {})[label.question.removeprefix("@")] = label.value
    return {
        "article": article.article_id,
        "number": article.number,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "published_at": article.published_at,
        "language": article.language,
        "media_type": article.media_type,
        "encoding": article.encoding,
        "text": article.text,
        "main_text": article.main_text,
        "blocks": [
            {"start": start, "end": end, "kept": bool(kept), "reason": reason}
            for start, end, kept, reason, _ in orjson.loads(article.blocks)
        ],
        "labels": given,
        "about": about,
        "gold": {
            question_of(label.question): _ruling(label, people, own_words=own_words)
            for label in labels
            if label.event_id in gold
        },
        "relations": [
            # Neither a ruling nor that a pair was put off is an annotator's relation.
            _relation(article.article_id, label, people)
            for label in pair_labels
            if not is_flow(label.question)
        ],
        "gold_relations": [
            _gold_relation(article.article_id, label, _ruling(label, people, own_words=own_words))
            for label in pair_labels
            if label.event_id in gold
        ],
        "candidates": [_candidate(article.article_id, pair) for pair in pairs if pair.method != JUDGED],
        "flow": flow,
        "captures": [_capture(capture) for capture in captures],
    }


def _ruling(label: Label, people: Mapping[str, str], *, own_words: bool) -> Json:
    comment = label.value["comment"] if own_words else ""
    return {**label.value, "comment": comment, "by": people[label.annotator]}


def _gold_relation(article_id: str, label: Label, ruling: Json) -> Json:
    left, right = label.unit_id.split(":")
    seen_from_left = article_id == left
    value = label.value["value"]
    return {
        **ruling,
        "other": right if seen_from_left else left,
        "question": question_of(label.question),
        "value": value if seen_from_left else converse(value),
    }


def _relation(article_id: str, label: Label, people: Mapping[str, str]) -> Json:
    left, right = label.unit_id.split(":")
    seen_from_left = article_id == left
    return {
        "other": right if seen_from_left else left,
        "question": label.question,
        "annotator": people[label.annotator],
        "value": label.value if seen_from_left else converse(label.value),
    }


def _candidate(article_id: str, pair: Pair) -> Json:
    seen_from_left = article_id == pair.left
    return {
        "other": pair.right if seen_from_left else pair.left,
        "score": round(pair.score, 4),
        "relation": pair.relation if seen_from_left else converse(pair.relation),
        "share": round(pair.share_left if seen_from_left else pair.share_right, 4),
        "share_of_other": round(pair.share_right if seen_from_left else pair.share_left, 4),
        "jaccard": round(pair.jaccard, 4),
    }


def _capture(capture: Capture) -> Json:
    return {
        "file": capture.file_name,
        "id": capture.given_id,
        "url": capture.url,
        "title": capture.title,
        "source": capture.source,
        "published_at": capture.published_at,
        "metadata": capture.metadata,
    }
