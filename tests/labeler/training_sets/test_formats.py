"""Every format gives back what was written, whatever a text holds."""

from __future__ import annotations

import csv
import importlib
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.codebook import Question, Value
from labeler.errors import LabelerError
from labeler.training_sets import csv_files, jsonl, parquet
from labeler.training_sets.columns import Column, TrainingSet
from labeler.training_sets.csv_files import CsvRows
from labeler.training_sets.formula_cells import guarded, unguarded
from labeler.training_sets.hugging_face import yaml
from labeler.training_sets.jsonl import JsonLines
from labeler.training_sets.spacy_textcat import SpacyLines
from labeler.whole_files import WholeFiles
from tests.labeler.training_sets.making import lines

if TYPE_CHECKING:
    from db.records import Json

ODD = st.text(
    st.sampled_from(list("=+-@'a, ;\t\"\n\r\0|/\\[]{}🚢港ش\u202e\u2066\u2028\u0085\ufeff＝"))
    | st.characters(exclude_categories=["Cs"]),
    max_size=10,
)
CLASSES = ("flood", 'a, "b"\n', "=1+1", "港")
COLUMNS = (
    Column("article", "text", ""),
    Column("text", "text", ""),
    Column("label", "class", "", CLASSES),
    Column("labels", "classes", "", CLASSES),
    Column("shares", "shares", "", CLASSES),
    Column("given", "number", ""),
    Column("blocks", "blocks", ""),
)
BLOCK = st.fixed_dictionaries({"start": st.integers(0, 9), "end": st.integers(0, 9), "kept": st.booleans()})
ROW = st.fixed_dictionaries(
    {
        "article": ODD,
        "text": ODD,
        "label": st.sampled_from(CLASSES),
        "labels": st.lists(st.sampled_from(CLASSES), unique=True),
        "shares": st.dictionaries(st.sampled_from(CLASSES), st.floats(0, 1)),
        "given": st.integers(0, 99),
        "blocks": st.lists(BLOCK, max_size=3),
    }
)


@given(rows=st.lists(ROW, max_size=4))
@settings(max_examples=40)
def test_json_lines_come_back(tmp_path_factory: pytest.TempPathFactory, rows: list[Json]) -> None:
    folder = tmp_path_factory.mktemp("jsonl")
    with WholeFiles(folder) as files:
        writer = JsonLines(files.begin_bytes("a.jsonl"))
        for row in rows:
            writer.write(row)
    assert list(jsonl.rows_in(folder / "a.jsonl")) == rows


@given(rows=st.lists(ROW, max_size=4), for_people=st.booleans())
@settings(max_examples=40)
def test_csv_comes_back_for_machines_and_for_people(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Json], *, for_people: bool
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    with WholeFiles(folder) as files:
        writer = CsvRows(files.begin("a.csv"), COLUMNS, for_people=for_people)
        for row in rows:
            writer.write(row)
    assert list(csv_files.rows_in(folder / "a.csv", COLUMNS, for_people=for_people)) == rows
    with (folder / "a.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    if for_people:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)


@given(rows=st.lists(ROW, max_size=4))
@settings(max_examples=40)
def test_parquet_comes_back_and_the_same_rows_are_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Json]
) -> None:
    folder = tmp_path_factory.mktemp("parquet")
    with WholeFiles(folder) as files:
        for name in ("a", "b"):
            writer = parquet.ParquetRows(files.begin_binary(name), COLUMNS)
            for row in rows:
                writer.write(row)
            writer.close()
    found = list(parquet.rows_in(folder / "a"))
    for row in found:
        row["shares"] = {value: part for value, part in row["shares"].items() if part is not None}
    assert found == rows
    assert files.digests["a"] == files.digests["b"]


def test_parquet_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *more: object, **rest: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *more, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(LabelerError, match=r"pip install 'news-labeler\[parquet\]'"):
        parquet.pyarrow()


@given(ODD)
def test_a_guarded_cell_is_no_formula_and_the_guard_comes_off(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).lstrip().startswith(("=", "+", "-", "@"))


def test_numbers_of_more_than_64_bits_are_written_as_they_are() -> None:
    assert jsonl.line({"n": 2**70, "t": "é"}) == f'{{"n":{2**70},"t":"é"}}\n'.encode()


def test_spacy_gets_every_category_and_the_rest_as_meta() -> None:
    values = (Value("FAVOR", "Favor"), Value("NONE", "None"))
    question = Question("levy", "stance", "Levy", values, "the levy")
    columns = (Column("text", "text", ""), Column("label", "class", "", ("FAVOR", "NONE", "ELSE")))
    made = bytearray()
    writer = SpacyLines(made.extend, TrainingSet("stance", "stance", (question,), columns))
    writer.write({"article": "a", "text": "Hm.", "question": "levy", "label": "NONE"})
    writer.write({"article": "b", "text": "Ho.", "question": "levy", "label": "OLD"})
    assert lines(bytes(made)) == [
        {"text": "Hm.", "cats": {"FAVOR": 0.0, "NONE": 1.0}, "meta": {"article": "a", "question": "levy"}},
        {
            "text": "Ho.",
            "cats": {"FAVOR": 0.0, "NONE": 0.0, "OLD": 1.0},
            "meta": {"article": "b", "question": "levy"},
        },
    ]


PLAIN = st.recursive(
    ODD | st.integers() | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(ODD, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(ODD.filter(bool), PLAIN, min_size=1, max_size=3))
def test_front_matter_is_read_back_by_a_yaml_library(value: Json) -> None:
    library = importlib.import_module("yaml")
    assert library.safe_load(io.StringIO(yaml(value))) == json.loads(json.dumps(value))
