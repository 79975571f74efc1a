from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from labeler.behind import NONE_FITS
from labeler.errors import LabelerError
from labeler.ratings_file import studies_of_file
from labeler.review import detail_rows, headline_rows
from tests.builders import write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from db.records import Json
    from labeler.study import Study


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "ratings.csv"
    path.write_bytes(text.encode())
    return path


def only(path: Path) -> Study:
    (found,) = studies_of_file(path)
    return found


def test_a_table_is_read_in_any_order_of_columns(tmp_path: Path) -> None:
    found = only(
        csv_file(tmp_path, "worker,label,task,note\r\nAna,yes,t1,x\r\nBen,no,t1,\r\nAna,no,t2,y\r\n")
    )
    assert found.answers.given == {"t1": {"Ana": "yes", "Ben": "no"}, "t2": {"Ana": "no"}}
    assert (found.question.key, found.question.kind, found.distance) == ("label", "stance", "nominal")
    assert [entry.value for entry in found.question.values] == ["no", "yes"]
    assert found.pairable == ["t1"]


def test_json_lines_are_read_like_a_table(tmp_path: Path) -> None:
    rows = [
        {"task": 1, "worker": "Ana", "label": 3},
        {"task": 1, "worker": "Ben", "label": True},
        {"task": "2", "worker": 7, "label": "x"},
    ]
    found = only(write_jsonl(tmp_path / "r.jsonl", rows))
    assert found.answers.given == {"1": {"Ana": "3", "Ben": "True"}, "2": {"7": "x"}}


def test_marks_blank_lines_and_other_encodings_do_no_harm(tmp_path: Path) -> None:
    plain = "task,worker,label\nt1,Zoë,für\nt2,Zoë,gegen die neue Abgabe für Häfen\n"
    expected = {"t1": {"Zoë": "für"}, "t2": {"Zoë": "gegen die neue Abgabe für Häfen"}}
    path = tmp_path / "ratings"
    for data in (plain.encode("utf-8-sig"), plain.encode("utf-16"), plain.replace("\n", "\n\n").encode()):
        path.write_bytes(data)
        assert only(path).answers.given == expected
    path.write_bytes(b'\xef\xbb\xbf\n{"task": "t1", "worker": "Zo", "label": "x"}\r\n\n')
    assert only(path).answers.given == {"t1": {"Zo": "x"}}


def test_lists_are_sets_in_either_form_and_the_empty_one_is_an_answer(tmp_path: Path) -> None:
    in_csv = only(
        csv_file(
            tmp_path,
            'task,worker,label\nt1,Ana,"[""b"",""a"",""b""]"\nt1,Ben, [] \nt2,Ana,"[1, ""a""]"\nt2,Ben,\n',
        )
    )
    rows: list[Json] = [
        {"task": "t1", "worker": "Ana", "label": ["b", "a", "b"]},
        {"task": "t1", "worker": "Ben", "label": []},
        {"task": "t2", "worker": "Ana", "label": [1, "a"]},
    ]
    in_jsonl = only(write_jsonl(tmp_path / "r.jsonl", rows))
    for found in (in_csv, in_jsonl):
        assert found.answers.given == {"t1": {"Ana": ["a", "b"], "Ben": []}, "t2": {"Ana": ["1", "a"]}}
        assert (found.question.kind, found.distance) == ("topic", "masi")
        assert [each.value for each in found.labels] == ["1", "a", "b", NONE_FITS]


def test_sets_that_are_all_empty_have_no_values_but_agree(tmp_path: Path) -> None:
    found = only(csv_file(tmp_path, "task,worker,label\nt1,Ana,[]\nt1,Ben,[]\n"))
    assert [(each.value, each.units) for each in found.labels] == [(NONE_FITS, 1)]
    assert found.percent.value == 1.0


def test_what_only_begins_like_a_list_is_a_text(tmp_path: Path) -> None:
    long = "[" + "1" * 5000 + "]"
    found = only(
        csv_file(tmp_path, f"task,worker,label\nt1,Ana,[draft\nt1,Ben,{long}\nt2,Ben,{'[' * 50000}\n")
    )
    assert found.answers.given["t1"] == {"Ana": "[draft", "Ben": long}
    assert found.question.kind == "stance"


def test_an_empty_cell_is_no_answer_and_takes_none_back(tmp_path: Path) -> None:
    found = only(csv_file(tmp_path, "task,worker,label\nt1,Ana,yes\nt1,Ben,\nt2,Ben,\nt1,Ana,\n"))
    assert found.answers.given == {"t1": {"Ana": "yes"}}


