"""The command `plan`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from labeler.labelling import Labelling
from labeler.planning import plan_of
from labeler.project import Project
from tests.builders import CODEBOOK, capture_text, import_all

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run

PEOPLE = ("--roster", "Ana, Ben,Cem", "--overlap", ".2", "--per-article", "2", "--seed", "7")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Thirty invented articles."""
    captures = tmp_path / "captures"
    captures.mkdir()
    for number in range(30):
        (captures / f"{number:02}.txt").write_text(capture_text(number + 1), encoding="utf-8")
    path = tmp_path / "plan.labeler"
    with Project.create(path, CODEBOOK) as project:
        import_all(project, captures)
    return path


def test_a_project_without_a_plan_says_so_in_figures(run: Run, file: Path) -> None:
    found = run("plan", file)
    assert found.code == 0
    assert found.out.startswith(
        "30 articles, anybody labels; seed 1\n  Order: As they came, people may choose\n"
    )


def test_a_first_plan_fixes_the_order_and_shows_what_each_gets(run: Run, file: Path) -> None:
    found = run("plan", file, *PEOPLE, "--repeats", ".1", "--distance", "5", "--order", "shuffled")
    assert (found.code, found.err) == (0, "")
    assert "Order: Shuffled, fixed" in found.out
    rows = [line.split() for line in found.out.splitlines()[-3:]]
    assert [row[0] for row in rows] == ["Ana", "Ben", "Cem"]
    with Project.open(file) as project:
        plan = plan_of(project)
    assert (plan.roster, plan.self_chosen, plan.order) == (("Ana", "Ben", "Cem"), False, "shuffled")
    as_json = json.loads(run("plan", file, "--json").out)
    assert as_json["plan"]["overlap"] == 0.2
    assert [each["annotator"] for each in as_json["annotators"]] == ["Ana", "Ben", "Cem"]
    assert [str(each["articles"]) for each in as_json["annotators"]] == [row[1] for row in rows]


def test_a_plan_that_breaks_a_study_is_refused_at_its_option(run: Run, file: Path) -> None:
    found = run("plan", file, *PEOPLE, "--self-chosen", "--gold", ".1")
    assert found.code == 1
    assert "labeler: --self-chosen: While articles are picked" in found.err
    assert "labeler: --gold: No article has a ruling yet" in found.err
    assert found.err.endswith("labeler: The plan was not changed.\n")
    with Project.open(file) as project:
        assert plan_of(project).is_open


def test_a_dry_run_changes_nothing(run: Run, file: Path) -> None:
    found = run("plan", file, *PEOPLE, "--dry-run")
    assert (found.code, found.err) == (0, "Nothing was changed.\n")
    with Project.open(file) as project:
        assert plan_of(project).is_open


def test_dealing_anew_is_accepted_by_name(run: Run, file: Path) -> None:
    assert run("plan", file, *PEOPLE).code == 0
    with Project.open(file) as project:
        Labelling(project, "Ana").answer(project.store.articles.all()[0].article_id, "topic", ["flood"])
    refused = run("plan", file, "--overlap", ".3")
    assert refused.code == 1
    assert "1 label was given under the old plan." in refused.err
    assert "To accept it: --allow dealt-anew." in refused.err
    assert run("plan", file, "--overlap", ".3", "--allow", "dealt-anew").code == 0


def test_articles_are_assigned_by_file_name(run: Run, file: Path) -> None:
    found = run("plan", file, "--assign", "Zoe", "--assign", "Ana", "03.txt", "07.txt")
    assert (found.code, found.err) == (0, "4 assignments made.\n")
    with Project.open(file) as project:
        assert set(project.store.plans.assigned().values()) == {frozenset({"Zoe", "Ana"})}
    assert run("plan", file, "--unassign", "03.txt").err == "2 assignments taken back.\n"
    assert run("plan", file, "--unassign").err == "2 assignments taken back.\n"
    assert run("plan", file, "03.txt").code == 2
    assert run("plan", file, "--assign", "Zoe").code == 2
    assert run("plan", file, "--assign", "Zoe", "03.txt", "--dry-run").code == 2
    assert "No article has the digest" in run("plan", file, "--assign", "Zoe", "99.txt").err


def test_agreement_with_oneself_is_printed(run: Run, file: Path) -> None:
    with Project.open(file) as project:
        hands = Labelling(project, "Ana")
        for number, article in enumerate(project.store.articles.all()[:6]):
            for each in (hands, hands.on_repeats):
                each.answer(article.article_id, "topic", ["flood" if number % 2 else "port"])
                each.submit(article.article_id)
    found = run("agreement", file, "--by", "repeats", "--question", "topic")
    assert found.out.startswith("Topic (topic)\n  Ana 100 %, α 1.00 [")
    assert found.out.endswith("6 articles\n\n")
    rows = json.loads(run("agreement", file, "--by", "repeats", "--json").out)
    assert {(row["question"], row["repeats"], row["units"]) for row in rows} >= {("topic", "Ana", 6)}
    assert "Nothing was answered again." in run("agreement", file, "--by", "repeats").out
    assert run("agreement", "--ratings", file, "--by", "repeats").code == 2
