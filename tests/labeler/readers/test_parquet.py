from __future__ import annotations

import datetime
import gzip
import io
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from labeler.readers import limits, parquet
from labeler.readers.source import HTML, TEXT
from tests.labeler.readers.made_files import archive, read

if TYPE_CHECKING:
    from pathlib import Path


def table(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def test_a_row_is_an_article_with_all_its_columns(tmp_path: Path) -> None:
    data = table(
        {
            "ID": [17],
            "Text ": ["The harbour is closed."],
            "url": ["http://courier.example/1"],
            "title": ["Harbour"],
            "source": ["Courier"],
            "published_at": [datetime.datetime(2026, 3, 1, 8, tzinfo=datetime.UTC)],
            "tags": [["sea", "port"]],
            "desk": [{"name": "sea", "size": 3}],
            "day": [datetime.date(2026, 3, 1)],
            "price": [Decimal("1.50")],
            "score": [0.5],
            "missing": [float("nan")],
            "none": [None],
            "digest": [b"\xff\x00"],
            "name": [b"caf\xc3\xa9"],
        }
    )
    (source,) = read(tmp_path, "rows.parquet", data).sources
    assert (source.where, source.content, source.media_type) == (
        "rows.parquet, row 1",
        "The harbour is closed.",
        TEXT,
    )
    capture = source.capture
    assert (capture.given_id, capture.url, capture.title, capture.source, capture.published_at) == (
        "17",
        "http://courier.example/1",
        "Harbour",
        "Courier",
        "2026-03-01T08:00:00+00:00",
    )
    assert capture.metadata == {
        "tags": ["sea", "port"],
        "desk": {"name": "sea", "size": 3},
        "day": "2026-03-01",
        "price": "1.50",
        "score": 0.5,
        "digest": "/wA=",
        "name": "café",
    }


def test_html_may_be_bytes_in_its_own_encoding(tmp_path: Path) -> None:
    page = '<meta charset="windows-1252"><p>Köln</p>'
    (source,) = read(tmp_path, "a.parquet", table({"html": [page.encode("cp1252")]})).sources
    assert (source.media_type, source.content, source.data) == (HTML, page, page.encode())


def test_a_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "LONGEST", 100)
    found = read(tmp_path, "a.parquet", table({"text": ["One.", None, " ", "x" * 200, "Two."]}))
    assert found.contents == ["One.", "Two."]
    assert list(found.reasons) == [f"a.parquet, row {number}" for number in (2, 3, 4)]


def test_times_that_python_cannot_hold_are_kept_as_text(tmp_path: Path) -> None:
    times = pa.array([1, 10**15], pa.timestamp("ms"))
    fine = pa.array([1, 2], pa.timestamp("ns"))
    data = table({"text": ["One.", "Two."], "far": times, "published_at": fine}, version="2.6")
    one, two = read(tmp_path, "a.parquet", data).sources
    assert one.capture.metadata["far"].startswith("1970-01-01")
    assert isinstance(two.capture.metadata["far"], str)
    assert str(one.capture.published_at).startswith("1970-01-01")


@pytest.mark.parametrize(
    "packed", [lambda data: gzip.compress(data), lambda data: archive({"a.parquet": data})]
)
def test_it_may_be_packed(tmp_path: Path, packed: Any) -> None:
    assert read(tmp_path, "packed", packed(table({"text": ["One."]}))).contents == ["One."]


def test_more_rows_than_are_held_at_once_come_in_order(tmp_path: Path) -> None:
    texts = [f"Text {number}." for number in range(1000)]
    assert read(tmp_path, "a", table({"text": texts}, row_group_size=300)).contents == texts


@pytest.mark.parametrize("dictionary", [True, False])
def test_a_bomb_is_stopped_by_how_much_it_grows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dictionary: bool
) -> None:
    monkeypatch.setattr(limits, "_HARMLESS", 1_000_000)
    data = table({"text": ["x" * 10_000] * 1000}, compression="zstd", use_dictionary=dictionary)
    found = read(tmp_path, "a.parquet", data)
    assert "more than 200 times its size" in found.reasons["a.parquet"]
    assert len(found.sources) < 200


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (table({"body": ["One."]}), "One of its columns must be called"),
        (table({"text": pa.array([], pa.string())}), "It is empty"),
        (table({"text": ["One."]})[:-9], "It is no Parquet file, or damaged"),
        (b"no parquet at all", "It is no Parquet file, or damaged"),
        (b"", "It is empty"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, data: bytes, why: str) -> None:
    assert read(tmp_path, "a.parquet", data).reasons["a.parquet"].startswith(why)


def test_without_the_library_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    found = read(tmp_path, "a.parquet", table({"text": ["One."]}))
    assert found.reasons["a.parquet"] == "Parquet needs pyarrow: pip install 'news-labeler[parquet]'."