def test_a_later_label_of_the_same_worker_counts(tmp_path: Path) -> None:
    found = only(csv_file(tmp_path, "task,worker,label\nt1,Ana,yes\nt1,Ben,yes\nt1,Ana,no\n"))
    assert found.answers.given == {"t1": {"Ana": "no", "Ben": "yes"}}
    assert [entry.value for entry in found.question.values] == ["no", "yes"]


def test_each_question_has_a_study_and_its_own_kind(tmp_path: Path) -> None:
    first, second, third = studies_of_file(
        csv_file(
            tmp_path,
            'task,worker,label,question\nt1,Ana,yes,war\nt1,Ana,"[""a""]",topic\nt1,Ben,no,war\nt1,Ben,x,\n',
        )
    )
    assert [each.question.key for each in (first, second, third)] == ["war", "topic", "label"]
    assert [each.distance for each in (first, second, third)] == ["nominal", "masi", "nominal"]
    assert first.answers.given == {"t1": {"Ana": "yes", "Ben": "no"}}


def test_null_is_no_answer_and_a_number_is_one_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "ratings.jsonl"
    rows = [
        ("t1", "a", 1),
        ("t1", "b", 1.0),
        ("t2", "a", 2),
        ("t2", "b", None),
        ("t3", "a", 1.5),
        ("t3", "b", 1.5),
    ]
    lines = (json.dumps({"task": task, "worker": who, "label": label}) for task, who, label in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    found = only(path)
    assert found.pairable == ["t1", "t3"]
    assert found.headline.value == 1.0


def test_ratings_have_every_figure_but_those_by_time(tmp_path: Path) -> None:
    rows = "".join(f"t{task},{who},{'yn'[task % 3 == 0]}\n" for task in range(6) for who in ("Ana", "Ben"))
    found = only(csv_file(tmp_path, f"task,worker,label\n{rows}"))
    assert found.headline.value == 1.0
    assert (found.weeks, found.versions) == ([], [])
    assert found.units_in_period("week", "2026-W01") == []
    assert detail_rows(found, "version") == []
    assert len(detail_rows(found, "label")) == 2
    assert len(headline_rows(found)) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "ratings.csv holds no rating. It needs the columns task, worker, label."),
        ("task,worker,label\n", "ratings.csv holds no rating."),
        ("task,worker,label\nt1,Ana,\n", "ratings.csv holds no rating."),
        ("item,rater,score\n1,2,3\n", "ratings.csv, line 2: it has no task, worker, label."),
        ("task,worker,label\nt1,Ana,yes\n\nt2,Ben\n", "ratings.csv, line 4: it has no label."),
        (
            "task,worker,label\nt1,Ana,yes\nt1,Ben,[]\n",
            "ratings.csv: the labels of “label” are partly sets and partly single ones.",
        ),
        ('{"task": "t1"}\n', "ratings.csv, line 1: it has no worker, label."),
        (
            '{"task": 1, "worker": 2, "label": 3}\n\n{"task": "t1", "worker": " ", "label": "x"}\n',
            "ratings.csv, line 3: it has no worker.",
        ),
        ('{"task": "t1",\n', "ratings.csv, line 1: it is not valid JSON: "),
        ('{"task": ' + "1" * 5000 + "}\n", "ratings.csv, line 1: it is not valid JSON: "),
        ('{"task": ' + "[" * 100_000 + "\n", "ratings.csv, line 1: it is not valid JSON: "),
        (
            '{"task": 1, "worker": 2, "label": 3}\n[1]\n',
            "ratings.csv, line 2: it is not an object { … }.",
        ),
        ("\0\0\0\0", "ratings.csv cannot be read. It is not text"),
    ],
)
def test_what_is_no_ratings_file_is_refused_with_the_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LabelerError) as error:
        studies_of_file(csv_file(tmp_path, text))
    assert says in str(error.value)


def test_a_cell_that_is_too_long_is_refused_with_the_place(tmp_path: Path) -> None:
    before = csv.field_size_limit(100)  # of the whole process: reading captures raises it
    try:
        with pytest.raises(
            LabelerError, match=r"ratings\.csv, line 3: it is not valid CSV: field larger than"
        ):
            studies_of_file(csv_file(tmp_path, f"task,worker,label\nt1,Ana,yes\nt1,Ben,{'x' * 200}\n"))
    finally:
        csv.field_size_limit(before)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelerError, match=r"none\.csv cannot be read \(No such file or directory\)"):
        studies_of_file(tmp_path / "none.csv")
