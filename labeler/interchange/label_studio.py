"""Pure: Label Studio's tasks as JSON, and reading its JSON-MIN.

A task holds "data" and "annotations"; an annotation is one person's and holds results, each of a control of the
labelling configuration ("from_name"). Label Studio refuses a file that names a person it does not know, and drops
what it does not know of an annotation; so `completed_by` is written only for an e-mail address, and annotator and
times also stand under "labeler", for this program alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.digests import canonical_json, sha256_text
from labeler.interchange.given import Aside, Chosen, Given, Mark, Marked, Named, Skipped, digest, named, word
from labeler.interchange.label_studio_config import MAIN, OTHER, RAW, object_of
from labeler.interchange.outgoing import Form, marks_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from db.records import Json, Label
    from labeler.codebook import Question
    from labeler.interchange.given import Item, Tally
    from labeler.interchange.outgoing import OutUnit, Sheet
    from labeler.interchange.rows import Row

_SPANS = ("labels", "hypertextlabels", "paragraphlabels")
_ANNOTATIONS = ("annotations", "completions")  # “completions” before version 1.0
_NO_CONTROLS = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement")


def items(row: Row, known: Container[str]) -> Iterator[Item]:
    """The answers of a task, or of a record of JSON-MIN.

    Args:
        row: the task.
        known: what questions may be called. JSON-MIN does not tell a control from a field of the data otherwise.
    """
    fields = row.fields
    if not isinstance(fields.get("data"), dict):
        yield from _smallest(row, known)
        return
    data = fields["data"]
    meta = fields["meta"] if isinstance(fields.get("meta"), dict) else {}
    for key in ("predictions", "drafts"):
        if isinstance(fields.get(key), list):
            yield from (Aside(key, row.where) for _ in fields[key])
    if fields.get("comment_count"):
        yield Aside("tasks with comments", row.where)
    annotations: list[Json] = next(
        (fields[key] for key in _ANNOTATIONS if isinstance(fields.get(key), list)), []
    )
    for number, annotation in enumerate(annotations, start=1):
        where = f"{row.where}, annotation {number}"
        if isinstance(annotation, dict):
            yield from _annotation(annotation, where, data, meta)
        else:
            yield Aside("annotations of a form that is not known", where)


def _annotation(
    annotation: Mapping[str, Json], where: str, data: Mapping[str, Json], meta: Mapping[str, Json]
) -> Iterator[Item]:
    own = annotation["labeler"] if isinstance(annotation.get("labeler"), dict) else {}
    times = own["times"] if isinstance(own.get("times"), dict) else {}
    annotator = word(own.get("annotator"))
    annotator, numbered = (annotator, False) if annotator else _annotator(annotation.get("completed_by"))
    time = annotation.get("updated_at") or annotation.get("created_at")
    results = annotation["result"] if isinstance(annotation.get("result"), list) else []
    article, other = _articles(data, meta)
    if isinstance(annotation.get("reviews"), list):
        yield from (Aside("reviews", where) for _ in annotation["reviews"])
    if annotation.get("ground_truth"):
        yield Aside("marks of ground truth", where)
    if annotation.get("was_cancelled"):
        yield from (Aside("results of skipped annotations", where) for _ in results)
        yield Given(where, article, annotator, None, Skipped(), time, other, numbered)
        return
    if not results:
        # Submitted with nothing chosen; of which question, only the person who imports can know.
        yield Given(where, article, annotator, None, Chosen(()), time, other, numbered)
        return
    marks: dict[str, list[Mark]] = {}
    for result in results:
        found = _result(result) if isinstance(result, dict) else "results of a form that is not known"
        if isinstance(found, str):
            yield Aside(found, where)
            continue
        control, answer = found
        if isinstance(answer, Mark):
            marks.setdefault(control, []).append(answer)
        else:
            given_at = times.get(control) or time
            yield Given(where, article, annotator, control, answer, given_at, other, numbered)
    raw_text = data.get(RAW)
    spanned = replace(article, text=raw_text) if isinstance(raw_text, str) else article
    for control, found_marks in marks.items():
        marked = Marked(tuple(found_marks))
        given_at = times.get(control) or time
        yield Given(where, spanned, annotator, control, marked, given_at, other, numbered)


def _result(result: Mapping[str, Json]) -> tuple[str, Chosen | Mark] | str:
    """The control and what it says, or what the result is left out as."""
    kind, value, control = result.get("type"), result.get("value"), word(result.get("from_name"))
    if kind == "relation":
        return "relations between spans"
    if not isinstance(value, dict) or control is None:
        return "results of a form that is not known"
    is_span = type(value.get("start")) is int and type(value.get("end")) is int
    if kind in _SPANS and is_span:
        names = value.get(kind) if isinstance(value.get(kind), list) else value.get("labels")
        if isinstance(names, list) and len(names) == 1 and isinstance(names[0], str):
            text = value.get("text")
            return control, Mark(
                value["start"], value["end"], names[0], text if isinstance(text, str) else None
            )
        return "spans with no name or several"
    if kind in ("choices", "taxonomy") and "start" in value:
        return "choices about a part of the text"
    if kind == "choices" and isinstance(value.get("choices"), list):
        return control, Chosen(tuple((str(choice),) for choice in value["choices"]))
    if kind == "taxonomy" and isinstance(value.get("taxonomy"), list):
        # Each is a path through the tree; its end is what was chosen.
        paths = [path for path in value["taxonomy"] if isinstance(path, list) and path]
        return control, Chosen(tuple((str(path[-1]),) for path in paths))
    return f"results of type “{kind}”"


def _articles(data: Mapping[str, Json], meta: Mapping[str, Json]) -> tuple[Named, Named | None]:
    other = digest(data.get(OTHER))
    if other is not None:
        return Named(word(data.get("article"))), Named(other)
    # Whatever the field is called that the configuration shows, an article is the longest text of its task.
    texts = [value for value in data.values() if isinstance(value, str)]
    text = data[MAIN] if isinstance(data.get(MAIN), str) else max(texts, key=len, default=None)
    return named(text, data, meta), None


def _annotator(person: Json) -> tuple[str | None, bool]:
    """Who an annotation is by: an address, a name, or in the end a number; and whether it is a number."""
    if isinstance(person, dict):
        name = f"{person.get('first_name') or ''} {person.get('last_name') or ''}".strip()
        if name := word(person.get("email")) or name:
            return name, False
        person = person.get("id")
    return word(person), isinstance(person, int)


def _smallest(row: Row, known: Container[str]) -> Iterator[Item]:
    """JSON-MIN: the data's fields and the controls side by side, one record an annotation."""
    fields = row.fields
    annotator, numbered = _annotator(fields.get("annotator"))
    time = fields.get("updated_at") or fields.get("created_at")
    data = {key: value for key, value in fields.items() if key not in _NO_CONTROLS and key not in known}
    article, other = _articles(data, {})
    for key, value in fields.items():
        if key in _NO_CONTROLS:
            continue
        answer: Chosen | Marked | None = None
        if isinstance(value, dict) and isinstance(value.get("choices"), list):
            answer = Chosen(tuple((str(choice),) for choice in value["choices"]))
        elif isinstance(value, str) and key in known:
            answer = Chosen(((value,),))
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            found = [_result({"type": "labels", "from_name": key, "value": each}) for each in value]
            marks = [each[1] for each in found if not isinstance(each, str)]
            if len(marks) == len(value):
                answer = Marked(tuple(mark for mark in marks if isinstance(mark, Mark)))
            else:
                yield Aside("results of a form that is not known", row.where)
        if answer is not None:
            yield Given(row.where, article, annotator, key, answer, time, other, numbered)


