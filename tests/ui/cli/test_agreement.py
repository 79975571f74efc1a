"""The commands `agreement` and `consensus`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from labeler.labelling import Labelling
from labeler.project import Project, program_version
from tests.builders import CODEBOOK, add_article

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.cli.conftest import Run

FIELDS = {
    "question",
    "coefficient",
    "distance",
    "value",
    "low",
    "high",
    "interval",
    "observed",
    "expected",
    "units",
    "annotators",
    "ratings",
    "units_left_out",
    "missing",
}
PEOPLE = ("Ana Mora", "Ben Osei", "Chi Lindqvist")
RATINGS = (
    "task,worker,label\nt1,Ana,yes\nt1,Ben,yes\nt2,Ana,no\nt2,Ben,no\nt3,Ana,yes\nt3,Ben,no\nt4,Ana,no\n"
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project with answers to stance and topics: two articles, three annotators; and one judged pair."""
    path = tmp_path / "small.labeler"
    with Project.create(path, CODEBOOK) as project:
        ids = sorted(add_article(project.store, text) for text in ("One.", "Two."))
        for name, topics, stance in (
            ("Ana", ["flood", "port"], "FAVOR"),
            ("Ben", [], "NONE"),
            ("Chi", [], "FAVOR"),
        ):
            work = Labelling(project, name)
            work.answer(ids[0], "topic", topics)
            work.answer(ids[0], "stance_levy", stance)
        Labelling(project, "Ana").answer(ids[1], "stance_levy", "FAVOR")
        Labelling(project, "Ben").answer(ids[1], "stance_levy", "AGAINST")
        Labelling(project, "Ana").answer(ids[1], "topic", ["flood", "port"])
        Labelling(project, "Ana").answer_pair(ids[0], ids[1], "duplicate", "contains")
    return path


@pytest.fixture
def ratings(tmp_path: Path) -> Path:
    path = tmp_path / "ratings.csv"
    path.write_text(RATINGS, encoding="utf-8")
    return path


def as_json(run: Run, *arguments: str | Path) -> list[dict[str, Any]]:
    code, out, err = run("agreement", *arguments, "--json")
    assert (code, err) == (0, "")
    rows: list[dict[str, Any]] = json.loads(out)
    return rows


def test_agreement_is_printed_question_by_question(run: Run, seeds_file: Path) -> None:
    code, out, err = run("agreement", seeds_file)
    assert (code, err) == (0, "")
    assert "Topics (topic)" in out
    assert (
        "19 articles answered by 2 or more of 3 annotators, 46 ratings; 11 not given, 1 with one answer left out"
        in out
    )
    assert "Krippendorff’s α, MASI" in out
    assert "Krippendorff’s α, ordinal" in out
    assert "Cohen’s κ, Ana Mora and Ben Osei" in out
    assert " %]" in next(line for line in out.split("\n") if "Percent agreement" in line)


def test_agreement_as_json_has_the_parts_of_every_figure(run: Run, seeds_file: Path) -> None:
    figures = as_json(run, seeds_file)
    assert all(each.keys() - {"why", "pair"} == FIELDS for each in figures)
    (alpha,) = (
        each for each in figures if (each["question"], each["coefficient"]) == ("topic", "krippendorff_alpha")
    )
    assert alpha["distance"] == "masi"
    assert alpha["value"] == pytest.approx(1 - (1 - alpha["observed"]) / (1 - alpha["expected"]))
    assert alpha["low"] < alpha["value"] < alpha["high"]
    assert alpha["interval"] == "score, by group of copies"
    assert (alpha["units"], alpha["ratings"], alpha["missing"], alpha["units_left_out"]) == (19, 46, 11, 1)
    assert {tuple(each["pair"]) for each in figures if each["coefficient"] == "cohen_kappa"} == {
        PEOPLE[:2],
        PEOPLE[::2],
        PEOPLE[1:],
    }
    stances = [
        each["distance"]
        for each in figures
        if (each["question"], each["coefficient"]) == ("stance_levy", "krippendorff_alpha")
    ]
    assert stances == ["nominal", "ordinal"]


