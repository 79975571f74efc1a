from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from labeler.agreement.coefficients import NO_PAIR
from labeler.figures import Figure
from labeler.labelling import Labelling
from labeler.review import (
    ALPHA,
    KAPPA,
    PERCENT,
    Agreement,
    agreement,
    detail_rows,
    headline_rows,
    in_words,
    markdown,
    paper_line,
    studies,
)
from tests.builders import add_article
from tests.labeler.made_answers import BLOCKS, DUPLICATE, ORDERED, STANCE, TOPIC, of_two, study

if TYPE_CHECKING:
    from labeler.project import Project
    from labeler.review import By
    from labeler.study import Study

F, A, N = "FAVOR", "AGAINST", "NONE"
SAME, APART = "near_duplicate", "unrelated"
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
"""What every row of the JSON has; docs/formats.md."""


@pytest.fixture
def ids(project: Project) -> list[str]:
    """Three articles; Ana answered all, Ben two, Chi one."""
    ids = [add_article(project.store, f"Number {number}.") for number in range(3)]
    ana, ben, chi = (Labelling(project, name) for name in ("Ana", "Ben", "Chi"))
    for place, topics in enumerate((["flood"], ["flood", "port"], [])):
        ana.answer(ids[place], "topic", topics)
    for place, topics in enumerate((["flood"], ["trade"])):
        ben.answer(ids[place], "topic", topics)
    chi.answer(ids[0], "topic", [])
    return ids


@pytest.fixture
def three() -> Study:
    """Six units: all three answered five, Ana alone the sixth; Chi differs on one, Ben did not see one."""
    rows = {f"u{place}": {"Ana": v, "Ben": v, "Chi": v} for place, v in enumerate((F, F, A, A, N), start=1)}
    rows["u1"]["Chi"] = A
    del rows["u5"]["Ben"]
    digests = {"u5": "digest 2"}
    return study(STANCE, {**rows, "u6": {"Ana": F}}, None, None, digests)


def figure(
    project: Project, question: str, coefficient: str, pair: tuple[str, str] | None = None
) -> Agreement:
    (found,) = (
        each
        for each in agreement(project)
        if (each.question, each.coefficient, each.pair) == (question, coefficient, pair)
    )
    return found


def counts(row: Agreement) -> tuple[int, int, int, int, int]:
    return row.units, row.annotators, row.ratings, row.units_left_out, row.missing


def test_alpha_of_topics_measures_sets_and_counts_what_it_counted(project: Project, ids: list[str]) -> None:
    found = figure(project, "topic", ALPHA)
    assert found.distance == "masi"
    assert counts(found) == (2, 3, 5, 1, 1)
    # Unit 1: f, f, empty; unit 2: fp, t. Do = (2*2/2 + 2) / 5; De over f twice, empty, fp, t.
    apart = 2 * (2 * 1 + 2 * (2 / 3) + 2 * 1 + 1 + 1 + 1)
    assert found.value == pytest.approx(1 - (4 / 5) / (apart / 20))


def test_each_two_annotators_have_their_kappa_over_what_both_answered(
    project: Project, ids: list[str]
) -> None:
    found = figure(project, "topic", KAPPA, ("Ana", "Ben"))
    # Ana alone answered the third.
    assert counts(found) == (2, 2, 4, 1, 0)
    assert found.figure.observed == 0.5
    assert found.value == pytest.approx((0.5 - 0.25) / 0.75)
    apart = figure(project, "topic", KAPPA, ("Ben", "Chi"))
    assert (apart.units, apart.value) == (1, 0.0)


def test_a_figure_that_is_undefined_is_null_and_says_why(project: Project, ids: list[str]) -> None:
    found = figure(project, "stance_levy", ALPHA)
    assert (found.value, found.why) == (None, NO_PAIR)
    as_json = found.to_json()
    assert (as_json["value"], as_json["why"], as_json["interval"]) == (None, NO_PAIR, None)
    json.dumps([each.to_json() for each in agreement(project)], allow_nan=False)