def _entries(unit: OutUnit, asked: Sequence[Question], tally: Tally) -> list[str]:
    first = unit.articles[0]
    data = {**first.facts, "article": first.article_id, MAIN: first.main_text}
    if len(unit.articles) == 2:
        data |= {OTHER: unit.articles[1].article_id, f"{OTHER}_{MAIN}": unit.articles[1].main_text}
    if any(question.kind == "boilerplate" for question in asked):
        data[RAW] = first.raw_text
    annotations = []
    for sheet in unit.sheets:
        annotations += _annotations_of(sheet, first.raw_text)
        for question, label in sheet.labels:
            if question.kind == "boilerplate" and not marks_of(label.value):
                tally.add("corrections of no block", f"{sheet.annotator}, article {label.unit_id[:12]}")
    return [canonical_json({"data": data, "annotations": annotations})]


def _annotations_of(sheet: Sheet, raw_text: str) -> list[Json]:
    found = []
    times = {question.key: label.created_at for question, label in sheet.labels}
    results = [result for question, label in sheet.labels for result in _results(question, label, raw_text)]
    if results:
        found.append(
            {
                **_signed(sheet.annotator, {"times": times}),
                "result": results,
                "created_at": min(times.values()),
                "updated_at": max(times.values()),
                "was_cancelled": False,
            }
        )
    if sheet.skipped is not None:
        found.append(
            {
                **_signed(sheet.annotator, {}),
                "result": [],
                "created_at": sheet.skipped,
                "updated_at": sheet.skipped,
                "was_cancelled": True,
            }
        )
    return found


def _signed(annotator: str, more: dict[str, Json]) -> dict[str, Json]:
    # Label Studio takes an annotation for ground truth unless told otherwise.
    signed: dict[str, Json] = {"ground_truth": False, "labeler": {"annotator": annotator, **more}}
    return {**signed, "completed_by": {"email": annotator}} if is_address(annotator) else signed


def is_address(annotator: str) -> bool:
    """Whether a name is an e-mail address, by which Label Studio knows people."""
    before, at, after = annotator.partition("@")
    return bool(before and at and "." in after and " " not in annotator)


def _results(question: Question, label: Label, raw_text: str) -> list[Json]:
    def result(kind: str, value: Json) -> Json:
        spot = f"{value.get('start', '')}:{value.get('end', '')}"
        return {
            "id": sha256_text(f"{label.event_id}:{spot}")[:10],
            "from_name": question.key,
            "to_name": object_of(question),
            "type": kind,
            "value": value,
        }

    if question.kind == "boilerplate":
        return [
            result("labels", {"start": start, "end": end, "text": raw_text[start:end], "labels": [side]})
            for start, end, side in marks_of(label.value)
        ]
    chosen = label.value if isinstance(label.value, list) else [label.value]
    return [result("choices", {"choices": chosen})]


FORM = Form(_entries, head="[\n", between=",\n", tail="\n]\n")
