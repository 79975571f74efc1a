from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.labeler.training_sets.making import table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run

ALLOW = ("--allow", "conflicts", "--allow", "empty-sets", "--allow", "untrained-classes")


def test_errors_stop_an_export_and_are_told_with_their_names(
    run: Run, seeds_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = run("export", seeds_file, out, "--task", "topics")
    assert (result.code, result.out) == (1, "")
    assert "error conflicts: Topics: on 6 articles annotators are divided" in result.err
    assert result.err.endswith("Settle that, or allow it (--allow conflicts).\n")
    assert not out.exists()
    result = run("export", seeds_file, out, "--task", "topics", "--allow", "conflicts")
    assert (result.code, result.out) == (0, f"Written to {out}, rows: topics 14.\n")
    assert "allowed conflicts: Topics" in result.err


def test_check_says_everything_and_writes_nothing(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    asked = ("export", seeds_file, tmp_path / "out", "--task", "topics", "--split", "60/20/20", "--check")
    result = run(*asked)
    assert (result.code, result.err) == (1, "")
    assert "warning empty-classes: topics: no row has “economy”" in result.out
    assert "train: 8 articles" in result.out
    assert "This would not be written." in result.out
    found = json.loads(run(*asked, "--json").out)
    assert found["blocked"] is True
    conflicts = next(each for each in found["findings"] if each["name"] == "conflicts")
    assert conflicts["count"] == len(conflicts["articles"]) == 6
    assert run(*asked, *ALLOW).code == 0
    assert not (tmp_path / "out").exists()


def test_sets_are_written_split_and_reported(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("--task", "topics", "--task", "stance", "--format", "csv", "--split", "60/20/20", "--seed", "3")
    result = run("export", seeds_file, out, *asked, *ALLOW)
    assert result.code == 0
    assert "Copies across splits: 0." in result.out
    assert {row["split"] for row in table(out / "splits.csv")} == {"train", "dev", "test"}
    rows = [row for split in ("train", "dev", "test") for row in table(out / "topics" / f"{split}.csv")]
    told = json.loads(run("export", seeds_file, out, *asked, *ALLOW, "--json").out)
    assert sum(told["rows"]["topics"].values()) == len(rows) == 14
    assert told["leaks"] == {"copies": 0, "standing_elsewhere": 0}


def test_filters_narrow_what_goes_in(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("export", seeds_file, out, "--annotator", "Ben Osei", "--people", "pseudonyms")
    assert result.code == 0
    assert {row["worker"] for row in table(out / "labels.csv")} == {"annotator-2"}
    run("export", seeds_file, out, "--words", "levy")
    assert 0 < len(table(out / "articles.csv")) < 20
    run("export", seeds_file, out, "--state", "submitted", "--of", "Ana Mora")
    assert table(out / "articles.csv") == []


def test_options_that_do_not_go_together_are_wrong_use(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    for asked, words in (
        (("--format", "csv"), "--format is of training sets"),
        (("--task", "topics", "--by-source"), "Say how to split, too"),
        (("--state", "draft"), "name them with --of"),
        (("--task", "moods"), "is not one of"),
        (("--split", "80/20"), "labeler: Splits are of training sets. Choose a task, such as topics.\n"),
        (("--people", "none"), "Choose names or pseudonyms for it."),
        (("--labels", "shares"), "--labels is of training sets: choose a --task."),
        (("--no-gold",), "--gold is of training sets: choose a --task."),
        (("--task", "topics", "--seed", "5"), "Say how to split, too"),
        (("--task", "topics", "--no-stratify"), "Say how to split, too"),
        (("--task", "topics", "--split", "80/20", "--train-before", "2026-03-01"), "choose one of them"),
        (("--task", "topics", "--split", "80/20", "--test-from", "2026-03-01"), "needs a day before"),
        (("--task", "topics", "--of", "Ana Mora"), "choose one with --state"),
        (("--task", "topics", "--since", "2026-03-02", "--until", "2026-03-01"), "--since is later"),
        (("--task", "topics", "--licence", " "), "--licence names no licence"),
        (
            ("--task", "topics", "--task", "boilerplate", "--format", "spacy"),
            "Choose another format for: boilerplate.",
        ),
    ):
        result = run("export", seeds_file, tmp_path / "out", *asked)
        assert (result.code, result.out) == (2, "")
        assert words in result.err
    assert not (tmp_path / "out").exists()


def test_fractions_that_are_none_are_wrong_use(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    for fractions in ("x", "", "80", "80/10/5/5", "80/-10/30", "0/50/50", "nan/1", "80,10,10"):
        result = run("export", seeds_file, tmp_path / "out", "--task", "topics", "--split", fractions)
        assert (result.code, result.out) == (2, "")
        assert result.err == (
            f"labeler: “{fractions}” is no split. Write two or three numbers, such as 80/10/10 or 80/20.\n"
        )


def test_people_sources_and_versions_that_there_are_not_are_wrong_use(
    run: Run, seeds_file: Path, tmp_path: Path
) -> None:
    for asked, words in (
        (("--annotator", "Nobody"), "There is no annotator “Nobody” here. There are: Ana Mora, "),
        (("--state", "draft", "--of", "Nobody"), "There is no annotator “Nobody” here."),
        (("--source", "nowhere"), "No article is of the source “nowhere”."),
        (("--codebook-version", "99"), "The codebook has no version 99: the newest is 1."),
    ):
        result = run("export", seeds_file, tmp_path / "out", "--task", "topics", *asked)
        assert (result.code, result.out) == (2, "")
        assert words in result.err


def test_a_split_keeps_what_its_table_holds(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "splits.csv"
    run("split", seeds_file, "--fractions", "50/50", "--out", out)
    first = out.read_bytes()
    result = run("split", seeds_file, "--fractions", "50/50", "--seed", "5", "--out", out)
    assert "Kept from earlier splits: 20 articles." in result.out
    assert out.read_bytes() == first
    run("split", seeds_file, "--fractions", "50/50", "--seed", "5", "--out", out, "--anew")
    assert out.read_bytes() != first


def test_files_of_somebody_else_are_not_replaced(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "labels.csv").write_text("mine")
    refused = run("export", seeds_file, out)
    assert refused.code == 1
    assert "“labels.csv”" in refused.err
    assert [path.name for path in out.iterdir()] == ["labels.csv"]
    (out / "labels.csv").unlink()
    assert run("export", seeds_file, out).code == 0
    assert run("export", seeds_file, out).code == 0


def test_a_day_that_there_is_not_is_refused(run: Run, seeds_file: Path, tmp_path: Path) -> None:
    for option in ("--since", "--until", "--train-before"):
        refused = run("export", seeds_file, tmp_path / "out", "--task", "topics", option, "2026-02-30")
        assert refused.code == 2
        assert "“2026-02-30” is no day" in refused.err
