from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from labeler.project import Project
from tests.builders import CODEBOOK, add_article, write_jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run

FLOOD = "The river left its bed at Kelmar on Monday."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed project with one article."""
    with Project.create(tmp_path / "a.labeler", CODEBOOK) as made:
        add_article(made.store, FLOOD)
    return tmp_path / "a.labeler"


def test_own_labels_are_imported_and_bad_lines_named(run: Run, path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        (article,) = (article.article_id for article in project.store.articles.all())
    good = {"annotator": "Ana", "article": article, "question": "topic", "value": []}
    labels = write_jsonl(tmp_path / "labels.jsonl", [good, {**good, "question": "mood"}])
    code, out, err = run("labels", "import", path, labels)
    assert (code, out) == (1, "1 label added. 1 line was not taken.\n")
    assert err.startswith("  labels.jsonl, line 2: The codebook has no question “mood”.")
    code, out, _ = run("labels", "import", path, labels, "--json")
    assert code == 1
    assert json.loads(out) == {
        "form": "labeler",
        "added": 0,
        "known": 1,
        "skipped": 0,
        "failures": [{"where": "labels.jsonl, line 2", "why": json.loads(out)["failures"][0]["why"]}],
        "refused": [],
        "left_out": [],
    }
    code, _, err = run("labels", "import", path, tmp_path / "missing.jsonl")
    assert code == 1
    assert "cannot be read" in err


def test_labels_of_another_tool_are_imported_and_what_they_cannot_be_is_counted(
    run: Run, path: Path, tmp_path: Path
) -> None:
    line = {"text": FLOOD, "label": "Flood", "_task_hash": 1, "_session_id": "2026-03-09_10-00-00"}
    file = write_jsonl(
        tmp_path / "news.jsonl",
        [{**line, "answer": "accept"}, {**line, "answer": "reject", "label": "trade"}],
    )
    code, out, err = run("labels", "import", path, file)
    assert (code, out) == (1, "Read as Prodigy. No label was added. 1 label was not taken.\n")
    not_taken, left_out = err.splitlines()
    assert not_taken.startswith(
        "  Not taken, 1: It is not said which question these answer. Say it: --question"
    )
    assert not_taken.endswith("KEY (of topic, stance_levy, stance_port). For example: news.jsonl, line 1")
    assert left_out == "  Left out, 1: rejected labels (“not this one”). For example: news.jsonl, line 2"
    code, out, err = run("labels", "import", path, file, "--question", "topic", "--annotator", "Ana")
    assert (code, out) == (0, "Read as Prodigy. 1 label added.\n")
    assert err == f"{left_out}\n"


def test_names_are_given_once_or_by_name(run: Run, path: Path, tmp_path: Path) -> None:
    task = {
        "data": {"text": FLOOD},
        "annotations": [
            {
                "completed_by": 7,
                "result": [{"from_name": "mood", "type": "choices", "value": {"choices": ["Favor"]}}],
            }
        ],
    }
    file = tmp_path / "tasks.json"
    file.write_text(json.dumps([task]), encoding="utf-8")
    code, out, _ = run(
        "labels", "import", path, file, "--question", "mood=stance_levy", "--annotator", "7=Ana", "--json"
    )
    assert (code, json.loads(out)["form"], json.loads(out)["added"]) == (0, "label-studio", 1)
    code, _, err = run("labels", "import", path, file, "--annotator", "Ana", "--annotator", "Ben")
    assert code == 2
    assert "Give --annotator without “=” once: Ana or Ben?" in err
    code, _, err = run("labels", "import", path, file, "--from", "brat")
    assert code == 2
    assert "label-studio" in err


def test_labels_go_out_and_come_back(run: Run, seeds_file: Path, seeds: Path, tmp_path: Path) -> None:
    code, out, err = run("labels", "export", seeds_file, tmp_path / "tasks.json", "--to", "label-studio")
    assert code == 0
    assert out.startswith("146 labels of 20 articles written to ")
    assert out.endswith(f"The labelling configuration is {tmp_path / 'tasks.config.xml'}.\n")
    assert "Left out, 46: labels of pairs: export them on their own, with --question duplicate" in err
    code, out, _ = run(
        "labels",
        "export",
        seeds_file,
        tmp_path / "pairs.jsonl",
        "--to",
        "prodigy",
        "--question",
        "duplicate",
        "--json",
    )
    assert json.loads(out) == {
        "file": str(tmp_path / "pairs.jsonl"),
        "config": None,
        "labels": 46,
        "articles": 0,
        "pairs": 22,
        "left_out": [],
    }
    fresh = tmp_path / "fresh.labeler"
    run("new", fresh, "--codebook", seeds / "codebook.toml")
    run("import", fresh, seeds / "captures")
    assert (
        run("labels", "import", fresh, tmp_path / "tasks.json").out
        == "Read as Label Studio. 146 labels added.\n"
    )
    assert (
        run("labels", "import", fresh, tmp_path / "pairs.jsonl").out == "Read as Prodigy. 46 labels added.\n"
    )
    assert run("labels", "import", fresh, seeds / "labels.jsonl").out == (
        "Nothing new: all 192 labels were there already.\n"
    )


def test_an_export_that_a_tool_cannot_read_is_refused(run: Run, path: Path, tmp_path: Path) -> None:
    code, out, err = run("labels", "export", path, tmp_path / "out.jsonl", "--to", "doccano")
    assert (code, out) == (2, "")
    assert err.startswith("labeler: A doccano project asks one question.")
    assert run("labels", "export", path, tmp_path / "out.jsonl").code == 2
    assert not (tmp_path / "out.jsonl").exists()


def test_a_question_or_annotator_that_is_none_is_wrong_use(run: Run, path: Path, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "labels.jsonl", [{"task": "a", "worker": "Ana", "label": "flood"}])
    for asked, words in (
        (("--question", "mood"), "The codebook has no question “mood”."),
        (("--question", "=topic"), "--question takes a value, or NAME=VALUE, and neither may be empty."),
        (("--annotator", ""), "--annotator takes a value, or NAME=VALUE, and neither may be empty."),
    ):
        code, out, err = run("labels", "import", path, file, *asked)
        assert (code, out) == (2, "")
        assert words in err


def test_of_many_sorts_the_first_are_shown_and_the_rest_counted(run: Run, path: Path, tmp_path: Path) -> None:
    with Project.open(path) as project:
        (article,) = (article.article_id for article in project.store.articles.all())
    rows = [{"task": article, "worker": "Ana", "label": f"value {number}"} for number in range(25)]
    file = write_jsonl(tmp_path / "labels.jsonl", rows)
    code, _, err = run("labels", "import", path, file, "--question", "topic")
    assert (code, len(err.splitlines())) == (1, 21)
    assert err.endswith("  Not taken, of 5 more sorts: --json names them all.\n")
    _, out, _ = run("labels", "import", path, file, "--question", "topic", "--json")
    assert len(json.loads(out)["refused"]) == 25
