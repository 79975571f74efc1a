"""Pure: doccano's JSON Lines: a text a line with its labels, for document classification or sequence labelling.

doccano writes a file for each of its users ("ana.jsonl") into an archive, or one for all of them; no line says
who labelled or when. What it does not know it keeps beside the text and gives back, so that is where this
program puts the article's digest, the annotator, the question and the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.digests import canonical_json
from labeler.interchange.given import Aside, Chosen, Given, Mark, Marked, named, word
from labeler.interchange.outgoing import Form, marks_of, text_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.records import Json
    from labeler.codebook import Question
    from labeler.interchange.given import Answer, Tally
    from labeler.interchange.outgoing import OutUnit
    from labeler.interchange.rows import Row

_EVERYBODY = ("all", "unknown")
"""What doccano calls a file that is nobody's."""


def items(row: Row) -> Iterator[Given | Aside]:
    """The answers of a line."""
    fields = row.fields
    yield from _beside(row)
    annotator = word(fields.get("annotator"))
    answers: list[Answer] = []
    answer = _labelled(row, annotator)
    if isinstance(answer, Aside):
        yield answer
    elif answer is not None:
        answers.append(answer)
    spans = fields.get("entities")
    if isinstance(spans, list) and spans and all(map(_is_span, spans)):
        answers.append(_marked(spans))
    article = named(fields.get("text"), fields)
    if annotator is None and row.packed and row.file not in _EVERYBODY:
        annotator = row.file
    for each in answers:
        yield Given(row.where, article, annotator, word(fields.get("question")), each, fields.get("time"))


def _beside(row: Row) -> Iterator[Aside]:
    """What a line holds beside labels."""
    for key, what in (
        ("Comments", "comments"),
        ("comments", "comments"),
        ("relations", "relations between spans"),
        ("annotations", "labels given by number, not by name"),
    ):
        if isinstance(row.fields.get(key), list):
            yield from (Aside(what, row.where) for _ in row.fields[key])


def _labelled(row: Row, annotator: str | None) -> Answer | Aside | None:
    """The labels of a line, under whichever of their names; None where it has none."""
    labels = next((row.fields[key] for key in ("label", "labels", "cats") if key in row.fields), None)
    if isinstance(labels, str):
        labels = [labels]
    if labels is None:
        return None
    if labels == []:
        # doccano writes the same for a text that nobody has looked at.
        return Aside("texts without a label", row.where) if annotator is None else Chosen(())
    if isinstance(labels, list) and all(map(_is_span, labels)):
        return _marked(labels)
    if isinstance(labels, list) and all(word(label) is not None for label in labels):
        return Chosen(tuple((str(word(label)),) for label in labels))
    return Aside("labels of a form that is not known", row.where)


def _is_span(label: Json) -> bool:
    if isinstance(label, dict):
        label = [label.get("start_offset"), label.get("end_offset"), label.get("label")]
    return (
        isinstance(label, list)
        and len(label) == 3
        and type(label[0]) is int
        and type(label[1]) is int
        and isinstance(label[2], str)
    )


def _marked(spans: list[Json]) -> Marked:
    return Marked(
        tuple(
            Mark(span["start_offset"], span["end_offset"], span["label"])
            if isinstance(span, dict)
            else Mark(*span)
            for span in spans
        )
    )


def _entries(unit: OutUnit, _: Sequence[Question], __: Tally) -> list[str]:
    (article,) = unit.articles
    lines = []
    for sheet in unit.sheets:
        for question, label in sheet.labels:
            value = label.value
            if question.kind == "boilerplate":
                labels: Json = [list(mark) for mark in marks_of(value)]
            else:
                labels = value if isinstance(value, list) else [value]
            line = {
                **article.facts,
                "text": text_for(question, article),
                "label": labels,
                "article": article.article_id,
                "annotator": sheet.annotator,
                "question": question.key,
                "time": label.created_at,
            }
            lines.append(canonical_json(line) + "\n")
    return lines


FORM = Form(_entries)
