from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from labeler.project import Project
from tests.builders import CODEBOOK, import_all, sentences, write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.cli.conftest import Run


def told(number: int) -> str:
    return "\n".join(sentences(100 * number + part, 4) for part in range(4))


ROWS: list[Any] = [
    {"id": "a", "title": "One", "text": told(1)},
    {"id": "b", "title": "Two", "text": f"{told(1)}\n{told(2)}\n{told(3)}"},
    {"id": "c", "title": "Three", "text": told(4)},
    {"id": "d", "title": "One", "text": told(1).upper()},
]
PAIRS = [
    {"a": "a", "b": "d", "relation": "exact"},
    {"a": "a", "b": "b", "relation": "contained"},
    {"a": "b", "b": "d", "relation": "contains"},
]


def by_pair(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["a"], row["b"]))


def test_json_lines_come_in_and_pairs_go_out(run: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "articles.jsonl", ROWS)
    from_file = run("duplicates", path)
    assert from_file.code == 0
    rows = [json.loads(line) for line in from_file.out.splitlines()]
    scores = [row.pop("score") for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1.0
    assert min(scores) > 0.5
    assert by_pair(rows) == by_pair(PAIRS)
    assert run("duplicates", "-", stdin=path.read_bytes()).out == from_file.out


def test_bad_lines_are_named_and_the_rest_goes_on(run: Run) -> None:
    lines = [json.dumps(row) for row in ROWS]
    lines.insert(1, "{broken")
    lines.insert(3, '{"id": "x"}')
    result = run("duplicates", "-", stdin="\n".join(lines).encode())
    assert result.code == 1
    assert len(result.out.splitlines()) == len(PAIRS)
    assert "standard input, line 2" in result.err
    assert "standard input, line 4: It has no “id” or no “text”." in result.err


def test_nothing_in_is_nothing_out_and_a_missing_file_is_told(run: Run, tmp_path: Path) -> None:
    assert run("duplicates", "-", stdin=b"") == (0, "", "")
    missing = run("duplicates", tmp_path / "missing.jsonl")
    assert missing.code == 1
    assert "cannot be read" in missing.err


def test_a_project_is_compared_if_it_was_not(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_all(project, write_jsonl(tmp_path / "articles.jsonl", ROWS))
        project.store.pairs.replace_candidates("passages", [], 0)
    result = json.loads(run("duplicates", path, "--json").out)
    assert [len(group) for group in result["groups"]] == [3]
    assert sorted(pair["relation"] for pair in result["pairs"])[-1] == "exact"
    assert "3 candidate pairs, 1 group of copies." in run("duplicates", path).out


def test_splits_are_written_and_reported(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "p.labeler", tmp_path / "splits.csv"
    with Project.create(path, CODEBOOK) as project:
        more = [{"id": str(number), "text": told(number)} for number in range(10, 26)]
        import_all(project, write_jsonl(tmp_path / "articles.jsonl", [*ROWS, *more]))
        copies = {project.article_id(name) for name in "abd"}
    result = run("split", path, "--fractions", "50/50", "--seed", "2", "--out", out)
    assert result.code == 0
    assert "Copies across splits: 0." in result.out
    assert "train: 10 articles, 50.0% (asked for 50.0%)" in result.out
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 20
    assert len({row["split"] for row in rows if row["article"] in copies}) == 1
    told_json = json.loads(run("split", path, "--fractions", "50/50", "--seed", "2", "--json").out)
    assert told_json["splits"] == {row["article"]: row["split"] for row in rows}
    assert told_json["leaks"] == []
    assert run("split", path, "--fractions", "all").code == 2


def test_a_table_never_takes_the_place_of_a_project(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.labeler"
    Project.create(path, CODEBOOK).close()
    (tmp_path / "link.csv").symlink_to(path)
    for out in (path, tmp_path / "other.labeler", tmp_path / "link.csv"):
        result = run("split", path, "--out", out)
        assert result.code == 1
        assert "is a project. Choose another name" in result.err
    assert run("check", path).code == 0


def test_marks_at_the_begin_and_ids_twice_are_no_trouble(run: Run) -> None:
    lines = (
        b"\xef\xbb\xbf"
        + "\n".join(json.dumps(row) for row in [*ROWS, ROWS[0], {"id": True, "text": "x"}]).encode()
    )
    result = run("duplicates", "-", stdin=lines)
    assert len(result.out.splitlines()) == len(PAIRS)
    assert "line 5: The id “a” stands in an earlier line." in result.err
    assert "line 6: It has no “id” or no “text”." in result.err


def test_a_cluster_in_the_clear_is_refused_before_anything_is_sent(run: Run, tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "articles.jsonl", ROWS)
    refused = run("duplicates", path, "--cluster", "tcp://192.0.2.7:8786")
    assert refused.code == 1
    assert refused.out == ""
    assert "Use tls://" in refused.err


def test_articles_that_came_later_are_compared_with_the_earlier_ones(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labeler.comparing.KEPT_FROM", 1)
    path = tmp_path / "news.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_all(project, write_jsonl(tmp_path / "first.jsonl", ROWS[:2]))
        import_all(project, write_jsonl(tmp_path / "second.jsonl", ROWS[2:]))
        names = {project.article_id(row["id"]): row["id"] for row in ROWS}
    found = json.loads(run("duplicates", path, "--json").out)
    assert sorted(sorted(names[each] for each in group) for group in found["groups"]) == [["a", "b", "d"]]
