from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.records import pair_id
from labeler.interchange.matching import Names
from tests.builders import export
from tests.labeler.interchange.giving import NAMED, add_articles, counts, give, standing, times

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.project import Project


def test_rows_are_taken_by_digest_given_id_and_file_name(project: Project, tmp_path: Path) -> None:
    flood, trade, market = add_articles(project)
    left, right = sorted((trade, market))
    table = (
        "task,worker,label,question,time\r\n"
        'flood.txt,Ana,"[""flood"",""Port""]",topic,2026-03-01T10:00:00+02:00\r\n'
        "a-2,Ana,Against,Levy,2026-03-01 09:00\r\n"
        f"{left}:{right},Ben,contains,duplicate,\r\n"
        f'{market},Ben,"{{""kept"": [[0, 29]]}}",boilerplate,\r\n'
        f"{market},Ben,[],topic,yesterday\r\n"
    )
    report = give(project, tmp_path / "labels.csv", "\ufeff" + table)
    assert (report.form, report.added, report.is_whole) == ("table", 5, True)
    assert standing(project) == {
        ("Ana", flood, "topic"): ["flood", "port"],
        ("Ana", trade, "stance_levy"): "AGAINST",
        ("Ben", pair_id(left, right), "duplicate"): "contains",
        ("Ben", market, "boilerplate"): {"kept": [[0, 29]], "dropped": []},
        ("Ben", market, "topic"): [],
    }
    assert times(project)[("Ana", flood, "topic")] == "2026-03-01T08:00:00.000+00:00"
    assert times(project)[("Ana", trade, "stance_levy")] == "2026-03-01T09:00:00.000+00:00"
    assert counts(report.left_out) == {
        "times that cannot be read (the labels have the time of this import)": 1
    }


def test_one_value_a_row_makes_a_set(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    table = "task;worker;label\na-1;Ana;port\na-1;Ben;\na-1;Ana;flood\n"
    report = give(project, tmp_path / "labels.csv", table, Names(question="topic"))
    assert standing(project) == {("Ana", flood, "topic"): ["flood", "port"]}
    assert counts(report.left_out) == {"rows without a label": 1}
    assert give(project, tmp_path / "labels.csv", table, Names(question="topic")).known == 1


def test_json_lines_of_the_same_columns_are_a_table_too(project: Project, tmp_path: Path) -> None:
    flood, *_ = add_articles(project)
    rows = [{"task": "a-1", "worker": 3, "label": ["flood"], "question": "topic"}]
    assert give(project, tmp_path / "ratings.jsonl", rows).form == "table"
    assert standing(project) == {("3", flood, "topic"): ["flood"]}


def test_a_bad_row_is_named_and_the_rest_is_taken(project: Project, tmp_path: Path) -> None:
    add_articles(project)
    table = 'task,worker,label\na-1,Ana\n,Ana,flood\na-1,Ana,"flo"od\nnowhere,Ana,flood\na-1,Ana,flood\n'
    report = give(project, tmp_path / "labels.csv", table, NAMED)
    assert [(failure.where, failure.why) for failure in report.failures][:2] == [
        ("labels.csv, row 2", "It has 2 fields where the header has 3."),
        ("labels.csv, row 3", "It has no task."),
    ]
    assert report.failures[2].where == "labels.csv, row 4"
    assert report.failures[2].why.startswith("It cannot be read as CSV")
    (refused,) = report.refused
    assert refused.what == "names that do not stand for one article"
    assert refused.example == ("labels.csv, row 5: No article has the digest, id or file name “nowhere”.")
    assert report.added == 1


@pytest.mark.parametrize("tidy", [True, False])
def test_the_labels_of_an_export_are_read_back(
    seeds_project: Project, project: Project, tmp_path: Path, *, tidy: bool
) -> None:
    labels = export(seeds_project, tmp_path / "out")["labels.csv"]
    before = standing(seeds_project)
    report = give(seeds_project, tmp_path / "labels.csv", labels if tidy else labels.replace(b"\r\n", b"\n"))
    assert (report.added, report.known) == (0, len(before))
    assert report.is_whole
