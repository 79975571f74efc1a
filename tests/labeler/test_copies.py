from __future__ import annotations

import pytest

from labeler.agreement.clusters import ALL_ALIKE, NO_TWO, NO_UNIT
from labeler.copies import ClusterFigures, Groupings
from labeler.duplicates.groups import components
from labeler.figures import Figure
from tests.labeler.made_answers import DUPLICATE, answers

SAME, APART = "near_duplicate", "unrelated"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], []),
        ([("b", "a")], [["a", "b"]]),
        ([("a", "b"), ("c", "d"), ("d", "b")], [["a", "b", "c", "d"]]),
        ([("c", "d"), ("a", "b")], [["a", "b"], ["c", "d"]]),
        ([("a", "a")], [["a"]]),
    ],
)
def test_pairs_tie_articles_into_groups(pairs: list[tuple[str, str]], expected: list[list[str]]) -> None:
    assert components(pairs) == expected


@pytest.mark.parametrize(
    ("relation", "tied"),
    [
        ("exact", True),
        ("near_duplicate", True),
        ("contains", True),
        ("contained", True),
        ("same_story", False),
        ("unrelated", False),
    ],
)
def test_some_relations_make_copies(relation: str, tied: bool) -> None:
    found = Groupings(answers(DUPLICATE, {"a:b": {"Ana": relation}})).of("Ana")
    assert found == {"a": "a", "b": "a" if tied else "b"}


def test_an_annotators_groups_hold_every_article_they_judged() -> None:
    given = answers(
        DUPLICATE,
        {"a:b": {"Ana": SAME}, "b:c": {"Ana": SAME}, "c:d": {"Ana": APART}, "d:e": {"Ben": SAME}},
    )
    assert Groupings(given).of("Ana") == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert Groupings(given).of("Ben") == {"d": "d", "e": "d"}
    assert Groupings(given).of("Chi") == {}


def test_articles_that_all_group_alike_are_not_told() -> None:
    given = answers(
        DUPLICATE,
        {
            "a:b": {"Ana": SAME, "Ben": "exact"},
            "c:d": {"Ana": APART, "Ben": "same_story"},
            "e:f": {"Ana": SAME},
        },
    )
    assert Groupings(given).apart() == []
    assert Groupings(answers(DUPLICATE, {})).apart() == []


def test_articles_that_one_ties_and_another_does_not_are_told_with_both_groupings() -> None:
    given = answers(
        DUPLICATE,
        {
            "a:b": {"Ana": SAME, "Ben": SAME},
            "b:c": {"Ana": SAME, "Ben": APART},
            "x:y": {"Ana": APART, "Ben": SAME},
            "c:x": {"Ana": APART, "Ben": APART},
        },
    )
    assert Groupings(given).apart() == [
        (
            "a",
            ["a", "b", "c"],
            [("Ana", {"a": "a", "b": "a", "c": "a"}), ("Ben", {"a": "a", "b": "a", "c": "c"})],
        ),
        ("x", ["x", "y"], [("Ana", {"x": "x", "y": "y"}), ("Ben", {"x": "x", "y": "x"})]),
    ]


def test_two_who_tie_by_different_pairs_are_compared_where_both_judged() -> None:
    # Ana ties a and c through b; Ben judged only a and c.
    apart = {"a:b": {"Ana": SAME}, "b:c": {"Ana": SAME}, "a:c": {"Ben": APART}}
    assert Groupings(answers(DUPLICATE, apart)).apart() == [
        ("a", ["a", "b", "c"], [("Ana", {"a": "a", "b": "a", "c": "a"}), ("Ben", {"a": "a", "c": "c"})])
    ]
    assert Groupings(answers(DUPLICATE, {**apart, "a:c": {"Ben": SAME}})).apart() == []


def test_somebody_who_judged_one_article_of_a_group_says_nothing_about_it() -> None:
    given = answers(DUPLICATE, {"a:b": {"Ana": SAME}, "b:x": {"Ben": APART}})
    assert Groupings(given).apart() == []


def test_groupings_are_compared_by_number_over_what_both_judged() -> None:
    given = answers(
        DUPLICATE,
        {
            "a:b": {"Ana": SAME, "Ben": SAME},
            "b:c": {"Ana": SAME, "Ben": APART},
            "x:y": {"Chi": SAME, "Ben": SAME},
        },
    )
    with_ben, ana_with_chi, ben_with_chi = Groupings(given).figures()
    # Ana: abc. Ben: ab, c. Nothing that Ben ties is apart for Ana; recall (2/3 + 2/3 + 1/3) / 3.
    assert (with_ben.one, with_ben.other, with_ben.articles) == ("Ana", "Ben", 3)
    assert (with_ben.precision, with_ben.recall) == pytest.approx((1.0, 5 / 9))
    assert with_ben.f1.value == pytest.approx(5 / 7)
    assert (with_ben.f1.low, with_ben.f1.why) == (None, "too few: 1 unit; an interval needs 5 or more")
    # One pair together in both, three in Ana's, one in Ben's, three in all: just what chance gives.
    assert with_ben.ari.value == 0.0
    assert ana_with_chi == ClusterFigures(
        "Ana", "Chi", None, None, Figure(why=NO_UNIT), Figure(why=NO_TWO), 0
    )
    alike = Figure(1.0, why="no interval: both group alike")
    assert ben_with_chi == ClusterFigures("Ben", "Chi", 1.0, 1.0, alike, Figure(why=ALL_ALIKE), 2)
    assert Groupings(answers(DUPLICATE, {})).figures() == []


def test_stories_that_hang_together_are_what_the_interval_of_groups_rests_on() -> None:
    units = {}
    for story in range(12):
        one, two, three = (f"{story}{letter}" for letter in "abc")
        units[f"{one}:{two}"] = {"Ana": SAME, "Ben": SAME}
        units[f"{two}:{three}"] = {"Ana": SAME, "Ben": APART if story % 4 == 0 else SAME}
    (found,) = Groupings(answers(DUPLICATE, units)).figures()
    assert found.f1.method == "jackknife, by group of copies"
    assert found.f1.value == pytest.approx(0.94117647)
    assert found.f1.value is not None
    assert found.f1.low is not None
    assert found.f1.high is not None
    assert 0.8 < found.f1.low < found.f1.value < found.f1.high <= 1.0
    assert found.ari.low is not None
    assert found.ari.low < (found.ari.value or 0.0)