def test_agreement_without_labels_says_why_there_is_none(run: Run, tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.labeler", CODEBOOK) as project:
        Labelling(project, "Ana").answer(add_article(project.store, "The harbour."), "topic", [])
    code, out, _ = run("agreement", tmp_path / "a.labeler")
    assert code == 0
    assert "undefined: no unit was answered by two annotators" in out
    assert all(each["value"] is None and each["why"] for each in as_json(run, tmp_path / "a.labeler"))


def test_one_question_can_be_asked_for(run: Run, seeds_file: Path) -> None:
    assert {each["question"] for each in as_json(run, seeds_file, "--question", "topic")} == {"topic"}
    out = run("agreement", seeds_file, "--question", "stance_levy").out
    assert "(stance_levy)" in out
    assert "(topic)" not in out


def test_a_question_that_does_not_exist_is_refused_with_those_that_do(run: Run, seeds_file: Path) -> None:
    code, out, err = run("agreement", seeds_file, "--question", "mood")
    assert (code, out) == (1, "")
    assert err.startswith("labeler: There is no question “mood”. There are: topic, ")


@pytest.mark.parametrize(
    ("by", "key", "parts"),
    [
        ("pair", "pair", [list(PEOPLE[:2]), list(PEOPLE[::2]), list(PEOPLE[1:])]),
        ("annotator", "without", list(PEOPLE)),
        ("version", "version", ["v1"]),
    ],
)
def test_alpha_is_printed_by_its_parts(
    run: Run, seeds_file: Path, by: str, key: str, parts: list[Any]
) -> None:
    rows = as_json(run, seeds_file, "--question", "topic", "--by", by)
    assert [each[key] for each in rows] == parts
    assert all(each.keys() - {"why"} == FIELDS | {key} for each in rows)
    assert {(each["coefficient"], each["distance"]) for each in rows} == {("krippendorff_alpha", "masi")}
    out = run("agreement", seeds_file, "--question", "topic", "--by", by).out
    for row in rows:
        part = " and ".join(row[key]) if by == "pair" else f"{key} {row[key]}"
        assert f"Krippendorff’s α, MASI, {part} " in out
        assert f"  {row['units']} articles\n" in out


def test_alpha_is_printed_by_value(run: Run, seeds_file: Path) -> None:
    rows = as_json(run, seeds_file, "--question", "topic", "--by", "label")
    with Project.open(seeds_file) as project:
        values = [entry.value for entry in project.codebook.question("topic").values]
    assert [each["label"] for each in rows] == [*values, "[]"]
    assert any(each["value"] is not None for each in rows)
    rare = [each for each in rows if each["units"] < 5]
    assert rare
    assert all(each["value"] is None and each["why"].startswith("too few: ") for each in rare)


def test_lines_and_pairs_are_called_so(run: Run, seeds_file: Path) -> None:
    assert " pairs answered by 2 or more of " in run("agreement", seeds_file, "--question", "duplicate").out
    assert " lines answered by 2 or more of " in run("agreement", seeds_file, "--question", "boilerplate").out


def test_the_appendix_has_a_section_for_each_question(run: Run, seeds_file: Path) -> None:
    code, out, err = run("agreement", seeds_file, "--markdown")
    assert (code, err) == (0, "")
    with Project.open(seeds_file) as project:
        titles = [question.title for question in project.codebook.questions]
    assert [line[3:] for line in out.split("\n") if line.startswith("## ")] == titles
    assert out.startswith(f"# Agreement\n\nMade by {program_version()}.\n")
    assert "| Krippendorff’s α, ordinal | " in out
    assert "| No topic fits | " in out
    one = run("agreement", seeds_file, "--markdown", "--question", "topic").out
    assert [line for line in one.split("\n") if line.startswith("## ")] == ["## Topics"]


def test_ratings_of_any_tool_are_measured_in_place_of_a_project(run: Run, ratings: Path) -> None:
    alpha, percent, kappa = as_json(run, "--ratings", ratings)
    # yes 3, no 3 of six ratings, one unit differs: Do = 2/6, De = 2 * 3 * 3 / 30.
    assert alpha["value"] == pytest.approx(4 / 9)
    assert percent["value"] == pytest.approx(2 / 3)
    # Ana yes no yes, Ben yes no no: pe = (2 * 1 + 1 * 2) / 9.
    assert kappa["value"] == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    assert (alpha["question"], alpha["units"], alpha["units_left_out"]) == ("label", 3, 1)
    out = run("agreement", "--ratings", ratings).out
    assert out.startswith(
        "label (label)\n  3 articles answered by 2 or more of 2 annotators, 6 ratings; 0 not given, "
    )
    assert "## label" in run("agreement", "--ratings", ratings, "--markdown").out


@pytest.mark.parametrize(("by", "rows"), [("label", 2), ("pair", 1), ("annotator", 2), ("version", 0)])
def test_ratings_have_parts_too_but_no_versions(run: Run, ratings: Path, by: str, rows: int) -> None:
    assert len(as_json(run, "--ratings", ratings, "--by", by)) == rows


def test_ratings_that_cannot_be_read_are_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("a,b\n1,2\n")
    assert run("agreement", "--ratings", tmp_path / "r.csv") == (
        1,
        "",
        "labeler: r.csv, line 2: it has no task, worker, label.\n",
    )
    assert run("agreement", "--ratings", tmp_path / "none.csv").code == 1


@pytest.mark.parametrize(
    "arguments", [[], ["PROJECT", "--ratings", "RATINGS"], ["PROJECT", "--by", "week"], ["PROJECT", "more"]]
)
def test_agreement_of_nothing_or_of_too_much_is_wrong_use(
    run: Run, small: Path, ratings: Path, arguments: list[str]
) -> None:
    given = {"PROJECT": small, "RATINGS": ratings}
    code, out, err = run("agreement", *(given.get(each, each) for each in arguments))
    assert (code, out) == (2, "")
    assert "Error: " in err


def test_one_of_anything_stands_in_the_singular(run: Run, small: Path, tmp_path: Path) -> None:
    out = run("agreement", small, "--question", "topic").out
    assert "  1 article answered by 2 or more of 3 annotators, 3 ratings;" in out
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("task,worker,label\nt1,Ana,yes\nt1,Ben,yes\n", encoding="utf-8")
    assert "n = 1 article, 2 annotators" in run("agreement", "--ratings", ratings, "--markdown").out
    assert "Ana and Ben  " in (pairs := run("agreement", "--ratings", ratings, "--by", "pair").out)
    assert pairs.rstrip().endswith("  1 article")


def test_consensus_prints_an_answer_for_each_unit(run: Run, small: Path) -> None:
    code, out, err = run("consensus", small, "--question", "stance_levy")
    assert (code, err) == (0, "")
    with Project.open(small) as project:
        one, two = sorted(article.article_id for article in project.store.articles.all())
    # Of Ana: half of the tie NONE, FAVOR; and wrong by Ben on the second. Ben: wrong twice. Chi: half.
    assert out == (f"{one[:12]}   0.67  FAVOR\n{two[:12]}         tie\nAna: 0.25\nBen: 0.00\nChi: 0.50\n")


def test_consensus_of_sets_and_pairs_names_them_whole(run: Run, small: Path) -> None:
    out = run("consensus", small, "--question", "topic").out.split("\n")
    assert [line[12:] for line in out[:2]] == ["   0.67  []", "   1.00  flood, port"]
    with Project.open(small) as project:
        one, two = sorted(article.article_id for article in project.store.articles.all())
    pairs = run("consensus", small, "--question", "duplicate").out
    assert pairs == f"{one[:12]}:{two[:12]}   1.00  contains\nAna: nothing tells\n"


def test_consensus_as_json_has_units_and_quality(run: Run, small: Path) -> None:
    code, out, _ = run("consensus", small, "--question", "topic", "--json")
    found = json.loads(out)
    with Project.open(small) as project:
        one, two = sorted(article.article_id for article in project.store.articles.all())
    assert code == 0
    assert found["method"] == "majority"
    assert found["units"] == [
        {"unit": one, "label": [], "probability": pytest.approx(2 / 3)},
        {"unit": two, "label": ["flood", "port"], "probability": 1.0},
    ]
    assert found["quality"].keys() == {"Ana", "Ben", "Chi"}


@pytest.mark.parametrize("method", ["dawid_skene", "mace"])
def test_a_model_is_refused_with_the_reason_where_labels_are_few(run: Run, small: Path, method: str) -> None:
    code, out, err = run("consensus", small, "--question", "stance_levy", "--method", method)
    assert (code, out) == (1, "")
    assert err.startswith("labeler: A model of annotators needs 100 labels or more of each")
    assert "Ana 1, Ben 1, Chi 1" in err


def test_a_unit_that_a_model_says_nothing_about_is_no_tie(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "large.labeler"
    with Project.create(path, CODEBOOK) as project:
        work = [Labelling(project, name) for name in ("Ana", "Ben", "Chi")]
        for number in range(101):
            article = add_article(project.store, f"Number {number}.")
            with project.store.transaction():
                for each in work[: 3 if number else 2]:
                    each.answer(article, "stance_levy", ("FAVOR", "AGAINST")[number % 2])
            if not number:
                alone = article[:12]
    out = run("consensus", path, "--question", "stance_levy", "--method", "dawid_skene").out.split("\n")
    assert [line for line in out if line.startswith(alone)] == [f"{alone}         too few labels"]
    assert out[-4:] == ["Ana: 1.00", "Ben: 1.00", "Chi: 1.00", ""]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["--question", "mood"], 2), (["--question", "topic", "--method", "vote"], 2)],
)
def test_consensus_needs_a_question_and_a_method_that_exist(
    run: Run, small: Path, arguments: list[str], code: int
) -> None:
    found = run("consensus", small, *arguments)
    assert (found.code, found.out) == (code, "")
    assert found.err


