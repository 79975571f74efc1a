from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from labeler.exporting import FILES
from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import CODEBOOK, add_article

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run


def test_export_writes_the_files_and_says_where(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    with Project.open(seeds_file) as project:
        labels = sum(project.store.labels.count_by_question().values())
    result = run("export", seeds_file, out)
    assert (result.code, result.out) == (0, f"20 articles and {labels} labels written to {out}.\n")
    assert "warning disputed: Topics: on 9 articles annotators differ without a ruling" in result.err
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)


def test_the_labels_handed_out_with_the_samples_come_out_again(
    run: Run, seeds_file: Path, seeds: Path, tmp_path: Path
) -> None:
    run("export", seeds_file, tmp_path)
    given = [json.loads(line) for line in (seeds / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    with (tmp_path / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["task"], row["worker"], row["question"]): row["label"] for row in csv.DictReader(file)}
    with Project.open(seeds_file) as project:
        for row in given:
            if "other" not in row:
                label = rows[project.article_id(row["article"]), row["annotator"], row["question"]]
                expected = project.codebook.question(row["question"]).check(row["value"])
                assert (label if isinstance(expected, str) else json.loads(label)) == expected
    assert len(rows) == len(given)


def test_export_to_a_file_is_wrong_use(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, out, err = run("export", seeds_file, tmp_path / "file")
    assert (code, out) == (2, "")
    assert "is a file" in err


def test_duplicates_are_printed_as_groups_and_pairs(run: Run, seeds_file: Path) -> None:
    code, out, err = run("duplicates", seeds_file)
    assert (code, err) == (0, "")
    assert "STRAIT MORNING" in out
    assert "5 groups of copies." in out


def test_duplicates_as_json_have_both_shares(run: Run, seeds_file: Path) -> None:
    found = json.loads(run("duplicates", seeds_file, "--json").out)
    assert len(found["groups"]) == 5
    with Project.open(seeds_file) as project:
        digest, part = (
            project.article_id(name) for name in ("008_strait_morning.txt", "006_northline_wire.txt")
        )
    (pair,) = (each for each in found["pairs"] if {each["a"], each["b"]} == {digest, part})
    shares = {pair["a"]: pair["share_a"], pair["b"]: pair["share_b"]}
    assert shares[part] > 0.9 > shares[digest]


def test_a_pair_that_was_only_judged_is_no_candidate(run: Run, tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.labeler", CODEBOOK) as project:
        ids = [add_article(project.store, text) for text in ("One.", "Two.")]
        Labelling(project, "Ana").answer_pair(ids[0], ids[1], "duplicate", "exact")
    assert run("duplicates", tmp_path / "a.labeler").out == "0 candidate pairs, 0 groups of copies.\n"
