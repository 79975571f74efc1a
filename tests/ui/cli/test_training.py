from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from labeler.project import Project
from tests.builders import CODEBOOK, import_all, write_jsonl
from tests.labeler.correcting import BOX, correct, import_pages, main_text, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Twenty-four pages, of which Ana has corrected twenty."""
    path = tmp_path / "pages.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_pages(project, tmp_path, range(24))
        correct(project, range(20))
    return path


def kept(path: Path, number: int) -> bool:
    with Project.open(path) as project:
        return BOX in main_text(project, number)


def test_the_gain_is_told_and_nothing_changes(run: Run, path: Path) -> None:
    result = run("train-stripper", path)
    assert result.code == 0
    assert "20 of 20 judged articles come out better, 0 worse." in result.out
    assert result.out.endswith("Nothing has changed. With --adopt it is used from now on.\n")
    assert kept(path, 22)


def test_adopted_and_back_again(run: Run, path: Path) -> None:
    result = run("train-stripper", path, "--adopt", "--json")
    told = json.loads(result.out)
    assert result.code == 0
    assert (told["again"]["changed"], told["again"]["left"]) == (4, 20)
    assert told["gain"]["gain"] > 0
    assert told["without_source"] == 0
    assert not kept(path, 22)
    result = run("train-stripper", path, "--back")
    assert result.out.startswith(
        "The program's own stripper is used again. 4 articles stripped again, 4 changed."
    )
    assert kept(path, 22)
    result = run("train-stripper", path, "--back")
    assert (result.code, result.out) == (1, "")
    assert "there is none before it" in result.err


def test_labelled_articles_too_where_it_is_asked_for(run: Run, path: Path) -> None:
    result = run("train-stripper", path, "--adopt", "--labelled-too")
    assert result.code == 0
    assert "24 articles stripped again, 24 changed." in result.out
    assert not kept(path, 3)


def test_what_is_not_learned_for_want_of_sources_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bare.labeler"
    with Project.create(path, CODEBOOK) as project:
        rows = [{"id": str(number), "text": page(number)} for number in range(20)]
        import_all(project, write_jsonl(tmp_path / "pages.jsonl", rows))
        correct(project, range(20))
    result = run("train-stripper", path)
    assert "20 judged articles without a source taught no line that comes again" in result.out


def test_too_few_corrections_are_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    Project.create(tmp_path / "new.labeler", CODEBOOK).close()
    result = run("train-stripper", tmp_path / "new.labeler")
    assert result.code == 1
    assert "Too little to learn from: 0 articles judged, 0 corrected." in result.err


@pytest.mark.parametrize("options", [["--adopt", "--back"], ["--labelled-too"]])
def test_options_that_make_no_sense_are_refused(run: Run, path: Path, options: list[str]) -> None:
    assert run("train-stripper", path, *options).code == 2
