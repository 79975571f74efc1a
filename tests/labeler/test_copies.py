from __future__ import annotations

import pytest

from labeler.copies import ClusterFigures, cluster_figures, groupings, groups_of
from labeler.duplicates.groups import components
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
    found = groups_of(answers(DUPLICATE, {"a:b": {"Ana": relation}}), "Ana")
    assert found == {"a": "a", "b": "a" if tied else "b"}


def test_an_annotators_groups_hold_every_article_they_judged() -> None:
    given = answers(
        DUPLICATE,
        {"a:b": {"Ana": SAME}, "b:c": {"Ana": SAME}, "c:d": {"Ana": APART}, "d:e": {"Ben": SAME}},
    )
    assert groups_of(given, "Ana") == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert groups_of(given, "Ben") == {"d": "d", "e": "d"}
    assert groups_of(given, "Chi") == {}


def test_articles_that_all_group_alike_are_not_told() -> None:
    given = answers(
        DUPLICATE,
        {
            "a:b": {"Ana": SAME, "Ben": "exact"},
            "c:d": {"Ana": APART, "Ben": "same_story"},
            "e:f": {"Ana": SAME},
        },
    )
    assert groupings(given) == []
    assert groupings(answers(DUPLICATE, {})) == []


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
    assert groupings(given) == [
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
    assert groupings(answers(DUPLICATE, apart)) == [
        ("a", ["a", "b", "c"], [("Ana", {"a": "a", "b": "a", "c": "a"}), ("Ben", {"a": "a", "c": "c"})])
    ]
    assert groupings(answers(DUPLICATE, {**apart, "a:c": {"Ben": SAME}})) == []


def test_somebody_who_judged_one_article_of_a_group_says_nothing_about_it() -> None:
    given = answers(DUPLICATE, {"a:b": {"Ana": SAME}, "b:x": {"Ben": APART}})
    assert groupings(given) == []


def test_groupings_are_compared_by_number_over_what_both_judged() -> None:
    given = answers(
        DUPLICATE,
        {
            "a:b": {"Ana": SAME, "Ben": SAME},
            "b:c": {"Ana": SAME, "Ben": APART},
            "x:y": {"Chi": SAME, "Ben": SAME},
        },
    )
    with_ben, ana_with_chi, ben_with_chi = cluster_figures(given)
    # Ana: abc. Ben: ab, c. Nothing that Ben ties is apart for Ana; recall (2/3 + 2/3 + 1/3) / 3.
    assert (with_ben.one, with_ben.other, with_ben.articles) == ("Ana", "Ben", 3)
    assert (with_ben.precision, with_ben.recall) == pytest.approx((1.0, 5 / 9))
    assert with_ben.f1 == pytest.approx(5 / 7)
    # One pair together in both, three in Ana's, one in Ben's, three in all: just what chance gives.
    assert with_ben.ari == 0.0
    assert ana_with_chi == ClusterFigures("Ana", "Chi", None, None, None, None, 0)
    assert ben_with_chi == ClusterFigures("Ben", "Chi", 1.0, 1.0, 1.0, None, 2)
    assert cluster_figures(answers(DUPLICATE, {})) == []
