"""Whatever a file holds, an import ends with a report or with one sentence."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.errors import LabelerError
from labeler.interchange.matching import Names
from labeler.label_import import import_labels
from labeler.progress import run_to_end
from tests.builders import faults
from tests.labeler.interchange.giving import FLOOD, TRADE, add_articles, give

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.records import Json
    from labeler.interchange.choose import FormName
    from labeler.project import Project

ODD: list[Json] = [
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    " ",
    "odd",
    "0" * 64,
    "2026-03-09",
    [],
    [None],
    [7],
    [[]],
    ["odd"],
    [{}],
    {},
    {"id": []},
    {"odd": [{}]},
]
CHOICES = {"from_name": "topic", "to_name": "t", "type": "choices", "value": {"choices": ["flood"]}}
PATHS = {"from_name": "topic", "to_name": "t", "type": "taxonomy", "value": {"taxonomy": [["Flood"]]}}
SPAN = {"start": 0, "end": 6, "labels": ["dropped"], "text": "Theriver"}
SPANS = {"from_name": "boilerplate", "to_name": "t", "type": "labels", "value": SPAN}
ANNOTATION = {
    "completed_by": {"id": 1, "email": "a@b.c", "first_name": "A", "last_name": "B"},
    "result": [CHOICES, PATHS, SPANS],
    "created_at": "2026-03-09T22:16:08Z",
    "was_cancelled": False,
    "reviews": [{}],
    "labeler": {"annotator": "Ana", "times": {"topic": "2026-03-09T22:16:08Z"}},
}
WHOLE: dict[FormName, Json] = {
    "label-studio": {
        "id": 1,
        "data": {"text": FLOOD, "raw_text": FLOOD, "id": 3, "other": "x", "article": "flood.txt"},
        "meta": {"file": "flood.txt"},
        "annotations": [ANNOTATION],
        "predictions": [{}],
        "drafts": [{}],
        "comment_count": 1,
    },
    "doccano": {
        "id": 1,
        "text": TRADE,
        "label": ["trade"],
        "entities": [{"id": 1, "label": "dropped", "start_offset": 0, "end_offset": 9}],
        "cats": ["flood"],
        "relations": [{}],
        "annotations": [{}],
        "Comments": ["?"],
        "annotator": "Ana",
        "question": "topic",
        "time": "2026-03-09",
    },
    "prodigy": {
        "text": FLOOD,
        "answer": "accept",
        "options": [{"id": "flood", "text": "Flood"}, {"id": 1, "text": "Trade"}],
        "accept": ["flood", 1],
        "spans": [{"start": 0, "end": 6, "label": "dropped"}],
        "label": "flood",
        "meta": {"article": "flood.txt"},
        "other": "0" * 64,
        "question": "topic",
        "_session_id": "d-ana",
        "_annotator_id": "d-ana",
        "_timestamp": 1773094568,
        "created_at": "2026-03-09T22:16:08Z",
    },
    "table": {
        "task": "flood.txt",
        "worker": "Ana",
        "label": ["flood"],
        "question": "topic",
        "time": "2026-03-09",
    },
    "labeler": {
        "annotator": "Ana",
        "article": "flood.txt",
        "other": "x",
        "question": "boilerplate",
        "value": {"kept": [[0, 4]], "dropped": [[5, 9]]},
        "time": "2026-03-09",
    },
}
RECORD = {"my_text": FLOOD, "topic": {"choices": ["flood"]}, "boilerplate": [SPAN], "stance_levy": "FAVOR"}
SMALLEST = {**RECORD, "id": 1, "annotator": "a@b.c", "annotation_id": 1, "created_at": "2026-03-09"}

PRODIGY = WHOLE["prodigy"]
TASKS = [
    {key: PRODIGY[key] for key in ("text", "answer", "_annotator_id", "_timestamp", *keys)}
    for keys in (("options", "accept"), ("label",), ("spans", "question"))
]
TASKS[2]["question"] = "boilerplate"


def damaged(value: Json) -> Iterator[Json]:
    """The value with each of its parts, and itself, replaced by each odd value in turn, and left out."""
    yield from copy.deepcopy(ODD)
    if isinstance(value, dict | list):
        for place in value if isinstance(value, dict) else range(len(value)):
            for part in damaged(value[place]):
                whole = copy.copy(value)
                whole[place] = part
                yield whole
            left = copy.copy(value)
            del left[place]
            yield left


@pytest.mark.parametrize(
    ("form", "row"),
    [*WHOLE.items(), ("label-studio", SMALLEST), *(("prodigy", task) for task in TASKS)],
    ids=[*WHOLE, "label-studio-min", "prodigy-choice", "prodigy-label", "prodigy-spans"],
)
@pytest.mark.parametrize("name", ["labels.json", "labels.jsonl"])
def test_no_damage_to_a_row_stops_an_import(
    project: Project, tmp_path: Path, form: FormName, row: Json, name: str
) -> None:
    add_articles(project)
    rows = [each for each in damaged(row) if isinstance(each, dict)]
    assert len(rows) > 80
    report = give(project, tmp_path / name, rows, Names("topic", {}, "Ben", {}), form)
    assert report.form == form
    assert report.added > 0
    again = give(project, tmp_path / name, rows, Names("topic", {}, "Ben", {}), form)
    assert (again.added, again.skipped) == (0, 0)
    assert faults(project.store) == []


@given(data=st.binary(max_size=60) | st.text('[]{}",:\n PK\x03\x04task', max_size=60).map(str.encode))
@settings(max_examples=200)
def test_no_bytes_stop_an_import(project: Project, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "labels.bin"
    path.write_bytes(data)
    with suppress(LabelerError):
        run_to_end(import_labels(project, path))
    assert project.store.codebooks.annotators() == []
