"""What is told before an export: each thing with its count and articles; errors block unless allowed by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.records import Extraction
from labeler.codebook_files import codebook_from_json, codebook_to_json
from labeler.exporting import check_export
from labeler.labelling import Labelling
from labeler.progress import run_to_end
from labeler.project import Project
from labeler.split_plan import SplitPlan
from labeler.training_sets.options import ExportOptions
from labeler.training_sets.preflight import ERRORS, BlockedError, block
from tests.builders import CODEBOOK, add_article
from tests.labeler.training_sets.making import bring_many, give, written

if TYPE_CHECKING:
    from pathlib import Path

    from labeler.training_sets.preflight import Finding

TOPICS = ExportOptions(("topics",))


def findings(project: Project, folder: Path, options: ExportOptions = TOPICS) -> dict[str, Finding]:
    return {finding.name: finding for finding in run_to_end(check_export(project, folder, options)).findings}


def test_checking_writes_nothing(project: Project, tmp_path: Path) -> None:
    bring_many(project, tmp_path, 2)
    found = findings(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert found["empty-sets"].words == "topics: there is no label to write."
    assert found["unlabelled"].count == 2


def test_articles_without_labels_and_with_some_are_told_apart(project: Project, tmp_path: Path) -> None:
    a, b, c = bring_many(project, tmp_path, 3).values()
    give(project, a, "topic", Ana=[])
    for question in ("topic", "stance_levy", "stance_port"):
        give(project, b, question, Ana=["flood"] if question == "topic" else "NONE")
    found = findings(project, tmp_path, ExportOptions(("topics", "stance")))
    assert (found["half-labelled"].articles, found["unlabelled"].articles) == ((a,), (c,))
    assert not found["unlabelled"].is_error


def test_classes_that_no_row_or_no_split_has_are_named(project: Project, tmp_path: Path) -> None:
    ids = [*bring_many(project, tmp_path, 12).values()]
    for article in ids:
        give(project, article, "topic", Ana=["flood"])
    give(project, ids[0], "topic", Ana=["flood", "port"])
    options = replace(TOPICS, splits=SplitPlan((("train", 0.5), ("test", 0.5))))
    found = findings(project, tmp_path, options)
    assert found["empty-classes"].words == "topics: no row has “trade”."
    assert found["absent-classes"].words == "topics: test has no “port”."
    assert "untrained-classes" not in found


def test_a_class_that_is_tested_but_not_trained_is_an_error(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [add_article(project.store, f"Article {number}.") for number in range(4)]
    for article in ids:
        give(project, article, "topic", Ana=["flood"])
    give(project, ids[3], "topic", Ana=["port"])
    plan = SplitPlan((("train", 0.5), ("test", 0.5)))
    (tmp_path / "splits.csv").write_text(
        "article,split\n" + "".join(f"{each},{'train' if each in ids[:2] else 'test'}\n" for each in ids)
    )
    options = replace(TOPICS, splits=plan)
    before = {"options": {"splits": plan.to_json()}, "sha256": {}}
    monkeypatch.setattr("labeler.training_sets.manifest.earlier_manifest", lambda _: before)
    found = findings(project, tmp_path, options)
    assert found["untrained-classes"].words == "topics: train has no “port”, but what is tested on has."


def test_labels_from_before_the_question_was_changed_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.labeler"
    with Project.create(path, CODEBOOK) as project:
        a, b = (add_article(project.store, text) for text in ("One.", "Two."))
        give(project, a, "topic", Ana=["flood"])
        give(project, a, "stance_levy", Ana="NONE")
        changed = codebook_to_json(CODEBOOK)
        changed["question"][0]["guideline"] = "Only floods that somebody saw."
        row = project.store.codebooks.add(
            codebook_to_json(codebook_from_json(changed)), "2026-05-01T00:00:00Z"
        )
        project.store._sql.run("UPDATE project SET codebook_digest = ?", [row.digest])
    with Project.open(path) as project:
        give(project, b, "topic", Ana=["flood"])
        found = findings(project, tmp_path, ExportOptions(("topics", "stance")))
        assert found["old-codebook"].articles == (a,)
        assert found["old-codebook"].words.startswith("Topic: 1 unit with a label from before")


def test_a_main_text_that_changed_since_a_label_is_told_once(project: Project, tmp_path: Path) -> None:
    a, b = (add_article(project.store, text) for text in ("One story.", "Another story."))
    for article in (a, b):
        give(project, article, "topic", Ana=["flood"], Ben=["flood"])
    before = project.store.articles.extraction(a)
    assert before is not None
    later = Extraction(a, "test", "2", "One", before.blocks)
    project.store.articles.add_extraction(later, "2999-01-01T00:00:00.000+00:00")
    found = findings(project, tmp_path)
    assert found["changed-text"].articles == (a,)
    assert "changed-text" not in findings(project, tmp_path, replace(TOPICS, text="raw"))


def test_errors_block_until_each_is_allowed_by_name(project: Project, tmp_path: Path) -> None:
    a, b = (add_article(project.store, text) for text in ("One.", "Two."))
    give(project, a, "topic", Ana=["flood"], Ben=["port"])
    give(project, b, "topic", Ana=["flood"])
    with pytest.raises(BlockedError, match=r"because of: conflicts\. .*--allow conflicts") as blocked:
        written(project, tmp_path / "out", TOPICS, ())
    (conflict,) = blocked.value.findings
    assert (conflict.count, conflict.articles) == (1, (a,))
    assert not (tmp_path / "out").exists()
    report, _ = written(project, tmp_path / "out", TOPICS, ("conflicts",))
    assert report.rows == {"topics": {"train": 1}}
    block(report.findings, ERRORS)


def test_a_whole_project_is_never_blocked(project: Project, tmp_path: Path) -> None:
    a = add_article(project.store, "One.")
    give(project, a, "topic", Ana=["flood"], Ben=["port"])
    report, _ = written(project, tmp_path / "out", ExportOptions(), ())
    assert [(finding.name, finding.is_error) for finding in report.findings] == [
        ("disputed", False),
        ("half-labelled", False),
    ]


def test_a_task_that_the_codebook_does_not_ask_is_told(tmp_path: Path) -> None:
    book = codebook_from_json({"name": "N", "question": [{"key": "t", "kind": "topic", "values": ["x"]}]})
    with Project.create(tmp_path / "a.labeler", book) as project:
        a = add_article(project.store, "One.")
        Labelling(project, "Ana").answer(a, "t", ["x"])
        found = findings(project, tmp_path, ExportOptions(("topics", "stance")))
    assert found["empty-sets"].words == "The codebook asks nothing that stance could be trained from."
