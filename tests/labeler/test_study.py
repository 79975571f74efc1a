from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeler.agreement.coded import Coded
from labeler.agreement.coefficients import NO_PAIR, NO_VARIATION, krippendorff_alpha
from labeler.behind import NONE_FITS
from labeler.figures import Figure, few
from labeler.study import Study
from tests.labeler.made_answers import (
    BLOCKS,
    DUPLICATE,
    NAMES,
    ORDERED,
    STANCE,
    TOPIC,
    answers,
    of_two,
    studies_of,
    study,
)

if TYPE_CHECKING:
    from labeler.codebook import Question

F, A, N = "FAVOR", "AGAINST", "NONE"
TOPICS = [
    *[(["flood"], ["flood"])] * 4,
    (["flood"], []),
    ([], []),
    ([], []),
    (["trade"], ["flood", "trade"]),
    ([], []),
    ([], []),
]


def width(figure: Figure) -> float:
    assert figure.low is not None
    assert figure.high is not None
    return figure.high - figure.low


@pytest.mark.parametrize("question", [TOPIC, STANCE, ORDERED, DUPLICATE])
@settings(max_examples=25)
@given(data=st.data())
def test_the_headline_is_the_coefficient_of_its_answers_and_lies_in_its_interval(
    question: Question, data: st.DataObject
) -> None:
    found = data.draw(studies_of(question))
    values = None if question is TOPIC else [entry.value for entry in found.question.values]
    given = {
        unit: {who: frozenset(value) if question is TOPIC else value for who, value in row.items()}
        for unit, row in found.answers.given.items()
    }
    expected = krippendorff_alpha(Coded.from_units(given, values), found.distance)
    assert found.headline.value == pytest.approx(expected.value)
    assert found.headline.observed == pytest.approx(expected.observed)
    for figure in (found.headline, found.percent, found.nominal, *(each.figure for each in found.labels)):
        if figure.low is not None and figure.value is not None and figure.high is not None:
            assert figure.low <= figure.value <= figure.high
            assert figure.method
        else:
            assert figure.why


@pytest.mark.parametrize(
    ("question", "distance"),
    [
        (TOPIC, "masi"),
        (STANCE, "nominal"),
        (ORDERED, "ordinal"),
        (DUPLICATE, "nominal"),
        (BLOCKS, "nominal"),
    ],
)
def test_each_kind_of_question_has_its_distance(question: Question, distance: str) -> None:
    assert Study(answers(question, {})).distance == distance


@pytest.mark.parametrize(
    ("question", "called"),
    [(TOPIC, "article"), (STANCE, "article"), (DUPLICATE, "pair"), (BLOCKS, "line")],
)
def test_units_are_called_what_they_are(question: Question, called: str) -> None:
    assert Study(answers(question, {})).unit_called == called


def test_the_values_of_a_study_come_in_the_order_of_the_codebook() -> None:
    found = study(ORDERED, {"u1": {"Ana": F, "Ben": A}})
    assert found.coded.values == (A, N, F)


def test_a_value_of_an_earlier_codebook_still_counts() -> None:
    found = of_two(STANCE, [("MIXED", "MIXED"), (F, "MIXED")])
    assert found.coded.values == (F, N, A, "MIXED")
    # Four ratings, MIXED 3 and FAVOR 1, one unit differs: Do = 2/4, De = 2 * 3 / 12.
    assert found.headline.value == pytest.approx(0.0)
    assert found.in_words("u1", "Ana") == "MIXED"


def test_intervals_vary_copies_together() -> None:
    rows = [(F, F), (F, A), (A, A), (N, N), (N, F), (F, F), (A, A), (A, F)]
    units = {
        f"u{story}-{copy}": dict(zip(NAMES, row, strict=False))
        for story, row in enumerate(rows)
        for copy in range(4)
    }
    alone = study(STANCE, units).headline
    together = study(STANCE, units, {unit: unit.split("-")[0] for unit in units}).headline
    assert (alone.method, together.method) == ("score, by unit", "score, by group of copies")
    assert together.value == alone.value
    assert width(together) > 1.5 * width(alone)


def test_too_few_groups_of_copies_give_no_interval() -> None:
    units = {f"u{place}": {"Ana": F, "Ben": (F, A)[place % 2]} for place in range(8)}
    found = study(STANCE, units, {unit: f"story {place // 2}" for place, unit in enumerate(units)}).headline
    assert (found.low, found.high, found.method) == (None, None, "")
    assert found.why == "too few: 4 clusters; an interval needs 5 or more"
    assert found.value is not None


def test_lines_of_one_article_vary_together() -> None:
    units = {
        f"a{article}:{line}": {"Ana": "kept", "Ben": ("kept", "dropped")[article == line]}
        for article in range(6)
        for line in range(3)
    }
    found = study(BLOCKS, units, {unit: unit.split(":")[0] for unit in units})
    assert found.headline.method == "score, by article"


def test_each_value_is_measured_against_the_rest() -> None:
    flood, trade, port, none_fits = of_two(TOPIC, TOPICS).labels
    assert [each.value for each in (flood, trade, port, none_fits)] == ["flood", "trade", "port", NONE_FITS]
    # Twenty ratings, 10 with flood; two units differ: Do = 4/20, De = 2 * 10 * 10 / (20 * 19).
    assert (flood.title, flood.units, flood.share) == ("Flood", 6, 0.6)
    assert flood.figure.value == pytest.approx(1 - 0.2 * 380 / 200)
    # Nine of twenty are empty; one unit differs: Do = 2/20, De = 2 * 9 * 11 / (20 * 19).
    assert (none_fits.title, none_fits.units, none_fits.share) == ("No topic fits", 5, 0.5)
    assert none_fits.figure.value == pytest.approx(80 / 99)


