"""Pure: Prodigy's JSON Lines, as `prodigy db-out` writes and `prodigy db-in` reads them.

A task has a text and, once answered, "answer": accept, reject or ignore. A choice has "options" and "accept"; a
single label asks "this one?"; spans are marked in the text. Keys that Prodigy does not know stay in a task, and
there the article's digest, the question and the exact time are put.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from db.digests import canonical_json
from labeler.interchange.given import (
    Aside,
    Chosen,
    Given,
    Mark,
    Marked,
    Named,
    Skipped,
    digest,
    named,
    utc,
    word,
)
from labeler.interchange.outgoing import Form, marks_of, text_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.records import Json, Label
    from labeler.codebook import Question
    from labeler.interchange.given import Answer, Tally
    from labeler.interchange.outgoing import OutUnit
    from labeler.interchange.rows import Row

_SESSION = re.compile(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")
"""What Prodigy calls a session that nobody named: when it began."""

_BETWEEN = "\n\n———\n\n"
"""Between the two texts of a pair, which Prodigy shows as one."""


def items(row: Row) -> Iterator[Given | Aside]:
    """The answers of a task."""
    fields = row.fields
    for key, what in (
        ("relations", "relations between spans"),
        ("user_input", "texts written by annotators"),
    ):
        if fields.get(key):
            yield Aside(what, row.where)
    if fields.get("flagged"):
        yield Aside("flags", row.where)
    answer: Answer
    match fields.get("answer"):
        case "ignore":
            answer = Skipped()
        case "reject":
            is_single = isinstance(fields.get("label"), str) and "accept" not in fields
            yield Aside("rejected labels (“not this one”)" if is_single else "rejected tasks", row.where)
            return
        case "accept":
            found = _accepted(fields)
            if found is None:
                yield Aside("accepted tasks without a label", row.where)
                return
            answer = found
        case _:
            yield Aside("tasks without an answer", row.where)
            return
    meta = fields["meta"] if isinstance(fields.get("meta"), dict) else {}
    article = named(fields.get("text"), fields, meta)
    other = digest(fields.get("other"))
    yield Given(
        row.where,
        article if other is None else Named(article.name),
        _annotator(fields, row.file),
        word(fields.get("question")),
        answer,
        _time(fields),
        None if other is None else Named(other),
    )


def _accepted(fields: dict[str, Json]) -> Answer | None:
    chosen = fields.get("accept")
    if isinstance(chosen, list):
        options = fields["options"] if isinstance(fields.get("options"), list) else []
        shown = {
            option["id"]: word(option.get("text"))
            for option in options
            if isinstance(option, dict) and isinstance(option.get("id"), str | int)
        }
        ids = [each for each in chosen if isinstance(each, str | int)]
        return Chosen(tuple((str(each), text) if (text := shown.get(each)) else (str(each),) for each in ids))
    label = fields.get("label")
    if isinstance(label, str):
        return Chosen(((label,),), whole=False)
    spans = fields.get("spans")
    if isinstance(spans, list) and all(map(_is_span, spans)):
        return Marked(tuple(Mark(span["start"], span["end"], span["label"]) for span in spans))
    return None


def _is_span(span: Json) -> bool:
    return (
        isinstance(span, dict)
        and type(span.get("start")) is int
        and type(span.get("end")) is int
        and isinstance(span.get("label"), str)
    )


def _annotator(fields: dict[str, Json], dataset: str) -> str | None:
    """Who answered. A named session is "DATASET-name"; the dataset is what the file is usually called."""
    for key in ("_annotator_id", "_session_id"):
        name = word(fields.get(key))
        if name is not None:
            return None if _SESSION.search(name) else name.removeprefix(f"{dataset}-") or name
    return None


def _time(fields: dict[str, Json]) -> Json:
    """When it was answered: Prodigy's seconds, or the exact time beside them if that is still the same answer's."""
    seconds, exact = fields.get("_timestamp"), utc(fields.get("created_at"))
    if exact is not None and (seconds is None or int(datetime.fromisoformat(exact).timestamp()) == seconds):
        return exact
    return seconds


def _entries(unit: OutUnit, _: Sequence[Question], __: Tally) -> list[str]:
    tasks: list[dict[str, Json]] = []
    beside = unit.articles[0].facts
    for sheet in unit.sheets:
        for question, label in sheet.labels:
            text = _BETWEEN.join(text_for(question, article) for article in unit.articles)
            tasks.append(
                {
                    "text": text,
                    **_answered(question, label),
                    "question": question.key,
                    **_by(sheet.annotator, label.created_at),
                }
            )
        if sheet.skipped is not None:
            text = _BETWEEN.join(article.main_text for article in unit.articles)
            tasks.append({"text": text, "answer": "ignore", **_by(sheet.annotator, sheet.skipped)})
    for task in tasks:
        task["article"] = unit.articles[0].article_id
        if len(unit.articles) == 2:
            task["other"] = unit.articles[1].article_id
        if beside:
            task["meta"] = beside
    return [canonical_json(task) + "\n" for task in tasks]


def _answered(question: Question, label: Label) -> dict[str, Json]:
    if question.kind == "boilerplate":
        spans = [{"start": start, "end": end, "label": side} for start, end, side in marks_of(label.value)]
        return {"spans": spans, "answer": "accept", "_view_id": "spans_manual"}
    return {
        "options": [{"id": value.value, "text": value.title} for value in question.values],
        "accept": label.value if isinstance(label.value, list) else [label.value],
        "config": {"choice_style": "multiple" if question.kind == "topic" else "single"},
        "answer": "accept",
        "_view_id": "choice",
    }


def _by(annotator: str, time: str) -> dict[str, Json]:
    seconds = int(datetime.fromisoformat(time).timestamp())
    return {
        "_annotator_id": annotator,
        "_session_id": annotator,
        "_timestamp": seconds,
        "created_at": time,
    }


FORM = Form(_entries)
