"""labeler codebook: look, write, change, list what is to be looked at again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from labeler.labelling import Labelling
from labeler.project import Project
from tests.builders import CODEBOOK, add_article

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with two articles that Ana has labelled."""
    path = tmp_path / "news.labeler"
    with Project.create(path, CODEBOOK) as project:
        for text, value in (("One.", "flood"), ("Two.", "trade")):
            Labelling(project, "Ana").answer(add_article(project.store, text), "topic", [value])
    return path


def topics(path: Path) -> list[list[str]]:
    with Project.open(path) as project:
        return sorted(label.value for label in project.store.labels.of_question("topic"))


def test_the_codebook_is_shown(run: Run, path: Path) -> None:
    assert run("codebook", path).out.splitlines()[:2] == [
        "Small, version 1 of 1",
        "  topic: Topic, topic, 3 values",
    ]
    found = json.loads(run("codebook", path, "--json").out)
    assert found["questions"][1] == {"key": "stance_levy", "kind": "stance", "title": "Levy", "values": 3}
    assert found["versions"] == [{"version": 1, "steps": []}]


def test_what_touches_labels_is_said_and_waits_for_yes(run: Run, path: Path, tmp_path: Path) -> None:
    table = tmp_path / "topics.csv"
    assert run("codebook", path, "--export", table).out == f"{table}: 3 values of “Topic”.\n"
    table.write_text("value\nstorm\ntrade\nport\n", encoding="utf-8")
    asked = run("codebook", path, "--import", table, "--question", "topic", "--move", "flood=storm")
    assert asked.code == 1
    assert "“flood” merged into “Storm”; 1 label of 1 annotator in 1 article touched." in asked.out
    assert "Nothing was changed" in asked.err
    assert topics(path) == [["flood"], ["trade"]]
    done = run("codebook", path, "--import", table, "--move", "flood=storm", "--yes", "--json")
    assert done.code == 0
    assert json.loads(done.out)["version"] == 2
    assert json.loads(done.out)["saved"] is True
    assert topics(path) == [["storm"], ["trade"]]
    steps = json.loads(run("codebook", path, "--json").out)["versions"][1]["steps"]
    assert (steps[0]["from"], steps[0]["to"]) == (["flood"], ["storm"])
    assert run("check", path).code == 0
    again = run("codebook", path, "--import", table)
    assert again.code == 1
    assert "There is nothing to change" in again.err


def test_what_is_to_be_looked_at_again_is_listed(run: Run, path: Path, tmp_path: Path) -> None:
    assert run("codebook", path, "--worklist").out.startswith("Every label was given under")
    book = tmp_path / "book.toml"
    assert run("codebook", path, "--export", book).code == 0
    text = book.read_text(encoding="utf-8")
    book.write_text(text.replace('title = "Flood"', 'title = "Flood"\ninclude = "Tides."'), encoding="utf-8")
    assert run("codebook", path, "--import", book).out == (
        "Version 2: 1 value redefined; 0 labels touched.\n"
    )
    assert (
        run("codebook", path, "--worklist").out == "Ana: 2 of Topic from before version 2 (Flood redefined)\n"
    )
    (found,) = json.loads(run("codebook", path, "--worklist", "--json").out)
    assert (found["annotator"], found["question"], len(found["units"])) == ("Ana", "topic", 2)


def test_wrong_use_is_said(run: Run, path: Path, tmp_path: Path) -> None:
    assert run("codebook", path, "--worklist", "--export", tmp_path / "a.csv").code == 2
    (tmp_path / "a.csv").write_text("value\nport\n")
    wrong = run("codebook", path, "--import", tmp_path / "a.csv", "--move", "flood")
    assert wrong.code == 2
    assert "OLD=NEW" in wrong.err


def test_two_values_with_one_title_are_refused(run: Run, path: Path, tmp_path: Path) -> None:
    table = tmp_path / "topics.csv"
    table.write_text("value,title\nflood,Flood\ntrade,Trade\nport,flood\n", encoding="utf-8")
    refused = run("codebook", path, "--import", table, "--yes")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "labeler: “flood” and “port” of “Topic” have the same title, “flood”. "
        "Give one of them another, or merge the two.\n"
    )
    assert run("codebook", path).out.startswith("Small, version 1 of 1")
