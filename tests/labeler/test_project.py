from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from db.driver import sqlite3
from db.errors import StoreError
from db.records import Capture
from labeler.checking import check_project
from labeler.demo import make_demo, seeds_folder
from labeler.errors import LabelerError
from labeler.progress import Progress, Steps, run_to_end
from labeler.project import Project, checked_annotator, program_version
from tests.builders import CODEBOOK, add_article, faults, tables

if TYPE_CHECKING:
    from pathlib import Path


def test_a_project_is_named_after_its_file_and_keeps_its_codebook(tmp_path: Path) -> None:
    Project.create(tmp_path / "harbour.labeler", CODEBOOK).close()
    with Project.open(tmp_path / "harbour.labeler") as again:
        assert again.name == "harbour"
        assert again.codebook == CODEBOOK
        assert again.codebook_version == 1
        assert again.path == tmp_path / "harbour.labeler"
        assert again.exports_folder == tmp_path / "exports"


def test_the_program_that_made_a_file_is_on_record(project: Project) -> None:
    ((created_with,),) = project.store._sql.rows("SELECT created_with FROM project")
    assert created_with == program_version()
    assert re.match(r"labeler (\d+\.\d+|\(not installed\))", created_with)


def test_a_name_stands_for_one_article_or_is_refused(project: Project) -> None:
    one = add_article(project.store, "One.", Capture("rows.jsonl", given_id="1"))
    add_article(project.store, "Two.", Capture("rows.jsonl", given_id="2"))
    assert project.article_id("1") == project.article_id(one) == one
    with pytest.raises(LabelerError, match="stands for 2 articles"):
        project.article_id("rows.jsonl")
    with pytest.raises(LabelerError, match="No article has"):
        project.article_id("")


def test_annotators_names_are_made_fit_to_store() -> None:
    assert checked_annotator("  Ana \n Mora ") == "Ana Mora"
    assert checked_annotator("half \ud83d") == "half \ufffd"
    assert checked_annotator("x" * 80) == "x" * 80


def test_a_damaged_codebook_keeps_the_project_shut_but_can_be_checked(tmp_path: Path) -> None:
    path = tmp_path / "harbour.labeler"
    Project.create(path, CODEBOOK).close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA ignore_check_constraints = ON")
    other.execute("UPDATE codebooks SET content = 'x' || content")
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="a codebook in it cannot be read"):
        Project.open(path)
    path.rename(tmp_path / "moved.labeler")  # nothing holds it open


def test_checking_a_project_is_told_in_steps(project: Project) -> None:
    add_article(project.store, "One.")
    add_article(project.store, "Two.")
    assert list(check_project(project.store)) == [Progress(done, 4, "Checking") for done in (1, 2, 3, 4)]
    assert run_to_end(check_project(project.store)) == []
    project.store._sql.run("UPDATE articles SET text_digest = 'other'")
    assert len(run_to_end(check_project(project.store))) == 2


def test_the_demo_is_a_whole_project_with_labels(tmp_path: Path) -> None:
    first = run_to_end(make_demo(tmp_path / "demos"))
    with Project.open(first) as demo:
        assert demo.name == "Sample project"
        assert demo.store.articles.count() == 20
        assert demo.store.codebooks.annotators() == ["Ana Mora", "Ben Osei", "Chi Lindqvist"]
        assert faults(demo.store) == []


def test_a_new_demo_leaves_the_earlier_ones_as_they_are(tmp_path: Path) -> None:
    first = run_to_end(make_demo(tmp_path))
    with Project.open(first) as demo:
        demo.enter_annotator("Me")
        before = tables(demo.store)
    second = run_to_end(make_demo(tmp_path))
    assert second != first
    with Project.open(first) as demo:
        assert tables(demo.store) == before


def test_a_demo_in_a_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LabelerError, match="cannot be made"):
        run_to_end(make_demo(tmp_path / "file"))


def test_missing_samples_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("labeler.demo._PACKAGE", tmp_path / "labeler")
    with pytest.raises(LabelerError, match="sample captures are missing"):
        seeds_folder()


def test_steps_are_closed_whether_they_end_or_break() -> None:
    tidied: list[str] = []

    def work(*, breaks: bool) -> Steps[str]:
        try:
            yield Progress(1, None, "Working")
            if breaks:
                raise KeyboardInterrupt
            return "report"
        finally:
            tidied.append("tidied")

    assert run_to_end(work(breaks=False)) == "report"
    with pytest.raises(KeyboardInterrupt):
        run_to_end(work(breaks=True))
    assert tidied == ["tidied", "tidied"]