def test_a_project_without_answers_has_no_consensus(run: Run, tmp_path: Path) -> None:
    Project.create(tmp_path / "empty.labeler", CODEBOOK).close()
    assert run("consensus", tmp_path / "empty.labeler", "--question", "topic") == (0, "", "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--coefficient", "fleiss_kappa", "--coefficient", "gwet_ac1"), ("fleiss_kappa", "gwet_ac1")),
        (("--coefficient", "cohen_kappa", "--weights", "quadratic"), ("Cohen’s κ, quadratic",)),
        (("--coefficient", "krippendorff_alpha", "--distance", "ordinal"), ("Krippendorff’s α, ordinal",)),
        (("--coefficient", "specific_agreement", "--label", "yes"), ("specific_agreement",)),
    ],
)
def test_any_coefficient_is_told_of_ratings_of_any_tool(
    run: Run, tmp_path: Path, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    path = tmp_path / "ratings.csv"
    rows = [
        f"t{n},{who},{'yes' if (n + shift) % 3 else 'no'}"
        for n in range(12)
        for who, shift in (("a", 0), ("b", n % 2))
    ]
    path.write_text("task,worker,label\n" + "\n".join(rows), encoding="utf-8")
    done = run("agreement", "--ratings", path, *options)
    assert done.code == 0
    for each in words:
        assert each in done.out


@pytest.mark.parametrize(
    "options",
    [
        ("--markdown", "--json"),
        ("--markdown", "--by", "pair"),
        ("--by", "pair", "--coefficient", "gwet_ac1"),
        ("--weights", "linear"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("task,worker,label\nt,a,x\nt,b,y\n", encoding="utf-8")
    assert run("agreement", "--ratings", path, *options).code == 2


def test_what_a_coefficient_is_not_made_for_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("task,worker,label\nt,a,x\nt,b,y\nt,c,y\n", encoding="utf-8")
    assert "two annotators" in run("agreement", "--ratings", path, "--coefficient", "scott_pi").out
    refused = run("agreement", "--ratings", path, "--coefficient", "specific_agreement")
    assert refused.code == 1
    assert "say which" in refused.err
