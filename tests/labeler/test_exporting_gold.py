"""Rulings go out beside the labels, never among them."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from db.records import pair_id
from labeler.export_preview import preview
from labeler.gold import Adjudication
from labeler.label_import import import_labels
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.training_sets.options import ExportOptions
from tests.builders import add_article, export

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.project import Project


@pytest.fixture
def ids(project: Project) -> list[str]:
    """Two articles, the left one of their pair first, that Ana labelled and judged."""
    ids = sorted(add_article(project.store, text) for text in ("One.", "Two."))
    ana = Labelling(project, "Ana")
    ana.answer(ids[0], "topic", ["flood"])
    ana.answer_pair(ids[0], ids[1], "duplicate", "contains")
    return ids


def exported(project: Project, folder: Path) -> dict[str, Any]:
    lines = export(project, folder)["articles.jsonl"].decode().splitlines()
    return {line["article"]: line for line in map(json.loads, lines)}


def test_a_ruling_goes_out_with_where_it_comes_from(project: Project, ids: list[str], tmp_path: Path) -> None:
    Adjudication(project, "Rae").rule(ids[0], "topic", [], "slip", "an advert")
    Adjudication(project, "Rae").rule(ids[0], "stance_levy", "NONE")
    found = exported(project, tmp_path / "out")
    assert found[ids[0]]["gold"] == {
        "topic": {"value": [], "how": "adjudicated", "reason": "slip", "comment": "an advert", "by": "Rae"},
        "stance_levy": {"value": "NONE", "how": "adjudicated", "reason": "", "comment": "", "by": "Rae"},
    }
    assert found[ids[1]]["gold"] == {}
    assert found[ids[0]]["labels"] == {"Ana": {"topic": ["flood"]}}


def test_adopted_answers_say_so(project: Project, ids: list[str], tmp_path: Path) -> None:
    question = project.codebook.question("topic")
    rae = Adjudication(project, "Rae")
    assert rae.adopt_unanimous(question, {ids[0]: {"Ana": ["flood"], "Ben": ["flood"]}}) == 1
    (gold,) = exported(project, tmp_path / "out")[ids[0]]["gold"].values()
    assert (gold["value"], gold["how"], gold["by"]) == (["flood"], "unanimous", "Rae")


def test_a_ruling_on_a_pair_reads_from_each_articles_side(
    project: Project, ids: list[str], tmp_path: Path
) -> None:
    unit = pair_id(*ids)
    Adjudication(project, "Rae").rule(unit, "duplicate", "contains", "guideline gap")
    found = exported(project, tmp_path / "out")
    common = {
        "question": "duplicate",
        "how": "adjudicated",
        "reason": "guideline gap",
        "comment": "",
        "by": "Rae",
    }
    assert found[ids[0]]["gold_relations"] == [{"other": ids[1], "value": "contains", **common}]
    assert found[ids[1]]["gold_relations"] == [{"other": ids[0], "value": "contained", **common}]
    assert [each["value"] for each in found[ids[1]]["relations"]] == ["contained"]
    assert found[ids[0]]["gold"] == {}


def test_of_two_reviewers_the_newest_ruling_goes_out(
    project: Project, ids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = pair_id(*ids)
    sol, rae = Adjudication(project, "Sol"), Adjudication(project, "Rae")
    sol.rule(ids[0], "topic", ["trade"])
    sol.rule(unit, "duplicate", "exact")
    # Newest by order, also where a clock is behind.
    monkeypatch.setattr("labeler.labelling.utc_now", lambda: "2020-01-01T00:00:00.000+00:00")
    rae.rule(ids[0], "topic", ["port"])
    rae.rule(unit, "duplicate", "unrelated")
    found = exported(project, tmp_path / "one")
    assert found[ids[0]]["gold"]["topic"]["by"] == "Rae"
    assert [each["by"] for each in found[ids[1]]["gold_relations"]] == ["Rae"]
    rae.withdraw(ids[0], "topic")
    rae.withdraw(unit, "duplicate")
    found = exported(project, tmp_path / "two")
    assert found[ids[0]]["gold"]["topic"]["value"] == ["trade"]
    assert [each["value"] for each in found[ids[1]]["gold_relations"]] == ["exact"]


def test_rulings_are_in_no_other_place(project: Project, ids: list[str], tmp_path: Path) -> None:
    Labelling(project, "Ana").submit(ids[0])
    before = export(project, tmp_path / "before")
    counted = run_to_end(preview(project, tmp_path, ExportOptions()))
    rae = Adjudication(project, "Ana")
    rae.rule(ids[0], "topic", ["port"])
    rae.rule(ids[1], "topic", ["port"])
    rae.rule(pair_id(*ids), "duplicate", "exact")
    after = export(project, tmp_path / "after")
    for name in ("labels.csv", "articles.csv"):
        assert after[name] == before[name]
    again = run_to_end(preview(project, tmp_path, ExportOptions()))
    assert (again.articles, again.labels, again.rows) == (counted.articles, counted.labels, counted.rows)
    counts = [json.loads(files["manifest.json"])["counts"] for files in (before, after)]
    assert counts[0] == counts[1]
    old, new = (
        [json.loads(line) for line in files["articles.jsonl"].decode().splitlines()]
        for files in (before, after)
    )
    for one, other in zip(old, new, strict=True):
        assert other | {"gold": {}, "gold_relations": []} == one
    assert new[0]["flow"] | new[1]["flow"] == {"Ana": {"state": {"state": "submitted"}}}


def test_labels_that_went_out_come_in_again_without_the_rulings(
    project: Project, ids: list[str], tmp_path: Path
) -> None:
    Adjudication(project, "Rae").rule(ids[0], "topic", ["port"])
    export(project, tmp_path / "out")
    with (tmp_path / "out" / "labels.csv").open(encoding="utf-8", newline="") as file:
        assert {row["worker"] for row in csv.DictReader(file)} == {"Ana"}
    line = {"annotator": "Ana", "article": ids[0], "question": "@gold:topic", "value": {"value": []}}
    (tmp_path / "labels.jsonl").write_text(json.dumps(line), encoding="utf-8")
    (failure,) = run_to_end(import_labels(project, tmp_path / "labels.jsonl")).failures
    assert "has no question “@gold:topic”" in failure.why