def test_pairs_are_compared_by_pair_whichever_was_asked_about_first(project: Project, ids: list[str]) -> None:
    Labelling(project, "Ana").answer_pair(ids[0], ids[1], "duplicate", "contains")
    Labelling(project, "Ben").answer_pair(ids[1], ids[0], "duplicate", "contained")
    Labelling(project, "Ana").answer_pair(ids[0], ids[2], "duplicate", "unrelated")
    Labelling(project, "Ben").answer_pair(ids[0], ids[2], "duplicate", "same_story")
    assert figure(project, "duplicate", PERCENT).value == 0.5


def test_every_question_has_a_study_in_the_order_of_the_codebook(project: Project) -> None:
    assert [each.question for each in studies(project)] == list(project.codebook.questions)
    assert [(row.question, row.coefficient) for row in agreement(project)] == [
        (question.key, coefficient)
        for question in project.codebook.questions
        for coefficient in (ALPHA, PERCENT)
    ]


def test_a_stance_in_order_has_two_rows_of_alpha() -> None:
    rows = headline_rows(of_two(ORDERED, [(F, F), (A, N), (N, N), (A, F), (A, A)]))
    assert [(row.coefficient, row.distance) for row in rows] == [
        (ALPHA, "nominal"),
        (ALPHA, "ordinal"),
        (PERCENT, "nominal"),
        (KAPPA, "nominal"),
    ]
    # A 4, N 3, F 3 of ten; two units differ: Do = 4/10, De = (100 - 16 - 9 - 9) / 90.
    assert rows[0].value == pytest.approx(1 - 0.4 * 90 / 66)
    # Ordinal distances: A-N (4/2 + 3/2)² = 49/4, N-F 3² = 9, A-F (4/2 + 3 + 3/2)² = 169/4.
    within = 2 * (49 / 4 + 169 / 4) / 10
    by_chance = 2 * (12 * 49 / 4 + 9 * 9 + 12 * 169 / 4) / 90
    assert rows[1].value == pytest.approx(1 - within / by_chance)
    assert rows[2].value == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("by", "key", "expected"),
    [
        ("label", "label", [F, N, A]),
        ("pair", "pair", [["Ana", "Ben"], ["Ana", "Chi"], ["Ben", "Chi"]]),
        ("annotator", "without", ["Ana", "Ben", "Chi"]),
        ("version", "version", ["v1", "v2"]),
    ],
)
def test_detail_rows_name_their_part(three: Study, by: By, key: str, expected: list[Any]) -> None:
    rows = [row.to_json() for row in detail_rows(three, by)]
    assert [row[key] for row in rows] == expected
    assert {row["coefficient"] for row in rows} == {ALPHA}
    assert all(row.keys() - {"why"} == FIELDS | {key} for row in rows)


def test_the_empty_set_is_called_as_it_is_stored() -> None:
    rows = detail_rows(of_two(TOPIC, [([], [])]), "label")
    assert [row.of for row in rows][-1] == ("label", "[]")


def test_detail_rows_count_what_they_are_about(three: Study) -> None:
    assert counts(headline_rows(three)[0]) == (5, 3, 14, 1, 1)
    by_pair = {row.pair: counts(row) for row in detail_rows(three, "pair")}
    assert by_pair == {
        ("Ana", "Ben"): (4, 2, 8, 2, 0),
        ("Ana", "Chi"): (5, 2, 10, 1, 0),
        ("Ben", "Chi"): (4, 2, 8, 1, 0),
    }
    without = {row.of: counts(row) for row in detail_rows(three, "annotator")}
    assert without == {
        ("without", "Ana"): (4, 2, 8, 1, 0),
        ("without", "Ben"): (5, 2, 10, 1, 0),
        ("without", "Chi"): (4, 2, 8, 2, 0),
    }
    by_version = [counts(row) for row in detail_rows(three, "version")]
    assert by_version == [(4, 3, 12, 0, 0), (1, 3, 2, 0, 1)]
    assert [row.units for row in detail_rows(three, "label")] == [2, 1, 3]


