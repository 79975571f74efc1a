from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeler.errors import LabelerError
from labeler.progress import Failure
from labeler.readers.choose import read_file
from labeler.readers.rows import clean, json_object, row_source
from labeler.readers.source import HTML, TEXT, Source
from tests.builders import write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json


def read(tmp_path: Path, content: bytes) -> tuple[list[Source], list[Failure]]:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    found = list(read_file(path))
    return [each for each in found if isinstance(each, Source)], [
        each for each in found if isinstance(each, Failure)
    ]


def test_known_fields_are_read_and_all_others_kept_as_metadata(tmp_path: Path) -> None:
    row = {
        "id": 17,
        "url": "http://courier.example/1",
        "title": " The harbour ",
        "source": "Courier",
        "published_at": "2026-01-02",
        "text": "The harbour is closed.",
        "tags": ["sea", {"deep": None}],
        "score": 0.5,
        "empty": "",
        "none": None,
    }
    (source,) = read_file(write_jsonl(tmp_path / "rows.jsonl", [row]))
    assert isinstance(source, Source)
    capture = source.capture
    assert (capture.given_id, capture.url, capture.title) == ("17", "http://courier.example/1", "The harbour")
    assert (capture.source, capture.published_at, capture.file_name) == (
        "Courier",
        "2026-01-02",
        "rows.jsonl",
    )
    assert capture.metadata == {"tags": ["sea", {"deep": None}], "score": 0.5}
    assert (source.media_type, source.data, source.encoding) == (TEXT, b"The harbour is closed.", "utf-8")


def test_html_is_read_before_text_and_the_text_kept_beside_it(tmp_path: Path) -> None:
    row = {"html": "<p>The page.</p>", "text": "The text."}
    (source,) = read_file(write_jsonl(tmp_path / "rows.jsonl", [row]))
    assert isinstance(source, Source)
    assert (source.media_type, source.content) == (HTML, "<p>The page.</p>")
    assert source.capture.metadata == {"text": "The text."}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"text": "cut off', "It is not valid JSON"),
        (b"just words", "It is not valid JSON"),
        (b'["a", "list"]', "It is not an object"),
        (b'"a text"', "It is not an object"),
        (b'{"title": "No text"}', "It has neither “text” nor “html”"),
        (b'{"text": "  "}', "Its text is empty"),
        (b'{"text": null}', "Its text is empty"),
        (b'{"text": 7}', "Its text is not a text"),
        (b'{"text": ["a"]}', "Its text is not a text"),
        (b'{"text": "caf\xe9"}', "It is not UTF-8"),
        (b'{"text": "x", "score": NaN}', "It is not valid JSON: NaN"),
        (b'{"text": "x", "score": -Infinity}', "It is not valid JSON: -Infinity"),
        (b'{"text": "x", "score": 1e999}', "It is not valid JSON: 1e999"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "It is not valid JSON: a number has more"),
        (b'{"text": "x", "n": ' + b"[" * 300 + b"]" * 300 + b"}", "It is nested more than"),
        (b'{"text": "x", "n": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "It is not valid JSON"),
        (
            b'{"annotator": "Ana", "article": "1", "question": "topic", "value": []}',
            "It is a label, not an article",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_reason_and_the_rest_goes_on(
    tmp_path: Path, line: bytes, why: str
) -> None:
    sources, (failure,) = read(tmp_path, b'{"text": "One."}\n' + line + b'\n\n{"text": "Two."}\n')
    assert [source.content for source in sources] == ["One.", "Two."]
    assert failure.where == "rows.jsonl, line 2"
    assert failure.why.startswith(why)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    sources, failures = read(tmp_path, b'\xef\xbb\xbf{"text": "One."}\r\n{"text": "Two."}')
    assert ([source.content for source in sources], failures) == (["One.", "Two."], [])


def test_half_characters_become_replacement_characters(tmp_path: Path) -> None:
    (source,), _ = read(
        tmp_path, b'{"text": "half \\ud83d one", "\\udc00": ["\\ud800"], "whole": "\\ud83d\\udea2"}'
    )
    assert source.content == "half \ufffd one"
    assert source.data == source.content.encode()
    assert source.capture.metadata == {"\ufffd": ["\ufffd"], "whole": "🚢"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_a_line_of_json_is_read_as_any_json_reader_reads_it(row: dict[str, Json]) -> None:
    assert json_object(json.dumps(row).encode()) == clean(row) == row


@given(st.binary() | st.text().map(str.encode) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_line_gives_a_news_item_or_a_sentence(line: bytes) -> None:
    try:
        source = row_source(json_object(line), "line 1", "rows.jsonl")
    except LabelerError:
        return
    assert source.content.strip()
