from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from labeler.errors import LabelerError
from labeler.interchange.choose import read_labels
from labeler.interchange.given import Given, utc
from labeler.progress import Failure

if TYPE_CHECKING:
    from db.records import Json


def form_of(data: bytes) -> str:
    return read_labels(data, "labels.txt", None, ())[0]


@pytest.mark.parametrize(
    ("row", "form"),
    [
        ({"annotator": "Ana", "article": "a", "question": "q", "value": []}, "labeler"),
        ({"annotator": "Ana", "article": "a"}, "labeler"),
        ({"task": "t", "worker": "w", "label": "l", "answer": "accept"}, "table"),
        ({"id": 1, "data": {"text": "x"}, "annotations": []}, "label-studio"),
        ({"id": 1, "data": {"text": "x"}, "predictions": []}, "label-studio"),
        ({"id": 1, "text": "x", "annotator": 1, "annotation_id": 4, "label": "a"}, "label-studio"),
        ({"text": "x", "label": "A", "answer": "reject"}, "prodigy"),
        ({"text": "x", "spans": [], "_task_hash": 1}, "prodigy"),
        ({"id": 1, "text": "x", "label": []}, "doccano"),
        ({"id": 1, "text": "x", "entities": [], "relations": []}, "doccano"),
    ],
)
def test_the_content_tells_what_wrote_a_file(row: Json, form: str) -> None:
    line = json.dumps(row).encode()
    assert form_of(line + b"\n" + line) == form
    assert form_of(b"\xef\xbb\xbf" + json.dumps([row], indent=2).encode()) == form
    assert form_of(json.dumps(row, indent=2).encode()) == form
    assert form_of(b"{broken\n" + line) == form


def test_a_table_is_told_by_its_header_and_an_empty_file_is_nothing() -> None:
    assert form_of("Task\tworker\tLABEL\nt\tw\tl\n".encode("utf-16")) == "table"
    assert form_of(b"  \n") == "labeler"


@pytest.mark.parametrize("data", [b'{"name": "Ana"}', b"a,b\n1,2\n", b'[{"x": 1}]'])
def test_what_cannot_be_told_must_be_said(data: bytes) -> None:
    with pytest.raises(
        LabelerError, match=r"Nothing in labels\.txt tells which tool wrote it\. Say it: --from"
    ):
        read_labels(data, "labels.txt", None, ())


def test_what_is_said_goes_before_what_it_looks_like() -> None:
    form, items = read_labels(b'{"text": "x", "label": ["a"]}', "x.jsonl", "prodigy", ())
    assert form == "prodigy"
    assert [type(item).__name__ for item in items] == ["Aside"]
    _, failed = read_labels(b'{"text": "x", "label": ["a"]}', "x.jsonl", "labeler", ())
    assert list(failed) == [Failure("x.jsonl, line 1", "It has no “annotator”.")]


def test_items_keep_their_line_over_blank_and_broken_ones() -> None:
    row = b'{"annotator": "Ana", "article": "a", "question": "q", "value": []}'
    _, items = read_labels(b"\n[1]\n" + row + b"\r\n\n" + row, "x.jsonl", None, ())
    found = list(items)
    assert [type(item) for item in found] == [Failure, Given, Given]
    assert [item.where for item in found] == [
        "x.jsonl, line 2",
        "x.jsonl, line 3",
        "x.jsonl, line 5",
    ]


@pytest.mark.parametrize(
    ("time", "read"),
    [
        ("2026-03-09T22:16:08.728353Z", "2026-03-09T22:16:08.728+00:00"),
        ("2026-03-09T22:16:08+05:30", "2026-03-09T16:46:08.000+00:00"),
        ("2026-03-09", "2026-03-09T00:00:00.000+00:00"),
        (0, "1970-01-01T00:00:00.000+00:00"),
        (1773094568.5, "2026-03-09T22:16:08.500+00:00"),
        ("soon", None),
        (10**30, None),
        (True, None),
        (None, None),
        ("0001-01-01T00:00:00+05:00", None),
    ],
)
def test_times_are_read_as_utc(time: Json, read: str | None) -> None:
    assert utc(time) == read