def test_json_has_the_fields_that_are_documented() -> None:
    rows = [row.to_json() for row in headline_rows(of_two(STANCE, [(F, F), (A, A), (F, A), (N, N), (F, F)]))]
    assert [row.keys() - FIELDS for row in rows] == [set(), set(), {"pair"}]
    assert rows[2]["pair"] == ["Ana", "Ben"]
    assert rows[0]["interval"] == "score, by unit"
    assert rows[0]["low"] < rows[0]["value"] < rows[0]["high"]


@pytest.mark.parametrize(
    ("given", "percent", "words"),
    [
        (Figure(0.706, 0.5549, 0.858), False, "0.71 [0.55, 0.86]"),
        (Figure(0.706), False, "0.71"),
        (Figure(0.706, 0.5549, 0.858), True, "71 % [55 %, 86 %]"),
        (Figure(1.0), True, "100 %"),
        (Figure(why="too few: 1 unit"), False, "too few: 1 unit"),
    ],
)
def test_figures_are_written_as_a_report_has_them(given: Figure, percent: bool, words: str) -> None:
    assert in_words(given, percent=percent) == words


def test_the_line_for_a_paper_says_what_was_measured_and_on_how_many() -> None:
    rows = [(["flood"], ["flood"]), ([], []), (["port"], ["flood"])]
    assert paper_line(of_two(TOPIC, rows)) == (
        "Topic: α = 0.55 (Krippendorff, MASI; n = 3 articles, 2 annotators)."
    )
    with_ends = of_two(STANCE, [(F, F), (A, A), (F, A), (N, N), (F, F)])
    low, high = with_ends.headline.low, with_ends.headline.high
    assert f"; 95 % CI {low:.2f} to {high:.2f}, score, by unit; n = 5 articles" in paper_line(with_ends)
    lines = study(BLOCKS, {"a:0": {"Ana": "kept"}})
    assert paper_line(lines) == f"Boilerplate: {NO_PAIR} (Krippendorff, nominal; n = 0 lines, 1 annotator)."


def test_the_appendix_has_every_figure_of_every_question(three: Study) -> None:
    ordered = of_two(ORDERED, [(F, F), (A, N), (N, N), (A, F), (A, A)])
    text = markdown([three, ordered], "labeler 1.2")
    lines = text.split("\n")
    assert lines[:5] == ["# Agreement", "", "Made by labeler 1.2.", "", "## Levy"]
    assert lines.count("## Levy") == 2
    assert paper_line(three) in lines
    for found in (three, ordered):
        for row in headline_rows(found):
            value = in_words(row.figure, percent=row.coefficient == PERCENT)
            assert f" | {value} | {row.units} | {row.figure.method or '–'} |" in text
        for each in found.labels:
            assert (
                f"| {each.title} | {in_words(each.figure)} | {each.units} | {each.figure.method or '–'} |"
                in lines
            )
    assert any(line.startswith("| Krippendorff’s α, ordinal | ") for line in lines)
    assert any(line.startswith("| Cohen’s κ, Ana and Chi | ") for line in lines)
    assert "(docs/agreement.md)" in text.rpartition("|")[2]


def test_the_appendix_compares_groups_of_copies() -> None:
    given = {
        "a:b": {"Ana": SAME, "Ben": SAME},
        "b:c": {"Ana": SAME, "Ben": APART},
        "x:y": {"Chi": SAME, "Ben": SAME},
    }
    text = markdown([study(DUPLICATE, given)], "labeler")
    # The figures are worked out by hand in test_copies; Ana and Chi judged nothing together.
    f1, _, ari = text.partition("| B-cubed F1 of groups of copies |")[2].partition("| Adjusted Rand")
    assert "| Ana and Ben | 0.71 | 3 | – |" in f1
    assert "| Ben and Chi | 1.00 | 2 | – |" in f1
    assert f1.index("Ana and Ben") < f1.index("Ben and Chi")
    assert "| Ana and Ben | 0.00 | 3 | – |" in ari
    assert "| Ben and Chi | undefined, no variation: no pair is together, or every pair is | 2 | – |" in ari
    assert "Ana and Chi |" not in f1 + ari


def test_no_name_breaks_a_table_of_the_appendix() -> None:
    text = markdown([study(STANCE, {"u1": {"A|na": F, "Ben": F}})], "labeler")
    assert "| Cohen’s κ, A\\|na and Ben | " in text