def test_a_value_on_few_units_gets_words_in_place_of_a_figure() -> None:
    _, trade, port, _ = of_two(TOPIC, TOPICS).labels
    assert (trade.units, trade.share) == (1, 0.1)
    assert trade.figure == few(1, 5) == Figure(why="too few: 1 unit, at least 5 are needed")
    assert port.figure.why == "too few: 0 units, at least 5 are needed"


def test_a_stance_has_two_stages() -> None:
    found = of_two(STANCE, [(F, F), (F, A), (N, N), (N, F), (A, A), (N, None)])
    assert found.addressed is not None
    # Ten ratings, three NONE; one unit differs: Do = 2/10, De = 2 * 3 * 7 / (10 * 9).
    assert found.addressed.value == pytest.approx(4 / 7)
    assert found.addressed.observed == pytest.approx(0.8)
    assert found.position is not None
    # Units 1, 2 and 5: FAVOR and AGAINST three times each: Do = 2/6, De = 2 * 3 * 3 / (6 * 5).
    assert found.position.value == pytest.approx(4 / 9)


def test_stages_are_only_for_stances_that_can_be_left_open() -> None:
    topics = of_two(TOPIC, TOPICS)
    assert (topics.addressed, topics.position) == (None, None)


def test_each_two_annotators_have_figures_over_what_both_answered() -> None:
    units = {
        "u1": {"Ana": F, "Ben": F, "Chi": A},
        "u2": {"Ana": A, "Ben": A},
        "u3": {"Ana": F, "Ben": A},
        "u4": {"Chi": N},
    }
    found = study(STANCE, units)
    assert [(each.one, each.other, each.units) for each in found.pairs] == [
        ("Ana", "Ben", 3),
        ("Ana", "Chi", 1),
        ("Ben", "Chi", 1),
    ]
    assert [(one, other, units) for one, other, _, units in found.kappas] == [
        ("Ana", "Ben", 3),
        ("Ana", "Chi", 1),
        ("Ben", "Chi", 1),
    ]
    # Ana F A F, Ben F A A. α: Do = 2/6, De = 2 * 3 * 3 / 30. κ: po = 2/3, pe = (2 * 1 + 1 * 2) / 9.
    assert found.pairs[0].figure.value == pytest.approx(4 / 9)
    assert found.kappas[0][2].value == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))
    # One unit on which they differ: κ 0 by chance of 0, α: Do = 1, De = 1.
    assert (found.kappas[1][2].value, found.pairs[1].figure.value) == (0.0, 0.0)


def test_leaving_somebody_out_tells_how_far_the_figure_moves() -> None:
    units = {f"u{place}": {"Ana": v, "Ben": v, "Chi": (F, A)[place % 2]} for place, v in enumerate([F, A, N])}
    found = study(STANCE, units)
    without_chi = found.left_out[2]
    assert (without_chi.annotator, without_chi.figure.value) == ("Chi", 1.0)
    assert found.headline.value is not None
    assert without_chi.difference == pytest.approx(1.0 - found.headline.value)
    assert [each.annotator for each in found.left_out] == list(NAMES)


def test_nothing_is_made_of_no_answers() -> None:
    for question in (TOPIC, STANCE, ORDERED, DUPLICATE, BLOCKS):
        found = Study(answers(question, {}))
        assert found.headline == Figure(why=NO_PAIR)
        assert found.percent.value is None
        assert (found.annotators, found.pairable, found.disputed) == ((), [], [])
        assert (found.kappas, found.pairs, found.left_out, found.weeks, found.versions) == (
            [],
            [],
            [],
            [],
            [],
        )
        assert not found.cells().cells
        assert {each.figure.why for each in found.labels} == {"too few: 0 units, at least 5 are needed"}
        assert {each.share for each in found.labels} == {0.0}


def test_one_annotator_agrees_with_nobody() -> None:
    found = study(STANCE, {f"u{place}": {"Ana": F} for place in range(6)})
    assert found.headline == Figure(why=NO_PAIR)
    assert (found.pairs, found.kappas, found.pairable) == ([], [], [])
    (alone,) = found.left_out
    assert (alone.figure.why, alone.difference) == (NO_PAIR, None)
    assert found.labels[0].units == 0
    assert found.labels[0].figure.why == "too few: 0 units, at least 5 are needed"


def test_one_unit_on_which_all_agree_has_no_variation() -> None:
    found = of_two(STANCE, [(F, F)])
    assert (found.headline.value, found.headline.observed, found.headline.why) == (None, 1.0, NO_VARIATION)
    assert (found.percent.value, found.percent.low) == (1.0, None)


def test_all_alike_over_several_values_is_full_agreement() -> None:
    found = of_two(STANCE, [(F, F), (A, A)] * 4)
    assert found.headline.value == 1.0
    assert found.headline.high == 1.0
    assert found.headline.low is not None
    assert found.headline.low < 1.0
    assert found.disputed == []
