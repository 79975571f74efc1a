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
    for key in ("Comments", "comments"):
        if isinstance(fields.get(key), list):
            yield from (Aside("comments", row.where) for _ in fields[key])
    if isinstance(fields.get("relations"), list):
        yield from (Aside("relations between spans", row.where) for _ in fields["relations"])
    annotator = word(fields.get("annotator"))
    labels = next((fields[key] for key in ("label", "labels", "cats") if key in fields), None)
    spans = fields.get("entities")
    if isinstance(fields.get("annotations"), list):
        yield from (Aside("labels given by number, not by name", row.where) for _ in fields["annotations"])
    answers: list[Answer] = []
    if isinstance(labels, str):
        labels = [labels]
    if isinstance(labels, list) and labels and all(map(_is_span, labels)):
        answers.append(_marked(labels))
    elif isinstance(labels, list) and labels and all(word(label) is not None for label in labels):
        answers.append(Chosen(tuple((str(word(label)),) for label in labels)))
    elif labels == [] and annotator is None:
        # doccano writes the same for a text that nobody has looked at.
        yield Aside("texts without a label", row.where)
    elif labels == []:
        answers.append(Chosen(()))
    elif labels is not None:
        yield Aside("labels of a form that is not known", row.where)
    if isinstance(spans, list) and spans and all(map(_is_span, spans)):
        answers.append(_marked(spans))
    article = named(fields.get("text"), fields)
    if annotator is None and row.packed and row.file not in _EVERYBODY:
        annotator = row.file
    for answer in answers:
        yield Given(row.where, article, annotator, word(fields.get("question")), answer, fields.get("time"))


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
