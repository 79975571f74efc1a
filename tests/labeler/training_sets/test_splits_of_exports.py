"""Splits of what is exported: no copy crosses, which is counted in the written files; earlier articles stay."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from labeler.exporting import check_export
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.split_plan import Placing, SplitPlan
from labeler.training_sets.options import ExportOptions
from labeler.training_sets.preflight import BlockedError
from tests.labeler.training_sets.making import bring, bring_many, give, lines, paragraphs, table, written

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.project import Project
    from labeler.training_sets.options import Format

HALVES = SplitPlan((("train", 0.5), ("test", 0.5)))
OPTIONS = ExportOptions(("topics",), splits=HALVES)


def planted(project: Project, folder: Path) -> dict[str, str]:
    """Forty articles, a chain A~B~C whose ends share nothing, and an edited copy; all labelled."""
    a, b, c = paragraphs(500), paragraphs(501), paragraphs(502)
    copy = paragraphs(503, 6)
    texts: dict[str, Any] = {str(number): "\n".join(paragraphs(number)) for number in range(40)}
    texts |= {
        "A": "\n".join(a),
        "B": "\n".join([*a[:3], *b[:1], *c[:3]]),
        "C": "\n".join(c),
        "copy": "\n".join(copy),
        "edited": "\n".join([copy[0].replace("number", "no."), *copy[1:5]]),
    }
    ids = bring(project, folder, texts)
    for at, article in enumerate(ids.values()):
        give(project, article, "topic", Ana=[("flood", "trade", "port")[at % 3]])
    return ids


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "spacy"])
def test_no_planted_copy_crosses_and_the_proof_is_read_from_the_files(
    project: Project, tmp_path: Path, kind: Format
) -> None:
    ids = planted(project, tmp_path)
    for seed in range(3):
        options = replace(OPTIONS, formats=(kind,), splits=replace(HALVES, seed=seed))
        report, files = written(project, tmp_path / str(seed), options, ())
        assert report.leaks is not None
        assert (report.leaks.copies, report.leaks.elsewhere) == ((), ())
        split_of = {row["article"]: row["split"] for row in table(tmp_path / str(seed) / "splits.csv")}
        assert len({split_of[ids[name]] for name in "ABC"}) == 1
        assert split_of[ids["copy"]] == split_of[ids["edited"]]
        assert set(split_of) == set(ids.values())
        told = json.loads(files["manifest.json"])
        assert told["leaks"]["copies"] == 0
        assert told["splits"]["largest_groups"][0]["articles"] == 3


@pytest.mark.parametrize("kind", ["jsonl", "csv", "spacy"])
def test_a_copy_that_crosses_is_found_in_the_files_and_nothing_is_written(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Format
) -> None:
    ids = planted(project, tmp_path)
    real = run_to_end(check_export(project, tmp_path / "out", OPTIONS)).prepared.placing
    assert real is not None
    crossed = {**real.of_article, ids["copy"]: "train", ids["edited"]: "test"}
    monkeypatch.setattr("labeler.training_sets.prepared.place", lambda *_: Placing(crossed, 40))
    options = replace(OPTIONS, formats=(kind,))
    with pytest.raises(BlockedError, match=r"because of: leaks.*--allow leaks") as blocked:
        written(project, tmp_path / "out", options)
    (leak,) = blocked.value.findings
    assert set(leak.articles) == {ids["copy"], ids["edited"]}
    assert list((tmp_path / "out").iterdir()) == []
    report, files = written(project, tmp_path / "out", options, ("leaks",))
    assert report.leaks is not None
    assert len(report.leaks.copies) == 1
    (told,) = (each for each in json.loads(files["manifest.json"])["findings"] if each["name"] == "leaks")
    assert told["allowed"] is True


def test_values_are_spread_over_the_splits(project: Project, tmp_path: Path) -> None:
    planted(project, tmp_path)
    _, files = written(project, tmp_path / "out", OPTIONS, ())
    counts = json.loads(files["manifest.json"])["counts"]["values"]["topics"]
    for value in ("flood", "trade", "port"):
        assert abs(counts["train"][value] - counts["test"][value]) <= 2


def test_articles_that_come_later_leave_the_earlier_ones_where_they_were(
    project: Project, tmp_path: Path
) -> None:
    ids = planted(project, tmp_path)
    written(project, tmp_path / "out", OPTIONS, ())
    before = {row["article"]: row["split"] for row in table(tmp_path / "out" / "splits.csv")}
    new = bring(
        project,
        tmp_path,
        {"late copy": "\n".join([*paragraphs(7), "A late note."]), "new": "\n".join(paragraphs(900))},
    )
    for article in new.values():
        give(project, article, "topic", Ana=["flood"])
    report, _ = written(project, tmp_path / "out", OPTIONS, ())
    after = {row["article"]: row["split"] for row in table(tmp_path / "out" / "splits.csv")}
    assert {article: after[article] for article in before} == before
    assert after[new["late copy"]] == after[ids["7"]]
    assert f"Kept from earlier splits: {len(before)} articles." in report.notes
    other = replace(OPTIONS, splits=replace(HALVES, seed=9))
    report, _ = written(project, tmp_path / "out", other, ())
    assert any(note.startswith("The splits are made anew") for note in report.notes)


def test_groups_that_turn_out_tied_move_to_train_and_it_is_said(project: Project, tmp_path: Path) -> None:
    ids = planted(project, tmp_path)
    written(project, tmp_path / "out", OPTIONS, ())
    split_of = {row["article"]: row["split"] for row in table(tmp_path / "out" / "splits.csv")}
    one = next(ids[str(at)] for at in range(40) if split_of[ids[str(at)]] == "train")
    other = next(ids[str(at)] for at in range(40) if split_of[ids[str(at)]] == "test")
    Labelling(project, "Ana").answer_pair(one, other, "duplicate", "near_duplicate")
    report, files = written(project, tmp_path / "out", OPTIONS, ())
    assert f"  {other[:12]} moved from test to train: it is now tied to an article there." in report.notes
    assert json.loads(files["manifest.json"])["history"]["moved"] == [[other, "test", "train"]]
    again, _ = written(project, tmp_path / "out", OPTIONS, ())
    assert not any("moved" in note for note in again.notes)


def test_by_date_and_by_source(project: Project, tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        str(number): {
            "text": "\n".join(paragraphs(number)),
            "published_at": f"2026-{1 + number % 4:02d}-10T08:00:00Z",
            "source": f"outlet {number % 5}",
        }
        for number in range(20)
    }
    rows["undated"] = "\n".join(paragraphs(77))
    ids = bring(project, tmp_path, rows)
    for article in ids.values():
        give(project, article, "topic", Ana=["flood"])
    plan = SplitPlan(train_before="2026-03-01", test_from="2026-04-01")
    report, files = written(project, tmp_path / "out", replace(OPTIONS, splits=plan))
    for split, months in (("train", ("01", "02")), ("dev", ("03",)), ("test", ("04",))):
        found = lines(files[f"topics/{split}.jsonl"])
        assert {row["published_at"][5:7] for row in found} == set(months)
    (undated,) = (finding for finding in report.findings if finding.name == "undated")
    assert undated.articles == (ids["undated"],)
    _, files = written(
        project, tmp_path / "by source", replace(OPTIONS, splits=replace(HALVES, by_source=True))
    )
    sources = [
        {row["source"] for row in lines(files[f"topics/{split}.jsonl"])} - {None}
        for split in ("train", "test")
    ]
    assert not sources[0] & sources[1]


def test_pairs_whose_articles_are_in_two_splits_are_left_out(project: Project, tmp_path: Path) -> None:
    ids = [*bring_many(project, tmp_path, 12).values()]
    for one in ids[:6]:
        for other in ids[6:]:
            Labelling(project, "Ana").answer_pair(one, other, "duplicate", "unrelated")
    report, files = written(project, tmp_path / "out", ExportOptions(("duplicates",), splits=HALVES))
    split_of = {row["article"]: row["split"] for row in table(tmp_path / "out" / "splits.csv")}
    kept = 0
    for split in ("train", "test"):
        for row in lines(files[f"duplicates/{split}.jsonl"]):
            kept += 1
            assert split_of[row["article"]] == split_of[row["other"]] == split
    (parted,) = (finding for finding in report.findings if finding.name == "parted-pairs")
    assert parted.count + kept == 36
